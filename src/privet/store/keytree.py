"""The tree below the epoch key: walking down it to a leaf's key, growing it, and keeping what was opened."""

from __future__ import annotations

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable

from privet.core.wrap import (
    KEY,
    LEAF,
    LOWEST_NODE,
    NONCE,
    TENANT_NODE,
    KeyKind,
    child_context,
    unwrap,
    unwrapping,
    wrap,
    wrapping,
)
from privet.errors import Tampered
from privet.store.epoch import RESTORE
from privet.store.rekey import Node

_NODES_KEPT = 65_536

_READ = "SELECT kind, wrapped FROM key WHERE tenant = ? AND level = ? AND path = ?"
_READ_MANY = """SELECT path, kind, wrapped FROM key WHERE tenant = ? AND level = ?
                AND path IN (SELECT value FROM json_each(?))"""
_READ_NODE = "SELECT born, wrapped FROM key WHERE tenant = ? AND level = ? AND path = ?"
_INSERT = "INSERT INTO key (tenant, level, path, kind, born, wrapped) VALUES (?, ?, ?, ?, ?, ?)"


class KeyTree:
    """The keys of one `keys.db` under one `epoch` key; opened ones stay as raw bytes: `cached` leaves, and nodes."""

    def __init__(self, link: sqlite3.Connection, chance: Callable[[int], bytes], cached: int) -> None:
        self._link = link
        self._chance = chance
        self._cached = cached
        self._leaves: OrderedDict[int, bytes] = OrderedDict()  # by tenant << 32 | slot, the last used last
        self._nodes: dict[tuple[int, int, int], Node] = {}
        self.epoch: Node = (b"", 0)

    def forget(self) -> None:
        """Drop every opened key but the epoch's; they are read again when needed."""
        self._leaves.clear()
        self._nodes.clear()

    def cached(self, tenant: int, slot: int) -> bytes | None:
        """A leaf's key, when it is in memory."""
        leaf = tenant << 32 | slot
        key = self._leaves.get(leaf)
        if key is not None:
            self._leaves.move_to_end(leaf)
        return key

    def key(self, tenant: int, slot: int) -> bytes | None:
        """A leaf's key from its row; None when there is none. Raises Tampered."""
        row = self._link.execute(_READ, (tenant, LEAF, slot)).fetchone()
        if row is None:
            return None
        parent, born = self.node(tenant, LOWEST_NODE, slot >> 8)
        key = unwrap(parent, row[1], child_context(tenant, LEAF, slot, row[0], born))
        self._remember(tenant, slot, key)
        return key

    def keys(self, tenant: int, slots: Iterable[int]) -> dict[int, bytes]:
        """The keys of those of `slots` that are there, from memory or in one look. Raises Tampered."""
        keys, missing, above = {}, [], -1
        for slot in slots:
            key = self.cached(tenant, slot)
            if key is None:
                missing.append(slot)
            else:
                keys[slot] = key
        if not missing:
            return keys
        for slot, kind, wrapped in self._link.execute(_READ_MANY, (tenant, LEAF, json.dumps(missing))).fetchall():
            if slot >> 8 != above:  # rows come in the order of their slots
                above = slot >> 8
                parent, born = self.node(tenant, LOWEST_NODE, above)
                unwrap_leaf = unwrapping(parent)
            keys[slot] = unwrap_leaf(wrapped, child_context(tenant, LEAF, slot, kind, born))
            self._remember(tenant, slot, keys[slot])
        return keys

    def node(self, tenant: int, level: int, path: int) -> Node:
        """A node that must be there. Raises Tampered when it is missing or damaged."""
        node = self.find(tenant, level, path)
        if node is None:
            raise Tampered("the key store lacks a node above an existing key", hint=RESTORE)
        return node

    def find(self, tenant: int, level: int, path: int) -> Node | None:
        """A node's key, from memory or unwrapped from the top; None when there is no such node."""
        node = self._nodes.get((tenant, level, path))
        if node is None:
            row = self._link.execute(_READ_NODE, (tenant, level, path)).fetchone()
            if row is None:
                return None
            born, wrapped = row
            key, parent_born = self._parent(tenant, level, path)
            context = child_context(tenant, level, path, KeyKind.NODE, parent_born)
            node = self._keep(tenant, level, path, (unwrap(key, wrapped, context), born))
        return node

    def grow(self, tenant: int, level: int, path: int) -> Node:
        """A node, and those above it, made in the open transaction where they are missing."""
        node = self.find(tenant, level, path)
        if node is not None:
            return node
        parent = self.epoch if level == TENANT_NODE else self.grow(tenant, level - 1, path >> 8)
        key, born = self._chance(KEY), self.epoch[1]
        context = child_context(tenant, level, path, KeyKind.NODE, parent[1])
        wrapped = wrap(parent[0], self._chance(NONCE), key, context)
        self._link.execute(_INSERT, (tenant, level, path, KeyKind.NODE, born, wrapped))
        return self._keep(tenant, level, path, (key, born))

    def plant(self, tenant: int, kind: KeyKind, first: int, count: int) -> list[tuple[int, bytes]]:
        """`count` new leaves from slot `first` on, as (slot, key), in the open transaction."""
        each = KEY + NONCE
        random, born = self._chance(count * each), self.epoch[1]
        made, rows = [], []
        for slot in range(first, first + count):
            if slot == first or slot & 255 == 0:
                parent, parent_born = self.grow(tenant, LOWEST_NODE, slot >> 8)
                wrap_leaf = wrapping(parent)
            at = (slot - first) * each
            key, nonce = random[at : at + KEY], random[at + KEY : at + each]
            wrapped = wrap_leaf(nonce, key, child_context(tenant, LEAF, slot, kind, parent_born))
            rows.append((tenant, LEAF, slot, kind, born, wrapped))
            made.append((slot, key))
            self._remember(tenant, slot, key)
        self._link.executemany(_INSERT, rows)
        return made

    def _parent(self, tenant: int, level: int, path: int) -> Node:
        return self.epoch if level == TENANT_NODE else self.node(tenant, level - 1, path >> 8)

    def _keep(self, tenant: int, level: int, path: int, node: Node) -> Node:
        if len(self._nodes) >= _NODES_KEPT:
            self._nodes.clear()
        self._nodes[tenant, level, path] = node
        return node

    def _remember(self, tenant: int, slot: int, key: bytes) -> None:
        self._leaves[tenant << 32 | slot] = key
        if len(self._leaves) > self._cached:
            self._leaves.popitem(last=False)
