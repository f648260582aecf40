"""What a bot gets: tokens and aliases where somebody is named, and every other byte as it was."""

from __future__ import annotations

import json
import re
from typing import Any

import aiogram.types
import pytest
import telegram
from hypothesis import given
from hypothesis import strategies as st
from tests.core.botapi.samples import (
    ALONE,
    ANN,
    BOB,
    BOT,
    CARD,
    GROUP,
    LOWEST,
    NOTHING,
    message,
    owners,
    raw,
    read,
    written,
)

from privet.core.botapi import call, update
from privet.core.botapi.entities import Made
from privet.core.botapi.update import Read
from privet.errors import BadInput


def test_what_is_left_clear_by_setting_is_left() -> None:
    thing = message(
        text="x", contact={"phone_number": "+15550100", "first_name": "Bob", "user_id": 2222},
        venue={"location": {"latitude": 1.2345, "longitude": 2}, "address": "1 Road", "foursquare_id": "f"},
    )  # fmt: skip
    every = frozenset({"ids", "names", "usernames", "phones", "places"})
    one = read(thing, clear=every)
    assert [part.text for part in one.parts] == ["x"]
    assert not one.numbers
    assert not one.phones
    assert written(one) == thing
    for left in every:
        assert written(read(thing, clear=every - {left})) != thing
    got = written(read(thing))
    assert got["contact"]["phone_number"] == "+99900000000000"
    assert got["contact"]["user_id"] == LOWEST + 2222
    assert got["venue"] == {
        "location": {"latitude": 1.2, "longitude": 2}, "address": "[ADDRESS_1]", "foursquare_id": "",
    }  # fmt: skip


def test_rich_text_is_read_as_one_and_comes_apart_again() -> None:
    text = [
        "pay ",
        {"type": "bold", "text": "4111 1111"},
        {"type": "url", "url": "tg://user?id=2222", "text": " 1111 1111 now"},
    ]
    one = read(message(rich_message={"blocks": [{"type": "paragraph", "text": text}]}))
    assert f"pay {CARD} now" in owners(one)
    assert written(one)["rich_message"]["blocks"][0]["text"] == [
        "pay ", {"type": "bold", "text": "[CARD_1]"},
        {"type": "url", "url": f"tg://user?id={LOWEST + 2222}", "text": " now"},
    ]  # fmt: skip


def test_links_to_somebody_name_nobody() -> None:
    entities = [{"type": "text_link", "offset": 0, "length": 1, "url": "TG://user?id=2222&x=1"}]
    mention = [{"type": "text_mention", "offset": 0, "length": 1, "user": BOB}]
    one = read(message(text="x", entities=entities + mention))
    assert one.numbers == [1111, 2222]
    assert written(one)["entities"][0]["url"] == f"TG://user?id={LOWEST + 2222}&x=1"
    assert written(one)["entities"][1]["user"]["id"] == LOWEST + 2222
    left = read(message(text="x", entities=entities), clear=frozenset({"ids"}))
    assert written(left)["entities"] == entities


@pytest.mark.parametrize(
    "url",
    [
        f"https://example.com/?card={CARD}&to=tg://user?id=2222&name=Ann",
        "tg://user?id=2222&and=tg://openmessage?user_id=2222",
        f"tg://user?id=2222#{CARD}",
        "tg://user?id=2222&t=[CARD_1]",
    ],
)
def test_a_link_to_somebody_hides_nothing_beside_it(url: str) -> None:
    entities = [{"type": "text_link", "offset": 0, "length": 1, "url": url}]
    one = read(message(text="x", entities=entities))
    (said,) = written(one)["entities"]
    assert not re.search(f"2222(?!{LOWEST})|{CARD}|Ann", said["url"].replace(str(LOWEST + 2222), ""))
    clear = written(read(message(text="x", entities=entities), clear=frozenset({"ids"})))["entities"][0]["url"]
    assert CARD not in clear
    assert "Ann" not in clear
    assert "2222" in clear


def test_what_a_program_of_a_customer_can_write_freely_is_scanned() -> None:
    code = [{"type": "pre", "offset": 0, "length": 1, "language": f"a{CARD}"}]
    got = written(read(message(text="x", entities=code, document={"file_id": "f", "mime_type": f"text/{CARD}"})))
    assert (got["entities"][0]["language"], got["document"]["mime_type"]) == ("a[CARD_1]", "text/[CARD_2]")
    rich = {"type": "bot_command", "text": "go", "bot_command": f"/{CARD}"}
    got = written(read(message(rich_message={"blocks": [{"type": "paragraph", "text": [rich]}]})))
    assert got["rich_message"]["blocks"][0]["text"][0]["bot_command"] == "/[CARD_1]"
    plain = [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]
    assert written(read(message(text="x", entities=plain)))["entities"] == plain


def test_entities_of_an_option_that_was_added_to_a_poll_move_with_it() -> None:
    bold = [{"type": "bold", "offset": 4, "length": 3}]
    option = {"option_persistent_id": "1", "option_text": "Ann now", "option_text_entities": bold}
    got = written(read(message(poll_option_added=option)))["poll_option_added"]
    assert (got["option_text"], got["option_text_entities"][0]["offset"]) == ("[PERSON_3] now", 11)


