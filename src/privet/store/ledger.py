"""The ledger's rows: entries packed a commit, full tiles, checkpoints (docs/spec/ledger-entry.md, checkpoint.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from privet.core.entry import packed, unpacked
from privet.core.merkle import Edge, leaf_hash
from privet.errors import Tampered
from privet.store import tally

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
    tally.count(tx, first, entries)


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
    found = stored_tile(view, level, number)
    if found is None:
        raise Tampered(f"the ledger lacks tile {level}/{number}", hint="restore the last backup of data.db")
    return found


def tile(view: View, level: int, number: int, width: int) -> bytes:
    """The first `width` hashes of a tile, full or partial, as proofs read them."""
    if width == WIDTH:
        return full_tile(view, level, number)
    found = stored_tile(view, level, number)
    if found is not None:
        return found[: 32 * width]
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
            "ORDER BY first LIMIT 64",
            (view.tenant, first, end),
        )
        if not rows:
            return
        for number, pack in rows:
            for place, entry in enumerate(unpacked(pack), start=number):
                if start <= place < end:
                    yield place, entry
            first = number + 1


def as_stored(view: View) -> Iterator[bytes | None]:
    """What the rows hold for entries 0, 1, 2, … in their order, true or not: for whoever looks for what was changed.

    None stands for an entry that no row holds. A row that holds more than its place shifts all that follow, and what
    lies behind the head comes last.
    """
    head, at, last = size(view), 0, -1
    while rows := view.rows(
        "SELECT first, CAST(packed AS BLOB) FROM entry_pack WHERE tenant = ? AND first > ? ORDER BY first LIMIT 64",
        (view.tenant, last),
    ):
        for last, pack in rows:
            for _ in range(at, min(last, head)):
                yield None
            at = max(at, min(last, head))
            for entry in _torn(pack):
                yield entry
                at += 1
    for _ in range(at, head):
        yield None


def _torn(pack: bytes) -> Iterator[bytes]:
    """The entries of a bundle, the last one as short as it is where the bundle ends inside it."""
    at = 0
    while at < len(pack):
        start = at + 2
        at = start + int.from_bytes(pack[at:start], "big")
        yield pack[start:at]


def stored_tile(view: View, level: int, number: int) -> bytes | None:
    """What is stored as a full tile, true or not."""
    row = view.row(
        "SELECT CAST(hashes AS BLOB) FROM tile WHERE tenant = ? AND level = ? AND number = ?",
        (view.tenant, level, number),
    )
    return row[0] if row else None


def stray_tile(view: View, size: int) -> tuple[int, int] | None:
    """(level, number) of a stored tile that a tree of `size` entries does not have."""
    return view.row(
        "SELECT level, number FROM tile WHERE tenant = ? AND number >= ? >> (8 * (level + 1)) LIMIT 1",
        (view.tenant, size),
    )


def keep_checkpoint(tx: Tx, size: int, note: str) -> None:
    """Keep a signed checkpoint, in place of those that ended within the same full tile.

    A checkpoint a tile says all that an older one within it could, and the ledger does not grow faster by its
    signatures than by its entries.
    """
    tx.run("DELETE FROM checkpoint WHERE tenant = ? AND size <= ? AND size > ?", (tx.tenant, size, size - size % WIDTH))
    tx.run("INSERT OR REPLACE INTO checkpoint (tenant, size, note) VALUES (?, ?, ?)", (tx.tenant, size, note))


def checkpoints(view: View) -> Iterator[tuple[int, str]]:
    """(size, note) of every kept checkpoint, ascending."""
    yield from view.rows("SELECT size, note FROM checkpoint WHERE tenant = ? ORDER BY size", (view.tenant,))


def last_checkpoint(view: View) -> tuple[int, str] | None:
    """The newest kept checkpoint."""
    row = view.row("SELECT size, note FROM checkpoint WHERE tenant = ? ORDER BY size DESC LIMIT 1", (view.tenant,))
    return (row[0], row[1]) if row else None
