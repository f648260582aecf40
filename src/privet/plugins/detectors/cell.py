"""Cells of a mobile network, which say where a telephone is: cell identities, location and tracking area codes (3GPP TS
23.003 §4), each a finding of its own beside a word; written together, MCC-MNC-LAC-CI, alone: a bare pattern, and
whatever else is found there goes before it.

"TAC" also means a one-time code and "CID" a card's code: they count here with another such word in the text, or with
"=". Canonical form: capitals and digits.
"""

from __future__ import annotations

from collections.abc import Iterator

from privet.core.finding import Detector, Finding
from privet.core.late import late
from privet.core.shapes import Shape, Shapes

_NUMBER = "(?:0[xX][0-9A-Fa-f]{2,9}|[0-9]{1,11}(?:-[0-9]{1,3})?)"
_WHOLE = "(?:00[1]|[2-7][0-9]{2})-[0-9]{2,3}-[0-9]{1,8}-[0-9]{1,10}"
_SURE = (
    "cell[ -]?ids?|cellid|eci|e?cgi|nr?ci|enb(?:[ -]?id)?|enodeb(?:[ -]?id)?|gnb(?:[ -]?id)?|gnodeb|utran cell id"
    "|(?:serving )?cells?(?: tower)?(?: (?:id|no|number))|zell(?:en)?[ -]?(?:id|nummer|kennung)|funkzellen?(?:[ -]?id)?"
    "|id (?:de )?(?:la )?(?:celda|c[eé]lula|cellule|zelle|cella)"
    "|id (?:соты|базовой станции)|сот[аыуе]|базов(?:ая|ой) станци(?:я|и)|бс|id komórki|hücre (?:id|no)|id sel|lac|rac"
    "|location area code|tracking area code"
)
_TWO_MEANINGS = "tac|cid|lcid|ci|celda|c[eé]lula|cellule|cella|zelle"
_OTHER_WORD = late(
    r"(?i:\b(?:lac|eci|cell|ecgi|e?nb|enodeb|gnb|mcc|mnc|rsrp|dbm|pci|сот\w|tower|mast|roaming)\b"
    r"|\b(?:tac|l?cid|ci)\b.*\b(?:tac|l?cid|ci)\b)"
)


class _Cell:
    name = "cell"
    kinds: tuple[str, ...] = ("CELL",)

    def __init__(self) -> None:
        sure = Shape("CELL", _NUMBER, _SURE, "小区|基站", loose=True, behind=False, edges=(0, ""), score=0.93)
        long = Shape(
            "CELL",
            "[0-9]{5,10}",
            "ci|celda|c[eé]lula|cellule|cella|zelle",
            loose=True,
            behind=False,
            edges=(0, ""),
            score=0.88,
        )
        whole = Shape("CELL", _WHOLE, trigger=_WHOLE, holds=_WHOLE, score=0.6)
        perhaps = Shape("CELL", _NUMBER, _TWO_MEANINGS, loose=True, behind=False, edges=(0, ""), score=0.93)
        self._sure, self._all = Shapes("cell", (sure, whole, long)), Shapes("cell", (sure, whole, long, perhaps))
        self.triggers = self._all.triggers

    def find(self, text: str) -> Iterator[Finding]:
        return (self._all if _OTHER_WORD.search(text) else self._sure).find(text)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return _Cell()
