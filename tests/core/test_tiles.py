"""The grammar of tlog-tiles paths, by the specification's own example and by what it forbids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core import tiles
from privet.core.tiles import ENTRIES, Tile
from privet.errors import NotFound


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 1_234_067), "0/x001/x234/067"),  # c2sp.org/tlog-tiles, "Merkle Tree"
        (Tile(0, 0), "0/000"),
        (Tile(0, 273, 112), "0/273.p/112"),  # its tree of 70,000 entries
        (Tile(1, 1, 17), "1/001.p/17"),
        (Tile(2, 0, 1), "2/000.p/1"),
        (Tile(ENTRIES, 999), "entries/999"),
        (Tile(ENTRIES, 1000, 255), "entries/x001/000.p/255"),
        (Tile(63, 999_999_999_999_999), "63/x999/x999/x999/x999/999"),
    ],
)
def test_a_tile_and_its_path(tile: Tile, path: str) -> None:
    assert tile.path() == path
    assert tiles.read(path) == tile


@given(st.integers(ENTRIES, 63), st.integers(0, 10**15 - 1), st.integers(1, 256))
def test_every_path_leads_back(level: int, number: int, width: int) -> None:
    assert tiles.read(Tile(level, number, width).path()) == Tile(level, number, width)


@pytest.mark.parametrize(
    "path",
    [
        "", "0", "0/", "0/0", "0/00", "0/0000", "00/000", "01/000", "64/000", "-1/000", "entries", "entries/1",
        "0/x000/001", "0/001/067", "0/x001/x067", "0/x001/0067", "0/000.p/0", "0/000.p/01", "0/000.p/256",
        "0/000.p/999", "0/000.p/", "0/000.p", "0/000/", "/0/000", "0/000 ", "0/０００", "data/000",
        "0/x001/x000/x000/x000/x000/000",
    ],
)  # fmt: skip
def test_any_other_path_is_none(path: str) -> None:
    with pytest.raises(NotFound):
        tiles.read(path)


@given(st.text(alphabet="0123456789x/.pentris", max_size=24))
def test_a_path_is_written_in_one_way(path: str) -> None:
    try:
        tile = tiles.read(path)
    except NotFound:
        return
    assert tile.path() == path


def test_what_a_tree_of_70000_entries_has() -> None:
    size = 70_000
    for there in ("0/272", "0/273.p/112", "1/000", "1/001.p/17", "2/000.p/1", "entries/272", "entries/273.p/112"):
        assert tiles.read(there).within(size), there
    for absent in ("0/273", "0/273.p/113", "0/274.p/1", "1/001", "1/001.p/18", "2/000.p/2", "3/000.p/1", "63/000.p/1"):
        assert not tiles.read(absent).within(size), absent
