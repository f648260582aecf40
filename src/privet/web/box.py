"""The box on the page: text in, tokenised text out. Nothing is kept, nothing is logged, nothing is put on the ledger,
since nothing was done with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from privet.core import tokens
from privet.core.detect import Scanner
from privet.core.plain import Plain, TokenText
from privet.errors import BadInput, TooLarge

LONGEST = 64 * 1024
"""Bytes of text, in UTF-8, that the box takes."""


@dataclass(frozen=True, slots=True)
class Tokenised:
    """A text with tokens, and (kind, how often) of what was found in it, in order of first appearance."""

    text: TokenText
    found: tuple[tuple[str, int], ...]


def tokenise(scanner: Scanner, text: Plain) -> Tokenised:
    """`text` with tokens numbered from 1; the same characters get the same token."""
    clear = text.expose()
    findings = scanner.personal(clear)
    names: list[str] = []
    given: dict[tuple[str, str], int] = {}
    highest: dict[str, int] = {}
    counts: dict[str, int] = {}
    for finding in findings:
        spelling = (finding.kind, clear[finding.start : finding.end])
        if spelling not in given:
            given[spelling] = highest[finding.kind] = highest.get(finding.kind, 0) + 1
        names.append(tokens.name(finding.kind, given[spelling]))
        counts[finding.kind] = counts.get(finding.kind, 0) + 1
    return Tokenised(tokens.replace(clear, findings, names), tuple(counts.items()))


def read(body: bytes) -> Plain:
    """The text in a request's body. Raises TooLarge over 64 KiB, BadInput where it is not UTF-8."""
    if len(body) > LONGEST:
        raise TooLarge("the box takes 64 KiB at most", hint="`privet scan` and `privet redact` take files of any size")
    try:
        return Plain(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadInput("the text is not UTF-8") from None
