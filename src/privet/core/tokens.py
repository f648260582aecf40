"""Tokens: how they read, how a text gets them, how it gets its values back (docs/spec/token.md).

In a text a token reads `[KIND_n]`. Whatever looks like one in an incoming text is a finding of kind LITERAL, so that
`restore(replace(t)) == t` also for hostile text. This module is the only one that makes `TokenText` from text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from privet.core.finding import CHECKSUM, Finding
from privet.core.plain import _MINT, TokenText

EXACT = re.compile(r"\[[A-Z][A-Z0-9_]*_[1-9][0-9]{0,5}\]")
"""What Privet writes (design.md §3.2)."""

TOLERANT = re.compile(r"\[\s{0,3}([A-Za-z][A-Za-z0-9_]{0,40})\s{0,2}_\s{0,2}([1-9][0-9]{0,5})\s{0,3}\]")
"""What Privet accepts when it restores: language models change case and add spaces."""

_LONGEST = 64
"""No token is longer, however it is written."""

HIGHEST = 999_999
"""The highest `n` of a kind in one conversation."""


def literals(text: str) -> Iterator[Finding]:
    """Everything in `text` that restoring would take for a token."""
    if "[" not in text:
        return
    for match in TOLERANT.finditer(text):
        yield Finding(match.start(), match.end(), "LITERAL", 1.0, "literal", match.group(), CHECKSUM)


def name(kind: str, n: int) -> str:
    """How token `n` of `kind` reads in a text."""
    return f"[{kind}_{n}]"


def replace(text: str, findings: Sequence[Finding], names: Sequence[str]) -> TokenText:
    """`text` with each finding replaced by its name; findings are settled: sorted, not overlapping."""
    pieces: list[str] = []
    at = 0
    for finding, token in zip(findings, names, strict=True):
        pieces.append(text[at : finding.start])
        pieces.append(token)
        at = finding.end
    pieces.append(text[at:])
    return TokenText("".join(pieces), made_by=_MINT)


def opened(text: str) -> TokenText:
    """A tokenised text as it came out of its seal. Called where sealed texts are opened, and nowhere else."""
    return TokenText(text, made_by=_MINT)


def excerpt(text: TokenText, at: int, width: int) -> tuple[TokenText, int]:
    """About `width` characters of a text around the one at `at`, no token and as far as may be no word cut; and where
    in the text they begin.
    """
    whole = text.text
    start, end = max(0, at - width // 3), min(len(whole), max(0, at - width // 3) + width)
    while start and not whole[start - 1].isspace() and start > at - width:
        start -= 1
    while end < len(whole) and not whole[end].isspace() and end < at + 2 * width:
        end += 1
    for match in TOLERANT.finditer(whole, max(0, start - _LONGEST), end + _LONGEST):
        if match.start() < start < match.end():
            start = match.start()
        if match.start() < end < match.end():
            end = match.end()
    return TokenText(whole[start:end], made_by=_MINT), start


def mentioned(text: str) -> list[tuple[str, int]]:
    """(kind, n) of every token in `text`, tolerantly read, in order, repeats included."""
    return [(match.group(1).upper(), int(match.group(2))) for match in TOLERANT.finditer(text)]


def restore(text: str, value_of: Callable[[str, int], str | None]) -> tuple[str, int]:
    """`text` with its tokens replaced by `value_of(kind, n)`, and how many tokens stayed because that was None."""
    stayed = 0

    def put_back(match: re.Match[str]) -> str:
        nonlocal stayed
        value = value_of(match.group(1).upper(), int(match.group(2)))
        if value is None:
            stayed += 1
            return match.group()
        return value

    return TOLERANT.sub(put_back, text), stayed
