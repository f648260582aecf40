"""Serial numbers of mobile devices: IMEI, 15 digits, the last by Luhn, and IMEISV, 16 without (3GPP TS 23.003 §6.2).

Alone an IMEI counts when its check digit is right and it begins like those that are given out: the first two digits
name the body that reported it (GSMA TS.06). Beside the word it counts mistyped, too. Canonical form: the digits.
"""

from __future__ import annotations

from privet.core.checks import luhn
from privet.core.finding import Detector
from privet.core.shapes import Shape, Shapes

_BODIES = "(?:01|35|49|86|91|98|99)"
_GROUPED = r"[ -]?[0-9]{6}[ -]?[0-9]{6}[ -]?[0-9]"
_ANY = r"[0-9](?:[ ./-]?[0-9]){13,15}"
_WORDS = "imeis?v?[12]?|имеи|имей|имэй|आईएमईआई|serial of (?:my|the) (?:phone|handset)"


def _right(number: str) -> bool:
    return len(number) == 15 and luhn(number) and len(set(number)) > 2


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return Shapes(
        "imei",
        (
            Shape("IMEI", _ANY, _WORDS, "串号|串號", far=True, edges=(0, ""), valid=_right, score=0.97),
            Shape(
                "IMEI", f"{_BODIES}{_GROUPED}", trigger=f"(?:^|[^0-9]){_BODIES}{_GROUPED}(?:$|[^0-9])",
                valid=_right, must=True, score=0.96, edges=(0, ""), holds=f"{_BODIES}{_GROUPED}",
            ),
        ),
    )  # fmt: skip
