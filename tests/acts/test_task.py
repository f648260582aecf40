"""Reviews on a calendar: planned, done with evidence, overdue; reveals sampled for others; a score that says why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from privet import jobs
from privet.acts import access, breaches, census, erase, hook, operator, oversee, posture, sample, task
from privet.config import Keys
from privet.core import ids
from privet.core.access import read_key
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.core.tasks import DAY_MS, KINDS, SAMPLED
from privet.errors import BadInput, Denied, NotFound
from privet.store import events, people, tasks, tenants
from privet.store import jobs as job_rows
from privet.store.jobs import JobRow
from privet.store.people import PasskeyRow

FRESH = {"factor_age_s": 10}
DID = Plain("looked at all 14, took two keys away")


@pytest.fixture
def rita(installation):
    return installation.person("rita", "auditor")


def listed(house) -> dict[str, task.Task]:
    return {one.name: one for one in task.everyone(house.app, house.tenant, LOCAL)}


def score(house) -> dict[str, int]:
    """The lines of the score, and the score itself under no name."""
    found = posture.posture(house.app, house.tenant, LOCAL)
    return {"": found.score, **{one.name: one.points for one in found.lines}}


def test_tasks_are_planned_by_the_clock_and_due_in_their_time(installation) -> None:
    assert set(listed(installation)) == set(KINDS)
    jobs.tick(installation.app)
    first = listed(installation)
    assert first["reveal-sampling"].due == installation.clock.at + 7 * DAY_MS
    installation.clock.forward(days=3)
    jobs.tick(installation.app)
    assert listed(installation) == first


def test_a_task_is_done_with_evidence_that_is_scanned_and_on_record(installation, rita) -> None:
    app, tenant = installation.app, installation.tenant
    task.complete(app, tenant, "access-review", Plain("asked ann@example.com about two keys"), rita, 10)
    entry = installation.entries()[-1]
    assert (entry.act, entry.outcome, entry.actor) == ("task.access-review", "done", rita.id)
    assert entry.note is not None
    (done,) = task.history(app, tenant, rita)
    assert (done.task, done.by, done.entry) == ("access-review", rita.id, f"ent_{entry.id}")
    assert done.evidence == "asked [EMAIL] about two keys"
    row = listed(installation)["access-review"]
    assert (row.done, row.by) == (installation.clock.at, rita.id)
    assert row.due == installation.clock.at + 180 * DAY_MS


def test_without_evidence_a_proof_or_a_right_nothing_is_done(installation, rita) -> None:
    app, tenant = installation.app, installation.tenant
    with pytest.raises(BadInput, match="what shows"):
        task.complete(app, tenant, "access-review", Plain("  "), rita, 10)
    for who, age in ((rita, None), (rita, 301), (Actor("operator", "ann", frozenset({"agent"})), 10)):
        with pytest.raises(Denied):
            task.complete(app, tenant, "access-review", DID, who, age)
        assert installation.acts()[-1] == ("task.access-review", "denied")
    with pytest.raises(NotFound, match="no such task"):
        task.complete(app, tenant, "tea", DID, rita, 10)
    assert task.history(app, tenant, rita) == []


def test_a_task_gets_an_owner_another_round_and_an_earlier_day(installation, rita) -> None:
    app, tenant, now = installation.app, installation.tenant, installation.clock.at
    why = {"reason": Plain("who is here"), **FRESH}
    task.plan(app, tenant, "key-sunset", rita, owner="rita", **why)
    assert (listed(installation)["key-sunset"].owner, installation.acts()[-1]) == ("rita", ("task.plan", "done"))
    assert "owner.key-sunset" not in score(installation)
    task.plan(app, tenant, "key-sunset", rita, due=now + DAY_MS, **why)
    row = listed(installation)["key-sunset"]
    assert (row.owner, row.days, row.due) == ("rita", 180, now + DAY_MS)
    task.complete(app, tenant, "key-sunset", DID, rita, 10)
    task.plan(app, tenant, "key-sunset", rita, days=30, **why)
    assert listed(installation)["key-sunset"].due == now + 30 * DAY_MS
    with pytest.raises(BadInput, match="not put off"):
        task.plan(app, tenant, "key-sunset", rita, due=now + 31 * DAY_MS, **why)
    with pytest.raises(NotFound, match="no such operator"):
        task.plan(app, tenant, "key-sunset", rita, owner="nobody", **why)
    for days in (0, 731):
        with pytest.raises(BadInput, match="comes round"):
            task.plan(app, tenant, "key-sunset", rita, days=days, **why)
    with pytest.raises(Denied):
        task.plan(app, tenant, "key-sunset", rita, owner="", **FRESH)
    operator.remove(app, tenant, "rita", LOCAL)
    assert listed(installation)["key-sunset"].owner == ""


def test_what_is_overdue_is_told_once_a_day_and_costs_points(installation, rita) -> None:
    app, tenant = installation.app, installation.tenant
    hook.add(app, tenant, "chat", "https://hooks.example.com/x", ["task.overdue"], LOCAL)
    jobs.tick(app)
    assert "task.reveal-sampling" not in score(installation)
    installation.clock.forward(days=7, minutes=1)
    jobs.tick(app)
    jobs.tick(app)
    told = [one for one in installation.entries() if one.act == "task.overdue"]
    assert [(one.count, one.actor, one.reasons) for one in told] == [(1, "service:clock", ("review-clock",))]
    with app.store.view(tenant) as view:
        assert events.backlog(view) == {"queued": 1}
    assert score(installation)["task.reveal-sampling"] == 10
    installation.clock.forward(days=31)
    assert score(installation)["task.reveal-sampling"] == 20
    task.complete(app, tenant, "reveal-sampling", DID, rita, 10)
    assert "task.reveal-sampling" not in score(installation)


def test_without_a_rule_for_the_clock_nothing_is_planned_told_or_drawn(installation, monkeypatch) -> None:
    app, tenant = installation.app, installation.tenant
    told = installation.receive("write to ann@example.com")
    installation.reveal(told.tokens[0].id)
    installation.clock.forward(days=8)
    for act in (task, sample):
        monkeypatch.setattr(act, "CLOCK", Actor("service", "another"))
    assert not task.may(app, tenant)
    assert not sample.wanted(app, tenant)
    before = len(installation.entries())
    assert (task.remind(app, tenant), sample.draw(app, tenant)) == (0, 0)
    assert len(installation.entries()) == before


@pytest.fixture
def shown(installation):
    """Twelve values that paul saw and two that ann's program did, a week ago; drawn."""
    installation.person("paul", "privacy")
    told = installation.receive(" ".join(f"a{number}@example.com" for number in range(12)))
    for one in told.tokens:
        installation.reveal(one.id, reason="case 7 of b@example.com")
    installation.clock.forward(days=7)
    assert sample.wanted(installation.app, installation.tenant)
    jobs.tick(installation.app)
    return installation


