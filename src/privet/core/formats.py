"""Numbers that have a written form, a rule and a name: how a table of them becomes a detector.

A number counts when a word that names it stands beside it ("CPF 123…", "078-05-1120 is my SSN"), mistyped or not; when
a word that might name it does and its check digits are right; when its own form says what it is, letters and structure
and all; and, in the regions that a tenant names, when its check digits are right and it stands alone: as bare digits in
a form that is rare otherwise, or as the whole message, which is how people answer. Short runs of digits with one check
digit, which one in ten passes by chance, need the word or the question.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from privet.core.cues import IS, Cue, branched, connected, lowered
from privet.core.finding import CHECKSUM, CUE, PATTERN, Finding
from privet.core.late import late
from privet.core.shapes import compact

_LETTER = "a-z\u00aa-\u024f\u0370-\u06ff\u0900-\u0dff"  # of scripts that put spaces between words
_VALUE_BEFORE = "(?<![0-9_])(?<![0-9][.,/:-])"
_VALUE_AFTER = "(?![0-9a-z_])(?![.,/:-][0-9])"
_NAMED_AFTER = "(?![0-9_]|[a-z]{1,2}(?![a-z]))(?![.,/:-][0-9])"  # a longer word may touch a number that is named
_BARE_BEFORE = "(?<![0-9a-z_#$€£+])(?<![0-9][.,/:-])(?=[a-z]{0,9}[ -]?[0-9])"
_GLUED_BEFORE = "(?<![0-9_#$€£+])(?<![0-9][.,/:-])"
_SOME_DIGITS = late("[0-9][^0-9]{0,9}[0-9]")  # a trigger is a word alone
_AHEAD = late("[^0-9]{0,48}(?=[0-9])")
_LED = late(rf"(?<![{_LETTER}])[{_LETTER}]{{1,6}}\Z")
_SMALL = (
    "is|es|no|nr|n|id|it|ist|est|war|was|my|the|for|now|new|num|to|of|and|by|at|on|in|a|del|la|el|en|le|der|die|das|bei"
    "|von|da|do|di|su|mi|ya|ok|i|и|по|мой|сам|это|dl|pan|pls|thx|hi|hey|ve|è|é|som|är"
)  # words that stand before a number and are not its first letters
_LED_APART = late(rf"(?<![{_LETTER}])(?!(?:{_SMALL}) )[{_LETTER}]{{1,5}}[ -]\Z")
_WORD = late(rf"[{_LETTER}]+")
_AND = late(r"\s?(?:,|;|/|&|\+)\s?(?:(?:and|und|y|e|et|i|и)\s)?|\s(?:and|und|y|e|et|en|i|и|та|ve|dan|or|oder)\s")
_BACK = late(r"[0-9](?:[^0-9]{0,3}[0-9]){4}[a-z]{0,5}[^0-9]{0,32}\Z")  # no number has fewer than five digits
_BACK_GAP = late(rf"\s?(?:[(\[]|[,=-]?\s?(?:{IS}|as|como|comme|als|är|jest|to)\s).*", re.DOTALL)
_LAST = late(r"\s?(?:[,.;!?)\n]|\Z)")
_FARTHEST_BACK, _FEW_WORDS = 64, 3
_WHOLE = late(r"[^0-9a-z]{0,4}([0-9a-z](?:[0-9a-z ./:-]{3,26}[0-9a-z]))[^0-9a-z]{0,4}")
_WHOLE_TRIGGER = "^[^0-9a-z]{0,4}[a-z]{0,6}[ -]?[0-9][0-9a-z ./:-]{4,27}[^0-9a-z]{0,4}$"
_GLUED = late(r"\[0-9\]\{[0-9]\}-\[")  # digits and dashes may touch a word: name@example.com078-05-1120

DATE = (
    r"(?:[0-3]?[0-9][ ./-][01]?[0-9][ ./-](?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}[./-][01]?[0-9][./-][0-3]?[0-9])(?![0-9])"
)
"""What a shape that takes any digits must not take."""

ITSELF = "="
"""As `bare`: the shape as it is."""


def groups(*sizes: int, by: str = "[ .-]?") -> str:
    """The pattern of groups of so many digits with `by`, a pattern, between each two."""
    return by.join(f"[0-9]{{{size}}}" for size in sizes)


@dataclass(frozen=True, slots=True)
class Format:
    """One number of one country. Patterns match text in lower case.

    `shape` is how it is written, separators optional; `valid` its rule, of the number in capitals without separators;
    `proved` says that the rule has check digits. `cue` are the words that name it and nothing else, `hint` those that
    also mean something else; both, and `bare`, keep to the triggers' subset (`core.prefilter`). `bare` is the form that
    counts without a word: in the format's own region, or `anywhere`, and where it is `telling` (nothing else is written
    so) mistyped as well. Without a country, any number so written counts.
    """

    country: str
    shape: str
    valid: Callable[[str], bool] | None = None
    cue: str = ""
    hint: str = ""
    bare: str = ""
    anywhere: bool = False
    telling: bool = False
    proved: bool = True

    def right(self, number: str) -> bool:
        """Whether `number` keeps to the rule and is no placeholder such as 000-00-0000."""
        return len(set(number)) > 1 and (self.valid is None or self.valid(number))


_Way = Callable[[str], Iterator[tuple[int, int, float, int]]]
"""Start, end, score and strength of what is found in a text in lower case."""


class _Ready:
    """A format made ready: its shape for each place where it is looked for."""

    def __init__(self, form: Format) -> None:
        self.form = form
        self.bare = form.shape if form.bare == ITSELF else form.bare
        self.proved = form.proved and form.valid is not None
        value = f"{_VALUE_BEFORE}(?P<value>{form.shape}){_VALUE_AFTER}"
        self.at = late(f"{_VALUE_BEFORE}(?:{form.shape}){_NAMED_AFTER}")
        self.before = late(rf"{value}(?P<gap>[^0-9]{{0,32}})\Z")  # `gap` lies between it and the end
        self.whole = late(form.shape)


class _Either:
    """Several patterns at once: one flat alternation finds, which `re` does fast; a second, in groups, says which."""

    def __init__(self, flat: Callable[[str], re.Pattern[str] | Cue], patterns: Iterable[str], after: str) -> None:
        rows = list(patterns)
        grouped = "|".join(f"({_within_no_row(pattern)})" for pattern in rows)
        self._any = flat("|".join(rows))
        self._which = late(f"(?:{grouped}){after}")

    def each(self, lower: str) -> Iterator[tuple[int, int, int]]:
        """(start, end, which pattern) of each match."""
        for match in self._any.finditer(lower):
            which = self._which.match(lower, match.start())
            if which is not None:
                yield which.start(), which.end(), (which.lastindex or 1) - 1


def _apart(patterns: str) -> re.Pattern[str]:
    return late(lambda: f"{_BARE_BEFORE}(?:{branched(patterns)}){_VALUE_AFTER}")


def _touching(patterns: str) -> re.Pattern[str]:
    return late(lambda: f"(?=[0-9]){_GLUED_BEFORE}(?:{branched(patterns)}){_VALUE_AFTER}")


def _standing(pattern: str) -> str:
    """The trigger of a form: it is part of no longer number, and one of digits alone stands as the rules of values and
    rows ask."""
    if re.search("[a-z]", pattern):
        return f"(?:^|[^0-9])(?:{pattern})(?:$|[^0-9a-z])"
    joint, row = (" .,/:-", "| (?:$|[^0-9])| [0-9]{1,2}(?:$|[^0-9])") if " " in pattern else (".,/:-", "")
    before = f"(?:^[{joint}]?|[^0-9{joint}][{joint}]?|[{joint}]{{2}})"
    return f"{before}(?:{pattern})(?:$|[^0-9{joint}]|[.,/:-](?:$|[^0-9]){row})"


def _within_no_row(pattern: str) -> str:
    """A pattern of digits with spaces must not be part of a longer row of groups."""
    return f"(?<![0-9] )(?:{pattern})(?! [0-9]{{3}})" if " " in pattern and "[0-9]" in pattern else pattern


class Numbers:
    """A detector of one kind over a table of formats. `asks` are words under which a number counts that is right for
    one of the `regions`, or anywhere."""

    def __init__(
        self, name: str, kind: str, formats: Sequence[Format], asks: str = "", regions: tuple[str, ...] = ()
    ) -> None:
        self.name, self._kind = name, kind
        self.kinds: tuple[str, ...] = (kind,)
        here = {region.upper() for region in regions}
        ready = [_Ready(form) for form in formats]
        proved = [one for one in ready if one.proved]
        self._whole = [one for one in proved if one.form.country in here]
        cues: dict[str, tuple[list[_Ready], bool]] = {}
        for sure in (True, False):
            for one in ready:
                words = one.form.cue if sure else one.form.hint
                if words:
                    cues.setdefault(words, ([], sure))[0].append(one)
        if asks:
            itself = [one for one in proved if one.form.anywhere and one.bare == one.form.shape]
            cues[asks] = ([*self._whole, *(one for one in itself if one not in self._whole)], False)
        self._of_cue = list(cues.values())
        no_letter = f"(?![{_LETTER}])"
        self._cue = _Either(partial(Cue, within=f"[{_LETTER}0-9]", after=no_letter), cues, no_letter)
        bare: dict[str, list[_Ready]] = {}
        for one in ready:
            if one.bare and (one.form.anywhere or one.form.country in here):
                bare.setdefault(one.bare, []).append(one)
        apart = {form: of for form, of in bare.items() if not _GLUED.match(form)}
        glued = {form: of for form, of in bare.items() if form not in apart}
        self._bare = [
            (_Either(flat, forms, _VALUE_AFTER), list(forms.values()))
            for flat, forms in ((_apart, apart), (_touching, glued))
            if forms
        ]
        self.parts = (
            tuple(f"(?:^|[^a-z])(?:{words})(?:[^a-z]|$)" for words in cues),
            (*map(_standing, bare), *((_WHOLE_TRIGGER,) if self._whole else ())),
        )
        self.triggers: tuple[str, ...] = (*self.parts[0], *self.parts[1])

    def looking(self, parts: tuple[int, ...]) -> Callable[[str], Iterator[Finding]]:
        """What `find` gives of a text that has words only, or only numbers that say themselves what they are."""
        ways = (self._named, self._alone)
        return partial(self._found, [ways[part] for part in parts])

    def find(self, text: str) -> Iterator[Finding]:
        """Every number in `text`, none twice."""
        return self._found([self._named, self._alone], text)

    def _found(self, ways: list[_Way], text: str) -> Iterator[Finding]:
        if _SOME_DIGITS.search(text) is None:
            return
        lower = lowered(text)
        found = [each for way in ways for each in way(lower)]
        free = 0
        for start, end, score, strength in sorted(found, key=_place):
            if start >= free:
                free = end
                yield Finding(start, end, self._kind, score, self.name, compact(text[start:end]), strength)

    def _named(self, lower: str) -> Iterator[tuple[int, int, float, int]]:
        """Numbers beside a word: after it, others joined to that one, or before it. Of two words before a number the
        nearer says what it is."""
        cues = list(self._cue.each(lower))
        starts = [start for start, _, _ in cues] + [len(lower)]
        free = 0
        for start, end, which in cues:
            if start < free:
                continue
            ready, sure = self._of_cue[which]
            nearer = starts[bisect_left(starts, end)]
            found = _after(lower, end, nearer, ready, sure) or _before(lower, (start, end), ready, sure)
            while found is not None:
                yield found
                free = found[1]
                joined = _AND.match(lower, free) if free > start else None
                nearer = starts[bisect_left(starts, free)]
                found = _after(lower, joined.end(), nearer, ready, sure, near=True) if joined else None

    def _alone(self, lower: str) -> Iterator[tuple[int, int, float, int]]:
        """Numbers that say themselves what they are, and the one that is the whole message."""
        each = ((start, end, of[which]) for forms, of in self._bare for start, end, which in forms.each(lower))
        for start, end, ready in each:
            number = compact(lower[start:end])
            for one in ready:
                right = one.form.right(number)
                if right or one.form.telling:
                    sure = right and one.proved and one.form.anywhere
                    yield start, end, 0.95 if sure else 0.75, CHECKSUM if sure else PATTERN
                    break
        whole = _WHOLE.fullmatch(lower) if self._whole and len(lower) <= 40 else None
        if whole is not None:
            number = compact(whole[1])
            if any(one.whole.fullmatch(whole[1]) and one.form.right(number) for one in self._whole):
                yield (*whole.span(1), 0.55, PATTERN)  # a telephone number of that many digits goes before


def _after(
    lower: str, at: int, nearer: int, ready: list[_Ready], sure: bool, near: bool = False
) -> tuple[int, int, float, int] | None:
    """(start, end, score, strength) of the number that a word ending at `at` announces, before the `nearer` next word;
    `near`: it must begin at `at`."""
    ahead = _AHEAD.match(lower, at)
    if ahead is None or ahead.end() > nearer:
        return None
    digit = ahead.end()
    apart = None if near else _LED_APART.search(lower, max(at, digit - 7), digit)  # "and SSN 078…" names it anew
    led = apart or _LED.search(lower, max(at, digit - 7), digit)
    for start in (led.start(), digit) if led else (digit,):
        gap = lower[at:start]
        if near and gap:
            continue
        linked = sure and (len(_WORD.findall(gap)) <= _FEW_WORDS or connected(gap))
        best = _judged(lower, [(one, one.at.match(lower, start)) for one in ready], linked, sure)
        if best is not None:
            return best
    return None


def _before(lower: str, cue: tuple[int, int], ready: list[_Ready], sure: bool) -> tuple[int, int, float, int] | None:
    """The same of the number that stands before the word at `cue`."""
    at = cue[0]
    first = max(0, at - _FARTHEST_BACK)
    if _BACK.search(lower, first, at) is None:
        return None
    matches = [(one, one.before.search(lower, first, at)) for one in ready]
    near = [(one, m) for one, m in matches if m and len(_WORD.findall(m["gap"])) <= _FEW_WORDS]
    last = _LAST.match(lower, cue[1]) is not None
    said = [(one, m) for one, m in matches if m and (_BACK_GAP.fullmatch(m["gap"]) or (last and m["gap"] == " "))]
    return _judged(lower, near, linked=False) or _judged(lower, said, linked=sure)


def _judged(
    lower: str, matches: Sequence[tuple[_Ready, re.Match[str] | None]], linked: bool, named: bool = False
) -> tuple[int, int, float, int] | None:
    """The best of what matched: the first that is proved, else, where the word is `linked` to it, the longest; where it
    is only `named`, further off, one that keeps to its rule."""
    longest: tuple[int, int, float, int] | None = None
    for one, match in matches:
        if match is None:
            continue
        start, end = match.span("value") if "value" in match.re.groupindex else match.span()
        number = compact(lower[start:end])
        right = one.form.right(number)
        if right and one.proved:
            return start, end, 0.97, CHECKSUM
        kept = linked or (named and right and one.form.valid is not None)
        if kept and len(set(number)) > 1 and (longest is None or end > longest[1]):
            longest = start, end, 0.9 if right else 0.8, CUE
    return longest


def _place(span: tuple[int, int, float, int]) -> tuple[int, int]:
    return span[0], -span[1]
