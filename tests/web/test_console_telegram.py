"""Bots on the pages: put behind Privet once Telegram said whose the token is, looked at, set; what a trial shows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bots import NEXT, OTHERS, TOKEN
from botserver import Bot, Fake, served
from privet.acts import bot, stop, trial
from privet.acts.trial import Tried
from privet.core import ids
from privet.core.bot import Settings
from privet.core.decision import LOCAL, Actor
from privet.store import retractions
from privet.store.retractions import RetractionRow

HERE = "/settings/telegram"


@pytest.fixture
def fake() -> Iterator[Fake]:
    """Telegram, on this machine."""
    with served() as one:
        yield one


@pytest.fixture
def larkspur(fake: Fake) -> Bot:
    """The company's bot; beside it there is another one."""
    fake.bot("other_bot", token=OTHERS)
    return fake.bot("larkspur_bot", token=TOKEN)


@pytest.fixture
def telegram(staff: Any, fake: Fake, larkspur: Bot) -> Any:
    """The staff of a company whose Telegram that is."""
    app = staff.installation.app
    app.config = replace(app.config, telegram=replace(app.config.telegram, api=fake.url))
    return staff


def asked(fake: Fake) -> list[str]:
    """What Telegram was asked."""
    return [method for method, _ in fake.asked]


def added(telegram: Any, pia: Any, **more: str) -> Any:
    pia.get(HERE)
    given = {"name": "support", "token": TOKEN, "reason": "the help desk", **more}
    return pia.submit(f"{HERE}/add", **given)


def said(page: Any) -> str:
    return " ".join(page.read.said.split())


def there(telegram: Any) -> bot.Bot:
    (one,) = bot.everyone(telegram.installation.app, telegram.installation.tenant, LOCAL)
    return one


def test_a_bot_is_put_behind_privet_and_the_page_says_what_to_change(telegram: Any, fake: Fake, caplog: Any) -> None:
    pia = telegram.enrolled("pia", "privacy")
    assert "No bot is behind Privet yet." in pia.get(HERE).read.said
    page = added(telegram, pia)
    assert page.status == 200
    text = said(page)
    assert "support @larkspur_bot Privet polls" in text
    assert "Now change its one line, below, and start it again." in text
    for line in (
        'TelegramAPIServer.from_base("http://localhost:8080/gateways/telegram")',
        '.base_url("http://localhost:8080/gateways/telegram/bot")',
        'apiRoot: "http://localhost:8080/gateways/telegram/"',
        'curl "http://localhost:8080/gateways/telegram/bot$TOKEN/getMe"',
    ):
        assert line in page.read.said
    assert "Chats with a bot are not secret chats" in text
    assert asked(fake) == ["getMe", "getWebhookInfo"]
    assert there(telegram).settings == Settings()
    entry = telegram.installation.entries()[-1]
    assert (entry.act, entry.actor) == ("bot.add", "operator:pia")
    assert "support @larkspur_bot" in said(pia.get(HERE))
    for held in (page.text, caplog.text, pia.get(HERE).text):
        assert "A" * 35 not in held


def test_a_token_that_telegram_does_not_know_is_not_kept_and_what_else_was_typed_is(telegram: Any, fake: Fake) -> None:
    pia = telegram.enrolled("pia", "privacy")
    for token in (f"990000000999:{'Z' * 35}", "../../etc", "x"):
        page = added(telegram, pia, token=token, trial="yes", mode="hook")
        assert page.status == 422
        assert "Telegram knows no bot by this token" in page.read.said
        (form,) = [fields for to, fields in page.read.forms if to == f"{HERE}/add"]
        assert (form["name"], form["mode"], form["trial"], form["reason"]) == (
            "support",
            "hook",
            "yes",
            "the help desk",
        )
        assert "token" not in {name for name, value in form.items() if value == token}
    assert asked(fake) == ["getMe"]  # what is no token asks nobody
    assert bot.everyone(telegram.installation.app, telegram.installation.tenant, LOCAL) == []


def test_where_what_answers_is_not_telegram_nothing_is_kept(telegram: Any, fake: Fake) -> None:
    pia = telegram.enrolled("pia", "privacy")
    fake.garbage.add("getMe")
    assert "what answered is no bot api" in added(telegram, pia).read.said.lower()
    assert bot.everyone(telegram.installation.app, telegram.installation.tenant, LOCAL) == []


def test_an_old_proof_is_asked_for_again_on_the_form(telegram: Any) -> None:
    pia = telegram.enrolled("pia", "privacy")
    pia.get(HERE)
    telegram.later(400)
    page = added(telegram, pia)
    assert page.status == 403
    assert "Your last proof is too old for this." in page.read.said


