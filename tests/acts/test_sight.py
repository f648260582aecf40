"""Lists in SQL show exactly the rows that Cedar permits one by one, whatever a tenant's rules look at."""

from __future__ import annotations

import json
from dataclasses import replace

import cedarpy
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from privet.acts import read
from privet.acts.about import about, talk
from privet.acts.find import Found, Mention
from privet.core import ids
from privet.core.decision import LOCAL, Actor, Ask, Deny, Facts, Permit
from privet.core.policy import Policy, decide
from privet.core.rulebook import Rule
from privet.core.schema import ACTS, ROWS
from privet.core.sight import Sight, sight
from privet.errors import Denied
from privet.store import messages, rights, subjects
from privet.store.rights import EVERY, Assignment, Condition

MARIA = Actor("operator", "maria", frozenset({"agent"}))
ASK = Ask(MARIA, "read", "support")


def of(rules: str, policy: Policy) -> Policy:
    """`policy` with these rules about reading in place of its own, its cases not tried."""
    static = json.loads(cedarpy.policies_to_json_str(rules))["staticPolicies"]
    text = json.dumps({"templates": {}, "staticPolicies": static, "templateLinks": []})
    looked = frozenset(name for name in ROWS if f'"{name}"' in text)
    parsed = dict.fromkeys(ACTS, cedarpy.PolicySet.from_json_str(text))
    named = {name: Rule(name, "permit", "A rule.", 0) for name in static}
    return replace(policy, parsed=parsed, looked=dict.fromkeys(ACTS, looked), rules=named)


TERMS = (
    "resource.assigned", "!resource.assigned", "resource.restricted", "resource.group", 'resource.channel == "sms"',
    'resource.channel like "l*"', 'principal in Role::"agent"', "true", "false",
)  # fmt: skip
conditions = st.recursive(
    st.sampled_from(TERMS),
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from(["&&", "||"]), inner),
    max_leaves=5,
)
rules = st.lists(st.tuples(st.sampled_from(["permit", "forbid"]), conditions), min_size=1, max_size=3).map(
    lambda listed: "\n".join(
        f'@id("r{number}")\n{effect} (principal, action == Action::"read", resource) when {{ {condition} }};'
        for number, (effect, condition) in enumerate(listed)
    )
)


@pytest.fixture
def town(installation):
    """People in conversations of two channels and in a group; some given to maria, some restricted, one for a time."""
    app, tenant = installation.app, installation.tenant
    talks = []
    for number in range(6):
        channel = ("loopback", "sms", "telegram")[number % 3]
        talks.append(installation.receive("hello", f"+1202555010{number}", channel=channel).conversation)
    for number in (1, 2, 4):
        talks.append(installation.receive("hi", f"+1202555010{number}", conversation="all", group=True).conversation)
    with app.store.write(tenant) as tx:
        for number, until in ((0, None), (1, installation.clock.at + 1), (2, installation.clock.at), (6, None)):
            raw = ids.read(ids.CONVERSATION, talks[number])
            rights.give(tx, Assignment(MARIA.id, raw, 0, until))
        rights.give(tx, Assignment("operator:max", ids.read(ids.CONVERSATION, talks[3]), 0, None))
        everybody = subjects.subjects(tx)
        for row in everybody[1:5:2]:
            rights.restrict(tx, row.id, 0)
    for number in (0, 3):
        installation.receive(
            "ask +12025550102 or +12025550104", f"+1202555010{number}", conversation=f"+1202555010{number}"
        )
    return installation


def one_by_one(view, policy: Policy, town) -> tuple[set[bytes], set[bytes], set[bytes]]:
    """What Cedar permits, row by row: conversations, subjects, messages."""

    def permitted(facts: Facts) -> bool:
        return isinstance(decide(policy, ASK, facts), Permit)

    talks = {
        row.id for row in subjects.conversations(view, b"", 1000)
        if permitted(about(town.app, view, MARIA, row, row.subject))
    }  # fmt: skip
    people = {
        row.id for row in subjects.subjects(view, b"", 1000)
        if permitted(Facts(channel=row.channel, restricted=rights.restricted(view, row.id),
                           assigned=rights.met(view, MARIA.id, row.id, town.clock.at)))
    }  # fmt: skip
    written = {
        one.id
        for row in subjects.conversations(view, b"", 1000)
        for one in messages.of(view, row.id)
        if permitted(about(town.app, view, MARIA, talk(view, row.id), one.subject))
    }
    return talks, people, written


