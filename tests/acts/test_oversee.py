"""The daily review: read off the ledger a part at a time, on record, told when it finds something, never twice read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from privet import jobs
from privet.acts import attest, checkpoint, hook, operator, oversee, own, review, usage
from privet.acts.job import UNFINISHED
from privet.core import ids
from privet.core import report as signed
from privet.core.decision import LOCAL, Actor
from privet.core.entry import Entry, Outcome, encode
from privet.core.plain import Plain
from privet.errors import Denied, NotFound, NotProved, Tampered
from privet.store import events, ledger, messages

PHRASE = Plain("four words of no meaning")


@pytest.fixture
def house(installation):
    for path in [installation.folder, *installation.folder.iterdir()]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    return installation


def report(house) -> tuple[Any, dict[str, Any]]:
    """The newest entry, which is a report, and what is sealed beside it."""
    entry = house.entries()[-1]
    assert (entry.act, entry.actor, entry.reasons) == ("report.review", "service:clock", ("review-clock",))
    with house.app.store.view(house.tenant) as view:
        row = messages.note(view, ids.raw(entry.id))
        assert row is not None
        salt_and_text = own.unseal_own(view, ids.raw(entry.id), own.REASON, row.sealed)
    import msgspec

    return entry, json.loads(msgspec.msgpack.decode(salt_and_text)[1])


def test_it_runs_once_a_day_and_is_on_record(house) -> None:
    jobs.tick(house.app)
    entry, said = report(house)
    assert (entry.outcome, entry.count, said["concerns"], said["holds"]) == ("done", 0, [], True)
    assert {one["check"] for one in said["checks"]} == {
        "disk", "algorithms", "ledger demo", "refused demo", "proved demo", "jobs demo", "search demo",
        "posture demo", "rules demo",
    }  # fmt: skip
    assert entry.note is not None
    before = len(house.entries())
    house.clock.forward(minutes=60 * 23)
    jobs.tick(house.app)
    assert [one.act for one in house.entries()[before:]].count("report.review") == 0
    house.clock.forward(minutes=60)
    jobs.tick(house.app)
    assert [one.act for one in house.entries()[before:]].count("report.review") == 1


def test_what_it_finds_is_named_and_told_and_nobody_is_told_of_nothing(house) -> None:
    hook.add(house.app, house.tenant, "siem", "https://hooks.example.com/x", ["review.found"], LOCAL)
    oversee.oversee(house.app, house.tenant)
    assert told(house) == []
    operator.add(house.app, house.tenant, "gone", ["agent"], PHRASE, LOCAL)
    house.clock.forward(days=91)
    oversee.oversee(house.app, house.tenant)
    entry, said = report(house)
    assert entry.count == 1
    assert [(one["check"], one["who"]) for one in said["concerns"]] == [("orphan-account", "gone")]
    assert not said["holds"]
    assert told(house) == [f"ent_{entry.id}"]


def test_an_orphan_and_an_over_broad_role_are_in_the_signed_report_with_what_was_refused(house, open_tenant) -> None:
    open_ = open_tenant()
    house.tenant = open_
    operator.add(house.app, open_, "gone", ["agent"], PHRASE, LOCAL)
    house.clock.forward(days=91)
    for _ in range(3):
        with pytest.raises(Denied):
            operator.everyone(house.app, open_, Actor("operator", "max", frozenset({"agent"})))
    for _ in range(2):
        with pytest.raises(NotProved):
            operator.prove(house.app, open_, "gone", Plain("another phrase"))
    jobs.tick(house.app)
    (kept,) = attest.kept(house.app, open_, LOCAL)
    assert (kept.at, kept.holds) == (house.clock.at, False)
    file = attest.again(house.app, open_, kept.entry, LOCAL)
    checked = signed.check(file, checkpoint.vkeys(house.app, open_))
    assert (checked.entry.act, f"ent_{checked.entry.id}") == ("report.review", kept.entry)
    said = json.loads(checked.text)
    assert {("orphan-account", "gone"), ("broad-role", "boss")} <= {
        (one["check"], one["who"]) for one in said["concerns"]
    }
    assert said["refused"] == {"prove": 2, "read": 3}
    with pytest.raises(Tampered):
        signed.check(file.replace('"gone"', '"ruth"'), checkpoint.vkeys(house.app, open_))
    with pytest.raises(NotFound):
        attest.again(house.app, open_, "ent_" + "a" * 26, LOCAL)
    with pytest.raises(Denied):
        attest.again(house.app, open_, kept.entry, Actor("operator", "max", frozenset({"agent"})))


def test_refusals_are_counted_by_day_and_those_that_stand_for_many_as_many(house) -> None:
    counted = usage.Usage()
    for day, acts in ((1, {"key.prove": 7}), (20, {"read": 1}), (20, {"key.prove": 2})):
        for act, count in acts.items():
            at = day * 86_400_000
            made = Entry(house.app.entry_id(), at, act, Outcome.DENIED, "unknown", count=count if count > 1 else None)
            with house.app.store.write(house.tenant) as tx:
                tx.record(encode(made))
    with house.app.store.view(house.tenant) as view:
        counted.read(view, ledger.size(view))
    assert counted.refused_since(86_400_000) == {"key.prove": 9, "read": 1}
    assert counted.refused_since(2 * 86_400_000) == {"key.prove": 2, "read": 1}
    assert list(counted.refused) == ["1970-01-21"]


def told(house) -> list[str]:
    with house.app.store.view(house.tenant) as view:
        (row,) = events.hooks(view)
        return [one.object for one in events.in_state(view, row.id, events.QUEUED, house.clock.at, 10)]


def test_the_ledger_is_read_a_part_at_a_time_and_once(house, monkeypatch) -> None:
    for number in range(7):
        house.find(f"+1202555010{number}")
    monkeypatch.setattr(oversee, "AT_ONCE", 3)
    read: list[int] = []
    real = ledger.entries

    def counted(*given: Any) -> Any:
        for one in real(*given):
            read.append(one[0])
            yield one

    monkeypatch.setattr(usage.ledger, "entries", counted)
    size = len(house.entries())
    read.clear()
    steps = 0
    while oversee.oversee(house.app, house.tenant) is UNFINISHED:
        steps += 1
    assert steps == (size - 1) // 3
    assert sorted(set(read)) == list(range(size))
    read.clear()
    oversee.oversee(house.app, house.tenant)
    assert read == [size]  # the report of a moment ago


def test_a_job_that_has_more_to_do_goes_on_at_the_next_tick(house, monkeypatch) -> None:
    monkeypatch.setattr(oversee, "AT_ONCE", 1)
    house.find("+12025550101")
    size = len(house.entries())
    for _ in range(size + 5):
        jobs.tick(house.app)
    assert [one.act for one in house.entries()].count("report.review") <= 1
    monkeypatch.setattr(oversee, "AT_ONCE", 1000)
    jobs.tick(house.app)
    assert [one.act for one in house.entries()].count("report.review") == 1


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["maria", "paul", "rita"]), st.integers(0, 40)), max_size=8))
def test_what_was_read_in_parts_is_what_one_reading_says(house, done: list[tuple[str, int]]) -> None:
    kept = usage.Usage()
    for name, days in done:
        house.find("+12025550101", "support", Actor("operator", name, frozenset({"supervisor"})))
        house.clock.forward(days=days)
        with house.app.store.view(house.tenant) as view:
            kept.read(view, ledger.size(view))
    with house.app.store.view(house.tenant) as view:
        size = ledger.size(view)
        at = review.lately(house.app)
        anew = usage.Usage(usage.first(view, at, size))
        anew.read(view, size)
    kept_last = {actor: one for actor, one in kept.since(at).items() if actor.startswith("operator:")}
    assert kept_last == {actor: one for actor, one in anew.since(at).items() if actor.startswith("operator:")}


def test_a_ledger_that_is_shorter_than_before_is_read_anew(house) -> None:
    oversee.oversee(house.app, house.tenant)
    house.app.usage[house.tenant].next += 1000
    oversee.oversee(house.app, house.tenant)
    assert house.app.usage[house.tenant].next < 1000


def test_a_policy_that_does_not_let_the_clock_look_is_no_failure(house, monkeypatch) -> None:
    from dataclasses import replace

    rules = house.app.rules_of(house.tenant)
    parsed = dict(rules.policy.parsed)
    parsed["read"] = parsed["erase"]
    house.app.rules[house.tenant] = replace(rules, policy=replace(rules.policy, parsed=parsed))
    assert not oversee.may(house.app, house.tenant)
    jobs.tick(house.app)
    assert "report.review" not in [one.act for one in house.entries()]
    with pytest.raises(Denied):
        oversee.oversee(house.app, house.tenant)
    assert (house.entries()[-1].act, house.entries()[-1].outcome) == ("report.review", "denied")


def test_a_report_is_found_again_after_the_clock_was_set_back(house, open_tenant) -> None:
    open_ = open_tenant()
    house.tenant = open_
    operator.add(house.app, open_, "gone", ["agent"], PHRASE, LOCAL)
    house.clock.forward(days=91)
    jobs.tick(house.app)
    (kept,) = attest.kept(house.app, open_, LOCAL)
    house.clock.forward(days=-60)
    for _ in range(40):
        with pytest.raises(Denied):
            operator.everyone(house.app, open_, Actor("operator", "max", frozenset({"agent"})))
    checked = signed.check(attest.again(house.app, open_, kept.entry, LOCAL), checkpoint.vkeys(house.app, open_))
    assert f"ent_{checked.entry.id}" == kept.entry
