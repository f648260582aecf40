"""An answer leaves with the values its recipient may have; what became of it is on record, also after a crash."""

from __future__ import annotations

from dataclasses import replace

import pytest

from privet import jobs
from privet.acts import restoring
from privet.acts import send as sending
from privet.core import ids
from privet.core.channel import Outgoing
from privet.core.decision import Actor
from privet.core.plain import Plain
from privet.errors import BadInput, ChannelError, Denied, Erased, NotFound
from privet.plugins.channels.loopback import Loopback
from privet.store import messages, outbox

ANN, BEN = "+12025550101", "+12025550102"
MAIL, CARD = "ann@example.com", "4111 1111 1111 1111"
DONE, FAILED, UNKNOWN = ("send", "done"), ("send", "failed"), ("send", "unknown")


def acts(installation):
    """What is on the ledger, without the review that the first look at the clock brings."""
    return [one for one in installation.acts() if one[0] != "report.review"]


def texts(installation) -> list[str]:
    return [one.text.expose() for one in installation.delivered]


def state(installation, message: str) -> str:
    with installation.app.store.view(installation.tenant) as view:
        row = outbox.row(view, ids.read("msg", message))
    assert row is not None
    return row.state


def raising(installation, *errors: Exception | None) -> None:
    """Let the channel answer its next deliveries with these errors, None for none; then as before."""
    rest = list(errors)

    def take(message: Outgoing) -> None:
        error = rest.pop(0) if rest else None
        if error is not None:
            raise error
        installation.delivered.append(message)

    installation.app.channels["loopback"] = Loopback(take)


def test_values_are_put_back_for_whoever_wrote_them(installation) -> None:
    talk = installation.receive(f"I am {MAIL}, call +1 202-555-0143", conversation="chat 7").conversation
    sent = installation.send(talk, "we write to [EMAIL_1] and call [ phone_1 ]")
    assert (sent.state, sent.stayed) == ("sent", 0)
    (out,) = installation.delivered
    assert out.text.expose() == f"we write to {MAIL} and call +1 202-555-0143"
    assert (out.recipient.expose(), out.conversation.expose(), out.id) == (ANN, "chat 7", sent.id)
    assert acts(installation)[-2:] == [("send", "requested"), DONE]
    asked, done = installation.entries()[-2:]
    assert asked.object == done.object == sent.id
    assert asked.subject == installation.subject()
    assert installation.read(talk)[-1] == "we write to [EMAIL_1] and call [ phone_1 ]"


def test_another_conversations_token_stays_a_token(installation) -> None:
    mine = installation.receive("hello", conversation="one").conversation
    installation.receive(MAIL, conversation="two")
    installation.receive("ben@example.com", BEN)
    sent = installation.send(mine, "[EMAIL_1] [EMAIL_99] [NOBODY_1]")
    assert sent.stayed == 3
    assert texts(installation) == ["[EMAIL_1] [EMAIL_99] [NOBODY_1]"]


def test_a_kind_that_rules_do_not_let_out_stays_a_token(installation) -> None:
    talk = installation.receive(f"{MAIL} {CARD}").conversation
    sent = installation.send(talk, "card [CARD_1] of [EMAIL_1]")
    assert (sent.state, sent.stayed) == ("sent", 1)
    assert texts(installation) == [f"card [CARD_1] of {MAIL}"]


def test_what_the_answer_says_in_the_clear_is_sealed_and_arrives_as_it_came(installation) -> None:
    talk = installation.receive("hello").conversation
    installation.send(talk, "write to desk@example.com, your code is 482913")
    assert texts(installation) == ["write to desk@example.com, your code is 482913"]
    assert installation.read(talk)[-1] == "write to [EMAIL_1], your code is [CODE_1]"
    (row,) = _values(installation, "EMAIL")
    assert ids.shown("sub", row.subject) == installation.subject()
    installation.send(talk, "again: [EMAIL_1]")
    assert texts(installation)[-1] == "again: desk@example.com"


