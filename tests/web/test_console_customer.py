"""A customer proves to be there: staff send a code on the customer's own channel, and it is typed on a plain page."""

from __future__ import annotations

import re
from typing import Any

import pytest

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
