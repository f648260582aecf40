"""Other programs that are told of an erasure confirm it: until then they are told again, and who has not is named."""

from __future__ import annotations

from typing import Any

import pytest

from privet.acts import hook, notify, overview
from privet.acts.certify import everyone, stated
from privet.core import ids
from privet.core.decision import LOCAL, Actor
from privet.errors import Denied

HOUR = 60
GOOD, LATER = 204, 202


def add(installation: Any, name: str) -> bytes:
    """A hook that is told of erasures."""
    url = f"https://{name}.example.com/erased"
    return ids.read("hok", hook.add(installation.app, installation.tenant, name, url, ["subject.erased"], LOCAL)[0].id)


def answer(installation: Any, one: bytes, outcome: int | str) -> int:
    """Deliver what is due for a hook and have it answered; how many events that were."""
    due = notify.claim(installation.app, installation.tenant, one, 10)
    notify.settle(installation.app, installation.tenant, one, [(each.event, outcome) for each in due])
    return len(due)


def gone(installation: Any) -> str:
    installation.receive("hello")
    subject = installation.subject()
    installation.erase(subject)
    return subject


def test_a_program_confirms_and_the_certificate_says_so(installation) -> None:
    crm, bill = add(installation, "crm"), add(installation, "billing")
    subject = gone(installation)
    before = stated(installation.app, installation.tenant, subject)
    assert (before.informed, before.unconfirmed, before.holds) == ((), ("billing", "crm"), True)
    assert answer(installation, crm, GOOD) == 1
    (entry,) = [one for one in installation.entries() if one.act == "erase.confirm"]
    assert (entry.actor, entry.subject, str(entry.outcome)) == ("service:hook:crm", subject, "done")
    after = stated(installation.app, installation.tenant, subject)
    assert (after.informed, after.unconfirmed) == (("crm",), ("billing",))
    tasks = overview.overview(installation.app, installation.tenant, LOCAL).tasks
    assert [(one.what, one.many) for one in tasks if one.what == "unconfirmed"] == [("unconfirmed", 1)]
    (row,) = everyone(installation.app, installation.tenant, LOCAL, unconfirmed=True)
    assert (row.subject, row.informed, row.unconfirmed) == (subject, ("crm",), ("billing",))
    assert answer(installation, bill, GOOD) == 1
    assert everyone(installation.app, installation.tenant, LOCAL, unconfirmed=True) == []
    assert len(everyone(installation.app, installation.tenant, LOCAL)) == 1


@pytest.mark.parametrize("outcome", [LATER, 500, "unreachable"])
def test_it_is_told_until_it_is_confirmed_however_long_that_takes(installation, outcome: int | str) -> None:
    crm = add(installation, "crm")
    subject = gone(installation)
    tries = installation.app.config.hooks.attempts
    for _ in range(tries + 3):
        assert answer(installation, crm, outcome) == 1
        installation.clock.forward(minutes=26 * HOUR)
    installation.clock.forward(days=installation.app.config.hooks.keep_days)
    assert notify.forget(installation.app, installation.tenant) == 0
    assert hook.everyone(installation.app, installation.tenant, LOCAL)[0].failed == 0
    assert stated(installation.app, installation.tenant, subject).unconfirmed == ("crm",)
    assert answer(installation, crm, GOOD) == 1
    assert stated(installation.app, installation.tenant, subject).informed == ("crm",)
    assert answer(installation, crm, GOOD) == 0


def test_a_program_that_is_removed_stays_named_as_one_that_never_confirmed(installation) -> None:
    add(installation, "crm")
    subject = gone(installation)
    hook.remove(installation.app, installation.tenant, "crm", LOCAL)
    assert stated(installation.app, installation.tenant, subject).unconfirmed == ("crm",)


def test_who_may_not_read_what_is_the_companys_sees_no_list(installation) -> None:
    with pytest.raises(Denied):
        everyone(installation.app, installation.tenant, Actor("service", "nobody"))
