"""What customers ask about their own data, on the officer's page."""

from __future__ import annotations

from typing import Any

from tests.conftest import ANN

from privet.acts import request
from privet.acts.find import find
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.store import subjects

HERE = "/cases"


def filed(staff: Any, officer: Any, about: str, right: str = "erasure", **more: str) -> str:
    """A request, put on record on the page."""
    officer.get(HERE)
    given = {"right": right, "law": "gdpr", "via": "chat", "received": "", "about": about, "reason": "asked"}
    assert officer.submit(HERE, **{**given, **more}).status == 200
    one = staff.installation
    return max(each.request for each in request.everyone(one.app, one.tenant, LOCAL))


def does(officer: Any, id: str, do: str, **more: str) -> Any:
    officer.get(HERE)
    return officer.submit(f"{HERE}/step", request=id, do=do, reason="done", **more)


def test_a_request_is_put_on_record_and_done(staff: Any) -> None:
    one = staff.installation
    came = one.receive("please delete what you have of ann@example.com")
    one.receive("hello", "+12025550102")
    other = find(one.app, one.tenant, Plain("+12025550102"), "legal", LOCAL).subjects[0]
    paul = staff.enrolled("paul", "privacy")
    assert "Nothing waits." in paul.get(HERE).read.said
    id = filed(staff, paul, came.id)
    said = " ".join(paul.get(HERE).read.said.split())
    assert "Answer it, or refuse it by the end of" in said
    assert "They want to have it erased." in said
    assert "wrote it there themselves" in said
    assert "not proven" in does(paul, id, "widen", about=other).read.said
    assert "told" in does(paul, id, "extend").read.said
    assert "confirmed" in does(paul, id, "confirm").read.said
    said = does(paul, id, "answer").read.said
    assert "Nothing waits." in said
    assert "answered" in said
    with one.app.store.view(one.tenant) as view:
        states = {row.state for row in subjects.subjects(view)}
    assert states == {subjects.ERASED, subjects.ACTIVE}
    assert find(one.app, one.tenant, Plain(ANN), "legal", LOCAL).subjects == ()


def test_what_waits_for_a_proof_stands_still_or_is_refused(staff: Any) -> None:
    one = staff.installation
    one.receive("hello")
    subject = find(one.app, one.tenant, Plain(ANN), "legal", LOCAL).subjects[0]
    paul = staff.enrolled("paul", "privacy")
    id = filed(staff, paul, subject, "access", received="2020-01-01")
    said = paul.get(HERE).read.said
    assert "Have them prove who they are" in said
    assert "days late" in said
    assert "the time stands still" in does(paul, id, "pause").read.said
    assert "Have them prove who they are" in does(paul, id, "resume").read.said
    said = does(paul, id, "refuse", **{"for": "identity"}).read.said
    assert "They did not prove who they are" in said
    again = filed(staff, paul, subject, "access")
    assert "taken back" in does(paul, again, "back").read.said


def test_what_makes_no_sense_is_said_and_who_may_not_sees_nothing(staff: Any) -> None:
    one = staff.installation
    came = one.receive("hello")
    paul = staff.enrolled("paul", "privacy")
    id = filed(staff, paul, came.id, "access")
    assert does(paul, id, "dance").status == 400
    assert does(paul, id, "refuse", **{"for": "mood"}).status == 400
    paul.get(HERE)
    given = {"right": "access", "law": "gdpr", "via": "chat", "received": "soon", "about": came.id, "reason": "x"}
    assert paul.submit(HERE, **given).status == 400
    paul.get(HERE)
    assert paul.submit(HERE, **{**given, "received": "2090-01-01"}).status == 400
    assert staff.enrolled("maria").get(HERE).status == 403
    page = staff.enrolled("uma", "auditor").get(HERE).read
    assert [to for to, _ in page.forms if to.startswith(HERE)] == []
