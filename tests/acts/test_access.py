"""Programs get keys, come in with them, are held to them, and lose them; each on record."""

from __future__ import annotations

import hashlib

import pytest

from privet import jobs
from privet.acts import access
from privet.acts.access import Limits
from privet.acts.receive import receive
from privet.core.access import DAY_MS, read_key
from privet.core.decision import LOCAL, Actor
from privet.core.entry import Outcome
from privet.core.message import Received, TenantId
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, Erased, NotFound, NotProved

CRM = Limits(("reveal", "read"), ("support", "operation"), ("PHONE",), 2, 30)


def make(one, name="crm", limits=CRM, actor=LOCAL, **more):
    return access.make(one.app, one.tenant, name, limits, actor, **more)


def enter(one, key) -> Actor:
    tenant, digest = read_key(key.expose())
    return access.enter(one.app, tenant, digest)


def revealed(one, actor, token, purpose="support"):
    return one.reveal(token, purpose, "", actor=actor, factor_age_s=None)


def test_a_key_lets_its_program_in_and_only_its_hash_is_kept(installation) -> None:
    made, key = make(installation)
    actor = enter(installation, key)
    assert (actor.id, actor.scope.acts, actor.scope.kinds) == ("service:crm", {"reveal", "read"}, {"PHONE"})
    assert (made.state, made.spent, made.budget, made.expires) == ("live", 0, 2, installation.clock.at + 30 * DAY_MS)
    entry = installation.entries()[-1]
    assert (entry.act, entry.outcome, entry.object) == ("key.make", Outcome.DONE, made.id)
    secret = key.expose().encode()
    rows = installation.app.store.data.execute("SELECT * FROM access_key").fetchall()
    assert hashlib.sha256(secret).digest() in rows[0]
    for path in installation.folder.iterdir():
        assert secret not in path.read_bytes()
        assert secret[6:] not in path.read_bytes()


def test_whoever_has_no_good_key_hears_one_sentence(installation) -> None:
    _, gone = make(installation, "gone")
    _, old = make(installation, "old", Limits(("read",), ("operation",), days=1))
    access.revoke(installation.app, installation.tenant, "gone", LOCAL)
    assert installation.acts()[-1] == ("key.revoke", "done")
    installation.clock.forward(days=1)
    said = set()
    for tenant, digest in (read_key(gone.expose()), read_key(old.expose()), (1, bytes(32)), (99, bytes(32))):
        with pytest.raises(NotProved) as error:
            access.enter(installation.app, TenantId(tenant), digest)
        said.add((error.value.message, error.value.hint))
    assert len(said) == 1


def test_a_key_is_revoked_for_every_process(installation) -> None:
    _, key = make(installation)
    enter(installation, key)  # and remembered

    def work(one, say) -> None:
        enter(one, key)
        say("in")
        access.revoke(one.app, one.tenant, "crm", LOCAL)

    other = installation.process(work)
    other.lines()
    with pytest.raises(NotProved):
        enter(installation, key)


def test_a_commit_of_messages_looks_at_the_key_itself(installation) -> None:
    """What a program brings comes in by the key as it stands in that very transaction, or not at all."""
    _, key = make(installation, limits=Limits(("receive",), ("delivery",)))
    tenant, digest = read_key(key.expose())

    def bring(text: str) -> Received:
        found = lambda view: access.entered(installation.app, view, digest)  # noqa: E731
        (answer,) = receive(installation.app, TenantId(tenant), [installation.inbound(text)], found)
        return answer

    assert bring("I am ana@example.com").outcome == "stored"
    assert installation.entries()[-1].actor == "service:crm"
    access.revoke(installation.app, installation.tenant, "crm", LOCAL)
    before = installation.entries()
    with pytest.raises(NotProved):
        bring("I am bob@example.com")
    assert installation.entries() == before
    assert installation.receive("I am cem@example.com").outcome == "stored"


def test_another_tenants_key_opens_nothing(installation) -> None:
    other = installation.add_tenant("other")
    _, key = make(installation)
    _, digest = read_key(key.expose())
    with pytest.raises(NotProved):
        access.enter(installation.app, other, digest)


def test_failures_are_counted_and_on_record_once_a_minute(installation) -> None:
    def fail() -> None:
        with pytest.raises(NotProved):
            access.enter(installation.app, installation.tenant, bytes(32))

    before = len(installation.entries())
    for _ in range(5):
        fail()
    installation.clock.forward(minutes=1)
    fail()
    found = installation.entries()[before:]
    assert [(one.act, one.outcome, one.actor, one.count) for one in found] == [
        ("key.prove", Outcome.DENIED, "unknown", 1),
        ("key.prove", Outcome.DENIED, "unknown", 5),
    ]
    installation.clock.at -= DAY_MS  # a clock that was set back is no reason to be silent for a day
    fail()
    assert len(installation.entries()) == before + 3


def test_what_was_counted_since_is_told_by_the_clock_and_at_the_stop(installation) -> None:
    def fail(times: int) -> None:
        for _ in range(times):
            with pytest.raises(NotProved):
                access.enter(installation.app, installation.tenant, bytes(32))

    def told() -> list[int | None]:
        return [one.count for one in installation.entries() if one.act == "key.prove"]

    fail(4)
    jobs.tick(installation.app)
    assert told() == [1]
    installation.clock.forward(minutes=1)
    jobs.tick(installation.app)
    assert told() == [1, 3]
    fail(2)
    jobs.at_stop(installation.app)
    assert told() == [1, 3, 2]
    jobs.at_stop(installation.app)
    assert told() == [1, 3, 2]