def test_typed_fields() -> None:
    order = {
        "name": "Ann", "phone_number": "+15550100", "email": "ann@example.com",
        "shipping_address": {"country_code": "GB", "state": "Kent", "city": "Deal", "street_line1": "1 Road",
                             "street_line2": "", "post_code": "CT14"},
    }  # fmt: skip
    got = written(read(message(successful_payment={"order_info": order, "invoice_payload": CARD})))
    assert got["successful_payment"] == {
        "order_info": {
            "name": "[PERSON_1]", "phone_number": "+99900000000000", "email": "[EMAIL_1]",
            "shipping_address": {"country_code": "GB", "state": "[PLACE_1]", "city": "[PLACE_2]",
                                 "street_line1": "[ADDRESS_1]", "street_line2": "", "post_code": "[PLACE_3]"},
        },
        "invoice_payload": CARD,
    }  # fmt: skip
    passport = {"data": [{"type": "phone_number", "phone_number": "+15550100", "data": "Ann", "hash": "h"}],
                "credentials": {"data": "Ann", "hash": "h", "secret": "s"}}  # fmt: skip
    got = written(read(message(passport_data=passport)))["passport_data"]
    assert got["data"][0]["phone_number"] == "+99900000000000"
    assert got["data"][0]["data"] == got["credentials"]["data"] == "Ann"
    paid = {"state": "paid", "vcard": "BEGIN:VCARD", "name": "Ann_by_bot", "sticker_type": "regular"}
    assert written(read(message(x=paid)))["x"] == {**paid, "vcard": ""}


def test_answers() -> None:
    def got(result: Any, chat: str = "1111") -> Read:
        asked = call.read("x", {"chat_id": chat})
        return update.answer(json.dumps({"ok": True, "result": result}).encode(), NOTHING, asked)

    sent = got(message(text=f"{CARD}", **{"from": BOT}))
    assert (sent.id, sent.name, sent.message, sent.conversation, sent.group) == (0, "", None, "1111", False)
    assert owners(sent)[CARD] == "3333"
    assert json.loads(raw(sent))["result"]["text"] == "[CARD_1]"
    several = got([message(chat=GROUP, message_thread_id=4, is_topic_message=True, text="x")], "-1001234")
    assert (several.conversation, several.group, several.title) == ("-1001234/4", True, "Friends of Ann")
    full = got({**ALONE, "bio": "Ann, 40", "birthdate": {"day": 7, "month": 8, "year": 1980}})
    assert (full.conversation, full.group) == ("1111", False)
    assert json.loads(raw(full))["result"]["birthdate"] == {"day": 1, "month": 1, "year": 1980}
    assert got(GROUP).group
    assert got({"status": "member", "user": BOB}, "-1001234").conversation == "-1001234"
    assert got({"status": "member", "user": BOB}, "").conversation == "2222"
    assert got(True, "").conversation == ""
    assert got({"message_id": 4}).conversation == "1111"
    assert not got("https://example.com/+abc").parts
    refused = update.answer(b'{"ok":false,"description":"Bad Request: no"}', NOTHING, call.read("x", {}))
    assert not refused.parts


def test_what_is_no_answer_is_refused() -> None:
    with pytest.raises(BadInput):
        update.answer(b"[]", NOTHING, call.read("getMe", {}))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=12,
)
NAMES = st.sampled_from(["text", "from", "chat", "id", "entities", "user", "quote", "forward_origin", "type", "data"])
SHAPED = st.recursive(
    JSON | st.just(ANN) | st.just(GROUP),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)


@given(st.dictionaries(st.text(max_size=9), JSON, max_size=4), st.booleans(), st.sampled_from([None, 1]))
def test_what_is_unknown_stays_byte_for_byte(unknown: dict[str, Any], ascii_: bool, indent: int | None) -> None:
    thing = message(text="a", **{f"x-{name}": value for name, value in unknown.items()})
    sent = json.dumps({"update_id": 1, "message": thing}, ensure_ascii=ascii_, indent=indent).encode()
    one = update.read(sent, frozenset({"ids", "places"}))
    assert update.write(one, [Made(part.text) for part in one.parts], {}, [part.text for part in one.phones]) == sent
    made = [Made("[P_1]") if part.kind else Made(part.text) for part in one.parts]
    got = json.loads(update.write(one, made, {}, [part.text for part in one.phones]))["message"]
    assert {name: got[name] for name in thing if name.startswith("x-")} == {
        name: json.loads(json.dumps(value)) for name, value in thing.items() if name.startswith("x-")
    }


def test_a_number_that_nothing_stands_for_does_not_go_on_as_it_is() -> None:
    one = read(message(text="x"))
    with pytest.raises(KeyError):
        update.write(one, [Made(part.text) for part in one.parts], {}, [])


@given(SHAPED)
def test_nothing_makes_it_fail(shaped: Any) -> None:
    one = read({"message_id": 1, "x": shaped} if not isinstance(shaped, dict) else shaped)
    json.loads(raw(one))


def test_clients_read_what_the_bot_gets() -> None:
    replied = message(text="I am Bob", message_id=8, **{"from": BOB, "chat": GROUP})
    one = read(message(
        chat=GROUP, text=f"Ann {CARD}", entities=[{"type": "bold", "offset": 0, "length": 3}], reply_to_message=replied,
        quote={"text": "am Bob", "position": 2},
        contact={"phone_number": "+15550100", "first_name": "Bob", "vcard": "V"},
        venue={"location": {"latitude": 1.23, "longitude": 2}, "title": "Cafe", "address": "1 Road"},
        forward_origin={"type": "hidden_user", "sender_user_name": "Nobody", "date": 1},
    ))  # fmt: skip
    strict = aiogram.types.Update.model_validate_json(raw(one))
    assert strict.message is not None
    assert strict.message.text is not None
    assert strict.message.entities is not None
    assert strict.message.entities[0].extract_from(strict.message.text).startswith("[PERSON_")
    other = telegram.Update.de_json(json.loads(raw(one)), None)
    assert other.message is not None
    assert other.message.contact is not None
    assert (other.message.contact.phone_number, other.message.contact.vcard) == ("+99900000000000", "")
