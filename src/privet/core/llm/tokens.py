"""Tokens in what a language model writes: put back as far as they are known, counted where they were lost, and held
back while they are unfinished.

A model bends tokens: other case, spaces, a line broken in between; what `core.tokens.TOLERANT` reads is one. What lost
its brackets or got others is none any more, and is counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from privet.core.kinds import KINDS
from privet.core.tokens import TOLERANT

Pair = tuple[int, int]
"""(number of a kind, n); kind 0 where there is no such kind."""

LONGEST = 64
"""No token is longer, however it is written."""

_UNFINISHED = re.compile(r"\[\s{0,3}(?:[A-Za-z][A-Za-z0-9_]{0,47}\s{0,3}(?:_\s{0,2})?(?:[1-9][0-9]{0,5}\s{0,3})?)?")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}|", re.ASCII)
_BARE = re.compile(
    r"(?<![A-Za-z0-9_])([A-Za-z][A-Za-z_]{0,24}?)\s{0,2}\\?[_-]\s{0,2}([1-9][0-9]{0,5})(?![0-9A-Za-z_])", re.ASCII
)
"""A token without its brackets, or with a backslash or a hyphen in it."""
ALL = frozenset(KINDS)
REACH = 2400
"""Characters before a token that are looked through for where it stands."""
_TAG = re.compile(r"<(?:img|image|iframe|video|audio|source|track|link|embed|object|script|input|body|svg|use)\b", re.I)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")
_DEFINED = re.compile(r" {0,3}\[[^\]\n]{1,300}\]:\s*\S*")


@dataclass(slots=True)
class Count:
    """What became of tokens in answers: put back; left since they are not known or not for their reader; and named
    without being tokens any more.
    """

    restored: int = 0
    stayed: int = 0
    lost: int = 0

    def add(self, other: Count) -> None:
        """Count another's too."""
        self.restored += other.restored
        self.stayed += other.stayed
        self.lost += other.lost


@dataclass(slots=True, repr=False)
class Values:
    """The values that an answer's reader may have, by token; `given` are all tokens that left in its request, and
    `kinds` those that a token in the answer may be of.
    """

    known: dict[Pair, str] = field(default_factory=dict)
    given: frozenset[Pair] = frozenset()
    kinds: frozenset[str] = ALL


def pair(match: re.Match[str]) -> Pair:
    """Which token was read."""
    kind = KINDS.get(match.group(1).upper())
    return (kind.number if kind else 0, int(match.group(2)))


def mentioned(text: str) -> set[Pair]:
    """Every token of a kind there is that a text mentions."""
    return {one for match in TOLERANT.finditer(text) if (one := pair(match))[0]} if "[" in text else set()


def fetched(before: str) -> bool:
    """Does what follows belong to an address that is asked for as soon as the text is shown: of a picture in Markdown
    (CommonMark §6.4, §4.7) or HTML? Whoever has a model write a value there has it told to a stranger.
    """
    tag = before.rfind("<")
    if tag >= 0 and ">" not in before[tag:] and _TAG.match(before, tag):
        return True
    if _DEFINED.fullmatch(before, before.rfind("\n") + 1):
        return True
    at = before.rfind("](")
    if at < 0 or "![" not in before[:at]:
        return False
    address = before[at + 2 :].lstrip()
    if address.startswith("<"):
        return "\n" not in address
    return not any(map(str.isspace, address)) and address.count(")") <= address.count("(")


def _letter(match: re.Match[str]) -> str:
    said = match[1]
    return chr(int(said[1:], 16)) if len(said) == 5 else {"n": "\n", "r": "\r", "t": "\t"}.get(said, said)


def restored(text: str, values: Mapping[Pair, str], count: Count, *, escaped: bool = False, before: str = "") -> str:
    """The text with these values in place of their tokens, but for those that showing it would tell to strangers;
    `escaped` as a text within JSON has them; `before` is what came before it.
    """
    if "[" not in text:
        return text

    def put_back(match: re.Match[str]) -> str:
        value = values.get(pair(match))
        at = match.start()
        left = (before + text[:at] if at < REACH else text[at - REACH : at])[-REACH:]
        if value is None or fetched(_ESCAPE.sub(_letter, left) if escaped else left):
            count.stayed += 1
            return match.group()
        count.restored += 1
        return json.dumps(value)[1:-1] if escaped else value

    return TOLERANT.sub(put_back, text)


def lost(text: str, given: frozenset[Pair]) -> int:
    """How often a text names a token that left, and it is none any more."""
    if not given or "_" not in text:
        return 0
    spans = [match.span() for match in TOLERANT.finditer(text)]
    found = 0
    for match in _BARE.finditer(text):
        inside = any(start <= match.start() < end for start, end in spans)
        found += not inside and pair(match) in given
    return found


def unfinished(text: str, kinds: Collection[str] = ALL) -> int:
    """Where a token of these kinds begins at the end of a text that what follows may finish; the text's length where
    none does.
    """
    at = text.rfind("[", max(0, len(text) - LONGEST))
    if at < 0:
        return len(text)
    if _UNFINISHED.fullmatch(text, at) is None:
        return len(text)
    begun = "".join(text[at + 1 :].split()).upper()
    return at if any(name.startswith(begun) or _numbered(begun, name) for name in kinds) else len(text)


def _numbered(begun: str, name: str) -> bool:
    """Is that a kind's name, "_", and the beginning of a number?"""
    return begun.startswith(f"{name}_") and _NUMBER.fullmatch(begun, len(name) + 1) is not None
