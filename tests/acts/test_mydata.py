"""A customer is told the kinds of what is held of them and how many, and that is on record."""

from __future__ import annotations

import pytest

from privet.acts.mydata import mydata
from privet.core import ids
from privet.core.decision import LOCAL, Actor
from privet.errors import Denied, Erased, NotFound

GATEWAY = Actor("gateway", "telegram:support")


def test_kinds_and_how_many_of_this_customer_alone(installation) -> None:
    installation.receive("I am ann@example.com and ann.b@example.com, call +1 202-555-0143")
    installation.receive("ben@example.com", "+12025550102")
    subject = installation.subject()
    assert mydata(installation.app, installation.tenant, subject, GATEWAY) == {"EMAIL": 2, "PHONE": 1}
    entry = installation.entries()[-1]
    assert (entry.act, str(entry.outcome), entry.subject, entry.count) == ("mydata", "done", subject, 3)


def test_whoever_has_nothing_held_is_told_so(installation) -> None:
    installation.receive("hello")
    assert mydata(installation.app, installation.tenant, installation.subject(), GATEWAY) == {}
    assert installation.entries()[-1].count == 0


def test_a_refusal_counts_nothing_and_is_on_record(installation) -> None:
    installation.receive("I am ann@example.com")
    with pytest.raises(Denied):
        mydata(installation.app, installation.tenant, installation.subject(), LOCAL)
    entry = installation.entries()[-1]
    assert (entry.act, str(entry.outcome), entry.count) == ("mydata", "denied", None)


def test_nobody_and_somebody_erased(installation) -> None:
    with pytest.raises(NotFound):
        mydata(installation.app, installation.tenant, ids.shown(ids.SUBJECT, bytes(16)), GATEWAY)
    installation.receive("I am ann@example.com")
    subject = installation.subject()
    installation.erase(subject)
    with pytest.raises(Erased):
        mydata(installation.app, installation.tenant, subject, GATEWAY)
