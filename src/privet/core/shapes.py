"""Values that are told by how they are written, or by a word beside them: how a table of shapes becomes a detector.

"IMEI 490154203237518", "490154203237518 (IMEI)", "IMEIs: 4901…, 3569…". A word stands before its value, in one sentence
and near it, or behind it; values joined to the first by a comma or "and" are the same. What is between a word and its
value is read by `core.cues`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from privet.core.cues import IS, POSSESSIVE, TOLD, UNIT, Cue, branched, lowered, near
from privet.core.finding import CHECKSUM, CUE, PATTERN, Finding
from privet.core.late import late

_BEFORE = r"(?<![A-Za-zÀ-ɏ0-9_$€£₽₹+&@])(?<![0-9][.-])(?<!(?<![0-9])[0-9][,/])(?<!(?<![0-9])[0-9]{2}[,/])"
_AFTER = rf"(?![A-Za-zÀ-ɏ0-9_@])(?![.:-][0-9])(?![,/][0-9]{{1,2}}(?![0-9]))(?!{UNIT})"
"""What a value is no part of: a word or e-mail address, an amount, a date, a longer number. Lists may stand without
spaces."""

_GAP = r"(?:[^.!;\n]|\.(?! ?[^\W\d_]))"
_FAR_GAP = rf"{_GAP}{{0,100}}?(?:[:=>]|(?<![^\W_])(?:{branched(f'{IS}|{TOLD}')}))[ \"'«“(]{{0,3}}"
"""A value may stand far behind its word, with numbers between, where a colon or a verb leads to it."""

_AND = (
    "and|then|or|also|und|oder|dann|auch|y|e|o|ou|et|puis|luego|depois|и|или|затем|та|або|en|of|i|lub|ve|veya|dan|atau"
    "|و|और|和|或"
)
JOINED = late(rf"\s?(?:[,;/&+]|[-=]>|→)\s?(?:(?:{_AND})\s){{0,2}}|\s(?:(?:{_AND})\s){{1,2}}", re.IGNORECASE)
_BEHIND = (
    rf"(?i:\s?(?:[(\[,=-]|[\u2010-\u2015]|(?:,\s)?(?:{branched(f'{IS}|as|als|como|comme|как|для|for|jest|są')})(?![^\W_]))?"
    rf"\s?(?:(?:{branched(POSSESSIVE)})\s){{0,2}}(?:[^\W\d_]{{1,14}}\s)?)\Z"
)
_FARTHEST, _FARTHEST_BACK, _FAR, _LONGEST = 48, 80, 150, 200
_REACHED = late(rf"(?:(?![0-9]){_GAP}){{0,{_FARTHEST}}}")
_SEPARATORS = late(r"[\W_]+")
_DIGIT = late("[0-9]")
_ANY_GAP = late(r"[^0-9!\n]*")
_FEW = 2
"""Shapes with words of a detector that are parts of their own."""


def compact(written: str) -> str:
    """Letters and digits alone, in capitals: the spelling under which spaced and dashed values meet."""
    return _SEPARATORS.sub("", written).upper()


@dataclass(frozen=True, slots=True)
class Shape:
    """One way in which values of a kind are written.

    `value` is its pattern (case counts; begin with `(?i:` where it does not). Without `words` it counts wherever it
    stands, and `trigger` is what must stand in a text for it to be looked for. With `words`, in lower case and in the
    subset of triggers, or `glued`, which need no space around them, it counts beside one of them; `other` are longer
    words that hold one of them and mean something else. `loose` values could be anything: only `cues.near` makes them
    one; others may stand a few words away. `valid` is the rule of the compact value, and `must` says that it has no
    exception: people mistype. `behind` is False where the word never stands after its value, `digits` where
    it may have no digit; `far` says that a verb or colon may lead to it from far. What makes a search cheap and changes
    nothing else: `edges` are the most signs that a value has before its first digit, and a pattern of what it has
    behind its last; `holds` is a pattern that any text with a value has.
    """

    kind: str
    value: str
    words: str = ""
    glued: str = ""
    other: str = ""
    trigger: str = ""
    loose: bool = False
    behind: bool = True
    digits: bool = True
    far: bool = False
    edges: tuple[int, str] | None = None
    holds: str = ""
    valid: Callable[[str], bool] | None = None
    must: bool = False
    score: float = 0.9
    strength: int = 0
    canonical: Callable[[str], str] = compact

    @property
    def triggers(self) -> tuple[str, ...]:
        """What `core.prefilter` looks for."""
        if not self.words and not self.glued:
            return (self.trigger,)
        apart = f"(?:^|[^a-z])(?:{self.words})(?:[^a-z]|$)" if self.words else ""
        return tuple(filter(None, (apart, self.glued)))


class _Ready:
    """A shape with its patterns."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        lead, tail = shape.edges or (_FARTHEST, "")
        value = f"{_BEFORE}(?P<value>{shape.value}){_AFTER}"
        begun = value if shape.edges is None else f"(?=[^0-9]{{0,{lead}}}[0-9]){value}"
        self.cued = bool(shape.words or shape.glued)
        self.bare = late(begun)
        self.holds = late(shape.holds)
        if not self.cued:
            return
        self.cue = Cue(shape.words, shape.glued, shape.other)
        self.then = late(rf"(?:(?![0-9]){_GAP}){{0,{_FARTHEST}}}?{value}")
        self.far = late(_FAR_GAP + begun)
        self.glued = late(f"(?P<value>{shape.value}){_AFTER}")
        self.behind = late(begun + _BEHIND)
        self.led = late(tail + _BEHIND)

    def spans(self, text: str, lower: str) -> Iterator[tuple[int, int]]:
        """Where values of this shape stand, checked or not."""
        if not self.cued:
            if not self.shape.holds or self.holds.search(text):
                yield from (match.span("value") for match in self.bare.finditer(text))
            return
        for cue in self.cue.finditer(lower):
            if cue.lastindex:  # one of the other words
                continue
            then = self._then(text, cue.end())
            if then is not None:
                span: tuple[int, int] | None = then.span("value")
                while span is not None:
                    yield span
                    joined = JOINED.match(text, span[1])
                    another = self.bare.match(text, joined.end()) if joined else None
                    span = another.span("value") if another else None
            elif self.shape.behind:
                before = self._before(text, cue.start())
                if before is not None:
                    yield before.span("value")

    def _then(self, text: str, at: int) -> re.Match[str] | None:
        """The value that a word ending at `at` announces: glued to it, near it, or far behind it."""
        if text[at : at + 1].isdecimal():
            return self.glued.match(text, at)
        then = self._first(text, at) if self.shape.edges else self.then.match(text, at)
        if then is None and self.shape.edges:
            return None
        if then is not None and then.start("value") <= _REACHED.match(text, at).end():  # type: ignore[union-attr]
            gap = text[at : then.start("value")]
            if near(gap) or (not self.shape.loose and _ANY_GAP.fullmatch(gap)):
                return then
        return self.far.match(text, at) if self.shape.far else None

    def _first(self, text: str, at: int) -> re.Match[str] | None:
        """The first value behind `at`, of a shape whose edges are known; None where none is near."""
        lead = self.shape.edges[0] if self.shape.edges else 0
        digit = _DIGIT.search(text, at, at + _FAR + lead)
        return self.bare.search(text, max(at, digit.start() - lead), digit.end() + _FAR + _LONGEST) if digit else None

    def _before(self, text: str, at: int) -> re.Match[str] | None:
        """The value that stands before a word beginning at `at`."""
        first = max(0, at - _FARTHEST_BACK)
        if self.shape.edges:
            back = _DIGIT.search(text[first:at][::-1])
            if back is None or self.led.match(text, at - back.start(), at) is None:
                return None
            digit = _DIGIT.search(text, first, at)
            first = max(first, digit.start() - self.shape.edges[0]) if digit else first
        return self.behind.search(text, first, at)

    def finding(self, name: str, text: str, start: int, end: int) -> Finding | None:
        """The finding of a value, or None where it breaks a rule without exception."""
        shape = self.shape
        canonical = shape.canonical(text[start:end])
        right = shape.valid is not None and shape.valid(canonical)
        if (shape.must and not right) or not canonical:
            return None
        strength = shape.strength or (CHECKSUM if right else CUE if self.cued else PATTERN)
        score = shape.score if right or shape.valid is None else shape.score - 0.2
        return Finding(start, end, shape.kind, score, name, canonical, strength)