def test_the_answers_own_values_and_the_recipients_stand_in_one_message(installation) -> None:
    talk = installation.receive(MAIL).conversation
    installation.send(talk, "not desk@example.com but [EMAIL_1]")
    assert texts(installation) == [f"not desk@example.com but {MAIL}"]
    assert installation.read(talk)[-1] == "not [EMAIL_2] but [EMAIL_1]"


def _values(installation, kind: str) -> list[messages.ValueRow]:
    from privet.core.kinds import KINDS

    with installation.app.store.view(installation.tenant) as view:
        return [one for one in messages.values_newer(view, b"", 1000) if one.kind == KINDS[kind].number]


def test_a_card_number_is_not_written_into_an_answer(installation) -> None:
    talk = installation.receive("hello").conversation
    with pytest.raises(Denied, match="send-card"):
        installation.send(talk, f"your card {CARD}")
    assert acts(installation)[-1] == ("send", "denied")
    assert texts(installation) == []
    assert installation.read(talk) == ["hello"]


def test_a_purpose_without_a_rule_is_refused(installation) -> None:
    talk = installation.receive("hello").conversation
    with pytest.raises(Denied):
        installation.send(talk, "x", purpose="support")
    assert acts(installation)[-1] == ("send", "denied")


def test_in_a_group_the_members_are_the_recipients(installation) -> None:
    group = {"conversation": "team", "group": True}
    installation.receive(MAIL, ANN, **group)
    talk = installation.receive("ben@example.com", BEN, **group).conversation
    installation.send(talk, "[EMAIL_1] and [EMAIL_2] meet at desk@example.com")
    assert texts(installation) == [f"{MAIL} and ben@example.com meet at desk@example.com"]
    installation.erase(installation.subject(ANN))
    sent = installation.send(talk, "[EMAIL_1] and [EMAIL_2] and [EMAIL_3]")
    assert texts(installation)[-1] == "[EMAIL_1] and ben@example.com and desk@example.com"
    assert sent.stayed == 1


def test_transit_values_are_gone_once_delivered(installation) -> None:
    answer = installation.receive("my code is 482913", conversation="one")
    other = installation.receive("my code is 482914", conversation="two")
    installation.send(answer.conversation, "you wrote [CODE_1], our code is 771204")
    assert texts(installation) == ["you wrote 482913, our code is 771204"]
    assert len(_values(installation, "CODE")) == 1
    with pytest.raises(NotFound):
        installation.reveal(answer.tokens[0].id)
    assert installation.reveal(other.tokens[0].id) == "482914"
    sent = installation.send(answer.conversation, "[CODE_1] [CODE_2]")
    assert (texts(installation)[-1], sent.stayed) == ("[CODE_1] [CODE_2]", 2)


def test_transit_values_stay_while_delivery_is_tried_again(installation) -> None:
    talk = installation.receive("hello").conversation
    raising(installation, ChannelError("down", retry=True))
    sent = installation.send(talk, "your code is 482913")
    assert sent.state == "queued"
    assert len(_values(installation, "CODE")) == 1
    installation.clock.forward(minutes=1)
    jobs.tick(installation.app)
    assert texts(installation) == ["your code is 482913"]
    assert _values(installation, "CODE") == []


def test_a_failure_that_may_be_retried_leaves_the_row_until_it_is_due(installation) -> None:
    talk = installation.receive(MAIL).conversation
    raising(installation, *[ChannelError("down", retry=True)] * 2)
    sent = installation.send(talk, "to [EMAIL_1]")
    jobs.tick(installation.app)
    assert (state(installation, sent.id), texts(installation)) == ("queued", [])
    assert acts(installation)[-2:] == [("send", "requested"), FAILED]
    for _ in range(3):
        installation.clock.forward(minutes=1)
        jobs.tick(installation.app)
    assert (state(installation, sent.id), texts(installation)) == ("sent", [f"to {MAIL}"])
    assert acts(installation)[-4:] == [("send", "requested"), FAILED, FAILED, DONE]


