"""The ledger's rows: entries packed a commit, full tiles, checkpoints (docs/spec/ledger-entry.md, checkpoint.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from privet.core.entry import packed, unpacked
from privet.core.merkle import Edge, leaf_hash
from privet.errors import Tampered

if TYPE_CHECKING:
    from privet.store.view import Tx, View

WIDTH = 256


def append(tx: Tx, entries: Sequence[bytes]) -> None:
    """Append `entries` to the tenant's tree and move its head."""
    edge = tx.known.edge
    first = edge.size
    full = edge.append([leaf_hash(entry) for entry in entries])
    tx.run(
        "INSERT INTO entry_pack (tenant, first, count, packed) VALUES (?, ?, ?, ?)",
        (tx.tenant, first, len(entries), packed(entries)),
    )
    tx.many(
        "INSERT INTO tile (tenant, level, number, hashes) VALUES (?, ?, ?, ?)",
        [(tx.tenant, tile.level, tile.index, tile.hashes) for tile in full],
    )
    tx.run("UPDATE tenant SET size = ? WHERE tenant = ?", (edge.size, tx.tenant))


def size(view: View) -> int:
    """How many entries the tenant's ledger has."""
    row = view.row("SELECT size FROM tenant WHERE tenant = ?", (view.tenant,))
    return int(row[0]) if row else 0


def edge(view: View, size: int) -> Edge:
    """The right edge of the tree of `size` entries, from full tiles and the entries after them."""
    tail = [leaf_hash(entry) for _, entry in entries(view, size - size % WIDTH, size)]
    return Edge.rebuild(size, lambda level, number: full_tile(view, level, number), tail)


def full_tile(view: View, level: int, number: int) -> bytes:
    """The 256 hashes of a full tile."""
    row = view.row(
        "SELECT hashes FROM tile WHERE tenant = ? AND level = ? AND number = ?", (view.tenant, level, number)
    )
    if row is None:
        raise Tampered(f"the ledger lacks tile {level}/{number}", hint="restore the last backup of data.db")
    return bytes(row[0])


def tile(view: View, level: int, number: int, width: int) -> bytes:
    """The first `width` hashes of a tile, full or partial, as proofs read them."""
    if width == WIDTH:
        return full_tile(view, level, number)
    row = view.row(
        "SELECT hashes FROM tile WHERE tenant = ? AND level = ? AND number = ?", (view.tenant, level, number)
    )
    if row is not None:
        return bytes(row[0])[: 32 * width]
    if level == 0:
        first = number * WIDTH
        return b"".join(leaf_hash(entry) for _, entry in entries(view, first, first + width))
    rebuilt = edge(view, size(view))
    return bytes(rebuilt.levels[level])[: 32 * width]


def entries(view: View, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """(index, entry) for start ≤ index < end, in order."""
    if start >= end:
        return
    at = view.row("SELECT max(first) FROM entry_pack WHERE tenant = ? AND first <= ?", (view.tenant, start))
    first = at[0] if at and at[0] is not None else 0
    while first < end:
        rows = view.rows(
            "SELECT first, packed FROM entry_pack WHERE tenant = ? AND first >= ? AND first < ? "
            "ORDER BY first LIMIT 512",
            (view.tenant, first, end),
        )
        if not rows:
            return
        for number, pack in rows:
            for place, entry in enumerate(unpacked(pack), start=number):
                if start <= place < end:
                    yield place, entry
            first = number + 1


def keep_checkpoint(tx: Tx, size: int, note: str) -> None:
    """Keep a signed checkpoint; one of the same size is replaced."""
    tx.run("INSERT OR REPLACE INTO checkpoint (tenant, size, note) VALUES (?, ?, ?)", (tx.tenant, size, note))


def checkpoints(view: View) -> Iterator[tuple[int, str]]:
    """(size, note) of every kept checkpoint, ascending."""
    yield from view.rows("SELECT size, note FROM checkpoint WHERE tenant = ? ORDER BY size", (view.tenant,))


def last_checkpoint(view: View) -> tuple[int, str] | None:
    """The newest kept checkpoint."""
    row = view.row("SELECT size, note FROM checkpoint WHERE tenant = ? ORDER BY size DESC LIMIT 1", (view.tenant,))
    return (row[0], row[1]) if row else None
