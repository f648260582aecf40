"""Restricted data is stored and not read, shown or passed on, until that is lifted; both are on record."""

from __future__ import annotations

import pytest

from privet.acts import hook, notify, read, restrict
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import Denied, Erased, NotFound

MAIL = "ann@example.com"
WHY = Plain("contests that it is right, says ben@example.com")


def change(house, do=restrict.restrict, purpose: str = "subject-request", actor: Actor = LOCAL, **more) -> bool:
    return do(house.app, house.tenant, house.subject(), purpose, more.pop("reason", WHY), actor, **more)


def test_restricted_data_is_seen_for_the_persons_own_request_alone(installation) -> None:
    told = installation.receive(f"mail {MAIL}")
    assert change(installation)
    assert not change(installation)
    entry = installation.entries()[-1]
    assert (entry.act, entry.subject, entry.outcome) == ("restrict", installation.subject(), "done")
    assert entry.note is not None
    with pytest.raises(Denied, match="restricted"):
        installation.reveal(told.tokens[0].id)
    assert installation.entries()[-1].reasons == ("restricted",)
    assert installation.reveal(told.tokens[0].id, "subject-request") == MAIL
    app, tenant = installation.app, installation.tenant
    assert read.conversations(app, tenant, LOCAL) == read.people(app, tenant, LOCAL) == []
    assert len(read.conversations(app, tenant, LOCAL, purpose="subject-request")) == 1
    with pytest.raises(Denied):
        read.message(app, tenant, told.id, LOCAL)
    assert installation.receive("and one more").conversation == told.conversation
    assert change(installation, restrict.lift)
    assert not change(installation, restrict.lift)
    assert installation.acts()[-1] == ("restrict.lift", "done")
    assert installation.reveal(told.tokens[0].id) == MAIL


def test_in_a_group_only_what_the_restricted_one_wrote_is_hidden(installation) -> None:
    group = {"conversation": "all", "group": True}
    talk = installation.receive("I am Ann", **group).conversation
    installation.receive("I am Ben", "+12025550102", **group)
    change(installation)
    assert installation.read(talk) == ["I am [PERSON_2]"]


def test_a_hook_is_told_that_something_came_and_not_what(installation) -> None:
    app, tenant = installation.app, installation.tenant
    hook.add(app, tenant, "crm", "https://crm.example.com/", ("message.received",), LOCAL)
    installation.receive("first")
    change(installation)
    installation.receive("second")
    ((_, id),) = set(notify.waiting(app))
    bodies = [one.request.body for one in notify.claim(app, tenant, id, 10)]
    assert len(bodies) == 2
    assert all(b'"text":null' in body for body in bodies)


@pytest.mark.parametrize(
    ("who", "more", "reason"),
    [
        (Actor("operator", "maria", frozenset({"agent"})), {"factor_age_s": 1}, "no-rule-allows"),
        (Actor("operator", "paul", frozenset({"privacy"})), {"factor_age_s": 301}, "fresh-factor"),
        (Actor("operator", "paul", frozenset({"privacy"})), {"factor_age_s": 1, "reason": Plain("")}, "reason-given"),
        (Actor("operator", "adam", frozenset({"privacy", "admin"})), {"factor_age_s": 1}, "admin-sees-nobody"),
        (LOCAL, {"purpose": "operation"}, "no-rule-allows"),
    ],
)
def test_who_may_not_restrict_is_refused_on_record(installation, who: Actor, more: dict, reason: str) -> None:
    token = installation.receive(MAIL).tokens[0].id
    for do in (restrict.restrict, restrict.lift):
        with pytest.raises(Denied):
            change(installation, do, actor=who, **dict(more))
        assert (installation.entries()[-1].outcome, installation.entries()[-1].reasons) == ("denied", (reason,))
    assert installation.reveal(token) == MAIL


def test_nobody_who_is_not_there_is_restricted(installation) -> None:
    installation.receive(MAIL)
    subject = installation.subject()
    with pytest.raises(NotFound):
        restrict.restrict(installation.app, installation.add_tenant("bank"), subject, "legal", WHY, LOCAL)
    installation.erase(subject)
    with pytest.raises(Erased):
        restrict.restrict(installation.app, installation.tenant, subject, "legal", WHY, LOCAL)
    assert installation.entries()[-1].reasons == ("erased",)