def test_it_is_looked_at_and_telegram_says_how_it_stands(telegram: Any, larkspur: Bot) -> None:
    pia = telegram.enrolled("pia", "privacy")
    added(telegram, pia)
    larkspur.hook = {"url": "https://old.example.com/secret-path", "most": 40, "errors": {"last_error_date": 1}}
    larkspur.queue += [(number, "message", time.time(), b"{}") for number in range(3)]
    page = pia.submit(f"{HERE}/look")
    text = said(page)
    assert "it is @larkspur_bot, and the token is good" in text
    assert "https://old.example.com could not post lately" in text
    assert "Waits at Telegram3 updates" in text
    assert "secret-path" not in page.text


def test_it_is_set_and_what_makes_no_sense_is_not(telegram: Any) -> None:
    pia = telegram.enrolled("pia", "privacy")
    page = added(telegram, pia)
    given = {"mode": "hook", "clear": "ids|names", "file_photo": "pass", "file_video": "block", "reason": "as agreed"}
    (form,) = [fields for to, fields in page.read.forms if to == f"{HERE}/set"]
    unticked = dict.fromkeys(("protect", "coach"), "")
    page = pia.submit(f"{HERE}/set", **given, **unticked, repeat="yes", delete_after_hours="24")
    assert page.status == 200
    assert "It is set so, and on record." in page.read.said
    now = there(telegram).settings
    assert (now.mode, now.clear, now.delete_after_hours) == ("hook", frozenset({"ids", "names"}), 24)
    assert (now.protect, now.coach, now.repeat, now.stop, now.trial) == (False, False, True, True, False)
    assert [now.way(one) for one in ("photo", "document", "video", "audio")] == ["pass", "link", "block", "pass"]
    assert form["file_photo"] == "link"
    for wrong in ({"delete_after_hours": "48"}, {"delete_after_hours": "x"}, {"mode": "fly"}, {"clear": "all"},
                  {"file_photo": "eat"}):  # fmt: skip
        page = pia.submit(f"{HERE}/set", **{**given, **wrong})
        assert page.status in (400, 422), wrong
        pia.get(f"{HERE}/{there(telegram).id}")
    assert there(telegram).settings == now


def test_it_is_paused_let_on_given_a_new_token_and_removed(telegram: Any, larkspur: Bot) -> None:
    pia = telegram.enrolled("pia", "privacy")
    added(telegram, pia)
    assert "Let it on" in pia.submit(f"{HERE}/pause", reason="an incident").read.said
    assert there(telegram).paused
    pia.submit(f"{HERE}/pause", reason="it is over")
    assert not there(telegram).paused
    assert pia.submit(f"{HERE}/renew", token=OTHERS, reason="revoked").status == 400
    pia.get(f"{HERE}/{there(telegram).id}")
    larkspur.token = NEXT
    assert pia.submit(f"{HERE}/renew", token=NEXT, reason="revoked").status == 200
    (opened,) = bot.opened(telegram.installation.app, telegram.installation.tenant)
    assert opened.token.expose() == NEXT
    assert "No bot is behind Privet yet." in pia.submit(f"{HERE}/remove", reason="not needed").read.said
    acts = [one.act for one in telegram.installation.entries()[-5:]]
    assert acts == ["bot.add", "bot.pause", "bot.resume", "bot.renew", "bot.remove"]


def test_a_trial_shows_what_would_have_become_tokens_and_how_long_it_took(telegram: Any) -> None:
    pia = telegram.enrolled("pia", "privacy")
    page = added(telegram, pia, trial="yes")
    assert "in a trial" in page.read.said
    assert "Nothing came yet." in page.read.said
    one = telegram.installation
    tried = [Tried(("CARD", *["PERSON"] * 10), 1840), *[Tried((), 700)] * 9]
    trial.count(one.app, one.tenant, ids.read(bot.BOT, there(telegram).id), tried)
    text = said(pia.get(f"{HERE}/{there(telegram).id}"))
    assert "10updates came in 1of them had something personal in them 1.0 msat most, for half of them" in text
    assert "1.8 msat most, for 99 in 100" in text
    assert "person10 cardfewer than 10" in text
    assert "the slowest took 1.8 ms" in text


@pytest.mark.parametrize("name", ["ada", "uma"])
def test_who_may_not_puts_none_there_and_telegram_is_asked_nothing(telegram: Any, fake: Fake, name: str) -> None:
    pia = telegram.enrolled("pia", "privacy")
    added(telegram, pia)
    fake.asked.clear()
    other = telegram.enrolled(name, {"ada": "admin", "uma": "auditor"}[name])
    id, start = there(telegram).id, len(telegram.installation.entries())
    page = other.get(f"{HERE}/{id}")
    assert page.status == 200
    assert [to for to, _ in page.read.forms if to.startswith("/settings")] == [f"{HERE}/look"]
    form = {"form": other.token, "bot": id, "reason": "w"}
    for to, more in (
        ("add", {"name": "own", "token": OTHERS, "mode": "poll"}), ("set", {"mode": "poll"}), ("pause", {}),
        ("remove", {}), ("renew", {"token": NEXT}),
    ):  # fmt: skip
        assert other.send(f"{HERE}/{to}", {**form, **more}).status == 403, to
    assert asked(fake) == []
    denied = [one.act for one in telegram.installation.entries()[start:] if one.outcome.value == "denied"]
    assert len(denied) >= 5
    assert there(telegram).settings == Settings()


