"""The ledger's tree: RFC 6962 hashes kept in 256-wide tiles (C2SP tlog-tiles, height 8).

A tile at level `k` holds up to 256 hashes, 32 bytes each, end to end; hash `i` of tile `n` is the RFC 6962 tree hash of
entries `[(256n + i) * 256**k, (256n + i + 1) * 256**k)`. Level 0 holds leaf hashes. Only full tiles are stored; what is
right of them is the `Edge`, which can be made again from the stored ones. Proofs read tiles through a `TileReader`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from privet.errors import Tampered

WIDTH = 256
"""Hashes in a full tile."""

HASH_SIZE = 32

EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of the tree without entries (RFC 6962 §2.1)."""

TileReader = Callable[[int, int, int], bytes]
"""`(level, index, width)` → the first `width` hashes of that tile, `32 * width` bytes."""

FullTileReader = Callable[[int, int], bytes]
"""`(level, index)` → a stored full tile, 8192 bytes."""

_sha256 = hashlib.sha256


@dataclass(frozen=True, slots=True)
class FullTile:
    """A tile that has all its 256 hashes (8192 bytes) and never changes again."""

    level: int
    index: int
    hashes: bytes


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry as a leaf: SHA-256(0x00 ‖ entry) (RFC 6962 §2.1)."""
    return _sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256(0x01 ‖ left ‖ right) (RFC 6962 §2.1)."""
    return _sha256(b"\1" + left + right).digest()


