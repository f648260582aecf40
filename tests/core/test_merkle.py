"""The tree against its definition: RFC 6962 §2.1 written down as it stands there is the judge."""

from __future__ import annotations

import functools
import hashlib
import itertools
import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privet.core.merkle import (
    EMPTY_ROOT,
    Edge,
    FullTile,
    consistency,
    inclusion,
    leaf_hash,
    node_hash,
    tile_root,
    verify_consistency,
    verify_inclusion,
)
from privet.errors import Tampered

SIZES = (0, 1, 2, 3, 7, 8, 9, 255, 256, 257, 511, 512, 513, 1000, 65_535, 65_536, 65_537, 65_792, 70_000)


def root_of(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, as it is defined."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\1" + root_of(leaves[:k]) + root_of(leaves[k:])).digest()


class Log:
    """A tree with the tiles that a store would keep."""

    def __init__(self, batches: Sequence[Sequence[bytes]]) -> None:
        self.edge = Edge()
        self.tiles: dict[tuple[int, int], bytes] = {}
        for batch in batches:
            for tile in self.edge.append(batch):
                assert (tile.level, tile.index) not in self.tiles
                self.tiles[tile.level, tile.index] = tile.hashes
        self.read = self.edge.reader(self.full)

    def full(self, level: int, index: int) -> bytes:
        return self.tiles[level, index]


def leaves_of(count: int) -> list[bytes]:
    return [hashlib.sha256(b"%d" % number).digest() for number in range(count)]


LEAVES = leaves_of(70_000)
BIG = Log([LEAVES])


@functools.cache
def root_at(size: int) -> bytes:
    return root_of(LEAVES[:size])


def cut(leaves: list[bytes], at: list[int]) -> list[list[bytes]]:
    bounds = [0, *sorted(min(place, len(leaves)) for place in at), len(leaves)]
    return [leaves[start:end] for start, end in itertools.pairwise(bounds)]


def test_leaf_and_node_are_told_apart_by_their_first_byte() -> None:
    assert leaf_hash(b"x") == hashlib.sha256(b"\0x").digest()
    assert node_hash(b"l" * 32, b"r" * 32) == hashlib.sha256(b"\1" + b"l" * 32 + b"r" * 32).digest()


@pytest.mark.parametrize("size", SIZES)
def test_the_root_is_the_defined_one(size: int) -> None:
    edge = Edge()
    edge.append(LEAVES[:size])
    assert edge.size == size
    assert edge.root() == root_at(size)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1400), st.lists(st.integers(0, 1400), max_size=12))
