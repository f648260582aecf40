"""Every page of a company that has a month behind it, and of one that has nothing yet, as whoever works there sees it:
judged by axe-core in light and dark, wide and narrow. No page complains, breaks its content policy, is wider than its
window, or asks another host for anything; and no value stands on any.
"""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from chromium import BROWSER, Person, axe, entered, judge_here, launched, missing, watched
from company import Company, founded
from ports import free_port
from privet.cli.init import establish

__all__ = ["axe"]
"""A fixture."""

ROOT = Path(__file__).parents[2]
SCREENSHOTS = runpy.run_path(str(ROOT / "docs" / "screenshots.py"))
SEEN: dict[str, tuple[str, ...]] = {
    "ann": ("/conversations", "{talk}", "{value}", "/requests", "/training", "/rights", "/account"),
    "sue": (
        "/conversations?which=waiting",
        "/texts",
        "{talk}/step-up?purpose=support",
        "/search",
        f"/files/fil_{26 * 'a'}?purpose=support",
    ),
    "pia": ("/overview", "/ledger", "/policy", "/policy/history", "/policy/versions/2", "{customer}", "/people"),
    "eve": ("/people", "/settings/detectors", "/policy/what-if", "/policy/change?rule=send-card"),
    "rita": ("/reviews", "/reviews/samples", "/reviews/access", "/settings", "/settings/keys", "/settings/retention"),
}
"""Whoever has been there for a month, and the pages that they open."""

REFUSED: dict[str, tuple[str, ...]] = {"ann": ("/overview", "/people"), "rita": ("{value}", "/nowhere/at/all")}
EMPTY: dict[str, tuple[str, ...]] = {
    "ann": ("/conversations?which=mine", "/requests"),
    "pia": ("/conversations", "/overview", "/ledger?act=nothing", "/reviews/samples", "/search"),
    "rita": ("/reviews", "/settings/keys"),
}
"""What somebody sees on the first day, before anybody wrote."""

VALUES = ("field@example.com", "4111 1111", "5555 5555", "555 0143", "High Street", "Whitfield", "GB82")


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("plans", [(SEEN, REFUSED), (EMPTY,)], ids=["full", "empty"])
def test_every_page_holds(tmp_path: Path, axe: str, plans: tuple[dict[str, tuple[str, ...]], ...]) -> None:
    if BROWSER is None:
        missing("a Chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    data, base = tmp_path / "data", f"http://localhost:{(port := free_port())}"
    establish(data, "larkspur", key_file=tmp_path / "root.key")
    company = founded(data, "larkspur", base, days=3 if SEEN in plans else 0, busy=2)
    wrong: list[Any] = []
    with SCREENSHOTS["served"](data, port), playwright.sync_playwright() as driver:
        browser = launched(driver)
        for plan in plans:
            for who, pages in plan.items():
                with entered(browser, base, company.sessions[who]) as tab:
                    one = Person(tab, tab.context, tmp_path, base)
                    watched(tab, one.complaints, one.went)
                    for page in pages:
                        wrong += looked(one, axe, named(page, company))
                    told = [said for said in one.complaints if not (plan is REFUSED and re.search("40[34]", said))]
                    wrong += [(who, told)] if told else []
                    assert one.went == {base}
        browser.close()
    assert wrong == [], wrong


def named(page: str, company: Company) -> str:
    """The page's address."""
    talk = f"/conversations/{company.talks[-1]}" if company.talks else ""
    value = f"/values/{company.token}?purpose=support"
    return page.format(talk=talk, value=value, customer=f"/customers/{company.subject}?purpose=fraud")


def looked(person: Person, axe: str, path: str) -> list[Any]:
    """What is wrong with a page; it says nothing that a customer wrote of themselves."""
    status = person.tab.goto(person.base + path).status
    html = person.tab.content()
    found: list[Any] = [(path, value) for value in VALUES if value in html]
    found += [(path, status)] if status >= 500 or status == 401 else []
    name = re.sub(r"[^a-z]+", "-", re.sub(r"(con|fil|sub|tok)_[a-z2-7]+", r"\1", path)).strip("-")
    return found + judge_here(person, axe, name)
