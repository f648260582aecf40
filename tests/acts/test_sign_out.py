"""Who logs out at the company's own log-in is out here; a token that says so is taken once."""

from __future__ import annotations

from typing import Any

import pytest

from privet.acts import enrol, login
from privet.acts.session import Whence
from privet.acts.sign_out import sign_out
from privet.core.logout import Left
from privet.core.secret import digest
from privet.errors import NotProved

WHO = b"\1" * 32


def test_every_session_ends_and_the_token_is_taken_once(people: Any, installation: Any) -> None:
    app, tenant = people.given
    first = enrol.with_sso(app, tenant, digest(people.invite().secret.expose()), WHO, Whence()).session
    left = Left(WHO, b"\2" * 32, installation.clock.at + 60_000)
    other = login.by_sso(app, tenant, WHO, Whence())
    assert sign_out(app, tenant, left) == 2
    for one in (first, other):
        with pytest.raises(NotProved):
            people.enter(one)
    last = installation.entries()[-1]
    assert (last.act, str(last.outcome), last.actor, last.object[:4]) == ("session.end", "done", "service:sso", "opr_")
    again = login.by_sso(app, tenant, WHO, Whence())
    before = len(installation.entries())
    assert sign_out(app, tenant, left) == 0
    assert sign_out(app, tenant, Left(b"\3" * 32, b"\4" * 32, left.ends)) == 0  # nobody who works here
    assert len(installation.entries()) == before
    assert people.enter(again).actor.name == "ann"