def test_a_reveal_is_held_to_kinds_purposes_and_budget(installation) -> None:
    answer = installation.receive("ring +1 202 555 0101 or +1 202 555 0102 or +1 202 555 0103, ann@example.com")
    tokens = {one.kind: one.id for one in answer.tokens}
    phones = [one.id for one in answer.tokens if one.kind == "PHONE"]
    _, key = make(installation)
    actor = enter(installation, key)
    assert revealed(installation, actor, phones[0]) == "+1 202 555 0101"
    for wrong, purpose, reason in ((tokens["EMAIL"], "support", "key-kind"), (phones[1], "fraud", "key-purpose")):
        with pytest.raises(Denied):
            revealed(installation, actor, wrong, purpose)
        entry = installation.entries()[-1]
        assert (entry.act, entry.outcome, entry.reasons) == ("reveal", Outcome.DENIED, (reason,))
    revealed(installation, actor, phones[1])
    with pytest.raises(Denied, match="as many values today"):
        revealed(installation, actor, phones[2])
    assert installation.entries()[-1].reasons == ("key-budget",)
    (listed,) = access.everyone(installation.app, installation.tenant, LOCAL)
    assert listed.spent == 2
    installation.clock.forward(days=1)
    (listed,) = access.everyone(installation.app, installation.tenant, LOCAL)
    assert listed.spent == 0
    assert revealed(installation, actor, phones[2]) == "+1 202 555 0103"


def test_a_service_without_a_key_sees_nothing(installation) -> None:
    token = installation.receive("ring +1 202 555 0101").tokens[0].id
    with pytest.raises(Denied):
        revealed(installation, Actor("service", "crm"), token)


def test_an_erased_subject_is_gone_for_a_program_as_well(installation) -> None:
    token = installation.receive("ring +1 202 555 0101").tokens[0].id
    _, key = make(installation)
    installation.erase(installation.subject())
    with pytest.raises(Erased):
        revealed(installation, enter(installation, key), token)


def test_receiving_is_held_to_the_key(installation) -> None:
    from privet.acts.receive import receive

    _, key = make(installation)
    actor = enter(installation, key)
    (answer,) = receive(installation.app, installation.tenant, [installation.inbound("hello")], actor)
    assert (answer.outcome, answer.reasons) == ("refused", ("key-act",))
    _, key = make(installation, "shop", Limits(("receive",), ("delivery",)))
    shop = enter(installation, key)
    (answer,) = receive(installation.app, installation.tenant, [installation.inbound("ann@example.com")], shop)
    assert answer.outcome == "stored"
    assert installation.entries()[-1].actor == "service:shop"


def test_keys_are_made_and_revoked_by_whom_rules_allow(installation) -> None:
    proved = {"reason": Plain("a new CRM"), "factor_age_s": 10}
    with pytest.raises(Denied):
        make(installation, actor=installation.agent, **proved)
    assert installation.acts()[-1] == ("key.make", "denied")
    assert access.everyone(installation.app, installation.tenant, LOCAL) == []
    make(installation, reason=Plain("a new CRM"))
    with pytest.raises(Denied):
        access.revoke(installation.app, installation.tenant, "crm", installation.agent, **proved)
    assert installation.acts()[-1] == ("key.revoke", "denied")
    with pytest.raises(Denied):
        access.everyone(installation.app, installation.tenant, Actor("gateway", "sms"))
    assert (installation.entries()[-1].actor, installation.acts()[-1]) == ("gateway:sms", ("read", "denied"))


def test_names_are_used_once_at_a_time(installation) -> None:
    make(installation)
    with pytest.raises(BadInput, match="of that name"):
        make(installation)
    access.revoke(installation.app, installation.tenant, "crm", LOCAL)
    with pytest.raises(NotFound):
        access.revoke(installation.app, installation.tenant, "crm", LOCAL)
    make(installation)
    installation.clock.forward(days=31)
    make(installation)
    states = [one.state for one in access.everyone(installation.app, installation.tenant, LOCAL)]
    assert states == ["revoked", "expired", "live"]


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("", CRM), ("Crm", CRM), ("clock", CRM), ("unknown", CRM), ("a" * 41, CRM),
        ("crm", Limits(("fly",), ("support",))), ("crm", Limits((), ("support",))), ("crm", Limits(("read",), ())),
        ("crm", Limits(("read",), ("fun",))), ("crm", Limits(("read",), ("support",), ("SHOE",))),
        ("crm", Limits(("read",), ("support",), days=0)), ("crm", Limits(("read",), ("support",), days=367)),
        ("crm", Limits(("read",), ("support",), budget=-1)), ("crm", Limits(("read",), ("support",), budget=1_000_001)),
        ("crm", Limits(("reveal",), ("support",), budget=5)), ("crm", Limits(("relay",), ("support",), ("PHONE",))),
    ],
)  # fmt: skip
def test_a_key_that_makes_no_sense_is_not_made(installation, name, limits) -> None:
    with pytest.raises(BadInput):
        make(installation, name, limits)
    assert access.everyone(installation.app, installation.tenant, LOCAL) == []
