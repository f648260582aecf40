"""The folder that backups go to: packs of sealed pieces, and for each backup its list and its signed note.

A note is put in place last and taken away first, so a crash leaves the backups that there were, or one more. What lies
there without a note is removed by the next backup. Nothing here opens anything.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from privet.errors import BadInput, Busy, NotFound, StorageFailed, Tampered
from privet.store import epoch

MARK, LOCK, PACKS, RUNS = "privet-backup", "lock", "packs", "runs"
ROOT = "root.json"
"""Salt and cost of a root key's passphrase, no secret: without it nobody derives the root key again."""

_MARK = b"privet backup 1\n"
_RUN = re.compile("[0-9]{8}T[0-9]{6}Z-[a-z2-7]{8}")
_PACK = re.compile("[a-z2-7]{26}")
_MOST_NOTE, _MOST_LIST = 65_536, 2 << 30


class Backups:
    """The folder, open: for one writer at a time, or for readers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock: int | None = None

    @classmethod
    def read(cls, folder: Path) -> Backups:
        """What lies there. Raises NotFound where it is no folder of backups."""
        if not (folder / MARK).is_file():
            raise NotFound("there are no backups in this folder", hint="`privet backup --to FOLDER` writes them")
        return cls(folder)

    @classmethod
    def write(cls, folder: Path, store: bytes) -> Backups:
        """The folder to write to, made when its parent is there, for this key store's installation alone.

        Raises Busy while another process writes there, BadInput for a folder of something else.
        """
        with _failing():
            if not folder.is_dir():
                folder.mkdir(mode=0o700)
            found = {one.name for one in folder.iterdir()} - {"lost+found", LOCK}
            if MARK not in found and not _begun(folder, found):
                raise BadInput("the folder holds something else than backups", hint="name an empty or a new folder")
            made = cls(folder)
            made._take_lock()
            try:
                made._mark(store)
            except BaseException:
                made.close()
                raise
        return made

    def close(self) -> None:
        """Let the next one write."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def runs(self) -> list[str]:
        """The backups that are there, newest first."""
        with _failing():
            names = [one.name.removesuffix(".note") for one in (self.folder / RUNS).glob("*.note")]
        return sorted((one for one in names if _RUN.fullmatch(one)), reverse=True)

    def note(self, run: str) -> str:
        """The signed note of a backup. Raises NotFound, Tampered."""
        try:
            return _held(self._run(run, "note"), _MOST_NOTE).decode("utf-8")
        except UnicodeDecodeError:
            raise Tampered("the note of this backup is damaged") from None

    def listing(self, run: str) -> bytes:
        """The sealed list of a backup."""
        return _held(self._run(run, "list"), _MOST_LIST)

    def put_pack(self, name: str, data: Collection[bytes]) -> None:
        """A new pack, durable under its name once this returns."""
        with _failing():
            self._put(self._pack(name), b"".join(data))

    def put_list(self, run: str, data: bytes) -> None:
        """The sealed list of a backup that has no note yet."""
        with _failing():
            self._put(self._run(run, "list"), data)

    def commit(self, run: str, note: str) -> None:
        """From here on the backup is there."""
        with _failing():
            epoch.sync_folder(self.folder / PACKS)
            self._put(self._run(run, "note"), note.encode("utf-8"))

    def put_root(self, data: bytes) -> None:
        """The root key's salt and cost beside the backups."""
        with _failing():
            self._put(self.folder / ROOT, data)

    def piece(self, pack: str, start: int, length: int) -> bytes:
        """The bytes of a sealed piece. Raises Tampered where there are fewer."""
        with _failing(), self._pack(pack).open("rb", buffering=0) as file:
            data = os.pread(file.fileno(), length, start)
        if len(data) != length:
            raise Tampered("a pack of the backup is cut short")
        return data

    def sizes(self) -> dict[str, int]:
        """The packs that are there, and how many bytes each has."""
        with _failing():
            found = {one.name: one.stat().st_size for one in (self.folder / PACKS).iterdir()}
        return {name: size for name, size in found.items() if _PACK.fullmatch(name)}

    def drop(self, run: str) -> None:
        """Take a backup away: its note first, so that a crash leaves no backup that lacks something."""
        with _failing():
            for what in ("note", "list"):
                self._run(run, what).unlink(missing_ok=True)
                epoch.sync_folder(self.folder / RUNS)

    def sweep(self, packs: Collection[str]) -> None:
        """Remove every pack but `packs`, every list without its note, and what a crash left half written."""
        runs = set(self.runs())
        with _failing():
            for one in (self.folder / PACKS).iterdir():
                if one.name not in packs:
                    one.unlink()
            for one in (self.folder / RUNS).iterdir():
                if one.suffix != ".note" and one.name.removesuffix(".list") not in runs:
                    one.unlink()

    def _take_lock(self) -> None:
        self._lock = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.close()
            raise Busy("another process is writing a backup to this folder", hint="wait for it to finish") from None

    def _mark(self, store: bytes) -> None:
        said = _MARK + store.hex().encode("ascii") + b"\n"
        if not (self.folder / MARK).exists():
            for name in (PACKS, RUNS):
                (self.folder / name).mkdir(mode=0o700, exist_ok=True)
            with suppress(PermissionError):  # the folder's own name; one that it is not for us to read was there before
                epoch.sync_folder(self.folder.parent)
            self._put(self.folder / MARK, said)
        elif (self.folder / MARK).read_bytes() != said:
            raise BadInput("the folder holds backups of another installation", hint="name another folder")

    def _put(self, path: Path, data: bytes) -> None:
        """A file, whole and on the disk, or not there at all."""
        half = path.with_name(f"{path.name}.new")
        epoch.durable(half, data)
        os.rename(half, path)
        epoch.sync_folder(path.parent)

    def _run(self, run: str, what: str) -> Path:
        if _RUN.fullmatch(run) is None:
            raise NotFound("there is no such backup", hint="`privet backup --list` names them")
        return self.folder / RUNS / f"{run}.{what}"

    def _pack(self, name: str) -> Path:
        if _PACK.fullmatch(name) is None:
            raise Tampered("a backup's list names a pack that is none")
        return self.folder / PACKS / name


def _begun(folder: Path, found: set[str]) -> bool:
    """Whether nothing is there but what a first backup leaves that a crash cut off before its first file."""
    return found <= {PACKS, RUNS, f"{MARK}.new"} and not any(
        any((folder / one).iterdir()) for one in found & {PACKS, RUNS}
    )


def _held(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        raise NotFound("there is no such backup, or its list is gone", hint="`privet backup --list`") from None
    except OSError as error:
        raise StorageFailed(f"the backup cannot be read: {error.strerror}", hint="check its disk") from None
    if len(data) > most:
        raise Tampered("a file of the backup is longer than any")
    return data


@contextmanager
def _failing() -> Iterator[None]:
    """What the operating system refuses, as a sentence that names no path."""
    try:
        yield
    except FileNotFoundError:
        raise StorageFailed("a file of the backup is not there", hint="`privet restore --check` looks at all") from None
    except OSError as error:
        raise StorageFailed(
            f"the folder of backups cannot be used: {error.strerror}", hint="check that it is mounted and has room"
        ) from None
