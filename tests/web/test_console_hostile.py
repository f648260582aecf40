"""Whatever a browser, or what says it is one, sends: an answer of ours, and never what was sent as markup."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import pytest

from browser import Browser
from privet.web.console import PAGES

EVIL = (
    "",
    "x",
    "\0",
    "'\"><script>alert(1)</script>{{ 7*7 }}",
    "\u202e\ufeff😀\x0b\u2028",
    "A" * 20_000,
    "-1",
    "con_" + "a" * 26,
    "../../etc/passwd",
    "https://evil.example.com/",
)
FIELDS = ("id", "name", "roles", "reason", "purpose", "hours", "subject", "what", "token", "code", "phrase", "again",
          "link", "answer", "label", "to", "from", "after", "others", "before", "which", "who", "text",
          "sent")  # fmt: skip
OPEN = "/conversations/news"
"""What stays open once it is answered: tests/web/test_console_desk.py."""
ENDING = ("/logout", "/account/sessions/end-others")


def right(answer: Any, at: str) -> None:
    assert answer.status < 500, (answer.status, at)
    assert "<script>alert" not in answer.text, at
    kind = answer.header("content-type")
    kept = answer.header("content-disposition").startswith("attachment; ")
    assert kept or kind in ("text/html; charset=utf-8", "application/json", "text/plain; charset=utf-8", "text/plain")
    assert not answer.header("location").startswith(("http", "//")), at
    assert answer.header("cache-control") == "no-store", at


@pytest.fixture
def everybody(staff: Any) -> list[Browser]:
    """Whoever may do most, and nobody."""
    nobody = staff.browser()
    nobody.get("/login")
    return [staff.enrolled("sue", "supervisor", "privacy"), staff.enrolled("eve", "admin"), nobody]


@pytest.mark.parametrize("evil", EVIL, ids=range(len(EVIL)))
def test_every_form_filled_with_anything_is_answered(staff: Any, everybody: list[Browser], evil: str) -> None:
    token = staff.installation.receive("I am a@example.com").tokens[0].id
    for one in PAGES:
        if one.method != "POST" or one.path in ENDING:
            continue
        at = one.path.replace("{token:str}", token).replace("{link:str}", "A" * 60)
        for browser in everybody:
            for accept in ("text/html", "application/json"):
                sent = browser.send(at, {**dict.fromkeys(FIELDS, evil), "form": browser.token}, accept=accept)
                right(sent, at)


@pytest.mark.parametrize("evil", EVIL, ids=range(len(EVIL)))
def test_every_page_asked_for_with_anything_is_answered(staff: Any, everybody: list[Browser], evil: str) -> None:
    query = urlencode(dict.fromkeys((*FIELDS, "state", "error", "done"), evil))
    for one in PAGES:
        if one.method != "GET" or one.path == OPEN:
            continue
        place = quote(evil[:200], safe="") or "x"
        at = "/".join(place if part.startswith("{") else part for part in one.path.split("/"))
        for browser in everybody:
            cookies = dict(browser.cookies)
            right(browser.ask("GET", f"{at}?{query}"), at)
            name = next(iter(browser.cookies), "privet")
            browser.cookies = {name: evil.encode("ascii", "replace").decode()[:4000].replace("\0", "")}
            right(browser.ask("GET", at), at)
            browser.cookies = cookies
