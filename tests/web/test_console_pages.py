"""What people do on the pages, each in a browser of their own: look after people, read in tokens, see a value, ask for
approval, restrict, look at the rules; and what each is refused.
"""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from browser import Browser
from softkey import Softkey

MAIL, CARD = "ana.canary@example.com", "4111 1111 1111 1111"
WHY = {"purpose": "support", "reason": "the customer asks"}


@pytest.fixture
def talk(staff: Any) -> Any:
    """A conversation with an e-mail address and a card in it."""
    return staff.installation.receive(f"I am {MAIL}, my card is {CARD}")


def tokens(talk: Any) -> dict[str, str]:
    return {one.kind: one.id for one in talk.tokens}


def test_an_agent_sees_the_conversations_given_to_them_in_tokens(staff: Any, talk: Any) -> None:
    ann = staff.enrolled("ann")
    assert "There is none that you may see" in ann.get("/conversations").read.said
    assert ann.get(f"/conversations/{talk.conversation}").status == 403
    staff.installation.give(talk.conversation, "ann")
    page = ann.get("/conversations")
    assert f"/conversations/{talk.conversation}?purpose=support#new" in page.read.links
    page = ann.get(f"/conversations/{talk.conversation}")
    assert "I am email a···@example.com, my card is card ···· 1111" in page.read.said
    assert {"[EMAIL_1]", "[CARD_1]"} <= set(re.findall(r'title="(\[\w+\])"', page.text))
    assert f"/values/{tokens(talk)['EMAIL']}?purpose=support&from={talk.conversation}" in page.read.links
    assert "Give" not in page.read.said.replace("Given", "")
    assert MAIL not in page.text


def test_a_value_comes_by_itself_after_its_entry_and_never_in_a_page(staff: Any, talk: Any) -> None:
    ann = staff.enrolled("ann")
    staff.installation.give(talk.conversation, "ann")
    token = tokens(talk)["EMAIL"]
    page = ann.get(f"/values/{token}?purpose=support&from={talk.conversation}")
    assert f"/conversations/{talk.conversation}" in page.read.links
    shown = ann.fetch(f"/values/{token}/shown", **WHY)
    assert shown.json == {"value": MAIL, "seconds": 30}
    assert shown.header("cache-control") == "no-store"
    last = staff.installation.entries()[-1]
    assert (last.act, str(last.outcome), last.actor, last.purpose) == ("reveal", "done", "operator:ann", "support")
    for path in (f"/values/{token}", "/conversations", f"/conversations/{talk.conversation}", "/account"):
        assert MAIL not in ann.get(path).text


def test_a_value_is_refused_without_a_reason_a_right_or_a_fresh_proof(staff: Any, talk: Any) -> None:
    ann = staff.enrolled("ann")
    token = tokens(talk)["EMAIL"]
    ann.get(f"/values/{token}")
    assert ann.fetch(f"/values/{token}/shown", **WHY).status == 403  # not given
    staff.installation.give(talk.conversation, "ann")
    assert ann.fetch(f"/values/{token}/shown", **{**WHY, "reason": ""}).status == 403
    assert ann.fetch(f"/values/{tokens(talk)['CARD']}/shown", **WHY).status == 403
    assert ann.fetch(f"/values/tok_{'a' * 26}/shown", **WHY).status == 403  # nor whether it is there
    assert ann.fetch("/values/tok_x/shown", **WHY).status in (400, 404)
    staff.later(600)
    late = ann.fetch(f"/values/{token}/shown", **WHY)
    assert (late.status, late.json["again"]) == (403, True)
    staff.prove(ann, "ann")
    ann.get(f"/values/{token}")
    assert ann.fetch(f"/values/{token}/shown", **WHY).json["value"] == MAIL
    assert [one.outcome for one in staff.installation.entries() if one.act == "reveal"].count("denied") == 5


def test_a_card_is_shown_once_after_somebody_else_approved_it(staff: Any, talk: Any) -> None:
    ann, sue = staff.enrolled("ann"), staff.enrolled("sue", "supervisor")
    staff.installation.give(talk.conversation, "ann")
    token = tokens(talk)["CARD"]
    ann.get(f"/values/{token}?purpose=support")
    page = ann.submit(f"/values/{token}/ask", reason="a refund to the card")
    assert "card for support: “a refund to the card”" in page.read.said
    assert "Approve" not in page.read.said
    page = sue.get("/requests")
    assert "ann asks" in page.read.said
    (grant,) = {fields["id"] for to, fields in page.read.forms if to == "/requests/approve"}
    assert ann.send("/requests/approve", {"form": ann.token, "id": grant}).status == 403  # not one's own
    sue.submit("/requests/approve")
    page = ann.get("/requests")
    assert "approved by sue" in page.read.said
    ann.get(f"/values/{token}?purpose=support")
    assert ann.fetch(f"/values/{token}/shown", **WHY).json["value"] == CARD
    assert ann.fetch(f"/values/{token}/shown", **WHY).status == 403  # used


