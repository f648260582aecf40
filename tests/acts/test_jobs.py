"""What the clock does is done by one process at a time, caught up after a pause, and says what went wrong."""

from __future__ import annotations

import sqlite3
import threading
import time
from dataclasses import replace
from typing import Any

import pytest

from privet import jobs
from privet.acts import job
from privet.core.decision import LOCAL
from privet.errors import StorageFailed


def shown(installation: Any) -> dict[str, job.Job]:
    return {one.name: one for one in job.everyone(installation.app, installation.tenant, LOCAL)}


def only(monkeypatch: pytest.MonkeyPatch, do: Any, every_ms: int = 60_000, wanted: bool = True) -> None:
    """Let the clock do nothing but this."""
    one = jobs.Job("it", every_ms, lambda app, tenant: do(), lambda app, tenant: wanted)
    monkeypatch.setattr(jobs, "JOBS", (one,))


def test_every_job_says_that_it_ran(installation) -> None:
    jobs.tick(installation.app)
    found = shown(installation)
    assert set(found) == {one.name for one in jobs.JOBS}
    assert all(one.done == installation.clock.at and not one.error and not one.late_s for one in found.values())


def test_a_job_runs_when_it_is_due_and_is_caught_up_once_after_downtime(installation, monkeypatch) -> None:
    ran: list[int] = []
    only(monkeypatch, lambda: ran.append(installation.clock.at))
    for minutes in (0, 0, 1, 60 * 24):
        installation.clock.forward(minutes=minutes)
        jobs.tick(installation.app)
    assert len(ran) == 3


def test_nothing_to_do_is_written_down_now_and_then_only(installation, monkeypatch) -> None:
    only(monkeypatch, lambda: None, every_ms=0, wanted=False)
    jobs.tick(installation.app)
    first = shown(installation)["it"].done
    installation.clock.forward(minutes=4)
    jobs.tick(installation.app)
    assert shown(installation)["it"].done == first
    installation.clock.forward(minutes=1)
    jobs.tick(installation.app)
    assert shown(installation)["it"].done == installation.clock.at


