"""Compiled patterns, kept from one start to the next: compiling takes seconds, reading them milliseconds.

They lie in `patterns` in the user's cache folder (`CACHE_DIRECTORY` of systemd, or `privet` in `XDG_CACHE_HOME` or
~/.cache), in files that only their owner may write, named by a digest of what was compiled and of the code that makes
patterns of it; they hold patterns, nothing of a message. Reading such a file runs no check that would stop a hostile
one, so one that somebody else could have written is not read. Without a folder that can be written, everything is
compiled at each start.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from privet.core import prefilter

MOST = 32
"""Files that are kept; the oldest go."""

LARGEST = 64 << 20
_NAME = re.compile("[0-9a-f]{64}")
_MAKERS = ("prefilter", "trigger", "automaton", "positions")
"""Modules of core that make patterns."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """The folder; a name is letters and digits. Nothing here raises: what cannot be kept is not kept."""

    folder: Path = field(default_factory=lambda: _folder())

    def get(self, name: str) -> bytes | None:
        """What was kept under a name; None where nothing was, or where others could have written it."""
        try:
            if not self._private():
                return None
            path = self.folder / _named(name)
            with path.open("rb") as file:
                found = os.fstat(file.fileno())
                if not stat.S_ISREG(found.st_mode) or not _own(found) or found.st_size > LARGEST:
                    return None
                data = file.read(LARGEST)
            with suppress(OSError):  # what is read is the last to go
                os.utime(path)
            return data
        except OSError:
            return None

    def put(self, name: str, data: bytes) -> None:
        """Keep `data`, whole or not at all."""
        try:
            self.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.mkdir(mode=0o700, exist_ok=True)
            if self._private():
                self._make_room()
                self._write(_named(name), data)
        except OSError:
            return

    def _private(self) -> bool:
        return _own(self.folder.stat()) and _own(self.folder.parent.stat())

    def _make_room(self) -> None:
        """Remove the oldest of our own files; what else lies there is not ours to remove."""
        ours = [one for one in self.folder.iterdir() if _NAME.fullmatch(one.name) and one.is_file()]
        for old in sorted(ours, key=lambda one: one.stat().st_mtime)[: -MOST + 1]:
            old.unlink(missing_ok=True)

    def _write(self, name: str, data: bytes) -> None:
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
            try:
                file.write(data)
                file.flush()
                os.replace(file.name, self.folder / name)
            except OSError:  # the disk is full, or a folder has its name
                os.unlink(file.name)
                raise


@cache
def _made_by() -> bytes:
    """The code that makes patterns of triggers, and which Python. Raises OSError where it cannot be read."""
    core = Path(prefilter.__file__).parent
    return sys.version.encode() + b"".join((core / f"{name}.py").read_bytes() for name in _MAKERS)


def _named(name: str) -> str:
    return hashlib.sha256(name.encode() + _made_by()).hexdigest()


def _own(found: os.stat_result) -> bool:
    """Whether only who runs this could have written it."""
    return found.st_uid == os.geteuid() and not found.st_mode & 0o022


def _folder() -> Path:
    given = os.environ.get("CACHE_DIRECTORY", "").split(":")[0]
    if given.startswith("/"):
        return Path(given) / "patterns"
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base.startswith("/") else Path("~/.cache").expanduser()) / "privet" / "patterns"
