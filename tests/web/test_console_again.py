"""What was typed is not lost when it is refused or fails: the page that has the form comes again with it, and says why.

Nothing here runs a script.
"""

from __future__ import annotations

import logging
from html import unescape
from typing import Any

import pytest

from privet.acts import assign, send
from privet.core.decision import LOCAL
from privet.errors import Busy, ChannelError
from privet.plugins.channels import loopback

SAID = "We look into it.\r\n<b>Soon</b> 5551"
SHOWN = "We look into it.\r\n&lt;b&gt;Soon&lt;/b&gt; 5551</textarea>"


@pytest.fixture
def talk(staff: Any) -> str:
    return str(staff.installation.receive("Where is my parcel?").conversation)


@pytest.fixture
def sue(staff: Any, talk: str) -> Any:
    made = staff.enrolled("sue", "supervisor")
    made.get(f"/conversations/{talk}")
    return made


@pytest.mark.parametrize(
    ("path", "field", "text", "status"),
    [
        ("/conversations/answer", "text", f"what is your PIN? {SAID}", 403),
        ("/conversations/note", "text", f"{'x' * 2000}{SAID}", 422),
        ("/conversations/assign", "hours", "many &", 422),
        ("/conversations/assign", "name", "nobody &", 404),
    ],
)
def test_a_form_of_a_conversation_comes_again(sue: Any, path: str, field: str, text: str, status: int) -> None:
    page = sue.submit(path, **{"name": "sue", "text": "", field: text} if path.endswith("assign") else {field: text})
    assert (page.status, "That did not work." in page.read.said) == (status, True)
    assert (SHOWN if field == "text" else f'value="{text.replace("&", "&amp;")}"') in page.text
    assert sue.submit("/conversations/note", text="it goes on").status == 200  # the page has forms that are good


def test_an_answer_that_is_not_delivered_stands_in_its_box(
    staff: Any, sue: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deliver(self: Any, message: Any) -> None:
        raise ChannelError("the line is down", retry=False)

    with monkeypatch.context() as down:
        down.setattr(loopback.Loopback, "deliver", deliver)
        page = sue.submit("/conversations/answer", text=SAID)
    assert (page.status, "The answer was not delivered." in page.read.said) == (409, True)
    assert SHOWN in page.text
    page = sue.submit("/conversations/answer", text=SAID)
    assert (page.status, "Your answer is sent." in page.read.said) == (200, True)
    assert SHOWN not in page.text


def test_what_fails_unforeseen_is_neither_lost_nor_logged(
    sue: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: Any) -> None:
        raise RuntimeError(SAID)

    monkeypatch.setattr(send, "send", fails)
    caplog.set_level(logging.DEBUG)
    page = sue.submit("/conversations/answer", text=SAID)
    assert (page.status, SHOWN in page.text) == (500, True)
    assert "5551" not in caplog.text


def test_who_was_logged_out_meanwhile_can_copy_it(staff: Any, sue: Any) -> None:
    staff.later(20 * 60)
    page = sue.submit("/conversations/answer", text=SAID)
    assert (page.status, "Log in" in page.read.said, SHOWN in page.text) == (401, True, True)


def test_who_proved_it_again_elsewhere_sends_once_more(staff: Any, sue: Any, talk: str) -> None:
    old = {"form": sue.token, "id": talk, "text": SAID}
    staff.prove(sue, "sue")
    page = sue.send("/conversations/answer", old)
    assert (page.status, SHOWN in page.text) == (403, True)
    sue.get(f"/conversations/{talk}")
    assert "Your answer is sent." in sue.submit("/conversations/answer", text=SAID).read.said


def test_where_that_page_is_not_theirs_any_more_it_stands_below_the_refusal(staff: Any, talk: str) -> None:
    ann = staff.enrolled("ann")
    staff.installation.give(talk, "ann")
    ann.get(f"/conversations/{talk}")
    one = staff.installation
    assign.unassign(one.app, one.tenant, talk, "ann", LOCAL)
    page = ann.submit("/conversations/answer", text=SAID)
    assert (page.status, "Where is my parcel?" in page.read.said, SHOWN in page.text) == (403, False, True)


def test_a_busy_server_says_so_and_gives_it_back(sue: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def take(*_: Any) -> None:
        raise Busy("more is waiting than can be answered in time")

    monkeypatch.setattr("privet.web.turns.Turns.take", take)
    page = sue.submit("/conversations/answer", text=SAID)
    assert (page.status, SHOWN in page.text) == (503, True)


def test_another_sites_text_is_not_repeated(sue: Any, talk: str) -> None:
    fields = {"id": talk, "text": SAID}
    for headers in ({"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "", "origin": "https://example.com"}):
        page = sue.send("/conversations/answer", fields, **headers)
        assert (page.status, "5551" in page.text) == (403, False)


def test_a_text_somebody_looked_for_and_a_rule_come_again(staff: Any, sue: Any) -> None:
    sue.get("/texts")
    page = sue.submit("/texts/keep", name="Mine", text=f"ana@example.com {SAID}")
    assert (page.status, SHOWN in page.text, 'value="Mine"' in page.text) == (422, True, True)
    sue.get("/conversations")
    page = sue.submit("/conversations/find", who="  ")
    assert (page.status, 'name="who" value="  "' in page.text) == (422, True)
    pia = staff.enrolled("pia", "privacy")
    pia.get("/policy/change?rule=new")
    page = pia.submit("/policy/change", text=SAID, cases="none", reason="better & safer", do="propose")
    assert (page.status, SHOWN in page.text, 'value="better &amp; safer"' in page.text) == (422, True, True)
    written = (
        pia.get("/policy/change?rule=policy.toml").text.partition('<textarea id="text"')[2].partition("</textarea>")
    )
    terms = unescape(written[0].partition(">\n")[2])
    staff.later(6 * 60)
    page = pia.submit("/policy/change", text=f"{terms}\n# the same", reason="later", do="propose")
    assert (page.status, "in another tab" in page.read.said, 'value="later"' in page.text) == (403, True, True)
