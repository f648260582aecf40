"""How a company stands, in figures that agree with what was done; and what could be got at."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from privet.acts import access, grant, hook, job, overview
from privet.acts.overview import Overview, Shown, Task
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import Denied
from privet.store import events, tenants
from privet.store.tenants import OperatorRow

BEN = "+12025550102"
AUDITOR = Actor("operator", "uma", frozenset({"auditor"}))
AGENT = Actor("operator", "maria", frozenset({"agent"}))


def looked(installation: Any, actor: Actor = AUDITOR) -> Overview:
    return overview.overview(installation.app, installation.tenant, actor)


def totals(made: Overview) -> dict[str, int]:
    return {one.name: one.total for one in made.messages}


def test_an_empty_installation_has_empty_figures(installation: Any) -> None:
    made = looked(installation)
    assert (len(made.days), made.days[-1]) == (30, "2026-11-21")
    assert totals(made) == {"received": 0, "sent": 0, "refused": 0}
    assert (made.found, made.shown, made.denied, made.tasks, made.entries) == ((), (), (), (), 1)
    assert (made.exposed.values, made.exposed.provider) == (0, "file")
    assert "stolen" in made.exposed.stolen


def test_the_figures_are_those_of_the_last_thirty_days(installation: Any) -> None:
    old = installation.receive("I am old@example.com")
    installation.clock.forward(days=30)
    got = installation.receive("I am ann@example.com, call +1 202 555 0190", BEN)
    installation.send(got.conversation, "thank you")
    for _ in range(2):
        installation.reveal(got.tokens[0].id)
    with pytest.raises(Denied):
        installation.reveal(old.tokens[0].id, purpose="support")
    made = looked(installation)
    assert totals(made) == {"received": 1, "sent": 1, "refused": 0}
    assert made.messages[0].numbers[-1] == 1
    assert [(one.name, one.total) for one in made.found] == [("EMAIL", 1), ("PHONE", 1)]
    assert [(one.name, one.total) for one in made.reveals] == [("shown", 2), ("refused", 1)]
    assert made.shown == (Shown("operator:paul", "fraud", 2, 0), Shown("operator:paul", "support", 0, 1))
    assert made.denied == (("operator:paul", "reveal", 1),)
    assert made.exposed.kinds == (("EMAIL", 2), ("PHONE", 1))


def test_what_waits_or_failed_is_named(installation: Any) -> None:
    app, tenant = installation.app, installation.tenant
    got = installation.receive("I am ann@example.com")
    grant.ask(app, tenant, got.tokens[0].id, "fraud", Plain("case 7"), installation.privacy)
    job.claim(app, tenant, "send", wanted=True)
    job.settle(app, tenant, "send", 0, "channel")
    for name, every_ms in (("expire", 0), ("review", 7 * 86_400_000)):
        job.claim(app, tenant, name, wanted=True)
        job.settle(app, tenant, name, every_ms)
    hook.add(app, tenant, "crm", "https://crm.example.com/", ["message.received"], LOCAL)
    installation.receive("hello")
    with app.store.write(tenant) as tx:
        row = tx.rows("SELECT event FROM event")[0][0]
        tx.run("UPDATE event SET state = 'dead' WHERE event = ?", (row,))
        assert events.backlog(tx) == {"dead": 1}
    installation.clock.forward(minutes=60)
    app.config = replace(app.config, keys=replace(app.config.keys, copies=["/nowhere/at/all"]))
    installation.erase(installation.subject())
    assert set(looked(installation).tasks) == {
        Task("approve", 1), Task("job-failed", 1, "send"), Task("job-late", 1, "expire"), Task("erase", 1),
        Task("events", 1),
    }  # fmt: skip


def test_what_could_be_got_at_is_counted(installation: Any) -> None:
    app, tenant = installation.app, installation.tenant
    got = installation.receive("I am ann@example.com")
    for number, (acts, days) in enumerate(((("reveal",), 30), (("relay",), 365), (("read",), 365), (("reveal",), 1))):
        limits = access.Limits(acts, kinds=("EMAIL",), purposes=("support",), budget=10, days=days)
        access.make(app, tenant, f"key-{number}", limits, LOCAL)
    hook.add(app, tenant, "crm", "https://crm.example.com/", ["message.received"], LOCAL)
    hook.add(app, tenant, "bi", "https://bi.example.com/", ["message.received"], LOCAL)
    hook.pause(app, tenant, "bi", LOCAL)
    installation.grant(got.tokens[0].id)
    with app.store.write(tenant) as tx:
        tenants.put_operator(tx, OperatorRow(app.id(), "ann", ("agent",), "", None, 0, 0, 0), app.now())
    installation.clock.forward(minutes=5)
    made = looked(installation).exposed
    assert (made.values, made.keys, made.long, made.grants, made.people, made.hooks, made.copies) == (
        1,
        3,
        2,
        1,
        1,
        1,
        0,
    )
    installation.clock.forward(days=2)
    made = looked(installation).exposed
    assert (made.keys, made.grants) == (2, 0)


def test_an_agent_does_not_see_it_and_another_tenant_sees_its_own(installation: Any) -> None:
    installation.receive("I am ann@example.com")
    before = len(installation.entries())
    with pytest.raises(Denied):
        looked(installation, AGENT)
    assert installation.acts(before) == [("read", "denied")]
    other = overview.overview(installation.app, installation.add_tenant("other"), AUDITOR)
    assert (totals(other)["received"], other.found, other.exposed.values) == (0, (), 0)