def test_a_request_is_denied_taken_back_or_ended(staff: Any, talk: Any) -> None:
    ann, sue = staff.enrolled("ann"), staff.enrolled("sue", "supervisor")
    staff.installation.give(talk.conversation, "ann")
    for kind in ("CARD", "EMAIL", "CARD"):
        ann.get(f"/values/{tokens(talk)[kind]}?purpose=support")
        ann.submit(f"/values/{tokens(talk)[kind]}/ask", reason="a refund")
    sue.get("/requests")
    sue.submit("/requests/deny")
    sue.submit("/requests/approve")
    page = sue.submit("/requests/end")
    assert page.read.said.count("ann asks") == 1
    ann.get("/requests")
    page = ann.submit("/requests/end")
    assert "You asked for nothing." in page.read.said


def test_a_supervisor_gives_a_conversation_out_and_takes_it_back(staff: Any, talk: Any) -> None:
    ann, sue = staff.enrolled("ann"), staff.enrolled("sue", "supervisor")
    sue.get(f"/conversations/{talk.conversation}")
    page = sue.submit("/conversations/assign", name="ann", hours="2")
    assert re.search(r"ann\s*since", page.read.said)
    assert ann.get(f"/conversations/{talk.conversation}").status == 200
    assert sue.submit("/conversations/assign", name="ann", hours="many").status == 422
    sue.get(f"/conversations/{talk.conversation}")
    assert sue.submit("/conversations/assign", name="nobody").status == 404
    sue.get(f"/conversations/{talk.conversation}")
    sue.submit("/conversations/unassign")
    assert ann.get(f"/conversations/{talk.conversation}").status == 403


def test_a_privacy_officer_restricts_and_lifts_it(staff: Any, talk: Any) -> None:
    ann, pia = staff.enrolled("ann"), staff.enrolled("pia", "privacy")
    staff.installation.give(talk.conversation, "ann")
    pia.get(f"/conversations/{talk.conversation}")
    pia.submit("/conversations/restrict", reason="asked by letter", purpose="subject-request")
    assert ann.get(f"/conversations/{talk.conversation}").status == 403
    pia.get(f"/conversations/{talk.conversation}?purpose=subject-request")
    pia.submit("/conversations/restrict", what="lift", reason="settled", purpose="subject-request")
    assert ann.get(f"/conversations/{talk.conversation}").status == 200


def test_what_is_erased_reads_as_gone(staff: Any, talk: Any) -> None:
    sue = staff.enrolled("sue", "supervisor")
    staff.installation.erase(staff.installation.subject(), reason="asked")
    page = sue.get(f"/conversations/{talk.conversation}")
    assert page.status in (200, 410)
    assert 'title="[EMAIL_1]"' not in page.text


def test_long_lists_go_on(staff: Any) -> None:
    sue = staff.enrolled("sue", "supervisor")
    one = staff.installation
    one.batch([one.inbound("hello", f"+1202555{n:04}") for n in range(52)])
    one.batch([one.inbound("again", conversation="long") for _ in range(51)])
    page = sue.get("/conversations")
    assert page.text.count("data-row") == 40
    (more,) = [link for link in page.read.links if "before=" in link]
    assert sue.get(more).text.count("data-row") == 13
    (first,) = re.findall(r'id="go-(con_[a-z2-7]{26})"', page.text)[:1]
    page = sue.get(f"/conversations/{first}")
    assert page.read.said.count("again") == 50
    (more,) = [link for link in page.read.links if "before=" in link]
    assert sue.get(more).read.said.count("again") == 1


def test_an_administrator_invites_gives_roles_resets_and_removes(staff: Any, talk: Any) -> None:
    eve, ann = staff.enrolled("eve", "admin"), staff.enrolled("ann")
    page = eve.get("/people")
    assert "/conversations" not in page.read.links  # sees nobody's data
    assert eve.get("/conversations").status == 403
    eve.get("/people")
    page = eve.submit("/people/invite", name="ben", roles="agent|supervisor", reason="new here")
    (link,) = re.findall(r"http://localhost:8080/enrol#(pri_1_[A-Za-z0-9_-]{43})", page.text)
    page = eve.get("/people")
    assert re.search(r"ben\s+agent\s*supervisor\s+invited by eve", page.read.said)
    assert link not in page.text
    eve.submit("/people/withdraw", reason="not after all")
    ben = staff.browser()
    ben.get("/enrol")
    assert ben.submit("/enrol", link=link).status == 401
    eve.get("/people")
    eve.submit("/people/roles", name="ann", roles="supervisor", reason="moves up")
    assert ann.get(f"/conversations/{talk.conversation}").status == 200  # from the next request on
    eve.get("/people")
    page = eve.submit("/people/reset", name="ann", reason="lost it")
    assert re.search(r"enrol#pri_1_", page.text)
    assert "Log in" in ann.get("/account").read.said
    eve.get("/people")
    eve.submit("/people/remove", name="ann", reason="leaves")
    assert "ann" not in re.findall(r"<h2>(\w+)", eve.get("/people").text)


