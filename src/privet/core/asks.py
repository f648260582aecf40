"""Which secrets a text asks a customer for: what `privet lint` says of templates, and `acts.send` of what goes out.

A sentence asks for a secret that it names (`core.phrases` holds the words, by language) when it also asks for something
to be told, or to be typed anywhere but where that secret belongs, and neither a negation nor a warning turns that
round. It also does when it says please, what for or to whom, or names several, and nothing is said to be done with them
otherwise. A secret that is named in one sentence may be asked for in the next: "We sent a code. What does it say?"

The text is read as detectors read theirs (`core.normal`). Time is linear in its length: it is cut into sentences, a
long one into pieces, read are only those that may name a secret and those around them, and every pattern is bounded.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain

from privet.core.cues import lowered
from privet.core.finding import Finding
from privet.core.normal import plain
from privet.core.phrases.all import LANGUAGES
from privet.core.phrases.said import LONGEST, Asked, Language
from privet.core.phrases.sentence import FAR, Sentence
from privet.core.phrases.stems import may_name

_PATIENCE = 30_000
"""Steps that a message on its way out may take, some 30 ms; texts that people write take a tenth of them."""
_CLOSELY = 10
"""Steps a character of a sentence that names a secret takes."""
_WORD = 60
"""Characters that a word may have, so as not to be cut."""
_FEW = 3
"""Common words that tell which language a text is in; where there are fewer, what has one less is read as well."""
_REACH = 3
"""Sentences behind the one that names a secret in which "send it to me" still speaks of it."""

_PLAIN_LETTERS = {
    code: base
    for code in (*range(0xC0, 0x180), *range(0x400, 0x460))
    if (base := unicodedata.normalize("NFD", chr(code))[0]) != chr(code) and chr(code) not in "йЙїЇ"
} | dict.fromkeys(map(ord, "’‘`´ʼ"), "'")
"""A letter with an accent -> the letter. Short i is a letter of its own."""

_END = re.compile(
    r"(?<!\n\d)[.!?…]{1,3}(?=[\s\"'»”)\]]|$)[\"'»”)\]]{0,2}|[。！？؟।]"
    r"|(?<![:,])[ \t]{0,4}\r?\n(?![ \t]{0,8}(?:[-*•–·a-zà-ÿа-яё]|\d{1,2}[.)])|\s{0,8}(?:[-*•–·]|\d{1,2}[.)]))"
)
_SHORTENED = re.compile(r"(?<!\w)(?:no|nr|num|n|tel|exp|cad|val|ref|cod|doc|ex|ca)\.(?=[ºo]?\s?\S)")
"""What ends with a point, but no sentence."""
_PLACEHOLDER = re.compile(r"\{\{?(?![^{}\n]{0,40}(?:link|url|lien|enlace))[^{}\n]{1,40}\}\}?")
"""What a tool will put a value for; one that is a link stays, since it says where something is to be typed."""

_LINK = re.compile(
    r"(https?://|www\.|(?<![\w@.-])(?=[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}/))([^\s{}<>]{0,2000}[^\s{}<>.,;:!?…)\]»”\"'])"
)
"""An address of a page, which may spell a secret's name and asks for none: ".../code/8842"."""


class TooLong(Exception):
    """What the text says takes longer to read than whoever waits may wait."""


def asks(text: str, most: float = math.inf) -> list[Asked]:
    """Every secret that `text` asks for, sorted and not overlapping.

    Raises TooLong after `most` steps; a step is a character read in one language, about a microsecond.
    """
    read = plain(text)
    pieces = _Pieces(text if read is None else read.text, most)
    found = sorted(chain.from_iterable(_asked(language, pieces) for language in pieces.languages))
    kept: list[Asked] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    if read is None:
        return kept
    back = (read.back(Finding(*one, 1.0, "asks", "")) for one in kept)
    return [Asked(one.start, one.end, one.kind) for one in back]


def may_ask(text: str) -> bool:
    """Whether `text`, on its way out, asks for a secret; also true of one that names too many for all to be read."""
    try:
        return bool(asks(text, _PATIENCE))
    except TooLong:
        return True


class _Pieces:
    """A text, folded, by sentences; each is made ready when it is first read."""

    def __init__(self, text: str, most: float) -> None:
        folded = lowered(text).translate(_PLAIN_LETTERS)
        folded = _SHORTENED.sub(lambda word: word[0][:-1] + " ", folded)
        folded = _LINK.sub(lambda link: link[1] + "0" * len(link[2]), folded)
        self._text = _PLACEHOLDER.sub(lambda name: "{" + "0" * (len(name[0]) - 2) + "}", folded)
        self._left = most
        self._ready: dict[int, str] = {}
        self.spans = list(_sentences(self._text))
        self.hot = may_name(self._text, self.spans)
        """Those that may name a secret."""
        self.languages = _spoken(self._text) if self.hot else []

    def text(self, at: int) -> str:
        """A sentence, without what only sounds like a secret."""
        found = self._ready.get(at)
        if found is None:
            begin, end = self.spans[at]
            self.spend(at, len(self.languages))
            found = self._text[begin:end]
            for language in self.languages:
                found = language.pattern("harmless").sub(lambda words: "_" * len(words[0]), found)
            self._ready[at] = found
        return found

    def spend(self, at: int, steps: int) -> None:
        """Count what reading a sentence takes, in steps a character."""
        begin, end = self.spans[at]
        self._left -= (end - begin) * steps
        if self._left < 0:
            raise TooLong


def _asked(language: Language, pieces: _Pieces) -> Iterator[Asked]:
    """What a text asks for in this language: by the sentences that name a secret, and those beside them."""
    naming = [at for at in pieces.hot if language.secret.search(pieces.text(at))]
    read = {at: Sentence(language, pieces.text(at)) for at in naming}
    naming = [at for at in naming if read[at].named]

    def around(at: int) -> Sentence:
        if at not in read:
            pieces.spend(at, _CLOSELY)
            read[at] = Sentence(language, pieces.text(at))
        return read[at]

    for at, before, behind in zip(naming, [-1, *naming], [*naming[1:], len(pieces.spans)], strict=False):
        pieces.spend(at, _CLOSELY)
        awaited = at - 1 > before and any(one.manner != "give" for one in around(at - 1).demands)
        found = read[at].asked(awaited, len(pieces.spans) == 1)
        if any(
            (near.beckons and not read[at].settled) or any(one.manner == "back" for one in near.demands)
            for near in map(around, range(at + 1, min(at + 1 + _REACH, behind)))
        ):
            found = [*found, *read[at].open]
        begin = pieces.spans[at][0]
        yield from (Asked(one.start + begin, one.end + begin, one.kind) for one in found)


@cache
def _languages() -> tuple[Language, ...]:
    return tuple(map(Language, LANGUAGES))


def _spoken(text: str) -> list[Language]:
    """The languages that a text may be in: those that have most of its words."""
    counts = [(language.common(text), language) for language in _languages()]
    most = max(count for count, _ in counts)
    return [language for count, language in counts if count >= max(most - (most < _FEW), min(most, 1))]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends; what has no end for long is cut at blanks, into pieces that overlap."""
    begin = 0
    for end in chain((match.end() for match in _END.finditer(text)), (len(text),)):
        while end - begin > LONGEST:
            cut = _blank(text, begin + LONGEST)
            yield begin, cut
            begin = _blank(text, cut - FAR)
        if text[begin:end].strip():
            yield begin, end
        begin = end


def _blank(text: str, at: int) -> int:
    """Where the last blank before `at` is, or `at` where there is none near."""
    found = text.rfind(" ", at - _WORD, at)
    return found if found >= 0 else at