def test_a_message_is_tried_so_often_and_no_more(installation) -> None:
    talk = installation.receive("hello").conversation
    raising(installation, *[ChannelError("down", retry=True)] * 9)
    sent = installation.send(talk, "x")
    for _ in range(9):
        installation.clock.forward(days=1)
        jobs.tick(installation.app)
    assert state(installation, sent.id) == "failed"
    by_the_clock = {("task.due", "done"), ("task.overdue", "done")}  # the company's reviews, which are nobody's yet
    assert [one for one in acts(installation)[2:] if one not in by_the_clock] == [("send", "requested")] + [FAILED] * 5


def test_a_refusal_of_the_other_side_is_final(installation) -> None:
    talk = installation.receive("hello").conversation
    raising(installation, ChannelError("address rejected", retry=False))
    sent = installation.send(talk, "x")
    assert (sent.state, state(installation, sent.id)) == ("failed", "failed")
    installation.clock.forward(days=1)
    jobs.tick(installation.app)
    assert (acts(installation)[-1], texts(installation)) == (FAILED, [])


class Crash(BaseException):
    """The process dies here: nothing after this line runs."""


@pytest.mark.parametrize("repeat", [False, True])
def test_a_crash_while_delivering_leaves_an_unknown_outcome(installation, repeat: bool) -> None:
    talk = installation.receive("hello").conversation
    installation.app.config = replace(
        installation.app.config, send=replace(installation.app.config.send, repeat_unknown=repeat)
    )
    raising(installation, Crash())  # type: ignore[arg-type]
    with pytest.raises(Crash):
        installation.send(talk, "x")
    message = installation.entries()[-1].object
    assert state(installation, message) == "sending"
    installation.reopen()
    jobs.at_start(installation.app)  # for all it knows another process is delivering it
    assert state(installation, message) == "sending"
    installation.clock.forward(minutes=2)
    jobs.at_start(installation.app)
    assert acts(installation)[-1] == UNKNOWN
    assert state(installation, message) == ("queued" if repeat else "unknown")
    installation.clock.forward(days=1)
    jobs.tick(installation.app)
    assert texts(installation) == (["x"] if repeat else [])


@pytest.mark.parametrize("repeat", [False, True])
def test_an_error_nobody_foresaw_leaves_an_unknown_outcome(installation, repeat: bool) -> None:
    talk = installation.receive("hello").conversation
    installation.app.config = replace(
        installation.app.config, send=replace(installation.app.config.send, repeat_unknown=repeat)
    )
    raising(installation, RuntimeError("connection reset"))
    sent = installation.send(talk, "x")
    assert sent.state == ("queued" if repeat else "unknown")
    assert acts(installation)[-2:] == [("send", "requested"), UNKNOWN]
    installation.clock.forward(days=1)
    jobs.tick(installation.app)
    assert texts(installation) == (["x"] if repeat else [])


def test_a_crash_before_delivering_leaves_it_queued(installation, monkeypatch) -> None:
    talk = installation.receive(MAIL).conversation

    def dies(*_: object) -> None:
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(sending, "deliver", dies)
        with pytest.raises(Crash):
            installation.send(talk, "to [EMAIL_1]")
    installation.reopen()
    jobs.at_start(installation.app)
    jobs.tick(installation.app)
    assert texts(installation) == [f"to {MAIL}"]
    assert acts(installation)[-2:] == [("send", "requested"), DONE]


def test_the_entry_is_committed_before_the_message_leaves(installation) -> None:
    talk = installation.receive("hello").conversation
    seen: list[list[tuple[str, str]]] = []
    installation.app.channels["loopback"] = Loopback(lambda _: seen.append(acts(installation)))
    installation.send(talk, "x")
    assert [acts[-1] for acts in seen] == [("send", "requested")]


def test_a_message_is_delivered_once_though_asked_twice(installation) -> None:
    talk = installation.receive("hello").conversation
    sent = installation.send(talk, "x")
    again = sending.deliver(installation.app, installation.tenant, ids.read("msg", sent.id))
    assert (again.state, texts(installation)) == ("sent", ["x"])
    assert sending.deliver(installation.app, installation.tenant, bytes(16)).state == "gone"


