"""Who has this address, and where is it mentioned: by exact identity, on record without saying who was asked for."""

from __future__ import annotations

import re

import pytest

from privet.acts import rule
from privet.acts.reindex import reindex
from privet.app import default_policy
from privet.core import ids, tags
from privet.core.decision import LOCAL
from privet.core.plain import Plain
from privet.errors import BadInput, Denied
from privet.store import subjects

ANN, BEN = "+12025550101", "+12025550102"
SPELLINGS = ("+12025550143", "+1 202-555-0143", "(202) 555-0143", "202.555.0143", " +1 (202) 555 0143 ")
IBAN = "DE89 3704 0044 0532 0130 00"


def mentions(installation, who: str) -> list[tuple[str, str]]:
    return [(one.kind, one.subject) for one in installation.find(who).mentions]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_telephone_number_is_found_in_any_spelling(installation, spelling: str) -> None:
    installation.receive("hello", "+12025550143")
    assert len(installation.find(spelling).subjects) == 1


@pytest.mark.parametrize("written", [one.strip() for one in SPELLINGS])
def test_a_mention_is_found_in_somebody_elses_message(installation, written: str) -> None:
    installation.receive("hello", "+12025550143")
    said = installation.receive(f"ask {written} about it", BEN)
    ben = installation.subject(BEN)
    for spelling in SPELLINGS:
        found = installation.find(spelling)
        (mention,) = found.mentions
        assert (mention.token, mention.kind, mention.conversation, mention.subject) == (
            said.tokens[0].id, "PHONE", said.conversation, ben,
        )  # fmt: skip
        assert ben not in found.subjects


def test_an_email_address_is_found_in_any_case(installation) -> None:
    installation.receive("hello", "Ann@Example.COM")
    installation.receive("write to ANN@example.com, not bob@example.com", BEN)
    for spelling in ("ann@example.com", "ANN@EXAMPLE.COM ", "Ann@Example.com"):
        assert len(installation.find(spelling).subjects) == 1
        assert mentions(installation, spelling) == [("EMAIL", installation.subject(BEN))]


def test_an_account_number_is_found_with_or_without_spaces(installation) -> None:
    installation.receive(f"pay to {IBAN}")
    for spelling in (IBAN, IBAN.replace(" ", ""), IBAN.lower()):
        assert [kind for kind, _ in mentions(installation, spelling)] == ["IBAN"]


SAME = [
    ("my ssn is 078-05-1120", "NATIONAL_ID", "078-05-1120", "078051120"),
    ("imei 49-015420-323751-8", "IMEI", "49-015420-323751-8", "490154203237518"),
    ("my account number is 1234 5678", "ACCOUNT", "1234 5678", "12345678"),
    ("pay to GB82-WEST-1234-5698-7654-32", "IBAN", "GB82-WEST-1234-5698-7654-32", "gb82 west 1234 5698 7654 32"),
    ("write to ann (at) example (dot) com", "EMAIL", "ann (at) example (dot) com", "Ann@example.com"),
    ("write to ann＠example．com", "EMAIL", "ann＠example．com", "ann@example.com"),
    ("write to an\u200bn@example.com", "EMAIL", "an\u200bn@example.com", "ann@example.com"),
    ("call ＋４４ ２０ ７９４６ ００１８", "PHONE", "＋４４ ２０ ７９４６ ００１８", "020 7946 0018"),
    (
        "call zero two zero seven nine four six zero zero one eight", "PHONE",
        "zero two zero seven nine four six zero zero one eight", "+442079460018",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "written", "other"), SAME, ids=[f"{one[1]}-{n}" for n, one in enumerate(SAME)]
)
def test_a_value_is_found_in_any_spelling_that_detection_reads(
    installation, text: str, kind: str, written: str, other: str
) -> None:
    """As it was written, in another spelling; after the index was built anew; and no longer once erased."""
    installation.receive(text, BEN)
    for spelling in (written, other):
        assert mentions(installation, spelling) == [(kind, installation.subject(BEN))]
    reindex(installation.app, installation.tenant, whole=True)
    assert (kind, installation.subject(BEN)) in mentions(installation, other)


def test_a_card_number_is_not_looked_up(installation) -> None:
    installation.receive("card 4111 1111 1111 1111")
    assert mentions(installation, "4111 1111 1111 1111") == []


def test_every_spelling_of_a_mention_is_a_mention(installation) -> None:
    answer = installation.receive("+12025550143 or (202) 555-0143 or +12025550143")
    found = installation.find("+12025550143").mentions
    assert {one.token for one in found} == {one.id for one in answer.tokens}
    assert len(found) == 2


def test_an_unknown_address_is_nobodys_and_on_record(installation) -> None:
    assert installation.find(BEN) == type(installation.find(BEN))((), ())
    assert (installation.entries()[-1].act, installation.entries()[-1].count) == ("find", 0)


