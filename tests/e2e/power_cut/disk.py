"""What a power cut leaves: reads the log of `layer.c` and makes a folder as the disk could hold it.

What was synced is there. Of what was not, chance decides for each write whether it is lost, whole, or torn into the
sectors that came to the disk and those that did not; names (made, renamed, removed) reach the disk in order up to some
point, folder by folder, unless the folder was synced.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

HEAD = struct.Struct("<IIQqQ")
SECTOR = 512


@dataclass(frozen=True)
class Record:
    """One record of the log."""

    op: str
    path: str
    inode: int
    offset: int
    data: bytes


def records(log: Path) -> Iterator[Record]:
    """Every whole record."""
    raw = log.read_bytes()
    at = 0
    while at + HEAD.size <= len(raw):
        op, path, inode, offset, length = HEAD.unpack_from(raw, at)
        at += HEAD.size
        if at + path + length > len(raw):
            return
        yield Record(chr(op), raw[at : at + path].decode(), inode, offset, raw[at + path : at + path + length])
        at += path + length


Change = tuple[str, "File | None"]
"""A name, and the file that it leads to from now on; None: it leads nowhere."""


@dataclass
class File:
    """A file's bytes on the disk, and the writes that wait to get there: (offset, data), data None for a cut."""

    held: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)

    def put(self, offset: int, data: bytes | None) -> None:
        """One write, or cut, on the disk."""
        if data is None:
            self.held[offset:] = b""
            self.held.extend(bytes(offset - len(self.held)))
        else:
            self.held.extend(bytes(max(0, offset - len(self.held))))
            self.held[offset : offset + len(data)] = data

    def sync(self) -> None:
        """All that waits is on the disk."""
        for one in self.waiting:
            self.put(*one)
        self.waiting.clear()

    def torn(self, chance: random.Random) -> bytes:
        """What could be there after a cut."""
        left = File(bytearray(self.held))
        for offset, data in self.waiting:
            fate = chance.choice(("lost", "whole", "torn"))
            if fate == "whole" or (fate == "torn" and data is None):
                left.put(offset, data)
            elif fate == "torn" and data is not None:
                for at in range(0, len(data), SECTOR):
                    if chance.random() < 0.5:
                        left.put(offset + at, data[at : at + SECTOR])
        return bytes(left.held)


class Disk:
    """The watched folder: its names as they are on the disk, the changes that wait to get there, and its files."""

    def __init__(self, before: Path, live: Path, inodes: dict[int, str]) -> None:
        """`before` is a copy of the folder `live` as it was, all of it on the disk, when the log began; `inodes` are
        the files that it had then.
        """
        self.live = live
        self.inodes = {inode: File(bytearray((before / name).read_bytes())) for inode, name in inodes.items()}
        self.names = {str(live / name): self.inodes[inode] for inode, name in inodes.items()}
        self.now = dict(self.names)
        self.waiting: list[tuple[str, list[Change]]] = []  # folder, and what changes there in one step

    def _named(self, *changes: Change) -> None:
        _set(self.now, changes)
        self.waiting.append((changes[0][0].rpartition("/")[0], list(changes)))

    def take(self, one: Record) -> None:
        """Let one record happen."""
        if one.op == "c":
            self.inodes[one.inode] = File()
            self._named((one.path, self.inodes[one.inode]))
        elif one.op in "wt":
            self.inodes[one.inode].waiting.append((one.offset, one.data if one.op == "w" else None))
        elif one.op == "s":
            self.inodes[one.inode].sync()
        elif one.op == "d":
            for folder, changes in self.waiting:
                if folder == one.path:
                    _set(self.names, changes)
            self.waiting = [step for step in self.waiting if step[0] != one.path]
        elif one.op == "r":
            self._named((one.data.decode(), self.now[one.path]), (one.path, None))
        elif one.op == "u":
            self._named((one.path, None))
        else:
            raise AssertionError(f"the layer cannot follow what is done with {Path(one.path).name}")

    def cut(self, chance: random.Random, into: Path) -> None:
        """The power is cut: what is left, in the new folder `into`."""
        names = dict(self.names)
        for folder in sorted({folder for folder, _ in self.waiting}):
            steps = [changes for own, changes in self.waiting if own == folder]
            for changes in steps[: chance.randint(0, len(steps))]:
                _set(names, changes)
        into.mkdir(mode=0o700)
        for path, file in names.items():
            target = into / Path(path).relative_to(self.live)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            target.write_bytes(file.torn(chance))
            target.chmod(0o600)


def _set(names: dict[str, File], changes: Iterable[Change]) -> None:
    for path, file in changes:
        if file is None:
            names.pop(path, None)
        else:
            names[path] = file


def files(folder: Path) -> dict[int, str]:
    """The files of a folder by inode, SQLite's -shm left out."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm"))
    return {path.stat().st_ino: str(path.relative_to(folder)) for path in found}
