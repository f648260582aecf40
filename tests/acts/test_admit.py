"""Updates of a bot come in: messages are stored, everything else becomes tokens and aliases, and all of it waits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec
import pytest

import bots
from bots import ANN, GROUP, OURSELVES, ZOE, said, take
from privet.acts import admit, bot, intake, rule
from privet.acts.bot import Open
from privet.acts.parts import scanned
from privet.acts.receive import COMMIT
from privet.app import default_policy
from privet.core import ids
from privet.core.bot import Checked, Settings
from privet.core.botapi import update
from privet.core.botapi.call import Call
from privet.core.botapi.update import Part
from privet.core.decision import LOCAL
from privet.core.detect import Scanner
from privet.core.finding import Finding
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.errors import Denied, NotReady
from privet.store import bots as rows
from privet.store import messages

TALK = str(ANN["id"])


@pytest.fixture
def one(installation: Any) -> Open:
    return bots.add(installation)


def parsed(admitted: admit.Admitted) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(admitted.raw)
    return made


def counts(installation: Any, tenant: TenantId | None = None) -> dict[str, int]:
    with installation.app.store.view(tenant or installation.tenant) as view:
        return messages.counts(view)


def test_a_message_is_stored_and_the_bot_gets_its_tokens(installation, one) -> None:
    (got,) = take(installation, one, said("I am ann@example.com"))
    assert (got.outcome, got.kinds) == ("stored", frozenset({"EMAIL"}))
    assert parsed(got)["message"]["text"] == "I am [EMAIL_1]"
    assert sorted(got.values).count("EMAIL") == 1
    assert {"EMAIL", "PERSON", "USERNAME"} <= set(got.values)
    assert installation.read(got.conversation) == ["I am [EMAIL_1]"]
    for value in ("ann@example.com", "Annabel", "Quist", "annabel_q", str(ANN["id"])):
        assert value.encode() not in got.raw
    assert [(each.number, each.name, each.raw) for each in bots.waiting(installation, one)] == [(1, "message", got.raw)]
    last = installation.entries()[-1]
    assert (last.act, str(last.outcome), last.actor, last.object, last.subject) == (
        "receive", "done", one.actor.id, got.message, got.subject,
    )  # fmt: skip
    with installation.app.store.view(installation.tenant) as view:
        assert rows.of_chat(view, ids.read("con", got.conversation)) == one.id
        assert rows.of_chat(view, bytes(16)) is None


def test_one_person_has_one_number_there_and_back(installation, one) -> None:
    first, second = take(installation, one, said("hello", 1), said("hello again", 2))
    numbers = {parsed(each)["message"]["from"]["id"] for each in (first, second)}
    numbers |= {parsed(each)["message"]["chat"]["id"] for each in (first, second)}
    (number,) = numbers
    assert 1 << 51 <= number < 1 << 52
    installation.reopen()
    (third,) = take(installation, bots.again(installation), said("and once more", 3))
    assert parsed(third)["message"]["from"]["id"] == number


def test_an_update_that_comes_again_changes_nothing(installation, one) -> None:
    twice = said("I am ann@example.com")
    first, beside = take(installation, one, twice, twice)
    before = (counts(installation), len(installation.entries()))
    (again,) = take(installation, one, twice)
    assert (first.outcome, beside.outcome, again.outcome) == ("stored", "repeated", "repeated")
    assert first.raw == beside.raw == again.raw
    assert (counts(installation), len(installation.entries())) == before
    assert len(bots.waiting(installation, one)) == 1
    assert bots.waiting(installation, one, 2) == []
    (later,) = take(installation, one, twice)
    assert (later.outcome, later.raw) == ("repeated", b"")
    assert bots.waiting(installation, one) == [], "what the bot has does not wait again"


def test_a_message_of_a_group_that_was_imported_is_the_same_message(installation, one) -> None:
    imported = installation.receive(
        "I am ann@example.com", TALK, conversation=str(GROUP["id"]), group=True, channel="telegram", external_id="1"
    )
    (got,) = take(installation, one, said("I am ann@example.com", 1, chat=GROUP))
    assert (got.message, got.conversation) == (imported.id, imported.conversation)
    assert parsed(got)["message"]["text"] == "I am [EMAIL_1]"
    assert counts(installation)["messages"] == 1
    assert installation.acts()[-1] == ("admit", "done")
    other = bots.read({"update_id": 2, "message": bots.message("another text, the same number", 1, chat=GROUP)})
    (got,) = take(installation, one, other)
    assert (got.outcome, counts(installation)["messages"]) == ("stored", 1)
    assert parsed(got)["message"]["text"] == "another text, the same number"


def test_an_import_joins_the_same_conversation_and_subject(installation, one) -> None:
    imported = installation.receive("I am ann@example.com", TALK, channel="telegram", external_id="1")
    (got,) = take(installation, one, said("I am ann@example.com", 1))
    assert (got.conversation, got.subject) == (imported.conversation, installation.subject(TALK))
    assert parsed(got)["message"]["text"] == "I am [EMAIL_1]", "the token that the import gave"
    assert got.message != imported.id, "an account counts its own messages: the same number says nothing"


def test_two_bots_in_one_chat_count_their_messages_each(installation, one) -> None:
    other = bots.add(installation, "sales", 7000000002)
    (first,) = take(installation, one, said("hello", 1))
    (second,) = take(installation, other, said("hello", 1))
    assert first.message != second.message
    assert first.conversation == second.conversation
    assert installation.read(first.conversation) == ["hello", "hello"]
    assert json.loads(first.raw) == json.loads(second.raw)
    with installation.app.store.view(installation.tenant) as view:
        assert rows.of_chat(view, ids.read("con", first.conversation)) == other.id, "where the last word came by"


def test_what_somebody_else_wrote_is_theirs(installation, one) -> None:
    quoted = bots.message("my mail is zoe@example.com", 1, ZOE, chat=GROUP)
    (got,) = take(installation, one, said("who is this?", 2, chat=GROUP, reply_to_message=quoted))
    assert parsed(got)["message"]["reply_to_message"]["text"] == "my mail is [EMAIL_1]"
    (zoe,) = installation.find("zoe@example.com").mentions
    assert zoe.subject == installation.find(str(ZOE["id"])).subjects[0] != got.subject
    assert installation.read(got.conversation) == ["who is this?"]


def test_what_a_bot_wrote_is_its_recipients(installation, one) -> None:
    (asked,) = take(installation, one, said("I am ann@example.com"))
    ours = bots.message("so you are ann@example.com, [PHONE_7]?", 2, OURSELVES, chat=bots.chat(ANN))
    (got,) = take(installation, one, said("yes", 3, reply_to_message=ours))
    assert parsed(got)["message"]["reply_to_message"]["text"] == "so you are [EMAIL_1], [PHONE_7]?"
    assert parsed(got)["message"]["reply_to_message"]["from"]["id"] == bots.NUMBER
    assert got.subject == asked.subject


def test_in_a_group_it_is_whoevers_value_it_was(installation, one) -> None:
    said_by = [said("I am ann@example.com", 1, chat=GROUP), said("and I am zoe@example.com", 2, ZOE, chat=GROUP)]
    ours = bots.message("ann@example.com, zoe@example.com, help@example.com", 3, OURSELVES, chat=GROUP)
    quoting = said("thanks", 4, ZOE, chat=GROUP, reply_to_message=ours)
    got = take(installation, one, *said_by, quoting, said("so?", 44, chat=GROUP, reply_to_message=ours))
    for each in got[2:]:
        assert parsed(each)["message"]["reply_to_message"]["text"] == "[EMAIL_1], [EMAIL_2], [EMAIL_3]"
    installation.reopen()
    later = said("thanks again", 5, chat=GROUP, reply_to_message=ours)
    (again,) = take(installation, bots.again(installation), later)
    assert parsed(again)["message"]["reply_to_message"]["text"] == "[EMAIL_1], [EMAIL_2], [EMAIL_3]"
    installation.erase(got[0].subject)
    (after,) = take(installation, one, said("thanks", 6, ZOE, chat=GROUP, reply_to_message=ours))
    assert parsed(after)["message"]["reply_to_message"]["text"] == "[EMAIL_4], [EMAIL_2], [EMAIL_3]"


def test_an_update_without_a_message_is_on_record_too(installation, one) -> None:
    pressed = {"id": "77", "from": ANN, "chat_instance": "5", "data": "order by ann@example.com"}
    (got,) = take(installation, one, bots.read({"update_id": 1, "callback_query": pressed}))
    assert (got.outcome, got.message) == ("stored", "")
    assert b"ann@example.com" not in got.raw
    assert b"Annabel" not in got.raw
    assert counts(installation)["messages"] == 0
    last = installation.entries()[-1]
    assert (last.act, str(last.outcome), last.object, last.subject) == ("admit", "done", one.shown, got.subject)
    assert bots.waiting(installation, one)[0].name == "callback_query"


def test_an_update_of_nobody_is_a_conversation_of_its_own(installation, one) -> None:
    poll = {
        "id": "1", "question": "Is it ann@example.com?", "options": [], "total_voter_count": 0, "is_closed": False,
        "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
    }  # fmt: skip
    (got,) = take(installation, one, bots.read({"update_id": 1, "poll": poll}))
    assert got.outcome == "stored"
    assert b"ann@example.com" not in got.raw
    assert installation.find("group:poll 1").subjects == (got.subject,)


def test_a_hidden_update_is_stored_and_known_again_but_the_bot_does_not_get_it(installation, one) -> None:
    got = take(installation, one, said("STOP", 1), said("hello", 2), hidden=[True])
    assert [each.outcome for each in got] == ["stored", "stored"]
    assert (got[0].raw, bool(got[0].message)) == (b"", True)
    assert [each.number for each in bots.waiting(installation, one)] == [2]
    (again,) = take(installation, one, said("STOP", 1))
    assert (again.outcome, again.raw) == ("repeated", b"")


def test_a_bot_gets_what_it_asked_for_and_nothing_in_a_trial(installation, one) -> None:
    change = {"chat": GROUP, "from": ANN, "date": bots.NOON_S, **_changed()}
    came = bots.read({"update_id": 1, "chat_member": change})
    (got,) = take(installation, one, came)
    assert (got.outcome, got.raw) == ("stored", b""), "nobody gets these unasked"
    asked = replace(one, allowed=("chat_member",))
    got = take(installation, asked, bots.read({"update_id": 2, "chat_member": change}), said("hello", 3))
    assert [bool(each.raw) for each in got] == [True, False]
    trial = replace(one, settings=Settings(trial=True))
    (got,) = take(installation, trial, said("I am ann@example.com", 4))
    assert (got.raw, "EMAIL" in got.values) == (b"", True)
    assert [each.number for each in bots.waiting(installation, one)] == [2]


def _changed() -> dict[str, Any]:
    return {
        "old_chat_member": {"status": "left", "user": ZOE}, "new_chat_member": {"status": "member", "user": ZOE},
    }  # fmt: skip


class Broken:
    """A detector that fails on one word."""

    name, kinds, triggers = "broken", ("EMAIL",), ("kaputt",)

    def find(self, text: str) -> Iterator[Finding]:
        raise RuntimeError("no answer")


def test_what_cannot_be_scanned_is_refused_and_comes_in_later(installation, one) -> None:
    app, tenant = installation.app, installation.tenant
    sound = app.rules[tenant]
    app.rules[tenant] = replace(sound, scanner=Scanner([Broken()]))
    bad, good = take(installation, one, said("kaputt", 1), said("fine", 2, ZOE))
    assert (bad.outcome, bad.reasons, bad.raw) == ("refused", ("detector-failed",), b"")
    assert good.outcome == "stored"
    assert ("receive", "denied") in installation.acts()
    (answer,) = admit.answered(app, tenant, one, [said("kaputt", 3)])
    assert isinstance(answer, NotReady)
    app.rules[tenant] = sound
    assert take(installation, one, said("kaputt", 1))[0].outcome == "stored"


def test_what_rules_forbid_is_refused(installation) -> None:
    files = default_policy()
    forbid = (
        '\n@id("no-cards")\n@sentence("No cards in chats.")\n'
        'forbid (principal, action == Action::"receive", resource) when { context.kinds.contains(Kind::"IBAN") };\n'
    )
    case = '\n[[case]]\nrule = "no-cards"\nthat = "{}"\nactor = "gateway:x"\nact = "receive"\npurpose = "delivery"\n'
    cases = (
        case.format("a card comes") + 'kinds = ["IBAN"]\nexpect = "deny"\nby = ["no-cards"]\n'
        + case.format("none comes") + 'expect = "permit"\nby = ["receive"]\n'
    )  # fmt: skip
    tenant = installation.add_tenant("strict", rules=files["rules.cedar"] + forbid, cases=files["cases.toml"] + cases)
    number = 7000000005
    bot.add(installation.app, tenant, "till", bots.token(number), Checked(number, "x"), Settings(), LOCAL)
    (strict,) = bot.opened(installation.app, tenant)
    card = said("pay to DE89 3704 0044 0532 0130 00", 1)
    got = admit.admit(installation.app, tenant, strict, [card, said("hello", 2)])
    assert [each.outcome for each in got] == ["refused", "stored"]
    assert got[0].reasons == ("no-cards",)
    (answer,) = admit.answered(installation.app, tenant, strict, [card])
    assert isinstance(answer, Denied)
    assert counts(installation, tenant)["messages"] == 1


def test_nothing_that_an_update_goes_through_shows_it(installation, one) -> None:
    app, tenant = installation.app, installation.tenant
    came = said("I am ann@example.com", reply_to_message=bots.message("zoe@example.com", 2, ZOE))
    looked = intake.look(app, tenant, [came])
    with app.store.write(tenant) as tx:
        own = intake.Intake(app, tx, one)
        (written,) = own.written([came], looked)
        own.draft.write()
    (got,) = take(installation, one, came)
    shown = repr([looked, written, written.coming, written.coming.pieces, got, bots.waiting(installation, one), one])
    for value in ("ann@example.com", "zoe@example.com", "Annabel", "EMAIL_1", str(ANN["id"]), one.token.expose()):
        assert value not in shown
    assert "Admitted(stored)" in shown
    assert "Waiting(1, message)" in shown


def test_a_field_without_a_value_holds_none(installation) -> None:
    empty = Part("", "PERSON", TALK, TALK)
    scanner = installation.app.rules_of(installation.tenant).scanner
    assert scanned(scanner, [msgspec.structs.replace(said("x"), parts=[empty], phones=[])], ()) == [[[]]]


def test_a_conversation_has_a_last_number(installation, one) -> None:
    take(installation, one, said("I am ann@example.com", 1))
    with installation.app.store.write(installation.tenant) as tx:
        tx.run("UPDATE mark SET n = 999999 WHERE length(ref) = 0")
    (got,) = take(installation, one, said("I am bea@example.com", 2))
    assert (got.outcome, got.reasons) == ("refused", ("conversation-full",))


def test_a_message_that_is_nowhere_is_refused(installation, one) -> None:
    (got,) = take(installation, one, msgspec.structs.replace(said("hello"), conversation=""))
    assert (got.outcome, got.reasons) == ("refused", ("malformed",))


def test_many_share_commits(installation, one) -> None:
    got = take(installation, one, *(said(f"hello {n}", n) for n in range(1, COMMIT + 3)))
    assert len(got) == COMMIT + 2
    assert {each.outcome for each in got} == {"stored"}
    assert len(bots.waiting(installation, one, limit=1000)) == COMMIT + 2


def test_rules_that_another_process_adopted_meanwhile_are_scanned_by(installation, one) -> None:
    app, tenant = installation.app, installation.tenant
    before = app.rules_of(tenant)
    policy = default_policy()
    policy["policy.toml"] = re.sub("(?m)^regions = .*$", 'regions = ["US"]', policy["policy.toml"])
    version = rule.propose(app, tenant, policy, Plain("moved"), LOCAL)
    rule.adopt(app, tenant, version.version, Plain("moved"), LOCAL)
    app.rules[tenant] = before  # what this process would still know
    (got,) = take(installation, one, said("ours is 020 7946 0123"))
    assert parsed(got)["message"]["text"] == "ours is 020 7946 0123"


def result(one: dict[str, Any] | list[Any] | bool, method: str = "sendMessage", **params: object) -> update.Read:
    """What Telegram answered to a call, read."""
    raw = json.dumps({"ok": True, "result": one}).encode()
    return update.answer(raw, frozenset(), Call(method, params))


def test_answers_of_calls_get_the_same_tokens_and_are_no_messages(installation, one) -> None:
    app, tenant = installation.app, installation.tenant
    take(installation, one, said("I am ann@example.com"))
    sent = bots.message("thanks, ann@example.com", 2, OURSELVES, chat=bots.chat(ANN))
    before = (counts(installation), len(installation.entries()))
    raw, done = admit.answered(app, tenant, one, [result(sent, chat_id=ANN["id"]), result(True, "deleteMessage")])
    assert json.loads(raw)["result"]["text"] == "thanks, [EMAIL_1]"
    assert json.loads(done) == {"ok": True, "result": True}
    assert admit.answered(app, tenant, one, [result(True, "deleteMessage")]) == [done]
    assert (counts(installation), len(installation.entries())) == before, "nothing new, nothing on record"
    sent["text"] = "or bea@example.com?"
    (raw,) = admit.answered(app, tenant, one, [result(sent, chat_id=ANN["id"])])
    assert json.loads(raw)["result"]["text"] == "or [EMAIL_2]?"
    assert counts(installation)["messages"] == 1
    assert installation.acts(before[1]) == [("admit", "done")]
    assert [each.number for each in bots.waiting(installation, one)] == [1]


def test_answers_that_are_about_nobody_are_the_bots_own(installation, one) -> None:
    described = {"description": "Write to help@example.com"}
    raws = admit.answered(
        installation.app, installation.tenant, one,
        [result(OURSELVES, "getMe"), result(True, "setMyName"), result(described, "getMyDescription")],
    )  # fmt: skip
    assert json.loads(raws[0])["result"] == OURSELVES
    assert json.loads(raws[1])["result"] is True
    assert json.loads(raws[2])["result"]["description"] == "Write to [EMAIL_1]"
    assert installation.find(f"bot:{bots.NUMBER}").subjects