def test_however_it_is_cut_into_batches_the_tree_is_the_same(size: int, cuts: list[int]) -> None:
    log = Log(cut(LEAVES[:size], cuts))
    assert log.edge.root() == root_at(size)
    assert log.tiles == {(0, n): b"".join(LEAVES[256 * n : 256 * n + 256]) for n in range(size // 256)}
    assert log.edge.levels[0] == b"".join(LEAVES[size - size % 256 : size])


def test_tiles_are_those_of_tlog_tiles() -> None:
    """The specification's own example: 70,000 entries are 273 full tiles, one of 112, one full, one of 17, one of 1."""
    assert sorted(BIG.tiles) == [*((0, n) for n in range(273)), (1, 0)]
    assert [len(level) // 32 for level in BIG.edge.levels] == [112, 17, 1]
    assert BIG.tiles[1, 0][:32] == root_of(LEAVES[:256])
    assert BIG.edge.levels[2] == root_of(LEAVES[:65_536])


def test_a_tree_of_256_is_a_full_tile_and_one_hash_above() -> None:
    edge = Edge()
    assert edge.append(LEAVES[:256]) == [FullTile(0, 0, b"".join(LEAVES[:256]))]
    assert edge.levels == [b"", root_of(LEAVES[:256])]


@pytest.mark.parametrize("size", SIZES)
def test_an_edge_is_made_again_from_what_is_stored(size: int) -> None:
    log = Log([LEAVES[:size]])
    again = Edge.rebuild(size, log.full, LEAVES[size - size % 256 : size])
    assert (again.size, again.levels, again.root()) == (size, log.edge.levels, log.edge.root())
    again.append(LEAVES[size : size + 300])
    assert again.root() == root_of(LEAVES[: size + 300])


@pytest.mark.parametrize(
    ("size", "levels"),
    [(1, [b""]), (0, [b"x" * 32]), (256, [b""]), (255, [b"x" * 32 * 256]), (1, [b"x" * 31]), (1, [b"x" * 32] * 2)],
)
def test_an_edge_whose_tiles_do_not_fit_its_size_is_refused(size: int, levels: list[bytes]) -> None:
    with pytest.raises(Tampered):
        Edge(size, levels)


def test_rebuilding_with_too_few_leaves_is_refused() -> None:
    with pytest.raises(Tampered):
        Edge.rebuild(300, BIG.full, LEAVES[256:299])


def test_a_copy_grows_by_itself() -> None:
    edge = Edge()
    edge.append(LEAVES[:300])
    copy = edge.copy()
    copy.append(LEAVES[300:600])
    assert edge.root() == root_of(LEAVES[:300])
    assert edge.levels == Log([LEAVES[:300]]).edge.levels
    assert copy.root() == root_of(LEAVES[:600])


def test_the_root_of_a_tile() -> None:
    for width in (1, 2, 3, 17, 255, 256):
        assert tile_root(b"".join(LEAVES[:width])) == root_of(LEAVES[:width])
    with pytest.raises(Tampered):
        tile_root(b"")


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_every_entry_is_proved_to_be_in_every_tree_that_has_it(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 2_000) | st.sampled_from(SIZES[1:]))
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion(index, size, BIG.read)
    verify_inclusion(LEAVES[index], index, size, proof, root_at(size))


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_every_tree_is_proved_to_begin_with_every_earlier_one(data: st.DataObject) -> None:
    new = data.draw(st.integers(0, 2_000) | st.sampled_from(SIZES))
    old = data.draw(st.integers(0, min(new, 2_000)) | st.sampled_from([size for size in SIZES if size <= new]))
    proof = consistency(old, new, BIG.read)
    verify_consistency(old, new, root_at(old), root_at(new), proof)


@pytest.mark.parametrize("size", range(1, 18))
def test_small_trees_whole(size: int) -> None:
    root = root_at(size)
    for index in range(size):
        proof = inclusion(index, size, BIG.read)
        verify_inclusion(LEAVES[index], index, size, proof, root)
        for other in {*range(size + 1)} - {index}:
            with pytest.raises(Tampered):
                verify_inclusion(LEAVES[index], other, size, proof, root)
    for old in range(size + 1):
        proof = consistency(old, size, BIG.read)
        verify_consistency(old, size, root_at(old), root, proof)
        for other in {*range(1, size + 1)} - {old}:
            with pytest.raises(Tampered):
                verify_consistency(other, size, root_at(old), root, proof)


def mutations(proof: list[bytes], chance: random.Random) -> list[list[bytes]]:
    """The proof with one bit flipped, one hash missing, one too many, two swapped."""
    at = chance.randrange(len(proof))
    flipped = bytearray(proof[at])
    flipped[chance.randrange(32)] ^= 1 << chance.randrange(8)
    changed = [[*proof[:at], bytes(flipped), *proof[at + 1 :]], proof[:at] + proof[at + 1 :]]
    changed.append([*proof, chance.randbytes(32)])
    changed.append([chance.randbytes(32), *proof])
    if len(proof) > 1:
        changed.append([*proof[1:], proof[0]])
    return changed


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 2_000) | st.just(66_000), st.randoms(use_true_random=False))
def test_a_changed_proof_is_refused(size: int, chance: random.Random) -> None:
    index, old = chance.randrange(size), chance.randrange(1, size)
    root, old_root = root_at(size), root_at(old)
    for proof in mutations(inclusion(index, size, BIG.read), chance):
        with pytest.raises(Tampered):
            verify_inclusion(LEAVES[index], index, size, proof, root)
    for proof in mutations(consistency(old, size, BIG.read), chance):
        with pytest.raises(Tampered):
            verify_consistency(old, size, old_root, root, proof)
    good = consistency(old, size, BIG.read)
    for wrong in ((LEAVES[-1], root), (old_root, LEAVES[-1])):
        with pytest.raises(Tampered):
            verify_consistency(old, size, *wrong, good)


def test_trees_of_one_size_must_be_one_tree() -> None:
    verify_consistency(5, 5, b"a" * 32, b"a" * 32, [])
    verify_consistency(0, 0, EMPTY_ROOT, EMPTY_ROOT, [])
    for old, new, first, second, proof in (
        (5, 5, b"a" * 32, b"b" * 32, []),
        (5, 5, b"a" * 32, b"a" * 32, [b"x" * 32]),
        (0, 5, EMPTY_ROOT, b"b" * 32, [b"x" * 32]),
        (0, 5, b"a" * 32, b"b" * 32, []),
        (6, 5, b"a" * 32, b"b" * 32, []),
        (4, 5, b"a" * 32, b"b" * 32, []),
        (3, 5, b"a" * 32, b"b" * 32, []),
    ):
        with pytest.raises(Tampered):
            verify_consistency(old, new, first, second, proof)


def test_what_cannot_be_proved_is_not_asked() -> None:
    for index, size in ((0, 0), (5, 5), (-1, 5)):
        with pytest.raises(ValueError, match="no such entry"):
            inclusion(index, size, BIG.read)
        with pytest.raises(Tampered):
            verify_inclusion(LEAVES[0], index, size, [], LEAVES[0])
    for old, new in ((6, 5), (-1, 5)):
        with pytest.raises(ValueError, match="later one"):
            consistency(old, new, BIG.read)


def test_a_tile_of_the_wrong_width_is_noticed() -> None:
    with pytest.raises(Tampered, match="tile 1 of level 0 of the ledger is not 44 hashes"):
        inclusion(3, 300, lambda level, index, width: BIG.read(level, index, width)[32:])


def test_a_changed_tile_leads_to_another_root() -> None:
    def read(level: int, index: int, width: int) -> bytes:
        tile = bytearray(BIG.read(level, index, width))
        tile[7] ^= 1
        return bytes(tile)

    with pytest.raises(Tampered):
        verify_inclusion(LEAVES[900], 900, 1000, inclusion(900, 1000, read), root_of(LEAVES[:1000]))
