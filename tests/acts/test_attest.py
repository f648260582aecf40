"""A report goes on the ledger and comes back signed; who may not read what is done gets none."""

from __future__ import annotations

import pytest

from privet.acts.attest import attest
from privet.acts.checkpoint import vkeys
from privet.acts.verify import verify
from privet.core import report
from privet.core.decision import LOCAL, Actor
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
