"""An administrator's day in a real browser: somebody comes, changes roles, loses what proves them, and leaves; nothing
of customers is seen. Each page is judged by axe, wide and narrow, light and dark; nothing comes from elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chromium import Person, axe, judge, judge_here, people
from privet.acts import operator
from privet.cli.opening import opened_app
from privet.core.decision import LOCAL

__all__ = ["axe", "people"]
"""Fixtures of every journey."""


def invited(eve: Person, name: str, role: str) -> str:
    """The link that the administrator makes on the page."""
    eve.open("/people")
    form = eve.tab.get_by_role("form", name="Invite somebody")
    form.get_by_label("Name", exact=True).fill(name)
    form.locator(f'input[value="{role}"]').check()
    form.get_by_label("Reason: Invite somebody").fill("new here")
    form.get_by_role("button", name="Make a link").click()
    return str(eve.tab.locator("pre.note").inner_text())


def looked_after(eve: Person, name: str, what: str, button: str) -> None:
    """A form of somebody's card, sent with a reason."""
    eve.open("/people")
    eve.tab.get_by_text(f"Look after {name}").click()
    form = eve.tab.get_by_role("form", name=what, exact=True)
    if what.startswith("Roles"):
        form.locator('input[value="supervisor"]').check()
        form.locator('input[value="agent"]').uncheck()
    form.get_by_label(f"Reason: {what}").fill("asked for")
    form.get_by_role("button", name=button).click()
    eve.tab.wait_for_load_state()


def agreed(pia: Person, name: str, what: str, *roles: str) -> None:
    """A privacy officer says that this may be done within a day."""
    pia.open("/people")
    form = pia.tab.get_by_role("form", name="Agree")
    form.get_by_label("Whose account").fill(name)
    form.get_by_label("What may be done").select_option(what)
    for role in roles:
        form.locator(f'input[value="{role}"]').check()
    form.get_by_label("Reason: Agree").fill("talked about")
    form.get_by_role("button", name="Agree").click()
    pia.tab.wait_for_load_state()


@pytest.mark.slow
def test_an_administrators_day(people: Callable[[str], Any], data: Path, axe: str) -> None:
    eve, pia, ann = people("eve"), people("pia"), people("ann")
    eve.enrol(people.link)  # type: ignore[attr-defined]
    ann.enrol(invited(eve, "ann", "agent"))
    pia.enrol(invited(eve, "pia", "privacy"))

    # From now on a second person agrees: without that nobody is invited, and what was typed is still there.
    eve.open("/people")
    form = eve.tab.get_by_role("form", name="Invite somebody")
    form.get_by_label("Name", exact=True).fill("bob")
    form.locator('input[value="agent"]').check()
    form.get_by_label("Reason: Invite somebody").fill("new here")
    form.get_by_role("button", name="Make a link").click()
    eve.tab.get_by_text("Where somebody else is there who may agree, nobody is invited").first.wait_for()
    wrong = judge_here(eve, axe, "refused")
    agreed(pia, "bob", "invite", "agent")
    wrong += judge_here(pia, axe, "agreed")
    assert "/enrol#" in invited(eve, "bob", "agent")
    wrong += judge(eve, axe, ["/people"])
    eve.open("/people")
    eve.tab.get_by_text("Take back the invitation of bob").click()
    form = eve.tab.get_by_role("form", name="Take back the invitation of bob")
    form.get_by_label("Reason: Take back the invitation of bob").fill("does not come after all")
    form.get_by_role("button", name="Take back").click()
    eve.tab.wait_for_load_state()

    # Other roles; then a new link for whoever lost what proves them: the old passkey opens nothing.
    agreed(pia, "ann", "roles", "supervisor")
    looked_after(eve, "ann", "Roles of ann", "Give these roles")
    agreed(pia, "ann", "reset")
    looked_after(eve, "ann", "Make a new link for ann", "Make a new link")
    link = str(eve.tab.locator("pre.note").inner_text())
    ann.open("/conversations")
    assert "/login" in ann.tab.url
    again = people("ann-again")
    again.enrol(link)
    again.open("/conversations")
    assert again.tab.get_by_role("heading", name="Inbox").is_visible()

    # What an administrator looks at, and what not.
    wrong += judge(eve, axe, ["/settings", "/reviews", "/overview", "/ledger", "/rights", "/training"])
    eve.open("/conversations")
    eve.tab.get_by_text("Not allowed").first.wait_for()
    with opened_app(data) as app:
        everyone = {one.name: one.roles for one in operator.everyone(app, app.tenant("demo").id, LOCAL)}
    assert everyone == {"admin": ("admin",), "pia": ("privacy",), "ann": ("supervisor",)}

    # Whoever leaves is out at once.
    agreed(pia, "ann", "remove")
    looked_after(eve, "ann", "Remove ann", "Remove")
    again.open("/conversations")
    assert "/login" in again.tab.url
    assert wrong == []
    for one in (eve, pia, ann, again):
        assert [said for said in one.complaints if "403" not in said] == []
        assert one.went <= {one.base}
