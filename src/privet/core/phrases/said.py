"""One sentence in one language: what it names, and where the words of each field of `Phrases` stand in it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from privet.core.cues import IS
from privet.core.phrases import Phrases

LONGEST = 600
"""Characters of a sentence that are looked at together."""

NEAR = 60
"""Characters between a negation and what it turns round closely."""

_OTHERWISE = ("no", "never", "opener", "otherwise", "ours", "place", "door")
"""Fields whose words say nothing where they are part of a secret's name: "recovery phrase"."""
_WORDS = re.compile(r"\w+")
_GIVEN = re.compile(
    rf"(?:\s(?!(?:{IS})\b)[^\s.!?:]{{1,15}}){{0,4}}?[\s:=–—-]{{0,3}}"
    rf"(?:(?<=[\s:])(?!to\b)(?:{IS})\b[\s:]{{0,3}})[\"'*`]{{0,2}}"
    r"(?:\d{3}|[\[{<%]|\*\*|x{3})|[\s:=–—-]{0,3}[\"'*`«„“]{0,2}(?:\d{3}|[\[{<%]|x{3}|[^\W\d_]{2,14}\d{1,5}(?!\w))"
)


class Asked(NamedTuple):
    """`text[start:end]` names a secret of `kind` that the text asks for; offsets in code points, the end exclusive."""

    start: int
    end: int
    kind: str


class Language:
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
        return sum(1 for _ in self.pattern("common").finditer(text, 0, LONGEST))


class Said:
    """One sentence in one language: what it names, and where the words of each field of `Phrases` stand in it."""

    def __init__(self, language: Language, text: str) -> None:
        self._language = language
        self._text = text
        self._found: dict[str, list[tuple[int, int]]] = {}

    @cached_property
    def named(self) -> list[Asked]:
        """What it names, but for what the text itself tells: "your code is 123456"."""
        return [
            Asked(*match.span(), match.lastgroup or "")
            for match in self._language.secret.finditer(self._text)
            if not _GIVEN.match(self._text, match.end())
        ]

    def _spans(self, field: str) -> list[tuple[int, int]]:
        """Where the sentence says what a field of `Phrases` holds; "no" in "passport no" denies nothing."""
        found = self._found.get(field)
        if found is None:
            found = spans_of(self._language.pattern(field), self._text)
            if field in _OTHERWISE:
                names = [(one.start, one.end) for one in self.named]
                found = [
                    span for span in found if not any(first < span[0] and span[1] <= last for first, last in names)
                ]
            self._found[field] = found
        return found

    def _unless_shown(self, field: str, before: int) -> bool:
        """Whether something of `field` stands where it is not only said that the secret is seen there."""
        shown = self._spans("shown")
        ruled_out = [*self._spans("no"), *self._spans("never")]
        return any(
            not any(one.start <= start and end <= one.end for one in self.named)  # "password of your account"
            and not any(
                start - before <= first and last <= start and self._beside(last, start) for first, last in shown
            )
            and not (field == "here" and self._close(ruled_out, start, 4))
            for start, end in self._spans(field)
        )

    def _beside(self, start: int, end: int) -> bool:
        """Whether neither a comma nor another way of handing over stands between."""
        return not (
            any(sign in self._text[start:end] for sign in ",;")
            or any(start <= first and last <= end for first, last in self._spans("here"))
        )

    def _none_of(self, spans: list[tuple[int, int]], start: int) -> bool:
        """Whether one of `spans` denies what begins at `start`: "not your PIN", unlike "cannot remember your PIN"."""
        return self._close(spans, start, 2) and any(
            end <= start and self._nothing_else(self._text[end:start], ("filler",)) for _, end in spans
        )

    def _close(self, spans: list[tuple[int, int]], start: int, words: int) -> bool:
        """Whether one of `spans` stands before `start`, no more than `words` words and no comma between."""
        for _, end in spans:
            between = self._text[end:start]
            if end <= start <= end + NEAR and "," not in between and len(between.split()) <= words:
                return True
        return False

    def _bare(self, until: int) -> bool:
        """Whether up to there it is nothing but its secrets and words that say nothing else."""
        rest, at = [], 0
        for one in self.named:
            if one.end <= until:
                rest.append(self._text[at : one.start])
                at = one.end
        return self._nothing_else(" ; ".join([*rest, self._text[at:until]]), ("please", "filler"))

    def _nothing_else(self, text: str, fields: tuple[str, ...] = ("here", "please", "filler"), most: int = 0) -> bool:
        """Whether `text` names nothing that might be what is asked for: "here, please"; `most` other words may be."""
        for field in fields:
            text = self._language.pattern(field).sub(" ", text)
        return len(_WORDS.findall(text)) <= most


def spans_of(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where `pattern` matches."""
    return [match.span() for match in pattern.finditer(text)]


def meet(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Whether any of `spans` overlaps the stretch."""
    return any(first < end and start < last for first, last in spans)
