"""What people do at their desk: the inbox, masks, answers, notes, looking somebody up, texts for answers, news."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import nullcontext
from typing import Any

import pytest

from privet.errors import Busy
from privet.web.console import news

MAIL, CARD = "ana.canary@example.com", "4111 1111 1111 1111"


@pytest.fixture
def talk(staff: Any) -> Any:
    return staff.installation.receive(f"I am {MAIL}, my card is {CARD}")


@pytest.fixture
def sue(staff: Any) -> Any:
    return staff.enrolled("sue", "supervisor")


def acts(staff: Any, act: str) -> list[str]:
    return [str(one.outcome) for one in staff.installation.entries() if one.act == act]


def test_the_inbox_says_who_wrote_last_in_tokens_and_who_waits(staff: Any, talk: Any, sue: Any) -> None:
    page = sue.get("/conversations")
    assert "I am email 1, my card is card 1" in page.read.said
    assert "waiting" in page.read.said.split("Given to nobody")[1]
    assert MAIL not in page.text
    assert acts(staff, "mask") == []  # a list shows none
    staff.installation.send(talk.conversation, "we look into it")
    page = sue.get("/conversations")
    assert "Us: we look into it" in page.read.said
    assert "Nobody waits for an answer." in sue.get("/conversations?which=waiting").read.said
    assert talk.conversation in sue.get("/conversations?which=unassigned").text
    assert "None was given to you." in sue.get("/conversations?which=mine").read.said
    assert sue.get("/conversations?which=theirs").status == 400


def test_a_script_gets_the_part_alone_and_keeps_no_session_open(staff: Any, talk: Any, sue: Any) -> None:
    for path in ("/conversations", f"/conversations/{talk.conversation}"):
        whole, part = sue.ask("GET", path), sue.ask("GET", path, hx_request="true")
        assert "<html" in whole.text
        assert "<html" not in part.text
        assert part.read.said.strip() in whole.read.said
    for _ in range(3):  # fourteen minutes each, of fifteen
        staff.later(6 * 60)
        asked = sue.ask("GET", "/conversations", hx_request="true")
    assert asked.status == 303


def test_masks_are_on_record_before_they_are_shown(staff: Any, talk: Any, sue: Any) -> None:
    page = sue.get(f"/conversations/{talk.conversation}")
    assert "card ···· 1111" in page.read.said
    sue.get(f"/conversations/{talk.conversation}")
    assert acts(staff, "mask") == ["done"]
    olga = staff.enrolled("olga", "auditor")  # no rule lets an auditor see masks
    page = olga.get(f"/conversations/{talk.conversation}")
    assert "I am email 1, my card is card 1" in page.read.said
    assert acts(staff, "mask") == ["done"]


def test_an_answer_with_the_customers_own_token_is_sent(staff: Any, talk: Any, sue: Any) -> None:
    page = sue.get(f"/conversations/{talk.conversation}")
    assert 'data-insert="[EMAIL_1]"' in page.text
    page = sue.submit("/conversations/answer", text="We write to [EMAIL_1].")
    assert "Your answer is sent." in page.read.said
    assert staff.installation.delivered[-1].text.expose() == f"We write to {MAIL}."
    assert MAIL not in page.text
    page = sue.submit("/conversations/answer", text="what is your PIN?")
    assert (page.status, "send-asks-secret" in page.text) == (403, True)


def test_a_note_stays_with_the_conversation(staff: Any, talk: Any, sue: Any) -> None:
    sue.get(f"/conversations/{talk.conversation}")
    page = sue.submit("/conversations/note", text="also at ben@example.com")
    assert "also at [EMAIL]" in page.read.said
    assert acts(staff, "annotate") == ["done"]
    assert staff.installation.delivered == []


def test_somebody_is_looked_up_in_any_spelling_and_no_address_says_who(staff: Any, talk: Any, sue: Any) -> None:
    other = staff.installation.receive("my colleague is +1 202 555 0101", "+12025550102")
    sue.get("/conversations")
    page = sue.submit("/conversations/find", who="(202) 555-0101 ", purpose="support")
    assert page.status == 200, page.text
    page = sue.get("/conversations") and sue.submit("/conversations/find", who="+1 202-555-0101")
    assert {f"/conversations/{one.conversation}?purpose=support" for one in (talk, other)} <= set(page.read.links)
    sue.get("/conversations")
    assert "There is nobody" in sue.submit("/conversations/find", who="+12025550177").read.said
    assert acts(staff, "find") == ["done"] * 3


def test_an_agent_finds_what_was_given_to_them(staff: Any, talk: Any) -> None:
    ann = staff.enrolled("ann")
    ann.get("/conversations")
    assert "There is nobody" in ann.submit("/conversations/find", who=MAIL).read.said
    staff.installation.give(talk.conversation, "ann")
    ann.get("/conversations")
    page = ann.submit("/conversations/find", who=MAIL)
    assert f"/conversations/{talk.conversation}?purpose=support" in page.read.links


def test_texts_are_offered_and_kept_by_supervisors(staff: Any, talk: Any, sue: Any) -> None:
    sue.get("/texts")
    page = sue.submit("/texts/keep", name="Refund", text="We pay it back to [CARD_1].")
    assert "We pay it back to [CARD_1]." in page.read.said
    assert sue.submit("/texts/keep", name="Mine", text=f"write to {MAIL}").status == 400
    ann = staff.enrolled("ann")
    staff.installation.give(talk.conversation, "ann")
    assert 'data-insert="We pay it back to [CARD_1]."' in ann.get(f"/conversations/{talk.conversation}").text
    page = ann.get("/texts")
    assert "/texts/drop" not in page.text
    (id,) = re.findall(r"mac_[a-z2-7]{26}", sue.get("/texts").text)
    ann.get(f"/conversations/{talk.conversation}")
    assert ann.send("/texts/drop", {"form": ann.token, "id": id}).status == 403
    assert "None yet." in (sue.get("/texts") and sue.submit("/texts/drop")).read.said


def test_another_tenants_conversation_is_not_found(staff: Any, sue: Any) -> None:
    foreign = f"con_{'a' * 26}"
    sue.get("/conversations")
    for path in ("answer", "note"):
        sent = sue.send(f"/conversations/{path}", {"form": sue.token, "id": foreign, "text": "hello"})
        assert sent.status == 404, path
    assert sue.get(f"/conversations/{foreign}").status == 404


class Line:
    """A newest message that a test changes, and how often it was looked at."""

    def __init__(self) -> None:
        self.newest, self.looks = "one", 0

    async def look(self) -> str:
        self.looks += 1
        if self.newest == "busy":
            raise Busy("wait")
        return self.newest


async def first(told: AsyncIterator[bytes], count: int) -> list[bytes]:
    return [await anext(told) for _ in range(count)]


async def going() -> bool:
    return True


def test_a_page_is_told_once_something_came_and_again_after_a_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "LOOK_S", 0.005)
    monkeypatch.setattr(news, "REST_S", 0.01)
    monkeypatch.setattr(news, "KEEP_S", 0.1)

    async def run() -> None:
        line = Line()
        watch = news.Watch(line.look)
        told, other = (watch.told(going, nullcontext) for _ in range(2))
        assert await first(told, 2) == [news.AGAIN, news.KEPT]
        await first(other, 1)
        line.newest = "busy"
        await asyncio.sleep(0.02)
        line.newest = "two"
        assert await first(told, 2) == [news.CAME, news.KEPT]
        assert await first(other, 1) == [news.CAME]
        for one in (told, other):
            await one.aclose()  # type: ignore[attr-defined]
        await asyncio.sleep(0.02)
        looks = line.looks
        await asyncio.sleep(0.02)
        assert line.looks == looks  # nobody looks for nobody

    asyncio.run(run())


def test_a_page_whose_session_is_over_is_told_so_and_no_more_are_told_than_may_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(news, "KEEP_S", 0.01)
    monkeypatch.setattr(news, "MOST", 1)

    async def ended() -> bool:
        return False

    async def run() -> None:
        watch = news.Watch(Line().look)
        told = watch.told(ended, nullcontext)
        assert await first(told, 1) == [news.AGAIN]
        with pytest.raises(Busy):
            await first(watch.told(going, nullcontext), 1)
        assert [one async for one in told] == [news.OVER]

    asyncio.run(run())
