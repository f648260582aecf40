"""Telegram Desktop exports: what is read, what is skipped, what the real exporter writes although JSON forbids it."""

from __future__ import annotations

import json

import pytest

from privet.core import record
from privet.errors import BadInput
from privet.plugins.formats import telegram

ME, THEM = 5550001, 5550002


def said(number: int, text: object, **more: object) -> dict[str, object]:
    fields = {"id": number, "type": "message", "date": "2024-03-01T10:00:00", "date_unixtime": "1709287200"}
    return {**fields, "from": "Ana Example", "from_id": f"user{THEM}", "text": text, **more}


def chat(*messages: object, kind: str = "personal_chat", number: int = THEM) -> dict[str, object]:
    return {"name": "Ana Example", "type": kind, "id": number, "messages": list(messages)}


def export(*chats: object, owner: int | None = ME) -> str:
    about = {"personal_information": {"user_id": owner}} if owner else {}
    return json.dumps(
        {"about": "…", **about, "chats": {"about": "…", "list": list(chats)}}, ensure_ascii=False, indent=1
    )


def test_an_incoming_message(reading):
    [message] = reading.messages(reading.items("telegram", export(chat(said(7, "Hola")))))
    assert reading.shown(message) == {
        "channel": "telegram",
        "conversation": "5550002",
        "party": "5550002",
        "text": "Hola",
        "sent_at": 1709287200000,
        "external_id": "7",
        "name": "Ana Example",
        "title": "Ana Example",
    }


def test_our_answer_in_a_personal_chat_is_for_the_other_person(reading):
    ours = said(8, "Buenos días", from_id=f"user{ME}")
    for data in (export(chat(ours)), export(chat(ours), owner=None), json.dumps(chat(ours))):
        [message] = reading.messages(reading.items("telegram", data))
        assert (message.direction, message.party.expose()) == ("out", str(THEM))


@pytest.mark.parametrize(
    ("kind", "number", "address"),
    [
        ("private_group", 42, "-42"),
        ("private_supergroup", 42, "-10042"),
        ("public_supergroup", 42, "-10042"),
        ("public_channel", 42, "-10042"),
        ("private_channel", 42, "-10042"),
        ("bot_chat", THEM, str(THEM)),
        ("private_group", -42, "-42"),
        ("replies", 708513, "-100708513"),
    ],
)
def test_chats_are_numbered_as_the_bot_api_numbers_them(reading, kind, number, address):
    [message] = reading.messages(reading.items("telegram", export(chat(said(1, "x"), kind=kind, number=number))))
    assert message.conversation.expose() == address
    assert message.group is (kind != "bot_chat")
    assert (message.party.expose(), message.direction) == (str(THEM), "in")


def test_in_a_group_the_owner_of_the_export_writes_out_and_everyone_else_in(reading):
    group = chat(
        said(1, "a"), said(2, "b", from_id=f"user{ME}"), said(3, "c", from_id="channel9"), kind="private_group"
    )
    found = reading.messages(reading.items("telegram", export(group)))
    assert [(each.direction, each.party.expose()) for each in found] == [
        ("in", str(THEM)),
        ("out", f"-{THEM}"),
        ("in", "-1009"),
    ]
    unknown = reading.messages(reading.items("telegram", export(group, owner=None)))
    assert [each.direction for each in unknown] == ["in", "in", "in"]


def test_saved_messages_belong_to_the_owner(reading):
    notes = {"type": "saved_messages", "id": ME, "messages": [said(1, "note", from_id=f"user{ME}"), said(2, "fwd")]}
    found = reading.messages(reading.items("telegram", export(notes)))
    assert {(each.direction, each.party.expose()) for each in found} == {("in", str(ME))}


def test_left_chats_are_read_too(reading):
    data = json.dumps({"chats": {"list": [chat(said(1, "a"))]}, "left_chats": {"list": [chat(said(2, "b"))]}})
    assert reading.texts(reading.items("telegram", data)) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("plain", "plain"),
        (["Call ", {"type": "phone", "text": "+1 202 555 0143"}, " now"], "Call +1 202 555 0143 now"),
        ([{"type": "text_link", "text": "here", "href": "https://u:p@example.com"}], "here <https://u:p@example.com>"),
        ([{"type": "text_link", "text": "https://example.com", "href": "https://example.com"}], "https://example.com"),
        ([{"type": "mention_name", "text": "Ana", "user_id": 1}], "Ana"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
    ],
)
def test_text_is_a_string_or_a_list(reading, text, read):
    data = json.dumps(chat(said(1, text)))
    assert reading.texts(reading.items("telegram", data)) == [read]


