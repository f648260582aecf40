"""Secrets by which somebody is known for a while: sessions, invitations and devices of people, access keys of programs,
links to customers' own pages and visits to them, tokens of authorized agents.

Each reads `<prefix>_<number of the tenant>_<43 characters>`, the characters being 32 random bytes in base64url without
padding (RFC 4648 §5). What is kept of it is the SHA-256 of the whole text: 256 random bits need no slow hash, and the
prefix is hashed with it, so that no secret of one sort is taken for one of another.
"""

from __future__ import annotations

import base64
import hashlib
import re

from privet.core.message import TenantId
from privet.core.plain import Plain

SIZE = 32
"""Random bytes in a secret."""

ACCESS, SESSION, INVITATION, DEVICE, LINK, VISIT, AGENT = "prv", "prs", "pri", "prd", "prl", "prc", "pra"
"""The sorts there are, by prefix."""

_FORM = re.compile(r"(pr[vsidlca])_([1-9][0-9]{0,8})_[A-Za-z0-9_-]{43}")


def text(prefix: str, tenant: TenantId, drawn: bytes) -> Plain:
    """The secret as its owner keeps it. `drawn` is 32 random bytes."""
    if len(drawn) != SIZE:
        raise ValueError("a secret has 32 random bytes")
    return Plain(f"{prefix}_{tenant}_{base64.urlsafe_b64encode(drawn).decode('ascii').rstrip('=')}")


def read(prefix: str, given: str) -> tuple[TenantId, bytes] | None:
    """The tenant that a secret names and the digest under which it is kept; None for what has not that form."""
    match = _FORM.fullmatch(given)
    return (TenantId(int(match[2])), digest(given)) if match and match[1] == prefix else None


def digest(whole: str) -> bytes:
    """What is kept of a secret of this form."""
    return hashlib.sha256(whole.encode("ascii")).digest()