def wait(house, who: Actor) -> list[sample.Sample]:
    return sample.waiting(house.app, house.tenant, who)


def test_reveals_of_a_week_are_drawn_at_random_and_shown_without_their_values(shown, rita) -> None:
    drawn = wait(shown, rita)
    assert len(drawn) == SAMPLED
    assert ("review.draw", "done") in shown.acts()
    one = drawn[0]
    assert (one.actor, one.kind, one.purpose, one.reason) == ("operator:paul", "EMAIL", "fraud", "case 7 of [EMAIL]")
    assert (one.own, one.verdict) == (False, None)
    assert not sample.wanted(shown.app, shown.tenant)  # those that were not drawn are gone
    entries = {f"ent_{one.id}": one.object for one in shown.entries() if one.act == "reveal"}
    assert all(entries[one.id] == one.token for one in drawn)


def test_before_the_week_is_over_nothing_is_drawn(installation) -> None:
    told = installation.receive("write to ann@example.com")
    installation.reveal(told.tokens[0].id)
    installation.clock.forward(days=6)
    assert not sample.wanted(installation.app, installation.tenant)


def test_what_is_refused_or_shown_to_a_program_is_not_drawn(installation) -> None:
    told = installation.receive("write to ann@example.com")
    with pytest.raises(Denied):
        installation.reveal(told.tokens[0].id, purpose="support")
    limits = access.Limits(("reveal",), purposes=("support",), kinds=("EMAIL",), budget=5)
    _, text = access.make(installation.app, installation.tenant, "bot", limits, LOCAL)
    tenant, digest = read_key(text.expose()) or (0, b"")
    bot = access.enter(installation.app, tenant, digest)
    installation.reveal(told.tokens[0].id, purpose="support", actor=bot, factor_age_s=None)
    installation.clock.forward(days=8)
    assert not sample.wanted(installation.app, installation.tenant)


