"""Holds on the pages: one asks, another agrees, nobody sees."""

from __future__ import annotations

from typing import Any

from tests.conftest import ANN

from privet.acts import hold
from privet.acts.find import find
from privet.core.plain import Plain
from privet.core.policy import LOCAL

HERE = "/settings/holds"


def test_one_asks_and_another_agrees(staff: Any) -> None:
    one = staff.installation
    one.receive("I am ann@example.com")
    subject = find(one.app, one.tenant, Plain(ANN), "legal", LOCAL).subjects[0]
    carla, paul = staff.enrolled("carla", "counsel"), staff.enrolled("paul", "privacy")
    assert "Nothing is held." in carla.get(HERE).read.said
    asked = {"about": subject, "ground": "claim", "days": "30", "first": "2026-01-01", "last": "", "reason": "claim 7"}
    page = carla.submit(HERE, **asked)
    assert "Somebody else has to agree before anything is held" in page.read.said
    (made,) = hold.everyone(one.app, one.tenant, LOCAL)
    own = carla.submit(f"{HERE}/answer", hold=made.hold, reason="me again", do="agree")
    assert own.status == 403
    paul.get(HERE)
    said = " ".join(paul.submit(f"{HERE}/answer", hold=made.hold, reason="seen", do="agree").read.said.split())
    assert "in force" in said
    assert "Sealed copies: messages 1, values 1, people 1, conversations 1" in said
    assert "ann@example.com" not in said
    page = paul.submit(f"{HERE}/change", hold=made.hold, days="0", reason="settled")
    assert "It shall end, once somebody else agrees." in page.read.said
    carla.get(HERE)
    assert "in force" in carla.submit(f"{HERE}/answer", hold=made.hold, reason="not yet", do="decline").read.said


def test_what_makes_no_sense_is_said(staff: Any) -> None:
    carla = staff.enrolled("carla", "counsel")
    carla.get(HERE)
    asked = {"about": "sub_" + 26 * "a", "ground": "claim", "days": "30", "first": "", "last": "", "reason": "x"}
    assert carla.submit(HERE, **asked).status == 404
    for wrong in ({"days": "x"}, {"first": "soon"}, {"last": "2026-13-01"}, {"about": ""}, {"days": "400"}):
        carla.get(HERE)
        assert carla.submit(HERE, **{**asked, **wrong}).status == 400, wrong


def test_an_agent_sees_no_holds_and_an_auditor_asks_for_none(staff: Any) -> None:
    assert staff.enrolled("maria").get(HERE).status == 403
    page = staff.enrolled("uma", "auditor").get(HERE).read
    assert [to for to, _ in page.forms if to.startswith(HERE)] == []
