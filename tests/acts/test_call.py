"""What a bot says leaves with the values of the chat it is for, and of no other, after it is on record."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest

import bots
from privet import jobs
from privet.acts import alias, call, restoring, retract, stop
from privet.acts.bot import Open
from privet.acts.draft import Draft
from privet.core import ids
from privet.core.botapi import call as calls
from privet.core.decision import LOCAL
from privet.core.kinds import KINDS
from privet.errors import BadInput, ChannelError, Denied, Erased, NotFound, NotReady, PrivetError
from privet.store import messages, outbox

ANN, BEN, TEAM = "123456789", "123456790", "-1001234567890"
MAIL = "ann@example.com"


@pytest.fixture
def bot(installation) -> Open:
    return bots.add(installation)


def came(house: Any, text: str, party: str = ANN, **more: Any) -> Any:
    """A message that came in by Telegram."""
    return house.receive(text, party, **{"channel": "telegram", **more})


def begin(house: Any, bot: Open, method: str = "sendMessage", **params: Any) -> call.Begun:
    """A call that may leave."""
    own_answer = params.pop("own_answer", False)
    (found,) = call.begin(house.app, house.tenant, bot, [calls.read(method, params)], own_answer=own_answer)
    if isinstance(found, PrivetError):
        raise found
    return found


def says(house: Any, bot: Open, text: str, chat: Any = int(ANN), **more: Any) -> str:
    """The text of a message as it leaves."""
    text = begin(house, bot, chat_id=chat, text=text, **more).params["text"]
    assert isinstance(text, str)
    return text


def finish(house: Any, bot: Open, begun: call.Begun, fault: Exception | None = None, *numbers: int) -> str:
    (state,) = call.finish(house.app, house.tenant, bot, [call.Finished(begun, fault, numbers)])
    return state


def state(house: Any, begun: call.Begun) -> str:
    with house.app.store.view(house.tenant) as view:
        row = outbox.row(view, ids.read("msg", begun.message))
    assert row is not None
    return row.state


def alias_of(house: Any, address: str) -> int:
    """The number that stands for somebody."""
    with house.app.store.write(house.tenant) as tx:
        draft = Draft(house.app, tx, house.app.rules_in(tx))
        found = alias.number(draft, "telegram", address)
        draft.write()
    return found


def test_values_are_put_back_for_whoever_wrote_them_and_the_call_is_on_record_first(installation, bot) -> None:
    talk = came(installation, f"I am {MAIL}").conversation
    begun = begin(installation, bot, chat_id=int(ANN), text="we write to [EMAIL_1], not [EMAIL_9]", foo={"bar": 1})
    assert begun.params["text"] == f"we write to {MAIL}, not [EMAIL_9]"
    assert (begun.params["chat_id"], begun.params["foo"], begun.params["protect_content"]) == (
        int(ANN),
        {"bar": 1},
        True,
    )
    assert (begun.method, begun.said, begun.conversation, begun.stayed) == ("sendMessage", True, talk, 1)
    entry = installation.entries()[-1]
    assert (entry.act, str(entry.outcome), entry.object, entry.actor) == (
        "send",
        "requested",
        begun.message,
        bot.actor.id,
    )
    assert entry.subject == installation.subject(ANN)
    assert state(installation, begun) == "calling"
    assert installation.read(talk)[-1] == "we write to [EMAIL_1], not [EMAIL_9]"
    assert finish(installation, bot, begun, None, 20) == "sent"
    assert state(installation, begun) == "sent"
    assert installation.acts()[-1] == ("send", "done")


def test_another_chats_token_stays_a_token(installation, bot) -> None:
    came(installation, "hello")
    came(installation, MAIL, BEN)
    assert says(installation, bot, "[EMAIL_1]") == "[EMAIL_1]"
    assert says(installation, bot, "[EMAIL_1]", int(BEN)) == MAIL


def test_a_kind_that_rules_do_not_let_out_stays_a_token(installation, bot) -> None:
    came(installation, f"{MAIL} 4111 1111 1111 1111")
    assert says(installation, bot, "[CARD_1] of [EMAIL_1]") == f"[CARD_1] of {MAIL}"


def test_what_it_says_in_the_clear_is_sealed_and_leaves_as_it_came(installation, bot) -> None:
    talk = came(installation, "hello").conversation
    text = "write to desk@example.com, your password is tiger99x"
    assert says(installation, bot, text) == text
    assert installation.read(talk)[-1] == "write to [EMAIL_1], your password is [PASSWORD_1]"
    assert says(installation, bot, "again: [EMAIL_1] [PASSWORD_1]") == "again: desk@example.com [PASSWORD_1]"


def test_entities_move_with_the_values(installation, bot) -> None:
    came(installation, f"I am {MAIL}")
    bold = [{"type": "bold", "offset": 13, "length": 3}]
    begun = begin(installation, bot, chat_id=int(ANN), text="to [EMAIL_1]: now", entities=bold)
    assert begun.params["text"] == f"to {MAIL}: now"
    assert begun.params["entities"] == [{"type": "bold", "offset": 13 + len(MAIL) - len("[EMAIL_1]"), "length": 3}]


@pytest.mark.parametrize(
    ("marks", "text", "leaves"),
    [
        ("HTML", "<b>[EMAIL_1]</b> &amp; &#91;EMAIL_1&#93;", "<b>ann_b.c@example.com</b> &amp; ann_b.c@example.com"),
        ("MarkdownV2", r"*\[EMAIL\_1\]*\!", r"*ann\_b\.c\@example\.com*\!"),
        ("Markdown", r"*[EMAIL_1]* \[EMAIL\_1]", r"*ann\_b.c@example.com* ann\_b.c@example.com"),
    ],
)
def test_values_are_escaped_as_marks_need_it_and_escaped_tokens_are_tokens(
    installation, bot, marks: str, text: str, leaves: str
) -> None:
    came(installation, "I am ann_b.c@example.com")
    assert says(installation, bot, text, parse_mode=marks) == leaves


def test_where_values_stand_is_told_in_the_text_as_the_bot_wrote_it() -> None:
    made, stayed = restoring.marked("a &#91;PERSON_1] &amp; [PERSON_2]", "HTML", {(KINDS["PERSON"].number, 1): "<B&C>"})
    assert (made.text, list(made.spans), stayed) == ("a &lt;B&amp;C&gt; &amp; [PERSON_2]", [(2, 16, 15)], 1)


def test_an_address_that_is_escaped_is_found_all_the_same(installation, bot) -> None:
    talk = came(installation, "hello").conversation
    says(installation, bot, r"write to desk@example\.com", parse_mode="MarkdownV2")
    assert installation.read(talk)[-1] == "write to [EMAIL_1]"


def test_each_text_of_a_call_has_its_values_and_callback_data_keeps_its_tokens(installation, bot) -> None:
    talk = came(installation, MAIL).conversation
    keys = {"inline_keyboard": [[{"text": "[EMAIL_1]", "callback_data": "[EMAIL_1]"}]]}
    begun = begin(
        installation, bot, "sendPhoto", chat_id=ANN, photo="attach://x", caption="for [EMAIL_1]", reply_markup=keys
    )
    assert begun.params["caption"] == f"for {MAIL}"
    assert begun.params["reply_markup"] == {"inline_keyboard": [[{"text": MAIL, "callback_data": "[EMAIL_1]"}]]}
    said = installation.read(talk)[-1]
    assert said is not None
    assert sorted(said.split("\n")) == ["[EMAIL_1]", "for [EMAIL_1]"]


def test_in_a_group_the_members_are_the_recipients_and_a_topic_is_a_conversation_of_its_own(installation, bot) -> None:
    there = {"conversation": TEAM, "group": True}
    came(installation, MAIL, **there)
    talk = came(installation, "ben@example.com", BEN, **there).conversation
    assert says(installation, bot, "[EMAIL_1] [EMAIL_2]", int(TEAM)) == f"{MAIL} ben@example.com"
    assert installation.read(talk)[-1] == "[EMAIL_1] [EMAIL_2]"
    begun = begin(installation, bot, chat_id=TEAM, message_thread_id=42, text="[EMAIL_1]")
    assert begun.params["text"] == "[EMAIL_1]"
    assert begun.conversation != talk
    assert begin(installation, bot, chat_id=TEAM, message_thread_id=42, text="x").conversation == begun.conversation
    assert begin(installation, bot, chat_id="@example_news", text="news").said


def test_a_business_connection_is_a_conversation_of_its_own(installation, bot) -> None:
    came(installation, MAIL)
    talk = came(installation, "b@example.com", conversation=f"{ANN}@conn").conversation
    begun = begin(installation, bot, chat_id=int(ANN), business_connection_id="conn", text="[EMAIL_1]")
    assert (begun.params["text"], begun.conversation) == ("b@example.com", talk)


def test_aliases_become_numbers_and_an_unknown_one_is_no_chat(installation, bot) -> None:
    talk = came(installation, MAIL).conversation
    number = alias_of(installation, ANN)
    begun = begin(installation, bot, chat_id=number, text="[EMAIL_1]")
    assert (begun.params["chat_id"], begun.params["text"], begun.conversation) == (int(ANN), MAIL, talk)
    assert begin(installation, bot, chat_id=str(number), text="x").params["chat_id"] == ANN
    before = len(installation.entries())
    for method, more in (
        ("sendMessage", {"chat_id": alias.LOWEST + 7, "text": "x"}),
        ("getChat", {"chat_id": alias.LOWEST + 7}),
    ):
        with pytest.raises(NotFound, match="chat not found"):
            begin(installation, bot, method, **more)
    assert len(installation.entries()) == before
    installation.erase(installation.subject(ANN))
    with pytest.raises(NotFound):
        begin(installation, bot, chat_id=number, text="x")


@pytest.mark.parametrize("chat", ["somebody", "12 34", "@", "1" * 20, "@" + "x" * 65, f"0{ANN}", "-0100"])
def test_what_is_no_chats_name_is_no_chat_and_nothing_is_kept_of_it(installation, bot, chat: str) -> None:
    before = len(installation.entries())
    with pytest.raises(NotFound):
        begin(installation, bot, chat_id=chat, text="x")
    assert len(installation.entries()) == before


def test_an_edit_in_a_topic_has_the_values_of_the_topic_that_the_message_was_sent_in(installation, bot) -> None:
    came(installation, MAIL, conversation=f"{TEAM}/42", group=True)
    sent = begin(installation, bot, chat_id=int(TEAM), message_thread_id=42, text="one moment")
    finish(installation, bot, sent, None, 20)
    plain = begin(installation, bot, chat_id=int(TEAM), text="hello")
    finish(installation, bot, plain, None, 21)
    more = {"chat_id": int(TEAM), "text": "[EMAIL_1]"}
    edit = begin(installation, bot, "editMessageText", message_id=20, **more)
    assert (edit.params["text"], edit.conversation) == (MAIL, sent.conversation)
    for number in (21, 22, "9" * 30):
        assert begin(installation, bot, "editMessageText", message_id=number, **more).params["text"] == "[EMAIL_1]"
    assert begin(installation, bot, message_id=20, **more).conversation == plain.conversation
    came(installation, MAIL)
    assert (
        begin(installation, bot, "editMessageText", message_id=20, chat_id=ANN, text="[EMAIL_1]").params["text"] == MAIL
    )


def test_an_answer_to_an_inline_query_with_somebodys_values_is_kept_for_nobody_else(installation, bot) -> None:
    came(installation, MAIL)

    def answers(text: str, **more: Any) -> dict[str, Any]:
        results = [{"type": "article", "id": "1", "title": text, "input_message_content": {"message_text": text}}]
        read = calls.read("answerInlineQuery", {"inline_query_id": "7", "results": results, **more})
        (found,) = call.begin(installation.app, installation.tenant, bot, [msgspec.structs.replace(read, chat=ANN)])
        assert isinstance(found, call.Begun)
        return found.params

    said = answers("To [EMAIL_1]", cache_time=300, is_personal=False)
    assert said["results"][0]["input_message_content"]["message_text"] == f"To {MAIL}"
    assert (said["is_personal"], said["cache_time"]) == (True, 300)  # else Telegram shows it to whoever asks the same
    assert "is_personal" not in answers("Opening hours")
    assert answers("[EMAIL_9]", is_personal=False)["is_personal"] is False


def test_direct_messages_to_a_channel_stand_under_who_writes_them(installation, bot) -> None:
    number = alias_of(installation, ANN)
    talk = came(installation, MAIL, conversation=f"{TEAM}/{ANN}@c", group=True).conversation
    more = {"direct_messages_topic_id": number, "business_connection_id": "c"}
    begun = begin(installation, bot, chat_id=int(TEAM), text="[EMAIL_1]", **more)
    assert begun.conversation == talk


def test_a_call_that_says_nothing_leaves_no_trace_beside_one_that_does(installation, bot) -> None:
    came(installation, MAIL)
    number = alias_of(installation, ANN)
    before = len(installation.entries())
    begun = begin(installation, bot, "getChatMember", chat_id=int(TEAM), user_id=number)
    assert (begun.params["user_id"], begun.said, begun.message) == (int(ANN), False, "")
    keys = {"inline_keyboard": []}
    for method, more in (
        ("answerCallbackQuery", {"callback_query_id": "7"}),
        ("editMessageReplyMarkup", {"chat_id": number, "message_id": 3, "reply_markup": keys}),
    ):
        assert not begin(installation, bot, method, **more).said
    assert len(installation.entries()) == before
    assert finish(installation, bot, begun) == "sent"
    assert len(installation.entries()) == before
    batch = [calls.read("getChat", {"chat_id": number}), calls.read("sendMessage", {"chat_id": number, "text": "x"})]
    one, two = call.begin(installation.app, installation.tenant, bot, batch)
    assert isinstance(one, call.Begun)
    assert isinstance(two, call.Begun)
    assert (one.said, two.said, one.params["chat_id"]) == (False, True, int(ANN))


def test_what_names_no_chat_is_on_record_with_its_outcome_and_its_tokens_stay(installation, bot) -> None:
    came(installation, MAIL)
    begun = begin(installation, bot, "answerCallbackQuery", callback_query_id="7", text="[EMAIL_1]")
    assert (begun.params["text"], begun.said, begun.conversation) == ("[EMAIL_1]", True, "")
    entry = installation.entries()[-1]
    assert (entry.act, str(entry.outcome), entry.object, entry.subject, entry.reasons[-1]) == (
        "send",
        "requested",
        begun.message,
        None,
        "no-chat",
    )
    assert finish(installation, bot, begun, ChannelError("no", retry=False)) == "failed"
    entry = installation.entries()[-1]
    assert (entry.act, str(entry.outcome), entry.object) == ("send", "failed", begun.message)
    known = msgspec.structs.replace(
        calls.read("answerCallbackQuery", {"callback_query_id": "7", "text": "[EMAIL_1]"}), chat=ANN
    )
    (found,) = call.begin(installation.app, installation.tenant, bot, [known])
    assert isinstance(found, call.Begun)
    assert found.params["text"] == MAIL


def test_what_names_no_chat_and_whose_outcome_a_crash_hid_is_unknown(installation, bot) -> None:
    begun = begin(installation, bot, "answerCallbackQuery", callback_query_id="7", text="Thank you")
    with installation.app.store.view(installation.tenant) as view:
        assert messages.message(view, ids.read("msg", begun.message)) is None
    installation.clock.forward(minutes=3)
    jobs.tick(installation.app)
    assert state(installation, begun) == "unknown"
    found = [(one.act, str(one.outcome)) for one in installation.entries() if one.object == begun.message]
    assert found == [("send", "requested"), ("send", "unknown")]


@pytest.mark.parametrize("method", ["forwardMessage", "copyMessage"])
def test_a_message_is_not_carried_from_one_chat_to_another(installation, bot, method: str) -> None:
    came(installation, MAIL)
    came(installation, "hello", BEN)
    with pytest.raises(Denied):
        begin(installation, bot, method, chat_id=int(BEN), from_chat_id=int(ANN), message_id=12)
    entry = installation.entries()[-1]
    assert (entry.act, str(entry.outcome), entry.actor) == ("send", "denied", bot.actor.id)
    assert begin(installation, bot, method, chat_id=int(ANN), from_chat_id=alias_of(installation, ANN), message_id=12)


@pytest.mark.parametrize(
    ("text", "rule"),
    [("your card 4111 1111 1111 1111", "send-card"), ("Please send us your password.", "send-asks-secret")],
)
def test_what_rules_forbid_does_not_leave_and_spoils_no_other(installation, bot, text: str, rule: str) -> None:
    came(installation, "hello")
    batch = [calls.read("sendMessage", {"chat_id": ANN, "text": one}) for one in (text, "hello")]
    refused, left = call.begin(installation.app, installation.tenant, bot, batch)
    assert isinstance(refused, Denied)
    assert rule in refused.message
    assert isinstance(left, call.Begun)
    assert [one[1] for one in installation.acts()[-2:]] == ["denied", "requested"]


def test_a_text_that_is_no_text_or_cannot_be_looked_through_does_not_leave(installation, bot, monkeypatch) -> None:
    came(installation, "hello")
    with pytest.raises(BadInput):
        begin(installation, bot, chat_id=int(ANN), text="a\ud800b")
    scanner = installation.app.rules_of(installation.tenant).scanner
    monkeypatch.setattr(type(scanner), "scan_each", lambda self, texts: [None for _ in texts])
    with pytest.raises(NotReady):
        begin(installation, bot, chat_id=int(ANN), text="hello")
    assert installation.acts()[-1][0] != "send"


def test_who_opted_out_gets_only_the_answer_to_what_they_asked(installation, bot) -> None:
    talk = came(installation, "STOP").conversation
    stop.word(installation.app, installation.tenant, installation.subject(ANN), bot.actor, stop=True)
    with pytest.raises(Denied, match="send-opted-out"):
        says(installation, bot, "our offer of today")
    assert installation.acts()[-1] == ("send", "denied")
    given = (installation.app, installation.tenant, bot, talk)
    with pytest.raises(Denied, match="send-opted-out"):
        call.notice(*given, "no cards, please", own_answer=False)
    begun = call.notice(*given, "You will get no more messages.", own_answer=True, reply_to=12)
    assert begun.params["reply_parameters"] == {"message_id": 12, "allow_sending_without_reply": True}
    assert begun.params["chat_id"] == int(ANN)
    assert finish(installation, bot, begun) == "sent"


def test_privets_own_words_are_kept_as_they_are(installation, bot) -> None:
    talk = came(installation, "hello", conversation=f"{TEAM}/7", group=True).conversation
    begun = call.notice(installation.app, installation.tenant, bot, talk, "Ann Example says", own_answer=False)
    assert begun.params == {
        "chat_id": int(TEAM), "message_thread_id": 7, "text": "Ann Example says", "protect_content": True,
    }  # fmt: skip
    assert installation.read(talk)[-1] == "Ann Example says"


def test_there_is_nobody_to_be_told(installation, bot) -> None:
    given = (installation.app, installation.tenant, bot)
    talk = came(installation, "hello").conversation
    installation.erase(installation.subject(ANN))
    with pytest.raises(Erased):
        call.notice(*given, talk, "x", own_answer=True)
    elsewhere = installation.receive("hello", conversation="chat 7").conversation
    with pytest.raises(Erased):
        call.notice(*given, elsewhere, "x", own_answer=True)
    with pytest.raises(NotFound):
        call.notice(*given, ids.shown(ids.CONVERSATION, bytes(16)), "x", own_answer=True)


def test_a_telephone_number_goes_back_to_its_chat_alone(installation, bot) -> None:
    token = came(installation, "call +1 202-555-0143").tokens[0].id
    subject = ids.read(ids.SUBJECT, installation.subject(ANN))
    with installation.app.store.write(installation.tenant) as tx:
        draft = Draft(installation.app, tx, installation.app.rules_in(tx))
        stands = alias.telephone(draft, subject, ids.read(ids.TOKEN, token))
        draft.write()
    contact = {"phone_number": stands, "first_name": "x"}
    assert begin(installation, bot, "sendContact", chat_id=ANN, **contact).params["phone_number"] == "+1 202-555-0143"
    assert begin(installation, bot, "sendContact", chat_id=BEN, **contact).params["phone_number"] == stands


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        (ChannelError("refused", retry=False), "failed"),
        (ChannelError("busy", retry=True), "failed"),
        (TimeoutError(), "unknown"),
    ],
)
def test_a_failure_is_on_record_and_nothing_is_repeated(installation, bot, fault: Exception, found: str) -> None:
    came(installation, "hello")
    begun = begin(installation, bot, chat_id=int(ANN), text="hello")
    assert finish(installation, bot, begun, fault, 20) == found == state(installation, begun)
    assert installation.acts()[-1] == ("send", found)
    jobs.tick(installation.app)
    assert state(installation, begun) == found
    assert retract.listed(installation.app, installation.tenant, LOCAL) == []


@pytest.mark.parametrize("repeat", [False, True])
def test_what_a_crash_hid_is_unknown_and_an_answer_that_comes_late_is_on_record(install, repeat: bool) -> None:
    house = install()
    bot = bots.add(house)
    house.app.config = replace(house.app.config, send=replace(house.app.config.send, repeat_unknown=repeat))
    came(house, "hello")
    begun = begin(house, bot, chat_id=int(ANN), text="hello")
    jobs.tick(house.app)
    assert state(house, begun) == "calling"
    house.clock.forward(minutes=3)
    jobs.tick(house.app)
    assert state(house, begun) == "unknown"
    assert ("send", "unknown") in house.acts()
    assert finish(house, bot, begun) == "sent"
    assert state(house, begun) == "sent"
    before = len(house.entries())
    assert finish(house, bot, begun, TimeoutError()) == "unknown"
    assert (state(house, begun), len(house.entries())) == ("sent", before)


def test_what_was_sent_is_deleted_after_the_bots_time(installation) -> None:
    bot = bots.add(installation, delete_after_hours=1)
    came(installation, "hello")
    begun = begin(installation, bot, chat_id=int(ANN), text="hello")
    finish(installation, bot, begun, None, 20, 21)
    installation.clock.forward(minutes=60)
    found = retract.due(installation.app, installation.tenant)
    assert [one.params for one in found] == [{"chat_id": int(ANN), "message_id": number} for number in (20, 21)]


def test_a_bot_whose_messages_are_not_protected_sends_them_as_it_says(installation) -> None:
    bot = bots.add(installation, protect=False)
    came(installation, "hello")
    assert "protect_content" not in begin(installation, bot, chat_id=int(ANN), text="x").params


def test_a_chat_that_is_new_is_written_to_and_answered_in_the_same_conversation(installation, bot) -> None:
    begun = begin(installation, bot, chat_id=int(ANN), text="we are open again")
    assert came(installation, "good").conversation == begun.conversation
    before = begin(installation, bot, chat_id=int(TEAM), text="we are open again")
    assert came(installation, "good", conversation=TEAM, group=True).conversation == before.conversation


def test_rules_that_another_process_adopted_meanwhile_hold(installation, bot, monkeypatch) -> None:
    talk = came(installation, "hello").conversation
    app = installation.app
    rules = app.rules_of(installation.tenant)
    old = type("Old", (), {"scan_each": lambda self, texts: [[] for _ in texts]})()
    stale = type("Stale", (), {"scanner": old})()
    monkeypatch.setattr(type(app), "rules_of", lambda self, tenant: stale)
    monkeypatch.setattr(type(app), "rules_in", lambda self, view: rules)
    begin(installation, bot, chat_id=int(ANN), text="write to desk@example.com")
    monkeypatch.undo()
    assert installation.read(talk)[-1] == "write to [EMAIL_1]"


def test_nothing_of_a_call_is_in_what_is_printed(installation, bot) -> None:
    came(installation, MAIL)
    begun = begin(installation, bot, chat_id=int(ANN), text="to [EMAIL_1]")
    for one in (begun, call.Finished(begun), call._Read(MAIL, None, False), call._Said(calls.read("getMe", {}), {})):
        assert MAIL not in repr(one)
