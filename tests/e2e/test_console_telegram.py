"""A bot is put behind Privet in a real browser: its token typed, Telegram asked, set, paused; judged by axe-core."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bots import NEXT, TOKEN
from botserver import Fake, served
from e2e.test_console import axe, invited, judge, judge_here, people
from privet.acts import bot, find, stop, trial
from privet.acts.receive import receive
from privet.acts.trial import Tried
from privet.cli.opening import opened_app
from privet.core import ids
from privet.core.decision import LOCAL, Actor
from privet.core.message import Inbound
from privet.core.plain import Plain

__all__ = ["axe", "people"]  # fixtures
HERE = "/settings/telegram"


@pytest.fixture(scope="module")
def fake() -> Iterator[Fake]:
    """Telegram, on this machine."""
    with served() as one:
        one.bot("larkspur_bot", token=TOKEN)
        yield one


@pytest.fixture(scope="module")
def data(data: Path, fake: Fake) -> Path:
    """An installation whose Telegram that is."""
    settings = data / "privet.toml"
    said = settings.read_text("utf-8").replace("[telegram]\n", f'[telegram]\napi = "{fake.url}"\n')
    settings.write_text(said, "utf-8")
    return data


def tried(data: Path) -> str:
    """What a trial counted, and a customer who wants no messages; their id."""
    with opened_app(data) as app:
        tenant = app.tenant("demo").id
        (one,) = bot.everyone(app, tenant, LOCAL)
        trial.count(app, tenant, ids.read(bot.BOT, one.id), [Tried(("CARD", "PERSON"), 1840), *[Tried((), 700)] * 30])
        said = Inbound("telegram", Plain("990000000401"), Plain("990000000401"), Plain("STOP"), app.now())
        receive(app, tenant, [said], LOCAL)
        (subject,) = find.find(app, tenant, Plain("990000000401"), "subject-request", LOCAL).subjects
        stop.word(app, tenant, subject, Actor("gateway", "telegram:support"), stop=True)
        return subject


@pytest.mark.slow
def test_a_bot_is_put_behind_privet(people: Callable[[str], Any], data: Path, axe: str, fake: Fake) -> None:
    eve = people("eve")
    eve.enrol(people.link)  # type: ignore[attr-defined]
    pia = people("pia")
    pia.enrol(invited(eve, "pia", "privacy"))
    wrong = judge(pia, axe, [HERE])

    # A token that nobody has is refused, with what else was typed still there; then ours is taken, as a trial.
    pia.open(HERE)
    form = pia.tab.get_by_role("form", name="Put a bot behind Privet")
    form.get_by_label("What it is called here").fill("support")
    form.get_by_label("As a trial").check()
    form.get_by_label("Reason").fill("the bot of the help desk")
    form.get_by_label("The bot’s token").fill(f"990000000999:{'Z' * 35}")
    pia.press("Ask Telegram, and put it behind Privet")
    pia.tab.get_by_text("Telegram knows no bot by this token").wait_for()
    wrong += judge_here(pia, axe, "telegram-refused")
    assert form.get_by_label("What it is called here").input_value() == "support"
    assert form.get_by_label("The bot’s token").input_value() == ""
    form.get_by_label("The bot’s token").fill(TOKEN)
    pia.press("Ask Telegram, and put it behind Privet")
    pia.tab.get_by_text("Now change its one line, below, and start it again.").wait_for()
    wrong += judge_here(pia, axe, "telegram-added")
    assert f'from_base("{pia.base}/gateways/telegram")' in pia.tab.get_by_role("region", name="aiogram 3").inner_text()

    # What Telegram says now; what the trial shows; set otherwise.
    (larkspur,) = fake.bots.values()
    larkspur.hook = {"url": "https://old.example.com/secret", "most": 40, "errors": {"last_error_date": 7}}
    larkspur.queue += [(number, "message", time.time(), b"{}") for number in range(2)]
    pia.press("Ask Telegram now")
    pia.tab.get_by_text("could not post lately").wait_for()
    wrong += judge_here(pia, axe, "telegram-looked")
    customer = tried(data)
    pia.open(pia.tab.url.removeprefix(pia.base) if "bot_" in pia.tab.url else HERE)
    if "bot_" not in pia.tab.url:
        pia.tab.get_by_role("link", name="support").click()
    pia.tab.get_by_text("would have become tokens").wait_for()
    for one in pia.tab.locator("main details").all():
        one.evaluate("one => one.open = true")
    wrong += judge_here(pia, axe, "telegram-trial")
    form = pia.tab.get_by_role("form", name="Settings")
    form.get_by_label("Delete everything in the chat after so many hours").fill("24")
    form.get_by_label("Photos").select_option("pass")
    form.get_by_label("A trial: hand nothing on").uncheck()
    form.get_by_label("Reason").fill("the trial is over")
    pia.press("Set it so")
    pia.tab.get_by_text("It is set so, and on record.").wait_for()
    assert not pia.tab.get_by_text("in a trial").is_visible()
    pia.tab.get_by_text("It has a new token", exact=True).click()
    form = pia.tab.get_by_role("form", name="It has a new token")
    larkspur.token = NEXT
    form.get_by_label("The bot’s token").fill(NEXT)
    form.get_by_label("Reason").fill("the old one was seen by somebody")
    form.get_by_role("button").click()
    pia.tab.get_by_text("It is set so, and on record.").wait_for()

    # Who wants no messages: listed, and a colleague writes down what they were told.
    wrong += judge(pia, axe, [f"{HERE}/deletions", f"{HERE}/opt-outs", f"/customers/{customer}?purpose=support"])
    pia.tab.get_by_text("They want messages again", exact=True).first.click()
    form = pia.tab.get_by_role("form", name="They want messages again")
    form.get_by_label("Reason").fill("called, and asked for the invoice")
    form.get_by_role("button").click()
    pia.tab.get_by_text("They get messages.").wait_for()
    assert wrong == []
    assert all("422" in one or "400" in one for one in pia.complaints), pia.complaints
    assert pia.went <= {pia.base}
    with opened_app(data) as app:
        (held,) = bot.opened(app, app.tenant("demo").id)
    assert (held.token.expose(), held.settings.delete_after_hours, held.settings.trial) == (NEXT, 24, False)
    assert held.settings.way("photo") == "pass"
