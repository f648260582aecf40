"""Which messages of a customer say that they want no more of them, or want them again, or want help with that.

A whole message that is such a word says so in any language (STOP, baja, 退订). A sentence that says so in other words
("don't text me again") revokes too, whatever else the message says: any reasonable way has to be heard (47 CFR
64.1200(a)(10)). The words stand in `core.coaching_texts` and `core.revocation_words`.

Time is linear in the length of a text: a look for parts of words comes first, every pattern is bounded, and of a long
text no more than `LONGEST` characters are read at either end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Literal

from privet.core import coaching, revocation_bag
from privet.core.revocation_bag import HEAD
from privet.core.revocation_scripts import Saying
from privet.core.revocation_words import SAYINGS

_Reads = tuple[re.Pattern[str], re.Pattern[str]]
Wish = Literal["stop", "start", "help", ""]

LONGEST = 2000
"""Characters that are read at the beginning of a text, and at its end."""

_HELP = frozenset(
    {
        "help", "info", "ayuda", "ajuda", "aide", "hilfe", "aiuto", "hulp", "pomoc", "yardim", "bantuan", "помощь",
        "довідка", "допомога", "مساعده", "मदद", "सहायता", "帮助", "幫助",
    }
)  # fmt: skip
_SAME = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي",
    "ة": "ه", "ँ": "ं",
}  # fmt: skip
_PLAIN: dict[int, str | None] = {
    **{code: letter[0] for code in range(0xC0, 0x250) if len(letter := unicodedata.normalize("NFD", chr(code))) > 1},
    **{ord(letter): same for letter, same in _SAME.items()},
    **dict.fromkeys(map(ord, "’‘`´"), "'"),
    **dict.fromkeys([*range(0x64B, 0x653), 0x640, 0x200B, 0x200C, 0x200D, 0xFEFF, 0xAD, 0x301, 0x307]),
}
"""A letter with an accent -> the letter; marks that are written or left out -> nothing."""

_BLANKS = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
_WORD = re.compile(r"[\w\u0900-\u097f]+")
_OTHER = re.compile(r"[\u0370-\uffff]")
_SENTENCE = re.compile(r"[.!?\n\r;…。！？।؟|]+(?:\s|$)|[\n\r。！？।؟]")
_COMMA = re.compile("[,:،，、]|[-–—] ")
_MARKS = re.compile(r"""[^\w\s'\-\u0900-\u097f]|(?<!\w)['\-]|['\-](?!\w)""")


def wish(text: str) -> Wish:
    """What a whole message says in one word or phrase, or a part of it in a sentence: no more messages, messages again,
    help; "" for anything else. Only a whole message says "start" or "help".
    """
    word = coaching.wish(text)
    if word:
        return word
    if len(text) <= 40 and _plain(text).strip(" .!?/") in _HELP:
        return "help"
    return "stop" if revokes(text) else ""


def revokes(text: str) -> bool:
    """Does some sentence of `text` say that whoever wrote it wants no more messages?"""
    if len(text) > 2 * LONGEST:
        text = f"{text[:LONGEST]}\n{text[-LONGEST:]}"
    plain = _plain(text)
    words = {*(plain.translate(_BLANKS).split() if plain.isascii() else _WORD.findall(plain))}
    stems, sayings = _sayings()
    heads = _heads()
    near = [word for word in words if word[:HEAD] in heads]
    read = {
        name for word in near for stem, names in stems.get(word[:HEAD], ()) if word.startswith(stem) for name in names
    }
    if _OTHER.search(plain):
        read |= {name for stem, names in _others() if stem in plain for name in names}
    bags = revocation_bag.languages(plain, words, near)
    if not read and not bags:
        return False
    for sentence in _SENTENCE.split(plain):
        parts = [_bare(one) for one in {sentence: None, **dict.fromkeys(_COMMA.split(sentence))}]
        for name in read:
            means, but = sayings[name]
            if any(means.search(one) for one in parts) and not but.search(parts[0]):
                return True
        if bags and _short(parts, bags):
            return True
    return False


def _short(parts: list[str], names: Iterable[str]) -> bool:
    """Is a sentence, or a part of it, a wish by what its words do? The parts are the whole, and what commas part."""
    apart = parts[1:] or parts
    return any(
        any(revocation_bag.wished(name, one) for one in apart) and not revocation_bag.turned(name, parts[0])
        for name in names
    )


def _bare(text: str) -> str:
    return " ".join(_MARKS.sub(" ", text).split())


def _plain(text: str) -> str:
    """In lower case, without accents, full-width letters as their plain ones."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).replace("\u0130", "i").lower().translate(_PLAIN)


@cache
def _sayings() -> tuple[dict[str, list[tuple[str, list[str]]]], dict[str, _Reads]]:
    """What words of languages in Latin letters begin with, by their heads; how every language is read."""
    stems: dict[str, list[tuple[str, list[str]]]] = {}
    for stem, names in _stems().items():
        if stem.isascii():
            stems.setdefault(stem[:HEAD], []).append((stem, names))
    frames = {name: "(?:{})" if name == "zh" else r"(?<!\w)(?:{})(?!\w)" for name in SAYINGS}
    return stems, {name: _compiled(one, frames[name]) for name, one in SAYINGS.items()}


@cache
def _heads() -> frozenset[str]:
    """How words begin that are looked at any further."""
    return frozenset(_sayings()[0].keys() | revocation_bag.heads())


@cache
def _others() -> list[tuple[str, list[str]]]:
    """The parts of words of languages in other letters, whose words may begin with an article."""
    return [(stem, names) for stem, names in _stems().items() if not stem.isascii()]


def _stems() -> dict[str, list[str]]:
    stems = dict.fromkeys(stem for one in SAYINGS.values() for stem in one.stems.split())
    return {stem: [name for name, one in SAYINGS.items() if stem in one.stems.split()] for stem in stems}


def _compiled(one: Saying, frame: str) -> _Reads:
    def made(text: str) -> re.Pattern[str]:
        joined = "|".join(line.strip() for line in text.splitlines())
        return re.compile(frame.format(joined.replace("…", r"(?:\S{1,30} ){0,4}?").replace("~", r"\S{0,14}")))

    return made(one.revokes), made(one.but)
