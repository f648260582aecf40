"""Bytes on their way wait sealed: what was written comes back, and what lies on the disk is none of it."""

from __future__ import annotations

import tempfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.acts.spool import Spool
from privet.app import Chance
from privet.core.file import PIECE
from privet.errors import NotReady, Tampered


@given(st.lists(st.tuples(st.binary(min_size=1, max_size=8), st.integers(1, 90_000)), max_size=6))
def test_what_was_written_comes_back_as_often_as_wanted(written: list[tuple[bytes, int]]) -> None:
    spool, all_ = Spool(Chance()), b"".join(part * times for part, times in written)
    for part, times in written:
        spool.write(part * times)
    assert spool.size == len(all_)
    for _ in range(2):
        pieces = list(spool.pieces())
        assert b"".join(pieces) == all_
        assert all(len(one) <= PIECE for one in pieces)
    spool.close()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The files that were made."""
    made: list[Any] = []
    own = tempfile.TemporaryFile

    def kept(*given: Any, **more: Any) -> Any:
        made.append(own(*given, **more))
        return made[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", kept)
    return made


def test_what_is_small_stays_in_memory(disk: list[Any]) -> None:
    spool = Spool(Chance())
    spool.write(b"canary" * 100)
    assert list(spool.pieces()) == [b"canary" * 100]
    assert disk == []


def test_nothing_on_the_disk_is_in_the_clear_or_can_be_changed(disk: list[Any]) -> None:
    spool = Spool(Chance())
    spool.write(b"canary-on-its-way!" * 40_000)
    (file,) = disk
    file.seek(0)
    raw = file.read()
    assert len(raw) >= 2 * PIECE
    assert b"canary" not in raw
    assert repr(spool) == "Spool(720000)"
    for change in (lambda: file.seek(100), lambda: file.seek(len(raw) // 2 + 100)):
        change()
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 1]))
        with pytest.raises(Tampered):
            list(spool.pieces())
        file.seek(-1, 1)
        file.write(byte)
    half = len(raw) // 2
    file.seek(0)
    file.write(raw[half:] + raw[:half])  # pieces in each other's place
    with pytest.raises(Tampered):
        list(spool.pieces())
    spool.close()
    assert file.closed


class Full:
    """A disk without room."""

    def __init__(self, short: bool) -> None:
        self.short = short

    def seek(self, at: int) -> None:
        pass

    def write(self, data: bytes) -> int:
        if self.short:
            return len(data) - 1
        raise OSError(28, "No space left on device")

    def close(self) -> None:
        pass


@pytest.mark.parametrize("short", [True, False])
def test_on_a_full_disk_it_is_refused(monkeypatch: pytest.MonkeyPatch, short: bool) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **more: Full(short))
    spool = Spool(Chance())
    with pytest.raises(NotReady):
        spool.write(bytes(PIECE))
    spool.close()
