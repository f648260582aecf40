"""A witness that lives in a folder of its own: it remembers how far each log had grown, and signs only what follows.

The folder belongs outside the data folder, best on another disk or machine, so that whoever puts back an old copy of
the data does not put back the witness too. It holds `key` (the seed of the witness's Ed25519 key, mode 0600), `lock`,
and one state file a log, which is replaced in one step. A witness stopped between two steps has either seen a
checkpoint or not; it never forgets one that it has signed.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from privet.core.merkle import verify_consistency
from privet.core.note import Cosigner, open_note
from privet.errors import BadInput, Busy, NotReady, StorageFailed, Tampered

_ATTEMPTS, _PAUSE = 100, 0.05  # five seconds in all, after which somebody else has stopped with the lock


@dataclass(frozen=True, slots=True)
class _State:
    """What is known of one log: its keys as they were at first sight, and the last tree that was signed."""

    origin: str
    vkeys: tuple[str, ...]
    size: int
    root: bytes


class FileWitness:
    """The witness in `folder`; see `privet.core.note.Witness` for the port. Made once by `create`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            name, seed = (folder / "key").read_text("ascii").split()
            self._cosigner = Cosigner(bytes.fromhex(seed), name)
        except FileNotFoundError:
            raise NotReady(f"there is no witness in {folder}", hint="Make one, or correct the folder's name.") from None
        except (OSError, ValueError):
            raise StorageFailed(f"the witness's key in {folder} cannot be read") from None

    @classmethod
    def create(cls, folder: Path, name: str, seed: bytes) -> FileWitness:
        """Make a witness with this name, say `witness.invalid/abc`, from 32 random bytes. BadInput where one exists."""
        Cosigner(seed, name)  # refuses a bad name or seed before anything is written
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(folder / "key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(f"{name} {seed.hex()}\n")
                file.flush()
                os.fsync(file.fileno())
            _sync_folder(folder)
        except FileExistsError:
            raise BadInput(f"there is a witness in {folder} already") from None
        except OSError as error:
            raise StorageFailed(f"the witness's folder {folder} cannot be written: {error.strerror}") from None
        return cls(folder)

    @property
    def vkey(self) -> str:
        """The witness's public key, as text."""
        return self._cosigner.vkey

    def seen(self, origin: str) -> int:
        """The size of the tree that was seen last; 0 where the log is not known."""
        state = self._read(origin)
        return 0 if state is None else state.size

    def remembered(self, origin: str) -> tuple[int, bytes]:
        """Size and root of the tree that was seen last; 0 and no root where the log is not known."""
        state = self._read(origin)
        return (0, b"") if state is None else (state.size, state.root)

    def see(self, note: str, vkeys: Sequence[str], old: int, proof: Sequence[bytes], at: int) -> str:
        """The note with this witness's line; remembered before it is given out. See the port for what is refused."""
        checkpoint = open_note(note, vkeys)
        with self._locked():
            known = self._read(checkpoint.origin)
            if known is not None:
                self._refuse_other_keys(known, vkeys)
                if checkpoint.size < known.size:
                    raise Tampered(
                        f"the ledger was rolled back: the witness has seen {known.size} entries, and the checkpoint "
                        f"has only {checkpoint.size}",
                        hint="Ask which copy of the data was put back, and compare both with an export.",
                    )
                if old != known.size:
                    raise Busy("the witness has seen a later checkpoint meanwhile", hint="Ask it again.")
                self._refuse_fork(known, checkpoint.size, checkpoint.root, proof)
            elif old != 0:
                raise Tampered("the witness has never seen this ledger", hint="Was its folder replaced?")
            self._write(_State(checkpoint.origin, tuple(vkeys), checkpoint.size, checkpoint.root))
        return self._cosigner.cosign(note, at)

    def _refuse_other_keys(self, known: _State, vkeys: Sequence[str]) -> None:
        if set(vkeys) != set(known.vkeys):
            raise Tampered(
                "the ledger is signed by other keys than those the witness saw first",
                hint="Where the keys were changed on purpose, a new ledger with a new origin begins.",
            )

    def _refuse_fork(self, known: _State, size: int, root: bytes, proof: Sequence[bytes]) -> None:
        try:
            verify_consistency(known.size, size, known.root, root, proof)
        except Tampered as error:
            raise Tampered(
                f"the ledger was rewritten: what the witness saw at {known.size} entries is not part of it "
                f"({error.message})",
                hint="Export the ledger and check it against an older checkpoint to find where it differs.",
            ) from None

    def _path(self, origin: str) -> Path:
        """An origin names a tenant, and a file name should not."""
        return self._folder / f"{hashlib.sha256(origin.encode()).hexdigest()[:32]}.json"

    def _read(self, origin: str) -> _State | None:
        try:
            raw = json.loads(self._path(origin).read_text("utf-8"))
            state = _State(raw["origin"], tuple(raw["vkeys"]), int(raw["size"]), bytes.fromhex(raw["root"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            raise StorageFailed(f"what the witness in {self._folder} remembers cannot be read") from None
        if state.origin != origin:
            raise Tampered("what the witness remembers is of another ledger than its file name says")
        return state

    def _write(self, state: _State) -> None:
        path = self._path(state.origin)
        text = json.dumps(
            {"origin": state.origin, "vkeys": state.vkeys, "size": state.size, "root": state.root.hex()}, indent=1
        )
        new = path.with_suffix(".new")
        try:
            with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
            _sync_folder(self._folder)
        except OSError as error:
            raise StorageFailed(f"the witness in {self._folder} cannot write: {error.strerror}") from None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One at a time, threads and processes alike; the lock ends with whoever holds it."""
        try:
            handle = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StorageFailed(f"the witness in {self._folder} cannot be locked: {error.strerror}") from None
        try:
            for _ in range(_ATTEMPTS):
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    time.sleep(_PAUSE)
            else:
                raise Busy(f"another process holds the witness in {self._folder}")
            yield
        finally:
            os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Make a new or replaced name in the folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
