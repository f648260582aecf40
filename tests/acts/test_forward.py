"""What providers of text messages post: stored in tokens, waiting for the application, once; and whom orders go to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import pytest

from acts.test_line import SETTINGS, add
from privet.acts import erase, expire, failing, forward, hook, line, notify, posted, receive, rule, send
from privet.acts.forward import Forwarded
from privet.acts.line import Open
from privet.app import default_policy
from privet.core import ids
from privet.core.decision import LOCAL
from privet.core.detect import Scanner
from privet.core.failing import MASK
from privet.core.finding import Finding
from privet.core.message import Inbound
from privet.core.plain import Plain
from privet.core.sms.asked import Came
from privet.core.sms.line import Settings
from privet.errors import Erased, NotFound
from privet.plugins.channels.waiting import Waiting

OURS, ANN, ZOE = "+12025550100", "+12025550142", "+12025550143"


@pytest.fixture
def one(installation: Any) -> Open:
    installation.app.channels["sms"] = Waiting("sms")
    add(installation)
    return line.opened(installation.app, installation.tenant)[0]


def said(text: str, id: str = "SM1", theirs: str = ANN) -> Came:
    return Came(id, OURS, theirs, text, {"MessageSid": id})


def state(id: str = "SM1:delivered", theirs: str = ANN) -> Came:
    return Came(id, OURS, theirs, None, {"MessageSid": "SM1", "MessageStatus": "delivered"})


def take(installation: Any, one: Open, *batch: Came) -> list[Forwarded]:
    return forward.forward(installation.app, one.tenant, one, batch)


def told(installation: Any, one: Open) -> list[dict[str, str]]:
    return [dict(parse_qsl(post.written.body.decode())) for post in posted.waiting(installation.app, one)]


def test_a_message_waits_in_tokens_under_an_alias_and_what_became_of_one_too(installation, one) -> None:
    before = len(installation.entries())
    got = take(installation, one, said("I am ann@example.com"), state(), said("hello", "SM2", ZOE))
    assert [each.outcome for each in got] == ["stored"] * 3
    first, became, other = told(installation, one)
    assert (first["Body"], first["To"], first["MessageSid"]) == ("I am [EMAIL_1]", OURS, "SM1")
    assert first["From"].startswith("+999")
    assert (became["To"], became["MessageStatus"]) == (first["From"], "delivered")
    assert other["From"] not in ("", first["From"])
    assert installation.acts(before) == [("receive", "done")] * 2
    posts = posted.waiting(installation.app, one)
    assert "Body" not in repr(posts)
    assert [bool(post.conversation) for post in posts] == [True, False, True]
    assert installation.read(posts[0].conversation) == ["I am [EMAIL_1]"]
    with installation.app.store.view(one.tenant) as view:
        assert "SM1" not in str(view.rows("SELECT * FROM line_post"))
    assert [post.tag for post in posted.waiting(installation.app, one, but=[posts[0].subject])] == [posts[2].tag]
    posted.done(installation.app, one, [post.tag for post in posts[:2]])
    assert [each["From"] for each in told(installation, one)] == [other["From"]]


def test_what_came_before_changes_nothing(installation, one) -> None:
    take(installation, one, said("I am ann@example.com"), state())
    posted.done(installation.app, one, [post.tag for post in posted.waiting(installation.app, one)])
    before = len(installation.entries())
    got = take(installation, one, said("I am ann@example.com"), state(), said("hi", "SM2"), said("hi", "SM2"))
    assert [each.outcome for each in got] == ["repeated", "repeated", "stored", "repeated"]
    assert installation.acts(before) == [("receive", "done")]
    assert take(installation, one, state("SM1:read"))[0].outcome == "stored"
    # The line's own marks are gone; the message itself is there, and recognised.
    with installation.app.store.write(one.tenant) as tx:
        tx.run("DELETE FROM line_post WHERE tenant = ?", (one.tenant,))
    (again,) = take(installation, one, said("I am ann@example.com"))
    assert again.outcome == "repeated"
    assert told(installation, one) == []


def test_a_state_makes_nobody_a_customer(installation, one) -> None:
    (got,) = take(installation, one, state(theirs=ZOE))
    assert got.outcome == "passed"
    elsewhere = Inbound("voice", Plain("call 1"), Plain(ZOE), Plain("hello"), installation.clock.at)
    receive.receive(installation.app, one.tenant, [elsewhere], LOCAL)
    assert take(installation, one, state("x", ZOE))[0].outcome == "passed"
    assert told(installation, one) == []


def test_a_line_without_an_application_stores_and_posts_nothing(installation, one) -> None:
    quiet = replace(one, settings=Settings(**{**_given(one.settings), "app": ""}))
    (got,) = take(installation, quiet, said("hello"))
    assert got.outcome == "stored"
    assert posted.waiting(installation.app, quiet) == []


def _given(settings: Settings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in Settings.__struct_fields__}


class Broken:
    """A detector that fails on one word."""

    name, kinds, triggers = "broken", ("EMAIL",), ("kaputt",)

    def find(self, text: str) -> Iterator[Finding]:
        raise RuntimeError("no answer")


def test_what_cannot_be_scanned_or_written_is_refused_and_the_rest_comes_in(installation, one) -> None:
    app = installation.app
    sound = app.rules[one.tenant]
    app.rules[one.tenant] = replace(sound, scanner=Scanner([Broken()]))
    got = take(installation, one, said("kaputt"), said("fine", "SM2"), said("\ud800", "SM3"))
    assert [(each.outcome, each.reasons) for each in got] == [
        ("refused", ("detector-failed",)), ("stored", ()), ("refused", ("not-unicode",)),
    ]  # fmt: skip
    failing.set_(app, one.tenant, "sms", MASK, Plain("a lost message is worse"), LOCAL)
    assert take(installation, one, said("kaputt", "SM4"))[0].outcome == "stored"
    assert told(installation, one)[-1]["Body"] == "[TEXT_1]"
    app.rules[one.tenant] = sound
    assert take(installation, one, said("kaputt"))[0].outcome == "stored"


def test_rules_that_another_process_adopted_meanwhile_are_scanned_by(installation, one) -> None:
    app, tenant = installation.app, one.tenant
    files = default_policy()
    files["policy.toml"] = re.sub("(?m)^regions = .*$", 'regions = ["US"]', files["policy.toml"])
    old = app.rules_of(tenant)
    version = rule.propose(app, tenant, files, Plain("moved"), LOCAL)
    rule.adopt(app, tenant, version.version, Plain("moved"), LOCAL)
    app.rules[tenant] = old
    take(installation, one, said("ours is 020 7946 0123"))
    assert told(installation, one)[0]["Body"] == "ours is 020 7946 0123"


def test_an_order_leads_to_the_conversation_of_both_numbers(installation, one) -> None:
    app = installation.app
    take(installation, one, said("I am ann@example.com"))
    (post,) = posted.waiting(app, one)
    alias = dict(parse_qsl(post.written.body.decode()))["From"]
    for to in (alias, ANN, "+1 (202) 555-0142"):
        assert forward.talk(app, one, OURS, to) == post.conversation
    sent = send.send(app, one.tenant, post.conversation, Plain("Dear [EMAIL_1]"), one.actor)
    taken = send.take(app, one.tenant, ids.read(ids.MESSAGE, sent.id))
    assert taken is not None
    assert (taken[1].recipient.expose(), taken[1].text.expose()) == (ANN, "Dear ann@example.com")
    assert taken[1].conversation.expose() == f"{OURS}/{ANN}"
    assert forward.talk(app, one, OURS, ZOE) != post.conversation
    with pytest.raises(NotFound, match="stands for nobody"):
        forward.talk(app, one, OURS, "+99900000000001")


def test_after_an_erasure_nothing_waits_and_the_alias_leads_nowhere(installation, one) -> None:
    app = installation.app
    take(installation, one, said("I am ann@example.com"), said("hello", "SM2", ZOE))
    first, _ = posted.waiting(app, one)
    alias = dict(parse_qsl(first.written.body.decode()))["From"]
    installation.erase(ids.shown(ids.SUBJECT, first.subject))
    assert len(posted.waiting(app, one)) == 1
    with pytest.raises(NotFound):
        forward.talk(app, one, OURS, alias)
    (got,) = take(installation, one, state("late"))
    assert got.outcome == "passed"


def test_whose_erasure_was_asked_for_is_refused_at_once(installation, one, monkeypatch) -> None:
    app = installation.app
    take(installation, one, said("I am ann@example.com"))
    (first,) = posted.waiting(app, one)
    alias = dict(parse_qsl(first.written.body.decode()))["From"]
    monkeypatch.setattr(erase, "finish", lambda *_: 0)
    monkeypatch.setattr(erase, "certificate", lambda *_: None)
    installation.erase(ids.shown(ids.SUBJECT, first.subject))
    assert posted.waiting(app, one) == []
    with pytest.raises((NotFound, Erased)):
        forward.talk(app, one, OURS, alias)


def test_what_no_application_took_in_a_day_is_given_up_on_record_and_told(installation, one) -> None:
    app = installation.app
    crm, _ = hook.add(app, one.tenant, "crm", "https://crm.example.com/", ["update.lost"], LOCAL)
    take(installation, one, said("hello"), said("hi", "SM2", ZOE))
    posted.done(app, one, [posted.waiting(app, one)[1].tag])
    installation.clock.forward(days=1, minutes=1)
    assert posted.waiting(app, one) == []
    before = len(installation.entries())
    expire.expire(app, one.tenant)
    (lost,) = [each for each in installation.entries()[before:] if each.act == "line.lost"]
    assert (str(lost.outcome), lost.object, lost.count, lost.actor) == ("failed", one.shown, 1, "service:clock")
    (event,) = notify.claim(app, one.tenant, ids.read("hok", crm.id), 9)
    assert json.loads(event.request.body)["data"] == {"id": one.shown}
    # The provider's ids are recognised for a month.
    assert take(installation, one, said("hello"))[0].outcome == "repeated"
    installation.clock.forward(days=29)
    take(installation, one, said("later", "SM3"))
    installation.clock.forward(days=1, minutes=1)
    expire.expire(app, one.tenant)
    with app.store.view(one.tenant) as view:
        assert view.rows("SELECT count(*) FROM line_post")[0][0] == 1


def test_what_waits_does_not_open_once_its_hour_is_gone(installation, one) -> None:
    app = installation.app
    take(installation, one, said("hello"))
    with app.store.view(one.tenant) as view:
        (period,) = view.rows("SELECT period FROM line_post")[0]
    with app.store.write(one.tenant):
        app.store.keys.destroy([(one.tenant, period)])
    assert posted.waiting(app, one) == []


def test_two_tenants_see_nothing_of_each_other(installation, one) -> None:
    take(installation, one, said("hello"))
    other = installation.add_tenant("other")
    line.add(installation.app, other, "shop", SETTINGS, "AC0123", Plain("canary-sends"), Plain("canary-signs"), LOCAL)
    (theirs,) = line.opened(installation.app, other)
    assert posted.waiting(installation.app, theirs) == []
    (got,) = forward.forward(installation.app, other, theirs, [said("hello")])
    assert got.outcome == "stored"
