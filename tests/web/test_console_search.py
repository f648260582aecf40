"""The page that searches by words: in tokens, in sight, on record; words are sent in a form and stand in no address."""

from __future__ import annotations

from typing import Any

import pytest

from privet import jobs
from privet.acts import index


@pytest.fixture
def talks(staff: Any) -> list[Any]:
    """Three conversations whose words are indexed."""
    said = ("Where is my <b>refund</b>? call +1 202-555-0143", "a refund of 退款申请 please", "nothing of that")
    made = [staff.installation.receive(text, f"+1202555018{n}") for n, text in enumerate(said)]
    index.whole(staff.installation.app, staff.installation.tenant)
    return made


def test_words_lead_to_messages_in_tokens(staff: Any, talks: Any) -> None:
    sue = staff.enrolled("sue", "supervisor")
    page = sue.get("/search")
    assert page.status == 200
    page = sue.submit("/search", words="REFUND where")
    assert "<mark>Where</mark> is my &lt;b&gt;<mark>refund</mark>&lt;/b&gt;" in page.text
    assert '<span class="chip" title="[PHONE_1]">' in page.text
    assert f"/conversations/{talks[0].conversation}?purpose=support&amp;before=msg_" in page.text
    assert "555-0143" not in page.text
    assert talks[1].conversation not in page.text
    there = page.text.partition('data-row href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "refund" in sue.get(there).text


def test_parts_of_runs_and_tokens_are_marked(staff: Any, talks: Any) -> None:
    sue = staff.enrolled("sue", "supervisor")
    sue.get("/search")
    assert "<mark>退款</mark>申请" in sue.submit("/search", words="退款").text
    assert '<span class="chip sought" title="[PHONE_1]">' in sue.submit("/search", words="[PHONE_1]").text


def test_an_agent_finds_what_is_given_to_them_and_a_visitor_nothing(staff: Any, talks: Any) -> None:
    ann = staff.enrolled("ann")
    ann.get("/search")
    assert "No message that you may see" in ann.submit("/search", words="refund").read.said
    staff.installation.give(talks[1].conversation, "ann")
    page = ann.submit("/search", words="refund")
    assert talks[1].conversation in page.text
    assert talks[0].conversation not in page.text
    adam = staff.enrolled("adam", "admin")
    assert adam.get("/search").status == 200
    assert adam.submit("/search", words="refund").status == 403
    done = [(one.actor, one.outcome, one.count) for one in staff.installation.entries() if one.act == "search"]
    assert done == [("operator:ann", "done", 0), ("operator:ann", "done", 1), ("operator:adam", "denied", 0)]


def test_what_cannot_be_searched_for_is_said_on_the_page(staff: Any) -> None:
    sue = staff.enrolled("sue", "supervisor")
    sue.get("/search")
    page = sue.submit("/search", words="…")
    assert page.status == 400
    assert "Look for 1 to 32 words" in page.read.said


def test_older_ones_are_a_page_away(staff: Any) -> None:
    for n in range(25):
        staff.installation.receive(f"refund {n}", f"+120255501{n:02}")
    staff.installation.receive("parcel")
    sue = staff.enrolled("sue", "supervisor")
    jobs.tick(staff.installation.app)
    sue.get("/search")
    page = sue.submit("/search", words="refund")
    assert page.text.count("<mark>refund</mark>") == 20
    (fields,) = [fields for to, fields in page.read.forms if to == "/search" and "after" in fields]
    page = sue.submit("/search", **fields)
    assert page.text.count("<mark>refund</mark>") == 5
    assert "Older ones" not in page.text
