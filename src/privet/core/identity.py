"""The one spelling of an address under which all its spellings meet."""

from __future__ import annotations

import re

import phonenumbers

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_DIGITS = re.compile(r"[0-9]")


def canonical(address: str, regions: tuple[str, ...]) -> str:
    """`address` in its one spelling: E.164 for a telephone number, lower case for an e-mail address, else as it is.

    A number without a country code is read in the first of `regions` (ISO 3166-1) in which it is valid.
    """
    if _E164.fullmatch(address):
        return address
    trimmed = address.strip()
    if _EMAIL.fullmatch(trimmed):
        return trimmed.lower()
    if len(trimmed) <= 40 and len(_DIGITS.findall(trimmed)) >= 7:
        for region in regions or ("ZZ",):
            try:
                number = phonenumbers.parse(trimmed, region)
            except phonenumbers.NumberParseException:
                continue
            if phonenumbers.is_valid_number(number) or trimmed.startswith("+"):
                return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return trimmed


def third_party(kind: str, canonical_value: str) -> str:
    """What the index keys for a value of a looked-up kind: the same text that `canonical` gives for an address."""
    return canonical_value.replace(" ", "").upper() if kind == "IBAN" else canonical_value
