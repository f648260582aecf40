"""Two privacy officers change a rule in a real browser, and look after what leads in and out: each page judged by axe,
wide and narrow, light and dark; nothing comes from elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_console import axe, data, invited, judge, judge_here, people, told

from privet.cli.opening import opened_app

__all__ = ["axe", "data", "people"]  # fixtures


@pytest.mark.slow
def test_officers_change_a_rule_and_look_after_the_ways_in(people: Callable[[str], Any], data: Path, axe: str) -> None:
    told(data)
    eve, pia, pit = people("eve"), people("pia"), people("pit")
    eve.enrol(people.link)  # type: ignore[attr-defined]
    pia.enrol(invited(eve, "pia", "privacy"))
    pia.open("/people")
    form = pia.tab.get_by_role("form", name="Agree")
    form.get_by_label("Whose account").fill("pit")
    form.locator('input[value="privacy"]').check()
    form.get_by_label("Reason to agree").fill("a second officer")
    form.get_by_role("button", name="Agree").click()
    pia.tab.wait_for_load_state()
    pit.enrol(invited(eve, "pit", "privacy"))

    # Tried first, then proposed; whoever proposed it does not adopt it.
    pia.open("/policy/change?rule=reveal-support")
    text = pia.tab.get_by_label("The rule, in Cedar")
    text.fill(text.input_value().replace('Kind::"IP", ', ""))
    pia.tab.get_by_label("Reason", exact=True).fill("agents need no internet addresses")
    pia.press("Try it")
    pia.tab.get_by_role("heading", name="What it would change").wait_for()
    wrong = judge_here(pia, axe, "policy-tried")
    pia.press("Propose it")
    pia.tab.get_by_text("so somebody else who may change rules adopts it").wait_for()
    wrong += judge(pit, axe, ["/policy", "/policy/versions/2", "/policy/history", "/policy/change?rule=new"])
    pit.open("/policy/what-if")
    pit.tab.get_by_label("Who", exact=True).select_option("agent")
    pit.tab.get_by_label("a value of kind").select_option("CARD")
    pit.press("Ask")
    pit.tab.get_by_text("No: agent may not reveal").wait_for()
    wrong += judge_here(pit, axe, "policy-what-if")
    pit.open("/policy/versions/2")
    pit.tab.get_by_label("Reason to adopt it").fill("read, agreed")
    pit.press("Adopt it")
    pit.tab.get_by_text("Version 2 is in force").wait_for()
    with opened_app(data) as app:
        assert app.rules_of(app.tenant("demo").id).version == 2

    # A key is shown once; the box says what it found; the channels answer or do not.
    pit.open("/settings/keys")
    pit.tab.get_by_label("Name of the program").fill("crm")
    pit.tab.get_by_label("read", exact=True).check()
    pit.tab.get_by_label("support", exact=True).check()
    pit.tab.get_by_label("Reason").last.fill("the new desk")
    pit.press("Make the key")
    assert pit.tab.locator("pre.note").inner_text().startswith("prv_")
    wrong += judge_here(pit, axe, "settings-key")
    wrong += judge(pit, axe, ["/settings/keys", "/settings/retention"])
    pit.open("/settings/detectors")
    pit.tab.get_by_label("A message").fill("I am Jane Doe, jane@example.com, my card is 4242 4242 4242 4242")
    pit.press("Look")
    pit.tab.get_by_text("What was found, and why").wait_for()
    assert "4242 4242" not in pit.tab.content().replace(
        'placeholder="I am Jane Doe, jane@example.com, my card is 4242', ""
    )
    wrong += judge_here(pit, axe, "settings-detectors")
    pit.open("/settings")
    pit.press("Check now")
    pit.tab.get_by_text("comes to us: nothing to ask").wait_for()
    wrong += judge_here(pit, axe, "settings")
    assert wrong == []
    for one in (eve, pia, pit):
        assert one.complaints == []
        assert one.went <= {one.base}
