"""A gateway to a language model is put up in a real browser, used by a program, set, paused and removed; judged by
axe-core.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import openai
import pytest

from e2e.test_console import axe, invited, judge, judge_here, people
from gateways.llm import upstream as models

__all__ = ["axe", "people"]  # fixtures
HERE = "/settings/models"
MAIL = "maria.lopez@example.com"


def answered(base: str, says: str) -> None:
    """Wait until a program is answered so, at most 20 seconds."""
    client = openai.OpenAI(base_url=base, api_key="sk-test", max_retries=0)
    end, said = time.monotonic() + 20, ""
    while said != says:
        assert time.monotonic() < end, said
        try:
            answer = client.chat.completions.create(model="m", messages=[{"role": "user", "content": f"I am {MAIL}"}])
            said = str(answer.choices and answer.choices[0].message.content)
        except openai.APIStatusError as error:
            said = str(error.status_code)
        time.sleep(0.05)


def tried(pia: Any, on: bool) -> None:
    """Set the gateway so that it is on trial, or not."""
    pia.open(HERE)
    pia.tab.get_by_text("Change", exact=True).click()
    form = pia.tab.get_by_role("form", name="Change: shop")
    form.get_by_label("A trial: copies come here").set_checked(on)
    form.get_by_label("Reason").fill("a week's trial")
    form.get_by_role("button", name="Set it so").click()
    pia.tab.get_by_role("status").wait_for()


@pytest.mark.slow
def test_a_gateway_is_put_up_used_set_paused_and_removed(people: Callable[[str], Any], axe: str) -> None:
    model = models.serve()
    eve = people("eve")
    eve.enrol(people.link)  # type: ignore[attr-defined]
    pia = people("pia")
    pia.enrol(invited(eve, "pia", "privacy"))
    wrong = judge(pia, axe, [HERE])

    # An address that is none is refused, with what else was typed still there; then the model's.
    pia.open(HERE)
    form = pia.tab.get_by_role("form", name="Put a gateway up")
    form.get_by_label("What it is called here").fill("shop")
    form.get_by_label("Where the model is").fill("http://models.example.com/v1")
    form.get_by_label("Reason").fill("the shop's assistant")
    pia.press("Put it up")
    pia.tab.get_by_role("alert").wait_for()
    wrong += judge_here(pia, axe, "models-refused")
    form = pia.tab.get_by_role("form", name="Put a gateway up")
    assert form.get_by_label("What it is called here").input_value() == "shop"
    assert form.get_by_label("Reason").input_value() == "the shop's assistant"
    form.get_by_label("Where the model is").fill(model.url)
    pia.press("Put it up")
    base = f"{pia.base}/llm/shop/v1"
    pia.tab.get_by_text(base).wait_for()
    answered(base, f"I am {MAIL}")
    assert MAIL.encode() not in model.said()

    # Set otherwise: nobody known reads the answers.
    pia.tab.get_by_text("Change", exact=True).click()
    wrong += judge_here(pia, axe, "models-open")
    form = pia.tab.get_by_role("form", name="Change: shop")
    form.get_by_label("Nobody whom Privet knows: tokens stay tokens.").check()
    form.get_by_label("Reason").fill("agents read in tokens")
    form.get_by_role("button", name="Set it so").click()
    answered(base, "I am [EMAIL_1]")

    # On trial: a copy is counted, and the page says so.
    tried(pia, True)
    answered(base, "None")  # what is said of a copy is no completion
    before = len(model.asked)
    answered(base, "None")
    pia.open(HERE)
    pia.tab.get_by_text("requests came in").wait_for()
    assert "in a trial" in pia.tab.locator("main").inner_text()
    wrong += judge_here(pia, axe, "models-trial")
    assert len(model.asked) == before
    tried(pia, False)
    answered(base, "I am [EMAIL_1]")

    # Paused, let on, and gone.
    for button, says in (("Pause it", "403"), ("Let it on", "I am [EMAIL_1]"), ("Remove it", "404")):
        pia.open(HERE)
        pia.tab.get_by_text("Change", exact=True).click()
        form = pia.tab.get_by_role("form", name=re.compile("(Let it on|Pause it): shop"))
        form.get_by_label("Reason").fill("the contract ends")
        form.get_by_role("button", name=button).click()
        answered(base, says)
        if says == "403":
            wrong += judge(pia, axe, [HERE])
    pia.open(HERE)
    pia.tab.get_by_text("There is no gateway yet.").wait_for()
    assert wrong == []
    assert all("422" in one or "400" in one for one in pia.complaints), pia.complaints
    assert pia.went <= {pia.base}
