"""Challenges that a log-in or an enrolment answers (WebAuthn Level 3 §13.4.3), without a row for whoever merely asks.

A challenge is 40 bytes: 16 random ones, the millisecond at which it ends in 8 (big-endian), and the first 16 of
HMAC-SHA256 over what it is for. So strangers who ask for a million leave nothing behind; only what was answered rightly
is kept until its end, so that it is answered once.
"""

from __future__ import annotations

import hmac

RANDOM, SIZE = 16, 40
LIFE_MS = 300_000
"""How long a person may take over it."""


def key(tenant_key: bytes) -> bytes:
    """The key of a tenant's challenges, from the tenant's own key of 32 bytes."""
    return hmac.digest(tenant_key, b"privet/challenge/v1", "sha256")


def make(key: bytes, use: str, bound: bytes, now: int, drawn: bytes) -> bytes:
    """A challenge for one use, bound to an invitation's or session's id (empty: to nobody yet). `drawn` is random."""
    if len(drawn) != RANDOM:
        raise ValueError("a challenge has 16 random bytes")
    head = drawn + (now + LIFE_MS).to_bytes(8, "big")
    return head + _proof(key, use, bound, head)


def ends(key: bytes, use: str, bound: bytes, challenge: bytes, now: int) -> int | None:
    """When this challenge ends (ms), where it is one of ours for that use and has not ended; otherwise None."""
    head, proof = challenge[:-16], challenge[-16:]
    if len(challenge) != SIZE or not hmac.compare_digest(proof, _proof(key, use, bound, head)):
        return None
    end = int.from_bytes(head[RANDOM:], "big")
    return end if now < end else None


def _proof(key: bytes, use: str, bound: bytes, head: bytes) -> bytes:
    said = f"{len(use)}:{use}{len(bound)}:".encode("ascii") + bound + head
    return hmac.digest(key, said, "sha256")[:16]
