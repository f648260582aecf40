"""A tenant's own patterns: a detector made of one line in policy.toml, in bounded time whatever the line and the text.

They are written in a part of the syntax of regular expressions: literal characters (`\\` before punctuation), classes
such as `[A-Z0-9]`, `\\d` for a digit, groups, `|`, `?`, `{n}` and `{m,n}`. Without `*`, `+` and `.` a match has a
longest length, and the steps that a backtracking matcher can take from one place in a text are a number that is known
beforehand; beyond `MOST_STEPS` a pattern is refused. Upper and lower case are alike, and no match begins or ends
within a word. Canonical form: capitals, as written otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from privet.core.finding import CUE, Detector, Finding
from privet.errors import BadInput

LONGEST, FEWEST_SIGNS, MOST_STEPS, MOST_TOGETHER, MOST_TIMES = 200, 3, 1_000, 3_000, 100
"""Characters of a pattern; the fewest that it may match; steps from one place in a text, of one pattern and of all that
a policy has; how often a part repeats."""

_QUANTIFIER = re.compile(r"\?|\{([0-9]{1,3})(?:,([0-9]{1,3}))?\}")
_CLASS = re.compile(r"\[((?:[^\[\]\\^-]|\\[^\w\s]|\\d)(?:-(?:[^\[\]\\^-]|\\[^\w\s]))?)+\]")
_ITEM = re.compile(r"(\\?[^\\])(?:-(\\?[^\\]))?", re.DOTALL)
_DOUBLED = re.compile(r"(?<!\\)([|&~])(?=\1)")
"""Signs that `re` warns of in a class, since two of them may mean something to it one day."""
_SPECIAL = "\\[](){}|?*+.^$"


class _Part(NamedTuple):
    """A part of a pattern: as `re` and Hyperscan read it, how few characters it matches, in how many ways it can match
    at one place, and how many steps it takes at most to try them all."""

    written: str
    fewest: int
    ways: int
    steps: int


class _Reader:
    """Reads a pattern from left to right, once."""

    def __init__(self, written: str) -> None:
        self._written = written
        self._at = 0

    def whole(self) -> _Part:
        """All of it. Raises BadInput, saying why, for what may not be used."""
        part = self._either()
        if self._at < len(self._written):
            raise _refused("a bracket closes that was not opened")
        return part

    def _either(self) -> _Part:
        parts = [self._sequence()]
        while self._written.startswith("|", self._at):
            self._at += 1
            parts.append(self._sequence())
        return _Part(
            "|".join(part.written for part in parts),
            min(part.fewest for part in parts),
            sum(part.ways for part in parts),
            sum(part.steps for part in parts),
        )

    def _sequence(self) -> _Part:
        whole = _Part("", 0, 1, 0)
        while self._at < len(self._written) and self._written[self._at] not in "|)":
            whole = _then(whole, self._repeated(self._one()))
        return whole

    def _repeated(self, part: _Part) -> _Part:
        match = _QUANTIFIER.match(self._written, self._at)
        if match is None:
            return part
        self._at = match.end()
        least, most = (0, 1) if match[0] == "?" else (int(match[1]), int(match[2] or match[1]))
        if not least <= most <= MOST_TIMES or most == 0:
            raise _refused(f"{match[0]} repeats no way that is possible here (at most {MOST_TIMES} times)")
        ways = steps = 0
        tried = 1
        for times in range(most + 1):
            ways += tried if times >= least else 0
            steps += tried * part.steps if times < most else 0
            tried *= part.ways
            if max(ways, steps, tried) > MOST_STEPS:
                raise _refused("it can match in too many ways")
        return _Part(part.written + match[0], part.fewest * least, ways, steps + ways)

    def _one(self) -> _Part:
        sign = self._written[self._at]
        if sign == "[":
            return self._class()
        if sign == "(":
            self._at += 3 if self._written.startswith("(?:", self._at) else 1
            part = self._either()
            if not self._written.startswith(")", self._at):
                raise _refused("a bracket that opens is not closed")
            self._at += 1
            return part._replace(written=f"(?:{part.written})")
        self._at += 1
        if sign == "\\":
            sign = self._written[self._at : self._at + 1]
            self._at += 1
            if sign == "d":
                return _Part("[0-9]", 1, 1, 1)
            if not sign or sign.isalnum() or sign.isspace():
                raise _refused(f"there is no \\{sign}")
        elif sign in _SPECIAL:
            raise _refused(f"{sign} has no place here; \\{sign} is the character, {{1,20}} repeats")
        return _Part(_escaped(sign), 1, 1, 1)

    def _class(self) -> _Part:
        match = _CLASS.match(self._written, self._at)
        if match is None:
            raise _refused("a class is characters and ranges, as [A-Z0-9_]")
        if any(last and first[-1] > last[-1] for first, last in _ITEM.findall(match[0][1:-1])):
            raise _refused(f"the range in {match[0]} ends before it begins")
        self._at = match.end()
        return _Part(_DOUBLED.sub(r"\\\1", match[0].replace("\\d", "0-9")), 1, 1, 1)


def _escaped(sign: str) -> str:
    return f"\\{sign}" if sign in _SPECIAL else sign


def _then(one: _Part, two: _Part) -> _Part:
    part = _Part(
        one.written + two.written, one.fewest + two.fewest, one.ways * two.ways, one.steps + one.ways * two.steps
    )
    if part.steps > MOST_STEPS or part.ways > MOST_STEPS:
        raise _refused("it can match in too many ways")
    return part


def _refused(why: str) -> BadInput:
    return BadInput(f"the pattern cannot be used: {why}", hint="docs/howto/add-a-detector.md says what it may hold.")


def read(written: str) -> str:
    """A pattern as `re` and Hyperscan read it alike. Raises BadInput, saying why, for one that may not be used."""
    return _checked(written).written


def steps(written: str) -> int:
    """How many steps a pattern can take from one place in a text. Raises BadInput like `read`."""
    return _checked(written).steps


def _checked(written: str) -> _Part:
    if len(written) > LONGEST:
        raise _refused(f"it has more than {LONGEST} characters")
    if not written.isprintable():
        raise _refused("it holds what cannot be printed")
    part = _Reader(written).whole()
    if part.fewest < FEWEST_SIGNS:
        raise _refused(f"it matches fewer than {FEWEST_SIGNS} characters")
    return part


class _Pattern:
    def __init__(self, name: str, kind: str, written: str) -> None:
        self.name = f"pattern.{name}"
        self.kinds: tuple[str, ...] = (kind,)
        trigger = read(written)
        self.triggers: tuple[str, ...] = (trigger,)
        self._found = re.compile(rf"(?<![^\W_])(?:{trigger})(?![^\W_])", re.IGNORECASE)

    def find(self, text: str) -> Iterator[Finding]:
        """Every place where it matches whole words."""
        for match in self._found.finditer(text):
            yield Finding(*match.span(), self.kinds[0], 0.9, self.name, match[0].upper(), CUE)


def detector(name: str, kind: str, written: str) -> Detector:
    """The detector that a line of policy.toml stands for. Raises BadInput for a pattern that may not be used."""
    return _Pattern(name, kind, written)
