"""Who wants no more messages gets none, by whatever act; that they said so, and by whom, is on record."""

from __future__ import annotations

from typing import Any

import pytest

from privet.acts import stop
from privet.core import ids
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import Denied, Erased, NotFound

GATEWAY = Actor("gateway", "telegram:support")
MARIA = Actor("operator", "maria", frozenset({"agent"}))
WHY = Plain("said so on the telephone, from ann@example.com")


def word(house: Any, subject: str, actor: Actor = GATEWAY, **more: Any) -> bool:
    return stop.word(house.app, house.tenant, subject, actor, **{"stop": True, **more})


def of(house: Any, subject: str) -> stop.OptOut | None:
    with house.app.store.view(house.tenant) as view:
        return stop.of(view, ids.read(ids.SUBJECT, subject))


def test_after_stop_nothing_is_sent_and_after_start_it_is_again(installation) -> None:
    talk = installation.receive("STOP").conversation
    subject = installation.subject()
    assert of(installation, subject) is None
    assert word(installation, subject)
    assert not word(installation, subject)
    assert installation.acts()[-2:] == [("opt-out", "done")] * 2
    entry = installation.entries()[-1]
    assert (entry.actor, entry.subject, entry.purpose, entry.note) == (GATEWAY.id, subject, "delivery", None)
    with pytest.raises(Denied, match="send-opted-out"):
        installation.send(talk, "our offer of today")
    assert installation.acts()[-1] == ("send", "denied")
    assert installation.delivered == []
    found = of(installation, subject)
    assert found == stop.OptOut(subject, "loopback", installation.clock.at, "self")
    assert stop.listed(installation.app, installation.tenant, LOCAL) == [found]
    assert word(installation, subject, stop=False)
    assert not word(installation, subject, stop=False)
    assert installation.acts()[-1] == ("opt-out.lift", "done")
    assert installation.send(talk, "welcome back").state == "sent"
    assert stop.listed(installation.app, installation.tenant, LOCAL) == []


def test_whoever_answers_the_customer_records_what_they_were_told_with_a_reason(installation) -> None:
    talk = installation.receive("hello").conversation
    subject, given = installation.subject(), (installation.app, installation.tenant)
    with pytest.raises(Denied):
        stop.stop(*given, subject, "support", WHY, MARIA, 10)
    installation.give(talk)
    with pytest.raises(Denied, match="reason-given"):
        stop.stop(*given, subject, "support", Plain(" "), MARIA, 10)
    assert installation.acts()[-1] == ("opt-out", "denied")
    assert stop.stop(*given, subject, "support", WHY, MARIA, 10)
    assert installation.entries()[-1].note is not None
    found = of(installation, subject)
    assert found is not None
    assert found.by == "operator:maria"
    assert stop.start(*given, subject, "support", WHY, MARIA, 10)
    assert of(installation, subject) is None


def test_whoever_may_not_changes_nothing_and_that_is_on_record(installation) -> None:
    installation.receive("hello")
    subject = installation.subject()
    with pytest.raises(Denied):
        word(installation, subject, Actor("service", "crm"))
    assert installation.acts()[-1] == ("opt-out", "denied")
    assert of(installation, subject) is None
    with pytest.raises(Denied):
        stop.listed(installation.app, installation.tenant, MARIA)


def test_nobody_and_somebody_erased(installation) -> None:
    with pytest.raises(NotFound):
        word(installation, ids.shown(ids.SUBJECT, bytes(16)))
    installation.receive("hello")
    subject = installation.subject()
    word(installation, subject)
    installation.erase(subject)
    assert of(installation, subject) is None
    with pytest.raises(Erased):
        word(installation, subject)


def test_the_newest_come_first_and_one_who_is_gone_has_no_channel(installation) -> None:
    from privet.store import optouts

    for address in ("+12025550101", "+12025550102"):
        installation.receive("STOP", address)
        word(installation, installation.subject(address))
        installation.clock.forward(minutes=1)
    given = (installation.app, installation.tenant, LOCAL)
    assert [one.subject for one in stop.listed(*given)] == [
        installation.subject("+12025550102"), installation.subject("+12025550101"),
    ]  # fmt: skip
    assert len(stop.listed(*given, limit=1)) == 1
    with installation.app.store.write(installation.tenant) as tx:
        optouts.put(tx, optouts.OptOutRow(bytes(16), installation.clock.at, "self"))
    assert stop.listed(*given)[0].channel == ""