def test_where_somebody_else_may_agree_an_administrator_invites_nobody_alone(staff: Any) -> None:
    eve, pia = staff.enrolled("eve", "admin"), staff.enrolled("pia", "privacy")
    eve.get("/people")
    page = eve.submit("/people/invite", name="ben", roles="agent", reason="new here")
    assert (page.status, "two-persons" in page.text) == (403, True)
    pia.get("/people")
    pia.submit("/people/agree", name="ben", what="invite", roles="agent", reason="a colleague")
    assert re.search(r"ben: invite them\s+agent\s+pia agrees", eve.get("/people").read.said)
    assert "enrol#pri_1_" in eve.submit("/people/invite", name="ben", roles="agent", reason="new here").text


def test_nobody_changes_their_own_roles_and_a_stranger_to_people_sees_none(staff: Any) -> None:
    eve, ann = staff.enrolled("eve", "admin"), staff.enrolled("ann")
    eve.get("/people")
    form = {"form": eve.token, "name": "eve", "roles": "privacy", "reason": "why not"}
    assert eve.send("/people/roles", form).status == 403
    assert ann.get("/people").status == 403
    assert ann.send("/people/log-out", {"form": ann.get("/account") and ann.token, "name": "eve"}).status == 403


def test_somebody_is_logged_out_everywhere_by_who_looks_after_people(staff: Any) -> None:
    eve, ann = staff.enrolled("eve", "admin"), staff.enrolled("ann")
    eve.get("/people")
    eve.submit("/people/log-out", name="ann", reason="a lost telephone")
    assert "Log in" in ann.get("/account").read.said


def again(staff: Any, browser: Browser, name: str = "ann") -> Browser:
    """Somebody logs in by their passkey, in another browser."""
    browser.get("/login")
    asked = browser.fetch("/login/challenge").json["passkey"]
    browser.submit("/login/passkey", answer=staff.keys[name].get(asked))
    return browser


@pytest.mark.parametrize("others", ["yes", ""])
def test_who_changes_what_proves_them_is_logged_out_elsewhere_unless_they_say_no(staff: Any, others: str) -> None:
    ann = staff.enrolled("ann")
    there = again(staff, staff.browser())
    ann.get("/account")
    page = ann.submit("/account/factors")
    assert dict(page.read.forms)["/enrol/passkey"]["others"] == "yes"  # by default
    made = Softkey().create(json.loads(page.read.data["data-options"]))
    page = ann.submit("/enrol/passkey", answer=made, label="second", others=others)
    assert ("logged out everywhere but here" in page.text) == bool(others)
    assert ("Log in" in there.get("/account").read.said) == bool(others)
    if others:
        again(staff, there)
    ann.get("/account")
    page = ann.submit("/account/passkeys/remove", others=others)
    assert "That is done." in page.text
    assert ("Log in" in there.get("/account").read.said) == bool(others)
    assert "Where you are logged in" in ann.get("/account").text


def test_whoever_is_invited_anew_ends_nobody_elses_sessions(staff: Any) -> None:
    ann, ben = staff.enrolled("ann"), staff.enrolled("ben")
    there = again(staff, staff.browser())
    ben.get("/enrol")
    page = ben.submit("/enrol", link=staff.invite("cleo"))
    assert "others" not in dict(page.read.forms)["/enrol/passkey"]
    made = Softkey().create(json.loads(page.read.data["data-options"]))
    ben.submit("/enrol/passkey", answer=made, others="yes")
    assert [one.get("/account").status for one in (ann, there)] == [200, 200]
    assert "Log out cleo" in ben.get("/account").text


def test_ones_own_account(staff: Any) -> None:
    ann = staff.enrolled("ann")
    there = again(staff, staff.browser(agent="curl/8"))
    staff.later(1)
    page = ann.get("/account")
    assert "Somebody logged in to this account from a browser that was new" in page.read.said
    assert "curl" in page.read.said
    ann.submit("/account/sessions/end")
    assert "Log in" in there.get("/account").read.said
    again(staff, there)
    ann.get("/account")
    assert "logged out everywhere but here" in ann.submit("/account/sessions/end-others").text
    assert "Log in" in there.get("/account").read.said
    ann.get("/account")
    page = ann.submit("/account/factors")
    made = Softkey().create(json.loads(page.read.data["data-options"]))
    ann.submit("/enrol/passkey", answer=made, label="second")
    page = ann.get("/account")
    assert "Passkey second" in page.text
    ann.submit("/account/passkeys/remove")
    page = ann.get("/account")
    assert "Passkey second" in page.text
    assert "Passkey key" not in page.text
    assert ann.submit("/account/passkeys/remove").status == 400  # the last one
    ann.get("/account")
    assert ann.send("/account/codes/remove", {"form": ann.token}).status == 404


