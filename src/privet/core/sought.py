"""What a search by words looks for, and the words by which a text is found (docs/spec/word-index.md).

Words are compared as Unicode's NFKC_Casefold has them, digits kept, cut at everything that is neither letter, digit nor
a mark of one. Scripts that put no spaces between words are cut into runs, which are found by any part of them; the
index knows a run by its characters and pairs of characters. A token is one word. All of what is asked for must stand in
the text, whose first 16,384 characters are looked at.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from privet.core.late import late
from privet.core.normal import Read, plain

LONGEST = 16_384
"""Characters of a text that are searched."""

LENGTH = 64
"""Characters by which a word is told from others."""

_NAME = r"\[[A-Za-z][A-Za-z0-9_]{0,40}_[1-9][0-9]{0,5}\]"
_ASCII = late(rf"{_NAME}|[A-Za-z0-9]+")
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3031-\u3035\u3040-\u30ff\u3130-\u318f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, kana, Han and Hangul, whose words carry particles."""


def _marks() -> str:
    """The inside of a character class of Unicode's marks (general category M): vowel signs are no letters to `re`."""
    found: list[list[int]] = []
    for code in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)):
        if unicodedata.category(chr(code))[0] == "M":
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in found)


_WORD = late(lambda: rf"{_NAME}|(?:[^\W_][{_marks()}]*)+")
_PARTS = late(lambda: rf"[{_UNSPACED}][{_UNSPACED}{_marks()}]*|(?:[^\W_{_UNSPACED}][{_marks()}]*)+")
_RUN = late(rf"[{_UNSPACED}]")


class Piece(NamedTuple):
    """A word, or a run of a script without spaces, as it is compared; and where it stands in the text as written."""

    word: str
    start: int
    end: int
    run: bool = False


def pieces(text: str) -> Iterator[Piece]:
    """The words and runs of a text, in order. Takes time in proportion to its length."""
    text = text[:LONGEST]
    read = plain(text) or Read(text)
    if read.text.isascii():
        for match in _ASCII.finditer(read.text):
            yield Piece(match[0].lower()[:LENGTH], *_written(read, *match.span()))
        return
    for match in _WORD.finditer(read.text):
        word, start, end = folded(match[0]), *match.span()
        if word.isascii() and (word.isalnum() or word[0] == "["):
            yield Piece(word[:LENGTH], *_written(read, start, end))
            continue
        exact = len(word) == end - start  # so each sign stands where it stood; else the whole is where they are
        for part in _PARTS.finditer(word):
            begin, stop = (start + part.start(), start + part.end()) if exact else (start, end)
            run = _RUN.match(part[0]) is not None
            yield Piece(part[0] if run else part[0][:LENGTH], *_written(read, begin, stop), run)


def folded(word: str) -> str:
    """A word, read plainly, as it is compared: NFKC_Casefold (Unicode 3.13, D146), read plainly once more, since a
    capital can become a letter and an accent, as the dotted one of Turkish does.
    """
    if word.isascii():
        return word.lower()
    made = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    return (plain(made) or Read(made)).text


def words(text: str) -> set[str]:
    """What the index knows a text by: its words, and the characters and pairs of characters of its runs."""
    text = text[:LONGEST]
    if text.isascii():  # as `pieces` has it, at a third of the price
        return {word[:LENGTH] for word in _ASCII.findall(text.lower())}
    found = set[str]()
    for piece in pieces(text):
        if piece.run:
            found.update(piece.word)
            found.update(_pairs(piece.word))
        else:
            found.add(piece.word)
    return found


@dataclass(frozen=True, slots=True, repr=False)
class Sought:
    """What is searched for: words, each of which must stand in a text, and runs, each of which must stand in one."""

    words: frozenset[str]
    runs: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.words or self.runs)

    def known_by(self) -> set[str]:
        """What the index knows all texts by that may hold it (`words`)."""
        found = set(self.words)
        for run in self.runs:
            found.update(_pairs(run) or (run,))
        return found

    def within(self, text: str) -> bool:
        """Whether all of it stands in the text."""
        there = list(pieces(text))
        held = {one.word for one in there if not one.run}
        runs = [one.word for one in there if one.run]
        return self.words <= held and all(any(run in one for one in runs) for run in self.runs)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where it stands in the text, sorted and apart: (start, end)."""
        found: list[tuple[int, int]] = []
        for one in pieces(text):
            spans = self._spans(one) if one.run else [(one.start, one.end)] * (one.word in self.words)
            for start, end in spans:
                if found and start <= found[-1][1] and one.run:
                    found[-1] = (found[-1][0], max(end, found[-1][1]))
                elif not found or start >= found[-1][1]:
                    found.append((start, end))
        return found

    def _spans(self, one: Piece) -> list[tuple[int, int]]:
        """Where runs that are sought stand in a run, in order; the whole of it where signs are not one for one."""
        begins = [(at, at + len(run)) for run in self.runs for at in _all(one.word, run)]
        if len(one.word) != one.end - one.start:
            return [(one.start, one.end)] if begins else []
        return sorted((one.start + begin, one.start + end) for begin, end in begins)


def sought(asked: str) -> Sought:
    """What somebody asks for, in any order. Empty where no word is in it."""
    found = list(pieces(asked))
    return Sought(frozenset(one.word for one in found if not one.run), frozenset(one.word for one in found if one.run))


def _written(read: Read, start: int, end: int) -> tuple[int, int]:
    """Where what stands there in the text as it is read stood in the text as written."""
    for step in reversed(read.steps):
        start, end = step.start(start), step.end(end)
    return start, end


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _all(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
