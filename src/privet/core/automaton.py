"""All triggers as automata that the compiled kernel (triggers.c) runs over a text: one of words, some of patterns.

Words are a tree with its failure links (Aho and Corasick, CACM 18, 1975); what may stand right beside a word is looked
at where it is met. Patterns are positions (`core.positions`), one automaton for some numbers of digits that a text
needs: the kernel makes of them the states that texts ask for, and forgets them where there are too many.
"""

from __future__ import annotations

import ctypes
import json
import math
from collections.abc import Sequence
from ctypes import c_uint32, c_void_p
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from privet.core.kernel import DETECTORS, compiled
from privet.core.positions import OUTSIDE, Positions, Word, word_of
from privet.core.tables import Arrays
from privet.core.trigger import Part, lowered

_ENDS, _SET = 2, 2
"""Classes that are an end of the text; words of 64 bits in a set of classes: as in triggers.c."""

_STATES, _ROOM = 1 << 13, 1 << 18
"""States of one automaton that are kept, and positions in all of them."""

_MANY = 4
"""Children of a node beyond which they are found by a table."""

_LEVELS = (0, 1, 5, 9, 13, 20)
"""Digits that a text has at least for an automaton of patterns to be asked."""

_Ending = tuple[Word, int, int]
"""A word, the digits that a text needs for it to count, and bits of the detectors it is for."""

Made = dict[str, NDArray[Any]]
"""The arrays of all automata by name."""


def made(parts: Sequence[Sequence[Part]]) -> Made:
    """The automata of the parts that each detector's triggers have. Raises ValueError for more than it has room for."""
    if len(parts) > DETECTORS:
        raise ValueError("there are more detectors than bits")
    words: dict[tuple[Word, int], int] = {}
    patterns: dict[int, Positions] = {}
    for detector, each in enumerate(parts):
        for part in each:
            if part.word:
                key = word_of(part.pattern), part.digits
                words[key] = words.get(key, 0) | 1 << detector
            else:
                digits = max(level for level in _LEVELS if level <= part.digits)
                patterns.setdefault(digits, Positions()).add(part.pattern, detector)
    found = _tree(words)
    for digits, pattern in sorted(patterns.items()):
        found |= {f"{digits} {name}": array for name, array in _positions(pattern).items()}
    found["digits"] = np.array(sorted(patterns), np.uint32)
    return found


def _tree(words: dict[tuple[Word, int], int]) -> Made:
    """The nodes of all words, level by level, with their failure links."""
    nodes: list[dict[int, Any]] = [{}]
    ending: list[list[_Ending]] = [[]]
    root: dict[int, Any] = nodes[0]
    for (word, digits), detectors in sorted(words.items(), key=lambda one: (one[0][0].word, one[0][1])):
        here = root
        for byte in word.word:
            here = here.setdefault(byte, {})
        here.setdefault(-1, []).append((word, digits, detectors))
    fail, byte_of, first, says = [0], [0], [0], [0]
    at = 0
    while at < len(nodes):
        here = nodes[at]
        ending[at] = here.pop(-1, [])
        first[at] = len(nodes)
        for byte in sorted(here):
            link = _failed(at, byte, nodes, first, fail)
            nodes.append(here[byte])
            ending.append([])
            for row, value in ((fail, link), (byte_of, byte), (first, 0), (says, 0)):
                row.append(value)
        says[at] = at if ending[at] else says[fail[at]]
        at += 1
    return _arrays(nodes, ending, (first, fail, says, byte_of))


def _failed(at: int, byte: int, nodes: list[dict[int, Any]], first: list[int], fail: list[int]) -> int:
    """The longest node that ends as the child of `at` by `byte` does."""
    while at:
        at = fail[at]
        if byte in nodes[at]:
            return first[at] + sorted(one for one in nodes[at] if one >= 0).index(byte)
    return 0


def _arrays(
    nodes: list[dict[int, Any]], ending: list[list[tuple[Word, int, int]]], rows: tuple[list[int], ...]
) -> Made:
    first, fail, says, byte_of = rows
    node = np.zeros(len(nodes), _NODE)
    node["first"], node["fail"], node["says"] = first, fail, says
    node["count"] = [min(len(children), 255) for children in nodes]
    tables = [np.zeros(256, np.uint32)]
    for number, children in enumerate(nodes):
        if len(children) == 1:
            node[number]["byte"] = byte_of[first[number]]
        elif len(children) > _MANY or not number:
            node[number]["row"] = len(tables)
            tables.append(np.zeros(256, np.uint32))
            for place, byte in enumerate(sorted(children)):
                tables[-1][byte] = first[number] + place
    edges: dict[frozenset[int], int] = {}
    said = np.zeros(sum(map(len, ending)), _WORD)
    flat = (one for each in ending for one in each)
    for number, (word, digits, detectors) in enumerate(flat):
        beside = [edges.setdefault(one, len(edges)) for one in (word.before, word.behind)]
        said[number] = (detectors, len(word.word), digits, *beside)
    table = np.zeros((max(1, len(edges)), OUTSIDE + 1), np.uint8)
    for edge, number in edges.items():
        table[number, sorted(edge)] = 1
    begins = np.cumsum([0, *map(len, ending)])
    return {
        "nodes": node,
        "bytes": np.array(byte_of, np.uint8),
        "rows": np.concatenate(tables),
        "begins": begins.astype(np.uint32),
        "words": said,
        "edges": table,
    }


