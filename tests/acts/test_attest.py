"""A report goes on the ledger and comes back signed; who may not read what is done gets none."""

from __future__ import annotations

import json

import pytest

from privet.acts import task
from privet.acts.attest import attest
from privet.acts.checkpoint import vkeys
from privet.acts.verify import verify
from privet.core import report
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.core.tasks import DAY_MS
from privet.errors import BadInput, Denied


def test_a_report_is_on_the_ledger_and_can_be_shown_to_be(installation) -> None:
    app, tenant = installation.app, installation.tenant
    file = attest(app, tenant, "doctor", '{"holds":true}', LOCAL)
    checked = report.check(file, vkeys(app, tenant))
    assert checked.text == '{"holds":true}'
    assert checked.entry == installation.entries()[checked.index]
    assert (checked.entry.act, checked.entry.actor, str(checked.entry.outcome)) == ("report.doctor", "local", "done")
    verdict = verify(app, tenant)
    assert not verdict.problems
    assert verdict.open == 1  # the text lies sealed beside the entry


def test_whoever_may_not_read_gets_none_and_that_is_on_record(installation) -> None:
    with pytest.raises(Denied):
        attest(installation.app, installation.tenant, "prove", "{}", Actor("service", "nobody"))
    last = installation.entries()[-1]
    assert (last.act, str(last.outcome), last.note) == ("report.prove", "denied", None)


@pytest.mark.parametrize("text", ["", "two\nlines", "x" * ((1 << 20) + 1)])
def test_a_report_is_one_line(installation, text: str) -> None:
    before = len(installation.entries())
    with pytest.raises(BadInput):
        attest(installation.app, installation.tenant, "prove", text, LOCAL)
    assert len(installation.entries()) == before


def test_a_report_of_attacks_that_holds_does_that_review_and_one_that_does_not_leaves_it(installation) -> None:
    app, tenant = installation.app, installation.tenant

    def proved() -> task.Task:
        return next(one for one in task.everyone(app, tenant, LOCAL) if one.name == "prove")

    with pytest.raises(BadInput, match="by itself"):
        task.complete(app, tenant, "prove", Plain("I did it"), LOCAL)
    attest(app, tenant, "prove", json.dumps({"holds": False}), LOCAL)
    attest(app, tenant, "doctor", json.dumps({"holds": True}), LOCAL)
    assert (proved().done, task.history(app, tenant, LOCAL)) == (None, [])
    attest(app, tenant, "prove", json.dumps({"holds": True}), LOCAL)
    assert (proved().done, proved().by) == (installation.clock.at, "local")
    assert proved().due == installation.clock.at + 180 * DAY_MS
    (done,) = task.history(app, tenant, LOCAL)
    assert (done.task, done.evidence) == ("prove", "The report holds.")
    assert done.entry == f"ent_{installation.entries()[-1].id}"
