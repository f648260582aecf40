"""The staff's pages in a real browser with a virtual authenticator: enrol, log in, read in tokens, see a value that
comes and goes, be denied, have it approved by somebody else, leave. Every page is judged by axe-core, and nothing of a
value is left in a page, in the browser's history or in its files.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest

from chromium import Person, axe, judge, judge_here, people
from privet.acts import respond, stepup
from privet.acts.receive import receive
from privet.cli.opening import opened_app
from privet.core.decision import LOCAL, Actor
from privet.core.message import Inbound
from privet.core.plain import Plain
from privet.plugins.channels.loopback import Loopback

__all__ = ["axe", "people"]
"""Fixtures of every journey."""

MAIL, CARD = "ana.canary@example.com", "4111 1111 1111 1111"
MASKED = "I am email a···@example.com, card card ···· 1111"


@pytest.fixture(scope="module")
def data(data: Path) -> Path:
    """With a web chat, over which a customer can be told something."""
    settings = data / "privet.toml"
    said = settings.read_text("utf-8").replace("# sites = []", 'sites = ["https://shop.example.com"]')
    settings.write_text(said, "utf-8")
    return data


def told(data: Path) -> str:
    """A conversation with an e-mail address and a card in it; its id."""
    with opened_app(data) as app:
        said = Inbound("webchat", Plain("c"), Plain("+1 202 555 0101"), Plain(f"I am {MAIL}, card {CARD}"), app.now())
        (made,) = receive(app, app.tenant("demo").id, [said], LOCAL)
        assert made.conversation
        return made.conversation


def step_up(data: Path, talk: str, *, enrol: bool = False) -> tuple[str, str]:
    """What a program asks for: the customer's page, and what they were sent."""
    sent: list[Any] = []
    sue = Actor("operator", "sue", frozenset({"supervisor"}))
    with opened_app(data) as app:
        app.channels["webchat"] = Loopback(sent.append)
        given = (app, app.tenant("demo").id, talk, "support")
        stepup.send_code(*given, sue, enrol=enrol)
        path = f"/{'passkey' if enrol else 'code'}/{respond.link(*given, enrol=enrol)}"
    return path, re.findall(r"\b[0-9]{6}\b", sent[-1].text.expose())[0]


def invited(eve: Person, name: str, *roles: str) -> str:
    """The link that an administrator makes on the page."""
    eve.open("/people")
    form = eve.tab.get_by_role("form", name="Invite somebody")
    form.get_by_label("Name", exact=True).fill(name)
    for role in roles:
        form.locator(f'input[value="{role}"]').check()
    form.get_by_label("Reason to invite").fill("new here")
    form.get_by_role("button", name="Make a link").click()
    return str(eve.tab.locator("pre.note").inner_text())


def files_of(profile: Path) -> bytes:
    """All that a browser wrote."""
    return b"".join(one.read_bytes() for one in profile.rglob("*") if one.is_file() and not one.is_symlink())


