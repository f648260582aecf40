"""What a support agent sees of a value instead of it: enough to ask "the card ending in 4242?", too little to use it.

A mask takes a value in any spelling, the canonical form or as it was written. What must never be kept, and codes and
secrets that let their bearer in, show nothing, not even their length. What passes is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from privet.core.kinds import KINDS, PASSED

HIDDEN = "····"
"""Stands for whatever is not shown, however long it is."""

_SIGNS = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\W_][^\s-]*")
_SCHEME_AND_HOST = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,20}://)?(?:[^/?#]*@)?([^/?#@:]*)")
_DEGREES = re.compile(r"([+-]?[0-9]{1,3})(?:[.,][0-9]+|\s?°[^,;NSEW]{0,20})\s?([NSEW])?")
_YEAR = re.compile("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_TWO_DIGITS = re.compile("2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]")
"""Country codes of two digits (ITU-T E.164); 1 and 7 have one, all others three."""


def mask(kind: str, value: str) -> str:
    """The mask of a value of `kind`; of a kind nobody knows, nothing is shown. Never raises."""
    if kind in PASSED:
        return value
    return _MASKS.get(kind, _nothing)(value)


def _nothing(value: str) -> str:
    return HIDDEN


def _signs(value: str) -> str:
    return "".join(_SIGNS.findall(value))


def _last(most: int) -> Callable[[str], str]:
    """Shows the last `most` letters and digits, of a value at least three times as long."""

    def masked(value: str) -> str:
        signs = _signs(value)
        return f"{HIDDEN} {signs[-most:]}" if len(signs) >= 3 * most else HIDDEN

    return masked


def _first(most: int, fewest: int) -> Callable[[str], str]:
    """Shows the first `most` letters and digits, which say no more than make or country, of at least `fewest`."""

    def masked(value: str) -> str:
        signs = _signs(value)
        return signs[:most] + HIDDEN if len(signs) >= fewest else HIDDEN

    return masked


def _email(value: str) -> str:
    local, at, domain = value.rpartition("@")
    return f"{local[:1] if len(local) > 1 else ''}{HIDDEN[1:]}@{domain}" if at else HIDDEN


def _phone(value: str) -> str:
    digits = "".join(sign for sign in value if sign in "0123456789")
    if len(digits) < 7:
        return HIDDEN
    if not value.lstrip("( ").startswith("+"):
        return f"{HIDDEN} {digits[-2:]}"
    code = 1 if digits[0] in "17" else 2 if _TWO_DIGITS.match(digits) else 3
    return f"+{digits[:code]} {HIDDEN} {digits[-2:]}"


def _iban(value: str) -> str:
    signs = _signs(value).upper()
    return f"{signs[:2]} {HIDDEN} {signs[-4:]}" if len(signs) >= 15 else HIDDEN


def _ip(value: str) -> str:
    dotted, colon = value.split("."), value.split(":")
    if len(dotted) == 4 and len(colon) == 1:
        return ".".join([*dotted[:2], HIDDEN])
    return ":".join([*colon[:2], HIDDEN]) if len(colon) > 3 else HIDDEN


def _mac(value: str) -> str:
    signs = _signs(value)
    return f"{signs[:2]}:{signs[2:4]}:{signs[4:6]}:{HIDDEN}" if len(signs) == 12 else HIDDEN


def _url_login(value: str) -> str:
    match = _SCHEME_AND_HOST.match(value)
    return f"{match[1] or ''}{match[2]}/{HIDDEN}" if match and match[2] else HIDDEN


def _person(value: str) -> str:
    """The initial of each word, at most three: "Ann Lee" is "A··· L···"."""
    initials = [word[0] for word in _WORD.findall(value) if len(word) > 1]
    return " ".join(f"{initial}{HIDDEN[1:]}" for initial in initials[:3]) or HIDDEN


def _address(value: str) -> str:
    """The town behind the last comma, without postcode."""
    street, comma, last = value.rpartition(",")
    town = " ".join(word for word in last.split() if word.isalpha())
    return f"{HIDDEN}, {town}" if comma and street.strip() and town else HIDDEN


def _place(value: str) -> str:
    stripped = value.strip()
    return stripped[0] + HIDDEN if len(stripped) > 1 and stripped[0].isalpha() else HIDDEN


def _birth_date(value: str) -> str:
    year = _YEAR.search(value)
    return f"{HIDDEN} {year[0]}" if year else HIDDEN


def _username(value: str) -> str:
    at, name = ("@", value[1:]) if value.startswith("@") else ("", value)
    return at + (name[0] if len(name) > 2 else "") + HIDDEN


def _coordinates(value: str) -> str:
    """Whole degrees, which is about a hundred kilometres."""
    degrees = [f"{whole}°{side}" for whole, side in _DEGREES.findall(value)]
    return ", ".join(degrees) if len(degrees) == 2 else HIDDEN


def _wallet(value: str) -> str:
    signs = _signs(value)
    return f"{signs[:4]}{HIDDEN}{signs[-4:]}" if len(signs) >= 24 else HIDDEN


_MASKS: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(KINDS, _nothing),
    "EMAIL": _email,
    "PHONE": _phone,
    "CARD": _last(4),
    "IBAN": _iban,
    "IP": _ip,
    "URL_LOGIN": _url_login,
    "PERSON": _person,
    "ADDRESS": _address,
    "PLACE": _place,
    "MAC": _mac,
    "ACCOUNT": _last(3),
    "BANK_CODE": _last(2),
    "NATIONAL_ID": _last(2),
    "TAX_ID": _last(2),
    "PASSPORT": _last(2),
    "DRIVING_LICENCE": _last(2),
    "BIRTH_DATE": _birth_date,
    "IMEI": _first(8, 14),  # the type allocation code: make and model
    "IMSI": _first(5, 14),  # country and network
    "ICCID": _last(4),
    "TRACKING": _last(4),
    "USERNAME": _username,
    "PLATE": _last(2),
    "COORDINATES": _coordinates,
    "WALLET": _wallet,
}
