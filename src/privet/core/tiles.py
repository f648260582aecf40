"""The paths under which C2SP tlog-tiles publishes a ledger: `tile/<L>/<N>[.p/<W>]` and `tile/entries/<N>[.p/<W>]`.

A path is written in one way only: no leading zeros but those that fill a group of three digits, no empty first group.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from privet.core.merkle import WIDTH
from privet.errors import NotFound

ENTRIES = -1
"""Stands for the level in the path of an entry bundle."""

HIGHEST_LEVEL = 63
_PATH = re.compile(  # at most five groups: more tiles than an entry's number can name
    r"(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,4}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Tile:
    """One published file: hashes of a level, or the entries themselves (`ENTRIES`); `width` is 1 to 256 of either."""

    level: int
    number: int
    width: int = WIDTH

    def path(self) -> str:
        """What follows `tile/`."""
        level = "entries" if self.level == ENTRIES else str(self.level)
        rest, last = divmod(self.number, 1000)
        groups = f"{last:03d}"
        while rest:
            rest, group = divmod(rest, 1000)
            groups = f"x{group:03d}/{groups}"
        return f"{level}/{groups}" + ("" if self.width == WIDTH else f".p/{self.width}")

    def within(self, size: int) -> bool:
        """Whether a tree of `size` entries has it."""
        hashes = size >> 8 * max(self.level, 0)
        return self.number * WIDTH + self.width <= hashes


def read(path: str) -> Tile:
    """The tile behind what follows `tile/` in a path; NotFound for any other spelling."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise NotFound("there is no such tile", hint="c2sp.org/tlog-tiles says how its path is written")
    level = ENTRIES if match[1] == "entries" else int(match[1])
    tile = Tile(level, int(re.sub("[x/]", "", match[2])), int(match[3] or WIDTH))
    if level > HIGHEST_LEVEL or tile.width > WIDTH or tile.path() != path:
        raise NotFound("there is no such tile", hint="c2sp.org/tlog-tiles says how its path is written")
    return tile
