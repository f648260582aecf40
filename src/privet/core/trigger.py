"""Triggers taken apart: words that any match must hold, the fewest digits in it, and what is left.

As they are written, a few hundred triggers take Hyperscan ten seconds to compile and three times as long to match; a
few thousand plain words take a twentieth of a second, and what has five digits is looked at only in texts that have.
Every part is looser than the trigger or just as tight: it may match too much, never too little. Parts match UTF-8 bytes
of text in lower case, so that no part needs to know about case or characters. Python's own parser reads the triggers;
it is a private part of `re`, so `understood` says whether it is the one that is known here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

try:
    from re import _casefix as case  # type: ignore[attr-defined]
    from re import _constants as code  # type: ignore[attr-defined]  # what the parser calls things
    from re import _parser as parser  # type: ignore[attr-defined]

    _EXTRA_CASES: dict[int, tuple[int, ...]] = case._EXTRA_CASES
except (ImportError, AttributeError):  # pragma: no cover  # not the Python that is known here
    parser = code = None
    _EXTRA_CASES = {}

SYNTAX: Any = code
"""What the parser calls things."""

_MOST_WORDS, _SHORTEST, _MOST_IN_CLASS, _MOST_TIMES = 1_000, 2, 6, 4
_ALIKE = {one: chr(min(one, *others)) for one, others in _EXTRA_CASES.items()}
_BECOME_ASCII = "\u0130\u0131\u017f\u212a"
"""Letters beyond ASCII that `lowered` makes "i", "s" and "k"."""
_MOST_PATTERNS = 24
_EDGE = re.compile(rb"(?:\(\?:(?:\^\|)?)?\[\^[^\]]*\\x61-\\x7a[^\]]*\]\{1,4\}(?:\|\$\)|\))?")
_SHORT_WORD, _LONG_WORD, _EDGED_WORD = 4, 5, 7
"""Below the first a word says too little beside digits; of so many bytes it says enough alone; below the last it is
looked for with what stands around it, which costs a second where patterns are first compiled and spares calls."""


class Part(NamedTuple):
    """What Hyperscan is given of a trigger, and how many digits a text needs for it to count."""

    pattern: bytes
    digits: int
    word: bool = False


class _Said(NamedTuple):
    """What is known of a piece: all that it can match, where that is little; words of which every match holds one; the
    digits that every match has at least; how many such groups of words it has."""

    all: frozenset[str] | None
    some: frozenset[str] | None
    digits: int
    groups: int = 1


_KNOWN = "(?:^|[^a-z])[0-9é]{2,}(?:qw|[x-z])?[0-9]{3}.(?:[0-9]|z1)$"
_KNOWN_PART = (
    b"(?:^|[^\\x61-\\x7a]{1,4})(?:(?:[\\x30-\\x39]|[\\x80-\\xff]{2,4})){2,}(?:(?:(?:q)(?:w)|[\\x78-\\x7a])){0,1}"
    b"(?:[\\x30-\\x39]){3,3}[\\x00-\\xff]{1,4}(?:[\\x30-\\x39]|(?:z)(?:1))$"
)


def understood() -> bool:
    """Whether this Python's parser says what it is known to say, of a pattern with all that a trigger may hold."""
    try:
        return parts(_KNOWN) == (Part(_KNOWN_PART, 4),)
    except Exception:  # another parser may do anything
        return False


def parsed(pattern: bytes) -> list[Any]:
    """The tree of a part's pattern: pairs of what a piece is and what is in it."""
    return list(parser.parse(pattern))


@lru_cache(maxsize=2048)
def parts(trigger: str) -> tuple[Part, ...]:
    """The parts of a trigger: where none of them matches with its digits, the trigger does not either."""
    tree = _in_lower_case(parser.parse(trigger))
    each = [part for way in _ways(tree) for part in _parts(way)]
    if sum(not part.word for part in each) <= _MOST_PATTERNS:
        return tuple(each)
    return tuple(_parts(tree))


def _ways(tree: list[Any]) -> list[list[Any]]:
    """A sequence as several, one for each branch of its first choice between words."""
    for at, (kind, of) in enumerate(tree):
        if kind is code.BRANCH and _words(_piece(kind, of)):
            return [[*tree[:at], *branch, *tree[at + 1 :]] for branch in of[1]]
    return [tree]


def _in_lower_case(tree: Any) -> list[Any]:
    """A tree whose characters and classes are written as `lowered` writes what they match. The trigger itself cannot
    be: `[A-z]` holds signs that `[a-z]` does not, and `[A-_]` would end before it begins."""
    pieces = []
    for kind, of in tree:
        if kind is code.LITERAL:
            of = ord(lowered(chr(of)))
        elif kind is code.IN:
            of = _class_in_lower_case(of)
        elif kind is code.BRANCH:
            of = (of[0], [_in_lower_case(branch) for branch in of[1]])
        elif kind in (code.SUBPATTERN, code.MAX_REPEAT):
            of = (*of[:-1], _in_lower_case(of[-1]))
        pieces.append((kind, of))
    return pieces


