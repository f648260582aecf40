"""Internet protocol addresses, version 4 in four decimal parts, version 6 in any form of RFC 4291 §2.2, zone included.

A number of four parts after "v" or "version" is a version. The unspecified addresses name nobody. Canonical form: RFC
5952's for version 6, the four parts for version 4.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from socket import AF_INET6, inet_ntop, inet_pton

from privet.core.finding import PATTERN, Detector, Finding
from privet.core.late import late

_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_V4 = late(rf"(?<![0-9.])(?:{_OCTET}\.){{3}}{_OCTET}(?!\.?[0-9])")
_FOUR = late(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")  # begins with a digit: `re` finds those fast
_VERSION_BEFORE = late(r"\b(?:v|ver|version|release|versión|versão|верси[яию])[ .:]{0,2}$", re.IGNORECASE)
_V6 = late(
    r"(?:(?<![\w:.])|(?<=[G-Zg-z\s]:))(?=[0-9A-Fa-f:.]{0,44}:)"
    r"(?:[0-9A-Fa-f:]{2,38}:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f:]{2,39})(?!\.[0-9])(?:%[\w.-]{1,15})?"
)


class _Ip:
    name = "ip"
    kinds: tuple[str, ...] = ("IP",)
    triggers: tuple[str, ...] = (
        r"[0-9]\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]",
        "[0-9a-f]{1,4}:[0-9a-f]{0,4}:",
        "::[0-9a-f]",
    )

    def find(self, text: str) -> Iterator[Finding]:
        sixes = list(self._version_6(text)) if "::" in text or text.count(":") >= 6 else []
        yield from sixes
        embedded = {six.end for six in sixes}  # ::ffff:192.0.2.1
        for four in _FOUR.finditer(text):
            match = _V4.match(text, four.start())
            if match is None:
                continue
            start, end = match.span()
            if end not in embedded and not _VERSION_BEFORE.search(text[max(0, start - 12) : start]):
                yield Finding(start, end, "IP", 0.9, self.name, match.group(), PATTERN)

    def _version_6(self, text: str) -> Iterator[Finding]:
        for match in _V6.finditer(text):
            written = match.group().rstrip(".")
            for candidate in (written, written.rstrip(":"), written.rpartition(":")[0]):
                if candidate.count(":") < 2 or not any(sign.isdigit() for sign in candidate):
                    continue
                address = version_6(candidate)
                if address is None:
                    continue
                end = match.start() + len(candidate)
                yield Finding(match.start(), end, "IP", 0.9, self.name, address, PATTERN)
                break


def version_6(written: str) -> str | None:
    """The RFC 5952 form, as `ipaddress` writes it but ten times as fast; None when it is no address."""
    number, percent, zone = written.partition("%")
    try:
        shortest = inet_ntop(AF_INET6, inet_pton(AF_INET6, number))
    except (OSError, ValueError):
        return None
    if "." in shortest:  # the C library mixes in version 4 where `ipaddress` does not
        shortest = str(ipaddress.IPv6Address(number))
    return shortest + percent + zone


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return _Ip()
