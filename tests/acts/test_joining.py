"""What went through a bot and what an export of Telegram Desktop repeats is there once, whichever came first."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

import bots
from privet.acts import call, joining, send
from privet.acts.bot import Open
from privet.acts.expire import expire
from privet.cli.import_ import Summary, bring_in
from privet.core import ids
from privet.core.botapi import call as calls
from privet.plugins.channels.waiting import Waiting
from privet.store import messages, subjects

ANN, OWNER = bots.ANN["id"], 990000000900
TEAM = -1001234567890
LINK = "AbC-1"
NOON = bots.NOON_S


@pytest.fixture
def bot(installation) -> Open:
    return bots.add(installation)


def exported(number: int, of: str, text: str, *, at: int = NOON, name: str = "Annabel Quist") -> dict[str, Any]:
    """A message as Telegram Desktop 5 writes it."""
    return {
        "id": number, "type": "message", "date": "2026-11-21T12:00:00", "date_unixtime": str(at), "from": name,
        "from_id": of, "text": text, "text_entities": [{"type": "plain", "text": text}],
    }  # fmt: skip


def result(type_: str, id_: int, *written: dict[str, Any]) -> bytes:
    """`result.json` of a whole account with one chat."""
    service = {
        "id": 1, "type": "service", "date": "2026-11-20T12:00:00", "date_unixtime": "1795176000", "actor": "Larkspur",
        "actor_id": f"user{OWNER}", "action": "create_group", "title": "Neighbours", "members": [], "text": "",
        "text_entities": [],
    }  # fmt: skip
    chat = {"name": "Neighbours", "type": type_, "id": id_, "messages": [service, *written]}
    about = {"user_id": OWNER, "first_name": "Larkspur", "last_name": "", "phone_number": "+999 0000 00001", "bio": ""}
    chats = {"about": "This page lists all chats from this export.", "list": [chat]}
    whole = {"about": "Here is the data you requested.", "personal_information": about, "chats": chats}
    return json.dumps(whole, indent=1, ensure_ascii=False).encode()


def imported(house: Any, file: bytes) -> Summary:
    return bring_in(house.app, house.tenant, "telegram", io.BytesIO(file))


def update(number: int, text: str, id_: int = 1, kind: str = "message", **more: Any) -> Any:
    return bots.read({"update_id": id_, kind: bots.message(text, number, **more)})


def sent(house: Any, bot: Open, text: str, *numbers: int, fault: Exception | None = None, **params: Any) -> call.Begun:
    """What a bot sent, and the numbers that Telegram gave it."""
    (begun,) = call.begin(house.app, house.tenant, bot, [calls.read("sendMessage", {"text": text, **params})])
    assert isinstance(begun, call.Begun)
    call.finish(house.app, house.tenant, bot, [call.Finished(begun, fault, numbers)])
    return begun


def held(house: Any) -> int:
    """How many messages there are."""
    with house.app.store.view(house.tenant) as view:
        return messages.counts(view)["messages"]


def group(house: Any, bot: Open) -> None:
    """In a group Ann asked and the bot answered."""
    bots.take(house, bot, update(101, "My address is ann@example.com", chat=bots.GROUP))
    sent(house, bot, "Thank you, [EMAIL_1]", 102, chat_id=TEAM)


SAID = (
    exported(101, f"user{ANN}", "My address is ann@example.com"),
    exported(102, f"user{bots.NUMBER}", "Thank you, ann@example.com", at=NOON + 3600, name="Support"),
    exported(103, f"user{ANN}", "You are welcome", at=NOON + 7200),
)


def test_an_export_of_a_group_repeats_what_came_and_what_the_bot_said(installation: Any, bot: Open) -> None:
    group(installation, bot)
    done = imported(installation, result("private_supergroup", 1234567890, *SAID))
    assert (done.stored, done.repeated, done.unreadable) == (1, 2, 0)
    assert held(installation) == 3
    again = imported(installation, result("private_supergroup", 1234567890, *SAID))
    assert (again.stored, again.repeated) == (0, 3)


def test_a_group_that_was_exported_first_goes_on_over_the_bot(installation: Any, bot: Open) -> None:
    assert imported(installation, result("private_supergroup", 1234567890, *SAID)).stored == 3
    (first, second) = bots.take(
        installation, bot, update(103, "You are welcome", 1, chat=bots.GROUP), update(104, "Bye", 2, chat=bots.GROUP)
    )
    assert (first.outcome, first.conversation) == ("stored", second.conversation)
    assert held(installation) == 4
    said = installation.read(second.conversation)
    assert said == ["My address is [EMAIL_1]", "Thank you, [EMAIL_2]",
                    "You are welcome", "Bye"]  # fmt: skip
    assert [one.number for one in bots.waiting(installation, bot)] == [1, 2]


def test_what_an_export_has_of_the_companys_bot_is_the_groups_and_it_is_nobodys_customer(
    installation: Any, bot: Open
) -> None:
    imported(installation, result("private_supergroup", 1234567890, *SAID))
    assert installation.find(str(bots.NUMBER)).subjects == ()
    assert installation.find(str(ANN)).subjects
    with installation.app.store.view(installation.tenant) as view:
        rows = [row for row in messages.newer(view, b"", 10) if row.direction]
        (one,) = rows
        assert one.subject == subjects.conversation(view, one.conversation).subject


def test_several_messages_of_one_call_are_known_by_each_number(installation: Any, bot: Open) -> None:
    sent(installation, bot, "Two pictures", 200, 201, chat_id=TEAM)
    written = [exported(number, f"user{bots.NUMBER}", "Two pictures") for number in (200, 201, 202)]
    done = imported(installation, result("private_supergroup", 1234567890, *written))
    assert (done.stored, done.repeated) == (1, 2)


def test_what_did_not_leave_has_no_number(installation: Any, bot: Open) -> None:
    sent(installation, bot, "It may have left", 102, fault=TimeoutError(), chat_id=TEAM)
    written = exported(102, f"user{bots.NUMBER}", "It may have left")
    assert imported(installation, result("private_supergroup", 1234567890, written)).stored == 1


TALK = (
    exported(54, f"user{OWNER}", "Good morning", at=NOON - 60, name="Larkspur"),
    exported(55, f"user{ANN}", "My address is ann@example.com"),
    exported(56, f"user{OWNER}", "We write to you", name="Larkspur"),
)


def business(number: int, text: str, id_: int = 1, at: int = NOON, **more: Any) -> Any:
    return update(number, text, id_, "business_message", date=at, business_connection_id=LINK, **more)


def test_an_export_of_a_business_account_repeats_what_went_over_its_connection(installation: Any, bot: Open) -> None:
    installation.clock.at = NOON * 1000
    owner = {"id": OWNER, "is_bot": False, "first_name": "Larkspur"}
    ours = business(56, "We write to you", 2, chat=bots.chat(bots.ANN), **{"from": owner})
    bots.take(installation, bot, business(55, "My address is ann@example.com"), ours)
    sent(installation, bot, "From the bot", 57, chat_id=ANN, business_connection_id=LINK)
    by_bot = exported(57, f"user{OWNER}", "From the bot", at=NOON + 2, name="Larkspur")
    done = imported(installation, result("personal_chat", ANN, *TALK, by_bot))
    assert (done.stored, done.repeated) == (1, 3)
    assert held(installation) == 4


def test_a_business_chat_that_was_exported_first_goes_on_over_its_connection(installation: Any, bot: Open) -> None:
    assert imported(installation, result("personal_chat", ANN, *TALK)).stored == 3
    one, two = bots.take(
        installation, bot, business(55, "My address is ann@example.com"), business(58, "Another, bo@example.com", 2)
    )
    assert held(installation) == 4
    assert (one.outcome, one.message, one.conversation) == ("stored", "", two.conversation)  # the bot gets it
    raws = [json.loads(each.raw)["business_message"]["text"] for each in bots.waiting(installation, bot)]
    assert raws == ["My address is [EMAIL_1]", "Another, [EMAIL_2]"]
    (begun,) = call.begin(
        installation.app, installation.tenant, bot,
        [calls.read("sendMessage", {"chat_id": ANN, "business_connection_id": LINK, "text": "to [EMAIL_1]"})],
    )  # fmt: skip
    assert isinstance(begun, call.Begun)
    assert begun.params["text"] == "to ann@example.com"


def test_another_accounts_message_of_the_same_number_is_another_one(installation: Any, bot: Open) -> None:
    bots.take(installation, bot, business(55, "My address is ann@example.com", at=NOON - 86_400))
    assert imported(installation, result("personal_chat", ANN, *TALK)).stored == 3


def test_two_accounts_exports_of_chats_with_the_same_person_are_both_brought_in_whole(installation: Any) -> None:
    of = f"user{ANN}"
    first = result("personal_chat", ANN, exported(7, of, "To one"), exported(8, of, "Again", at=NOON + 60))
    second = result("personal_chat", ANN, exported(7, of, "To the other", at=NOON + 5), exported(8, of, "And", at=NOON))
    assert [imported(installation, one).stored for one in (first, second)] == [2, 2]
    assert [imported(installation, one).stored for one in (first, second)] == [0, 0]
    clock_moved = result("personal_chat", ANN, exported(7, of, "To one", at=NOON + 3600))
    assert imported(installation, clock_moved).stored == 0  # an old export says no zone: the same text is the same


def test_what_a_person_writes_to_the_bot_itself_is_no_message_of_an_export(installation: Any, bot: Open) -> None:
    bots.take(installation, bot, update(55, "My address is ann@example.com"))
    sent(installation, bot, "Thank you", 56, chat_id=ANN)
    assert imported(installation, result("personal_chat", ANN, *TALK)).stored == 3


def in_topic(number: int, text: str, id_: int = 1) -> Any:
    return update(number, text, id_, chat={**bots.GROUP, "is_forum": True}, message_thread_id=7, is_topic_message=True)


@pytest.mark.parametrize("exported_first", [False, True])
def test_an_export_knows_no_topics_and_a_message_in_one_is_there_once(
    installation: Any, bot: Open, exported_first: bool
) -> None:
    file = result("private_supergroup", 1234567890, SAID[0], SAID[2])
    if exported_first:
        imported(installation, file)
    bots.take(installation, bot, in_topic(101, "My address is ann@example.com"))
    if not exported_first:
        assert imported(installation, file).repeated == 1
    assert held(installation) == 2


def test_a_tag_that_another_message_has_is_not_believed(installation: Any, bot: Open, monkeypatch: Any) -> None:
    bots.take(installation, bot, business(54, "Hello"))
    real = joining.tags.tag
    monkeypatch.setattr(joining.tags, "tag", lambda key, use, value, place=b"": real(key, use, "54", place))
    done = imported(installation, result("personal_chat", ANN, exported(99, f"user{ANN}", "Another")))
    assert done.stored == 1


def test_without_a_bot_nothing_is_looked_for(installation: Any, monkeypatch: Any) -> None:
    imported(installation, result("personal_chat", ANN, TALK[0]))
    monkeypatch.setattr(joining, "_conversations", None)
    assert imported(installation, result("personal_chat", ANN, *TALK)).stored == 2


def numbered(house: Any, begun: call.Begun, *numbers: int, name: str = str(TEAM)) -> str | None:
    """What a message that was sent is called at Telegram, once that was told."""
    with house.app.store.write(house.tenant) as tx:
        joining.numbered(house.app, tx, ids.read("msg", begun.message), name, numbers)
    with house.app.store.view(house.tenant) as view:
        row = messages.message(view, ids.read("msg", begun.message))
        owner = None if row is None else subjects.subject(view, row.subject)
        body = None if row is None or owner is None else joining.read_body(view, row, owner.slot)
        return None if body is None else body.external_id


def test_a_number_that_is_told_later_is_kept_with_what_it_is_of(installation: Any, bot: Open) -> None:
    begun = sent(installation, bot, "Hello", chat_id=TEAM)
    assert numbered(installation, begun) is None
    assert numbered(installation, begun, 7, name=str(ANN)) is None  # each account counts such a chat for itself
    assert numbered(installation, begun, 7) == "7"


def test_what_a_colleague_answered_in_a_group_is_known_by_its_number(installation: Any, bot: Open) -> None:
    group(installation, bot)
    app, tenant = installation.app, installation.tenant
    app.channels["telegram"] = Waiting("telegram")
    with app.store.view(tenant) as view:
        talk = ids.shown("con", messages.newer(view, b"", 10)[0].conversation)
    answer = installation.send(talk, "We look into it")
    taken = send.take(app, tenant, ids.read("msg", answer.id))
    assert taken is not None
    row, outgoing = taken
    assert send.settle(app, tenant, row, None, outgoing.conversation.expose(), [103]) == "sent"
    written = exported(103, f"user{bots.NUMBER}", "We look into it", name="Support")
    assert imported(installation, result("private_supergroup", 1234567890, written)).repeated == 1


def test_what_is_erased_or_over_gets_no_number(installation: Any, bot: Open) -> None:
    begun = sent(installation, bot, "Hello", chat_id=TEAM)
    installation.clock.forward(days=4000)
    expire(installation.app, installation.tenant)
    assert numbered(installation, begun, 7) is None
    other = sent(installation, bot, "Hello", chat_id=ANN, business_connection_id=LINK)
    (subject,) = installation.find(str(ANN)).subjects
    installation.erase(subject)
    assert numbered(installation, other, 7, name=f"{ANN}@{LINK}") is None


def test_the_names_of_conversations_whose_numbers_an_export_shares() -> None:
    assert [joining.counted(one) for one in ("-1001", "-1001/7", "12@link", "12", "-12", "@channel", "12/7")] == [
        True, True, True, False, False, False, False,
    ]  # fmt: skip


def test_what_was_said_reads_as_before_once_its_number_is_told(installation: Any, bot: Open) -> None:
    group(installation, bot)
    with installation.app.store.view(installation.tenant) as view:
        talk = ids.shown("con", messages.newer(view, b"", 10)[0].conversation)
    assert installation.read(talk) == ["My address is [EMAIL_1]", "Thank you, [EMAIL_1]"]