class Edge:
    """The right edge of one growing tree: its partial tiles, and the root of every complete subtree that ends it.

    `levels[k]` are the bytes of the partial tile at tile level `k` (32 bytes a hash, fewer than 256 hashes). Appending
    costs about one hash a leaf, however large the tree; the root costs at most one hash a binary digit of `size`.
    """

    __slots__ = ("_peaks", "levels", "size")

    def __init__(self, size: int = 0, levels: Sequence[bytes] = ()) -> None:
        """The edge of a tree of `size` entries whose partial tiles are `levels`; Tampered where they do not fit."""
        self.size = size
        self.levels = list(levels)
        while len(self.levels) < _depth(size):
            self.levels.append(b"")
        widths = [len(level) for level in self.levels]
        if widths != [(size >> 8 * k & 255) * HASH_SIZE for k in range(len(widths))] or size >> 8 * len(widths):
            raise Tampered("the ledger's partial tiles do not have the widths that its size asks for")
        # Height → root of the complete subtree of 2**height leaves at the right, where the bit of `size` is set.
        self._peaks: list[bytes | None] = []
        for hashes in self.levels:
            self._peaks += _peaks_of(hashes)

    @classmethod
    def rebuild(cls, size: int, full_tile: FullTileReader, tail_leaf_hashes: Sequence[bytes]) -> Edge:
        """The edge of a stored tree: level 0 from the leaf hashes of the last `size % 256` entries, the rest from
        stored full tiles. Tampered where the number of leaf hashes is wrong."""
        levels = [b"".join(tail_leaf_hashes)]
        for level in range(1, _depth(size)):
            count = size >> 8 * level
            below = range(count - count % WIDTH, count)
            levels.append(b"".join(tile_root(full_tile(level - 1, index)) for index in below))
        return cls(size, levels)

    def append(self, leaf_hashes: Iterable[bytes]) -> list[FullTile]:
        """Add leaves at the right; returns the tiles that they completed, each level's in ascending order."""
        done: list[FullTile] = []
        nodes = list(leaf_hashes)
        before, self.size = self.size, self.size + len(nodes)
        height = 0
        while nodes:
            if height == len(self._peaks):
                self._peaks.append(None)
            if height & 7 == 0:
                self._extend(height >> 3, before >> height + 8, nodes, done)
            peak = self._peaks[height]
            if peak is not None:
                nodes.insert(0, peak)
            self._peaks[height] = nodes.pop() if len(nodes) & 1 else None
            pairs = iter(nodes)
            nodes = [_sha256(b"\1" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
            height += 1
        return done

    def _extend(self, level: int, index: int, hashes: list[bytes], done: list[FullTile]) -> None:
        """Put `hashes` into the partial tile `index` of `level`, and move what gets full to `done`."""
        if level == len(self.levels):
            self.levels.append(b"")
        tile = self.levels[level] + b"".join(hashes)
        while len(tile) >= WIDTH * HASH_SIZE:
            done.append(FullTile(level, index, tile[: WIDTH * HASH_SIZE]))
            tile = tile[WIDTH * HASH_SIZE :]
            index += 1
        self.levels[level] = tile

    def root(self) -> bytes:
        """The root of the tree as it stands, 32 bytes."""
        root = None
        for peak in self._peaks:
            if peak is not None:
                root = peak if root is None else node_hash(peak, root)
        return EMPTY_ROOT if root is None else root

    def copy(self) -> Edge:
        """A second edge that grows by itself: what a transaction appends to, so that a failed one leaves no trace."""
        other = Edge.__new__(Edge)
        other.size, other.levels, other._peaks = self.size, self.levels.copy(), self._peaks.copy()
        return other

    def reader(self, full_tile: FullTileReader) -> TileReader:
        """A reader of this tree for proofs: partial tiles from here, full ones from `full_tile`."""

        def read(level: int, index: int, width: int) -> bytes:
            last = self.size >> 8 * (level + 1)
            tile = self.levels[level] if index == last else full_tile(level, index)
            return tile[: width * HASH_SIZE]

        return read


def tile_root(hashes: bytes) -> bytes:
    """The tree hash over the hashes of one tile (1 to 256 of them, 32 bytes each, end to end)."""
    root = None
    for peak in _peaks_of(hashes):
        if peak is not None:
            root = peak if root is None else node_hash(peak, root)
    if root is None:
        raise Tampered("a tile of the ledger is empty")
    return root


def inclusion(index: int, size: int, tile: TileReader) -> list[bytes]:
    """The proof that entry `index` is in the tree of `size` entries: PATH of RFC 6962 §2.1.1, nearest sibling first."""
    if not 0 <= index < size:
        raise ValueError("no such entry in a tree of that size")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range_root(middle, end, size, tile))
            end = middle
        else:
            path.append(_range_root(start, middle, size, tile))
            start = middle
    path.reverse()
    return path


def consistency(old: int, new: int, tile: TileReader) -> list[bytes]:
    """The proof that the tree of `new` entries begins with the tree of `old` ones: PROOF of RFC 6962 §2.1.2."""
    if not 0 <= old <= new:
        raise ValueError("a tree is consistent with a later one only")
    if old in (0, new):
        return []
    path: list[bytes] = []
    start, end = 0, new
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_range_root(middle, end, new, tile))
            end = middle
        else:
            path.append(_range_root(start, middle, new, tile))
            start = middle
    if start:
        path.append(_range_root(start, end, new, tile))
    path.reverse()
    return path


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Tampered unless `proof` shows the leaf hash `leaf` as entry `index` of the tree (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        raise Tampered("the inclusion proof is for an entry outside the tree")
    at, last, node = index, size - 1, leaf
    for sibling in proof:
        if not last:
            raise Tampered("the inclusion proof is too long")
        if at & 1 or at == last:
            node = node_hash(sibling, node)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        at, last = at >> 1, last >> 1
    if last or node != root:
        raise Tampered(f"the proof does not lead from entry {index} to the signed root")


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Tampered unless `proof` shows that the new tree begins with the old one (RFC 9162 §2.1.4.2).

    From the empty tree only the empty proof is taken, and only when its root is the empty root.
    """
    if not 0 <= old <= new:
        raise Tampered("the tree has become smaller")
    if old in (0, new):
        if proof or (old == new and old_root != new_root) or (old == 0 and old_root != EMPTY_ROOT):
            raise Tampered("two trees of the same size differ, or their proof is not empty")
        return
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    rest = iter(proof)
    # A tree of a power of two entries is itself the first node of the proof, and is left out of it.
    old_node = new_node = next(rest, b"") if at else old_root
    for sibling in rest:
        if not last:
            raise Tampered("the consistency proof is too long")
        if at & 1 or at == last:
            old_node, new_node = node_hash(sibling, old_node), node_hash(sibling, new_node)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new_node = node_hash(new_node, sibling)
        at, last = at >> 1, last >> 1
    if last or old_node != old_root or new_node != new_root:
        raise Tampered(f"the tree of {new} entries does not begin with the tree of {old} entries")


def _depth(size: int) -> int:
    """Tile levels of a tree of `size` entries."""
    return max(1, -(-size.bit_length() // 8))


def _split(count: int) -> int:
    """The largest power of two smaller than `count`, which is at least 2."""
    return 1 << (count - 1).bit_length() - 1


def _peaks_of(hashes: bytes) -> list[bytes | None]:
    """The roots of the complete subtrees that `hashes` (at most 256 of 32 bytes) decompose into, by height."""
    nodes = [hashes[at : at + HASH_SIZE] for at in range(0, len(hashes), HASH_SIZE)]
    heights = 9 if len(nodes) == WIDTH else 8
    peaks: list[bytes | None] = []
    for _ in range(heights):
        peaks.append(nodes.pop() if len(nodes) & 1 else None)
        pairs = iter(nodes)
        nodes = [node_hash(left, right) for left, right in zip(pairs, pairs, strict=True)]
    return peaks


def _range_root(start: int, end: int, size: int, tile: TileReader) -> bytes:
    """The tree hash of entries `[start, end)` of a tree of `size`; `start` is where RFC 6962 would split."""
    count = end - start
    if count & count - 1:
        middle = start + _split(count)
        return node_hash(_range_root(start, middle, size, tile), _range_root(middle, end, size, tile))
    level, height = divmod(count.bit_length() - 1, 8)
    first = start >> 8 * level
    index, offset = divmod(first, WIDTH)
    width = min(WIDTH, (size >> 8 * level) - index * WIDTH)
    hashes = tile(level, index, width)
    if len(hashes) != width * HASH_SIZE:
        raise Tampered(f"tile {index} of level {level} of the ledger is not {width} hashes wide")
    return tile_root(hashes[offset * HASH_SIZE : (offset + (1 << height)) * HASH_SIZE])