def test_what_fails_is_said_and_spoils_no_other_job_and_no_other_tenant(installation, monkeypatch) -> None:
    installation.add_tenant("second")
    ran: list[str] = []

    def refuse(app: object, tenant: object) -> None:
        raise StorageFailed("no")

    def unforeseen(app: object, tenant: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(jobs, "JOBS", (
        jobs.Job("refused", 0, refuse, lambda app, tenant: True),
        jobs.Job("unforeseen", 0, unforeseen, lambda app, tenant: True),
        jobs.Job("fine", 0, lambda app, tenant: ran.append(str(tenant)), lambda app, tenant: True),
    ))  # fmt: skip
    with pytest.raises(StorageFailed):
        jobs.tick(installation.app)
    assert len(ran) == 2
    found = shown(installation)
    assert (found["refused"].error, found["unforeseen"].error, found["fine"].error) == (
        "storage-failed", "unforeseen", "",
    )  # fmt: skip
    assert found["refused"].failed == installation.clock.at
    assert found["refused"].done is None
    monkeypatch.setattr(jobs, "JOBS", (jobs.Job("refused", 0, lambda app, tenant: None, lambda app, tenant: True),))
    jobs.tick(installation.app)
    assert (shown(installation)["refused"].error, shown(installation)["refused"].done) == ("", installation.clock.at)


def test_a_look_that_fails_is_a_run_that_failed(installation, monkeypatch) -> None:
    def look(app: object, tenant: object) -> bool:
        raise StorageFailed("no")

    monkeypatch.setattr(jobs, "JOBS", (jobs.Job("it", 0, lambda app, tenant: None, look),))
    with pytest.raises(StorageFailed):
        jobs.tick(installation.app)
    assert shown(installation)["it"].error == "storage-failed"


def test_a_job_that_has_not_run_is_late(installation, monkeypatch) -> None:
    only(monkeypatch, lambda: None, every_ms=60_000)
    jobs.tick(installation.app)
    installation.clock.forward(minutes=6)
    assert shown(installation)["it"].late_s == 0
    installation.clock.forward(minutes=1)
    assert shown(installation)["it"].late_s == 30


def test_two_never_run_at_once_and_a_dead_one_is_taken_over(installation, monkeypatch) -> None:
    app, tenant = installation.app, installation.tenant
    assert job.claim(app, tenant, "it", wanted=True)
    assert not job.claim(app, tenant, "it", wanted=True)
    assert shown(installation)["it"].running
    assert shown(installation)["it"].late_s == 0
    installation.clock.forward(minutes=1)
    assert not job.claim(app, tenant, "it", wanted=True)
    installation.clock.forward(minutes=1)
    assert not shown(installation)["it"].running
    assert job.claim(app, tenant, "it", wanted=True), "whoever ran it is taken for dead"
    job.settle(app, tenant, "it", 0)
    job.settle(app, tenant, "never claimed", 0, "x")


def test_whoever_still_works_keeps_it(installation, monkeypatch) -> None:
    monkeypatch.setattr(job, "RENEW_S", 0.001)
    claimed: list[bool] = []

    def works() -> None:
        until = time.monotonic() + 10
        for _ in range(3):
            installation.clock.forward(minutes=1)
            while shown(installation)["it"].begun < installation.clock.at and time.monotonic() < until:
                time.sleep(0.001)
        claimed.append(job.claim(installation.app, installation.tenant, "it", wanted=True))

    only(monkeypatch, works)
    jobs.tick(installation.app)
    assert claimed == [False]
    assert shown(installation)["it"].done == installation.clock.at


def test_a_lease_that_cannot_be_renewed_harms_nothing(installation, monkeypatch) -> None:
    monkeypatch.setattr(job, "RENEW_S", 0.001)
    tried = threading.Event()
    monkeypatch.setattr(job.jobs, "connect", lambda *args, **named: (tried.set(), sqlite3.connect(":memory:"))[1])
    only(monkeypatch, lambda: tried.wait(10))
    jobs.tick(installation.app)
    assert shown(installation)["it"].done == installation.clock.at


def test_a_clock_that_was_set_back_stops_nothing(installation) -> None:
    app, tenant = installation.app, installation.tenant
    assert job.claim(app, tenant, "it", wanted=True)
    job.settle(app, tenant, "it", 3_600_000)
    installation.clock.forward(days=-2)
    assert job.claim(app, tenant, "it", wanted=True)


def test_another_process_that_was_faster_has_it(installation, monkeypatch) -> None:
    app, tenant = installation.app, installation.tenant
    first = job.jobs.row
    looked = []

    def looks(view: Any, name: str) -> Any:
        looked.append(name)
        if len(looked) == 1:
            return None  # what it saw before the other one's commit
        return first(view, name)

    assert job.claim(app, tenant, "it", wanted=True)
    monkeypatch.setattr(job.jobs, "row", looks)
    assert not job.claim(app, tenant, "it", wanted=True)


def test_among_processes_a_job_runs_once(installation) -> None:
    installation.app.close()

    def work(one: Any, say: Any) -> None:
        for round_ in range(20):
            if job.claim(one.app, one.tenant, f"job-{round_}", wanted=True):
                say(f"job-{round_}")
                job.settle(one.app, one.tenant, f"job-{round_}", 3_600_000)

    processes = [installation.process(work) for _ in range(3)]
    said = [line for one in processes for line in one.lines()]
    assert sorted(said) == sorted(f"job-{n}" for n in range(20))


def test_copies_are_renewed_once_for_the_installation(installation, tmp_path, monkeypatch) -> None:
    installation.add_tenant("second")
    place = tmp_path / "place"
    place.mkdir()
    app = installation.app
    app.config = replace(app.config, keys=replace(app.config.keys, copies=[str(place)]))
    renewed: list[object] = []
    monkeypatch.setattr(jobs.erase, "renew", renewed.append)
    copies = tuple(one for one in jobs.JOBS if one.name == "copies")
    monkeypatch.setattr(jobs, "JOBS", copies)
    jobs.tick(app)
    jobs.tick(app)
    assert len(renewed) == 1
    installation.clock.forward(minutes=10)
    jobs.tick(app)
    assert len(renewed) == 2
