"""What a power cut leaves: reads the log of `layer.c` and makes a folder as the disk could hold it.

What was synced is there. Of what was not, chance decides for each write whether it is lost, whole, or torn into the
sectors that came to the disk and those that did not; names (made, renamed, removed) reach the disk in order up to some
point, folder by folder, unless the folder was synced. A new folder's own name waits in the folder that it is in.

`LOST` and `KEPT` stand in for chance: nothing that waited came to the disk, or all of it (a process that was killed).
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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


class _Always(random.Random):
    """No chance: the same fate for everything that waits."""

    def __init__(self, fate: str) -> None:
        super().__init__(0)
        self.fate = fate

    def choice(self, seq: Any) -> Any:
        return self.fate

    def randint(self, a: int, b: int) -> int:
        return b if self.fate == "whole" else a


FATES = ("lost", "whole", "torn")
LOST, KEPT = _Always("lost"), _Always("whole")


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
            fate = chance.choice(FATES)
            if fate == "whole" or (fate == "torn" and data is None):
                left.put(offset, data)
            elif fate == "torn" and data is not None:
                for at in range(0, len(data), SECTOR):
                    if chance.random() < 0.5:
                        left.put(offset + at, data[at : at + SECTOR])
        return bytes(left.held)


@dataclass
class Folder:
    """The names in a folder as they are on the disk, as they are now, and the steps that wait to get there.

    A step is what changes at once: names, and where each leads from then on; None: nowhere.
    """

    held: dict[str, Node] = field(default_factory=dict)
    now: dict[str, Node] = field(default_factory=dict)
    waiting: list[dict[str, Node | None]] = field(default_factory=list)

    def change(self, step: dict[str, Node | None]) -> None:
        """One step, which waits."""
        _set(self.now, step)
        self.waiting.append(step)

    def sync(self) -> None:
        """All that waits is on the disk."""
        for step in self.waiting:
            _set(self.held, step)
        self.waiting.clear()

    def cut(self, chance: random.Random, into: Path) -> None:
        """What could be there after a cut, in the new folder `into`."""
        into.mkdir(mode=0o700)
        names = dict(self.held)
        for step in self.waiting[: chance.randint(0, len(self.waiting))]:
            _set(names, step)
        for name, node in sorted(names.items()):
            if isinstance(node, Folder):
                node.cut(chance, into / name)
            else:
                (into / name).write_bytes(node.torn(chance))
                (into / name).chmod(0o600)


Node = File | Folder


class Disk:
    """The watched folder, and its files by inode."""

    def __init__(self, before: Path, live: Path, inodes: dict[int, str]) -> None:
        """`before` is a copy of the folder `live` as it was, all of it on the disk, when the log began; `inodes` are
        the files that it had then.
        """
        self.live, self.root = live, Folder()
        self.inodes = {inode: File(bytearray((before / name).read_bytes())) for inode, name in inodes.items()}
        for path in sorted(one for one in before.rglob("*") if one.is_dir()):
            self._put(live / path.relative_to(before), Folder())
        for inode, name in inodes.items():
            self._put(live / name, self.inodes[inode])

    def take(self, one: Record) -> None:
        """Let one record happen."""
        if one.op == "c":
            self.inodes[one.inode] = File()
            self._in(one.path).change({_last(one.path): self.inodes[one.inode]})
        elif one.op in "wt":
            self.inodes[one.inode].waiting.append((one.offset, one.data if one.op == "w" else None))
        elif one.op == "s":
            self.inodes[one.inode].sync()
        elif one.op == "d":
            self._folder(Path(one.path)).sync()
        elif one.op == "m":
            self._in(one.path).change({_last(one.path): Folder()})
        elif one.op in "ux":
            self._in(one.path).change({_last(one.path): None})
        elif one.op == "r" and self._in(one.path) is self._in(one.data.decode()):
            folder = self._in(one.path)
            folder.change({_last(one.data.decode()): folder.now[_last(one.path)], _last(one.path): None})
        else:
            raise AssertionError(f"the layer cannot follow what is done with {_last(one.path)}")

    def cut(self, chance: random.Random, into: Path) -> None:
        """The power is cut: what is left, in the new folder `into`."""
        self.root.cut(chance, into)

    def _put(self, path: Path, node: Node) -> None:
        self._in(str(path)).change({path.name: node})
        self._in(str(path)).sync()

    def _in(self, path: str) -> Folder:
        return self._folder(Path(path).parent)

    def _folder(self, path: Path) -> Folder:
        found = self.root
        for name in path.relative_to(self.live).parts:
            inner = found.now[name]
            assert isinstance(inner, Folder)
            found = inner
        return found


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _set(names: dict[str, Node], step: dict[str, Node | None]) -> None:
    for name, node in step.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


def files(folder: Path) -> dict[int, str]:
    """The files of a folder by inode, SQLite's -shm left out."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm"))
    return {path.stat().st_ino: str(path.relative_to(folder)) for path in found}
