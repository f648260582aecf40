"""A customer proves to be there: staff send a code on the customer's own channel, and it is typed on a plain page."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from softkey import Softkey

WRONG = "The code is wrong, was used already, or is older than ten minutes"


@pytest.fixture
def asked(staff: Any) -> tuple[Any, str, str, str]:
    """A supervisor who sent a code; the conversation, the path of the page, and the code."""
    one = staff.installation
    sue = staff.enrolled("sue", "supervisor")
    talk = one.receive("call me").conversation
    page = sue.get(f"/conversations/{talk}")
    (link,) = [to for to in page.read.links if "/step-up?" in to]
    assert "not proved" in sue.get(link).read.said
    page = sue.submit("/conversations/step-up")
    (path,) = re.findall(r"http://localhost:8080(/code/[A-Za-z0-9_-]+)", page.text)
    return sue, talk, path, re.findall(r"\b[0-9]{6}\b", one.delivered[-1].text.expose())[0]


def test_a_customer_types_the_code_and_staff_see_that_they_did(staff: Any, asked: Any) -> None:
    sue, talk, path, code = asked
    browser = staff.browser()
    page = browser.get(path)
    assert "demo has sent you six digits" in page.read.said
    assert page.header("cache-control") == "no-store"
    page = browser.submit(path, code=code)
    assert "knows now that it is you" in page.read.said
    assert code not in page.text
    assert "proved" in sue.get(f"/conversations/{talk}/step-up?purpose=support").read.said.replace("not proved", "")
    browser.get(path)
    assert WRONG in browser.submit(path, code=code).read.said  # used


def test_whatever_is_wrong_the_page_says_the_same(staff: Any, asked: Any) -> None:
    _, _, path, code = asked
    other = f"{(int(code) + 1) % 1_000_000:06d}"
    nowhere = f"/code/{'A' * (len(path) - 6)}"
    browser, said = staff.browser(), set()
    for at, typed in (
        (path, other),
        (nowhere, code),
        ("/code/x", code),
        (path, ""),
        (path, "é" * 40),
        (path, "x" * 4000),
    ):
        assert browser.get(at).status == 200
        answer = browser.send(at, {"form": browser.token, "code": typed})
        page = answer.text.replace(at, "")
        said.add((answer.status, re.sub(r'value="[^"]*"', "", page)))
    assert len(said) == 1
    assert WRONG in next(iter(said))[1]


def test_after_five_tries_the_right_code_is_wrong(staff: Any, asked: Any) -> None:
    _, _, path, code = asked
    browser = staff.browser()
    browser.get(path)
    for _ in range(5):
        assert browser.submit(path, code=f"{(int(code) + 1) % 1_000_000:06d}").status == 401
    assert browser.submit(path, code=code).status == 401


def test_neither_link_nor_code_is_in_the_log(staff: Any, asked: Any, caplog: pytest.LogCaptureFixture) -> None:
    _, _, path, code = asked
    with caplog.at_level("INFO", "privet"):
        browser = staff.browser()
        browser.get(path)
        browser.submit(path, code=code)
    assert "/code/{link" in caplog.text
    assert path.removeprefix("/code/") not in caplog.text
    assert code not in caplog.text


def test_whom_no_rule_lets_sends_no_code(staff: Any) -> None:
    one = staff.installation
    talk = one.receive("call me").conversation
    ann = staff.enrolled("ann")
    assert ann.get(f"/conversations/{talk}/step-up").status == 403
    ann.get("/account")
    assert ann.send("/conversations/step-up", {"form": ann.token, "id": talk, "purpose": "support"}).status == 403
    assert one.delivered == []


def made(staff: Any, sue: Any, talk: str) -> str:
    """The page that a supervisor sends a customer to enrol a passkey on."""
    sue.get(f"/conversations/{talk}/step-up?purpose=support")
    page = sue.submit("/conversations/step-up", enrol="yes")
    return str(re.findall(r"http://localhost:8080(/passkey/[A-Za-z0-9_-]+)", page.text)[0])


def test_a_customer_enrols_a_passkey_and_uses_it(staff: Any, asked: Any) -> None:
    one, (sue, talk, old, _) = staff.installation, asked
    path, browser, key = made(staff, sue, talk), staff.browser(), Softkey()
    assert "First, show that it is you now" in browser.get(path).read.said
    assert browser.fetch(f"{path}/challenge").status == 401
    assert WRONG in browser.submit(path, code="").read.said
    code = re.findall(r"\b[0-9]{6}\b", one.delivered[-1].text.expose())[0]
    page = browser.submit(path, code=code)
    answer = key.create(json.loads(page.read.data["data-options"]))
    other = staff.browser()
    other.get(path)
    token = other.token
    assert other.send(f"{path}/made", {"form": token, "answer": answer}).status == 401  # it is for that visit
    page = browser.submit(f"{path}/made", answer=answer)
    assert "Your passkey is set up" in page.read.said
    assert "They have a passkey" in sue.get(f"/conversations/{talk}/step-up?purpose=support").read.said

    for _ in range(3):  # they are asked again later; a supervisor who is there stays logged in
        one.clock.forward(minutes=6)
        page = sue.get(f"/conversations/{talk}/step-up?purpose=support")
    assert "not proved" in page.read.said
    page = sue.submit("/conversations/step-up")
    (to,) = re.findall(r"http://localhost:8080(/code/[A-Za-z0-9_-]+)", page.text)
    page = browser.get(to)
    assert page.text.index("Use my passkey") < page.text.index("one-time-code")
    assert browser.submit(to, answer="{}").status == 401
    answer = key.get(browser.fetch(f"{to}/challenge").json["passkey"])
    browser.get(to)
    assert "knows now that it is you" in browser.submit(to, answer=answer).read.said
    assert "not proved" not in sue.get(f"/conversations/{talk}/step-up?purpose=support").read.said
    assert "Use my passkey" not in staff.browser().get(old).text  # an old link tells nothing


def test_a_second_passkey_takes_the_first_and_no_code_is_asked_for(staff: Any, asked: Any) -> None:
    one, (sue, talk, _, _) = staff.installation, asked
    browser, keys = staff.browser(), (Softkey(), Softkey())
    for at, key in enumerate(keys):
        path = made(staff, sue, talk)
        page = browser.get(path)
        assert ("one-time-code" in page.text) is (at == 0)
        if at:
            said = {"answer": keys[0].get(browser.fetch(f"{path}/challenge").json["passkey"])}
            browser.get(path)
        else:
            said = {"code": re.findall(r"\b[0-9]{6}\b", one.delivered[-1].text.expose())[0]}
        page = browser.submit(path, **said)
        page = browser.submit(f"{path}/made", answer=key.create(json.loads(page.read.data["data-options"])))
        assert "Your passkey is set up" in page.read.said
    assert "only their passkey counts" in sue.page.read.said


def test_staff_report_what_a_customer_lost(staff: Any, asked: Any) -> None:
    one, (sue, talk, _, _) = staff.installation, asked
    path, browser = made(staff, sue, talk), staff.browser()
    browser.get(path)
    page = browser.submit(path, code=re.findall(r"\b[0-9]{6}\b", one.delivered[-1].text.expose())[0])
    browser.submit(f"{path}/made", answer=Softkey().create(json.loads(page.read.data["data-options"])))
    one.clock.forward(days=4)
    sue = staff.enrolled("una", "supervisor")
    here = f"/conversations/{talk}/step-up?purpose=support"
    sue.get(here)
    page = sue.submit("/conversations/sim-change")
    assert "They have a passkey" in page.read.said
    assert "A change of the SIM card was reported" in page.read.said
    assert sue.submit("/conversations/step-up", enrol="yes").status == 403
    sue.get(here)
    assert "They have no passkey" in sue.submit("/conversations/sim-change", lost="yes").read.said
    assert one.acts()[-2:] == [("step-up.offer", "denied"), ("step-up.lost", "done")]
    ann = staff.enrolled("ann")
    ann.get("/account")
    form = {"form": ann.token, "id": talk, "purpose": "support", "lost": "yes"}
    assert ann.send("/conversations/sim-change", form).status == 403
