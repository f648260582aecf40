"""A line of text messages is put behind Privet in a real browser, set and given another secret; judged by axe-core."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from e2e.test_console import axe, invited, judge, judge_here, people
from privet.acts import copied, forward, line, trial
from privet.cli.opening import opened_app
from privet.core.sms.asked import Came

__all__ = ["axe", "people"]  # fixtures
HERE = "/settings/sms"


@pytest.mark.slow
def test_a_line_is_put_behind_privet(people: Callable[[str], Any], data: Path, axe: str) -> None:
    eve = people("eve")
    eve.enrol(people.link)  # type: ignore[attr-defined]
    pia = people("pia")
    pia.enrol(invited(eve, "pia", "privacy"))
    wrong = judge(pia, axe, [HERE])

    # What is wrong is said, and what was typed stays, but for the secret.
    form = pia.tab.get_by_role("form", name="Put a line behind Privet")
    form.get_by_label("What it is called here").fill("shop")
    form.locator('select[name="provider"]').select_option("vonage")
    form.get_by_label("What the company is called there").fill("a1b2c3d4")
    form.get_by_label("The provider’s secret for sending").fill("canary-sends")
    form.get_by_label("The company’s own numbers").fill("+12025550100, +12025550101")
    form.get_by_label("Where the provider reaches Privet").fill("http://privet.example.com")
    form.get_by_label("Where the application is posted to").fill("https://bot.example.com/sms")
    form.get_by_label("Reason").fill("the shop's number")
    pia.press("Put it behind Privet")
    pia.tab.get_by_text("the public address is https and a host").wait_for()
    wrong += judge_here(pia, axe, "sms-refused")
    assert form.get_by_label("What it is called here").input_value() == "shop"
    assert form.get_by_label("The provider’s secret for sending").input_value() == ""
    form.get_by_label("The provider’s secret for sending").fill("canary-sends")
    form.get_by_label("Where the provider reaches Privet").fill("https://privet.example.com")
    pia.press("Put it behind Privet")
    secret = pia.tab.locator("pre.note").inner_text()
    wrong += judge_here(pia, axe, "sms-secret")
    pia.tab.get_by_role("button", name="I have put it away").click()

    # Its own page, with something that its application does not take; set so that STOP is shown to it.
    pia.tab.get_by_role("heading", name="shop").wait_for()
    with opened_app(data) as app:
        (one,) = line.opened(app, app.tenant("demo").id)
        forward.forward(app, one.tenant, one, [Came("u1", "+12025550100", "+12025550142", "hello", {})])
        said = "I am ann@example.com, card 4111 1111 1111 1111"
        copied.messages(app, one.tenant, one, [Came("u2", "+12025550100", "+12025550142", said, {})])
        trial.took(app, one.tenant, one.id, [1_900])
    assert one.keys.own.expose() == secret
    pia.tab.reload()
    pia.tab.get_by_text("1 message waits for its application").wait_for()
    pia.tab.get_by_text("of them said STOP, START or HELP").wait_for()
    for each in pia.tab.locator("main details").all():
        each.evaluate("each => each.open = true")
    wrong += judge_here(pia, axe, "sms-line")
    form = pia.tab.get_by_role("form", name="Settings")
    form.get_by_label("The application sees them as well.").check()
    form.get_by_label("Reason").fill("it keeps a list of its own")
    pia.press("Set it so")
    pia.tab.get_by_text("It is set so, and on record.").wait_for()
    pia.tab.get_by_text("Draw its application’s secret anew", exact=True).click()
    form = pia.tab.get_by_role("form", name="Draw its application’s secret anew")
    form.get_by_label("Reason").fill("somebody saw it")
    form.get_by_role("button").click()
    pia.tab.get_by_text("It is shown now and never again.").wait_for()
    assert pia.tab.locator("pre.note").inner_text() != secret
    assert wrong == []
    assert all("422" in each or "400" in each for each in pia.complaints), pia.complaints
    assert pia.went <= {pia.base}
    with opened_app(data) as app:
        (now,) = line.opened(app, app.tenant("demo").id)
    assert (now.settings.show_stop, now.settings.scheme) == (True, "jwt")
