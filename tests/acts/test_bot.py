"""Bots behind Privet: who puts them there, what is kept of them, and that every change is on record."""

from __future__ import annotations

from typing import Any

import pytest

import bots
from privet.acts import admit, bot, queued
from privet.acts.bot import MOST
from privet.core.bot import Checked, Settings
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotFound

NOBODY = Actor("service", "nobody")
AGENT = Actor("operator", "maria", frozenset({"agent"}))
OFFICER = Actor("operator", "paul", frozenset({"privacy"}))
URL = "https://bot.example.com/hook"


def listed(installation: Any) -> bot.Bot:
    (only,) = bot.everyone(installation.app, installation.tenant, LOCAL)
    return only


def test_a_bot_is_put_behind_privet_on_record_and_its_gateway_gets_its_token(installation) -> None:
    one = bots.add(installation, mode="hook", clear=frozenset({"ids"}))
    assert (one.number, one.name, one.username, one.paused, one.forwards) == (
        bots.NUMBER, "support", "support_bot", False, False,
    )  # fmt: skip
    assert one.token == bots.token()
    assert len(one.secret.expose()) == 52
    assert one.settings == Settings(mode="hook", clear=frozenset({"ids"}))
    assert one.offset == 0
    shown = listed(installation)
    assert (shown.id, shown.waiting, shown.since, shown.settings) == (one.shown, 0, None, one.settings)
    last = installation.entries()[-1]
    assert (last.act, str(last.outcome), last.object, last.actor) == ("bot.add", "done", one.shown, "local")
    assert one.actor.id == "gateway:telegram:support"


def test_bytes_in_the_database_show_neither_token_nor_secret(installation) -> None:
    one = bots.add(installation)
    queued.forward(installation.app, installation.tenant, one.id, URL + "/canary", Plain("canary-secret"))
    told = b"".join(
        path.read_bytes()
        for path in installation.folder.rglob("*")
        if path.is_file() and "-shm" not in path.name and path.suffix != ".db"
    )
    with installation.app.store.view(installation.tenant) as view:
        rows = view.rows("SELECT token, secret, forward, settings FROM bot")
    told += b"".join(str(row).encode() for row in rows)
    for secret in (one.token.expose(), one.secret.expose(), "canary"):
        assert secret.encode() not in told


@pytest.mark.parametrize(
    ("name", "token", "settings", "says"),
    [
        ("Support", bots.token(), Settings(), "a bot's name has"),
        ("support", Plain("x"), Settings(), "no token of this bot"),
        ("support", bots.token(7000000002), Settings(), "no token of this bot"),
        ("support", bots.token(), Settings(clear=frozenset({"faces"})), "left clear"),
        ("support", bots.token(), Settings(files={"paper": "block"}), "no files called"),
        ("support", bots.token(), Settings(delete_after_hours=48), "0 to 47"),
        ("support", bots.token(), Settings(delete_after_hours=-1), "0 to 47"),
    ],
)
def test_what_cannot_be_a_bot_is_refused(installation, name, token, settings, says) -> None:
    with pytest.raises(BadInput, match=says):
        bot.add(installation.app, installation.tenant, name, token, Checked(bots.NUMBER, "x"), settings, LOCAL)
    assert bot.everyone(installation.app, installation.tenant, LOCAL) == []


def test_one_bot_is_behind_privet_once_in_whichever_company(installation) -> None:
    bots.add(installation)
    other = installation.add_tenant("other")
    for tenant in (installation.tenant, other):
        with pytest.raises(BadInput, match="behind Privet already"):
            bot.add(
                installation.app, tenant, "second", bots.token(letter="B"), Checked(bots.NUMBER, "x"), Settings(), LOCAL
            )
    with pytest.raises(BadInput, match="a bot of that name"):
        bots.add(installation, number=7000000002)


def test_there_are_no_more_bots_than_connections(installation, monkeypatch) -> None:
    monkeypatch.setattr(bot, "MOST", 2)
    assert MOST == 32
    bots.add(installation)
    bots.add(installation, "sales", 7000000002)
    with pytest.raises(BadInput, match="2 bots already"):
        bots.add(installation, "third", 7000000003)


def test_it_is_set_paused_let_on_and_removed(installation) -> None:
    given = (installation.app, installation.tenant, "support")
    bots.add(installation)
    bot.change(*given, Settings(trial=True), LOCAL)
    assert bots.again(installation).settings.trial
    for _ in range(2):
        bot.pause(*given, LOCAL)
    assert listed(installation).paused
    bot.resume(*given, LOCAL)
    assert not bots.again(installation).paused
    bot.remove(*given, LOCAL)
    assert bot.opened(installation.app, installation.tenant) == []
    assert [act for act, _ in installation.acts() if act.startswith("bot")] == [
        "bot.add", "bot.change", "bot.pause", "bot.pause", "bot.resume", "bot.remove",
    ]  # fmt: skip
    with pytest.raises(NotFound, match="no such bot"):
        bot.pause(*given, LOCAL)