def in_sql(view, found: Sight, town) -> tuple[set[bytes], set[bytes], set[bytes]]:
    at = town.clock.at
    talks = subjects.conversations(view, b"", 1000, rights.of_conversations(view, found, MARIA.id, at))
    people = subjects.subjects(view, b"", 1000, rights.of_subjects(view, found, MARIA.id, at))
    written = {
        one.id
        for row in subjects.conversations(view, b"", 1000)
        for one in messages.of(
            view, row.id, b"", 1000,
            rights.of_messages(view, found, row.channel, row.group, rights.given(view, MARIA.id, row.id, at)),
        )
    }  # fmt: skip
    everything = [row.id for row in messages.newer(view, b"", 1000)]
    everywhere = messages.some(view, everything, rights.of_all_messages(view, found, MARIA.id, at))
    assert {row.id for row in everywhere} == written  # as search asks for them
    return {row.id for row in talks}, {row.id for row in people}, written


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rules)
def test_a_list_in_sql_is_what_cedar_permits_row_by_row(town, text: str) -> None:
    policy = of(text, town.app.rules_of(town.tenant).policy)
    with town.app.store.view(town.tenant) as view:
        found = sight(policy, ASK, lambda: rights.channels(view), Facts())
        expected = one_by_one(view, policy, town)
        if isinstance(found, Deny):
            assert expected == (set(), set(), set())
        else:
            assert in_sql(view, found, town) == expected


def test_the_default_rules_list_what_they_permit(town) -> None:
    policy = town.app.rules_of(town.tenant).policy
    assert policy.looked["read"] == {"assigned", "restricted"}
    with town.app.store.view(town.tenant) as view:
        found = sight(policy, ASK, list, Facts())
        assert isinstance(found, Sight)
        assert in_sql(view, found, town) == one_by_one(view, policy, town)
        assert found.seen == {(True, False)}
        shown = in_sql(view, found, town)[0]
    listed = read.conversations(town.app, town.tenant, MARIA, purpose="support")
    assert {ids.read(ids.CONVERSATION, one.id) for one in listed} == shown != set()
    people = read.people(town.app, town.tenant, MARIA, purpose="support")
    assert people
    assert {one for person in people for one in person.conversations} <= {one.id for one in listed}


def test_where_a_rule_looks_at_channels_a_new_one_is_seen_at_once(town) -> None:
    rules = town.app.rules_of(town.tenant)
    looks = of(
        'permit (principal, action == Action::"read", resource) when { resource.channel != "sms" };', rules.policy
    )
    town.app.rules[town.tenant] = replace(rules, policy=looks, sights={})
    before = read.conversations(town.app, town.tenant, MARIA, purpose="support")
    assert {one.channel for one in before} == {"loopback", "telegram"}
    town.receive("hello", channel="webchat")
    after = read.conversations(town.app, town.tenant, MARIA, purpose="support")
    assert {one.channel for one in after} == {"loopback", "telegram", "webchat"}
    assert town.app.rules_of(town.tenant).sights == {}


def test_of_no_channels_nothing_is_in_sight(town) -> None:
    looks = of(
        'permit (principal, action == Action::"read", resource) when { resource.channel != "sms" };',
        town.app.rules_of(town.tenant).policy,
    )
    assert sight(looks, ASK, list, Facts()) == Sight(("channel",), frozenset())


def test_what_makes_no_difference_stands_in_no_condition(town) -> None:
    with town.app.store.view(town.tenant) as view:
        every = frozenset({(True, True), (True, False), (False, True), (False, False)})
        assert rights.of_conversations(view, Sight(("assigned", "restricted"), every), MARIA.id, 0) == EVERY
        assert rights.of_conversations(view, Sight((), frozenset()), MARIA.id, 0) == Condition("0", ())
        assert rights.of_subjects(view, Sight(("channel",), frozenset()), MARIA.id, 0) == Condition("0", ())
        mine = rights.of_conversations(
            view, Sight(("assigned", "restricted"), every - {(False, False), (False, True)}), MARIA.id, 0
        )
        assert (mine.sql.count("assignment"), "restriction" in mine.sql) == (1, False)


