"""Which secrets a text asks a customer for: what `privet lint` says of templates, and `acts.send` of what goes out.

A sentence asks for a secret that it names (`core.phrases` holds the words, by language) when it also asks for something
to be told, or to be typed anywhere but where that secret belongs, and neither a negation nor a warning turns that
round. A secret that is named in one sentence may be asked for in the next: "We sent a code. What does it say?"

The text is read as detectors read theirs (`core.normal`). Time is linear in its length: sentences are looked at one by
one, a long one in pieces, and every pattern is bounded.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import chain
from typing import NamedTuple

from privet.core.cues import IS, lowered
from privet.core.finding import Finding
from privet.core.normal import plain
from privet.core.phrases import Phrases
from privet.core.phrases.all import LANGUAGES

_FAR = 220
"""Characters between what asks and what is asked for."""
_NEAR = 60
"""Characters between a negation and what it turns round closely."""
_LONGEST = 600
"""Characters of a sentence that are looked at together."""
_REACH = 3
"""Sentences over which "send it to me" finds what it speaks of."""

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
_PLACEHOLDER = re.compile(r"\{\{?(?![^{}\n]{0,40}(?:link|url|lien|enlace))[^{}\n]{1,40}\}\}?")
"""What a tool will put a value for; one that is a link stays, since it says where something is to be typed."""
_TAIL = re.compile(r"[,;:.!?\n]")
_PART = re.compile(r";|\s[-–—]{1,2}\s|—")
_GIVEN = re.compile(
    rf"(?:\s(?!(?:{IS})\b)[^\s.!?:]{{1,15}}){{0,4}}?[\s:=–—-]{{0,3}}(?:(?<=[\s:])(?:{IS})\b[\s:]{{0,3}})[\"'*`]{{0,2}}"
    r"(?:\d{3}|[\[{<%]|\*\*|x{3})|[\s:=–—-]{0,3}[\"'*`]{0,2}(?:\d{3}|[\[{<%]|x{3})"
)


class Asked(NamedTuple):
    """`text[start:end]` names a secret of `kind` that the text asks for; offsets in code points, the end exclusive."""

    start: int
    end: int
    kind: str


def asks(text: str) -> list[Asked]:
    """Every secret that `text` asks for, sorted and not overlapping."""
    read = plain(text)
    folded = lowered(text if read is None else read.text).translate(_PLAIN_LETTERS)
    folded = _PLACEHOLDER.sub(lambda name: "{" + "0" * (len(name[0]) - 2) + "}", folded)
    spoken = _spoken(folded)
    for language in spoken:
        folded = language.pattern("harmless").sub(lambda words: "_" * len(words[0]), folded)
    found = sorted(chain.from_iterable(language.asked(folded) for language in spoken))
    kept: list[Asked] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    if read is None:
        return kept
    back = (read.back(Finding(*one, 1.0, "asks", "")) for one in kept)
    return [Asked(one.start, one.end, one.kind) for one in back]


class _Demand(NamedTuple):
    """A stretch of a sentence that asks, in the manner of one field of `Phrases`."""

    start: int
    end: int
    manner: str


class _Language:
    """One language's patterns, each compiled when it is first looked for."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self._compiled: dict[str, re.Pattern[str]] = {}

    def pattern(self, field: str) -> re.Pattern[str]:
        """The pattern of a field of `Phrases`."""
        found = self._compiled.get(field)
        if found is None:
            found = self._compiled[field] = re.compile(self.phrases.words(getattr(self.phrases, field)))
        return found

    @cached_property
    def secret(self) -> re.Pattern[str]:
        """Whatever may be asked for; the group that matches is its kind."""
        each = self.phrases.secrets.items()
        named = "|".join(f"(?P<{kind}>{self.phrases.pattern(words)})" for kind, words in each)
        return re.compile(rf"(?<!\w)(?:{named})(?!\w)")

    def common(self, text: str) -> int:
        """How many of the first words of `text` are common in this language."""
        return sum(1 for _ in self.pattern("common").finditer(text, 0, _LONGEST))

    def asked(self, text: str) -> Iterator[Asked]:
        """What `text`, folded, asks for in this language."""
        if not self.secret.search(text):
            return
        named: list[Asked] = []
        since, awaited = 0, False
        for begin, end in _sentences(text):
            sentence = _Sentence(self, text[begin:end])
            since += 1
            if sentence.secrets:
                yield from (_moved(one, begin) for one in sentence.asked(awaited))
                named, since = [_moved(one, begin) for one in sentence.open], 0
            elif named and since <= _REACH and any(one.manner == "back" for one in sentence.demands):
                yield from named
                named = []
            awaited = not sentence.secrets and any(one.manner != "give" for one in sentence.demands)


