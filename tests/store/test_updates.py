"""Rows of bots, of what waits for them and of aliases: found by their indexes, each tenant's apart."""

from __future__ import annotations

from typing import Any

import pytest

import bots as standing
from privet.core.message import TenantId
from privet.store import aliases, bots, updates
from privet.store.aliases import AliasRow
from privet.store.updates import UpdateRow

BOT, ANN, ZOE = bytes(15) + b"\1", bytes(15) + b"\2", bytes(15) + b"\3"


def row(
    number: int, *, period: int = 7, at: int = 1000, sealed: bytes | None = b"x", subject: bytes = ANN
) -> UpdateRow:
    return UpdateRow(BOT, number, "message", bytes(16), subject, b"", period, at, sealed, None)


def add(installation: Any, *rows: UpdateRow, tenant: TenantId | None = None) -> None:
    with installation.app.store.write(tenant or installation.tenant) as tx:
        updates.add(tx, rows)


def waiting(installation: Any, first: int = 0, since: int = 0, limit: int = 10) -> list[int]:
    with installation.app.store.view(installation.tenant) as view:
        return [one.number for one in updates.waiting(view, BOT, first, since, limit)]


def test_what_waits_comes_in_the_order_of_its_numbers(installation) -> None:
    add(installation, row(5), row(3), row(9, at=999), row(4, sealed=None))
    assert waiting(installation) == [3, 5, 9]
    assert waiting(installation, 4) == [5, 9]
    assert waiting(installation, limit=1) == [3]
    assert waiting(installation, since=999) == [3, 5], "later than that"
    with installation.app.store.view(installation.tenant) as view:
        assert updates.counted(view, BOT, 0) == (3, 999)
        assert updates.counted(view, ANN, 0) == (0, None)
        assert updates.following(view, BOT) == 10
        assert updates.following(view, ANN) == 0
        assert updates.known(view, BOT, [3, 4, 6]) == {3, 4}
        assert [updates.last(view, BOT, count) for count in (1, 3, 4)] == [9, 3, 0]


def test_what_was_taken_waits_no_more_and_is_known(installation) -> None:
    add(installation, *(row(number) for number in (1, 2, 3, 4)))
    with installation.app.store.write(installation.tenant) as tx:
        assert updates.taken_before(tx, BOT, 3) == 2
        assert updates.taken_before(tx, BOT, 3) == 0
        updates.taken(tx, BOT, [4, 99])
    assert waiting(installation) == [3]
    with installation.app.store.view(installation.tenant) as view:
        assert updates.known(view, BOT, [1, 2, 3, 4]) == {1, 2, 3, 4}


def test_an_erased_subjects_rows_lose_their_content(installation) -> None:
    add(installation, row(1), row(2, subject=ZOE))
    with installation.app.store.write(installation.tenant) as tx:
        updates.erased(tx, ANN)
    assert waiting(installation) == [2]
    with installation.app.store.view(installation.tenant) as view:
        assert view.rows("SELECT sealed, reduced FROM bot_update WHERE number = 1") == [(None, None)]


def test_what_is_over_is_counted_for_its_bot(installation) -> None:
    add(installation, row(1), row(2), row(3, sealed=None), row(4, period=8), row(5, period=9))
    with installation.app.store.write(installation.tenant) as tx:
        assert updates.over(tx, [7, 8]) == {BOT: 3}
        assert updates.over(tx, [7, 8]) == {}
    assert waiting(installation) == [5]


def test_one_tenant_sees_one_tenants_rows(installation) -> None:
    other = installation.add_tenant("other")
    add(installation, row(1), tenant=other)
    with installation.app.store.write(other) as tx:
        aliases.add(tx, [AliasRow(1 << 51, ANN, aliases.ITSELF)])
        bots.meet(tx, [ZOE], BOT)
    assert waiting(installation) == []
    with installation.app.store.write(installation.tenant) as tx:
        assert aliases.alias(tx, 1 << 51) is None
        assert aliases.of(tx, ANN, aliases.ITSELF) is None
        assert bots.of_chat(tx, ZOE) is None
        updates.taken_before(tx, BOT, 99)
        updates.erased(tx, ANN)
        aliases.erased(tx, ANN)
        bots.remove(tx, BOT)
    with installation.app.store.view(other) as view:
        assert len(updates.waiting(view, BOT, 0, 0, 9)) == 1
        assert aliases.alias(view, 1 << 51) == AliasRow(1 << 51, ANN, aliases.ITSELF)
        assert aliases.of(view, ANN, aliases.ITSELF) == 1 << 51
        assert bots.of_chat(view, ZOE) == BOT


def test_an_alias_stands_for_one_thing_and_a_thing_has_one_alias(installation) -> None:
    with installation.app.store.write(installation.tenant) as tx:
        aliases.add(tx, [AliasRow(1, ANN, aliases.ITSELF), AliasRow(2, ANN, ZOE), AliasRow(3, ZOE, aliases.ITSELF)])
    for again in (AliasRow(1, ZOE, ANN), AliasRow(4, ANN, aliases.ITSELF)):
        with pytest.raises(Exception, match="UNIQUE"), installation.app.store.write(installation.tenant) as tx:
            aliases.add(tx, [again])
    with installation.app.store.write(installation.tenant) as tx:
        aliases.erased(tx, ANN)
        assert [aliases.alias(tx, one) is None for one in (1, 2, 3)] == [True, True, False]


def test_bots_are_found_by_name_by_token_and_by_id(installation) -> None:
    one = standing.add(installation)
    with installation.app.store.view(installation.tenant) as view:
        (found,) = bots.every(view)
        assert bots.by_id(view, one.id) == bots.by_name(view, "support") == bots.by_digest(view, found.digest) == found
        assert bots.by_id(view, bytes(16)) is bots.by_name(view, "x") is bots.by_digest(view, bytes(32)) is None


def test_what_waits_is_found_without_walking_what_was_taken(installation) -> None:
    seen: list[str] = []
    with installation.app.store.write(installation.tenant) as tx:
        installation.app.store.data.set_trace_callback(seen.append)
        updates.waiting(tx, BOT, 1, 1, 1)
        updates.counted(tx, BOT, 1)
        updates.last(tx, BOT, 1)
        updates.taken_before(tx, BOT, 9)
        updates.erased(tx, ANN)
        updates.over(tx, [7])
        updates.following(tx, BOT)
        aliases.of(tx, ANN, ZOE)
        aliases.erased(tx, ANN)
        installation.app.store.data.set_trace_callback(None)
        plans = [" ".join(each[3] for each in tx.rows(f"EXPLAIN QUERY PLAN {one}")) for one in seen]
    assert len(plans) == 10
    assert [plan for plan in plans if "SCAN" in plan] == []
    for plan in plans[:5]:
        assert "bot_update_waiting" in plan, plan
