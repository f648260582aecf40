"""An auditor's visit in a browser: training taken, a review planned and done, a reveal judged; judged by axe-core."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from e2e.test_console import axe, data, invited, judge, judge_here, people
from privet.acts import reveal, sample
from privet.acts.receive import receive
from privet.acts.trained import lessons
from privet.cli.opening import opened_app
from privet.core.decision import LOCAL, Actor
from privet.core.message import Inbound
from privet.core.plain import Plain

__all__ = ["axe", "data", "people"]  # fixtures
WEEK_MS = 7 * 86_400_000


def seen(data: Path) -> None:
    """Two values that somebody saw a week ago, drawn for review."""
    with opened_app(data) as app:
        tenant, now = app.tenant("demo").id, app.now()
        text = Plain("I am ana@example.com, call +1 202 555 0143")
        (made,) = receive(app, tenant, [Inbound("webchat", Plain("c"), Plain("+1 202 555 0101"), text, now)], LOCAL)
        app.clock = lambda: now - WEEK_MS
        for one in made.tokens:
            who = Actor("operator", "paul", frozenset({"privacy"}))
            reveal.reveal(app, tenant, one.id, "fraud", Plain("case 7, the customer reported it"), who, 10)
        app.clock = lambda: now + 1000
        assert sample.draw(app, tenant) == 2


@pytest.mark.slow
def test_an_auditors_visit(people: Callable[[str], Any], data: Path, axe: str) -> None:
    eve = people("eve")
    eve.enrol(people.link)  # type: ignore[attr-defined]
    rita = people("rita")
    rita.enrol(invited(eve, "rita", "auditor"))
    seen(data)

    # The training: read, answered, passed.
    wrong = judge(rita, axe, ["/training", "/training/breaches", "/training/chat"])
    rita.open("/training/chat")
    rita.press("Begin the questions")
    wrong += judge_here(rita, axe, "quiz")
    known = {one.ask: one.right for one in lessons()["chat"].questions}
    for group in rita.tab.locator("fieldset").all():
        ask = re.sub(r"^\d\. ", "", group.locator("legend").inner_text().strip())
        group.get_by_label(known[ask], exact=True).check()
    rita.press("Hand in")
    rita.tab.get_by_role("heading", name="Passed").wait_for()
    wrong += judge_here(rita, axe, "marked")

    # A review gets an owner and is done, with what shows it.
    rita.open("/reviews")
    rita.tab.get_by_label("Done, or planned anew: Key and algorithm sunset").click()
    form = rita.tab.get_by_role("form", name="Plan: Key and algorithm sunset")
    form.get_by_label("Looked after by").select_option("rita")
    form.get_by_label("Reason").fill("who looks after keys")
    form.get_by_role("button", name="Plan it so").click()
    rita.tab.get_by_text("Looked after by rita").wait_for()
    rita.tab.get_by_label("Done, or planned anew: Key and algorithm sunset").click()
    wrong += judge_here(rita, axe, "reviews-open")
    form = rita.tab.get_by_role("form", name="Done: Key and algorithm sunset")
    form.get_by_label("What was looked at").fill("the root key is of this year, no access key is older than 90 days")
    form.get_by_role("button", name="Put it on record").click()
    rita.tab.get_by_text("no access key is older than 90 days").wait_for()

    # A reveal is judged without its value.
    rita.open("/reviews/samples")
    assert "ana@example.com" not in rita.tab.content()
    rita.tab.get_by_label("Remark on number 1").fill("the case is there")
    rita.press("In order")
    rita.tab.get_by_text("the case is there").wait_for()
    wrong += judge(rita, axe, ["/reviews", "/reviews/samples", "/reviews/access"])
    assert wrong == []
    assert rita.complaints == []
    assert rita.went <= {rita.base}
