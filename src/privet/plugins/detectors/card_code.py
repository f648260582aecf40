"""Card security codes (CVC, CVV, CID): 3 or 4 digits beside words that say so in fifteen languages, or after a card
number and its expiry date. They are never kept (PCI DSS 3.3.1), so the words must be plain: "security code" alone
needs three digits, or a card in the same text; with more digits it is a one-time code. Canonical form: the digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from privet.core.cues import IS, POSSESSIVE, lowered, near
from privet.core.finding import CUE, Detector, Finding
from privet.core.late import late

_SURE = (
    "cvc2?|cvv2?|cvn2?|csc|card (?:security|verification) (?:code|number|value)"
    "|security code (?:on|of) (?:my|the) card|kartenprüfnummer|prüfnummer|prüfziffer"
    "|cryptogramme(?: visuel)?(?: [àa] (?:3|4|quatre|trois) chiffres)?"
    "|(?:last )?(?:three|3) digits (?:on|at) the back|security number (?:on|of) (?:my|the) card|kartenprüfziffer"
    "|c[oó]d(?:igo|[.])? de (?:seguridad|verificaci[oó]n) de (?:la|mi) tarjeta|c[oó]d(?:igo"
    "|[.])? de segurança do (?:meu )?cart[ãa]o"
    "|c[oó]digo de atr[aá]s|c[oó]digo (?:da|de la|de) (?:frente|parte)"
    "|tres (?:d[ií]gitos|n[uú]meros) (?:de atr[aá]s|del reverso|del dorso)|trois chiffres (?:au dos|derri[eè]re)"
    "|drei (?:ziffern|zahlen) auf der rückseite|três d[ií]gitos (?:atr[aá]s|no verso|do verso)"
    "|(?:цифры|код) (?:на обороте|с оборота|на обратной стороне|с обратной стороны)"
    "|codice di sicurezza della carta|tre cifre sul retro|drie cijfers (?:achterop|op de achterkant)"
    "|trzy cyfry (?:z tyłu|na odwrocie)"
    "|güvenlik kodu|arkadaki üç (?:rakam|hane)|tiga (?:digit|angka) di belakang|три цифри на звороті|сvc"
    "|цифры сзади|सीवीवी"
    "|(?:3|three|three digit|3 digit) (?:numbers?|digits?|no) on the (?:back|reverse)|(?:four|4) digits on the front"
    "|(?:3|tres|três|trois|les 3|drei|три|3) (?:n[uú]meros|d[ií]gitos|chiffres|ziffern|zahlen|цифры) (?:del? |au "
    "|auf |на |d[ao] |no |en el |atr[aá]s)[^\\W\\d_ ]{0,9}"
    "|c[oó]digo cvv|(?:cvc|cvv|цвв|свв|свс)-?код|цвв|свв|свс"
)
_PERHAPS = (
    "security (?:code|digits|number)|sec code|cid|cryptogramme [àa] (?:3|4|quatre|trois) chiffres"
    "|c[oó]digo de seguridad|code de sécurité|sicherheitscode|c[oó]digo de segurança"
    "|код безопасности"
)
_CARDS = ("card", "visa", "master", "amex", "tarjeta", "carte", "karte", "cartão", "карт")
_CUE = late(rf"(?<![^\W_])(?:(?P<sure>{_SURE})|{_PERHAPS})(?![^\W_])|(?P<glued>安全码|卡背面?(?:三位)?|رمز الأمان)")
_VALUE = r"((?<![A-Za-z0-9_$€£+.,/-])[0-9]{3,4}(?![A-Za-z0-9_%€$£₽/])(?![.,:-][0-9])(?! [0-9]{3}))"
_THEN = late(rf"(?P<gap>[^0-9.!;]{{0,40}}?){_VALUE}")
_FIRST = late(rf"(?<![0-9][ /.-]){_VALUE}\s?\(?(?:(?i:{IS})\s)?(?:(?i:{POSSESSIVE})\s){{0,2}}(?:[^\W\d]{{1,12}}\s)?\Z")
_EXPIRY_THEN = late(r"(?<![0-9])(?=(?:0?[1-9]|1[0-2])\s?[/-]\s?(?:20)?[0-9]{2}[^0-9\n]{1,12}([0-9]{3,4})(?![0-9]))")
_CARD_BACKWARDS = late(r"[^0-9]{1,20}[0-9](?:[ -]?[0-9]){12,18}(?![0-9])")
_LONGEST_CARD = 58  # 19 digits with a separator between each, and what stands between them and the expiry date
_FARTHEST_BACK = 40


class _CardCode:
    name = "card_code"
    kinds: tuple[str, ...] = ("CARD_CODE",)
    triggers: tuple[str, ...] = (
        "(?:on the back|at the back|security number|verificaci[oó]n de|tres d|tres n|trois ch|drei z|três d"
        "|оборот|обратн)",
        "(?:security digits|c[oó]d[.] de|c[oó]digo d|cvc|cvv|cvn|csc|cid|card (?:sec|ver)|sec(?:urity)? code|prüf"
        "|cryptogramme|de segur|de sécur|sicherheitscode"
        "|цвв|свв|свс|код безоп)",
        "(?:codice di sic|three digit|3 digit|3 numb|four digits|4 digits|retro|achter|odwrocie|z tyłu|güvenlik"
        "|arkadaki|belakang|звороті|"
        "сзади|सीवीवी|digits on|numbers? on"
        "|on the front|no on the)",
        "(?:chiffres|ziffern|zahlen|d[ií]gitos|n[uú]meros|цифры|安全码|卡背|رمز الأمان)",
        "[0-9](?:[ -]?[0-9]){12}[^0-9]{1,20}[01]?[0-9][^0-9]?[/-][^0-9]?(?:20)?[0-9]{2}[^0-9]{1,12}[0-9]{3}",
    )

    def find(self, text: str) -> Iterator[Finding]:
        free = 0
        for start, end in sorted(self._spans(text)):
            if start >= free:
                free = end
                yield Finding(start, end, "CARD_CODE", 0.95, self.name, text[start:end], CUE)

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        lower = lowered(text)
        card = any(word in lower for word in _CARDS)
        for cue in _CUE.finditer(lower):
            then = _THEN.match(text, cue.end())
            if then and _announced(card, cue, then):
                yield then.span(2)
            elif cue["sure"]:
                first = _FIRST.search(text, max(0, cue.start() - _FARTHEST_BACK), cue.start())
                if first:
                    yield first.span(1)
        for expiry in _EXPIRY_THEN.finditer(text):
            before = text[max(0, expiry.start() - _LONGEST_CARD) : expiry.start()][::-1]
            if _CARD_BACKWARDS.match(before):
                yield expiry.span(1)


def _announced(card: bool, cue: re.Match[str], then: re.Match[str]) -> bool:
    """Whether the value after the cue is a card's code; `card`: the text speaks of one."""
    if cue["sure"] or cue["glued"]:
        return True
    return near(then["gap"]) and (card or (len(then[2]) == 3 and cue[0] != "cid"))


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return _CardCode()
