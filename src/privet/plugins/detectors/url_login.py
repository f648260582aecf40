"""Web addresses that let their bearer in: `scheme://user:password@host`, or a token, key or password in the query or
fragment (RFC 3986 §3.2.1, §3.4; RFC 6750 §2.3). All of it is the finding.

Canonical form: the address as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from privet.core.finding import CUE, Detector, Finding
from privet.core.late import late

_KEYS = (
    "access_?token|refresh_?token|id_?token|auth_?token|login_?token|reset_?token|token|api_?key|apikey|auth|"
    "client_?secret|secret|password|passwd|passwort|pwd|pass|session_?id|session|sid|jwt|otp|signature|sig|"
    "x-amz-signature|credentials?|magic"
)
_ADDRESS = late(
    r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s<>\"]+|(?<![\w.-])[\w.-]{1,253}\.[A-Za-z]{2,24}(?::[0-9]{1,5})?[/?][^\s<>\"]+"
)
_USERINFO = late(r"[^:/]{2,21}://(?:[^\s/?#:@]*:[^\s/?#]+|[^\s/?#:@]{20,})@[^\s/?#@]")
_QUERY = late(rf"[?&#;](?:{_KEYS})=[^&#;\s]{{3}}", re.IGNORECASE)
_AFTER = ".,;:!?)]}'»”’"


class _UrlLogin:
    name = "url_login"
    kinds: tuple[str, ...] = ("URL_LOGIN",)
    triggers: tuple[str, ...] = ("://[^ /]*@", rf"[?&#;](?:{_KEYS})=[^&#; ]")

    def find(self, text: str) -> Iterator[Finding]:
        for match in _ADDRESS.finditer(text):
            address = match.group().rstrip(_AFTER)
            if _USERINFO.match(address) or _QUERY.search(address):
                end = match.start() + len(address)
                yield Finding(match.start(), end, "URL_LOGIN", 0.95, self.name, address, CUE)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return _UrlLogin()