def test_text_entities_stand_in_for_a_missing_text(reading):
    message = said(1, "")
    del message["text"]
    message["text_entities"] = [{"type": "plain", "text": "abc"}]
    assert reading.texts(reading.items("telegram", export(chat(message)))) == ["abc"]


def test_the_control_characters_the_exporter_writes(reading):
    data = export(chat(said(1, "vertical@tab"), said(2, "raw@tab"), said(3, "back\\x0Bslash")))
    data = data.replace("vertical@tab", r"vertical\x0Btab\x1f").replace("raw@tab", "raw\x0b\x01\ntab")
    found = reading.texts(reading.items("telegram", data))
    assert found == ["vertical\x0btab\x1f", "raw\x0b\x01\ntab", "back\\x0Bslash"]


def test_messages_without_a_time_zone_are_read_as_utc(reading):
    message = said(1, "x")
    del message["date_unixtime"]
    [read] = reading.messages(reading.items("telegram", export(chat(message))))
    assert read.sent_at == 1709287200000


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({"photo": "photos/photo_1@01-03-2024.jpg"}, ("photos/photo_1@01-03-2024.jpg",)),
        (
            {"file": "(File not included. Change data exporting settings to download.)", "file_name": "bill.pdf"},
            ("bill.pdf",),
        ),
        (
            {"file": "bill (2).pdf (File exceeds maximum size. Change data exporting settings to download.)"},
            ("bill (2).pdf",),
        ),
        ({"file": "(File unavailable, please try again later)", "media_type": "voice_message"}, ("voice_message",)),
        ({"photo": "(Photo not included. Change data exporting settings to download.)"}, ("photo",)),
        ({"file": "stickers/sticker.webp", "media_type": "sticker", "sticker_emoji": "😀"}, ("stickers/sticker.webp",)),
        ({"file": "files/a", "contact_vcard": "contacts/contact_1.vcf"}, ("files/a", "contacts/contact_1.vcf")),
        ({"file": "files/a", "photo": 7, "thumbnail": "files/a_thumb.jpg"}, ("files/a",)),
        ({"photo": "", "file": "files/a", "self_destruct_period_seconds": 10}, ("files/a",)),
    ],
)
def test_files_keep_their_names_also_when_left_out(reading, more, names):
    [message] = reading.messages(reading.items("telegram", export(chat(said(1, "", **more)))))
    assert tuple(each.expose() for each in message.attachments) == names


@pytest.mark.parametrize(
    ("more", "read"),
    [
        (
            {"contact_information": {"first_name": "Bo", "last_name": "", "phone_number": "+44 7700 900123"}},
            "Bo  +44 7700 900123",
        ),
        (
            {"location_information": {"latitude": 1.5, "longitude": 2}, "place_name": "Shop", "address": "1 High St"},
            "1.5 2\nShop\n1 High St",
        ),
        ({"poll": {"question": "Which?", "answers": [{"text": "A"}, {"text": "B"}, 3]}}, "Which?\nA\nB"),
        ({"poll": {"question": ["?"], "answers": "none"}, "text": "t"}, "t"),
        ({"invoice_information": {"title": "Plan", "description": "monthly", "amount": 5}}, "Plan monthly"),
        ({"contact_information": "none", "text": "t"}, "t"),
    ],
)
def test_what_is_said_outside_the_text_is_kept_as_text(reading, more, read):
    assert reading.texts(reading.items("telegram", export(chat(said(1, "") | more)))) == [read]


