"""Links to the pages on which a customer types a code or enrols a passkey, without a row for whoever merely has one.

A link is base64url (RFC 4648 §5, no padding) of the conversation's id in 16 bytes, the millisecond at which it ends in
8 (big-endian), the purpose in ASCII, and the first 16 bytes of HMAC-SHA256 over these. It leads to a form and proves
nobody: what is typed there does.
"""

from __future__ import annotations

import base64
import hmac
import re

_FORM = re.compile(r"[A-Za-z0-9_-]{55,140}")
_HEAD, _PROOF = 24, 16


def key(tenant_key: bytes, *, enrol: bool = False) -> bytes:
    """The key of a tenant's links, from the tenant's own key of 32 bytes; with `enrol`, of those to enrol a passkey by,
    which open nothing else, as the others do not open that.
    """
    return hmac.digest(tenant_key, b"privet/passkey-page/v1" if enrol else b"privet/code-page/v1", "sha256")


def make(key: bytes, conversation: bytes, purpose: str, ends: int) -> str:
    """A link for a conversation's customer and one purpose. `ends` is in ms."""
    said = conversation + ends.to_bytes(8, "big") + purpose.encode("ascii")
    return base64.urlsafe_b64encode(said + _proof(key, said)).decode("ascii").rstrip("=")


def read(key: bytes, link: str, now: int) -> tuple[bytes, str] | None:
    """The conversation's id and the purpose, where this is a link of ours that has not ended; otherwise None."""
    if not _FORM.fullmatch(link) or len(link) % 4 == 1:
        return None
    raw = base64.urlsafe_b64decode(link + "=" * (-len(link) % 4))
    said, proof = raw[:-_PROOF], raw[-_PROOF:]
    if not hmac.compare_digest(proof, _proof(key, said)) or int.from_bytes(said[16:_HEAD], "big") <= now:
        return None
    return said[:16], said[_HEAD:].decode("ascii")


def _proof(key: bytes, said: bytes) -> bytes:
    return hmac.digest(key, said, "sha256")[:_PROOF]