@pytest.mark.slow
def test_a_day_of_four_people(people: Any, data: Path, axe: str) -> None:
    talk = told(data)
    eve = people("eve")
    eve.enrol(people.link)
    wrong = judge(eve, axe, ["/people", "/account", "/rights"])
    sue, ann = people("sue"), people("ann")
    ann.open("/login")
    wrong += judge(
        ann, axe, ["/login", "/enrol", "/login/recovery", "/nowhere/at/all", f"/code/{'A' * 60}", "/code/done"]
    )
    ann.tab.goto(invited(eve, "ann", "agent"))
    ann.tab.get_by_text("Enrol as ann").wait_for()
    wrong += judge_here(ann, axe, "enrol-offer")
    ann.press("Make a passkey")
    ann.tab.get_by_text("Your recovery codes").wait_for()
    wrong += judge_here(ann, axe, "recovery-codes")
    sue.enrol(invited(eve, "sue", "supervisor"))

    # Given to nobody, it is in nobody's sight but the supervisor's, who gives it to the agent.
    ann.open("/conversations")
    assert ann.tab.get_by_text("There is none that you may see").is_visible()
    sue.open(f"/conversations/{talk}")
    sue.tab.get_by_label("Name", exact=True).fill("ann")
    sue.press("Give")
    there = [f"/conversations/{talk}", f"/conversations/{talk}/step-up?purpose=support", "/conversations", "/requests"]
    there += ["/texts", "/conversations?which=mine"]
    wrong += judge(sue, axe, [*there, "/prove", "/people/nobody"])

    # The customer sets up a passkey by a code and a link; later it alone shows that it is they.
    customer = people("customer")
    path, code = step_up(data, talk, enrol=True)
    wrong += judge(customer, axe, [path])
    customer.tab.get_by_role("textbox", name="Code").fill(code)
    customer.press("Go on")
    customer.tab.get_by_role("button", name="Make a passkey").wait_for()
    wrong += judge_here(customer, axe, "customer-passkey")
    customer.press("Make a passkey")
    customer.tab.get_by_text("Your passkey is set up").wait_for()
    wrong += judge(customer, axe, [step_up(data, talk)[0]])
    customer.press("Use my passkey")
    customer.tab.get_by_text("knows now that it is you").wait_for()

    # By the keys alone: past what stands above every page, to the first thing on it.
    sue.open("/conversations")
    sue.tab.keyboard.press("Tab")
    assert sue.tab.get_by_role("link", name="Skip to content").evaluate("one => one === document.activeElement")
    sue.tab.keyboard.press("Enter")
    sue.tab.keyboard.press("Tab")
    assert sue.tab.evaluate("document.getElementById('main').contains(document.activeElement)")

    # Leave, and log in again by the passkey alone; what was seen is not gone back to.
    ann.open(f"/conversations/{talk}")
    assert ann.tab.get_by_text(MASKED).is_visible()
    ann.press("Log out ann")
    ann.tab.wait_for_url("**/login*")
    ann.tab.go_back()
    ann.tab.wait_for_load_state()
    assert "@example.com" not in ann.tab.content()
    ann.open("/conversations")
    ann.press("Log in with a passkey")
    ann.tab.wait_for_url("**/conversations")

    # Read in tokens; one value is shown, and goes by itself.
    ann.tab.clock.install()
    ann.tab.locator("[data-row]").click()
    ann.tab.get_by_text(MASKED).wait_for()
    ann.tab.get_by_role("link", name="email").click()
    wrong += judge(ann, axe, [ann.tab.url.removeprefix(ann.base).partition("?")[0] + "?purpose=support"])
    source = shown(ann, "to confirm the refund", MAIL)
    wrong += judge_here(ann, axe, "shown")
    ann.tab.clock.fast_forward(31_000)
    ann.tab.get_by_text("It is not shown any more.").wait_for()
    assert MAIL not in ann.tab.content() + source

    # What is offered when the last proof is too old: prove it in place, and the form goes through by its new token.
    token = ann.tab.locator('input[name="form"]').first.input_value()
    ann.tab.evaluate("document.getElementById('again').hidden = false")
    ann.press("Prove it with a passkey, and show the value")
    ann.tab.get_by_text(MAIL).wait_for()
    assert ann.tab.locator('input[name="form"]').first.input_value() != token

    # Neither going away nor coming back leaves it there.
    shown(ann, "once more", MAIL)
    ann.open("/account")
    ann.tab.go_back()
    ann.tab.wait_for_load_state()
    assert MAIL not in ann.tab.content()

    # A card is denied, asked for, approved by somebody else, and shown once.
    ann.open(f"/conversations/{talk}")
    ann.tab.get_by_role("link", name="card").click()
    place = ann.tab.url
    asking(ann, "a refund to the card")
    ann.tab.get_by_text("(reveal-two-persons)", exact=False).first.wait_for()
    assert not ann.tab.get_by_text("Prove it with a passkey, and show the value").is_visible()  # it would not help
    wrong += judge_here(ann, axe, "refused")
    form = ann.tab.get_by_role("form", name="Ask for approval")
    form.get_by_label("What for").select_option("support")
    form.get_by_label("Reason").fill("a refund to the card")
    form.get_by_role("button", name="Ask").click()
    ann.tab.wait_for_url("**/requests")
    sue.open("/requests")
    wrong += judge_here(sue, axe, "waiting")
    sue.tab.get_by_role("button", name="Approve").click()
    sue.tab.get_by_text("approved by sue").wait_for()
    ann.tab.goto(place)
    form = ann.tab.get_by_role("form", name="See the value")
    form.get_by_label("Reason").fill("a refund to the card")
    form.get_by_role("button", name="Show the value").dblclick()  # a grant is good for one look, and this is one
    ann.tab.get_by_text(CARD).wait_for()

    # Somebody leaves: within five seconds nothing is open to them.
    eve.open("/people")
    eve.tab.get_by_text("Look after ann").click()
    form = eve.tab.get_by_role("form", name="remove ann")
    form.get_by_label("Reason").fill("leaves")
    form.get_by_role("button", name="Remove").click()
    eve.tab.wait_for_load_state()
    begun = time.monotonic()
    ann.open("/conversations")
    assert "/login?to=" in ann.tab.url
    assert time.monotonic() - begun < 5

    assert wrong == [], wrong
    for one in (eve, sue, ann, customer):
        assert one.went == {one.base}, one.went
        refusals = [said for said in one.complaints if "403" not in said and "404" not in said]
        assert refusals == [], refusals
    ann.context.close()
    left = files_of(ann.profile)
    assert b"localhost" in left  # there is something to look through
    # The link by which they enrolled stays in their history, as every address does; it was used, and opens nothing.
    for held in (MAIL.encode(), CARD.encode(), MAIL.encode("utf-16-le"), b"prs_1_"):
        assert held not in left, held[:4]


def asking(person: Person, why: str) -> None:
    """Ask to see the value of the page."""
    form = person.tab.get_by_role("form", name="See the value")
    form.get_by_label("What for").select_option("support")
    form.get_by_label("Reason").fill(why)
    form.get_by_role("button", name="Show the value").click()


def shown(person: Person, why: str, value: str) -> str:
    """See it; the page's source as the server sends it."""
    source = str(person.tab.request.get(person.tab.url).text())
    asking(person, why)
    person.tab.get_by_text(value).wait_for()
    assert value not in source + str(person.tab.request.get(person.tab.url).text())
    return source
