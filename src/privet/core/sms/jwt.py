"""JSON Web Tokens under a shared secret (RFC 7519; RFC 7515 with HS256, HS384, HS512), as providers sign webhooks."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Mapping
from typing import Any

HASHES = {"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"}
LONGEST = 8192


def signed(claims: Mapping[str, Any], secret: bytes) -> str:
    """A token with these claims, by HS256."""
    head = _written({"typ": "JWT", "alg": "HS256"})
    body = _written(claims)
    return f"{head}.{body}.{_encoded(hmac.digest(secret, f'{head}.{body}'.encode(), 'sha256'))}"


def claims(token: str, secret: bytes, algorithms: frozenset[str]) -> dict[str, Any] | None:
    """The claims of a token that bears a signature under the secret by one of these algorithms; None for any other.
    Nothing of it is believed before: the header only chooses among `algorithms`, never `none`.
    """
    parts = token.split(".")
    if len(parts) != 3 or len(token) > LONGEST or not token.isascii():
        return None
    head, body, given = parts
    said = _read(head)
    name = said.get("alg") if said else None
    if not isinstance(name, str) or name not in algorithms or (said and "crit" in said):
        return None
    own = _encoded(hmac.digest(secret, f"{head}.{body}".encode(), HASHES[name]))
    return _read(body) if hmac.compare_digest(own, given) else None


def whole(value: object) -> int | None:
    """A time of a claim, in whole seconds (RFC 7519 §2, NumericDate); None where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1 << 53:
        return None
    return int(value)


def _written(said: Mapping[str, Any]) -> str:
    return _encoded(json.dumps(said, separators=(",", ":")).encode())


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _read(part: str) -> dict[str, Any] | None:
    try:
        found = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