class _Sentence:
    """One sentence in one language: what it names, what asks in it, and which of the two belong together."""

    def __init__(self, language: _Language, text: str) -> None:
        self._language = language
        self._text = text
        self._found: dict[str, list[tuple[int, int]]] = {}

    def asked(self, awaited: bool) -> list[Asked]:
        """The secrets that it asks for; `awaited` says that the one before announced something ("I need two things.").

        A sentence that is nothing but the secret and a question asks for it: "PIN, please", "and your card number?".
        """
        if self._spans("warning"):
            return []
        if (awaited or self._text.rstrip().endswith("?")) and self._bare(len(self._text)):
            return self.secrets
        polite = next((end for _, end in self._spans("please") if self.secrets[0].end <= end), 0)
        if polite and self._bare(polite):
            return [one for one in self.secrets if one.end <= polite]
        return [one for one in self.open if any(self._belongs(demand, one) for demand in self.demands)]

    @cached_property
    def secrets(self) -> list[Asked]:
        """What it names, but for what the text itself tells: "your code is 123456"."""
        return [
            Asked(*match.span(), match.lastgroup or "")
            for match in self._language.secret.finditer(self._text)
            if not _GIVEN.match(self._text, match.end())
        ]

    @cached_property
    def open(self) -> list[Asked]:
        """The secrets that may be asked for, here or in what follows: those not ruled out ("not your PIN")."""
        if self._spans("warning"):
            return []
        firm = self._spans("firm")
        ruled_out = [*self._spans("no"), *self._spans("never")]
        return [
            one
            for one in self.secrets
            if any(start < one.end for start, _ in firm) or not self._close(ruled_out, one.start, 2)
        ]

    @cached_property
    def demands(self) -> list[_Demand]:
        """What asks in it, after all that turns it round."""
        if self._spans("warning"):
            return []
        breaks = [0, *sorted(start for start, _ in [*_spans(_PART, self._text), *self._spans("but")]), len(self._text)]
        here = self._unless_shown("here", 20)
        door = not here and bool(self._spans("door"))
        place = not here and self._unless_shown("place", 30)
        standing = []
        refused = -1
        for one in self._all_demands():
            if one.manner != "firm":
                part = bisect_right(breaks, one.start, 0, -1)
                elsewhere = door or (place and one.manner in ("give", "back"))
                if elsewhere or _meet(one.start, one.end, self._spans("ours")):
                    continue
                if refused == part or self._turned(breaks[part - 1], breaks[part], one):
                    refused = part
                    continue
            standing.append(one)
        return standing

    def _spans(self, field: str) -> list[tuple[int, int]]:
        found = self._found.get(field)
        if found is None:
            found = self._found[field] = _spans(self._language.pattern(field), self._text)
        return found

    def _all_demands(self) -> list[_Demand]:
        """What asks, but for what is part of a secret's name, as in "mot de passe"."""
        firm = self._spans("firm")
        names = [(one.start, one.end) for one in self.secrets]
        return sorted(
            _Demand(start, end, manner)
            for manner in ("firm", "tell", "back", "give")
            for start, end in self._spans(manner)
            if manner == "firm"
            or not (_meet(start, end, firm) or any(first <= start and end <= last for first, last in names))
        )

    def _unless_shown(self, field: str, before: int) -> bool:
        """Whether something of `field` stands where it is not only said that the secret is seen there."""
        shown = self._spans("shown")
        ruled_out = [*self._spans("no"), *self._spans("never")]
        return any(
            not any(start - before <= first and last <= start for first, last in shown)
            and not (field == "here" and self._close(ruled_out, start, 4))
            for start, _ in self._spans(field)
        )

    def _turned(self, start: int, end: int, one: _Demand) -> bool:
        """Whether a negation in the part of the sentence from `start` to `end` turns round what asks."""
        return (
            any(start <= first and last <= one.end for first, last in self._spans("never"))
            or any(start <= first and last <= end for first, last in self._spans("nobody"))
            or any(
                one.end <= first <= end and "," not in self._text[one.end : first] for first, _ in self._spans("after")
            )
            or (
                one.manner == "tell" and any(one.start <= first and last < one.end for first, last in self._spans("no"))
            )
            or self._close([span for span in self._spans("no") if start <= span[0]], one.start, 3)
        )

    def _close(self, spans: list[tuple[int, int]], start: int, words: int) -> bool:
        """Whether one of `spans` stands before `start`, no more than `words` words and no comma between."""
        for _, end in spans:
            between = self._text[end:start]
            if end <= start <= end + _NEAR and "," not in between and len(between.split()) <= words:
                return True
        return False

    def _belongs(self, one: _Demand, secret: Asked) -> bool:
        """Whether what asks, asks for this secret."""
        if one.start >= secret.end:
            tail = _TAIL.split(self._text[one.end : one.end + 80])[0]
            return one.start - secret.end <= _FAR and (one.manner == "back" or self._nothing_else(tail))
        if secret.start < one.end:
            return True
        if one.manner == "back" or secret.start - one.end > _FAR:
            return False
        return not any(one.end <= first and last <= secret.start for first, last in self._spans("opener"))

    def _bare(self, until: int) -> bool:
        """Whether up to there it is nothing but its secrets and words that say nothing else."""
        rest, at = [], 0
        for one in self.secrets:
            if one.end <= until:
                rest.append(self._text[at : one.start])
                at = one.end
        return self._nothing_else(" ; ".join([*rest, self._text[at:until]]), ("please", "filler"))

    def _nothing_else(self, text: str, fields: tuple[str, ...] = ("here", "please", "filler")) -> bool:
        """Whether `text` names nothing that might be what is asked for: "here, please"."""
        for field in fields:
            text = self._language.pattern(field).sub(" ", text)
        return re.search(r"\w", text) is None


@cache
def _languages() -> tuple[_Language, ...]:
    return tuple(map(_Language, LANGUAGES))


def _spoken(text: str) -> list[_Language]:
    """The languages that a text may be in: those that have most of its words."""
    counts = [(language.common(text), language) for language in _languages()]
    most = max(count for count, _ in counts)
    return [language for count, language in counts if count == most]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends; what has no end for long is cut."""
    begin = 0
    for end in chain((match.end() for match in _END.finditer(text)), (len(text),)):
        while end - begin > _LONGEST:
            yield begin, begin + _LONGEST
            begin += _LONGEST
        if text[begin:end].strip():
            yield begin, end
        begin = end


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _meet(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Whether any of `spans` overlaps the stretch."""
    return any(first < end and start < last for first, last in spans)


def _moved(one: Asked, by: int) -> Asked:
    return Asked(one.start + by, one.end + by, one.kind)
