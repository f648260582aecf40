"""Words of a text as the name models see them, and which script and language the text is in.

A word is a run of letters, digits and underscores; a Han or kana character alone; an e-mail address, a web address or
an @handle whole; a line break; any other sign alone. An apostrophe stays with what it belongs to: `O'` and `Brien`,
`Maria` and `'s`, `l'` and `hôpital`. Blanks are no words. Time is linear in the text's length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

_HAN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_ADDRESSES = r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@\w[\w.-]{0,253}|"
_WORDS = (
    r"(?<![\w'’])(?:[dljmtsnco]|qu)['’](?=[^\W\d_])"  # elided article before its word, the O of O'Brien
    r"|(?<=\w)['’][^\W\d_]{1,20}"  # 's, 't, Turkish case endings
    r"|(?<!\w)@\w+"
)
_REST = r"|\n|[^\w\s]"

_PLAIN = re.compile(rf"\w+{_REST}")
_WITH_APOSTROPHES = re.compile(
    rf"\w+(?![\w'’])|{_WORDS}|\w+{_REST}", re.IGNORECASE
)  # most words first: they are no more
_WITH_ADDRESSES = re.compile(rf"\w+(?![\w.+@:'’-])|[^\w\s.+@'’-]|{_ADDRESSES}{_WORDS}|\w+{_REST}", re.IGNORECASE)
_WITH_HAN = re.compile(rf"(?i:{_ADDRESSES}{_WORDS})|[{_HAN}]|[^\W{_HAN}]+{_REST}")

_HAN_LETTERS = re.compile(f"[{_HAN}]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_NOT_LATIN = re.compile(f"[{_HAN}\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LETTERS = {"han": _HAN_LETTERS, "cyrillic": _CYRILLIC, "latin": _LATIN}

VOTERS = 60
"""How many words are asked which language this is; a count of eight bits a language cannot overflow."""

_SIGNS = (r"\w", r"\s", r"[^\W\d_]", f"[{_HAN}]", *(f"(?i:{one})" for one in ("[dljmtsnco]", *"htpswqu")))
"""What the patterns above ask about one sign."""


class Context(NamedTuple):
    """What a whole text tells about each of its words: whether capitals mean anything in it, and its language."""

    caseless: bool
    language: str


NOTHING = Context(False, "")
"""Of what stands before a text and after it."""


_LEAST = 12
"""What the letters of a script have to count for where another has more."""


def scripts(text: str) -> tuple[str, ...]:
    """`latin`, `cyrillic` and `han`, as far as the text's letters are of them, the one first that most are of.

    A Han character counts for four letters, since it is nearer to a word, and a Cyrillic letter for two, since Latin
    words stand in Cyrillic texts more often than the other way round. A few letters beside another script are nothing.
    """
    if text.isascii():
        return ("latin",)
    if not _NOT_LATIN.search(text):
        return ("latin",) if _LATIN.search(text) else ()
    counts = sorted(
        [
            (-4 * len(_HAN_LETTERS.findall(text)), "han"),
            (-2 * len(_CYRILLIC.findall(text)), "cyrillic"),
            (-len(_LATIN.findall(text)), "latin"),
        ]
    )
    return tuple(name for place, (count, name) in enumerate(counts) if -count >= (_LEAST if place else 1))


def written_in(text: str, script: str) -> bool:
    """Whether `text` has letters of this script and of no other that has words of its own here."""
    return not any(pattern.search(text) for name, pattern in _LETTERS.items() if name != script) and bool(
        _LETTERS[script].search(text)
    )


def pattern(text: str) -> re.Pattern[str]:
    """The pattern whose matches in `text` are its words."""
    if not text.isascii() and _HAN_LETTERS.search(text):
        return _WITH_HAN
    if "@" in text or "://" in text or "www." in text:
        return _WITH_ADDRESSES
    return _WITH_APOSTROPHES if "'" in text or "’" in text else _PLAIN


def words(text: str) -> list[str]:
    """The words of `text`, in order."""
    return pattern(text).findall(text)


def spans(text: str, most: int | None = None) -> list[tuple[int, int]]:
    """Where each of `words(text)`, or the first `most`, stands: start and end in code points, end exclusive."""
    return [match.span() for match in islice(pattern(text).finditer(text), most)]


def units(found: Sequence[str]) -> list[str]:
    """`found`, with each Han character followed by the next word's first: a character alone says too little."""
    pairs = zip(found, [*found[1:], ""], strict=False)
    return [one + after[:1] if len(one) == 1 and one > "\u3000" else one for one, after in pairs]


def caseless(text: str) -> bool:
    """Whether capitals mean nothing here: there are none, or nothing else."""
    return text == text.lower() or text == text.upper()


def sign(one: str) -> int:
    """What one character is, in bits, for words.c: known; each of `_SIGNS`; has a small letter; has a
    capital; is a digit."""
    asked = (re.match(asked, one) is not None for asked in _SIGNS)
    told = (True, *asked, one != one.lower(), one != one.upper(), one.isdecimal())
    return sum(1 << bit for bit, yes in enumerate(told) if yes)


def ballots(stop_words: Mapping[str, Sequence[str]]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Stop words of some languages as votes: word -> one in the eight bits of each language that has it."""
    languages = tuple(sorted(stop_words))
    votes: dict[str, int] = {}
    for number, language in enumerate(languages):
        for word in sorted(set(stop_words[language])):
            for written in {word, word.capitalize(), word.upper()}:
                votes[written] = votes.get(written, 0) + (1 << (8 * number))
    return votes, languages


def language(found: Sequence[str], votes: dict[str, int], languages: tuple[str, ...]) -> str:
    """The language most of whose stop words are among the first of `found`; "" when none is, or two are level."""
    total = sum(filter(None, map(votes.get, found[:VOTERS])))
    if not total:
        return ""
    counts = total.to_bytes(len(languages), "little")
    most = max(counts)
    return languages[counts.index(most)] if counts.count(most) == 1 else ""
