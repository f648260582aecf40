"""Words lead to messages in a real browser, in two scripts, and stand in no address; judged by axe-core."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from e2e.test_console import axe, data, invited, judge, judge_here, people
from privet.acts.receive import receive
from privet.cli.opening import opened_app
from privet.core.decision import LOCAL
from privet.core.message import Inbound
from privet.core.plain import Plain

__all__ = ["axe", "data", "people"]  # fixtures

SEARCHED = (
    "Where is my refund for order 10422? You can reach me at ana.canary@example.com",
    "The refund is on its way, [EMAIL_1].",
    "I paid by card 4111 1111 1111 1111 and want my REFUND, order 10422 never came. " + "I waited for weeks. " * 20,
    "退款申请 10422 还没有收到退款",
)


@pytest.mark.slow
def test_words_lead_to_messages(people: Any, data: Path, axe: str) -> None:
    eve, sue = people("eve"), people("sue")
    eve.enrol(people.link)
    sue.enrol(invited(eve, "sue", "supervisor"))
    with opened_app(data) as app:
        said = [
            Inbound("webchat", Plain(f"c{n}"), Plain(f"+1 202 555 01{n:02}"), Plain(text), app.now())
            for n, text in enumerate(SEARCHED)
        ]
        receive(app, app.tenant("demo").id, said, LOCAL)
    wrong = judge(sue, axe, ["/search"])
    for _ in range(50):
        sue.open("/search")
        sue.tab.get_by_label("Words").fill("refund 10422")
        with sue.tab.expect_navigation():
            sue.tab.keyboard.press("Enter")
        if sue.tab.locator("mark").count():
            break
        time.sleep(0.2)
    assert sue.tab.locator("mark").all_inner_texts() == ["REFUND", "10422", "refund", "10422"]
    assert sue.tab.url.endswith("/search")  # the words are in no address
    wrong += judge_here(sue, axe, "search-found")
    sue.tab.get_by_role("link", name="Customer").first.click()
    sue.tab.get_by_text("never came").wait_for()
    sue.open("/search")
    sue.tab.get_by_label("Words").fill("退款")
    sue.tab.keyboard.press("Enter")
    sue.tab.locator("mark").first.wait_for()
    sue.tab.get_by_label("Words").fill("nothingofthesort")
    sue.tab.keyboard.press("Enter")
    sue.tab.get_by_text("No message that you may see").wait_for()
    wrong += judge_here(sue, axe, "search-nothing")
    assert wrong == [], wrong
    assert eve.complaints == sue.complaints == []