class Shapes:
    """A detector over a table of shapes. Where two of them overlap, the stronger finding stays."""

    def __init__(self, name: str, shapes: Sequence[Shape]) -> None:
        self.name = name
        self.kinds: tuple[str, ...] = tuple(dict.fromkeys(shape.kind for shape in shapes))
        self.triggers: tuple[str, ...] = tuple(dict.fromkeys(t for shape in shapes for t in shape.triggers))
        self._ready = [_Ready(shape) for shape in shapes]
        self._digits = all(shape.digits for shape in shapes)
        self._parts = _parted(self._ready)
        self.parts = tuple(tuple(dict.fromkeys(t for one in part for t in one.shape.triggers)) for part in self._parts)

    def looking(self, parts: tuple[int, ...]) -> Callable[[str], Iterator[Finding]]:
        """What `find` gives of a text in which only triggers of these parts are."""
        chosen = [one for part in parts for one in self._parts[part]]
        return partial(self._found, [one for one in self._ready if one in chosen])

    def find(self, text: str) -> Iterator[Finding]:
        """Every value in `text`, none twice."""
        return self._found(self._ready, text)

    def _found(self, shapes: list[_Ready], text: str) -> Iterator[Finding]:
        if self._digits and _DIGIT.search(text) is None:
            return iter(())
        lower = lowered(text)
        found: list[Finding] = []
        for ready in shapes:
            for start, end in ready.spans(text, lower):
                finding = ready.finding(self.name, text, start, end)
                if finding is not None:
                    found.append(finding)
        return iter(_apart(found))


def _parted(ready: list[_Ready]) -> list[list[_Ready]]:
    """Shapes whose triggers are told apart: those without words, and those with them, one by one where they are few."""
    bare, cued = [one for one in ready if not one.cued], [one for one in ready if one.cued]
    return [part for part in (bare, *([[one] for one in cued] if len(cued) <= _FEW else [cued])) if part]


def _apart(found: list[Finding]) -> list[Finding]:
    """`found`, sorted, without those that overlap a stronger one."""
    found.sort()
    kept: list[Finding] = []
    for one in found:
        if kept and one.start < kept[-1].end:
            if _weight(one) > _weight(kept[-1]):
                kept[-1] = one
        else:
            kept.append(one)
    return kept


def _weight(one: Finding) -> tuple[int, float, int]:
    return one.strength, one.score, one.end - one.start