def test_the_entry_says_how_many_and_never_who(installation) -> None:
    installation.receive("mail +12025550101")
    installation.find(ANN)
    entry = installation.entries()[-1]
    assert (entry.act, entry.outcome, entry.purpose, entry.count) == ("find", "done", "subject-request", 2)
    assert (entry.object, entry.subject, entry.note) == (None, None, None)


@pytest.mark.parametrize(("purpose", "reason"), [("delivery", "no-rule-allows"), ("curiosity", "unknown-purpose")])
def test_a_refused_search_finds_nothing_and_is_on_record(installation, purpose: str, reason: str) -> None:
    installation.receive("hello")
    with pytest.raises(Denied):
        installation.find(ANN, purpose)
    entry = installation.entries()[-1]
    assert (entry.act, entry.outcome, entry.count, entry.reasons) == ("find", "denied", 0, (reason,))


@pytest.mark.parametrize("asked", ["", "  ", "x" * 1025])
def test_what_cannot_be_asked(installation, asked: str) -> None:
    with pytest.raises(BadInput):
        installation.find(asked)


def test_a_tag_is_believed_only_after_opening(installation) -> None:
    """Rows in the index that point at the wrong subject, value or nothing find nothing."""
    installation.receive("hello", ANN)
    told = installation.receive("ask bob@example.com", BEN)
    key_of = installation.app.store.keys.key
    tenant = installation.tenant
    with installation.app.store.write(tenant) as tx:
        from privet.acts.draft import index_key

        assert index_key(tx) == key_of(tenant, installation.app.tenant("demo").index_slot)
        who = "+12025550177"
        wrong = [ids.read("sub", installation_subject) for installation_subject in (self_id(tx, ANN),)]
        address, reference, mention = (
            tags.tag(index_key(tx), use, who) for use in (tags.ADDRESS, tags.REFERENCE, tags.MENTION)
        )
        subjects.add_index(
            tx,
            [(address, wrong[0]), (address, bytes(16)), (reference, wrong[0]), (reference, bytes(16))],
            [(mention, ids.read("tok", told.tokens[0].id)), (mention, bytes(16))],
            installation.app.id(),
        )
    found = installation.find(who)
    assert (found.subjects, found.mentions) == ((), ())
    assert installation.receive("hello", who).outcome == "stored"
    assert len(installation.find(who).subjects) == 1


def self_id(tx, address: str) -> str:
    """The id of the only subject that the address tag gives."""
    from privet.acts.draft import index_key

    (ref,) = subjects.find_refs(tx, tags.tag(index_key(tx), tags.ADDRESS, address))
    return ids.shown("sub", ref)


def test_an_agent_finds_only_what_is_in_conversations_given_to_them(installation) -> None:
    installation.receive("hello")
    talk = installation.receive(f"call {ANN}", BEN).conversation

    def found(who: str, actor: object = installation.agent) -> tuple[int, int]:
        made = installation.find(who, "support", actor)
        assert installation.entries()[-1].count == len(made.subjects) + len(made.mentions)
        return len(made.subjects), len(made.mentions)

    assert found(ANN, LOCAL) == (1, 1)
    assert (found(ANN), found(BEN)) == ((0, 0), (0, 0))
    installation.give(talk)
    assert (found(ANN), found(BEN)) == ((0, 1), (1, 0))
    installation.app.store.data.execute("DELETE FROM assignment")
    assert (found(ANN), found(BEN)) == ((0, 0), (0, 0))


def test_a_channels_own_numbers_are_nobodys_telephone(installation) -> None:
    """Two chats whose ids look like one telephone number are two people, and neither is found by that number."""
    one = installation.receive("hello", party="2025550101", channel="telegram", conversation="2025550101")
    two = installation.receive("hello", party="-2025550101", channel="telegram", conversation="-2025550101")
    assert one.conversation != two.conversation
    assert installation.find("+1 202 555 0101").subjects == ()
    assert len(installation.find("2025550101").subjects) == 1


def test_what_is_found_does_not_change_with_the_regions(installation) -> None:
    told = installation.receive("call 020 7946 0123", party="ticket", channel="import")
    assert len(installation.find("020 7946 0123").mentions) == len(told.tokens) == 1
    policy = default_policy()
    policy["policy.toml"] = re.sub("(?m)^regions = .*$", 'regions = ["DE"]', policy["policy.toml"])
    version = rule.propose(installation.app, installation.tenant, policy, Plain("moved"), LOCAL)
    rule.adopt(installation.app, installation.tenant, version.version, Plain("moved"), LOCAL)
    assert len(installation.find("020 7946 0123").mentions) == 1
