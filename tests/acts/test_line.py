"""Lines of text messages: who puts them behind Privet, what is kept of them, and that every change is on record."""

from __future__ import annotations

from typing import Any

import pytest

from privet.acts import line
from privet.acts.line import Open
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.core.sms.line import Settings
from privet.errors import BadInput, Denied, NotFound

OFFICER = Actor("operator", "paul", frozenset({"privacy"}))
NOBODY = Actor("service", "nobody")
SETTINGS = Settings(
    provider="twilio", public="https://privet.example.com", app="https://bot.example.com/canary",
    numbers=("+12025550100",),
)  # fmt: skip


def add(installation: Any, name: str = "shop", **changed: Any) -> tuple[line.Line, Plain]:
    given: dict[str, Any] = {"account": "AC0123", "sends": Plain("canary-sends"), "signs": Plain("canary-signs")}
    given |= changed
    settings, actor = given.pop("settings", SETTINGS), given.pop("actor", LOCAL)
    secrets = (given.pop("account"), given.pop("sends"), given.pop("signs"))
    return line.add(installation.app, installation.tenant, name, settings, *secrets, actor, **given)


def opened(installation: Any) -> Open:
    (only,) = line.opened(installation.app, installation.tenant)
    return only


def test_a_line_is_put_behind_privet_on_record_and_its_gateway_gets_its_secrets(installation) -> None:
    made, secret = add(installation)
    one = opened(installation)
    assert (one.shown, one.name, one.paused, one.settings) == (made.id, "shop", False, made.settings)
    assert made.settings.scheme == "sha1"
    keys = one.keys
    assert (keys.account, keys.sends, keys.signs, keys.own) == (
        "AC0123", Plain("canary-sends"), Plain("canary-signs"), secret,
    )  # fmt: skip
    last = installation.entries()[-1]
    assert (last.act, str(last.outcome), last.object, last.actor) == ("line.add", "done", made.id, "local")
    assert one.actor.id == "gateway:sms:shop"
    (listed,) = line.everyone(installation.app, installation.tenant, LOCAL)
    assert listed == made
    with installation.app.store.view(installation.tenant) as view:
        rows = view.rows("SELECT * FROM line")
    assert "canary" not in str(rows)
    assert secret.expose() not in str(rows)


@pytest.mark.parametrize(
    ("name", "changed", "says"),
    [
        ("Shop", {}, "a line's name has"),
        ("shop", {"settings": Settings(provider="acme")}, "no such provider"),
        ("shop", {"account": ""}, "as the provider shows them"),
        ("shop", {"sends": Plain("é")}, "as the provider shows them"),
        ("shop", {"signs": Plain("x" * 513)}, "as the provider shows them"),
    ],
)
def test_what_cannot_be_a_line_is_refused(installation, name, changed, says) -> None:
    with pytest.raises(BadInput, match=says):
        add(installation, name, **changed)
    assert line.everyone(installation.app, installation.tenant, LOCAL) == []


def test_names_are_there_once_and_lines_are_not_without_end(installation, monkeypatch) -> None:
    monkeypatch.setattr(line, "MOST", 2)
    add(installation)
    with pytest.raises(BadInput, match="a line of that name"):
        add(installation)
    add(installation, "second")
    with pytest.raises(BadInput, match="2 lines already"):
        add(installation, "third")
    other = installation.add_tenant("other")
    assert line.opened(installation.app, other) == []


def test_it_is_set_paused_let_on_and_removed(installation) -> None:
    given = (installation.app, installation.tenant, "shop")
    add(installation)
    before = opened(installation)
    line.change(*given, Settings(public="https://p.example.com", numbers=("Shop",)), LOCAL)
    after = opened(installation)
    assert (after.settings.public, after.keys.own) == ("https://p.example.com", before.keys.own)
    for _ in range(2):
        line.pause(*given, LOCAL)
    assert opened(installation).paused
    line.resume(*given, LOCAL)
    assert not opened(installation).paused
    line.remove(*given, LOCAL)
    assert line.opened(installation.app, installation.tenant) == []
    assert [act for act, _ in installation.acts() if act.startswith("line")] == [
        "line.add", "line.change", "line.pause", "line.pause", "line.resume", "line.remove",
    ]  # fmt: skip
    with pytest.raises(NotFound, match="no such line"):
        line.pause(*given, LOCAL)


def test_only_who_may_let_data_out_changes_lines(installation) -> None:
    app, tenant = installation.app, installation.tenant
    add(installation)
    for actor in (NOBODY, OFFICER):
        before = len(installation.entries())
        with pytest.raises(Denied):
            line.pause(app, tenant, "shop", actor)
        with pytest.raises(Denied):
            line.remove(app, tenant, "nobody", actor)
        with pytest.raises(Denied):
            add(installation, "second", actor=actor)
        assert installation.acts(before) == [("line.pause", "denied"), ("line", "denied"), ("line.add", "denied")]
    line.pause(app, tenant, "shop", OFFICER, reason=Plain("moved"), factor_age_s=10)
    assert opened(installation).paused
    with pytest.raises(Denied):
        line.everyone(app, tenant, NOBODY)


def test_other_secrets_are_taken_or_the_applications_is_drawn_anew_on_record(installation) -> None:
    app, tenant = installation.app, installation.tenant
    _, secret = add(installation)
    drawn = line.renew(app, tenant, "shop", LOCAL)
    assert drawn is not None
    keys = opened(installation).keys
    assert drawn != secret
    assert (keys.own, keys.sends, keys.signs) == (drawn, Plain("canary-sends"), Plain("canary-signs"))
    assert line.renew(app, tenant, "shop", LOCAL, signs=Plain("other")) is None
    assert line.renew(app, tenant, "shop", LOCAL, sends=Plain("another")) is None
    keys = opened(installation).keys
    assert (keys.account, keys.own, keys.sends, keys.signs) == ("AC0123", drawn, Plain("another"), Plain("other"))
    last = installation.entries()[-1]
    assert (last.act, str(last.outcome), last.actor) == ("line.renew", "done", "local")
    for wrong in (Plain(""), Plain("é"), Plain("x" * 513)):
        with pytest.raises(BadInput, match="as the provider shows them"):
            line.renew(app, tenant, "shop", LOCAL, sends=wrong)
    with pytest.raises(Denied):
        line.renew(app, tenant, "shop", NOBODY)
    assert opened(installation).keys == keys


def test_an_application_is_told_at_the_address_that_it_takes_for_its_own() -> None:
    assert Settings(app="https://bot.example.com/sms").told == "https://bot.example.com/sms"
    assert Settings(app="http://10.0.0.1/sms", app_public="https://bot.example.com").told == "https://bot.example.com"