def test_a_conversation_that_is_not_given_is_refused_on_record(town) -> None:
    mine = {one.id for one in read.conversations(town.app, town.tenant, MARIA, purpose="support")}
    every = read.conversations(town.app, town.tenant, town.privacy, purpose="fraud")
    strange = next(one.id for one in every if one.id not in mine)
    for look in (
        lambda: read.conversation(town.app, town.tenant, strange, MARIA, purpose="support"),
        lambda: read.message(
            town.app, town.tenant,
            read.conversation(town.app, town.tenant, strange, town.privacy, purpose="legal")[0].id, MARIA,
            purpose="support",
        ),
    ):  # fmt: skip
        with pytest.raises(Denied):
            look()
        entry = town.entries()[-1]
        assert (entry.act, entry.outcome, entry.actor, entry.reasons) == (
            "read", "denied", MARIA.id, ("no-rule-allows",),
        )  # fmt: skip
        assert entry.object is not None


def test_a_conversation_of_somebody_restricted_is_read_for_their_own_request(town) -> None:
    everything = read.conversations(town.app, town.tenant, town.privacy, purpose="legal")
    seen = read.conversations(town.app, town.tenant, town.privacy, purpose="fraud")
    hidden = {one.id for one in everything} - {one.id for one in seen}
    assert hidden
    for one in hidden:
        with pytest.raises(Denied, match="restricted"):
            read.conversation(town.app, town.tenant, one, town.privacy, purpose="fraud")
        assert read.conversation(town.app, town.tenant, one, town.privacy, purpose="subject-request")


def test_what_may_be_seen_is_remembered_by_classes_and_never_by_rows(town, monkeypatch) -> None:
    from privet.acts import allowed

    monkeypatch.setattr(allowed, "SIGHTS", 2)
    listed = [read.conversations(town.app, town.tenant, MARIA, purpose="support")]
    assert ASK in town.app.rules_of(town.tenant).sights
    with town.app.store.write(town.tenant) as tx:
        rights.take_all(tx, MARIA.id)
    listed.append(read.conversations(town.app, town.tenant, MARIA, purpose="support"))
    assert [bool(one) for one in listed] == [True, False]
    for purpose in ("fraud", "legal", "subject-request"):
        read.conversations(town.app, town.tenant, MARIA, purpose=purpose)
        assert len(town.app.rules_of(town.tenant).sights) <= 2


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rules)
def test_what_is_found_is_what_cedar_permits_one_by_one(town, text: str) -> None:
    """Whoever is looked for, and wherever they are mentioned; a list, a search and a decision are the same rules."""
    rules = town.app.rules_of(town.tenant)
    looks = of(text.replace('"read"', '"find"'), rules.policy)
    ask = Ask(MARIA, "find", "support")
    town.app.rules[town.tenant] = replace(rules, policy=looks, sights={})
    try:
        for number in range(6):
            every = look(town, f"+1202555010{number}", rules, LOCAL)
            with town.app.store.view(town.tenant) as view:
                expected = permitted(town, view, looks, ask, every)
            town.app.rules[town.tenant] = replace(rules, policy=looks, sights={})
            try:
                found = town.find(f"+1202555010{number}", "support", MARIA)
            except Denied:
                found = Found((), ())
            assert found == expected
    finally:
        town.app.rules[town.tenant] = rules


def look(town, who: str, rules, actor: Actor) -> Found:
    town.app.rules[town.tenant] = rules
    return town.find(who, "support", actor)


def permitted(town, view, policy: Policy, ask: Ask, every: Found) -> Found:
    """What of it Cedar permits, decided about one by one."""

    def may(facts: Facts) -> bool:
        return isinstance(decide(policy, ask, facts), Permit)

    def subject(id: str) -> bool:
        row = subjects.subject(view, ids.read(ids.SUBJECT, id))
        return may(Facts(channel=row.channel, restricted=rights.restricted(view, row.id),
                         assigned=rights.met(view, MARIA.id, row.id, town.clock.at)))  # fmt: skip

    def mention(one: Mention) -> bool:
        row = talk(view, ids.read(ids.CONVERSATION, one.conversation))
        return may(about(town.app, view, MARIA, row, ids.read(ids.SUBJECT, one.subject)))

    return Found(tuple(filter(subject, every.subjects)), tuple(filter(mention, every.mentions)))
