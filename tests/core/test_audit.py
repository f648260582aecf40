"""The audit names what was changed: entry, stored hash, tile, or the range that a signed root does not fit."""

from __future__ import annotations

import random
from functools import cache

import pytest

from privet.core.audit import MOST, Audit
from privet.core.merkle import WIDTH, Edge, leaf_hash

SIZE = WIDTH * WIDTH + 300


@cache
def whole() -> tuple[list[bytes], dict[tuple[int, int], bytes], dict[int, bytes]]:
    """Entries, full tiles, and the root at some sizes."""
    chance = random.Random(9162)
    entries = [chance.randbytes(12) for _ in range(SIZE)]
    edge, tiles, roots = Edge(), {}, {}
    for start in range(0, SIZE, 100):
        for tile in edge.append(map(leaf_hash, entries[start : start + 100])):
            tiles[tile.level, tile.index] = tile.hashes
        roots[edge.size] = edge.root()
    return entries, tiles, roots


def audited(entries: list, tiles: dict, *sizes: int, size: int | None = None) -> Audit:
    """An audit of all entries that stops at the signed `sizes`."""
    size = len(entries) if size is None else size
    audit = Audit(lambda level, number: tiles.get((level, number)))
    for end in (*sizes, size):
        while audit.size < end:
            stop = min(end, audit.size - audit.size % WIDTH + WIDTH)
            audit.add(entries[audit.size : stop], size)
        if end in sizes:
            audit.check(end, whole()[2][end], "the checkpoint")
    audit.end()
    return audit


def changed(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_what_was_signed_holds() -> None:
    entries, tiles, _ = whole()
    audit = audited(entries, tiles, 100, 700, SIZE - SIZE % 100)
    assert (audit.problems, audit.covered, audit.tiles) == ([], SIZE - SIZE % 100, len(tiles))


def test_a_tile_above_the_leaves_is_looked_at() -> None:
    entries, tiles, _ = whole()
    for other in ({**tiles, (1, 0): changed(tiles[1, 0], 100)}, {k: v for k, v in tiles.items() if k != (1, 0)}):
        (problem,) = audited(entries, other, 700).problems
        assert (problem.first, problem.last) == (0, 65_535)
        assert "tile 1/0" in problem.what


@pytest.mark.parametrize("at", [3, 255, 256, 299])
def test_an_entry_changed_under_a_full_tile_is_named(at: int) -> None:
    entries, tiles, _ = whole()
    entries = [*entries[:at], b"other", *entries[at + 1 : 600]]
    audit = audited(entries, tiles, 300, 600)
    assert [(one.first, one.last) for one in audit.problems] == [(at, at)]
    assert "is not the one that was recorded" in audit.problems[0].what


def test_a_stored_hash_that_was_changed_is_told_from_an_entry() -> None:
    entries, tiles, _ = whole()
    audit = audited(entries[:600], {**tiles, (0, 0): changed(changed(tiles[0, 0], 32 * 7), 32 * 9)}, 300, 600)
    assert [(one.first, one.last) for one in audit.problems] == [(7, 9)]
    assert "the stored hash of entry 7 (and 1 more, up to entry 9) was changed" in audit.problems[0].what


def test_stored_hashes_that_are_gone_are_named() -> None:
    entries, tiles, _ = whole()
    for tile in (None, tiles[0, 1][:-1]):
        audit = audited(entries[:600], {(0, 0): tiles[0, 0], (0, 1): tile}, 600)
        assert [(one.first, one.last) for one in audit.problems] == [(256, 511)]


def test_missing_entries_are_one_problem_a_tile() -> None:
    entries, tiles, _ = whole()
    audit = audited([*entries[:10], None, None, None, *entries[13:600]], tiles, 300, 600)
    assert [(one.first, one.last) for one in audit.problems] == [(10, 12), (10, 12)]
    assert "entry 10 (and 2 more, up to entry 12) is missing" in audit.problems[0].what


def test_what_fits_no_signed_root_is_a_range_and_nothing_is_believed_after_it() -> None:
    entries, tiles, _ = whole()
    other = [*entries[:550], b"other", *entries[551:600]]
    audit = audited(other, tiles, 500, 600)
    assert [(one.first, one.last) for one in audit.problems] == [(500, 599)]
    both = {**tiles, (0, 0): changed(tiles[0, 0], 32 * 40)}
    audit = audited([*entries[:30], b"other", *entries[31:600]], both, 100, 300, 600)
    assert audit.lost
    assert [(one.first, one.last) for one in audit.problems] == [(30, 99)]
    assert "entries 0 to 99 are not all as they were signed" in audit.problems[0].what


def test_without_a_signed_root_nobody_can_say_which_is_true() -> None:
    entries, tiles, _ = whole()
    audit = audited([*entries[:30], b"other", *entries[31:600]], tiles)
    assert "no checkpoint says which is true" in audit.problems[0].what


def test_only_the_first_problems_are_told() -> None:
    audit = Audit(lambda level, number: None)
    for at in range(2 * MOST):
        audit.found(at, at, "something")
    assert len(audit.problems) == MOST
