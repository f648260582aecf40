"""Serial numbers of SIM cards: ICCID, 18 to 22 digits that begin with 89 (ITU-T E.118), and an eSIM's EID, 32 (SGP.29).

Of the ICCID's 19 digits the last is Luhn's; operators also write 18 without it, and 20 with one or two of their own.
Alone 19 or 20 digits count; 18, and anything mistyped, only beside a word. Canonical form: the digits.
"""

from __future__ import annotations

from privet.core.checks import luhn, mod_97
from privet.core.finding import Detector
from privet.core.shapes import Shape, Shapes

_BARE = "89[0-9](?:[ -]?[0-9]){16,17}[fF]?"
_BESIDE = "89(?:[ -]?[0-9]){15,20}[fF]?"
_EID = "89(?:[ -]?[0-9]){30}"
_WORDS = (
    "iccids?|e?sims?(?:[ -]?(?:card|karte|kart|kaart|kortti|kartı|kartu|карт[аыуе]))?|e?uicc"
    "|(?:tarjeta|carte|cart[ãa]o|scheda|karta|kartu|chip)(?: de)? sim|chip|puce|симк[аиуе]|сим-?карт[аыуеи]|eid"
    "|सिम"
)


def _right(number: str) -> bool:
    return luhn(number[:19]) if len(number) < 32 else mod_97(number)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return Shapes(
        "iccid",
        (
            Shape("ICCID", _BESIDE, _WORDS, "شريحة|卡号|sim卡", far=True, edges=(0, "[fF]?"), valid=_right, score=0.98),
            Shape("ICCID", _EID, trigger=_EID, holds=_EID, valid=_right, score=0.98),
            Shape("ICCID", _BARE, trigger=_BARE, holds=_BARE, valid=_right, score=0.97),
        ),
    )
