"""Looking at what holds no value: whoever may not is refused, and that is on the ledger, whatever was looked at."""

from __future__ import annotations

import pytest

from privet.acts import access, hook, job, operator, rule
from privet.core.decision import LOCAL, Actor
from privet.errors import Denied

LOOKS = (access.everyone, hook.everyone, hook.failed, job.everyone, operator.everyone, rule.versions, rule.show)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.__module__.rpartition('.')[2]}-{look.__name__}")
def test_a_refused_look_is_on_record_and_a_permitted_one_is_not(installation, look) -> None:
    before = len(installation.entries())
    look(installation.app, installation.tenant, LOCAL)
    assert len(installation.entries()) == before
    with pytest.raises(Denied):
        look(installation.app, installation.tenant, Actor("gateway", "sms"))
    entry = installation.entries()[-1]
    assert (entry.actor, installation.acts()[-1]) == ("gateway:sms", ("read", "denied"))
    assert len(installation.entries()) == before + 1
