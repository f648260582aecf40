"""A customer on their own page, in a real browser: in by a link, proved, away with all of it, erased."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from e2e.test_console import axe, data, judge_here, people
from privet.acts import basis, consent_text, portal, reveal, send
from privet.acts.consent_text import Draft
from privet.acts.receive import receive
from privet.app import Privet
from privet.cli.opening import opened_app
from privet.core.decision import LOCAL, Actor
from privet.core.message import Inbound, TenantId
from privet.core.plain import Plain
from privet.plugins.channels.loopback import Loopback
from privet.store import outbox

__all__ = ["axe", "data", "people"]  # fixtures

MAIL = "ana.canary@example.com"
OFFICER = Actor("operator", "paul", frozenset({"privacy"}))


def came(data: Path) -> tuple[str, str]:
    """Somebody wrote in the web chat, an officer saw a value; the conversation, and the link they were sent."""
    sent: list[Any] = []
    with opened_app(data) as app:
        tenant = app.tenant("demo").id
        said = Inbound("webchat", Plain("c"), Plain("+1 202 555 0101"), Plain(f"I am {MAIL}, call me"), app.now())
        (made,) = receive(app, tenant, [said], LOCAL)
        reveal.reveal(app, tenant, made.tokens[0].id, "subject-request", Plain("a letter"), OFFICER, 10)
        basis.set_(app, tenant, "support", "consent", Plain("set up"), LOCAL)
        text = Draft("v1", "en", "support", "We read what you write to help you. You can take this back.", "DE", "DE")
        consent_text.add(app, tenant, text, Plain("set up"), LOCAL)
        app.channels["webchat"] = Loopback(sent.append)
        portal.link(app, tenant, made.conversation, "subject-request", LOCAL)
    link = re.search(r"/my#\S+", sent[-1].text.expose())
    assert link is not None
    return made.conversation, link[0]


def code(data: Path) -> str:
    """The code that waits to be fetched by the visitor's chat."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with opened_app(data) as app:
            tenant = app.tenant("demo").id
            found = waiting(app, tenant)
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("no code came")


def waiting(app: Privet, tenant: TenantId) -> str:
    with app.store.view(tenant) as view:
        rows = outbox.in_state(view, "waiting", app.now() + 1)
    for row in rows:
        taken = send.take(app, tenant, row.message)
        if taken and (digits := re.findall(r"\b[0-9]{6}\b", taken[1].text.expose())):
            return str(digits[0])
    return ""


@pytest.mark.slow
def test_a_customer_sees_decides_takes_and_goes(people: Any, data: Path, axe: str, tmp_path: Path) -> None:
    ana = people("ana")
    _, link = came(data)
    ana.open(link)
    assert ana.tab.url.endswith("/my")  # the secret stands in no address any more
    wrong = judge_here(ana, axe, "my-link")
    ana.press("Open my page")
    ana.tab.get_by_role("heading", name="What is held").wait_for()
    assert MAIL not in ana.tab.content()
    ana.tab.get_by_text("A value was shown.").wait_for()
    wrong += judge_here(ana, axe, "my")
    ana.press("I agree")
    ana.tab.get_by_text("That is so from now on.").wait_for()
    ana.press("Send me no more messages")
    ana.tab.get_by_text("nothing is sent to you but answers").wait_for()
    ana.tab.get_by_text("Have something corrected").first.click()
    ana.tab.get_by_label("What is wrong, and how it is right").fill("I am Anna, not Ana")
    ana.tab.get_by_role("button", name="Ask for it").first.click()
    ana.tab.get_by_text("Your request is on record.").wait_for()
    ana.press("Send me a code")
    wrong += judge_here(ana, axe, "my-prove")
    ana.tab.get_by_role("textbox", name="Code").fill(code(data))
    ana.tab.keyboard.press("Enter")
    ana.tab.get_by_text("It is you:").wait_for()
    wrong += judge_here(ana, axe, "my-proved")
    ana.tab.locator('select[name="as"]').select_option("data")
    with ana.tab.expect_download() as got:
        ana.press("Download")
    held = json.loads(Path(got.value.path()).read_text("utf-8"))
    assert MAIL in json.dumps(held)
    ana.open("/my")
    ana.tab.get_by_label("I am sure.").check()
    ana.press("Erase all of it")
    ana.tab.get_by_text("All of it is erased.").wait_for()
    wrong += judge_here(ana, axe, "my-erased")
    with ana.tab.expect_download() as got:
        ana.tab.get_by_role("link", name="The signed certificate").click()
    assert "erasure" in Path(got.value.path()).read_text("utf-8")
    ana.press("Leave this page")
    ana.tab.get_by_role("button", name="Open my page").wait_for()
    assert wrong == [], wrong
    assert ana.complaints == []
    assert ana.went <= {ana.base}
    other = people("other")
    other.open(link)
    other.press("Open my page")
    other.tab.get_by_text("was used already").wait_for()
