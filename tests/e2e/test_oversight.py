"""An officer's morning in a real browser: how the company stands, the ledger, an entry and its proof, a customer. Each
page is judged by axe-core, light and dark, wide and narrow; nothing of a value stands on any.
"""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from chromium import Person, axe, judge, people
from privet.acts import checkpoint, find, grant, reveal, send
from privet.acts.receive import receive
from privet.app import Privet
from privet.cli.opening import opened_app
from privet.core.decision import LOCAL, Actor
from privet.core.message import Inbound
from privet.core.plain import Plain
from privet.errors import Denied
from privet.plugins.channels.loopback import Loopback

__all__ = ["axe", "people"]
"""Fixtures of every journey."""

MAIL = "ana.canary@example.com"
VERIFIER = Path(__file__).parents[2] / "verifier" / "privet_verify.py"
DAY_MS = 86_400_000
SAID = (
    "my mail is customer{n}@example.com", "please call +1 202 555 01{n:02d}", "the card was 4111 1111 1111 1111",
    "when does it arrive?", "I live at 12 High Street, London", "from 192.0.2.{n}, thank you",
)  # fmt: skip


@pytest.fixture(scope="module")
def data(data: Path) -> Path:
    """With a web chat, over which a customer can be told something."""
    settings = data / "privet.toml"
    said = settings.read_text("utf-8").replace("# sites = []", 'sites = ["https://shop.example.com"]')
    settings.write_text(said, "utf-8")
    return data


def month(folder: Path) -> str:
    """Thirty days of a company: messages, answers, values shown and refused; the id of a customer's conversation."""
    chance = random.Random(7)
    with opened_app(folder) as app:
        tenant, now, talks = app.tenant("demo").id, app.now(), dict[int, str]()
        app.channels["webchat"] = Loopback(lambda out: None)
        officers = [Actor("operator", name, frozenset({role})) for name, role in (
            ("paul", "privacy"), ("sue", "supervisor"), ("sam", "security"),
        )]  # fmt: skip
        for back in range(29, -1, -1):
            app.clock = lambda back=back: now - back * DAY_MS  # type: ignore[misc]
            tokens = []
            for _ in range(chance.randrange(3, 14)):
                n = chance.randrange(10, 40)
                text = MAIL if not talks else SAID[chance.randrange(len(SAID))].format(n=n)
                one = Inbound("webchat", Plain(f"c{n}"), Plain(f"v{n}"), Plain(text), app.now())
                (got,) = receive(app, tenant, [one], LOCAL)
                talks[n] = str(got.conversation)
                tokens += [token.id for token in got.tokens]
                if chance.random() < 0.4:
                    send.send(app, tenant, talks[n], Plain("thank you for your message"), LOCAL)
            for token in tokens:
                if chance.random() < 0.3:
                    _look(app, token, chance.choice(officers), chance.choice(("support", "fraud", "fraud")))
        first = next(iter(talks.values()))
        find.find(app, tenant, Plain("+1 202 555 0112"), "fraud", officers[0], 5)
        with suppress(Denied):
            grant.ask(
                app, tenant, tokens[0], "support", Plain("a refund"), Actor("operator", "ann", frozenset({"agent"}))
            )
        checkpoint.checkpoint(app, tenant)
        return first


def _look(app: Privet, token: str, who: Actor, purpose: str) -> None:
    with suppress(Denied):
        reveal.reveal(app, app.tenant("demo").id, token, purpose, Plain("case 7"), who, 5)


@pytest.mark.slow
def test_an_officers_morning(people: Any, data: Path, axe: str, tmp_path: Path) -> None:
    talk = month(data)
    eve: Person = people("eve")
    eve.enrol(people.link)
    eve.open("/people")
    form = eve.tab.get_by_role("form", name="Invite somebody")
    form.get_by_label("Name", exact=True).fill("olga")
    form.locator('input[value="privacy"]').check()
    form.get_by_label("Reason to invite").fill("new here")
    form.get_by_role("button", name="Make a link").click()
    olga: Person = people("olga")
    olga.enrol(str(eve.tab.locator("pre.note").inner_text()))

    # She lands on the overview; its charts are drawn of the tables below them.
    olga.open("/start")
    assert olga.tab.url.endswith("/overview")
    olga.tab.locator(".u-wrap canvas").first.wait_for()
    assert olga.tab.locator(".u-wrap").count() == 3
    wrong = judge(olga, axe, ["/overview"])

    # The ledger: what was refused, one entry of it, and its proof, which a stranger's verifier takes.
    olga.tab.get_by_role("link", name="acts refused").click()
    olga.tab.get_by_text("was refused").first.wait_for()
    wrong += judge(olga, axe, ["/ledger?act=nothing", "/ledger"])
    olga.open("/ledger?act=reveal&outcome=done")
    olga.tab.get_by_role("link", name="Entry").first.click()
    wrong += judge(olga, axe, [olga.tab.url.removeprefix(olga.base)])
    with olga.tab.expect_download() as got:
        olga.tab.get_by_role("button", name="Download the proof").click()
    proof = tmp_path / "entry.tlog-proof"
    got.value.save_as(proof)
    olga.tab.get_by_text("How it is checked").click()
    said = olga.tab.get_by_label("Command").inner_text().split("--key ")[1:]
    keys = [word for key in said for word in ("--key", key.strip().strip("'"))]
    run = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(proof), *keys], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr

    # A customer, from a conversation.
    olga.open(f"/conversations/{talk}?purpose=fraud")
    olga.tab.get_by_role("link", name="The customer").click()
    olga.tab.get_by_text("What is held").wait_for()
    assert MAIL not in olga.tab.content()
    wrong += judge(olga, axe, [olga.tab.url.removeprefix(olga.base)])

    assert wrong == [], wrong
    assert olga.complaints == []
    assert {one for one in olga.went if not one.startswith(("data:", "blob:"))} <= {olga.base}
