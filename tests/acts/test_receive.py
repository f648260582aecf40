"""Messages come in: found, tokenised, sealed, on record; a repetition is recognised, a refusal stores nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from privet.acts import read, rule
from privet.acts import receive as receiving
from privet.acts.draft import Talk
from privet.acts.receive import COMMIT, receive
from privet.app import default_policy
from privet.core import ids
from privet.core.channel import Outgoing
from privet.core.decision import LOCAL, Actor
from privet.core.detect import Scanner
from privet.core.finding import Finding
from privet.core.message import Received
from privet.core.plain import Plain
from privet.errors import BadInput, NotFound
from privet.plugins.channels.loopback import Loopback
from privet.store import messages
from privet.store.known import Place
from privet.store.messages import LISTED

ANN, BEN = "+12025550101", "+12025550102"
MAIL, CARD = "ann@example.com", "4111 1111 1111 1111"


def shown(answer: Received) -> str:
    """The tokenised text of what was stored."""
    assert answer.outcome == "stored"
    assert answer.text is not None
    return answer.text.text


def token(answer: Received, name: str) -> str:
    """The id of the token that reads `name`."""
    (found,) = {one.id for one in answer.tokens if one.text == name}
    return found


def repeated(first: Received) -> Received:
    """The answer to a repetition of what was answered with `first`."""
    return Received("repeated", first.id, first.conversation, first.text, first.tokens)


def stored(installation) -> dict[str, int]:
    with installation.app.store.view(installation.tenant) as view:
        return messages.counts(view)


def same_as(installation, token: str) -> str | None:
    with installation.app.store.view(installation.tenant) as view:
        row = messages.value(view, ids.read("tok", token))
    assert row is not None
    return ids.shown("tok", row.same_as) if row.same_as else None


def test_a_message_is_answered_in_tokens_and_each_token_says_where_it_stands(installation) -> None:
    answer = installation.receive(f"mail {MAIL}, card {CARD}")
    text = shown(answer)
    assert text == "mail [EMAIL_1], card [CARD_1]"
    assert [(one.kind, text[one.start : one.end]) for one in answer.tokens] == [
        ("EMAIL", "[EMAIL_1]"),
        ("CARD", "[CARD_1]"),
    ]
    assert installation.reveal(token(answer, "[EMAIL_1]")) == MAIL
    installation.grant(token(answer, "[CARD_1]"))
    assert installation.reveal(token(answer, "[CARD_1]")) == CARD
    assert installation.read(answer.conversation) == [text]


def test_a_text_without_findings_is_kept_as_it_is(installation) -> None:
    answer = installation.receive("hello ☀ 👍🏽 \0")
    assert shown(answer) == "hello ☀ 👍🏽 \0"
    assert answer.tokens == ()
    assert installation.read(answer.conversation) == ["hello ☀ 👍🏽 \0"]


HALF = "half \ud83d"


def test_what_is_not_unicode_is_refused_and_spoils_no_other(installation) -> None:
    broken = [
        installation.inbound(HALF),
        installation.inbound("a", BEN + HALF, conversation="b"),
        *(installation.inbound("a", **{field: HALF}) for field in ("conversation", "name", "title", "subject_ref")),
        installation.inbound("a", external_id=HALF),
        installation.inbound("a", attachments=(Plain("fine"), Plain(HALF))),
    ]
    *refused, fine = installation.batch([*broken, installation.inbound("fine")])
    assert [(one.outcome, one.reasons) for one in refused] == [("refused", ("not-unicode",))] * len(broken)
    assert fine.outcome == "stored"
    assert sorted(installation.acts(1)) == [("receive", "denied")] * len(broken) + [("receive", "done")]


def test_the_same_value_keeps_its_token_and_another_spelling_names_it(installation) -> None:
    first = installation.receive("call +1 202-555-0143 or +12025550143 or +1 202-555-0143")
    assert shown(first) == "call [PHONE_1] or [PHONE_2] or [PHONE_1]"
    assert same_as(installation, token(first, "[PHONE_1]")) is None
    assert same_as(installation, token(first, "[PHONE_2]")) == token(first, "[PHONE_1]")
    later = installation.receive("as I said: +12025550143, +1 202-555-0143, (202) 555-0143")
    assert shown(later) == "as I said: [PHONE_2], [PHONE_1], [PHONE_3]"
    assert token(later, "[PHONE_2]") == token(first, "[PHONE_2]")
    assert same_as(installation, token(later, "[PHONE_3]")) == token(first, "[PHONE_1]")
    assert installation.reveal(token(later, "[PHONE_3]")) == "(202) 555-0143"


def test_kinds_do_not_share_a_token_though_their_characters_are_the_same(installation) -> None:
    answer = installation.receive("your code is 482913. my pin is 482913. your code is 482913")
    assert shown(answer) == "your code is [CODE_1]. my pin is [PIN_1]. your code is [CODE_1]"


def test_numbers_go_on_in_one_batch_and_in_the_next(installation) -> None:
    texts = [f"a{n}@example.com" for n in range(3)]
    answers = installation.batch([installation.inbound(text) for text in texts])
    assert [shown(one) for one in answers] == ["[EMAIL_1]", "[EMAIL_2]", "[EMAIL_3]"]
    assert shown(installation.receive("a1@example.com and new@example.com")) == "[EMAIL_2] and [EMAIL_4]"
    installation.reopen()
    assert shown(installation.receive("a0@example.com, b@example.com")) == "[EMAIL_1], [EMAIL_5]"


def test_two_people_never_share_a_token(installation) -> None:
    both = installation.batch([installation.inbound(MAIL, one, conversation="team", group=True) for one in (ANN, BEN)])
    assert [shown(one) for one in both] == ["[EMAIL_1]", "[EMAIL_2]"]
    assert both[0].conversation == both[1].conversation
    again = installation.receive(MAIL, BEN, conversation="team", group=True)
    assert shown(again) == "[EMAIL_2]"
    assert same_as(installation, token(again, "[EMAIL_2]")) is None


def test_another_conversation_counts_for_itself(installation) -> None:
    first, second = installation.receive(MAIL, conversation="one"), installation.receive(MAIL, conversation="two")
    assert shown(first) == shown(second) == "[EMAIL_1]"
    assert token(first, "[EMAIL_1]") != token(second, "[EMAIL_1]")
    assert first.conversation != second.conversation
    assert installation.subject() == installation.find(ANN).subjects[0]


def test_a_group_has_several_subjects_and_survives_each_of_them(installation) -> None:
    group = {"conversation": "team", "group": True, "title": "The team"}
    first = installation.receive(f"ann here, {MAIL}", ANN, **group)
    installation.receive("me too", BEN, **group)
    (talk,) = read.conversations(installation.app, installation.tenant, LOCAL)
    assert talk.group
    assert set(talk.subjects) == {installation.subject(ANN), installation.subject(BEN)}
    installation.erase(installation.subject(ANN))
    assert installation.read(talk.id) == [None, "me too"]
    after = installation.receive("still here", BEN, **group)
    assert after.conversation == first.conversation


def test_somebody_new_with_two_conversations_in_one_batch_is_one_subject(installation) -> None:
    one, two = installation.batch([installation.inbound(MAIL, conversation=name) for name in ("one", "two")])
    assert one.conversation != two.conversation
    (ann,) = read.people(installation.app, installation.tenant, LOCAL)
    assert set(ann.conversations) == {one.conversation, two.conversation}


def test_the_same_address_on_another_channel_is_another_subject(installation) -> None:
    installation.receive("a", channel="sms")
    installation.receive("b", channel="telegram")
    assert len(installation.find(ANN).subjects) == 2


@pytest.mark.parametrize("spelling", ["+1 202-555-0101", "(202) 555-0101", "001 202 555 0101x"])
def test_an_address_in_another_spelling_is_the_same_subject(installation, spelling: str) -> None:
    installation.receive("a", ANN, conversation="one")
    installation.receive("b", spelling.rstrip("x").replace("001 ", "+1 "), conversation="two")
    assert len(installation.find(ANN).subjects) == 1


def test_an_outgoing_message_belongs_to_its_recipient(installation) -> None:
    answer = installation.receive("write to desk@example.com", direction="out", name="Desk of the company")
    (row,) = read.conversation(installation.app, installation.tenant, answer.conversation, LOCAL)
    assert row.direction == "out"
    assert row.subject == installation.subject(ANN)
    assert shown(answer) == "write to [EMAIL_1]"


def test_attachments_names_and_titles_come_back_only_as_a_count(installation) -> None:
    answer = installation.receive("see here", name="Ann", title="Ann", attachments=(Plain("a.pdf"), Plain("b.pdf")))
    (row,) = read.conversation(installation.app, installation.tenant, answer.conversation, LOCAL)
    assert row.attachments == 2
    assert row.sent_at == installation.clock.at


def test_a_subject_is_found_by_the_companys_own_reference(installation) -> None:
    installation.receive("a", ANN, subject_ref="customer 4711")
    assert installation.find("customer 4711").subjects == (installation.subject(ANN),)
    assert installation.find("customer 4712").subjects == ()


@pytest.mark.parametrize("together", [False, True])
def test_a_reference_that_comes_later_finds_the_subject_too(installation, together: bool) -> None:
    messages = [
        installation.inbound("a", ANN, name="Ann"),
        *(installation.inbound("b", ANN, subject_ref=one) for one in ("customer 1", "customer 4711", "customer 4711")),
    ]
    for batch in [messages] if together else [[one] for one in messages]:
        installation.batch(batch)
    ann = (installation.subject(ANN),)
    assert installation.find("customer 4711").subjects == ann
    assert installation.find("customer 1").subjects == ()  # the newest counts
    installation.reopen()
    installation.receive("c", ANN, subject_ref="customer 4711")
    assert installation.find("customer 4711").subjects == ann
    assert len(read.people(installation.app, installation.tenant, LOCAL)) == 1


def test_what_reads_like_a_token_is_sealed_like_any_value(installation) -> None:
    answer = installation.receive("[EMAIL_1] [ email_2 ] [CARD_1] me@example.com [Name_3]")
    assert shown(answer) == "[LITERAL_1] [LITERAL_2] [LITERAL_3] [EMAIL_1] [LITERAL_4]"
    assert installation.reveal(token(answer, "[LITERAL_2]")) == "[ email_2 ]"


def test_what_must_not_be_kept_is_a_token_for_nothing_and_numbers_go_on(installation) -> None:
    first = installation.receive("cvv 321, password: hunter2boat, my pin is 7391")
    assert shown(first) == "cvv [CARD_CODE_1], password: [PASSWORD_1], my pin is [PIN_1]"
    again = installation.receive("cvv 321, password: hunter2boat, my pin is 7391")
    assert shown(again) == "cvv [CARD_CODE_2], password: [PASSWORD_2], my pin is [PIN_2]"
    assert stored(installation)["values"] == 0
    for one in first.tokens:
        with pytest.raises(NotFound, match="no value behind that token"):
            installation.reveal(one.id)


def test_a_repetition_is_answered_as_it_was_and_leaves_nothing(installation) -> None:
    first = installation.receive(f"I am {MAIL}", external_id="m-1")
    before = installation.entries()
    assert installation.receive(f"I am {MAIL}", external_id="m-1") == repeated(first)
    assert installation.entries() == before
    assert installation.receive(f"I am {MAIL}", external_id="m-2").outcome == "stored"
    assert installation.receive(f"I am {MAIL}").outcome == "stored"


@pytest.mark.parametrize(
    "other",
    [
        "another text", f"I'm {MAIL}, code CVC 737, bye", "I am ben@example.com, code CVC 737, bye",
        f"I am {MAIL.upper()}, code CVC 737, bye", f"I am {MAIL}, code CVC 737, by",
        f"I am {MAIL}, password: x9$kQ, bye", "",
    ],
)  # fmt: skip
def test_another_text_under_the_same_id_reads_nothing_of_the_first(installation, other: str) -> None:
    """Ids of messages can be guessed; whoever may bring messages in does not thereby read them."""
    text = f"I am {MAIL}, code CVC 737, bye"
    first = installation.receive(text, external_id="m-1")
    answer = installation.receive(other, external_id="m-1")
    assert (answer.outcome, answer.id, answer.text, answer.tokens) == ("repeated", first.id, None, ())
    assert installation.receive(text, external_id="m-1") == repeated(first)
    assert stored(installation)["messages"] == 1


def test_a_repetition_within_one_batch_is_seen(installation) -> None:
    twice = [installation.inbound(f"I am {MAIL}", external_id="m-1")] * 3
    first, *others = installation.batch(twice)
    assert others == [repeated(first)] * 2
    assert stored(installation)["messages"] == 1


def test_an_id_of_another_person_or_conversation_is_not_a_repetition(installation) -> None:
    installation.receive("a", ANN, external_id="1")
    assert installation.receive("a", BEN, external_id="1").outcome == "stored"
    assert installation.receive("a", ANN, external_id="1", conversation="other").outcome == "stored"


def test_a_shared_tag_is_not_believed(installation) -> None:
    """A mark that points at another message does not make a new message a repetition."""
    first = installation.receive("a", external_id="m-1")
    conversation, message = ids.read("con", first.conversation), ids.read("msg", first.id)
    with installation.app.store.write(installation.tenant) as tx:
        ((tag,),) = tx.rows("SELECT tag FROM mark WHERE ref = ? AND tag != ?", (message, LISTED))
        messages.add_marks(tx, [(installation.tenant, conversation, tag, bytes(16), 0, 0, 0)])
    answer = installation.receive("b", external_id="m-1")
    assert answer.id == first.id
    with installation.app.store.write(installation.tenant) as tx:
        tx.run("UPDATE mark SET ref = ? WHERE ref = ?", (bytes(15) + b"\1", message))
    assert installation.receive("b", external_id="m-1").outcome == "stored"


def test_a_batch_is_cut_into_commits_with_one_entry_a_message(installation) -> None:
    batch = [installation.inbound(f"n{n}@example.com", external_id=str(n)) for n in range(2 * COMMIT + 3)]
    answers = installation.batch(batch)
    assert [one.outcome for one in answers] == ["stored"] * len(batch)
    assert shown(answers[-1]) == f"[EMAIL_{len(batch)}]"
    assert installation.acts(1) == [("receive", "done")] * len(batch)
    assert [one.object for one in installation.entries()[1:]] == [one.id for one in answers]
    assert {one.outcome for one in installation.batch(batch)} == {"repeated"}


def test_an_empty_batch_is_nothing(installation) -> None:
    assert installation.batch([]) == []
    assert len(installation.entries()) == 1


def test_no_rule_lets_an_operator_bring_messages_in(installation) -> None:
    batch = [installation.inbound("a", external_id="1")]
    (answer,) = receive(installation.app, installation.tenant, batch, installation.agent)
    assert answer == Received("refused", "", "", None, (), ("no-rule-allows",))
    assert stored(installation) == {"subjects": 0, "conversations": 0, "messages": 0, "values": 0}
    (entry,) = installation.entries()[1:]
    assert (entry.act, entry.outcome, entry.actor, entry.reasons) == (
        "receive", "denied", "operator:maria", ("no-rule-allows",),
    )  # fmt: skip
    assert installation.batch(batch)[0].outcome == "stored"


def test_a_refused_message_spoils_no_other(installation) -> None:
    rule = (
        '@id("no-cards")\n@sentence("No card numbers.")\n'
        'forbid (principal, action == Action::"receive", resource) when { context.kinds == [Kind::"CARD"] };\n'
    )
    case = (
        '[[case]]\nrule = "no-cards"\nthat = "a card"\nactor = "local:local"\nact = "receive"\npurpose = "delivery"\n'
        'kinds = {}\nexpect = "{}"\nby = ["{}"]\n'
    )
    policy = default_policy()
    other = installation.add_tenant(
        "strict",
        rules=policy["rules.cedar"] + rule,
        cases=policy["cases.toml"]
        + case.format('["CARD"]', "deny", "no-cards")
        + case.format('["EMAIL"]', "permit", "receive"),
    )
    texts = (MAIL, f"card {CARD}", "fine")
    answers = installation.batch([installation.inbound(text) for text in texts], other)
    assert [one.outcome for one in answers] == ["stored", "refused", "stored"]
    assert answers[1].reasons == ("no-cards",)
    assert sorted(str(one.outcome) for one in installation.entries(other)[1:]) == ["denied", "done", "done"]


class Broken:
    """A detector that fails on one word."""

    name, kinds, triggers = "broken", ("EMAIL",), ("kaputt",)

    def find(self, text: str) -> Iterator[Finding]:
        raise RuntimeError("no answer")


def test_what_cannot_be_scanned_is_refused_and_nothing_of_it_stored(installation) -> None:
    app, tenant = installation.app, installation.tenant
    app.rules[tenant] = replace(app.rules[tenant], scanner=Scanner([Broken()]))
    first, second = installation.batch([installation.inbound("kaputt", ANN), installation.inbound("fine", BEN)])
    assert (first.outcome, first.reasons, first.text) == ("refused", ("detector-failed",), None)
    assert second.outcome == "stored"
    assert stored(installation)["subjects"] == 1
    assert installation.find(ANN).subjects == ()
    assert sorted(installation.acts(1)[:2]) == [("receive", "denied"), ("receive", "done")]


def test_a_kind_that_the_tenant_lets_pass_stays_in_the_text(installation) -> None:
    policy = default_policy()["policy.toml"].replace('IP = { class = "trace" }', 'IP = { disposition = "pass" }')
    other = installation.add_tenant("open", policy=policy)
    for text in ("from 192.0.2.7", f"from 192.0.2.7 {MAIL}, 192.0.2.8"):
        (answer,) = installation.batch([installation.inbound(text)], other)
        assert shown(answer) == text.replace(MAIL, "[EMAIL_1]")
        assert [answer.text.text[one.start : one.end] for one in answer.tokens] == ["[EMAIL_1]"] * (MAIL in text)


def test_a_conversation_has_a_last_number(installation) -> None:
    answer = installation.receive(MAIL)
    with installation.app.store.write(installation.tenant) as tx:
        tx.run("UPDATE mark SET n = 999998 WHERE length(ref) = 0")
        tx.known.moved()  # as if another process had numbered so many
    assert shown(installation.receive("b@example.com")) == "[EMAIL_999999]"
    assert installation.receive("c@example.com").reasons == ("conversation-full",)
    assert installation.acts()[-1] == ("receive", "denied")
    assert installation.read(answer.conversation) == ["[EMAIL_1]", "[EMAIL_999999]"]


def test_decisions_are_remembered_of_so_many_actors_and_cases(installation, monkeypatch) -> None:
    monkeypatch.setattr(receiving, "MOST", 1)
    for name in ("one", "two"):
        for text in ("a", MAIL):
            answers = receive(
                installation.app, installation.tenant, [installation.inbound(text)], Actor("service", name)
            )
            assert [one.outcome for one in answers] == ["stored"]
    gates = installation.app.rules_of(installation.tenant).gates
    assert [actor.name for actor in gates] == ["two"]


def test_what_is_on_its_way_in_has_no_readable_form(installation) -> None:
    seen = receiving.Seen(installation.inbound(MAIL), Place(b"", 0, b"", b""), MAIL, [], 0)
    assert MAIL not in repr(seen)
    assert repr(Talk(installation.tenant, b"", {1: 7})) == "Talk(…)"


def test_many_values_in_one_message(installation) -> None:
    text = " ".join(f"n{n}@example.com" for n in range(100))
    answer = installation.receive(text)
    assert shown(answer) == " ".join(f"[EMAIL_{n}]" for n in range(1, 101))
    assert shown(installation.receive(text)) == shown(answer)


def test_a_gateway_brings_messages_too(installation) -> None:
    (answer,) = receive(
        installation.app, installation.tenant, [installation.inbound(MAIL)], Actor("gateway", "telegram")
    )
    assert answer.outcome == "stored"
    assert installation.entries()[-1].actor == "gateway:telegram"


def test_an_unknown_tenant_has_nothing(installation) -> None:
    with pytest.raises(NotFound, match="no such tenant"):
        installation.app.tenant("other")
    with pytest.raises(BadInput):
        read.conversations(installation.app, installation.tenant, LOCAL, limit=1001)


def test_a_loopback_channel_hands_over_what_it_gets() -> None:
    taken: list[Outgoing] = []
    message = Outgoing("msg", Plain("c"), Plain("r"), Plain("t"))
    Loopback(taken.append).deliver(message)
    assert taken == [message]


@pytest.mark.parametrize(
    "odd",
    [{"channel": "+12025550199"}, {"party": ""}, {"conversation": ""}, {"sent_at": 1 << 70}, {"sent_at": -(1 << 70)}],
)
def test_what_has_no_form_to_be_written_in_is_refused_alone(installation, odd: dict[str, object]) -> None:
    party = str(odd.pop("party", ANN))
    answers = installation.batch([installation.inbound("hello", party, **odd), installation.inbound("hi", ANN)])
    assert [(one.outcome, one.reasons) for one in answers] == [("refused", ("malformed",)), ("stored", ())]


def test_rules_that_another_process_adopted_meanwhile_are_scanned_by(installation) -> None:
    app, tenant = installation.app, installation.tenant
    before = app.rules_of(tenant)
    assert len(installation.receive("ours is 020 7946 0123").tokens) == 1
    policy = default_policy()
    policy["policy.toml"] = re.sub("(?m)^regions = .*$", 'regions = ["US"]', policy["policy.toml"])
    version = rule.propose(app, tenant, policy, Plain("moved"), LOCAL)
    rule.adopt(app, tenant, version.version, Plain("moved"), LOCAL)
    app.rules[tenant] = before  # what this process would still know
    told = installation.receive("ours is 020 7946 0123")
    assert app.rules_of(tenant).version == version.version
    assert told.tokens == ()
