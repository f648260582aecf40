"""The ledger on its way to a collector and to hooks: all of it, in order, nothing twice but after a crash."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from privet import jobs
from privet.acts import hand_on, hook, job, notify
from privet.app import default_policy
from privet.core import handed, ids, webhook
from privet.core.decision import LOCAL
from privet.errors import BadInput
from privet.store import ledger, marks


@pytest.fixture
def collecting(installation: Any) -> Any:
    """An installation that hands on to a collector."""
    config = installation.app.config
    made = replace(config.ledger, syslog="udp://localhost:5514", syslog_format="jsonl")
    installation.app.config = replace(config, ledger=made)
    return installation


def said(batch: hand_on.Batch | None) -> list[str]:
    """The ids of the entries that a batch has, as the lines say them."""
    assert batch is not None
    return [json.loads(one.split(b" - ", 2)[2])["entry"]["id"] for one in batch.messages]


def claim(installation: Any) -> hand_on.Batch | None:
    return hand_on.claim(installation.app, installation.tenant)


def test_a_collector_gets_every_entry_once_and_in_order(collecting: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand_on, "AT_ONCE", 4)
    for _ in range(9):
        collecting.receive("I am ann@example.com")
    found: list[str] = []
    while (batch := claim(collecting)) is not None:
        assert len(batch.messages) <= 4
        found += said(batch)
        hand_on.settle(collecting.app, batch)
    assert found == [one.id for one in collecting.entries()]
    collecting.receive("one more")
    assert said(claim(collecting)) == [collecting.entries()[-1].id]


def test_one_process_does_at_a_time_and_what_failed_is_done_again(collecting: Any) -> None:
    first = claim(collecting)
    assert claim(collecting) is None
    hand_on.settle(collecting.app, first, "channel")
    assert claim(collecting) is None
    standing = job.everyone(collecting.app, collecting.tenant, LOCAL)
    assert [(one.name, one.error) for one in standing] == [("syslog", "channel")]
    collecting.clock.forward(minutes=1)
    assert said(claim(collecting)) == said(first)
    collecting.clock.forward(minutes=3)  # whoever claimed it died
    assert said(claim(collecting)) == said(first)


def test_a_form_that_is_none_is_said(collecting: Any) -> None:
    config = collecting.app.config
    collecting.app.config = replace(config, ledger=replace(config.ledger, syslog_format="xml"))
    with pytest.raises(BadInput, match="syslog_format"):
        claim(collecting)


def without_clock(installation: Any) -> Any:
    """A tenant whose rules do not let the clock read."""
    rules = default_policy()["rules.cedar"]
    cases = default_policy()["cases.toml"]
    start = rules.index('@id("review-clock")')
    end = rules.index("@id(", start + 1)
    kept = [one for one in cases.split("[[case]]") if 'rule = "review-clock"' not in one]
    return installation.add_tenant("other", rules=rules[:start] + rules[end:], cases="[[case]]".join(kept))


def test_where_no_rule_lets_the_clock_read_nothing_is_handed_on(collecting: Any) -> None:
    other = without_clock(collecting)
    assert hand_on.claim(collecting.app, other) is None
    hook.add(collecting.app, other, "siem", "https://siem.example.com/", ["ledger.ocsf"], LOCAL)
    assert hand_on.asked(collecting.app, other)
    assert hand_on.tell_entries(collecting.app, other) is None
    assert notify.waiting(collecting.app) == []


def deliveries(installation: Any, raw: bytes) -> list[notify.Delivery]:
    return notify.claim(installation.app, installation.tenant, raw, 100)


def test_a_hook_gets_what_is_new_since_it_asked_signed(installation: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand_on, "TOGETHER", 3)
    app, tenant = installation.app, installation.tenant
    assert not hand_on.asked(app, tenant)
    made, _ = hook.add(app, tenant, "siem", "https://siem.example.com/", list(webhook.LEDGER), LOCAL)
    assert hand_on.asked(app, tenant)
    assert hand_on.tell_entries(app, tenant) is None
    assert not hand_on.asked(app, tenant)
    assert notify.waiting(app) == []
    before = len(installation.entries())
    for _ in range(4):
        installation.receive("I am ann@example.com")
    assert hand_on.asked(app, tenant)
    jobs.tick(app)
    new = installation.entries()[before:]
    got: dict[str, list[Any]] = {}
    for one in deliveries(installation, ids.read("hok", made.id)):
        body = json.loads(one.request.body)
        assert body["data"]["ledger"] == origin(installation)
        got.setdefault(body["type"], []).extend(body["data"]["entries"])
        assert b"ann@example.com" not in one.request.body
    assert [one["entry"]["id"] for one in got["ledger.jsonl"]][: len(new)] == [one.id for one in new]
    assert [one["metadata"]["uid"] for one in got["ledger.ocsf"]][: len(new)] == [one.id for one in new]
    assert got["ledger.cef"][0] == handed.cef(before, new[0], origin(installation))


def origin(installation: Any) -> str:
    with installation.app.store.view(installation.tenant) as view:
        return str(view.row("SELECT origin FROM tenant")[0])


def test_a_long_ledger_is_told_some_at_a_time(installation: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand_on, "TOGETHER", 1)
    monkeypatch.setattr(hand_on, "EVENTS_AT_ONCE", 2)
    app, tenant = installation.app, installation.tenant
    hook.add(app, tenant, "siem", "https://siem.example.com/", ["ledger.cef"], LOCAL)
    hand_on.tell_entries(app, tenant)
    for _ in range(3):
        installation.receive("hello")
    assert hand_on.tell_entries(app, tenant) is job.UNFINISHED
    assert hand_on.tell_entries(app, tenant) is None


def test_when_nobody_asks_any_more_the_mark_is_gone(installation: Any) -> None:
    app, tenant = installation.app, installation.tenant
    hook.add(app, tenant, "siem", "https://siem.example.com/", ["ledger.cef"], LOCAL)
    hand_on.tell_entries(app, tenant)
    with app.store.view(tenant) as view:
        assert marks.after(view, "ledger.cef") == ledger.size(view)
    hook.remove(app, tenant, "siem", LOCAL)
    assert hand_on.asked(app, tenant)
    hand_on.tell_entries(app, tenant)
    with app.store.view(tenant) as view:
        assert marks.after(view, "ledger.cef") is None
    assert not hand_on.asked(app, tenant)


def test_a_span_reads_back() -> None:
    for first, end in ((0, 1), (10**12, 10**12 + 200)):
        shown = ids.shown(ids.SPAN, ids.span(first, end))
        assert ids.spanned(ids.read(ids.SPAN, shown)) == (first, end)
