"""Hardware addresses of network devices: six pairs of hexadecimal digits with colons or hyphens, three fours with dots
(IEEE 802-2014 §8.2), or twelve digits beside the word. Canonical form: twelve capitals and digits.
"""

from __future__ import annotations

from privet.core.finding import CUE, Detector
from privet.core.shapes import Shape, Shapes

_PAIR = "[0-9A-Fa-f]{2}"
_COLONS = f"{_PAIR}(?::{_PAIR}){{5}}(?!:)"
_HYPHENS = f"{_PAIR}(?:-{_PAIR}){{5}}(?!-)"
_DOTS = r"[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}"
_TOGETHER = "(?=[0-9]{0,11}[A-Fa-f])(?=[A-Fa-f]{0,11}[0-9])[0-9A-Fa-f]{12}|(?:[0-9A-Fa-f]{2} ){5}[0-9A-Fa-f]{2}"
_WORDS = (
    "mac|bssid|mac[- ]?(?:address|adresse|adres|adresi|id)|мак|mac-адрес|мак-адрес|wi-?fi address|मैक|router|modem"
    "|repeater|access point|роутер"
)


def _somebody(number: str) -> bool:
    return len(set(number)) > 1


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    bare = ((_COLONS, f"{_PAIR}(?::{_PAIR}){{5}}"), (_HYPHENS, f"{_PAIR}(?:-{_PAIR}){{5}}"), (_DOTS, _DOTS))
    return Shapes(
        "mac",
        (
            *(
                Shape("MAC", value, trigger=trigger, holds=value, valid=_somebody, must=True, strength=CUE)
                for value, trigger in bare
            ),
            Shape("MAC", _TOGETHER, _WORDS, "mac地址|物理地址", digits=False, valid=_somebody, must=True, strength=CUE),
        ),
    )