def test_what_is_no_message_is_skipped_and_counted(reading):
    service = {"id": 1, "type": "service", "action": "phone_call", "actor": "Ana Example", "text": ""}
    found = reading.items(
        "telegram", export(chat(service, {"id": 2, "type": "unsupported"}, said(3, ""), said(4, "x")))
    )
    assert reading.skipped(found) == [telegram.SERVICE.reason, telegram.UNSUPPORTED.reason, telegram.EMPTY.reason]
    assert reading.texts(found) == ["x"]


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (said(1, 7), record.WRONG_TYPE),
        (said(1, [7]), record.WRONG_TYPE),
        (said(1, "x", from_id=None), record.MISSING),
        (said(1, "x", from_id="robot1"), record.MISSING),
        (said(1, "x", id=None), record.MISSING),
        (said(1, "x", id=True), record.MISSING),
        (said(1, "x", date_unixtime="99999999999999"), record.NO_TIME),
        (said(1, "x", date_unixtime=None, date=None), record.NO_TIME),
        (said(1, "x" * (record.TEXT + 1)), record.OVER),
        (said(1, "é" * (record.TEXT // 2 + 1)), record.OVER),
        (said(1, "x", **{"from": "n" * 1025}), record.OVER),
        (said(1, "x" * record.RAW), record.TOO_LONG),
        (said(1, "x", deep=json.loads("[" * 70 + "]" * 70)), record.TOO_LONG),
        (said(1, "x", many="\\" * 3), None),
        ("a string", record.NOT_JSON),
        (3, record.NOT_JSON),
        (None, record.NOT_JSON),
    ],
)
def test_one_bad_message_costs_no_other(reading, message, reason):
    found = reading.items("telegram", export(chat(said(1, "before"), message, said(3, "after"))))
    expected = [] if reason is None else [(1, "message 2 of chat 1", reason)]
    assert reading.troubles(found) == expected
    assert (reading.texts(found)[0], reading.texts(found)[-1]) == ("before", "after")


def test_bytes_that_are_no_utf8_and_values_that_are_no_json(reading):
    data = export(chat(said(1, "@@"), said(2, "##"), said(3, "after"))).encode()
    data = data.replace(b"@@", b"\xff\xfe").replace(b'"##"', b'"\\q"')
    found = reading.items("telegram", data)
    assert reading.troubles(found) == [
        (0, "message 1 of chat 1", record.NOT_UTF8),
        (1, "message 2 of chat 1", record.NOT_JSON),
    ]
    assert reading.texts(found) == ["after"]


def test_a_chat_whose_messages_come_before_its_id_is_one_unreadable_record(reading):
    late = {"messages": [said(1, "lost")], "name": "x", "type": "personal_chat", "id": 1}
    odd = {"id": "?" * 70000, "type": "personal_chat", "messages": [said(1, "lost")]}
    found = reading.items("telegram", export(late, odd, {"no": "messages"}, 5, chat(said(2, "kept"))))
    assert [where for _, where, _ in reading.troubles(found)] == ["chat 1", "chat 2"]
    assert reading.texts(found) == ["kept"]


def test_numbers_may_stand_in_strings_and_before_2021_a_user_was_only_a_number(reading):
    data = json.dumps({"id": str(THEM), "type": "personal_chat", "messages": [said(1, "x", from_id=THEM)]})
    [message] = reading.messages(reading.items("telegram", data))
    assert (message.party.expose(), message.direction) == (str(THEM), "in")


def test_every_truncation_keeps_what_came_before_it(reading):
    whole = export(chat(said(1, "one é 😀"), said(2, "two")), chat(said(3, 'th"}]ree\\'))).encode()
    all_texts = reading.texts(reading.items("telegram", whole))
    assert len(all_texts) == 3
    assert not reading.troubles(reading.items("telegram", whole))
    for end in range(whole.index(b'"id": 1'), len(whole)):
        found = reading.items("telegram", whole[:end])
        assert reading.texts(found) == all_texts[: len(reading.texts(found))]
        number, where, why = reading.troubles(found)[-1]
        assert (number, why) == (len(found) - 1, record.BROKEN_OFF)
        assert int(where.removeprefix("byte ")) <= end


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b"<html>",
        b"[]",
        b"null",
        b"{",
        b"{}",
        b'{"a":1}',
        b'{"a" 1}',
        b"{a: 1}",
        b'{"chats": 5}',
        b'{"chats": {"list": 5}}',
        b'{"chats": {"list": []}}',
        b'{"personal_information": {"user_id": "\xff"}}',
        b'{"%s": 1}' % (b"k" * 70000),
        b"\xff\xfe{\x00",
    ],
)
def test_what_is_no_export_is_refused_as_a_whole(reading, data):
    with pytest.raises(BadInput):
        reading.items("telegram", data)


def test_a_byte_order_mark_and_any_white_space_are_let_pass(reading):
    data = json.dumps(json.loads(export(chat(said(1, "x")))), indent=7)
    assert reading.texts(reading.items("telegram", b"\xef\xbb\xbf \n" + data.encode())) == ["x"]


def test_reading_goes_on_where_it_stopped(reading):
    data = export(chat(*(said(number, str(number)) for number in range(5))), chat(said(9, "9"), 7))
    whole = reading.items("telegram", data)
    for start in range(len(whole) + 2):
        assert reading.items("telegram", data, start) == whole[start:]