_NODE = np.dtype(
    [("first", "u4"), ("fail", "u4"), ("says", "u4"), ("row", "u2"), ("count", "u1"), ("byte", "u1")], align=True
)
_WORD = np.dtype(
    [("detectors", "u8"), ("length", "u4"), ("digits", "u4"), ("before", "u4"), ("behind", "u4")], align=True
)
_KINDS = {"nodes": _NODE, "words": _WORD}


def _positions(pattern: Positions) -> Made:
    """The arrays of patterns: bytes that no position tells apart are one class."""
    rows = [*map(sorted, pattern.follows), sorted(pattern.first)]
    if len(rows) > 0xFFFF:
        raise ValueError("there are more patterns than the kernel takes")
    told = [frozenset(number for number, stands in enumerate(pattern.stands) if byte in stands) for byte in range(256)]
    kinds: dict[frozenset[int], int] = {}
    classes = [kinds.setdefault(one, len(kinds) + _ENDS) for one in told]
    if len(kinds) + _ENDS > 64 * _SET:
        raise ValueError("there are more patterns than the kernel takes")
    takes = np.zeros((len(pattern.stands), _SET), np.uint64)
    for number, stands in enumerate(pattern.stands):
        for kind in {-1 - one if one < 0 else classes[one] for one in stands}:
            takes[number, kind // 64] |= np.uint64(1 << kind % 64)
    upper = np.array([classes[ord(chr(byte).lower())] if byte < 0x80 else classes[byte] for byte in range(256)])
    return {
        "classes": upper.astype(np.uint8),
        "takes": takes,
        "begins": np.cumsum([0, *map(len, rows)]).astype(np.uint32),
        "follows": np.array([one for row in rows for one in row], np.uint16),
        "ends": np.array(pattern.ends, np.uint64),
        "kinds": np.array([len(kinds) + _ENDS], np.uint32),
    }


def packed(arrays: Made) -> bytes:
    """The arrays as bytes, to be kept: a check sum, then the length of what says which they are, that, and they."""
    said = json.dumps([[name, array.dtype.str, array.shape] for name, array in arrays.items()]).encode()
    data = b"".join((len(said).to_bytes(4, "little"), said, *(array.tobytes() for array in arrays.values())))
    return crc32(data).to_bytes(4, "little") + data


def unpacked(data: bytes) -> Made | None:
    """What was packed; None where it is damaged."""
    if len(data) < 8 or crc32(data[4:]) != int.from_bytes(data[:4], "little"):
        return None
    at = 8 + int.from_bytes(data[4:8], "little")
    found: Made = {}
    for name, written, shape in json.loads(data[8:at]):
        kind = _KINDS.get(name) or np.dtype(written)
        count = math.prod(shape)
        found[name] = np.frombuffer(data, kind, count, at).reshape(shape).copy()
        at += count * kind.itemsize
    return found


class _Patterns(Arrays):
    _fields_ = (
        *((name, c_void_p) for name in ("classes", "takes", "begins", "follows", "ends")),
        *((name, c_void_p) for name in ("next", "told", "sets", "members", "slots", "marked")),
        *((name, c_uint32) for name in ("kinds", "positions", "digits", "most", "room", "states")),
    )

    def __init__(self, made: Made, digits: int) -> None:
        kinds, positions = int(made["kinds"][0]), len(made["ends"])
        room = max(_ROOM, positions)
        super().__init__(kinds=kinds, positions=positions, digits=digits, most=_STATES, room=room, states=1)
        self.point(
            **{name: np.ascontiguousarray(array) for name, array in made.items() if name != "kinds"},
            next=np.zeros((_STATES, kinds), np.uint16),
            told=np.zeros(_STATES, np.uint64),
            sets=np.zeros(_STATES + 1, np.uint32),
            members=np.zeros(room + positions, np.uint16),
            slots=np.zeros(4 * _STATES, np.uint32),
            marked=np.zeros(positions // 64 + 1, np.uint64),
        )


class _Triggers(Arrays):
    _fields_ = (
        *((name, c_void_p) for name in ("nodes", "bytes", "rows", "begins", "words", "edges", "patterns")),
        ("count", c_uint32),
    )


class Automata:
    """The automata at work; threads may share them, since a call keeps the interpreter's lock."""

    def __init__(self, made: Made) -> None:
        self._fired = compiled().fired
        digits = made["digits"].tolist()
        each = [_Patterns(_of(made, f"{one} "), one) for one in digits]
        self._patterns = (_Patterns * max(1, len(each)))(*each)
        self._kept = each  # whose arrays the copies point to
        self._triggers = _Triggers(patterns=ctypes.addressof(self._patterns), count=len(each))
        self._triggers.point(**{name: made[name] for name in ("nodes", "bytes", "rows", "begins", "words", "edges")})
        self._address = ctypes.addressof(self._triggers)
        self._told: dict[int, tuple[int, ...]] = {}

    def fired(self, text: str) -> tuple[int, ...]:
        """The indices of the detectors whose triggers may match `text`."""
        data = text.encode() if text.isascii() else lowered(text).encode("utf-8", "surrogatepass")
        bits = self._fired(self._address, data, len(data))
        told = self._told.get(bits)
        if told is None:
            if len(self._told) >= _STATES:
                self._told.clear()
            told = self._told[bits] = tuple(index for index in range(DETECTORS) if bits >> index & 1)
        return told


def _of(made: Made, begin: str) -> Made:
    """The arrays whose names begin so, without it."""
    return {name[len(begin) :]: array for name, array in made.items() if name.startswith(begin)}
