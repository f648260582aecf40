"""Encrypting a file to one person by age (c2sp.org/age): to their public key, or by a passphrase (scrypt)."""

from __future__ import annotations

import pyrage

from privet.core.plain import Plain
from privet.errors import BadInput


def to_key(data: bytes, recipient: str) -> bytes:
    """`data` for whoever has the secret key of `recipient` (`age1…`). Raises BadInput."""
    try:
        made: bytes = pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient)])
    except pyrage.RecipientError:
        raise BadInput("that is no public key of age", hint="it begins with age1; `age-keygen` makes one") from None
    return made


def by_passphrase(data: bytes, phrase: Plain) -> bytes:
    """`data` for whoever knows the passphrase; deriving its key takes about a second."""
    made: bytes = pyrage.passphrase.encrypt(data, phrase.expose())
    return made
