"""Lines of text messages on the pages: put up, looked at, set, given other secrets, paused, removed by whoever may."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from privet.acts import copied, forward, line, trial
from privet.core.decision import LOCAL
from privet.core.sms.asked import Came

HERE = "/settings/sms"
GIVEN = {
    "name": "shop", "provider": "twilio", "scheme": "", "account": "AC0123", "sends": "canary-sends", "signs": "",
    "numbers": "+12025550100, Shop", "public": "https://privet.example.com", "app": "https://bot.example.com/sms",
    "app_public": "", "reason": "the shop's number",
}  # fmt: skip


def there(staff: Any) -> list[line.Open]:
    return line.opened(staff.installation.app, staff.installation.tenant)


def test_a_line_is_put_up_looked_at_set_and_removed(staff: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    assert "No line is behind Privet yet." in pia.get(HERE).read.said
    page = pia.submit(f"{HERE}/add", **GIVEN)
    (one,) = there(staff)
    keys = one.keys
    assert keys.own.expose() in page.text
    assert f"https://privet.example.com/gateways/sms/{one.shown}/in" in page.text
    assert (keys.sends, keys.signs, one.settings.numbers) == (keys.signs, keys.sends, ("+12025550100", "Shop"))
    entry = staff.installation.entries()[-1]
    assert (entry.act, entry.actor) == ("line.add", "operator:pia")
    for path in (HERE, f"{HERE}/{one.shown}"):
        text = pia.get(path).text
        assert "shop" in text
        for secret in ("canary-sends", keys.own.expose()):
            assert secret not in text
    given = {
        **{name: GIVEN[name] for name in ("numbers", "public", "app", "app_public")}, "line": one.shown,
        "reason": "a test", "api": "", "scheme": "sha256",
    }  # fmt: skip
    pia.submit(f"{HERE}/set", **given, show_stop="yes")
    settings = there(staff)[0].settings
    assert (settings.scheme, settings.show_stop, settings.api) == ("sha256", True, "https://api.twilio.com")
    pia.submit(f"{HERE}/pause", line=one.shown, do="pause", reason="a test")
    assert there(staff)[0].paused
    pia.submit(f"{HERE}/pause", line=one.shown, do="resume", reason="a test")
    assert not there(staff)[0].paused
    pia.submit(f"{HERE}/remove", line=one.shown, reason="a test")
    assert there(staff) == []


def test_secrets_are_changed_and_the_applications_is_shown_once(staff: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    pia.get(HERE)
    pia.submit(f"{HERE}/add", **GIVEN)
    (before,) = there(staff)
    pia.get(f"{HERE}/{before.shown}")
    page = pia.submit(f"{HERE}/renew", line=before.shown, reason="it was shown to somebody")
    (after,) = there(staff)
    assert after.keys.own != before.keys.own
    assert after.keys.own.expose() in page.text
    assert (after.keys.sends, after.keys.signs) == (before.keys.sends, before.keys.signs)
    pia.get(f"{HERE}/{before.shown}")
    given = {"line": before.shown, "do": "provider", "reason": "rotated"}
    assert pia.send(f"{HERE}/renew", {"form": pia.token, **given, "sends": "", "signs": ""}).status == 400
    pia.submit(f"{HERE}/renew", **given, sends="", signs="canary-signs")
    (last,) = there(staff)
    assert (last.keys.own, last.keys.sends) == (after.keys.own, before.keys.sends)
    assert last.keys.signs.expose() == "canary-signs"
    acts = [one.act for one in staff.installation.entries()]
    assert acts.count("line.renew") == 2


def test_an_application_that_takes_nothing_is_seen(staff: Any) -> None:
    house = staff.installation
    pia = staff.enrolled("pia", "privacy")
    pia.get(HERE)
    pia.submit(f"{HERE}/add", **GIVEN)
    (one,) = there(staff)
    forward.forward(house.app, one.tenant, one, [Came("SM1", "+12025550100", "+12025550142", "hello", {})])
    assert "1 message waits for its application" in pia.get(HERE).read.said
    assert "does not answer" not in pia.get(HERE).read.said
    house.clock.forward(minutes=2)
    assert "its application does not answer" in pia.get(HERE).read.said
    assert "does not take what waits for it" in pia.get(f"{HERE}/{one.shown}").read.said


def test_what_was_typed_stays_where_it_was_wrong_but_for_secrets(staff: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    pia.get(HERE)
    for wrong in ({"public": "http://example.com"}, {"numbers": ""}, {"name": "Ä"}, {"app": "http://10.0.0.1/"}):
        page = pia.submit(f"{HERE}/add", **{**GIVEN, **wrong})
        assert page.status == 422, wrong
        assert "the shop" in page.text
        assert "canary-sends" not in page.text
    assert pia.send(f"{HERE}/set", {"form": pia.token, **GIVEN, "line": "x"}).status == 404
    assert there(staff) == []
    page = pia.submit(f"{HERE}/add", **{**GIVEN, "scheme": "twilio:sha256"})
    (one,) = there(staff)
    assert one.settings.scheme == "sha256"
    pia.get(f"{HERE}/{one.shown}")
    given = {**GIVEN, "line": one.shown, "reason": "a new number", "numbers": "!"}
    page = pia.submit(f"{HERE}/set", **given)
    assert page.status == 422
    assert "a new number" in page.text


def test_who_may_not_is_offered_nothing_and_refused_on_record(staff: Any) -> None:
    sue = staff.enrolled("sue", "supervisor")
    assert "Put a line behind Privet" not in sue.get(HERE).read.said
    assert sue.send(f"{HERE}/add", {"form": sue.token, **GIVEN}).status == 403
    assert staff.installation.entries()[-1].outcome == "denied"


def test_no_query_of_these_pages_is_read_as_a_name(staff: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    pia.get(HERE)
    pia.submit(f"{HERE}/add", **GIVEN)
    (one,) = line.everyone(staff.installation.app, staff.installation.tenant, LOCAL)
    moved = pia.send(f"{HERE}/pause", {"form": pia.token, "line": one.id, "do": "pause", "reason": "a test"})
    assert dict(parse_qsl(moved.header("location").partition("?")[2])) == {"done": "set"}
    assert "shop" not in moved.header("location")


def test_a_line_is_tried_first_and_says_what_it_counted(staff: Any) -> None:
    house, pia = staff.installation, staff.enrolled("pia", "privacy")
    pia.get(HERE)
    page = pia.submit(f"{HERE}/add", **{**GIVEN, "app": ""}, trial="yes")
    assert page.status == 422
    assert "a trial a line needs the address" in page.text
    pia.submit(f"{HERE}/add", **GIVEN, trial="yes")
    (one,) = there(staff)
    assert one.settings.trial
    assert "in a trial" in pia.get(HERE).read.said
    here = f"{HERE}/{one.shown}"
    assert "Nothing came yet. Have a copy posted here" in pia.get(here).read.said
    said = [
        Came("SM1", "+12025550100", "+12025550142", "I am ann@example.com", {}),
        Came("SM2", "+1", "+2", "STOP", {}),
    ]
    copied.messages(house.app, one.tenant, one, said)
    trial.took(house.app, one.tenant, one.id, [1_800, 900])
    read = pia.get(here).read.said
    for words in (
        "2messages came in", "1of them had something personal in them", "0of them would have been refused",
        "1of them said STOP, START or HELP", "the slowest took 1.8 ms", "Nothing of it was handed on or kept.",
    ):  # fmt: skip
        assert words in read, read
    given = {name: GIVEN[name] for name in ("numbers", "public", "app", "app_public", "reason")}
    pia.submit(f"{HERE}/set", **given, line=one.shown, api="", scheme="sha1", trial="")
    assert not there(staff)[0].settings.trial
    assert "2messages came in" in pia.get(here).read.said