def test_nothing_is_sent_to_an_erased_subject(installation) -> None:
    talk = installation.receive("hello").conversation
    installation.erase(installation.subject())
    with pytest.raises(Erased):
        installation.send(talk, "x")
    assert acts(installation)[-1] == ("send", "denied")


def test_a_message_to_someone_erased_meanwhile_does_not_leave(installation) -> None:
    talk = installation.receive("hello").conversation
    raising(installation, ChannelError("down", retry=True))
    sent = installation.send(talk, "x")
    installation.erase(installation.subject())
    installation.clock.forward(minutes=5)
    jobs.tick(installation.app)
    assert (state(installation, sent.id), texts(installation)) == ("failed", [])
    assert acts(installation)[-1] == ("send", "denied")


def test_where_nothing_can_be_sent(installation) -> None:
    with pytest.raises(NotFound):
        installation.send("con_" + "a" * 26, "x")
    with pytest.raises(BadInput):
        installation.send("sub_" + "a" * 26, "x")
    other = installation.receive("hello", channel="pigeon").conversation
    with pytest.raises(BadInput, match="nothing is set up"):
        installation.send(other, "x")


def test_half_a_character_is_not_sent(installation) -> None:
    talk = installation.receive("my mail is ann@example.com")
    before = installation.entries()
    with pytest.raises(BadInput, match="Unicode"):
        installation.send(talk.conversation, "x \ud83d")
    with pytest.raises(BadInput, match="Unicode"):
        installation.reveal(talk.tokens[0].id, reason="x \ud83d")
    assert installation.entries() == before


def test_a_channel_that_is_no_longer_set_up_keeps_its_messages(installation) -> None:
    talk = installation.receive("hello").conversation
    raising(installation, ChannelError("down", retry=True))
    sent = installation.send(talk, "x")
    loopback = installation.app.channels.pop("loopback")
    installation.clock.forward(minutes=5)
    jobs.tick(installation.app)
    assert state(installation, sent.id) == "queued"
    installation.app.channels["loopback"] = loopback
    installation.clock.forward(minutes=5)
    jobs.tick(installation.app)
    assert texts(installation) == ["x"]


def test_what_must_not_be_kept_is_refused_and_not_sent_as_a_token(installation) -> None:
    talk = installation.receive("hello").conversation
    with pytest.raises(Denied, match="never-kept"):
        installation.send(talk, "password: hunter2boat")
    assert (texts(installation), acts(installation)[-1]) == ([], ("send", "denied"))
    assert len(installation.read(talk)) == 1


def test_an_unwritten_rule_lets_no_service_send(installation) -> None:
    talk = installation.receive("hello").conversation
    sent = sending.send(installation.app, installation.tenant, talk, Plain("x"), Actor("service", "bot"))
    assert sent.state == "sent"
    assert installation.entries()[-1].actor == "service:bot"


def test_outside_a_group_nobody_gets_what_another_wrote(installation) -> None:
    """A shared ticket has two senders and one recipient: whoever began it."""
    talk = installation.receive(f"I am {MAIL}", ANN, conversation="ticket 7").conversation
    installation.receive("I am ben@example.com", BEN, conversation="ticket 7")
    sent = installation.send(talk, "[EMAIL_1] [EMAIL_2]")
    assert (texts(installation), sent.stayed) == ([f"{MAIL} [EMAIL_2]"], 1)


def test_nothing_is_dropped_for_a_message_that_is_not_there(installation) -> None:
    got = installation.receive("your code is 482913")
    app, tenant = installation.app, installation.tenant
    with app.store.write(tenant) as tx:
        restoring.delivered(tx, app.rules_in(tx), bytes(16))
    with app.store.view(tenant) as view:
        assert messages.value(view, ids.read("tok", got.tokens[0].id)) is not None
