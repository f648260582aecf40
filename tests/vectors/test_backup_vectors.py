"""Vectors of docs/spec/backup.md, made with another library: keys, a piece, a list, and what fails for one reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from privet.core import backup
from privet.core.backup import Keys
from privet.core.unseal import unseal
from privet.errors import Tampered

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "backup.json").read_text("utf-8"))
KEYS = Keys.of(bytes.fromhex(VECTORS["key"]))
STORE = bytes.fromhex(VECTORS["store"])


def test_the_keys() -> None:
    assert {name: getattr(KEYS, name).hex() for name in ("seal", "name", "sign")} == VECTORS["keys"]


def test_a_piece_opens_under_its_name() -> None:
    one = VECTORS["piece"]
    held = bytes.fromhex(one["held"])
    assert KEYS.named()(held).hex() == one["name"]
    context = backup.piece_context(STORE, bytes.fromhex(one["name"]))
    assert unseal(KEYS.seal, bytes.fromhex(one["sealed"]), context) == held


def test_a_list_opens_under_its_run() -> None:
    one = VECTORS["list"]
    data = unseal(KEYS.seal, bytes.fromhex(one["sealed"]), backup.list_context(STORE, one["run"]))
    listing = backup.decode(data)
    assert (listing.at, listing.store, listing.messages) == (one["at"], STORE, one["messages"])
    assert [piece.name.hex() for piece in listing.pieces] == [VECTORS["piece"]["name"]]
    assert backup.encode(listing) == data


@pytest.mark.parametrize("why", VECTORS["fails"])
def test_what_fails_does_so(why: str) -> None:
    one = VECTORS["fails"][why]
    context = backup.piece_context(bytes.fromhex(one["store"]), bytes.fromhex(one["name"]))
    with pytest.raises(Tampered):
        unseal(KEYS.seal, bytes.fromhex(one["sealed"]), context)
