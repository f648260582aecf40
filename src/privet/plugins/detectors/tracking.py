"""Tracking numbers of parcels. Alone count those whose form says it: the Universal Postal Union's S10 and UPS's 1Z with
their check digits, the United States' 22 digits (mod 10), Amazon's TBA, the JJD of DHL and JD of Royal Mail's parcels.
Beside a word such as "parcel" or "Sendungsnummer" eight signs or more with digits do. Canonical form: capitals, digits.
"""

from __future__ import annotations

from privet.core.checks import weighted
from privet.core.finding import CUE, Detector
from privet.core.shapes import Shape, Shapes

_S10 = "(?i:[a-z]{2}) ?[0-9](?: ?[0-9]){8} ?(?i:[a-z]{2})"
_UPS = "1(?i:z)[ ]?(?:(?i:[0-9a-z])[ ]?){15}[0-9]"
_USPS = "(?:9[1-5]|420[0-9]{5} ?9[1-5])(?: ?[0-9]){20}"
_LETTERED = "(?i:tba|tbm|tbc)[0-9]{12}|(?i:jjd|jvgl|jd)[ ]?[0-9](?: ?[0-9]){14,20}|H[0-9]{19}"
_DIGITS = (
    f"{_S10}|"
    "[0-9](?:[ -]?[0-9]){7,27}|[A-Z]{1,4}-?[0-9](?:[ -]?[0-9]){5,20}[A-Z]{0,3}|(?=[A-Z]{0,19}[0-9])[A-Z0-9]{10,24}"
)
_WORDS = (
    "track ?& ?trace|track(?:ing)?(?:[- ]?(?:number|no|nr|id|code|#))?|parcels?|packages?|shipments?|consignments?"
    "|way[ -]?bills?|awb"
    "|couriers?|usps|fedex|ups|dhl|dpd|hermes|evri|gls|royal mail|an post"
    "|sendung(?:en|s?nummer|s?-?nr|s?-?id|scode)?|sendungsverfolgung|paket(?:e|es|nummer|-?nr)?|frachtbrief|päckchen"
    "|env[ií]os?|paquetes?|encomiendas?|seguimiento|gu[ií]as?|rastreo|correos|estafeta|n[uú]mero de (?:gu[ií]a"
    "|localizador)"
    "|colis|suivi|num[eé]ro de suivi|colissimo|chronopost|exp[eé]dition|mondial relay"
    "|rastreio|rastreamento|encomendas?|objetos?|pacotes?|ctt|remessas?|codigo de rastreio|seguimento"
    "|посылк[аиуе]|отправлени[ея]|трек(?:-?номер|-?код|инг)?|трэк|накладн(?:ая|ой|ую)|сдэк|почт[аыой]{1,2}"
    "|бандерол[ьи]|ттн|отслеживани[ея]|albar[aá]n|mrw|seur|jadlog|total express|loggi"
    "|spedizion[ei]|pacc[oh]i?|tracciamento|lettera di vettura|zendings?|pakket(?:je)?|barcode van"
    "|przesyłk[aięi]|paczk[aięi]|list przewozowy|kargo|takip|gönderi|resi|kiriman|pelacakan|відправлення|посилк[аиу]"
    "|livraison|livr[eé]e?|deliver(?:y|ed)|liefer(?:ung|t)|zustellung|entrega(?:do|r)?|доставк[аиуе]|consegna|bezorging"
    "|पार्सल|ट्रैकिंग|शिपमेंट"
)
_GLUED = "شحنة|الشحنة|التتبع|طرد|快递|运单|物流|包裹|單號|单号"
_OTHER = "track (?:and|your) [a-z]+ [a-z]+|postcode|почтовый (?:код|индекс)"


def _s10(number: str) -> bool:
    """UPU S10: eight digits weighted, a check digit, between a service's letters and a country's."""
    digits = number[2:11]
    if len(number) != 13 or not digits.isdecimal():
        return False
    rest = 11 - weighted(digits[:8], (8, 6, 4, 2, 3, 5, 9, 7)) % 11
    return digits[8] == {10: "0", 11: "5"}.get(rest, str(rest))


def _ups(number: str) -> bool:
    """UPS: letters count as their place, from A as 2, mod 10; every second sign counts twice."""
    values = [int(s) if s.isdigit() else (ord(s) - 63) % 10 for s in number[2:]]
    return (-sum(value * (1 + place % 2) for place, value in enumerate(values[:-1]))) % 10 == values[-1]


def _usps(number: str) -> bool:
    """USPS: 22 digits by GS1's mod 10, weights 3 and 1 from the right (Publication 199)."""
    digits = number[-22:]
    return sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(reversed(digits))) % 10 == 0


_S10_TRIGGER = "[a-z]{2} ?[0-9](?: ?[0-9]){8} ?[a-z]{2}"

_SHAPES = (
    Shape("TRACKING", _S10, trigger=_S10_TRIGGER, holds="[0-9](?: ?[0-9]){8}", valid=_s10, must=True, score=0.97),
    Shape(
        "TRACKING",
        _UPS,
        trigger="1z ?(?:[0-9a-z] ?){15}[0-9]",
        holds="1[Zz]",
        valid=_ups,
        score=0.97,
        strength=CUE,
    ),
    Shape(
        "TRACKING",
        _USPS,
        trigger="9[1-5](?: ?[0-9]){20}",
        holds="9[1-5](?: ?[0-9]){20}",
        valid=_usps,
        must=True,
        score=0.97,
    ),
    Shape(
        "TRACKING",
        _LETTERED,
        trigger="(?:tb[amc]|jjd|jvgl|jd|h[0-9])[ ]?[0-9](?: ?[0-9]){10}",
        score=0.9,
        strength=CUE,
        holds="[0-9](?: ?[0-9]){11}",
    ),
    Shape(
        "TRACKING",
        _DIGITS,
        _WORDS,
        _GLUED,
        _OTHER,
        loose=True,
        far=True,
        edges=(19, "[^0-9]{0,23}?"),
        score=0.85,
    ),
)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return Shapes("tracking", _SHAPES)