def test_somebody_else_gives_a_verdict_once_and_it_is_on_record(shown, rita) -> None:
    app, tenant = shown.app, shown.tenant
    hook.add(app, tenant, "chat", "https://hooks.example.com/x", ["review.found"], LOCAL)
    first, second = wait(shown, rita)[:2]
    sample.judge(app, tenant, first.id, "in-order", Plain(""), rita)
    entry = shown.entries()[-1]
    assert (entry.act, entry.object, entry.actor, entry.note) == ("review.in-order", first.id, rita.id, None)
    with pytest.raises(BadInput, match="what was not in order"):
        sample.judge(app, tenant, second.id, "not-in-order", Plain(""), rita)
    sample.judge(app, tenant, second.id, "not-in-order", Plain("nobody knows of a case 7, ask c@example.com"), rita)
    after = {one.id: one for one in sample.judged(app, tenant, rita)}
    assert (after[first.id].verdict, after[first.id].reviewer, after[first.id].remark) == ("in-order", rita.id, "")
    assert after[second.id].remark == "nobody knows of a case 7, ask [EMAIL]"
    with app.store.view(tenant) as view:
        assert events.backlog(view) == {"queued": 1}
    with pytest.raises(NotFound, match="no such reveal"):
        sample.judge(app, tenant, first.id, "not-in-order", Plain("again"), rita)
    assert shown.acts()[-1] == ("review.not-in-order", "failed")


def test_nobody_judges_their_own_or_without_the_right(shown, rita) -> None:
    app, tenant = shown.app, shown.tenant
    one = wait(shown, shown.privacy)[0]
    assert one.own
    with pytest.raises(Denied, match="own-work"):
        sample.judge(app, tenant, one.id, "in-order", Plain(""), shown.privacy)
    assert shown.acts()[-1] == ("review.in-order", "denied")
    admin = Actor("operator", "adam", frozenset({"admin"}))
    with pytest.raises(Denied):
        sample.judge(app, tenant, one.id, "in-order", Plain(""), admin)
    with pytest.raises(Denied):
        wait(shown, admin)
    with pytest.raises(BadInput, match="no verdict"):
        sample.judge(app, tenant, one.id, "fine", Plain(""), rita)
    other = shown.add_tenant("other")
    with pytest.raises(NotFound):
        sample.judge(app, other, one.id, "in-order", Plain(""), rita)


def test_sampling_is_done_when_every_verdict_is_given(shown, rita) -> None:
    app, tenant = shown.app, shown.tenant
    with pytest.raises(BadInput, match="10 of the reveals"):
        task.complete(app, tenant, "reveal-sampling", DID, rita, 10)
    agent = Actor("operator", "ann", frozenset({"agent"}))
    with pytest.raises(Denied) as refused:  # and not how many wait, which is not theirs to know
        task.complete(app, tenant, "reveal-sampling", DID, agent, 10)
    assert "10" not in str(refused.value)
    assert shown.acts()[-1] == ("task.reveal-sampling", "denied")
    with pytest.raises(Denied):
        task.plan(app, tenant, "reveal-sampling", agent, days=10_000)
    assert shown.acts()[-1] == ("task.plan", "denied")
    assert "samples" not in score(shown)
    shown.clock.forward(days=14)
    assert score(shown)["samples"] == posture.UNJUDGED
    for one in wait(shown, rita):
        sample.judge(app, tenant, one.id, "in-order", Plain(""), rita)
    assert "samples" not in score(shown)
    task.complete(app, tenant, "reveal-sampling", DID, rita, 10)


def test_of_an_erased_customer_no_reason_is_left(shown, rita) -> None:
    erase.erase(shown.app, shown.tenant, shown.subject(), "subject-request", Plain("asked"), LOCAL)
    one = wait(shown, rita)[0]
    assert one.reason == ""


def test_verdicts_are_forgotten_after_a_year_and_stay_on_record(shown, rita) -> None:
    app, tenant = shown.app, shown.tenant
    for one in wait(shown, rita):
        sample.judge(app, tenant, one.id, "in-order", Plain(""), rita)
    shown.clock.forward(days=401)
    sample.draw(app, tenant)
    assert sample.judged(app, tenant, rita) == []
    assert sum(one.act == "review.in-order" for one in shown.entries()) == SAMPLED


def check(house) -> dict[str, bool | None]:
    with house.app.store.view(house.tenant) as view:
        return {one.case.check: one.holds for one in breaches.checked(house.app, view) if one.case.check}


def passkey(house, name: str) -> None:
    with house.app.store.write(house.tenant) as tx:
        row = tenants.operator(tx, name)
        assert row is not None
        people.put_passkey(tx, PasskeyRow(row.id, house.app.id(), b"c" * 8, b"p", 0, False, False, "key", 1, 1))