def test_who_may_see_what_says_so_of_every_kind_and_role(staff: Any) -> None:
    ann = staff.enrolled("ann")
    assert ann.get("/rights?purpose=spying").status == 404
    page = ann.get("/rights")
    assert {"card", "email", "birth date"} <= set(re.findall(r"(?:>|, )([a-z ]+)(?=,|<)", page.text))
    assert "once somebody else approved it" in page.read.said
    assert "reveal-support" in page.read.said


def test_every_page_is_whole_and_says_nothing_a_strict_policy_forbids(staff: Any, talk: Any) -> None:
    sue = staff.enrolled("sue", "supervisor", "privacy")
    token = tokens(talk)["CARD"]
    for path in ("/conversations", f"/conversations/{talk.conversation}", f"/values/{token}", "/requests", "/people",
                 "/rights", "/account", "/prove", "/enrol", "/login/recovery", "/nowhere/at/all"):  # fmt: skip
        page = sue.get(path)
        if page.header("content-type").startswith("text/html"):
            assert page.read.inline == []
            assert "<script>" not in page.text
            assert "no-store" in page.header("cache-control")
            assert not re.search(r'(src|href|action)="(https?:)?//', page.text)


def test_the_list_of_pages_is_up_to_date() -> None:
    root = Path(__file__).parents[2]
    made = runpy.run_path(str(root / "docs/make_pages.py"))["page"]()
    assert made == (root / "docs/reference/pages.md").read_text("utf-8"), "run: docs/make_pages.py"


def test_a_page_that_is_not_there_says_so(staff: Any) -> None:
    browser: Browser = staff.browser()
    for path in ("/people/nobody/here", "/values"):
        page = browser.get(path)
        assert (page.status, "There is no such page" in page.text) == (404, True)
    assert browser.ask("PUT", "/login").status in (400, 405)
    assert (
        browser.ask("POST", "/login", b"x" * 70_000, **{"content-type": "application/x-www-form-urlencoded"}).status
        == 413
    )
    assert browser.send("/login", {f"f{n}": "x" for n in range(100)}).status == 400
    assert browser.ask("POST", "/login", b"{}", **{"content-type": "application/json"}).status == 400


def test_what_a_customer_agreed_to_is_recorded_and_shown_and_bases_are_set(staff: Any, talk: Any) -> None:
    pia, customer = staff.enrolled("pia", "privacy"), staff.installation.subject()
    page = pia.get(f"/customers/{customer}?purpose=subject-request")
    assert "They said nothing about messages yet." in page.text
    form = {
        "form": pia.token, "subject": customer, "do": "give", "messages": "delivery", "version": "offers-3",
        "channel": "", "purpose": "subject-request", "reason": "ticked the box",
    }  # fmt: skip
    assert pia.send("/customers/consents", form).status == 303
    assert pia.send("/customers/consents", {**form, "do": "withdraw"}).status == 303
    page = pia.get(f"/customers/{customer}?purpose=subject-request")
    assert "Agreed to messages for delivery, as offers-3 says" in page.text
    assert "Took back their consent" in page.text
    assert "nobody said which" in pia.get("/settings/bases").text
    asked = {"form": pia.token, "of": "delivery", "basis": "contract", "reason": "counsel said so"}
    assert pia.send("/settings/bases", asked).status == 303
    assert "contract" in pia.get("/settings/bases").text
    assert pia.send("/settings/bases", {**asked, "basis": "because"}).status == 400


def test_a_newer_proof_is_offered_where_it_helps_and_nowhere_else(staff: Any, talk: Any) -> None:
    pia, eve = staff.enrolled("pia", "privacy"), staff.enrolled("eve", "admin")
    customer = staff.installation.subject()
    staff.installation.clock.forward(minutes=6)
    for who, what, offered in ((pia, "legal", True), (pia, "support", False), (eve, "legal", False)):
        who.get("/account")
        form = {"form": who.token, "subject": customer, "purpose": what, "reason": "asked for", "what": "restrict"}
        page = who.send("/conversations/restrict", form)
        assert (page.status, "/prove?to=/conversations" in page.read.links) == (403, offered)
    assert "/prove" not in eve.get("/conversations").text
