"""Destroying leaves: fresh keys for every node above them, what remains re-wrapped, the old rows gone.

Runs inside the key store's open transaction and touches no file. For one leaf that is at most 255 leaves, 3 × 256 inner
nodes and every tenant's node; leaves destroyed together share what they have in common.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from privet.core.wrap import KEY, LEAF, NONCE, TENANT_NODE, KeyKind, child_context, unwrapping, wrapping

Node = tuple[bytes, int]
"""A node's key and the generation in which it was drawn."""

_CHILDREN = "SELECT path, kind, born, wrapped FROM key WHERE tenant = ? AND level = ? AND path BETWEEN ? AND ?"
_UPDATE = "UPDATE key SET born = ?, wrapped = ? WHERE tenant = ? AND level = ? AND path = ?"
_DELETE = "DELETE FROM key WHERE tenant = ? AND level = ? AND path = ?"


def present(link: sqlite3.Connection, leaves: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of `leaves`, each once and in order, that are there."""
    sql = "SELECT 1 FROM key WHERE tenant = ? AND level = ? AND path = ?"
    return [
        (tenant, slot) for tenant, slot in sorted(set(leaves)) if link.execute(sql, (tenant, LEAF, slot)).fetchone()
    ]


def rekey(
    link: sqlite3.Connection,
    chance: Callable[[int], bytes],
    leaves: Sequence[tuple[int, int]],
    node: Callable[[int, int, int], Node],
    old_epoch: Node,
    new_epoch: Node,
) -> None:
    """Remove `leaves` and put fresh keys above them, up to `new_epoch`.

    `node(tenant, level, path)` gives the keys as they are until now.
    """
    born = new_epoch[1]
    tops: dict[int, bytes] = {}
    for tenant in sorted({tenant for tenant, _ in leaves}):
        slots = [slot for owner, slot in leaves if owner == tenant]
        link.executemany(_DELETE, [(tenant, LEAF, slot) for slot in slots])
        fresh: dict[int, bytes | None] = {}  # of the level below: its new key, or None for a key that is no more
        paths = set(slots)
        for level in range(LEAF - 1, TENANT_NODE - 1, -1):
            below = fresh
            paths = {path >> 8 for path in paths}
            fresh = {}
            for path in paths:
                key = chance(KEY)
                old = node(tenant, level, path)
                kept = _rewrap_children(link, chance, tenant, level, path, old, (key, born), below)
                fresh[path] = key if kept or level == TENANT_NODE else None
        top = fresh[0]
        assert top is not None
        tops[tenant] = top
    _rewrap_tenants(link, chance, tops, old_epoch, new_epoch)


def _rewrap_children(
    link: sqlite3.Connection,
    chance: Callable[[int], bytes],
    tenant: int,
    level: int,
    path: int,
    old: Node,
    new: Node,
    fresh: dict[int, bytes | None],
) -> bool:
    """Wrap the children of one node under its new key; whether it has any left."""
    child = level + 1
    open_old, wrap_new = unwrapping(old[0]), wrapping(new[0])
    updates, gone = [], []
    for at, kind, child_born, wrapped in link.execute(_CHILDREN, (tenant, child, path << 8, path << 8 | 255)):
        if at not in fresh:
            key: bytes | None = open_old(wrapped, child_context(tenant, child, at, kind, old[1]))
        else:
            key, child_born = fresh[at], new[1]
        if key is None:
            gone.append((tenant, child, at))
        else:
            again = wrap_new(chance(NONCE), key, child_context(tenant, child, at, kind, new[1]))
            updates.append((child_born, again, tenant, child, at))
    link.executemany(_UPDATE, updates)
    link.executemany(_DELETE, gone)
    return bool(updates)


def _rewrap_tenants(
    link: sqlite3.Connection,
    chance: Callable[[int], bytes],
    tops: dict[int, bytes],
    old: Node,
    new: Node,
) -> None:
    """Wrap every tenant's node under the new epoch key: the fresh ones of `tops`, the others as they are."""
    sql = "SELECT tenant, born, wrapped FROM tenant JOIN key USING (tenant) WHERE level = ? AND path = 0"
    updates = []
    open_old, wrap_new = unwrapping(old[0]), wrapping(new[0])
    for tenant, born, wrapped in link.execute(sql, (TENANT_NODE,)):
        place = (tenant, TENANT_NODE, 0, KeyKind.NODE)
        key = tops.get(tenant)
        if key is None:
            key = open_old(wrapped, child_context(*place, old[1]))
        else:
            born = new[1]
        again = wrap_new(chance(NONCE), key, child_context(*place, new[1]))
        updates.append((born, again, tenant, TENANT_NODE, 0))
    link.executemany(_UPDATE, updates)
