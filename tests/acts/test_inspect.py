"""What the daily report and the doctor look at: each look finds what was planted, and nothing where nothing is."""

from __future__ import annotations

import shutil
from collections import namedtuple
from dataclasses import replace
from typing import Any

import pytest

from privet import jobs
from privet.acts import hook, inspect, posture, review
from privet.acts.attest import attest
from privet.acts.inspect import GIB, Check
from privet.app import default_policy
from privet.cli import serve
from privet.config import Ledger
from privet.core import ids
from privet.core.decision import LOCAL
from privet.core.entry import Entry, Outcome, encode
from privet.store import events, ledger
from privet.store import jobs as job_rows
from privet.store.events import EventRow
from privet.store.jobs import JobRow

Disk = namedtuple("Disk", "total used free")
LATER = 1_925_000_000_000
"""In January 2031 (ms): SHA-1 is over."""


@pytest.fixture
def house(installation: Any) -> Any:
    for path in [installation.folder, *installation.folder.iterdir()]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    return installation


def looked(house: Any, *, files: bool = True) -> dict[str, Check]:
    with house.app.store.view(house.tenant) as view:
        found = inspect.inspected(house.app, view, review.used(house.app, view), files=files)
        return {one.check.removesuffix(" demo"): one for one in found}


def test_where_nothing_is_wrong_every_look_says_so(house: Any) -> None:
    jobs.tick(house.app)
    found = looked(house)
    assert {one.state for one in found.values()} == {"ok"}
    assert {name for name, one in found.items() if one.todo} == {"posture"}
    assert "Nobody tried to catch" in found["proved"].sentence
    assert found["refused"].sentence == "0 acts were refused within 30 days."


@pytest.mark.parametrize(("free", "state"), [(GIB * 2, "ok"), (GIB // 2, "warn"), (GIB // 20, "fail")])
def test_room_on_the_disk(house: Any, monkeypatch: pytest.MonkeyPatch, free: int, state: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Disk(4 * GIB, 0, free))
    room, algorithms = inspect.machine(house.app)
    assert (room.check, room.state, bool(room.todo)) == ("disk", state, state != "ok")
    assert (algorithms.check, algorithms.state) == ("algorithms", "ok")


def test_an_algorithm_past_its_last_day_is_warned_of_by_every_look_and_at_start() -> None:
    (one, *more) = inspect.sunset(LATER)
    assert (one.state, "2030-12-31" in one.sentence, bool(one.todo)) == ("warn", True, True)
    assert [line.removeprefix("WARNING: ") for line in serve.ended(LATER)] == [
        one.sentence, *(other.sentence for other in more)
    ]  # fmt: skip
    assert serve.ended(1_795_262_400_000) == []


def test_an_algorithm_past_its_last_day_costs_points(house: Any) -> None:
    assert not [one for one in posture.posture(house.app, house.tenant, LOCAL).lines if "algorithm" in one.name]
    house.clock.at = LATER
    lines = {one.name: one for one in posture.posture(house.app, house.tenant, LOCAL).lines}
    assert (lines["algorithm.1"].points, "algorithms.md" in lines["algorithm.1"].todo) == (posture.SUNSET, True)


def test_files_that_others_may_read_are_looked_at_unless_somebody_else_did(house: Any) -> None:
    (house.folder / "data.db").chmod(0o644)
    assert (looked(house)["access"].state, looked(house, files=False)["access"].state) == ("warn", "ok")


def test_refused_acts_are_named_with_how_often(house: Any) -> None:
    with house.app.store.write(house.tenant) as tx:
        for act, count in (("key.prove", 1200), ("reveal", None)):
            tx.record(encode(Entry(house.app.entry_id(), house.clock.at, act, Outcome.DENIED, "unknown", count=count)))
    said = "1,201 acts were refused within 30 days, 1,200 × key.prove, 1 × reveal."
    assert looked(house)["refused"].sentence == said


def test_attacks_that_nobody_tried_in_time(house: Any) -> None:
    jobs.tick(house.app)
    house.clock.forward(days=91)
    assert (looked(house)["proved"].state, looked(house)["proved"].todo) == ("warn", "privet prove")
    attest(house.app, house.tenant, "prove", '{"holds": true}', LOCAL)
    house.clock.forward(days=3)
    assert looked(house)["proved"].sentence == "The last try to catch it out that found nothing was 3 days ago."
    assert looked(house)["proved"].state == "ok"


def test_a_ledger_without_a_head_or_shorter_than_one(house: Any) -> None:
    house.app.config = replace(house.app.config, ledger=Ledger(checkpoint_entries=1))
    for _ in range(3):
        house.receive("hello")
    assert looked(house)["ledger"].todo == "privet ledger checkpoint"
    with house.app.store.write(house.tenant) as tx:
        ledger.keep_checkpoint(tx, 99, "over more than there is")
    assert looked(house)["ledger"].state == "fail"


def test_jobs_words_and_hooks_that_are_behind(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with house.app.store.write(house.tenant) as tx:
        job_rows.put(tx, JobRow("expire", 1, None, 2, "busy", 3))
    assert looked(house)["jobs"].sentence == "Not as it should be: expire (busy)."
    monkeypatch.setattr(inspect, "BEHIND", 0)
    house.receive("hello")
    assert looked(house)["search"].state == "warn"
    made, _ = hook.add(house.app, house.tenant, "chat", "https://hooks.example.com/x", ["task.due"], LOCAL)
    with house.app.store.write(house.tenant) as tx:
        row = EventRow(house.app.id(), ids.read("hok", made.id), events.DEAD, 9, 1, "task.due", "ent_x", "")
        events.add(tx, [row])
    assert looked(house)["hooks"].sentence == "Events were given up: chat (1)."


def test_a_policy_that_was_adopted_before_an_act_was_there_is_said_so_aloud(house: Any) -> None:
    assert serve.lacking(house.app) == []
    files, gone = default_policy(), ("retract", "mydata")
    for rule in gone:
        head, _, rest = files["rules.cedar"].partition(f'@id("{rule}")')
        files["rules.cedar"] = head + (rest[rest.index("\n@id(") :] if "\n@id(" in rest else "")
        cases = [one for one in files["cases.toml"].split("[[case]]") if f'rule = "{rule}"' not in one]
        files["cases.toml"] = "[[case]]".join(cases)
    tenant = house.add_tenant("early", rules=files["rules.cedar"], cases=files["cases.toml"])
    with house.app.store.view(tenant) as view:
        assert inspect.unpermitted(house.app, view) == sorted(gone)
        (found,) = [
            one
            for one in inspect.inspected(house.app, view, review.used(house.app, view))
            if one.check == "rules early"
        ]
    assert (found.state, bool(found.todo)) == ("warn", True)
    (line,) = serve.lacking(house.app)
    assert line.startswith("WARNING: tenant early: No rule of the adopted policy permits mydata, retract:")
    assert "privet rule show --default" in line
