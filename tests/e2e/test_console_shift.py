"""An agent's shift in a real browser: from the inbox to an answer and back by keys alone; judged by axe-core."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from e2e.test_console import MAIL, axe, data, invited, judge_here, people, told
from privet.acts.receive import receive
from privet.cli.opening import opened_app
from privet.core.decision import LOCAL
from privet.core.message import Inbound
from privet.core.plain import Plain

__all__ = ["axe", "data", "people"]  # fixtures


@pytest.mark.slow
def test_an_agents_shift_by_keys(people: Any, data: Path, axe: str) -> None:
    """From the inbox to an answer and back without a mouse; what comes meanwhile comes by itself."""
    talk = told(data)
    eve, sue = people("eve"), people("sue")
    eve.enrol(people.link)
    sue.enrol(invited(eve, "sue", "supervisor"))
    tab = sue.open("/conversations")
    tab.locator("[data-row]").first.wait_for()
    press = tab.keyboard.press
    press("?")
    assert tab.get_by_role("dialog").is_visible()
    wrong = judge_here(sue, axe, "keys")
    press("Escape")
    tab.get_by_role("dialog").wait_for(state="hidden")
    tab.wait_for_timeout(300)  # the browser gives the focus back a moment later
    press("j")
    assert tab.evaluate("document.activeElement.id") == f"go-{talk}"
    press("Enter")
    tab.wait_for_url(f"**/{talk}*")
    press("r")
    tab.keyboard.type("We write to ")
    tab.get_by_role("button", name="email").click()
    assert tab.locator("#reply").input_value() == "We write to [EMAIL_1]"

    # What the customer writes meanwhile comes into the page, and leaves what is being written alone.
    receive_more(data)
    tab.get_by_text("are you there").wait_for(timeout=5_000)
    assert tab.locator("#reply").input_value() == "We write to [EMAIL_1]"
    press("Escape")
    press("n")
    assert tab.evaluate("document.activeElement.name") == "text"
    press("Escape")
    sue.press("Send")
    tab.get_by_text("Your answer is sent.").wait_for()
    assert tab.get_by_text("We write to email").is_visible()
    press("u")
    tab.wait_for_url("**/conversations?*")
    receive_more(data, "and another thing")
    tab.get_by_text("and another thing").wait_for(timeout=5_000)
    press("/")
    tab.keyboard.type(MAIL)
    press("Enter")
    tab.get_by_text("email in a message").wait_for()
    wrong += judge_here(sue, axe, "found")

    # Whoever speaks to their computer turns single keys off (WCAG 2.1.4).
    sue.open("/conversations")
    press("?")
    tab.get_by_role("switch").uncheck()
    press("Escape")
    tab.get_by_role("dialog").wait_for(state="hidden")
    tab.wait_for_timeout(300)
    press("/")
    assert tab.evaluate("document.activeElement.tagName") != "INPUT"
    assert wrong == [], wrong
    assert sue.went == {sue.base}
    assert sue.complaints == []


def receive_more(data: Path, text: str = "are you there") -> None:
    """The customer of `told` writes again, by another process than the server."""
    with opened_app(data) as app:
        said = Inbound("webchat", Plain("c"), Plain("+1 202 555 0101"), Plain(text), app.now())
        receive(app, app.tenant("demo").id, [said], LOCAL)
