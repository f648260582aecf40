"""The ledger as an auditor's program fetches it: checkpoint, tiles and bundles agree, and nobody else gets them."""

from __future__ import annotations

import pytest

from privet.acts import publish
from privet.acts.checkpoint import checkpoint
from privet.core.decision import LOCAL, Actor, Scope
from privet.core.entry import unpacked
from privet.core.merkle import HASH_SIZE, leaf_hash, tile_root
from privet.errors import Denied, NotFound
from privet.store import ledger

AUDITOR = Actor(
    "service", "auditor", scope=Scope(bytes(16), frozenset({"ledger"}), frozenset(), frozenset({"operation"}))
)


def tile(installation, path: str, actor: Actor = AUDITOR) -> bytes:
    return publish.tile(installation.app, installation.tenant, path, actor)


def grown(installation, size: int) -> None:
    """Let the ledger grow to `size` entries."""
    with installation.app.store.view(installation.tenant) as view:
        missing = size - ledger.size(view)
    installation.batch([installation.inbound(f"message {n}") for n in range(missing)])
    assert len(installation.entries()) == size


def test_bundles_hash_to_the_leaves_and_leaves_to_the_level_above(installation) -> None:
    grown(installation, 2 * 256 + 3)
    for number, width in ((0, 256), (1, 256), (2, 3), (2, 1)):
        suffix = f"{number:03d}" + ("" if width == 256 else f".p/{width}")
        entries = unpacked(tile(installation, f"entries/{suffix}"))
        leaves = tile(installation, f"0/{suffix}")
        assert len(entries) == width
        assert leaves == b"".join(map(leaf_hash, entries))
    above = tile(installation, "1/000.p/2")
    assert above == tile_root(tile(installation, "0/000")) + tile_root(tile(installation, "0/001"))
    assert tile(installation, "1/000.p/1") == above[:HASH_SIZE]
    assert tile(installation, "0/000.p/7") == tile(installation, "0/000")[: 7 * HASH_SIZE]


def test_what_the_tree_does_not_have_is_not_found(installation) -> None:
    grown(installation, 256)
    for path in ("0/001", "0/001.p/1", "1/000", "1/000.p/2", "2/000.p/1", "entries/001.p/1", "63/000.p/1", "0/0"):
        with pytest.raises(NotFound):
            tile(installation, path)
    assert len(tile(installation, "1/000.p/1")) == HASH_SIZE


def test_the_checkpoint_is_the_newest_signed_one(installation) -> None:
    app, tenant = installation.app, installation.tenant
    with pytest.raises(NotFound):
        publish.newest(app, tenant, AUDITOR)
    note = checkpoint(app, tenant)
    installation.receive("one more")
    assert publish.newest(app, tenant, AUDITOR) == note


def test_fetching_leaves_no_entry_and_a_refusal_one(installation) -> None:
    app, tenant = installation.app, installation.tenant
    checkpoint(app, tenant)
    before = len(installation.entries())
    publish.newest(app, tenant, AUDITOR)
    tile(installation, "0/000.p/1")
    assert installation.acts(before) == []
    reader = Actor("service", "crm", scope=Scope(bytes(16), frozenset({"read"}), frozenset(), frozenset({"operation"})))
    for who in (reader, LOCAL, Actor("service", "bot")):
        with pytest.raises(Denied):
            publish.newest(app, tenant, who)
        with pytest.raises(Denied):
            tile(installation, "0/000.p/1", who)
    assert installation.acts(before) == [("ledger", "denied")] * 6
    assert installation.entries()[before].reasons == ("key-act",)