def _class_in_lower_case(signs: Any) -> list[Any]:
    """A class, its letters of ASCII in lower case; of the others only those count that become a letter of ASCII."""
    found = [one for one in signs if one[0] is code.NEGATE]
    for kind, of in signs[len(found) :]:
        if kind not in (code.LITERAL, code.RANGE):
            raise ValueError(f"a trigger holds what cannot be taken apart: {kind}")
        first, last = (of, of) if kind is code.LITERAL else of
        for start, end, moved in ((0, 0x40, 0), (0x41, 0x5A, 0x20), (0x5B, 0x10FFFF, 0)):
            if max(start, first) <= min(end, last):
                found.append((code.RANGE, (max(start, first) + moved, min(end, last) + moved)))
        if signs[0][0] is not code.NEGATE:
            found += [(code.LITERAL, ord(lowered(one))) for one in _BECOME_ASCII if first <= ord(one) <= last]
    return list(dict.fromkeys(found))


def lowered(text: str) -> str:
    """`text` as parts are written: in lower case, and of the letters that `re` takes for each other always the same."""
    return text.lower() if text.isascii() else text.replace("\u0130", "i").lower().translate(_ALIKE)


def _parts(tree: list[Any]) -> list[Part]:
    """One part for each word of which any match holds one, where these are long, or little else is asked for; short
    ones keep edges such as `[^a-z]` around them. Otherwise one part, the pattern."""
    said = _sequence(tree)
    if said.some and said.groups < 2:
        weak = all(_weak(*piece) or _piece(*piece).all is not None for piece in tree)
        short = sorted(word for word in said.some if len(word) < _EDGED_WORD)
        before, after = _edges(tree, said.some) if short else (b"", b"")
        tiny = any(len(word) < _SHORT_WORD for word in short)
        plain = tiny and not before and said.digits > 0  # "de" with digits somewhere is in half of all texts
        if (weak and not plain) or min(len(word.encode()) for word in said.some) >= _LONG_WORD:
            apart = short if after else []
            written = [before + re.escape(word.encode()) + after for word in apart]
            for word in _shortest(said.some.difference(apart)):
                written.append((before if len(word) < _EDGED_WORD else b"") + re.escape(word.encode()))
            return [Part(pattern, said.digits, word=True) for pattern in written]
    return [Part(_written(tree), said.digits)]


def _weak(kind: Any, of: Any) -> bool:
    """Whether a piece says little: an end of the text, what may be left out, "no letter", a digit."""
    if kind is code.MAX_REPEAT:
        return of[0] == 0 or all(_weak(*piece) for piece in of[2])
    if kind is code.BRANCH:
        return all(_weak(*piece) for branch in of[1] for piece in branch)
    if kind is code.SUBPATTERN:
        return all(_weak(*piece) for piece in of[3])
    return kind is code.AT or (kind is code.IN and (of[0][0] is code.NEGATE or _one_of(of).digits > 0))


def _edges(tree: list[Any], words: frozenset[str]) -> tuple[bytes, bytes]:
    """What stands right before and after the words of a sequence, if it is no letter; empty where it may be one."""
    for start in range(len(tree)):
        for end in range(len(tree), start, -1):
            if _sequence(tree[start:end]).all == words:
                return _edge(tree[max(0, start - 1) : start]), _edge(tree[end : end + 1])
    return b"", b""


def _edge(tree: list[Any]) -> bytes:
    """A piece that is no letter, as one byte: the one beside the word."""
    written = _written(tree)
    return written.replace(b"{1,4}", b"") if _EDGE.fullmatch(written) else b""


def _shortest(words: frozenset[str]) -> list[str]:
    """`words` without those that begin with another."""
    kept: list[str] = []
    for word in sorted(words):
        if not kept or not word.startswith(kept[-1]):
            kept.append(word)
    return kept


def _sequence(tree: Any) -> _Said:
    """Pieces one behind the other: neighbours that are little are one word, and the best of the words is kept."""
    words, needed, digits, whole = frozenset({""}), list[frozenset[str]](), 0, True
    for piece in tree:
        said = _piece(*piece)
        digits += said.digits
        if said.all is not None and len(words) * len(said.all) <= _MOST_WORDS:
            words = frozenset(one + two for one in words for two in said.all)
            continue
        needed += [words, *filter(None, (said.some or said.all,))]
        words, whole = frozenset({""}), False
    needed = [each for each in (*needed, words) if min(len(word.encode()) for word in each) >= _SHORTEST]
    best = max(needed, key=lambda each: (min(4, *(len(word.encode()) for word in each), 4), -len(each)), default=None)
    return _Said(words if whole else None, best, digits, len(needed))


