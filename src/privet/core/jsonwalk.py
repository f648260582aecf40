"""Walks a JSON file of any size by its brackets and quotes alone, and hands out the values asked for as bytes.

What stands inside a value is not looked at, so that a value that is no JSON costs nothing but itself: whoever takes it
repairs and parses it. Memory is bounded by the longest value kept. No recursion, and linear in the file's length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from privet.core.record import Window

DEPTH = 64
"""How deep a value may nest; a deeper one is passed over."""
SMALL = 1 << 16
"""The longest key, in bytes."""

_SPACE = re.compile(rb"[\s,]*+")
_SCALAR = re.compile(rb"[^\s,:\"\[\]{}]*+")
_FLAT = re.compile(rb'(?:[^"{}\[\]]++|"[^"\\]*+(?:\\.[^"\\]*+){0,256}"){0,256}', re.DOTALL)
_STRING = re.compile(rb"[^\"\\]*+(?:\\.[^\"\\]*+){0,256}", re.DOTALL)
# Repeats of a group are counted, since each takes memory until the match ends, and not possessive: before CPython
# 3.11.5 a possessive repeat of a group forgets to step back from an attempt that failed half-way (gh-106052).


class BrokenOff(Exception):
    """The file ends, or is no JSON, in the middle of something."""


class JsonWalk:
    """Walks a JSON file by its brackets and quotes. Whoever gets a key or an element takes or skips its value."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def peek(self) -> bytes:
        """The next byte that says something; empty at the end of the file."""
        window = self.window
        while True:
            found = _SPACE.match(window.data, window.at)
            window.at = found.end() if found else window.at
            if window.at < len(window.data):
                return window.data[window.at : window.at + 1]
            if not window.more():
                return b""

    def members(self) -> Iterator[str]:
        """The keys of the object that comes next, escapes left as written; what is no object is passed over."""
        if self.peek() != b"{":
            self.take(0)
            return
        self.window.at += 1
        while (byte := self.peek()) != b"}":
            if byte != b'"':
                raise BrokenOff
            key = self.take(SMALL)
            if self.peek() != b":":
                raise BrokenOff
            self.window.at += 1
            yield key[1:-1].decode("utf-8", "replace") if key else ""
        self.window.at += 1

    def elements(self) -> Iterator[None]:
        """Once for each element of the array that comes next; what is no array is passed over."""
        if self.peek() != b"[":
            self.take(0)
            return
        self.window.at += 1
        while self.peek() != b"]":
            yield
        self.window.at += 1

    def take(self, keep: int) -> bytes | None:
        """The bytes of the value that comes next, or None when it has more than `keep` bytes or nests too deep."""
        window, first = self.window, self.peek()
        if first in (b"", b":", b"}", b"]"):
            raise BrokenOff
        scalar = first not in (b"{", b"[", b'"')
        kept, depth, scan = True, 0, window.at
        while True:
            if scalar or depth:
                scan = _end(_SCALAR if scalar else _FLAT, window.data, scan)
            byte = window.data[scan : scan + 1]
            if scan - window.at > keep:
                kept, window.at = False, scan
            if not byte:
                scan -= window.at
                if not window.more():
                    raise BrokenOff
                continue
            if not scalar and byte == b'"':
                scan, kept = self._past_string(scan, keep, kept)
            elif not scalar:
                depth += 1 if byte in (b"{", b"[") else -1
                scan += 1
                kept = kept and depth <= DEPTH
            if depth == 0:
                raw, window.at = window.data[window.at : scan], scan
                return raw if kept and len(raw) <= keep else None

    def _past_string(self, scan: int, keep: int, kept: bool) -> tuple[int, bool]:
        """Where the string that begins at `scan` has ended, and whether the value is still kept."""
        window = self.window
        scan += 1
        while True:
            scan = _end(_STRING, window.data, scan)
            if window.data[scan : scan + 1] == b'"':
                return scan + 1, kept
            if scan - window.at > keep:
                kept, window.at = False, scan
            scan -= window.at
            if not window.more():
                raise BrokenOff


def _end(pattern: re.Pattern[bytes], data: bytes, at: int) -> int:
    """Where what `pattern` matches from `at` on, again and again, has ended."""
    while (found := pattern.match(data, at)) and found.end() > at:
        at = found.end()
    return at
