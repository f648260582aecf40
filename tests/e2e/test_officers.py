"""Two privacy officers change a rule in a real browser, and look after what leads in and out: each page judged by axe,
wide and narrow, light and dark; nothing comes from elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chromium import Person, axe, judge, judge_here, people
from privet.acts import hold, request
from privet.acts.find import find
from privet.acts.receive import receive
from privet.cli.opening import opened_app
from privet.core.decision import LOCAL
from privet.core.message import Inbound, Received
from privet.core.plain import Plain

__all__ = ["axe", "people"]
"""Fixtures of every journey."""


def invited(eve: Person, name: str, *roles: str) -> str:
    """The link that an administrator makes on the page."""
    eve.open("/people")
    form = eve.tab.get_by_role("form", name="Invite somebody")
    form.get_by_label("Name", exact=True).fill(name)
    for role in roles:
        form.locator(f'input[value="{role}"]').check()
    form.get_by_label("Reason: Invite somebody").fill("new here")
    form.get_by_role("button", name="Make a link").click()
    return str(eve.tab.locator("pre.note").inner_text())


@pytest.fixture(scope="module")
def data(data: Path) -> Path:
    """With a web chat, over which somebody wrote, and an upstream that nobody is at."""
    settings = data / "privet.toml"
    said = settings.read_text("utf-8").replace("# sites = []", 'sites = ["https://shop.example.com"]')
    settings.write_text(said + '\n[upstreams.bank]\nurl = "http://127.0.0.1:9/pay"\n', "utf-8")
    with opened_app(data) as app:
        message = Inbound("webchat", Plain("c"), Plain("+1 202 555 0101"), Plain("when does it arrive?"), app.now())
        tenant = app.tenant("demo").id
        (came,) = receive(app, tenant, [message], LOCAL)
        assert isinstance(came, Received)
        request.file(app, tenant, "erasure", "gdpr", [came.id], Plain("asked in the chat"), LOCAL, via="chat")
        subject = find(app, tenant, Plain("+12025550101"), "legal", LOCAL).subjects[0]
        late = app.now() - 50 * 86_400_000
        request.file(app, tenant, "access", "ccpa", [subject], Plain("a letter"), LOCAL, received=late)
        closed = request.file(app, tenant, "objection", "gdpr", [subject], Plain("a call"), LOCAL, via="call")
        request.refuse(app, tenant, closed, "identity", Plain("no answer"), LOCAL)
        hold.answer(
            app, tenant, hold.ask(app, tenant, [subject], "claim", 90, Plain("claim 7"), LOCAL), Plain("x"), LOCAL
        )
        hold.ask(app, tenant, [came.conversation], "preserve-us", 90, Plain("letter"), LOCAL, last=app.now())
    return data


@pytest.mark.slow
def test_officers_change_a_rule_and_look_after_the_ways_in(people: Callable[[str], Any], data: Path, axe: str) -> None:
    eve, pia, pit = people("eve"), people("pia"), people("pit")
    eve.enrol(people.link)  # type: ignore[attr-defined]
    pia.enrol(invited(eve, "pia", "privacy"))
    pia.open("/people")
    form = pia.tab.get_by_role("form", name="Agree")
    form.get_by_label("Whose account").fill("pit")
    form.locator('input[value="privacy"]').check()
    form.get_by_label("Reason: Agree").fill("a second officer")
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
    pit.tab.locator('select[name="who"]').select_option("agent")
    pit.tab.locator('select[name="kind"]').select_option("CARD")
    pit.press("Ask")
    pit.tab.get_by_text("No: agent may not see a value").wait_for()
    wrong += judge_here(pit, axe, "policy-what-if")
    pit.open("/policy/versions/2")
    pit.tab.get_by_label("Reason: Adopt it").fill("read, agreed")
    pit.press("Adopt it")
    pit.tab.get_by_text("Version 2 is in force").wait_for()
    with opened_app(data) as app:
        assert app.rules_of(app.tenant("demo").id).version == 2

    # A key is shown once; the box says what it found; the channels answer or do not.
    pit.open("/settings/keys")
    pit.tab.get_by_label("Name of the program").fill("crm")
    pit.tab.get_by_label("read what is there").check()
    pit.tab.get_by_label("support", exact=True).check()
    pit.tab.get_by_label("Reason").last.fill("the new desk")
    pit.press("Make the key")
    assert pit.tab.locator("pre.note").inner_text().startswith("prv_")
    wrong += judge_here(pit, axe, "settings-key")
    wrong += judge(pit, axe, ["/settings/keys", "/settings/retention", "/settings/holds", "/cases"])
    pit.open("/settings/detectors")
    pit.tab.get_by_label("A message").fill("This is Anna Keller, anna@example.com, my card is 4242 4242 4242 4242")
    pit.press("Look")
    pit.tab.get_by_text("What was found, and why").wait_for()
    assert "Anna" not in pit.tab.locator("main").inner_text()
    wrong += judge_here(pit, axe, "settings-detectors")
    pit.open("/settings/notice")
    pit.tab.get_by_text("Give out the next version").first.click()
    pit.tab.get_by_label("The company, as it is registered.").fill("Example Ltd")
    pit.tab.get_by_label("Where people write to").fill("privacy@example.com")
    pit.tab.get_by_label("Reason").fill("the first")
    wrong += judge_here(pit, axe, "settings-notice-form")
    pit.tab.get_by_role("button", name="Give out the next version").click()
    pit.tab.get_by_text("It says what is set.").wait_for()
    wrong += judge(pit, axe, ["/settings/notice", "/settings/bases", "/settings/jobs", "/notice"])
    pit.open("/settings")
    pit.press("Check now")
    pit.tab.get_by_text("comes to us: nothing to ask").wait_for()
    wrong += judge_here(pit, axe, "settings")
    assert wrong == []
    for one in (eve, pia, pit):
        assert one.complaints == []
        assert one.went <= {one.base}
