"""The closed list of kinds: what personal data is called, and what becomes of it (docs/reference/kinds.md).

A kind's number is part of stored formats and never changes. `looked_up` kinds get a keyed tag in the index, so that a
third person's request finds where their number or address was mentioned; cards get none (PCI DSS 3.5.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Disposition(StrEnum):
    """What becomes of a value of a kind."""

    SEAL = "seal"  # kept sealed until its retention ends
    TRANSIT = "transit"  # kept sealed only until delivered, or for its short class
    DROP = "drop"  # never written: the token stands for nothing
    PASS = "pass"  # noqa: S105 - left as it is


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of personal data."""

    name: str
    number: int
    disposition: Disposition
    looked_up: bool
    meaning: str


_ALL = (
    Kind("EMAIL", 1, Disposition.SEAL, True, "e-mail address"),
    Kind("PHONE", 2, Disposition.SEAL, True, "telephone number"),
    Kind("CARD", 3, Disposition.SEAL, False, "payment card number"),
    Kind("CARD_CODE", 4, Disposition.DROP, False, "card security code (CVC, CVV, CID)"),
    Kind("IBAN", 5, Disposition.SEAL, True, "international bank account number"),
    Kind("IP", 6, Disposition.SEAL, False, "Internet protocol address"),
    Kind("URL_LOGIN", 7, Disposition.SEAL, False, "web address that carries credentials"),
    Kind("CODE", 8, Disposition.TRANSIT, False, "one-time code"),
    Kind("PASSWORD", 9, Disposition.DROP, False, "password or passphrase"),
    Kind("PIN", 10, Disposition.DROP, False, "personal identification number"),
    Kind("PUK", 11, Disposition.DROP, False, "SIM unblocking key"),
    Kind("LITERAL", 12, Disposition.SEAL, False, "text that looks like a token but is not one"),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
BY_NUMBER: dict[int, Kind] = {kind.number: kind for kind in _ALL}
