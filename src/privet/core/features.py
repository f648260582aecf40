"""What a name model looks at in one word: its letters, its look, the lists it is on.

Each feature is a short string whose first letter says what it is about; models know it by its hash. Training and use
share these functions, so that a model never meets a feature that it was not trained with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from privet.core.words import Context

WINDOW = 5
"""Words a tag looks at: two before, itself, two after."""

BEFORE, AFTER = "\x02", "\x03"
"""What stands for the words before a text and after it."""

_DIGIT = re.compile(r"\d")
_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_ROUND = re.compile(r"[1-9](?=0{1,3}(?!\w))(?<!\w.)")
_LISTED = re.compile("[0-9]|[1-9]0{1,3}")
_ONES = "\u3000"
"""Characters beyond this may be words by themselves."""
_ONE = re.compile(f"[^\\W\x00-{_ONES}]")

_LOOKS = {"Nd": "d", "Lu": "X", "Lt": "X", "Ll": "x"}

LONGEST = 40
"""Characters of a word that are looked at."""


def hashed(found: Sequence[str]) -> NDArray[np.uint32]:
    """The keys of features."""
    return np.array([crc32(feature.encode("utf-8", "surrogatepass")) for feature in found], np.uint32)


def alike(text: str) -> str:
    """`text` with its digits alike, as far as that changes nothing of what is looked at in any of its words: round
    numbers stay, since they may be on a list, and all does where words may be two signs that are looked at as such."""
    if text.isascii():
        folded = text.encode().translate(_DIGITS).decode()
    elif _ONE.search(text):
        return text
    else:
        folded = _DIGIT.sub("0", text)
    if folded == text or "0" not in text:
        return folded
    for number in _ROUND.finditer(text):
        folded = folded[: number.start()] + number[0] + folded[number.end() :]
    return folded


def is_listed(word: str) -> bool:
    """Whether `word` may be on a list: of those with digits, only a digit alone and round numbers."""
    return _DIGIT.search(word) is None or _LISTED.fullmatch(word) is not None


def features(word: str, context: Context, membership: Callable[[str], int]) -> list[str]:
    """What is looked at in one word. Those that begin with "w", "p", "e", "c" or "n" are about its letters."""
    if word in (BEFORE, AFTER):
        return [f"w{word}"]
    word = word[:LONGEST]
    lower = word.lower()
    digits_alike = _DIGIT.sub("0", lower)
    look = shape(lower if context.caseless else word) + ("~" if context.caseless else "")
    own = context.language
    bits = membership(lower)
    found = [
        f"w{digits_alike}",
        f"w{own}={digits_alike}",
        f"s{look}",
        f"s{own}={look}",
        f"b{own}{context.caseless}",
        f"l{min(len(word), 12)}{look[:1]}",
    ]
    if len(word) <= 2 and word[0] > _ONES:
        return found + _of_characters(word, membership, bits)
    for size in (1, 2, 3, 4):
        if len(lower) > size:
            found.append(f"e{digits_alike[-size:]}")
            found.append(f"p{digits_alike[:size]}")
    if len(lower) > 3:
        found += [f"e{own}={digits_alike[-3:]}", f"es{digits_alike[-3:]}{look}"]
    found.append(f"g{bits}")
    found.append(f"g{bits}{look}")
    for bit in range(16):
        if bits >> bit & 1:
            found += [f"h{bit}", f"h{bit}{look}", f"h{bit}{own}"]
    return found


def _of_characters(pair: str, membership: Callable[[str], int], bits: int) -> list[str]:
    """What is looked at in a Han character (with the one after it)."""
    first, second = pair[0], pair[1:]
    one, two = membership(first), membership(second) if second else 0
    found = [f"c{first}", f"n{second}", f"g{bits}", f"1{one}", f"2{one},{two}"]
    found += [f"h{bit}" for bit in range(16) if bits >> bit & 1]
    found += [f"i{bit}" for bit in range(16) if one >> bit & 1]
    return found


def shape(word: str) -> str:
    """How a word looks: "Xx" for Anna, "xX" for iPhone, "d4" for four digits, "XdX" for N1A; runs count once."""
    look = []
    last, run = "", 0
    for sign in word:
        one = look_of(sign)
        if one != last:
            if last == "d":
                look.append(str(min(run, 7)))
            look.append(one)
            last, run = one, 0
        run += 1
        if one == "X" and run == 2:
            look.append("X")
    if last == "d":
        look.append(str(min(run, 7)))
    return "".join(look)


def look_of(sign: str) -> str:
    """How one sign looks: a digit, a capital, a small letter, a letter that is neither, or itself."""
    category = unicodedata.category(sign)
    return _LOOKS.get(category) or ("h" if category[0] == "L" else sign)


def digest() -> int:
    """A number that changes with what is looked at in a word: a pack trained with other features is of no use."""
    words = ("Anna", "o'brien", "MÜLLER", "x7", "12345", "@ann", "Иван", "王", "王伟", "a" * 50, BEFORE, AFTER)
    contexts = (Context(False, ""), Context(True, "en"), Context(False, "de"))
    told = (features(word, context, lambda part: len(part) * 37 & 0x3FFF) for word in words for context in contexts)
    return crc32("\n".join(feature for found in told for feature in found).encode("utf-8"))
