"""A real browser, for journeys over the staff's pages: a person's tab with a virtual authenticator, and axe-core."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
AXE = "axe-core@4.14.1"
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SEEN = {"type": "rule", "values": ["color-contrast", "target-size"]}
"""What a theme or a width changes of a page whose elements stay the same."""

KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
PAGES = Path(os.environ["PRIVET_TEST_PICTURES"]) if os.environ.get("PRIVET_TEST_PICTURES") else None
"""Where pictures of the pages go, for somebody to look at them; nowhere unless asked for."""


def _missing(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is needed")
    pytest.skip(f"NOT TESTED: the staff's pages in a browser, since {what} is not here")


@pytest.fixture(scope="module")
def axe() -> str:
    """axe-core as its maker publishes it, kept for the next time."""
    kept = Path(os.environ.get("PRIVET_TEST_CACHE") or ROOT / ".venv-judges") / "axe"
    if not (kept / "axe.min.js").exists():
        kept.mkdir(parents=True, exist_ok=True)
        npm = shutil.which("npm")
        packed = npm and subprocess.run([npm, "pack", AXE], cwd=kept, capture_output=True, check=False)
        if not packed or packed.returncode:
            _missing("axe-core from npm")
        with tarfile.open(next(kept.glob("*.tgz"))) as archive:
            held = archive.extractfile("package/axe.min.js")
            assert held
            (kept / "axe.min.js").write_bytes(held.read())
    return (kept / "axe.min.js").read_text("utf-8")


@dataclass
class Person:
    """Somebody's browser: a profile on disk, one tab, an authenticator; what it complained of, where it went."""

    tab: Any
    context: Any
    profile: Path
    base: str
    complaints: list[str] = field(default_factory=list)
    went: set[str] = field(default_factory=set)

    def open(self, path: str) -> Any:
        self.tab.goto(self.base + path)
        return self.tab

    def press(self, name: str) -> None:
        self.tab.get_by_role("button", name=name, exact=True).first.click()
        self.tab.wait_for_load_state()

    def enrol(self, link: str) -> None:
        """By the link's address alone, and a passkey."""
        self.tab.goto(link)
        self.tab.get_by_role("button", name="Make a passkey").click()
        self.tab.get_by_text("Your recovery codes").wait_for()
        assert "pri_" not in self.tab.url


@pytest.fixture
def people(start: Callable[..., Any], data: Path, tmp_path: Path) -> Iterator[Callable[[str], Person]]:
    """Browsers over a server, by whose they are; `people.link` is the first administrator's."""
    playwright = pytest.importorskip("playwright.sync_api")
    if BROWSER is None:
        _missing("a Chromium")
    server = start()
    base = f"http://localhost:{server.port}"
    with playwright.sync_playwright() as driver:
        made: list[Person] = []

        def browser(name: str) -> Person:
            context = driver.chromium.launch_persistent_context(
                str(tmp_path / name), executable_path=BROWSER, headless=True,
                args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
            )  # fmt: skip
            tab = context.pages[0]
            tab.emulate_media(reduced_motion="reduce")  # a colour on its way to another is neither
            one = Person(tab, context, tmp_path / name, base)
            tab.on("console", lambda said: one.complaints.append(said.text) if said.type == "error" else None)
            tab.on("pageerror", lambda error: one.complaints.append(str(error)))
            tab.on("request", lambda request: one.went.add(re.sub(r"^(\w+://[^/]*).*", r"\1", request.url)))
            wire = context.new_cdp_session(tab)
            wire.send("WebAuthn.enable")
            wire.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
            made.append(one)
            return one

        browser.link = re.findall(r"http://localhost:\d+/enrol#\S+", server.said())[0]  # type: ignore[attr-defined]
        yield browser
        for one in made:
            one.context.close()


def judge(person: Person, axe: str, paths: list[str]) -> list[Any]:
    """What axe-core finds wrong with pages, in light and dark, wide and narrow."""
    found: list[Any] = []
    for path in paths:
        person.open(path)
        found += judge_here(person, axe, path.strip("/").replace("/", "-").partition("?")[0][:40] or "open")
    return found


def judge_here(person: Person, axe: str, name: str) -> list[Any]:
    """The same, of the page that stands there."""
    found: list[Any] = []
    person.tab.evaluate(axe + "; undefined")
    for width in (1280, 360):
        person.tab.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            person.tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            if PAGES:
                person.tab.screenshot(path=str(PAGES / f"{name}-{scheme}-{width}.png"), full_page=True)
            asked = RULES if (width, scheme) in ((1280, "light"), (360, "dark")) else SEEN
            said = person.tab.evaluate("rules => axe.run(document, {runOnly: rules})", asked)
            assert said["passes"], name
            wrong = [(one["id"], [node["html"] for node in one["nodes"]]) for one in said["violations"]]
            found += [(name, width, scheme, one) for one in wrong]
        wide = person.tab.evaluate("document.documentElement.scrollWidth > innerWidth")
        found += [(name, width, "is wider than the window")] if wide else []
    person.tab.set_viewport_size({"width": 1280, "height": 900})
    person.tab.emulate_media(color_scheme="light", reduced_motion="reduce")
    return found
