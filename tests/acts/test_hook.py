"""Who is told what is on record; what an act says waits in its own transaction and is delivered at least once."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from standardwebhooks import Webhook

from privet.acts import hook, notify
from privet.acts.telling import tell
from privet.app import default_policy
from privet.core import ids, webhook
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import BadInput, ChannelError, Denied, NotFound
from privet.plugins.channels.loopback import Loopback
from privet.store import events
from privet.store.events import EventRow

ANN = "+12025550101"
URL = "https://crm.example.com/hooks/privet"
ALL = tuple(webhook.EVENTS)


def add(installation: Any, *wanted: str, name: str = "crm", url: str = URL, **more: Any) -> tuple[bytes, str]:
    """A new hook: its raw id and its secret."""
    made, secret = hook.add(installation.app, installation.tenant, name, url, wanted or ALL, LOCAL, **more)
    return ids.read("hok", made.id), secret.expose()


def claim(installation: Any, one: bytes, limit: int = 10) -> list[notify.Delivery]:
    return notify.claim(installation.app, installation.tenant, one, limit)


def settle(installation: Any, one: bytes, due: list[notify.Delivery], outcome: int | str) -> None:
    notify.settle(installation.app, installation.tenant, one, [(each.event, outcome) for each in due])


def said(delivery: notify.Delivery) -> Any:
    return json.loads(delivery.request.body)


def listed(installation: Any) -> hook.Hook:
    (only,) = hook.everyone(installation.app, installation.tenant, LOCAL)
    return only


def test_a_message_is_told_in_tokens_and_its_signature_checks_out(installation) -> None:
    crm, secret = add(installation, "message.received")
    got = installation.receive("I am ann@example.com")
    assert notify.waiting(installation.app) == [(installation.tenant, crm)]
    (due,) = claim(installation, crm)
    assert (due.request.method, due.request.url) == ("POST", URL)
    # Signed as an independent library checks it; that library's clock is the wall's, so only the signature is compared.
    judge = Webhook(secret)
    stamp = due.request.headers["webhook-timestamp"]
    assert int(stamp) == installation.clock.at // 1000
    made = judge.sign(
        due.request.headers["webhook-id"], datetime.fromtimestamp(int(stamp), UTC), due.request.body.decode()
    )
    assert due.request.headers["webhook-signature"] == made
    assert said(due) == {
        "type": "message.received",
        "timestamp": "2026-11-21T12:00:00.000Z",
        "data": {
            "id": got.id, "conversation": got.conversation, "subject": installation.subject(), "direction": "in",
            "sent_at": installation.clock.at, "text": "I am [EMAIL_1]",
            "tokens": [{"text": "[EMAIL_1]", "id": got.tokens[0].id, "kind": "EMAIL", "start": 5, "end": 14}],
        },
    }  # fmt: skip
    assert b"ann@example.com" not in due.request.body


def test_every_kind_of_event(installation) -> None:
    crm, _ = add(installation)
    got = installation.receive("I am ann@example.com")
    sent = installation.send(got.conversation, "to [EMAIL_1]")
    installation.reveal(got.tokens[0].id)
    subject = installation.subject()
    installation.erase(subject)
    told = [said(one) for one in claim(installation, crm)]
    assert [one["type"] for one in told] == ["message.received", "message.sent", "value.revealed", "subject.erased"]
    assert told[0]["data"]["text"] is None, "erased before it was delivered"
    assert told[0]["data"]["tokens"] == []
    assert (told[1]["data"]["id"], told[1]["data"]["state"]) == (sent.id, "sent")
    assert told[2]["data"] == {"id": got.tokens[0].id, "kind": "EMAIL", "subject": subject}
    assert told[3]["data"] == {"id": subject}


def test_a_message_that_failed_is_told(installation) -> None:
    def refuse(_: object) -> None:
        raise ChannelError("address rejected", retry=False)

    crm, _ = add(installation, "message.failed", "message.sent")
    installation.app.channels["loopback"] = Loopback(refuse)
    installation.send(installation.receive("hello").conversation, "x")
    (due,) = claim(installation, crm)
    assert (said(due)["type"], said(due)["data"]["state"]) == ("message.failed", "failed")


def test_only_what_was_asked_for_is_told_and_nothing_before_it_was(installation) -> None:
    installation.receive("hello")
    crm, _ = add(installation, "subject.erased")
    installation.receive("hello")
    assert claim(installation, crm) == []


def test_what_is_rolled_back_is_not_told(installation) -> None:
    def act() -> None:
        with installation.app.store.write(installation.tenant) as tx:
            tell(installation.app, tx, "subject.erased", ids.SUBJECT, [bytes(16)])
            raise RuntimeError

    crm, _ = add(installation)
    with pytest.raises(RuntimeError):
        act()
    assert claim(installation, crm) == []


def test_a_claimed_event_is_nobody_elses_until_its_lease_runs_out(installation) -> None:
    crm, _ = add(installation)
    installation.receive("hello")
    (first,) = claim(installation, crm)
    assert claim(installation, crm) == []
    assert notify.waiting(installation.app) == []
    installation.reopen()  # it crashed
    installation.clock.forward(minutes=3)
    (second,) = claim(installation, crm)
    assert second.event.id == first.event.id
    assert (first.event.attempts, second.event.attempts) == (1, 2)
    assert second.request.headers["webhook-id"] == first.request.headers["webhook-id"]
    assert second.request.headers["webhook-signature"] != first.request.headers["webhook-signature"]
    settle(installation, crm, [second], 204)
    assert listed(installation).waiting == 0


def test_it_is_tried_so_often_then_given_up_on_record_and_tried_again_by_hand(installation) -> None:
    app, tenant = installation.app, installation.tenant
    app.config = replace(app.config, hooks=replace(app.config.hooks, attempts=3))
    crm, _ = add(installation)
    installation.receive("hello")
    for outcome in (500, "unreachable", 302):
        (due,) = claim(installation, crm)
        settle(installation, crm, [due], outcome)
        assert claim(installation, crm) == [], "it waits"
        installation.clock.forward(days=1)
    assert claim(installation, crm) == []
    (dead,) = hook.failed(app, tenant, LOCAL)
    assert (dead.hook, dead.kind, dead.attempts, dead.error) == ("crm", "message.received", 3, "http-302")
    last = installation.entries()[-1]
    assert (last.act, str(last.outcome), last.object, last.actor) == ("notify", "failed", dead.id, "service:hook:crm")
    assert (listed(installation).waiting, listed(installation).failed) == (0, 1)
    assert hook.retry(app, tenant, "crm", LOCAL) == 1
    assert hook.failed(app, tenant, LOCAL, "crm") == []
    (again,) = claim(installation, crm)
    assert again.request.headers["webhook-id"] == dead.id


def test_an_event_that_cannot_be_read_is_given_up_on_record_and_holds_up_no_other(installation) -> None:
    crm, _ = add(installation, "message.received")
    spoiled, sound = installation.receive("one"), installation.receive("two")
    with installation.app.store.write(installation.tenant) as tx:
        tx.run("UPDATE message SET body = x'01' WHERE message = ?", (ids.read("msg", spoiled.id),))
    before = len(installation.entries())
    (due,) = claim(installation, crm)
    assert said(due)["data"]["id"] == sound.id
    assert installation.acts(before) == [("notify", "failed")]
    assert listed(installation).failed == 1


def test_a_paused_hook_is_told_later(installation) -> None:
    app, tenant = installation.app, installation.tenant
    crm, _ = add(installation)
    hook.pause(app, tenant, "crm", LOCAL)
    hook.pause(app, tenant, "crm", LOCAL)
    installation.receive("hello")
    assert notify.waiting(app) == []
    assert claim(installation, crm) == []
    assert (listed(installation).paused, listed(installation).waiting) == (True, 1)
    hook.resume(app, tenant, "crm", LOCAL)
    assert len(claim(installation, crm)) == 1
    assert [one[0] for one in installation.acts() if one[0].startswith("hook")] == [
        "hook.add", "hook.pause", "hook.pause", "hook.resume",
    ]  # fmt: skip


def test_whoever_is_gone_is_paused_and_what_was_claimed_of_a_removed_hook_is_nothing(installation) -> None:
    crm, _ = add(installation)
    installation.batch([installation.inbound("one"), installation.inbound("two")])
    due = claim(installation, crm)
    settle(installation, crm, due, 410)
    assert listed(installation).paused
    assert installation.acts()[-1] == ("hook.pause", "done")
    hook.resume(installation.app, installation.tenant, "crm", LOCAL)
    installation.clock.forward(days=1)
    due = claim(installation, crm)
    assert len(due) == 2
    hook.remove(installation.app, installation.tenant, "crm", LOCAL)
    settle(installation, crm, due, 200)
    assert claim(installation, crm) == []
    assert hook.everyone(installation.app, installation.tenant, LOCAL) == []


def test_a_hook_that_rules_do_not_let_read_is_told_nothing(install, installation) -> None:
    rules = 'forbid (principal == Service::"hook:crm", action == Action::"read", resource);\n'
    files = default_policy()
    cases = "".join(
        f'\n[[case]]\nrule = "no-crm"\nthat = "{that}"\nactor = "service:{who}"\nact = "read"\n'
        f'purpose = "delivery"\nfacts = {{ scoped = true }}\nexpect = "{expect}"\nby = ["{by}"]\n'
        for that, who, expect, by in (
            ("the hook reads", "hook:crm", "deny", "no-crm"), ("another reads", "bot", "permit", "service-key"),
        )
    )  # fmt: skip
    tenant = installation.add_tenant(
        "strict",
        rules=files["rules.cedar"] + '\n@id("no-crm")\n@sentence("The CRM reads nothing.")\n' + rules,
        cases=files["cases.toml"] + cases,
    )
    made, _ = hook.add(installation.app, tenant, "crm", URL, ALL, LOCAL)
    installation.batch([installation.inbound("hello")], tenant)
    assert notify.claim(installation.app, tenant, ids.read("hok", made.id), 10) == []
    (dead,) = hook.failed(installation.app, tenant, LOCAL)
    assert dead.error == "denied"
    last = installation.entries(tenant)[-1]
    assert (last.act, str(last.outcome)) == ("notify", "denied")


def test_old_events_are_forgotten(installation) -> None:
    app, tenant = installation.app, installation.tenant
    crm, _ = add(installation)
    add(installation, "subject.erased", name="desk")  # to which nothing happens
    installation.receive("hello")
    assert notify.forget(app, tenant) == 0
    installation.clock.forward(days=29)
    installation.receive("hello again")
    installation.clock.forward(days=2)
    assert notify.forget(app, tenant) == 1
    last = installation.entries()[-1]
    assert (last.act, last.object, last.count) == ("hook.forget", ids.shown("hok", crm), 1)
    assert len(claim(installation, crm)) == 1


def test_a_retry_puts_back_so_many_and_the_next_the_rest(installation, monkeypatch) -> None:
    monkeypatch.setattr(hook, "RETRIED", 2)
    app, tenant = installation.app, installation.tenant
    crm, _ = add(installation)
    for n in range(3):
        installation.receive(f"hello {n}")
    with app.store.write(tenant) as tx:
        events.put(tx, [one._replace(state=events.DEAD) for one in events.in_state(tx, crm, "queued", app.now(), 9)])
    assert [hook.retry(app, tenant, "crm", LOCAL) for _ in range(3)] == [2, 1, 0]
    assert len(claim(installation, crm)) == 3


def test_an_event_whose_objects_are_gone_still_says_which(installation) -> None:
    crm, _ = add(installation)
    got = installation.receive("my code is 482913")
    installation.reveal(got.tokens[0].id)
    installation.send(got.conversation, "you wrote [CODE_1]")  # delivered: the value of a code is gone
    told = {said(one)["type"]: said(one)["data"] for one in claim(installation, crm)}
    assert told["value.revealed"] == {"id": got.tokens[0].id, "kind": None, "subject": None}


def test_bytes_in_the_database_do_not_show_the_secret(installation) -> None:
    _, secret = add(installation)
    installation.app.store.data.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = base64.b64decode(secret.removeprefix(webhook.SECRET))
    written = b"".join(one.read_bytes() for one in installation.folder.iterdir() if one.is_file())
    assert raw not in written
    assert secret.encode() not in written


@pytest.mark.parametrize(
    ("name", "url", "wanted", "words"),
    [
        ("CRM", URL, ALL, "name"),
        ("crm", "http://crm.example.com/", ALL, "https"),
        ("crm", "https://192.168.0.1/", ALL, "private network"),
        ("crm", URL, (), "events"),
        ("crm", URL, ("message.deleted",), "events"),
    ],
)
def test_a_hook_that_makes_no_sense_is_refused(installation, name: str, url: str, wanted: Any, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        hook.add(installation.app, installation.tenant, name, url, wanted, LOCAL)


def test_names_are_unique_and_hooks_are_few(installation, monkeypatch) -> None:
    add(installation)
    with pytest.raises(BadInput, match="of that name"):
        add(installation)
    monkeypatch.setattr(hook, "MOST", 1)
    with pytest.raises(BadInput, match="already"):
        add(installation, name="other")


def test_what_is_not_there_is_not_found(installation) -> None:
    with pytest.raises(NotFound):
        hook.remove(installation.app, installation.tenant, "crm", LOCAL)
    with pytest.raises(NotFound):
        hook.failed(installation.app, installation.tenant, LOCAL, "crm")


@pytest.mark.parametrize("do", [hook.pause, hook.resume, hook.remove, hook.retry])
def test_nobody_but_who_may_changes_hooks_and_the_refusal_is_on_record(installation, do) -> None:
    add(installation, url="http://localhost:9000/in")
    with pytest.raises(Denied):
        do(installation.app, installation.tenant, "crm", Actor("service", "bot"), reason=Plain("x"))
    assert installation.acts()[-1][1] == "denied"
    with pytest.raises(Denied):
        hook.add(installation.app, installation.tenant, "two", URL, ALL, Actor("service", "bot"), factor_age_s=1)
    for name in ("crm", "none"):  # nor does it learn which there are
        with pytest.raises(Denied):
            do(installation.app, installation.tenant, name, Actor("service", "bot"), factor_age_s=1)
    assert [one.name for one in hook.everyone(installation.app, installation.tenant, LOCAL)] == ["crm"]
    assert not listed(installation).paused


def test_a_tenants_events_are_its_own(installation) -> None:
    add(installation)
    other = installation.add_tenant("other")
    installation.batch([installation.inbound("hello")], other)
    assert notify.waiting(installation.app) == []
    with installation.app.store.view(other) as view:
        assert events.event(view, bytes(16)) is None


def test_the_row_of_an_event_holds_ids_alone(installation) -> None:
    crm, _ = add(installation)
    got = installation.receive("I am ann@example.com")
    (due,) = claim(installation, crm)
    with installation.app.store.view(installation.tenant) as view:
        row = events.event(view, due.event.id)
    assert row == EventRow(due.event.id, crm, "sending", 1, due.event.due, "message.received", got.id, "")
