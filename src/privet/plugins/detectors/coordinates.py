"""Geographic coordinates: two decimal numbers with at least three decimals each, degrees with minutes and seconds or
with points of the compass (ISO 6709), `geo:` addresses (RFC 5870), latitude and longitude by name, and plus codes.

Canonical form: as written, without spaces.
"""

from __future__ import annotations

from privet.core.finding import CUE, Detector
from privet.core.late import late
from privet.core.shapes import Shape, Shapes

_LATITUDE = "[+-]?(?:[0-8]?[0-9])[.][0-9]{3,15}"
_LONGITUDE = "[+-]?(?:1[0-7][0-9]|[0-9]{1,2})[.][0-9]{3,15}"
_PAIR = f"{_LATITUDE}(?:, {{0,2}}|; {{0,2}}| ){_LONGITUDE}"
_COMMAS = "[+-]?[0-8]?[0-9],[0-9]{3,15}(?:; {0,2}| {1,2}|/)[+-]?[0-9]{1,3},[0-9]{3,15}"
_POINT = (
    "(?i:[сю][.]? ?ш[.]?|[вз][.]? ?д[.]?|[NSEWOСЮВЗ]|nord|s[uü]d|ost|west|norte|sur|sul|este|oeste|north|south|east)"
)
_DEGREES = (
    r"[+-]?[0-9]{1,3}(?:[.,][0-9]{3,12} ?[°º]"
    r"| ?[°º] ?[0-9]{1,2}(?:[.,][0-9]{1,8})? ?['’′](?: ?[0-9]{1,2}(?:[.,][0-9]{1,8})? ?(?:[\"”″]|''))?)"
)
_COMPASS = (
    f"(?:{_POINT} ?)?{_DEGREES}(?: ?{_POINT})?(?: |, ?|; ?"
    f"|/){{0,1}}(?:{_POINT} ?)?{_DEGREES}(?: ?{_POINT}(?![A-Za-z]))?"
)
_DECIMAL_COMPASS = (
    "[NSns] ?[0-8]?[0-9][.,][0-9]{3,12}[ ,;/]{1,3}[EWOewo] ?[0-9]{1,3}[.,][0-9]{3,12}"
    "|[0-8]?[0-9][.][0-9]{2,12} ?[NSns][ ,;/]{1,3}[0-9]{1,3}[.][0-9]{2,12} ?[EWOew]"
)
_NAMED = (
    r"(?i:lat(?:itude?)?)[ .:=]{0,3}[+-]?[0-9]{1,2}[.][0-9]{2,15}[ ,;&]{0,4}(?i:l(?:ong?|ng)(?:itude?)?)[ .:=]{0,3}"
    r"[+-]?[0-9]{1,3}[.][0-9]{2,15}"
)
_GEO = r"(?i:geo:)[+-]?[0-9]{1,2}(?:[.][0-9]{1,15})?,[+-]?[0-9]{1,3}(?:[.][0-9]{1,15})?"
_PLUS_CODE = r"(?:[2-9CFGHJMPQRVWX]{4}|[2-9CFGHJMPQRVWX]{8})\+[2-9CFGHJMPQRVWX]{2,3}"
_SPACES = late(r"\s+")


def _unspaced(written: str) -> str:
    return _SPACES.sub("", written)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    value = "|".join((_NAMED, _GEO, _COMPASS, _DECIMAL_COMPASS, _PAIR, _COMMAS, _PLUS_CODE))
    trigger = "|".join(
        (
            "[.][0-9]{2,}[ ,;/nsew]{1,4}[+-]?[0-9]{1,3}[.][0-9]{2}",
            ",[0-9]{3,}[ ;/]{1,3}[+-]?[0-9]{1,3},[0-9]{3}",
            "[0-9] ?[°º].*[°º]",
            "[ns] ?[0-9]{1,2}[.,][0-9]{3}",
            "lat[a-z]*[ .:=]*[+-]?[0-9]",
            "geo:[+-]?[0-9]",
            r"[2-9cfghjmpqrvwx]{4}\+[2-9cfghjmpqrvwx]{2}",
        )
    )
    return Shapes("coordinates", (Shape("COORDINATES", value, trigger=trigger, strength=CUE, canonical=_unspaced),))