def test_an_agent_sees_none_of_it(telegram: Any, fake: Fake) -> None:
    pia = telegram.enrolled("pia", "privacy")
    added(telegram, pia)
    ann = telegram.enrolled("ann")
    for path in (HERE, f"{HERE}/{there(telegram).id}", f"{HERE}/deletions", f"{HERE}/opt-outs"):
        assert ann.get(path).status == 403, path
    assert ann.send(f"{HERE}/add", {"form": ann.token, "name": "x", "token": TOKEN, "reason": "w"}).status == 403
    assert asked(fake) == ["getMe", "getWebhookInfo"]
    assert pia.get(f"{HERE}/bot_{'a' * 26}").status == 404


def test_deletions_say_what_telegram_answered_and_what_is_late_comes_first(telegram: Any) -> None:
    pia, one = telegram.enrolled("pia", "privacy"), telegram.installation
    added(telegram, pia)
    assert "Nothing yet." in pia.get(f"{HERE}/deletions").read.said
    got = [one.receive(f"I am {number}@example.com", channel="telegram") for number in range(3)]
    raw, at = ids.read(bot.BOT, there(telegram).id), one.clock.at
    rows = [
        RetractionRow(
            ids.read("msg", made.id), 7 + number, ids.read("con", made.conversation), one.app.id(), raw, why, state, at,
            at + 60_000, at + before, at=done, reason=reason,
        )
        for number, (made, (why, state, before, done, reason)) in enumerate(
            zip(got, [("time", "done", 10**9, at, ""), ("pasted", "failed", 10**9, at, "no-rights"),
                      ("time", "due", 60_000, None, "")], strict=True)
        )
    ]  # fmt: skip
    with one.app.store.write(one.tenant) as tx:
        retractions.plan(tx, rows)
    page = pia.get(f"{HERE}/deletions")
    text = said(page)
    assert "1 deletion is late." in text
    assert text.index("late By the bot’s setting.") < text.index("deleted By the bot’s setting.")
    assert (
        "not deleted Somebody pasted what does not belong there. The bot has no right to delete messages there." in text
    )
    assert text.count("· support") == 3
    assert f"/conversations/{got[0].conversation}" in page.read.links
    assert "example.com" not in page.text
    with one.app.store.write(one.tenant) as tx:
        retractions.plan(tx, [rows[2]._replace(number=99, bot=one.app.id(), why="pasted")])  # of a bot that is gone
    page = pia.get(f"{HERE}/{there(telegram).id}")
    text = said(page)
    assert "1 deletion is late." in text
    assert text.index("late By the bot’s setting.") < text.index("deleted By the bot’s setting.")
    assert text.count("Somebody pasted what does not belong there.") == 1
    assert f"/conversations/{got[0].conversation}" in page.read.links


def test_who_wants_no_messages_is_listed_and_a_colleague_says_what_they_were_told(telegram: Any) -> None:
    pia, one = telegram.enrolled("pia", "privacy"), telegram.installation
    assert "Nobody." in pia.get(f"{HERE}/opt-outs").read.said
    one.receive("STOP", channel="telegram")
    subject = one.subject()
    stop.word(one.app, one.tenant, subject, Actor("gateway", "telegram:support"), stop=True)
    page = pia.get(f"{HERE}/opt-outs")
    assert "telegram by their own word" in said(page)
    assert f"/customers/{subject}" in page.read.links
    here = f"/customers/{subject}?purpose=support"
    assert "They wrote STOP" in pia.get(here).read.said
    page = pia.submit("/customers/messages", purpose="support", reason="called and asked for the invoice")
    assert "They get messages." in page.read.said
    page = pia.submit("/customers/messages", purpose="support", reason="called again")
    assert "pia was told that they want none" in said(page)
    assert "pia was told so" in said(pia.get(f"{HERE}/opt-outs"))
    assert [entry.act for entry in one.entries()[-2:]] == ["opt-out.lift", "opt-out"]
    uma = telegram.enrolled("uma", "auditor")
    page = uma.get(here)
    assert "wants no messages" in page.read.said
    assert "/customers/messages" not in [to for to, _ in page.read.forms]
