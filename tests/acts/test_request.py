"""Requests of people about their own data: proven, answered, refused, each in its time and on record."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from tests.conftest import ANN, Installation

from privet.acts import consent, fulfil, overview, request, stepup, stop
from privet.acts.consent import Given
from privet.acts.find import find
from privet.core import ids
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import LOCAL, Deny
from privet.errors import BadInput, Conflict, Denied, NotFound
from privet.plugins.channels.loopback import Loopback
from privet.store import rights, subjects

BEN, WHY = "+12025550102", Plain("letter of 3 May")


def whose(house: Installation, party: str = ANN) -> str:
    """The subject with this address."""
    return find(house.app, house.tenant, Plain(party), "subject-request", LOCAL).subjects[0]


def filed(house: Installation, *about: str, right: str = "access", law: str = "gdpr", **more: Any) -> str:
    """A request that a privacy officer put on record."""
    return request.file(house.app, house.tenant, right, law, about, WHY, house.privacy, 10, **more)


def one(house: Installation, id: str) -> request.Shown:
    return request.one(house.app, house.tenant, id, LOCAL)


def prove(house: Installation, conversation: str) -> None:
    """A code is sent to that very channel, and said."""
    house.app.channels["loopback"] = Loopback(house.delivered.append)
    stepup.send_code(house.app, house.tenant, conversation, "subject-request", house.privacy)
    found = re.search(r"\d{6}", house.delivered[-1].text.expose())
    assert found is not None
    stepup.check(house.app, house.tenant, conversation, Plain(found[0]), "subject-request", house.privacy)


def does(house: Installation, what: Any, id: str, *more: Any) -> None:
    what(house.app, house.tenant, id, *more, WHY, house.privacy, 10)


def test_what_is_not_proven_widens_nothing(installation: Installation) -> None:
    came = installation.receive("I am ann@example.com, what do you know about me?")
    installation.receive("I am ben@example.com", BEN)
    ann, ben = whose(installation), whose(installation, BEN)
    id = filed(installation, came.id, via="chat")
    does(installation, request.widen, id, [ben])
    assert dict(one(installation, id).whose) == {ann: "channel", ben: ""}
    made = fulfil.fulfil(installation.app, installation.tenant, id, WHY, installation.privacy, 10)
    assert made.dossier is not None
    assert [each.id for each in made.dossier.people] == [ann]
    assert one(installation, id).state == "answered"
    with pytest.raises(Conflict, match="closed"):
        fulfil.fulfil(installation.app, installation.tenant, id, WHY, installation.privacy, 10)


def test_what_is_late_is_counted_until_it_is_closed(installation: Installation) -> None:
    app, came = installation.app, installation.receive("what do you know about me?")

    def late() -> tuple[int, list[int]]:
        with app.store.view(installation.tenant) as view:
            counted = request.late(view, app.now())
        made = overview.overview(app, installation.tenant, LOCAL)
        return counted, [task.many for task in made.tasks if task.what == "request-late"]

    first = filed(installation, came.id, via="chat")
    installation.clock.forward(days=10)
    filed(installation, came.id, via="chat")
    assert late() == (0, [])
    installation.clock.forward(days=25)  # a month from the day that the first came is over, not from the second's
    assert late() == (1, [1])
    installation.clock.forward(days=10)
    assert late() == (2, [2])
    does(installation, request.take_back, first)
    assert late() == (1, [1])


def test_a_code_on_its_own_channel_proves_a_subject(installation: Installation) -> None:
    came = installation.receive("I am ann@example.com")
    other = installation.receive("hello", BEN)
    ann, ben = whose(installation), whose(installation, BEN)
    id = filed(installation, ann, ben, right="erasure")
    assert one(installation, id).step is not None
    assert one(installation, id).step.what == "prove"  # type: ignore[union-attr]
    with pytest.raises(Conflict, match="nothing of this request is proven"):
        fulfil.fulfil(installation.app, installation.tenant, id, WHY, installation.privacy, 10)
    prove(installation, came.conversation)
    assert dict(one(installation, id).whose) == {ann: "code", ben: ""}
    assert one(installation, id).step.what == "answer"  # type: ignore[union-attr]
    made = fulfil.fulfil(installation.app, installation.tenant, id, WHY, installation.privacy, 10)
    assert [each.subject for each in made.certificates] == [ann]
    with installation.app.store.view(installation.tenant) as view:
        states = [subjects.subject(view, ids.read(ids.SUBJECT, each)).state for each in (ann, ben)]  # type: ignore[union-attr]
    assert states == [subjects.ERASED, subjects.ACTIVE]
    prove(installation, other.conversation)
    assert dict(one(installation, id).whose)[ben] == "", "what is closed is not widened later"


@pytest.mark.parametrize("right", ["restriction", "objection", "withdrawal", "correction", "portability"])
def test_each_right_is_done(installation: Installation, right: str) -> None:
    came = installation.receive("hello")
    ann, app, tenant = whose(installation), installation.app, installation.tenant
    consent.give(app, tenant, ann, Given("delivery", "may-2026"), "subject-request", WHY, LOCAL)
    consent.give(app, tenant, ann, Given("support", "may-2026"), "subject-request", WHY, LOCAL)
    consent.withdraw(app, tenant, ann, Given("support", "may-2026"), "subject-request", WHY, LOCAL)
    id = filed(installation, came.id, right=right, via="chat")
    made = fulfil.fulfil(app, tenant, id, WHY, LOCAL)
    assert (made.dossier is not None) == (right == "portability")
    assert one(installation, id).state == "answered"
    with app.store.view(tenant) as view:
        raw = ids.read(ids.SUBJECT, ann)
        assert rights.restricted(view, raw) == (right == "restriction")
        assert (stop.of(view, raw) is not None) == (right == "objection")
    words = consent.history(app, tenant, ann, LOCAL, purpose="subject-request")
    assert [each.given for each in words] == [True, True, False, *([False] if right == "withdrawal" else [])]


def test_the_queue_is_in_the_order_of_what_is_due(installation: Installation) -> None:
    came = installation.receive("hello")
    late = filed(installation, came.id, received=installation.clock.at - 40 * request.request.DAY_MS)
    ccpa = filed(installation, came.id, law="ccpa")
    gdpr = filed(installation, came.id)
    found = request.everyone(installation.app, installation.tenant, LOCAL)
    assert [each.request for each in found] == [late, ccpa, gdpr]
    steps = [each.step for each in found if each.step]
    assert [each.what for each in steps] == ["answer", "confirm", "answer"]
    assert steps[0].late > 0
    does(installation, request.confirm, ccpa)
    assert one(installation, ccpa).step.what == "answer"  # type: ignore[union-attr]
    does(installation, request.refuse, late, "unfounded")
    does(installation, request.take_back, gdpr)
    closed = request.everyone(installation.app, installation.tenant, LOCAL, closed=True)
    assert {(each.request, each.state, each.refusal) for each in closed} == {
        (late, "refused", "unfounded"), (gdpr, "back", ""),
    }  # fmt: skip
    assert [each.step for each in closed] == [None, None]
    with pytest.raises(BadInput, match="closed"):
        does(installation, request.confirm, gdpr)


def test_time_stands_still_while_it_is_in_doubt_who_asks(installation: Installation) -> None:
    came = installation.receive("hello")
    id = filed(installation, whose(installation))
    with pytest.raises(BadInput, match="stand still"):
        does(installation, request.resume, id)
    before = one(installation, id).step.by  # type: ignore[union-attr]
    does(installation, request.pause, id)
    with pytest.raises(BadInput, match="stand still"):
        does(installation, request.pause, id)
    installation.clock.forward(days=5)
    assert one(installation, id).step.what == "wait"  # type: ignore[union-attr]
    does(installation, request.resume, id)
    after = one(installation, id).step.by  # type: ignore[union-attr]
    assert (after - before).days == 5
    prove(installation, came.conversation)
    with pytest.raises(BadInput, match="stand still"):
        does(installation, request.pause, id)
    with pytest.raises(BadInput, match="stand still"):
        does(installation, request.pause, filed(installation, whose(installation), law="ccpa"))


def test_it_is_told_once_and_in_time_that_it_takes_longer(installation: Installation) -> None:
    came = installation.receive("hello")
    id = filed(installation, came.id)
    first = one(installation, id).step.by  # type: ignore[union-attr]
    does(installation, request.extend, id)
    assert one(installation, id).step.by >= date(first.year, first.month, 28)  # type: ignore[union-attr]
    with pytest.raises(BadInput, match="once"):
        does(installation, request.extend, id)
    late = filed(installation, came.id, received=installation.clock.at - 40 * request.request.DAY_MS)
    with pytest.raises(BadInput, match="before the time is over"):
        does(installation, request.extend, late)


def test_what_makes_no_sense_is_refused(installation: Installation) -> None:
    came = installation.receive("hello")
    sent = installation.send(came.conversation, "an answer")
    ann = whose(installation)
    for about, more, fault in (
        ([ann], {"right": "glory"}, BadInput), ([ann], {"law": "moses"}, BadInput), ([ann], {"via": "dove"}, BadInput),
        ([ann], {"received": installation.clock.at + 1}, BadInput), ([ann], {"received": 1}, BadInput),
        ([], {}, BadInput), (["sub_" + 26 * "a"], {}, NotFound), (["msg_" + 26 * "a"], {}, NotFound),
        ([sent.id], {}, NotFound), (["con_" + 26 * "a"], {}, BadInput),
    ):  # fmt: skip
        with pytest.raises(fault):
            filed(installation, *about, **more)
    id = filed(installation, ann)
    with pytest.raises(BadInput, match="not refused for that"):
        does(installation, request.refuse, id, "mood")
    with pytest.raises(NotFound):
        does(installation, request.confirm, "req_" + 26 * "a")
    with pytest.raises(NotFound):
        does(installation, request.widen, id, ["sub_" + 26 * "a"])
    for number in range(25):
        installation.receive("hello", f"+120255502{number:02d}")
    many = [whose(installation, f"+120255502{number:02d}") for number in range(20)]
    with pytest.raises(BadInput, match="1 to 20"):
        does(installation, request.widen, id, many)


def test_who_may_not_neither_files_nor_reads_nor_fulfils(installation: Installation) -> None:
    came = installation.receive("hello")
    id = filed(installation, came.id)
    app, tenant, agent = installation.app, installation.tenant, installation.agent
    with pytest.raises(Denied):
        request.file(app, tenant, "access", "gdpr", [came.id], WHY, agent, 10)
    with pytest.raises(Denied):
        request.confirm(app, tenant, id, WHY, agent, 10)
    with pytest.raises(Denied):
        request.everyone(app, TenantId(tenant), agent)
    with pytest.raises(Denied):
        fulfil.fulfil(app, tenant, id, WHY, agent, 10)
    counsel = installation.person("carla", "counsel")
    restriction = filed(installation, came.id, right="correction")
    with pytest.raises(Denied):
        fulfil.fulfil(app, tenant, restriction, WHY, counsel, 10)
    assert one(installation, restriction).state == "open"


def test_what_rules_stop_meanwhile_leaves_the_case_open(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was done, and that it is answered may not be said any more: it is done again without harm."""
    id = filed(installation, installation.receive("stop writing").id, right="objection")
    monkeypatch.setattr(fulfil.own, "recorded", lambda *_, **__: Deny(("changed",), ("The rules changed.",)))
    with pytest.raises(Denied, match="The rules changed"):
        fulfil.fulfil(installation.app, installation.tenant, id, WHY, installation.privacy, 10)
    assert one(installation, id).state == "open"
