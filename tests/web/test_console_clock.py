"""The page of what is done by the clock names each job, what it does, how late it is and what failed."""

from __future__ import annotations

from typing import Any

from privet import jobs
from privet.acts import job
from privet.web.console.clock import WORK


def test_every_job_has_its_sentence() -> None:
    assert {one.name for one in jobs.JOBS} | {job.CLOCK, "syslog", "backup", "drill"} == set(WORK)


def test_what_ran_what_runs_what_is_late_and_what_failed(staff: Any) -> None:
    one, pia = staff.installation, staff.enrolled("pia", "privacy")
    assert "Nothing has run yet." in pia.get("/settings/jobs").read.said
    jobs.tick(one.app)
    assert job.claim(one.app, one.tenant, "syslog", wanted=True)
    job.settle(one.app, one.tenant, "copies", 0, "storage-failed")
    said = " ".join(pia.get("/settings/jobs").read.said.split())
    assert "expire Destroys keys of periods whose time is over. Last done" in said
    assert "syslog Sends entries of the ledger to a collector. runs now At work, last said so" in said
    assert "failed: storage-failed" in said
    assert "late" not in said.partition("Jobs expire")[2].replace("later", "").partition("copies")[0]
    one.clock.at += 3_600_000
    pia = staff.enrolled("pio", "privacy")
    assert "late, minutes: 54" in " ".join(pia.get("/settings/jobs").read.said.split())