def test_what_cannot_be_told_is_not_yet_checked(installation) -> None:
    found = check(installation)
    for name in ("passkeys", "second-factor", "key-age", "key-scope", "unused", "root-key", "expiry", "proved"):
        assert found[name] is None, name
    assert found["own-factors"] is None
    assert (found["codes"], found["ends"]) == (True, True)
    with installation.app.store.view(installation.tenant) as view:
        none = [one for one in breaches.checked(installation.app, view) if one.case.check is None]
    assert [one.holds for one in none] == [None] * 3
    assert all(one.looked.endswith(".") for one in none)
    rita = installation.person("rita", "auditor")
    assert len(breaches.taught(installation.app, installation.tenant, rita)) == 15
    with pytest.raises(Denied):
        breaches.taught(installation.app, installation.tenant, LOCAL)


def test_each_check_holds_or_not(installation) -> None:
    app, tenant = installation.app, installation.tenant
    installation.person("ann", "agent")
    assert (check(installation)["passkeys"], check(installation)["second-factor"]) == (False, False)
    passkey(installation, "ann")
    assert (check(installation)["passkeys"], check(installation)["second-factor"]) == (True, True)
    jobs.tick(app)
    assert check(installation)["expiry"] is True
    with app.store.write(tenant) as tx:
        job_rows.put(tx, JobRow("expire", 1, None, 2, "busy", 3))
    assert check(installation)["expiry"] is False
    assert score(installation)["job.expire"] == posture.JOB


def test_keys_are_looked_at_by_age_scope_and_use(installation) -> None:
    app, tenant = installation.app, installation.tenant
    limits = access.Limits(("reveal",), purposes=("support",), kinds=("EMAIL",), budget=5, days=365)
    access.make(app, tenant, "bot", limits, LOCAL)
    found = check(installation)
    assert (found["key-age"], found["key-scope"], found["unused"]) == (True, True, None)
    while oversee.oversee(app, tenant) is not None:
        pass
    assert check(installation)["unused"] is True
    installation.clock.forward(days=181)
    while oversee.oversee(app, tenant) is not None:
        pass
    found = check(installation)
    assert (found["key-age"], found["unused"]) == (False, False)
    assert "case.optus" not in score(installation)  # not every process has read the ledger
    access.make(app, tenant, "all", replace(limits, budget=10_000), LOCAL)
    assert check(installation)["key-scope"] is False


def test_the_root_key_lies_elsewhere_or_is_typed(installation) -> None:
    keys = installation.app.config.keys
    for provider, file, holds in (
        ("passphrase", "", True),
        ("file", str(installation.folder / "root.key"), False),
        ("file", str(installation.folder.parent / "root.key"), True),
    ):
        given = Keys(**{**{name: getattr(keys, name) for name in keys.__slots__}, "provider": provider, "file": file})
        installation.app.config = replace(installation.app.config, keys=given)
        assert check(installation)["root-key"] is holds


def test_the_score_explains_itself(installation) -> None:
    for path in [installation.folder, *installation.folder.iterdir()]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    assert score(installation) == {"": 88, **{f"owner.{name}": 2 for name in KINDS}}
    for name in ("ann", "max", "rita"):
        installation.person(name, "auditor")
        passkey(installation, name) if name == "ann" else None
    installation.train("ann")
    assert score(installation)["training.people"] == 14  # two of three
    with installation.app.store.write(installation.tenant) as tx:
        tx.run("UPDATE policy SET files = replace(files, 'resource.untrained', 'resource.held')")
        tx.known.introduced = None
    assert score(installation)["training.rule"] == posture.UNBOUND
    with pytest.raises(Denied):
        posture.posture(installation.app, installation.tenant, Actor("operator", "x", frozenset({"agent"})))


def test_the_census_says_who_holds_what_and_used_it_when(installation, rita) -> None:
    app, tenant = installation.app, installation.tenant
    limits = access.Limits(("reveal", "find"), purposes=("support",), kinds=("EMAIL",), budget=5)
    access.make(app, tenant, "bot", limits, LOCAL)
    task.complete(app, tenant, "access-review", DID, rita, 10)
    before = census.census(app, tenant, rita)
    assert (before.known, before.concerns) == (False, ())
    while oversee.oversee(app, tenant) is not None:
        pass
    after = census.census(app, tenant, rita)
    assert after.known
    assert [(one.name, one.rights, one.program) for one in after.holders] == [
        ("rita", ("auditor",), False),
        ("bot", ("find", "reveal"), True),
    ]
    assert after.holders[0].acts == (("task.access-review", "2026-11-21T12:00:00Z"),)
    assert all(one.check for one in after.concerns)
    assert ids.read(ids.ENTRY, task.history(app, tenant, rita)[0].entry)
    with app.store.view(tenant) as view:
        assert tasks.sample(view, bytes(16)) is None
