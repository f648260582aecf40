"""The company's own log-in ends: how a browser is sent there to log out, and what the provider says when somebody did.

OpenID Connect RP-Initiated Logout 1.0 and Back-Channel Logout 1.0. No token of a log-in is kept, so the way out names
this client instead of giving a hint (§2 of the former); and who left is found by `sub`, never by a session's id.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from privet.core.exchange import Answer
from privet.core.oidc import ALGORITHMS, HINT, SKEW_S, Client, Provider, document, form
from privet.core.oidc import person as digest_of
from privet.errors import NotProved

EVENT = "http://schemas.openid.net/event/backchannel-logout"
TYPE = "logout+jwt"
"""What such a token calls itself (§2.4), so that none of a log-in is taken for one."""

WRONG = "that is no log-out of the company's log-in"
OLDEST_S = 600
"""How long ago a token may have been made, whatever end it names."""

LONGEST = 16 << 10
"""Characters of a token."""


@dataclass(frozen=True, slots=True)
class Left:
    """Who logged out there: a digest of who, as `core.oidc` makes it; and one of the token, which is taken once until
    `ends` (ms).
    """

    who: bytes
    token: bytes
    ends: int


def away(provider: Provider, client: Client, back: str) -> str:
    """Where a browser logs out there as well, to come back to `back`; empty where the provider offers no such place."""
    if not provider.end:
        return ""
    asked = form({"client_id": client.id, "post_logout_redirect_uri": back})
    return f"{provider.end}{'&' if '?' in provider.end else '?'}{asked}"


def left(provider: Provider, client: Client, token: str, published: Answer, now: int) -> Left:
    """Who left, by a logout token (Back-Channel Logout §2.6). `now` is in ms. Raises NotProved, ChannelError."""
    from joserfc import jwt
    from joserfc.jwk import KeySet

    keys = document(published)
    try:
        if len(token) > LONGEST:
            raise ValueError("no token is that long")
        read = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]
    except Exception:  # whatever a hostile token does must not become more than a refusal
        raise NotProved(WRONG, hint=HINT) from None
    claims = read.claims
    audience, events, subject, name = (claims.get(one) for one in ("aud", "events", "sub", "jti"))
    made, ends, at = claims.get("iat"), claims.get("exp"), now // 1000
    right = (
        read.header.get("typ") == TYPE
        and claims.get("iss") == provider.issuer
        and (audience == client.id or (isinstance(audience, list) and client.id in audience))
        and isinstance(made, int)
        and isinstance(ends, int)
        and made - SKEW_S <= at < min(ends, made + OLDEST_S) + SKEW_S
        and isinstance(events, dict)
        and isinstance(events.get(EVENT), dict)
        and "nonce" not in claims
        and isinstance(name, str)
        and isinstance(subject, str)
    )
    if not right or not isinstance(subject, str) or not subject or not isinstance(made, int):
        raise NotProved(WRONG, hint=HINT)
    taken = hashlib.sha256(f"privet/logout/v1\0{provider.issuer}\0{name}".encode("utf-8", "surrogatepass")).digest()
    return Left(digest_of(provider, subject), taken, (made + OLDEST_S + SKEW_S) * 1000)
