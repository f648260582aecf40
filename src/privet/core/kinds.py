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
    Kind("PERSON", 13, Disposition.SEAL, False, "name of a person"),
    Kind("ADDRESS", 14, Disposition.SEAL, False, "street address, with or without city and postcode"),
    Kind("PLACE", 15, Disposition.SEAL, False, "city, region, country or postcode alone"),
    Kind("ORGANISATION", 16, Disposition.PASS, False, "company, shop, authority: told from a person"),
    Kind("URL", 17, Disposition.PASS, False, "web address"),
    Kind("MAC", 18, Disposition.SEAL, False, "hardware address of a network device"),
    Kind("CARD_EXPIRY", 19, Disposition.SEAL, False, "expiry date of a payment card"),
    Kind("ACCOUNT", 20, Disposition.SEAL, True, "bank or customer account number"),
    Kind("BANK_CODE", 21, Disposition.SEAL, False, "number of a bank (sort code, routing number, BLZ, BIC, IFSC)"),
    Kind("NATIONAL_ID", 22, Disposition.SEAL, True, "national identity or social security number"),
    Kind("TAX_ID", 23, Disposition.SEAL, True, "tax number"),
    Kind("PASSPORT", 24, Disposition.SEAL, True, "passport number"),
    Kind("DRIVING_LICENCE", 25, Disposition.SEAL, True, "driving licence number"),
    Kind("BIRTH_DATE", 26, Disposition.SEAL, False, "date of birth"),
    Kind("DATE", 27, Disposition.PASS, False, "date or time; looked for only where a profile asks"),
    Kind("SECRET", 28, Disposition.TRANSIT, False, "API key, private key, access token or other secret"),
    Kind("IMEI", 29, Disposition.SEAL, True, "serial number of a mobile device"),
    Kind("IMSI", 30, Disposition.SEAL, True, "number of a mobile subscriber"),
    Kind("ICCID", 31, Disposition.SEAL, True, "serial number of a SIM card"),
    Kind("CELL", 32, Disposition.SEAL, False, "cell of a mobile network (cell id, LAC or TAC with ECI)"),
    Kind("TRACKING", 33, Disposition.SEAL, False, "tracking number of a parcel"),
    Kind("USERNAME", 34, Disposition.SEAL, False, "user name or @handle"),
    Kind("PLATE", 35, Disposition.SEAL, False, "vehicle registration plate"),
    Kind("COORDINATES", 36, Disposition.SEAL, False, "geographic coordinates"),
    Kind("WALLET", 37, Disposition.SEAL, False, "address of a cryptocurrency wallet"),
    Kind("SPECIAL", 38, Disposition.PASS, False, "word of health or another special category (GDPR Art. 9): a flag"),
    Kind("TEXT", 39, Disposition.SEAL, False, "a whole text that could not be looked through"),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
BY_NUMBER: dict[int, Kind] = {kind.number: kind for kind in _ALL}
PASSED = frozenset(kind.name for kind in _ALL if kind.disposition is Disposition.PASS)
OPTIONAL = frozenset({"DATE"})
"""Kinds that are looked for only where somebody asks: a tenant whose policy does not let them pass, `privet scan`."""
