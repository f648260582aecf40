"""Ids: 16 bytes in the store, a prefix and 26 base32 characters outside (`msg_…`, `sub_…`, `con_…`, `tok_…`).

An id is 6 bytes of time in milliseconds, 2 of sequence and 8 of chance (`Privet.id` makes it), so that what is written
together lies together and messages sort by arrival. It says when, never who.
"""

from __future__ import annotations

import re

from privet.core.base32 import letters as letters
from privet.errors import BadInput

MESSAGE, SUBJECT, CONVERSATION, TOKEN, ENTRY, KEY = "msg", "sub", "con", "tok", "ent", "key"
SPAN = "spn"
"""Not an id of something, but a part of the ledger: two numbers of 8 bytes."""

_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_VALUES = {character: number for number, character in enumerate(_ALPHABET)}
_FORM = re.compile(r"([a-z]{3})_([a-z2-7]{26})")
_LAST = "aeimquy4"  # the last character holds three bits and two zeros


def shown(prefix: str, raw: bytes) -> str:
    """An id as the API and the ledger show it."""
    return f"{prefix}_{letters(raw)}"


def of_any_sort(text: str) -> tuple[str, bytes]:
    """The prefix of an id and the 16 bytes behind it; BadInput when `text` is none, without a letter of it."""
    match = _FORM.fullmatch(text)
    if match is None or match.group(2)[-1] not in _LAST:
        raise BadInput("that is no id: three letters, _ and 26 letters and digits", hint="copy it from a listing")
    return match.group(1), raw(match.group(2))


def read(prefix: str, text: str) -> bytes:
    """The 16 bytes behind an id; BadInput when `text` is no id of that sort."""
    match = _FORM.fullmatch(text)
    if match is None or match.group(1) != prefix or match.group(2)[-1] not in _LAST:
        raise BadInput(f"that is no id of the form {prefix}_ and 26 letters and digits", hint="copy it from a listing")
    return raw(match.group(2))


def raw(letters: str) -> bytes:
    """The 16 bytes that 26 base32 characters stand for."""
    number = 0
    for character in letters:
        number = number << 5 | _VALUES[character]
    return (number >> 2).to_bytes(16, "big")


def span(first: int, end: int) -> bytes:
    """The part of the ledger from the entry `first` up to, not with, `end`."""
    return first.to_bytes(8, "big") + end.to_bytes(8, "big")


def spanned(raw: bytes) -> tuple[int, int]:
    """The two numbers again."""
    return int.from_bytes(raw[:8], "big"), int.from_bytes(raw[8:], "big")
