"""The form of a backup's list: what is written is read, what is not is refused; and its keys."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from hypothesis import given
from hypothesis import strategies as st

from privet.core import backup
from privet.core.backup import File, Held, Keys, Listing, Piece
from privet.core.note import open_note
from privet.errors import Tampered

STORE = bytes(range(16))
ONE = Listing(
    1_795_262_400_000, STORE, 3, "0020", {0: 2, 1: 400}, (Held(1, 9, 8, 7),),
    (File("data.db", backup.PIECE + 1, "ab" * 32, 2), File("empty", 0, "cd" * 32, 0)), ("pack",),
    (Piece(bytes(32), 0, 0, 16_413), Piece(bytes(range(32)), 0, 16_413, 30)),
)  # fmt: skip


def test_a_list_is_read_as_it_was_written() -> None:
    assert backup.decode(backup.encode(ONE)) == ONE
    assert ONE.messages == 8
    assert backup.spans(ONE.files) == [(ONE.files[0], 0), (ONE.files[1], 2)]


def test_keys_are_hkdf_as_a_second_library_has_it() -> None:
    made = Keys.of(bytes(32))
    for name in ("seal", "name", "sign"):
        other = HKDFExpand(SHA256(), 32, b"privet backup 1 " + name.encode()).derive(bytes(32))
        assert getattr(made, name) == other
    assert made.named()(b"x") != Keys.of(bytes([1]) * 32).named()(b"x")
    assert "seal" not in repr(made)
    with pytest.raises(ValueError, match="32 bytes"):
        Keys.of(b"short")


def test_the_note_is_signed_for_this_installation_alone() -> None:
    keys = Keys.of(bytes(32))
    signer = keys.signer(STORE)
    note = signer.sign(signer.name, 2, bytes(32), 1)
    assert open_note(note, signer.vkeys).size == 2
    with pytest.raises(Tampered):
        open_note(note, keys.signer(bytes(16)).vkeys)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(ONE, store=b"short"),
        replace(ONE, packs=()),
        replace(ONE, pieces=ONE.pieces[:1]),
        replace(ONE, files=(replace(ONE.files[0], size=5), ONE.files[1])),
        replace(ONE, files=(replace(ONE.files[0], size=-backup.PIECE * 2 + 1), ONE.files[1])),
        replace(ONE, pieces=(replace(ONE.pieces[0], length=1 << 20), ONE.pieces[1])),
    ],
)
def test_what_does_not_add_up_is_refused(wrong: Listing) -> None:
    with pytest.raises(Tampered):
        backup.decode(backup.encode(wrong))


def test_more_pieces_than_anybody_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "MOST_PIECES", 1)
    with pytest.raises(Tampered):
        backup.decode(backup.encode(ONE))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"privetB2" + backup.encode(ONE)[8:],
        backup.encode(ONE)[:-1],
        backup.encode(ONE)[:60],
        backup.encode(ONE).replace(b'"form":1', b'"form":2'),
        backup.encode(ONE).replace(b'"slots"', b'"slopt"'),
    ],
)
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(Tampered):
        backup.decode(data)


@given(st.integers(0, len(backup.encode(ONE)) - 1), st.binary(max_size=8))
def test_any_bytes_are_a_list_or_refused(at: int, other: bytes) -> None:
    whole = backup.encode(ONE)
    with suppress(Tampered):
        backup.decode(whole[:at] + other + whole[at + len(other) :])


def test_which_keys_fit() -> None:
    assert backup.older(ONE, STORE, 3, {0: 2, 1: 400}) == backup.older(ONE, STORE, 9, {0: 2, 1: 500, 2: 1}) == ""
    assert "another" in backup.older(ONE, bytes(16), 3, {0: 2, 1: 400})
    assert "older" in backup.older(ONE, STORE, 2, {0: 2, 1: 400})
    assert "older" in backup.older(ONE, STORE, 3, {0: 2, 1: 399})
    assert "older" in backup.older(ONE, STORE, 3, {1: 400})