def _piece(kind: Any, of: Any) -> _Said:
    if kind is code.LITERAL:
        return _Said(frozenset({chr(of)}), None, chr(of) in "0123456789")
    if kind is code.IN:
        return _one_of(of)
    if kind is code.BRANCH:
        branches = [_sequence(branch) for branch in of[1]]
        every = _union([said.all for said in branches])
        some = _union([_words(said) for said in branches])
        return _Said(every, some, min(said.digits for said in branches))
    if kind is code.SUBPATTERN:
        return _sequence(of[3])
    if kind is code.MAX_REPEAT:
        return _repeated(*of)
    return _Said(frozenset({""}) if kind is code.AT else None, None, 0)


def _one_of(signs: Any) -> _Said:
    """A class: its characters where they are few."""
    if signs[0][0] is code.NEGATE:
        return _Said(None, None, 0)
    ranges = [(of, of) if kind is code.LITERAL else of for kind, of in signs]
    digit = all(ord("0") <= first and last <= ord("9") for first, last in ranges)
    if sum(last - first + 1 for first, last in ranges) > _MOST_IN_CLASS:
        return _Said(None, None, digit)
    return _Said(frozenset(lowered(chr(one)) for first, last in ranges for one in range(first, last + 1)), None, digit)


def _repeated(least: int, most: int, tree: Any) -> _Said:
    said = _sequence(tree)
    if said.all is not None and most <= _MOST_TIMES and len(said.all) ** most <= _MOST_WORDS // 8:
        every, row = set[str](), frozenset({""})
        for times in range(most + 1):
            every |= row if times >= least else set()
            row = frozenset(one + two for one in row for two in said.all)
        return _Said(frozenset(every), None, said.digits * least)
    return _Said(None, _words(said) if least else None, said.digits * least)


def _words(said: _Said) -> frozenset[str] | None:
    """Words of which every match of a piece holds one."""
    return said.some or (said.all if said.all and min(map(len, said.all)) else None)


def _union(sets: list[frozenset[str] | None]) -> frozenset[str] | None:
    together: set[str] = set()
    for each in sets:
        if not each or len(together) > _MOST_WORDS:
            return None
        together |= each
    return frozenset(together)


def _written(tree: Any) -> bytes:
    """A piece as a pattern of bytes: a character that is not ASCII is any two to four of their bytes in a class."""
    return b"".join(_bytes(*piece) for piece in tree)


def _bytes(kind: Any, of: Any) -> bytes:
    if kind is code.LITERAL:
        return b"(?:%s)" % re.escape(chr(of).encode())
    if kind is code.IN:
        return _class(of) + (b"{1,4}" if of[0][0] is code.NEGATE else b"")
    if kind is code.BRANCH:
        return b"(?:%s)" % b"|".join(map(_written, of[1]))
    if kind is code.SUBPATTERN:
        return b"(?:%s)" % _written(of[3])
    if kind is code.MAX_REPEAT:
        least, most, tree = of
        negated = len(tree) == 1 and tree[0][0] is code.IN and tree[0][1][0][0] is code.NEGATE
        inner, most = (_class(tree[0][1]), 4 * most) if negated else (b"(?:%s)" % _written(tree), most)
        return b"%s{%d,%s}" % (inner, least, b"" if most >= code.MAXREPEAT else b"%d" % most)
    if kind is code.AT and of in (code.AT_BEGINNING, code.AT_END):
        return b"^" if of is code.AT_BEGINNING else b"$"
    if kind in (code.ANY, code.NOT_LITERAL):
        return b"[\\x00-\\xff]{1,4}"  # any character, or any but one
    raise ValueError(f"a trigger holds what cannot be taken apart: {kind}")


def _class(signs: Any) -> bytes:
    """A class of characters as one of bytes."""
    negated = signs[0][0] is code.NEGATE
    ranges = [(of, of) if kind is code.LITERAL else of for kind, of in signs if kind is not code.NEGATE]
    ascii_ = b"".join(b"\\x%02x-\\x%02x" % (first, min(last, 0x7F)) for first, last in ranges if first < 0x80)
    if negated:
        return b"[^%s]" % ascii_ if ascii_ else b"[\\x00-\\xff]"
    if all(last < 0x80 for _, last in ranges):
        return b"[%s]" % ascii_
    return b"(?:[%s]|[\\x80-\\xff]{2,4})" % ascii_ if ascii_ else b"(?:[\\x80-\\xff]{2,4})"
