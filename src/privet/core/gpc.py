"""Global Privacy Control: what a browser says for whoever uses it, that their data be neither sold nor shared (W3C
draft, section 3; Cal. Code Regs. tit. 11 § 7025).
"""

from __future__ import annotations

import json
from collections.abc import Iterable

HEADER = b"sec-gpc"
PATH = "/.well-known/gpc.json"
SINCE = "2026-11-23"
"""When what follows was last changed."""

SUPPORT = json.dumps({"gpc": True, "lastUpdate": SINCE}).encode("ascii")
"""What stands at PATH: that the signal is honoured here."""


def asked(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether a request asks so: by a field `Sec-GPC` of exactly `1`. Any other value says nothing; of several fields
    one that says so is enough.
    """
    return any(name.lower() == HEADER and value.strip(b" \t") == b"1" for name, value in headers)
