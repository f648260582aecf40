"""What waits for a bot: sealed under everybody who wrote in it, for a day, and opened for nobody after that."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

import bots
from bots import ANN, GROUP, ZOE, said, take, waiting
from privet.acts import bot, erase, expire, hook, notify, queued
from privet.acts.bot import Open
from privet.core import ids, seal
from privet.core.decision import LOCAL
from privet.core.lasting import QUEUE
from privet.core.plain import Plain
from privet.core.unseal import unseal
from privet.errors import Tampered
from privet.store import subjects, updates
from privet.store.updates import UpdateRow

SECRET = "the key lies under the third stone"
"""What no detector finds: what is left of it is readable wherever it is opened."""


@pytest.fixture
def one(installation: Any) -> Open:
    return bots.add(installation)


def numbers(installation: Any, one: Open, offset: int = 0, **more: Any) -> list[int]:
    return [each.number for each in waiting(installation, one, offset, **more)]


def sealed(installation: Any, one: Open) -> list[UpdateRow]:
    """What waits, as it is written, with no regard to whether it opens."""
    with installation.app.store.view(installation.tenant) as view:
        return updates.waiting(view, one.id, 0, 0, 100)


def everything(installation: Any, row: UpdateRow) -> list[bytes]:
    """All that the keys which are there open of a row: what whoever has the data and the key store could read."""
    found = []
    with installation.app.store.view(installation.tenant) as view:
        period = view.keys.key(view.tenant, row.period)
        owner = subjects.subject(view, row.subject)
        own = view.keys.key(view.tenant, owner.slot) if owner else None
        if period is None or own is None or owner is None:
            return []
        key = seal.data_key(own, period, view.tenant, row.subject, row.period)
        others = []
        for at in range(0, len(row.others), 16):
            other = subjects.subject(view, row.others[at : at + 16])
            theirs = view.keys.key(view.tenant, other.slot) if other else None
            if other and theirs:
                others.append((other.id, theirs))
        some = [each for count in range(len(others) + 1) for each in combinations(others, count)]
        joined = [queued.joined(view.tenant, key, each, row.period) for each in some]
        for wrapped, field in ((row.sealed, queued.WHOLE), (row.reduced, queued.REDUCED)):
            for tried in (*joined, own, period):
                try:
                    found.append(unseal(tried, wrapped or b"", queued.place(view.tenant, row, owner.slot, field)))
                except (Tampered, InvalidTag, ValueError):
                    continue
    return found


def test_a_bot_takes_what_waits_by_asking_for_what_comes_after(installation, one) -> None:
    take(installation, one, *(said(f"hello {n}", n) for n in (3, 4, 5, 7)))
    assert queued.count(installation.app, installation.tenant, one.id) == 4
    assert numbers(installation, one) == [3, 4, 5, 7]
    assert numbers(installation, one, limit=2) == [3, 4]
    assert numbers(installation, one, 3) == [3, 4, 5, 7]
    assert numbers(installation, one, 5) == [5, 7]
    assert numbers(installation, one) == [5, 7], "what stood before is forgotten"
    assert numbers(installation, one, 99) == []
    assert queued.count(installation.app, installation.tenant, one.id) == 0
    assert bots.again(installation).offset == 8


def test_a_negative_offset_counts_from_the_end(installation, one) -> None:
    take(installation, one, *(said(f"hello {n}", n) for n in (3, 4, 5)))
    assert numbers(installation, one, -9) == [3, 4, 5], "there are fewer"
    assert numbers(installation, one, -2) == [4, 5]
    assert numbers(installation, one) == [4, 5]
    assert numbers(installation, one, -1) == [5]


def test_what_was_posted_is_taken_one_by_one(installation, one) -> None:
    take(installation, one, *(said(f"hello {n}", n) for n in (1, 2, 3)))
    queued.done(installation.app, installation.tenant, one.id, [2])
    assert numbers(installation, one) == [1, 3]


def test_what_waits_is_dropped_on_record_where_the_bot_says_so(installation, one) -> None:
    take(installation, one, said("hello"))
    before = len(installation.entries())
    queued.forward(installation.app, installation.tenant, one.id, "", Plain(""), drop=True)
    assert installation.acts(before) == [("bot.drop", "done")]
    assert numbers(installation, one) == []


def test_a_bot_that_is_removed_leaves_nothing(installation, one) -> None:
    take(installation, one, said(SECRET))
    bot.remove(installation.app, installation.tenant, "support", LOCAL)
    with installation.app.store.view(installation.tenant) as view:
        for table in ("bot", "bot_update", "bot_chat"):
            assert view.row(f"SELECT count(*) FROM {table}") == (0,)


def test_each_bot_has_its_own(installation, one) -> None:
    other = bots.add(installation, "sales", 7000000002)
    take(installation, one, said("hello", 1))
    take(installation, other, said("hello", 1, ZOE))
    assert numbers(installation, one) == numbers(installation, other) == [1]
    queued.done(installation.app, installation.tenant, one.id, [1])
    assert numbers(installation, other) == [1]


def test_whoever_is_erased_is_readable_nowhere_in_what_waits(installation, one) -> None:
    (got,) = take(installation, one, said(SECRET))
    (row,) = sealed(installation, one)
    assert any(SECRET.encode() in each for each in everything(installation, row))
    installation.erase(got.subject)
    assert everything(installation, row) == [], "not with every key that is left"
    assert numbers(installation, one) == []
    assert sealed(installation, one) == []


def test_whoever_else_is_erased_leaves_the_rest_to_be_read(installation, one) -> None:
    quoted = bots.message(SECRET, 1, ZOE, chat=GROUP)
    (got,) = take(installation, one, said("and mine is blue", 2, chat=GROUP, reply_to_message=quoted))
    (row,) = sealed(installation, one)
    (zoe,) = installation.find(str(ZOE["id"])).subjects
    assert row.others[16:] == ids.read("sub", zoe)
    assert waiting(installation, one)[0].raw == got.raw
    assert len([each for each in everything(installation, row) if b"blue" in each]) == 2, "whole and reduced"
    installation.erase(zoe)
    assert not any(SECRET.encode() in each for each in everything(installation, row))
    (left,) = waiting(installation, one)
    said_now = json.loads(left.raw)["message"]
    assert (said_now["text"], said_now["reply_to_message"]["text"]) == ("and mine is blue", "…")
    installation.erase(got.subject)
    assert (everything(installation, row), numbers(installation, one)) == ([], [])


def test_with_a_group_goes_what_was_said_in_it(installation, one) -> None:
    quoted = bots.message(SECRET, 1, ZOE, chat=GROUP)
    take(installation, one, said("mine is blue", 2, chat=GROUP, reply_to_message=quoted), said("hello", 3, chat=GROUP))
    whole, plain = sealed(installation, one)
    (group,) = installation.find(f"group:{GROUP['id']}").subjects
    assert whole.others[:16] == plain.others == ids.read("sub", group)
    assert numbers(installation, one) == [2, 3]
    installation.erase(group)
    assert everything(installation, whole) == everything(installation, plain) == []
    assert numbers(installation, one) == []


def test_what_others_are_called_is_tokens_and_needs_no_key_of_theirs(installation, one) -> None:
    joined = bots.read({"update_id": 1, "message": _joined()})
    take(installation, one, joined)
    (row,) = sealed(installation, one)
    assert row.others == ids.read("sub", installation.find(f"group:{GROUP['id']}").subjects[0])
    assert row.reduced is None


def _joined() -> dict[str, Any]:
    message = bots.message("", 1, chat=GROUP, new_chat_members=[ZOE])
    del message["text"]
    return message


def test_whose_erasure_was_asked_for_is_refused_at_once(installation, one, monkeypatch) -> None:
    (got,) = take(installation, one, said(SECRET))
    monkeypatch.setattr(erase, "finish", lambda *_: 0)
    monkeypatch.setattr(erase, "certificate", lambda *_: None)
    installation.erase(got.subject)
    assert sealed(installation, one) != []
    assert numbers(installation, one) == []
    (again,) = take(installation, one, said(SECRET))
    assert (again.outcome, again.raw) == ("repeated", b"")


def test_nothing_is_readable_after_a_day(installation, one) -> None:
    installation.clock.forward(minutes=59)
    take(installation, one, said(SECRET))
    (row,) = sealed(installation, one)
    installation.clock.forward(minutes=22 * 60)
    expire.expire(installation.app, installation.tenant)
    assert numbers(installation, one) == [1]
    installation.clock.forward(minutes=60)
    assert numbers(installation, one) == [1], "23 hours, to the last minute of its period"
    installation.clock.forward(minutes=1)
    assert numbers(installation, one) == [], "not handed over, whether or not the clock's work was done"
    expire.expire(installation.app, installation.tenant)
    assert everything(installation, row) == [], "not with every key that is left"
    assert sealed(installation, one) == []


def test_a_bot_that_never_answers_is_told_of(installation, one) -> None:
    app, tenant = installation.app, installation.tenant
    crm, _ = hook.add(app, tenant, "crm", "https://crm.example.com/", ["update.lost"], LOCAL)
    take(installation, one, said("one", 1), said("two", 2, ZOE), said("three", 3))
    queued.done(app, tenant, one.id, [3])
    installation.clock.forward(days=1, minutes=1)
    before = len(installation.entries())
    expire.expire(app, tenant)
    (lost,) = [each for each in installation.entries()[before:] if each.act == "bot.lost"]
    assert (str(lost.outcome), lost.object, lost.count, lost.actor) == ("failed", one.shown, 2, "service:clock")
    (event,) = notify.claim(app, tenant, ids.read("hok", crm.id), 9)
    told = json.loads(event.request.body)
    assert (told["type"], told["data"]) == ("update.lost", {"id": one.shown})


def test_an_update_is_recognised_for_another_day_and_then_forgotten(installation, one) -> None:
    take(installation, one, said("hello"))
    queued.done(installation.app, installation.tenant, one.id, [1])
    for number, outcome in ((2, "repeated"), (3, "stored")):
        installation.clock.forward(days=1, minutes=1)
        expire.expire(installation.app, installation.tenant)
        got, _ = take(installation, one, said("hello"), said("and more", number))
        assert got.outcome == outcome
    assert got.raw, "Telegram itself keeps an update for a day, so this is another of that number"


def test_its_periods_are_an_hour_long_and_end_a_day_after_they_began(installation, one) -> None:
    installation.clock.forward(minutes=17)
    take(installation, one, said("hello"))
    with installation.app.store.view(installation.tenant) as view:
        rows = view.rows('SELECT start, "end" FROM period WHERE class = ?', (QUEUE,))
    began = installation.clock.at - 17 * 60_000
    assert rows == [(began, began + 86_400_000)]


def test_bytes_in_the_database_do_not_show_what_waits(installation, one) -> None:
    take(installation, one, said(SECRET))
    with installation.app.store.view(installation.tenant) as view:
        rows = view.rows("SELECT * FROM bot_update") + view.rows("SELECT * FROM alias")
    shown = b"".join(value for row in rows for value in row if isinstance(value, bytes))
    shown += repr([value for row in rows for value in row if not isinstance(value, bytes)]).encode()
    for clear in (SECRET.encode(), str(ANN["id"]).encode(), b"message_id"):
        assert clear not in shown
