"""Numbers of banks: beside their names sort codes (GB, IE), routing numbers (US), BSB (AU), Bankleitzahlen (DE), БИК
(RU), МФО (UA), agências (BR), ABI and CAB (IT), codes of bank and branch (FR), and BIC (ISO 9362); India's IFSC
alone.

Canonical form: capitals and digits.
"""

from __future__ import annotations

from collections.abc import Callable

from privet.core.checks import weighted
from privet.core.finding import CUE, Detector
from privet.core.shapes import Shape, Shapes

_BIC = "(?i:[a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?)"
_BIC_WORDS = (
    "bic(?:[-/ ]?(?:code|swift))?|swift(?:[-/ ]?(?:bic|code|kod|код))?|c[oó]digo (?:swift|bic)|свифт(?:-?код)?"
    "|bic/swift"
)
_IFSC = "(?:[A-Z]{4}|[a-z]{4})0[A-Za-z0-9]{6}"


def _routing(number: str) -> bool:
    """A routing number: weights 3, 7, 1, mod 10 (ABA)."""
    return weighted(number, (3, 7, 1, 3, 7, 1, 3, 7, 1)) % 10 == 0


def _bic(code: str) -> bool:
    """Whether eight or eleven signs are a BIC and no word: a bank's letters, a country, a place."""
    return len(code) in (8, 11) and code[4:6] in _COUNTRIES


_COUNTRIES_WORDS = """
AD AE AL AR AT AU AZ BA BE BG BH BO BR BY CA CH CL CN CO CR CY CZ DE DK DO DZ EC EE EG ES FI FO FR GB GE GH GI GR GT
HK HN HR HU ID IE IL IN IQ IS IT JO JP KE KR KW KZ LB LC LI LT LU LV LY MA MC MD ME MK MR MT MU MX MY NG NI NL NO NZ
OM PA PE PH PK PL PS PT PY QA RO RS RU SA SC SE SG SI SK SM SV TH TL TN TR TW UA US UY UZ VA VE VG VN XK ZA
"""
_COUNTRIES = frozenset(_COUNTRIES_WORDS.split())


def _code(value: str, words: str, glued: str = "", valid: Callable[[str], bool] | None = None) -> Shape:
    return Shape("BANK_CODE", value, words, glued, loose=True, edges=(0, "[^0-9 ]{0,2}?"), score=0.93, valid=valid)


def _strict(value: str, words: str, valid: Callable[[str], bool] | None = None) -> Shape:
    return Shape("BANK_CODE", value, words, edges=(0, ""), score=0.93, valid=valid)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return Shapes(
        "bank_code",
        (
            _code("[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}", "sort(?: ?codes?)?|s/c|sc|мфо|mfo"),
            _strict("[0-9]{9}", "(?:aba )?routing(?: transit)?|aba|rtn", valid=_routing),
            _code("[0-9]{3}[ -]?[0-9]{3}", "bsb"),
            _code("[0-9]{3} ?(?:[0-9]{2} ?[0-9]{3}|[0-9]{3} ?[0-9]{2})|[0-9]{5}", "blz|bankleitzahl"),
            _strict("0[0-9]{8}", "бик(?:а|у)?|bik"),
            _code("[0-9]{4}(?:-[0-9xX])?", "ag[eê]ncia|ag"),
            _code("[0-9]{5}", "abi|cab|(?:code )?(?:banque|guichet|agence)|c[oó]digo de (?:banco|oficina|sucursal)"),
            _code("[0-9]{12}", "cnaps", "联行号|联行號"),
            Shape("BANK_CODE", _IFSC, trigger="[a-z]{4}0[a-z0-9]{6}", holds="[A-Za-z]0", score=0.8),
            Shape("BANK_CODE", _IFSC, "ifsc(?: code)?|आईएफएससी", edges=(4, "[^0-9 ]{0,6}?"), score=0.93),
            Shape("BANK_CODE", _BIC, _BIC_WORDS, digits=False, valid=_bic, must=True, strength=CUE),
        ),
    )
