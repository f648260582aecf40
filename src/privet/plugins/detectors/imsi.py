"""Numbers of mobile subscribers: IMSI, 14 or 15 digits beside a word, the first three a country (3GPP TS 23.003 §2.2).

Nothing but the word tells one from other numbers: there is no check digit. Canonical form: the digits.
"""

from __future__ import annotations

from privet.core.finding import Detector
from privet.core.shapes import Shape, Shapes

_VALUE = "(?:00[01]|[2-79][0-9]{2})(?:[ -]?[0-9]){11,12}"
_WORDS = "e?imsis?|имси|आईएमएसआई|(?:international mobile )?subscriber identit(?:y|ies)"


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return Shapes(
        "imsi", (Shape("IMSI", _VALUE, _WORDS, "用户识别码|用戶識別碼", score=0.97, far=True, edges=(0, "")),)
    )
