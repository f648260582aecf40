"""The one spelling of an address, and of a value of a kind, under which all its spellings meet."""

from __future__ import annotations

import re

from privet.core.normal import Read, plain
from privet.core.numbering import international, plan_of, possible_international
from privet.core.shapes import compact
from privet.core.spelled import reworded

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_PLAIN = re.compile(r"(\+)?[ (]*[0-9][0-9 ()./-]*")
"""A number without extension, letters or digits of other scripts: `core.numbering` reads it as `phonenumbers` does."""
_NOT_DIGITS = re.compile(r"[^0-9]+")
_AS_IT_STANDS = re.compile(r"[0-9 ()+./-]*|[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+|(?:[A-Za-z]*[0-9][A-Za-z0-9]*(?:[ -]|\Z))*")
"""What `read` need not look at more closely: digits, plain e-mail addresses, and groups that each hold a digit."""


TELEPHONE = frozenset({"sms", "mms", "voice"})
"""Channels whose addresses are telephone numbers, however they are written."""


def address(channel: str, written: str, regions: tuple[str, ...]) -> str:
    """The one spelling of an address on a channel. Digits alone are a telephone number only where all addresses are:
    elsewhere they are somebody's number at the channel, and two of them must never meet as one telephone."""
    if channel not in TELEPHONE and written.strip().lstrip("-").isdecimal():
        return written.strip()
    return canonical(written, regions)


def canonical(address: str, regions: tuple[str, ...]) -> str:
    """`address` in its one spelling: E.164 for a telephone number, lower case for an e-mail address, else as it is.

    A number without a country code is read in the first of `regions` (ISO 3166-1) in which it is valid.
    """
    if _E164.fullmatch(address):
        return address
    trimmed = address.strip()
    if _EMAIL.fullmatch(trimmed):
        return trimmed.lower()
    if len(trimmed) <= 40 and not trimmed.startswith("-"):
        digits = _NOT_DIGITS.sub("", trimmed)
        return (_number(trimmed, digits, regions) or trimmed) if len(digits) >= 7 else trimmed
    return trimmed


def _number(written: str, digits: str, regions: tuple[str, ...]) -> str | None:
    """The E.164 form of `written`, which has these digits, if it is a telephone number."""
    plain = _PLAIN.fullmatch(written)
    if plain is None:
        # Letters stand for digits on a dial: two names with numbers in them would become one person's telephone.
        return None if any(map(str.isalpha, written)) else _parsed(written, regions)
    if plain[1]:
        return international(digits) or possible_international(digits) or _parsed(written, regions)
    plans = filter(None, map(plan_of, regions))
    return next(filter(None, (plan.e164(digits) for plan in plans)), None)


def _parsed(written: str, regions: tuple[str, ...]) -> str | None:
    """The same by libphonenumber itself; after "+" also a number that no plan has, where what it makes of it is what it
    makes of that: it takes a prefix from a number that is too long, and again from the rest. Loading it takes a while.
    """
    import phonenumbers

    for region in regions or ("ZZ",):
        try:
            number = phonenumbers.parse(written, region)
            one = str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
            if phonenumbers.is_valid_number(number) or (
                written.startswith("+") and phonenumbers.parse(one, region) == number
            ):
                return one
        except phonenumbers.NumberParseException:
            continue
    return None


def spelled(kind: str, value: str, regions: tuple[str, ...]) -> str:
    """The one spelling of a value of a looked-up kind. It stands on the characters alone, not on what a detector made
    of them, so that whoever has the value, sealed or asked for, has its spelling: read as detectors read it, then as
    `canonical` has it for a telephone number or an e-mail address, and its letters and digits for any other kind."""
    return canonical(read(value), regions) if kind in ("EMAIL", "PHONE") else compact(read(value)) or value.strip()


def read(value: str) -> str:
    """`value` as detectors read it: other widths, scripts and hidden signs made plain, words as what they stand for."""
    if _AS_IT_STANDS.fullmatch(value):
        return value
    return reworded(plain(value) or Read(value)).text


def forms(asked: str, regions: tuple[str, ...]) -> tuple[str, ...]:
    """Every spelling that `spelled` may have given to what is asked for, whatever its kind, each once."""
    return tuple(dict.fromkeys((spelled("PHONE", asked, regions), spelled("ACCOUNT", asked, regions))))