def test_a_revoked_token_is_replaced_by_another_of_the_same_bot(installation) -> None:
    given = (installation.app, installation.tenant, "support")
    before = bots.add(installation)
    bot.renew(*given, bots.token(letter="B"), Checked(bots.NUMBER, "renamed_bot"), LOCAL)
    after = bots.again(installation)
    assert (after.id, after.token, after.username) == (before.id, bots.token(letter="B"), "renamed_bot")
    for token, number in ((bots.token(7000000002), 7000000002), (Plain("x"), bots.NUMBER)):
        with pytest.raises(BadInput, match="no token of this bot"):
            bot.renew(*given, token, Checked(number, "x"), LOCAL)
    assert bots.again(installation) == after


def test_only_who_may_let_data_out_changes_bots(installation) -> None:
    app, tenant = installation.app, installation.tenant
    bots.add(installation)
    for actor, why in ((NOBODY, {}), (AGENT, {"factor_age_s": 10, "reason": Plain("x")}), (OFFICER, {})):
        before = len(installation.entries())
        with pytest.raises(Denied):
            bot.pause(app, tenant, "support", actor, **why)
        with pytest.raises(Denied):
            bot.remove(app, tenant, "nobody", actor, **why)
        checked = Checked(7000000002, "x")
        with pytest.raises(Denied):
            bot.add(app, tenant, "second", bots.token(7000000002), checked, Settings(), actor, **why)
        assert installation.acts(before) == [("bot.pause", "denied"), ("bot", "denied"), ("bot.add", "denied")]
    with pytest.raises(Denied):
        bot.everyone(app, tenant, AGENT)
    bot.pause(app, tenant, "support", OFFICER, factor_age_s=10, reason=Plain("ann@example.com asked"))
    assert [one.name for one in bot.everyone(app, tenant, OFFICER)] == ["support"]


def test_a_bot_says_itself_where_its_updates_go(installation) -> None:
    app, tenant = installation.app, installation.tenant
    one = bots.add(installation)
    assert queued.forwarded(app, tenant, one.id) is None
    queued.forward(app, tenant, one.id, URL, Plain("s3cret"), 7)
    found = queued.forwarded(app, tenant, one.id)
    assert found is not None
    assert (found.url, found.secret, found.connections) == (URL, Plain("s3cret"), 7)
    assert bots.again(installation).forwards
    last = installation.entries()[-1]
    assert (last.act, str(last.outcome), last.actor, last.object) == (
        "bot.webhook", "done", "gateway:telegram:support", one.shown,
    )  # fmt: skip
    before = len(installation.entries())
    queued.forward(app, tenant, one.id, URL, Plain("s3cret"), 7)
    assert len(installation.entries()) == before, "the same again is no change"
    queued.forward(app, tenant, one.id, "", Plain(""))
    assert queued.forwarded(app, tenant, one.id) is None
    queued.forward(app, tenant, one.id, "", Plain(""), drop=True)
    assert installation.acts(before) == [("bot.webhook", "done")], "nothing waits, so nothing is dropped"


def test_it_does_not_go_into_the_house_or_to_a_bot_that_is_not_there(installation) -> None:
    app, tenant = installation.app, installation.tenant
    one = bots.add(installation)
    for url in ("https://10.0.0.7/hook", "http://localhost:9000/hook", "http://bot.example.com/", "no address"):
        with pytest.raises(BadInput):
            queued.forward(app, tenant, one.id, url, Plain(""))
    queued.forward(app, tenant, one.id, "http://localhost:9000/hook", Plain(""), local=True)
    with pytest.raises(NotFound):
        queued.forward(app, tenant, bytes(16), URL, Plain(""))
    with pytest.raises(NotFound):
        queued.allow(app, tenant, bytes(16), ["message"])
    assert queued.forwarded(app, tenant, bytes(16)) is None


def test_rules_may_keep_a_bot_from_saying_so(installation) -> None:
    bare = installation.add_tenant("bare", **_without("bot-own"))
    bot.add(installation.app, bare, "mute", bots.token(7000000009), Checked(7000000009, "x"), Settings(), LOCAL)
    (one,) = bot.opened(installation.app, bare)
    admit.admit(installation.app, bare, one, [bots.said("hello")])
    with pytest.raises(Denied):
        queued.forward(installation.app, bare, one.id, URL, Plain(""), drop=True)
    assert queued.forwarded(installation.app, bare, one.id) is None
    assert queued.count(installation.app, bare, one.id) == 1
    last = [(each.act, str(each.outcome)) for each in installation.entries(bare)[-2:]]
    assert last == [("bot.webhook", "denied"), ("bot.drop", "denied")]


def test_a_bot_says_which_updates_it_wants(installation) -> None:
    one = bots.add(installation)
    assert one.allowed == ()
    queued.allow(installation.app, installation.tenant, one.id, ["message", "chat_member", "message"])
    assert bots.again(installation).allowed == ("message", "chat_member")
    queued.allow(installation.app, installation.tenant, one.id, ["message", "chat_member"])
    queued.allow(installation.app, installation.tenant, one.id, [])
    assert bots.again(installation).allowed == ()
    queued.allow(installation.app, installation.tenant, one.id, [])


def _without(rule: str) -> dict[str, str]:
    """The default rules and cases without one of them."""
    from privet.app import default_policy

    files = default_policy()
    head, _, rest = files["rules.cedar"].partition(f'@id("{rule}")')
    rules = head + rest[rest.index("\n@id(") :]
    cases = [one for one in files["cases.toml"].split("[[case]]") if f'rule = "{rule}"' not in one]
    return {"rules": rules, "cases": "[[case]]".join(cases)}
