"""Forms: how a value can stand in a file although nobody reads it there at first sight.

Each form is stated twice, and neither is made of the other: `needles` gives the bytes to look for, whatever stands
around them; `planted` writes a value in that form as a program would, for the self-check. Of long needles the first
bytes are looked for, so that a hash that was cut short is found as well.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import urllib.parse
import zlib
from collections.abc import Callable, Iterator

LEAST = 8
"""A needle has at least so many bytes, so that no chance brings it about; they decide whether the rest is looked at."""

HASHES: dict[str, Callable[[bytes], bytes]] = {
    "MD5": lambda data: hashlib.md5(data, usedforsecurity=False).digest(),
    "SHA-1": lambda data: hashlib.sha1(data, usedforsecurity=False).digest(),
    "SHA-256": lambda data: hashlib.sha256(data).digest(),
    "SHA-512": lambda data: hashlib.sha512(data).digest(),
    "BLAKE2b": lambda data: hashlib.blake2b(data).digest(),
    "BLAKE2b-256": lambda data: hashlib.blake2b(data, digest_size=32).digest(),
}
"""Hashes without a salt or a key, which whoever guesses the value computes too."""

CUT = 10
"""Bytes of a hash that are looked for: a hash is found where at least these of it are kept."""

Needle = tuple[str, bytes]
"""(form, the bytes to look for), ASCII letters in lower case: a match does not look at case."""


def needles(value: str) -> Iterator[Needle]:
    """Everything to look for of one value, in every form but compressed ones, which are opened and searched."""
    for text in _spellings(value):
        utf8, utf16 = text.encode(), (text.encode("utf-16-le"), text.encode("utf-16-be"))
        yield from _kept("UTF-8", utf8)
        for order, raw in zip(("UTF-16 LE", "UTF-16 BE"), utf16, strict=True):
            yield from _kept(order, raw)
        for raw in (utf8, *utf16):
            yield from _kept("hex", raw.hex().encode())
            for at in range(3):
                yield from _kept(f"base64 +{at}", _inner(raw, at))
                yield from _kept(f"base64url +{at}", _inner(raw, at).replace(b"+", b"-").replace(b"/", b"_"))
        yield from _kept("URL-escaped", urllib.parse.quote(text, safe="").encode())
        yield from _kept("URL-escaped", urllib.parse.quote_plus(text).encode())
        yield from _kept("URL-escaped", "".join(f"%{one:02x}" for one in utf8).encode())
        yield from _kept("JSON-escaped", json.dumps(text)[1:-1].encode())
        yield from _kept("JSON-escaped", json.dumps(text)[1:-1].replace("/", "\\/").encode())
        yield from _kept("JSON-escaped", b"".join(b"\\u%04x" % unit for unit in _units(text)))
    yield from hashed(value)


def hashed(value: str) -> Iterator[Needle]:
    """The hashes of a value as it is written and in its canonical forms: raw, in hexadecimal, in base64."""
    for text in {*_spellings(value), value.lower(), value.upper(), *(one.lower() for one in _spellings(value))}:
        for name, digest in HASHES.items():
            raw = digest(text.encode())
            yield name, raw[:CUT].lower()
            yield name, raw.hex()[: 2 * CUT].encode()
            encoded = base64.b64encode(raw)[: CUT * 4 // 3]
            yield name, encoded.lower()
            yield name, encoded.replace(b"+", b"-").replace(b"/", b"_").lower()


def short(value: str) -> Iterator[Needle]:
    """What to look for of a value of 3 to 6 digits, which alone says nothing: three of them close together do."""
    yield "UTF-8", value.encode()
    yield "UTF-16 LE", value.encode("utf-16-le")
    yield "UTF-16 BE", value.encode("utf-16-be")
    yield "hex", value.encode().hex().encode()
    yield "base64 +0", base64.b64encode(value.encode()).rstrip(b"=").lower()


def alone(window: bytes, form: str, place: int, length: int) -> bool:
    """Whether a short number is a whole one: no digit before or behind it."""
    if form == "UTF-8":
        around = (window[max(0, place - 1) : place], window[place + length : place + length + 1])
    elif form.startswith("UTF-16"):
        low = form.endswith("BE")
        before = window[max(0, place - 2) : place]
        around = (before[low : low + 1], window[place + length + low : place + length + low + 1])
    else:
        return True
    return not any(one.isdigit() for one in around)


def _spellings(value: str) -> Iterator[str]:
    """As it is written, without separators, and its digits alone where there are enough to be nobody else's."""
    yield value
    bare = "".join(one for one in value if one.isalnum() or one in "@.+:[]_%&;#\\")
    if bare != value:
        yield bare
    digits = "".join(one for one in value if one in "0123456789")
    if len(digits) >= 8 and digits not in (value, bare):
        yield digits


def _kept(form: str, needle: bytes) -> Iterator[Needle]:
    if len(needle) >= LEAST:
        yield form, needle.lower()


def _inner(raw: bytes, at: int) -> bytes:
    """The letters of base64 that do not depend on what stands before (at bytes into a group of three) or behind."""
    whole = base64.b64encode(bytes(at) + raw + bytes(3))
    return whole[(0, 2, 3)[at] : (at + len(raw)) * 8 // 6]


def _units(text: str) -> list[int]:
    raw = text.encode("utf-16-be")
    return [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]


def _reversibly(encode: Callable[[bytes], bytes]) -> Callable[[str], bytes]:
    return lambda value: encode(value.encode())


def _planted_hashes() -> Iterator[tuple[str, Callable[[str], bytes]]]:
    for name, digest in HASHES.items():
        yield f"{name}, raw", _reversibly(digest)
        yield f"{name}, hex", _reversibly(lambda data, digest=digest: digest(data).hex().upper().encode())  # type: ignore[misc]
        yield f"{name}, base64", _reversibly(lambda data, digest=digest: base64.b64encode(digest(data)))  # type: ignore[misc]


PLANTED: dict[str, Callable[[str], bytes]] = {
    "UTF-8": str.encode,
    "upper case": lambda value: value.upper().encode(),
    "UTF-16 LE": lambda value: value.encode("utf-16-le"),
    "UTF-16 BE": lambda value: value.encode("utf-16-be"),
    "hex": lambda value: value.encode().hex().encode(),
    "hex of UTF-16": lambda value: value.encode("utf-16-le").hex().upper().encode(),
    "base64": lambda value: base64.b64encode(value.encode()),
    "base64 one byte on": lambda value: base64.b64encode(b"x" + value.encode() + b"yz"),
    "base64 two bytes on": lambda value: base64.urlsafe_b64encode(b"xy" + value.encode() + b"z"),
    "base64 of UTF-16": lambda value: base64.b64encode(value.encode("utf-16-be")),
    "URL-escaped": lambda value: urllib.parse.quote(value, safe="").encode(),
    "form-escaped": lambda value: urllib.parse.urlencode({"q": value}).encode(),
    "JSON-escaped": lambda value: json.dumps({"q": value}).encode(),
    "digits only": lambda value: "".join(one for one in value if one.isdecimal()).encode(),
    "gzip": lambda value: gzip.compress(b"around " + value.encode() + b" it"),
    "zlib": lambda value: zlib.compress(b"around " + value.encode() + b" it", 9),
    "gzip in gzip": lambda value: gzip.compress(gzip.compress(value.encode())),
    **dict(_planted_hashes()),
}
"""Each form, and a value as a program that leaks would write it."""
