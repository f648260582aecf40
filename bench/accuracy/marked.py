"""Reads labelled messages written by hand: one a line, what is personal marked where it stands.

    # a comment
    ## parcels
    My imei is ⟦IMEI:490154203237518⟧, call ⟦PHONE:+1 212 555 0142⟧

A mark is `⟦KIND:text⟧`: neither nested nor empty, the value without its cue word and without space around it. There are
no escapes, so a message holds neither ⟦ nor ⟧, nor a line break, and does not begin with `#`. `## name` sets the group
of the lines that follow. The file's name is the language: `sets/telecom/en.txt`.

    python bench/accuracy/marked.py FILE...     # reads the files and counts cases and kinds
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from privet.core.kinds import KINDS

_MARK = re.compile("⟦([A-Z_]+):([^⟦⟧]+)⟧")


class Span(NamedTuple):
    """`text[start:end]` is of `kind`; offsets are code points, the end is exclusive."""

    start: int
    end: int
    kind: str


class Case(NamedTuple):
    """One message without its marks. `id` says where it stands: `telecom/en:12` is a set, a language and a line."""

    id: str
    lang: str
    text: str
    spans: tuple[Span, ...]
    group: str


class BadMark(ValueError):
    """A line that cannot be read; says file, line and what is wrong with it."""


def read(path: Path, kinds: Collection[str] = KINDS) -> Iterator[Case]:
    """The cases of one file, in order. Raises BadMark on a mark that is malformed or whose kind is not in `kinds`."""
    group = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("## "):
            group = line[3:].strip()
        elif line.strip() and not line.startswith("#"):
            try:
                text, spans = parse(line, kinds)
            except BadMark as bad:
                raise BadMark(f"{path}:{number}: {bad}") from None
            yield Case(f"{path.parent.name}/{path.stem}:{number}", path.stem, text, spans, group)


def parse(line: str, kinds: Collection[str] = KINDS) -> tuple[str, tuple[Span, ...]]:
    """A line's text without marks, and its spans, in order and apart. Raises BadMark."""
    plain, spans = "", []
    rest = 0
    for mark in _MARK.finditer(line):
        kind, value = mark.groups()
        if kind not in kinds:
            raise BadMark(f"no such kind: {kind}")
        if value != value.strip():
            raise BadMark(f"space at the edge of a mark: {mark[0]}")
        plain += line[rest : mark.start()]
        spans.append(Span(len(plain), len(plain) + len(value), kind))
        plain += value
        rest = mark.end()
    plain += line[rest:]
    if "⟦" in plain or "⟧" in plain:
        raise BadMark("a mark that is not ⟦KIND:text⟧")
    return plain, tuple(spans)


def main() -> None:
    for name in sys.argv[1:]:
        cases = list(read(Path(name)))
        counted = Counter(span.kind for case in cases for span in case.spans)
        bare = sum(not case.spans for case in cases)
        kinds = ", ".join(f"{kind} {count}" for kind, count in counted.most_common())
        print(f"{name}: {len(cases)} cases, {bare} without a span; {kinds}")


if __name__ == "__main__":
    main()
