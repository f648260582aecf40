"""Ids of one purpose: a program that works for one purpose knows everything by ids that no other purpose has.

An id is 16 bytes; those of a purpose are the same under AES-256 with a key of that purpose, which is a permutation of
them (NIST FIPS 197): each has one, two have never the same, and without the key none leads to another purpose's. What
is not an id is left as it is.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable

from privet.core import ids
from privet.core.seal import permutation

ACTS = frozenset({
    "read", "search", "find", "reveal", "ask", "send", "consent", "opt-out", "step-up", "portal", "timer", "restrict",
    "assign",
})  # fmt: skip
"""What a program with such a key may do: nothing whose answer is signed, or is the vault's own."""

_ID = re.compile(rb"(?<![A-Za-z0-9_])([a-z]{3})_([a-z2-7]{25}[aeimquy4])(?![A-Za-z0-9_])")


class Apart:
    """The ids of one purpose. `key` is the tenant's, of 32 bytes."""

    def __init__(self, key: bytes, purpose: str) -> None:
        own = hmac.digest(key, b"privet/apart/v1\0" + purpose.encode("ascii"), "sha256")
        self._shown, self._read = permutation(own)

    def shown(self, text: bytes) -> bytes:
        """The text with the ids of the purpose in place of the vault's own."""
        return _ID.sub(lambda one: _made(one, self._shown), text)

    def read(self, text: bytes) -> bytes:
        """The text with the vault's own ids in place of those of the purpose."""
        return _ID.sub(lambda one: _made(one, self._read), text)


def _made(one: re.Match[bytes], permuted: Callable[[bytes], bytes]) -> bytes:
    return one[1] + b"_" + ids.letters(permuted(ids.raw(one[2].decode("ascii")))).encode("ascii")
