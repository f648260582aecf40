"""The policy's pages: rules that read, a change by two persons, what it would change, what if; each its own refusal."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from browser import Shown
from privet.acts import rule
from privet.core.decision import LOCAL

WHY = "agreed on Monday"


@pytest.fixture
def pair(staff: Any) -> Any:
    """Pia and Pit, who answer for personal data, in a browser each."""
    return staff, staff.enrolled("pia", "privacy"), staff.enrolled("pit", "privacy")


def states(staff: Any) -> list[str]:
    one = staff.installation
    return [version.state for version in rule.versions(one.app, one.tenant, LOCAL)]


def rewritten(browser: Any, do: str = "propose", old: str = 'Kind::"IP", ', new: str = "", **more: str) -> Shown:
    """Agents see no internet addresses any more."""
    name = more.pop("rule", "reveal-support")
    page = browser.get(f"/policy/change?rule={name}")
    text = texts(page)
    assert old in text[0]
    fields = {"text": text[0].replace(old, new), "cases": text[-1], "reason": WHY, "do": do, **more}
    shown: Shown = browser.submit("/policy/change", **fields)
    return shown


def texts(page: Shown) -> list[str]:
    return [html.unescape(one).strip() for one in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page.text, re.S)]


def test_rules_read_with_their_cases_and_their_text(staff: Any) -> None:
    uma = staff.enrolled("uma", "auditor")
    page = uma.get("/policy").read
    assert "Version 1 is in force" in page.said
    assert "Nothing is sent to someone who has opted out, except Privet's own answer to what" in page.said
    assert "The customer has opted out send-opted-out" in page.said
    assert 'permit (principal in Role::"agent", action == Action::"reveal", resource)' in page.said
    assert not [one for one in page.links if one.startswith("/policy/change")]  # an auditor changes nothing
    assert "/policy/change?rule=reveal-support" in staff.enrolled("pia", "privacy").get("/policy").read.links


def test_a_change_is_tried_proposed_and_adopted_by_somebody_else(pair: Any) -> None:
    staff, pia, pit = pair
    tried = rewritten(pia, "try").read
    assert "What it would change" in tried.said
    assert states(staff) == ["adopted"]  # nothing is done by trying
    page = rewritten(pia)
    for said in ("Version 2", "Compared with version 1", "agent", "once somebody else approved it", "IP"):
        assert said in page.read.said
    assert "You proposed it, so somebody else who may change rules adopts it." in page.read.said
    assert "/policy/adopt" not in [to for to, _ in page.read.forms]
    own = pia.send("/policy/adopt", {"form": pia.token, "version": "2", "against": "1", "reason": WHY})
    assert (own.status, "rules-two-persons" in own.text) == (403, True)
    assert "Version 2 is proposed" in pit.get("/policy").read.said
    pit.get("/policy/versions/2")
    assert "Version 2 is in force" in pit.submit("/policy/adopt", reason="read it").read.said
    assert states(staff) == ["replaced", "adopted"]
    entries = staff.installation.entries()
    assert [(one.act, one.outcome, one.actor) for one in entries if one.act == "rule"][1:] == [
        ("rule", "requested", "operator:pia"), ("rule", "denied", "operator:pia"), ("rule", "done", "operator:pit"),
    ]  # fmt: skip
    said = pia.get("/policy/history").read.said
    assert f"“{WHY}”" in said
    assert f"ent_{entries[-1].id}" in said


def test_one_person_alone_is_told_that_it_will_be_said(staff: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    page = rewritten(pia)
    assert "The ledger and the access review will say so." in page.read.said
    pia.submit("/policy/adopt", reason=WHY)
    assert "by one person alone" in pia.get("/policy").read.said


def test_a_proposal_is_refused_and_an_earlier_version_proposed_anew(pair: Any) -> None:
    staff, pia, pit = pair
    rewritten(pia)
    pit.get("/policy/versions/2")
    pit.submit("/policy/refuse", reason="too strict")
    assert states(staff) == ["adopted", "refused"]
    pia.get("/policy/versions/2")
    assert "Version 3" in pia.submit("/policy/again", reason="again").read.said
    assert states(staff) == ["adopted", "refused", "proposed"]


def test_what_was_compared_with_other_rules_is_looked_at_again(pair: Any) -> None:
    staff, pia, pit = pair
    rewritten(pia)
    rewritten(pia, rule="assign", old="give conversations", new="hand conversations")
    pit.get("/policy/versions/3")
    token = pit.token
    pit.get("/policy/versions/2")
    pit.submit("/policy/adopt", reason=WHY)
    late = pit.send("/policy/adopt", {"form": token, "version": "3", "against": "1", "reason": WHY})
    assert late.status == 400
    assert states(staff) == ["replaced", "adopted", "proposed"]


def test_what_is_wrong_is_named_and_what_was_typed_stays(staff: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    page = rewritten(pia, old='Kind::"IP"', new='Kind::"SOUL"')
    assert page.status == 422
    assert "reveal-support" in page.read.said
    assert 'Kind::"SOUL"' in texts(page)[0]
    page = rewritten(pia, old='Kind::"EMAIL", ')
    assert "expected permit by reveal-support" in page.read.said  # a case stands in the way
    assert states(staff) == ["adopted"]
    assert pia.get("/policy/change?rule=nonesuch").status == 404
    gone = pia.send("/policy/change", {"form": pia.get("/policy/change?rule=new") and pia.token, "rule": "nonesuch"})
    assert gone.status == 400


def test_a_rule_is_added_and_the_terms_are_changed(staff: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    page = pia.get("/policy/change?rule=new")
    assert texts(page)[0].startswith('@id("…")')
    page = rewritten(pia, rule="policy.toml", old='keep = "90d"', new='keep = "30d"')
    assert "class of retention message" in " ".join(page.read.said.split())
    assert "Nobody may do anything more or less than before." in page.read.said


def test_what_if_answers_with_the_rules_and_leaves_nothing(staff: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    pia.get("/policy/what-if")
    start = len(staff.installation.entries())
    asked = {"who": "privacy", "act": "reveal", "purpose": "fraud", "kind": "CARD", "facts": "proved|reason_given"}
    page = pia.submit("/policy/what-if", **asked)
    for said in ("No: privacy may not see a value, for fraud", "reveal-two-persons", "once somebody else approved it"):
        assert said in page.read.said
    page = pia.submit("/policy/what-if", **{**asked, "facts": "proved|reason_given|granted"})
    assert "Yes: privacy may see a value, for fraud (card)" in page.read.said
    assert "Yes: pia may change the rules, for operation" in pia.submit(
        "/policy/what-if", **{**asked, "who": "pia", "act": "rule", "purpose": "operation"}
    ).read.said  # fmt: skip
    assert pia.submit("/policy/what-if", **{**asked, "who": "nobody"}).status == 404
    pia.get("/policy/what-if")
    assert pia.submit("/policy/what-if", **{**asked, "version": "x"}).status == 400
    assert len(staff.installation.entries()) == start


def test_what_if_asks_a_proposed_version_too(staff: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    rewritten(pia)
    pia.get("/policy/what-if")
    asked = {
        "who": "agent",
        "act": "reveal",
        "purpose": "support",
        "kind": "IP",
        "facts": "proved|reason_given|assigned",
    }
    assert "Yes: agent may see a value" in pia.submit("/policy/what-if", **asked).read.said
    assert "No: agent may not see a value" in pia.submit("/policy/what-if", **asked, version="2").read.said


@pytest.mark.parametrize(
    "path", ["/policy", "/policy/history", "/policy/versions/1", "/policy/change", "/policy/what-if"]
)
def test_an_agent_sees_none_of_it(staff: Any, path: str) -> None:
    ann = staff.enrolled("ann")
    assert ann.get(path).status == 403
    assert not [one for one in ann.get("/account").read.links if one.startswith("/policy")]


@pytest.mark.parametrize("version", ["9", "x", "1234567890", "१"])
def test_there_is_no_such_version(staff: Any, version: str) -> None:
    pia = staff.enrolled("pia", "privacy")
    assert pia.get(f"/policy/versions/{version}").status == 404
    pia.get("/policy/change?rule=new")
    for way in ("again", "adopt", "refuse"):
        sent = pia.send(f"/policy/{way}", {"form": pia.token, "version": version, "against": "1", "reason": WHY})
        assert sent.status in (400, 404)
    assert pia.send("/policy/adopt", {"form": pia.token, "reason": WHY}).status == 400


def test_acts_that_no_rule_permits_are_named(staff: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    uma = staff.enrolled("uma", "auditor")
    assert "No rule permits" not in uma.get("/policy").read.said
    from privet.web.console import policy

    monkeypatch.setattr(policy, "ACTS", {*policy.ACTS, "fly"})  # as the next Privet has it
    assert "No rule permits fly: whatever needs that is refused." in uma.get("/policy").read.said
