"""What providers post, what goes on of it, and what applications ask for, in each provider's own form."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core import webhook
from privet.core.exchange import Answer
from privet.core.plain import Plain
from privet.core.sms import line, twiml
from privet.core.sms.asked import FORM, JSON, Asked, Came, Keys, Order, basic, international, pairs
from privet.core.sms.line import Settings
from privet.core.sms.parts import joined
from privet.core.sms.providers import PROVIDERS
from privet.errors import BadInput, ChannelError

KEYS = Keys("AC0123", Plain("real-secret"), Plain("signs"), Plain("own-secret"))
ALIAS = "+99912345678901"
OURS, THEIRS = "+12025550100", "+12025550142"
HOOK = "https://privet.example.com/gateways/sms/lin_a/in"
HELLO = "hello, ann@example.com"

Said = dict[str, Any]


def form(said: Said) -> Asked:
    return Asked("POST", HOOK, FORM, {}, urlencode(said).encode())


def as_json(said: object, **headers: str) -> Asked:
    return Asked("POST", HOOK, JSON, headers, json.dumps(said).encode())


def get(said: Said) -> Asked:
    return Asked("GET", f"{HOOK}?{urlencode(said)}", "", {}, b"")


TWILIO_IN: Said = {
    "MessageSid": "SM1", "SmsSid": "SM1", "AccountSid": "AC0123", "From": THEIRS, "To": OURS, "Body": HELLO,
    "NumMedia": "1", "MediaUrl0": "https://api.twilio.com/x", "FromCity": "SPRINGFIELD", "FromZip": "12345",
    "ProfileName": "Ann", "FromCountry": "US", "SmsStatus": "received",
}  # fmt: skip
TWILIO_STATE: Said = {
    "MessageSid": "SM2", "MessageStatus": "delivered", "From": OURS, "To": THEIRS, "AccountSid": "AC0123", "X": "y"
}  # fmt: skip
NEW: Said = {
    "message_uuid": "u1", "to": OURS[1:], "from": THEIRS[1:], "timestamp": "2026-11-23T02:00:00Z", "channel": "sms",
    "message_type": "text", "text": HELLO, "sms": {"keyword": "HELLO"}, "profile": {"name": "Ann"},
}  # fmt: skip
NEW_STATE: Said = {
    "message_uuid": "u2", "to": THEIRS[1:], "from": OURS[1:], "status": "delivered", "timestamp": "t", "channel": "sms"
}  # fmt: skip
OLD: Said = {
    "msisdn": THEIRS[1:], "to": OURS[1:], "messageId": "0A1", "text": HELLO, "type": "text", "keyword": "HELLO",
    "message-timestamp": "2026-11-23 02:00:00", "api-key": "AC0123", "sig": "x", "nonce": "y",
}  # fmt: skip
OLD_STATE: Said = {
    "msisdn": THEIRS[1:], "to": OURS[1:], "messageId": "0A2", "status": "delivered", "err-code": "0", "scts": "26112302"
}  # fmt: skip
BIRD: Said = {
    "id": "b1", "recipient": OURS[1:], "originator": THEIRS[1:], "body": HELLO, "createdDatetime": "t", "name": "Ann"
}  # fmt: skip
BIRD_STATE: Said = {
    "id": "b2", "reference": "privet", "recipient": THEIRS[1:], "status": "delivered", "statusDatetime": "t2"
}  # fmt: skip
RESULT: Said = {
    "messageId": "i1", "from": THEIRS[1:], "to": OURS[1:], "text": HELLO, "cleanText": HELLO, "keyword": "HELLO",
    "receivedAt": "t", "smsCount": 1, "callbackData": "Ann", "price": {"pricePerMessage": 0},
}  # fmt: skip
REPORT: Said = {
    "messageId": "i2", "bulkId": "k", "to": THEIRS[1:], "sentAt": "t", "doneAt": "t2", "mccMnc": "310260",
    "status": {"groupId": 3, "groupName": "DELIVERED", "id": 5, "name": "DELIVERED", "description": "Ann got it"},
    "error": {"groupId": 0, "name": "NO_ERROR"},
}  # fmt: skip

IN = [
    ("twilio", form(TWILIO_IN), "SM1"),
    ("vonage", as_json(NEW), "u1"),
    ("vonage", get(OLD), "0A1"),
    ("vonage", form(OLD), "0A1"),
    ("messagebird", form(BIRD), "b1"),
    ("infobip", as_json({"results": [RESULT], "messageCount": 1}), "i1"),
]
STATES = [
    ("twilio", form(TWILIO_STATE), "SM2:delivered", OURS),
    ("vonage", as_json(NEW_STATE), "u2:delivered", OURS),
    ("vonage", get(OLD_STATE), "0A2:delivered", OURS),
    ("messagebird", get(BIRD_STATE), "b2:delivered:t2", ""),
    ("infobip", as_json({"results": [REPORT]}), "i2:DELIVERED:t2", ""),
]


def again(name: str, written: Any) -> Asked:
    """What was written for an application, as a request that it gets."""
    return Asked("POST" if written.body else "GET", f"{HOOK}?{written.query}", written.type, {}, written.body)


@pytest.mark.parametrize(("name", "asked", "id"), IN)
def test_a_message_goes_on_in_its_own_form_without_the_customer(name, asked, id) -> None:
    provider = PROVIDERS[name]
    (came,) = provider.read(asked)
    assert (came.id, came.ours, came.theirs, came.text) == (id, OURS, THEIRS, HELLO)
    written = provider.written(came, OURS, ALIAS, "hello, [EMAIL_1]")
    told = written.body.decode() + written.query
    for value in ("ann@", "Ann", "HELLO", THEIRS[1:], "SPRINGFIELD", "12345,", "api.twilio.com"):
        assert value not in told, value
    (once_more,) = provider.read(again(name, written))
    assert (once_more.id, once_more.ours, once_more.theirs, once_more.text) == (id, OURS, ALIAS, "hello, [EMAIL_1]")


@pytest.mark.parametrize(("name", "asked", "id", "ours"), STATES)
def test_what_became_of_a_message_goes_on_with_an_alias(name, asked, id, ours) -> None:
    provider = PROVIDERS[name]
    (came,) = provider.read(asked)
    assert (came.id, came.ours, came.theirs, came.text) == (id, ours, THEIRS, None)
    written = provider.written(came, came.ours, ALIAS, None)
    told = written.body.decode() + written.query
    assert THEIRS[1:] not in told
    assert "Ann" not in told
    (once_more,) = provider.read(again(name, written))
    assert (once_more.id, once_more.theirs) == (id, ALIAS)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("twilio", form({"From": THEIRS, "To": OURS, "Body": "x"})),
        ("twilio", form({"MessageSid": "SM1", "To": OURS, "Body": "x"})),
        ("twilio", Asked("POST", HOOK, FORM, {}, b"a=%ff")),
        ("twilio", Asked("POST", HOOK, FORM, {}, b"\xff")),
        ("twilio", Asked("POST", HOOK, FORM, {}, b"&".join([b"a=1"] * 300))),
        ("vonage", Asked("POST", HOOK, JSON, {}, b"[" * 100_000)),
        ("vonage", Asked("POST", HOOK, JSON, {}, b"[]")),
        ("vonage", as_json(NEW | {"text": {"a": 1}})),
        ("vonage", as_json(NEW | {"message_uuid": True})),
        ("messagebird", as_json(BIRD | {"body": 7})),
        ("messagebird", as_json(BIRD | {"id": ""})),
        ("infobip", as_json({"results": {}})),
        ("infobip", as_json({"results": []})),
        ("infobip", as_json({"results": [1]})),
        ("infobip", as_json({"results": [RESULT] * 65})),
    ],
)
def test_what_is_no_message_is_refused_without_its_words(name, asked) -> None:
    with pytest.raises(BadInput) as refused:
        PROVIDERS[name].read(asked)
    assert "2025550142" not in str(refused.value)


def test_a_text_is_none_where_there_is_none_and_numbers_are_read() -> None:
    (came,) = PROVIDERS["vonage"].read(as_json({**NEW, "from": 12025550142, "text": ""}))
    assert (came.theirs, came.text) == (THEIRS, "")
    (unknown,) = PROVIDERS["infobip"].read(as_json({"results": [REPORT | {"error": 1, "from": "Shop"}]}))
    assert (unknown.ours, "error" in unknown.rest) == ("Shop", False)
    assert international("Shop") == "Shop"
    assert international("12345") == "12345"


ORDERS = [
    ("twilio", "2010-04-01/Accounts/AC0123/Messages.json", {"From": OURS, "To": ALIAS, "Body": "x"}, FORM,
     basic("AC0123", KEYS.own), {"sid": "SM9"}, "SM9"),
    ("vonage", "v1/messages", {"from": OURS[1:], "to": ALIAS[1:], "text": "x", "channel": "sms",
                               "message_type": "text"}, JSON, basic("AC0123", KEYS.own), {"message_uuid": "u9"}, "u9"),
    ("vonage", "sms/json", {"from": OURS[1:], "to": ALIAS[1:], "text": "x"}, FORM, basic("AC0123", KEYS.own),
     {"messages": [{"status": "0", "message-id": "m9"}]}, "m9"),
    ("vonage", "sms/json", {"from": OURS[1:], "to": ALIAS[1:], "text": "x", "api_key": "AC0123",
                            "api_secret": "own-secret"}, JSON, "", {"messages": [{"status": "0", "message-id": "m"}]},
     "m"),
    ("messagebird", "messages", {"originator": OURS, "recipients": [ALIAS[1:]], "body": "x"}, JSON,
     "AccessKey own-secret", {"id": "b9"}, "b9"),
    ("messagebird", "messages", {"originator": OURS, "recipients": ALIAS[1:], "body": "x"}, FORM,
     "AccessKey own-secret", {"id": "b9"}, "b9"),
    ("infobip", "sms/2/text/advanced", {"messages": [{"from": OURS[1:], "destinations": [{"to": ALIAS[1:]}],
     "text": "x"}]}, JSON, "App own-secret", {"messages": [{"messageId": "i9"}]}, "i9"),
    ("infobip", "sms/3/messages", {"messages": [{"sender": OURS[1:], "destinations": [{"to": ALIAS[1:]}],
     "content": {"text": "x"}}]}, JSON, "App own-secret", {"messages": [{"messageId": "i9"}]}, "i9"),
]  # fmt: skip


def order_of(name: str, path: str, said: Said, type: str, authorization: str, keys: Keys = KEYS) -> Order | None:
    body = urlencode(said) if type == FORM else json.dumps(said)
    headers = {"authorization": authorization}
    return PROVIDERS[name].order(path, Asked("POST", HOOK, type, headers, body.encode()), keys)


@pytest.mark.parametrize(("name", "path", "said", "type", "authorization", "answer", "id"), ORDERS)
def test_an_order_goes_out_with_the_providers_own_secret(name, path, said, type, authorization, answer, id) -> None:
    provider = PROVIDERS[name]
    order = order_of(name, path, said, type, authorization)
    assert order is not None
    assert (order.ours, order.theirs, order.text) == (OURS, ALIAS, "x")
    real = Order(OURS, THEIRS, "to ann@example.com", order.form)
    request = provider.request("https://api.example.com", real, KEYS, HOOK)
    told = " ".join([*request.headers.values(), request.body.decode()])
    assert "own-secret" not in told
    assert request.url == f"https://api.example.com/{path}"
    assert "real-secret" in told or basic("AC0123", KEYS.sends) in told
    sent = request.body.decode()
    values = [one for _, one in parse_qsl(sent)] if request.headers["Content-Type"] == FORM else [sent]
    for part in ("ann@example.com", THEIRS[1:], HOOK):
        assert any(part in one for one in values), part
    got = provider.taken(Answer(200, JSON, "utf-8", json.dumps(answer).encode()), order)
    assert got == id
    back = json.loads(provider.told(order, id, KEYS).body)
    assert id in json.dumps(back)
    assert THEIRS[1:] not in json.dumps(back)


@pytest.mark.parametrize(("name", "path", "said", "type", "authorization", "answer", "id"), ORDERS)
def test_only_who_has_the_applications_secret_orders(name, path, said, type, authorization, answer, id) -> None:
    other = Keys("AC0123", KEYS.sends, KEYS.signs, Plain("another"))
    assert order_of(name, path, said, type, authorization, other) is None
    assert order_of(name, "elsewhere", said, type, authorization) is None
    if "api_secret" not in said:
        assert order_of(name, path, said, type, "") is None
    elsewhere = Keys("AC9999", KEYS.sends, KEYS.signs, KEYS.own)
    if name in ("twilio", "vonage"):
        assert order_of(name, path, said, type, authorization, elsewhere) is None


@pytest.mark.parametrize(
    ("name", "path", "said"),
    [
        (
            "twilio",
            "2010-04-01/Accounts/AC0123/Messages.json",
            {"From": OURS, "To": ALIAS, "Body": "x", "MediaUrl": "y"},
        ),
        ("twilio", "2010-04-01/Accounts/AC0123/Messages.json", {"From": OURS, "To": ALIAS}),
        (
            "vonage",
            "v1/messages",
            {"from": OURS, "to": ALIAS, "channel": "whatsapp", "message_type": "text", "text": "x"},
        ),
        ("vonage", "v1/messages", {"from": OURS, "to": ALIAS, "channel": "sms", "message_type": "image", "text": "x"}),
        ("vonage", "v1/messages", {"from": OURS, "to": ALIAS, "image": {}, "channel": "sms", "message_type": "text"}),
        ("messagebird", "messages", {"originator": OURS, "recipients": ["1", "2"], "body": "x"}),
        ("messagebird", "messages", {"originator": OURS, "recipients": "1,2", "body": "x"}),
        ("messagebird", "messages", {"originator": OURS, "recipients": ["1"], "body": "x", "type": "flash"}),
        ("infobip", "sms/3/messages", {"messages": []}),
        ("infobip", "sms/3/messages", {"messages": ["x"]}),
        ("infobip", "sms/3/messages", {"messages": [{"sender": OURS, "destinations": [], "text": "x"}]}),
        ("infobip", "sms/3/messages", {"messages": [{"sender": OURS, "destinations": ["x"], "text": "x"}]}),
        ("infobip", "sms/3/messages", {"messages": [{"sender": OURS, "destinations": [{"to": "1"}], "flash": 1}]}),
    ],
)
def test_what_privet_does_not_pass_on_is_refused_not_left_out(name, path, said) -> None:
    proof = {"twilio": basic("AC0123", KEYS.own), "vonage": basic("AC0123", KEYS.own),
             "messagebird": "AccessKey own-secret", "infobip": "App own-secret"}[name]  # fmt: skip
    with pytest.raises(BadInput):
        order_of(name, path, said, FORM if name == "twilio" else JSON, proof)


@pytest.mark.parametrize("name", list(PROVIDERS))
@pytest.mark.parametrize("form_", ["", "sms"])
def test_an_answer_says_whether_the_provider_surely_took_nothing(name, form_) -> None:
    provider, order = PROVIDERS[name], Order(OURS, THEIRS, "x", form_)

    def taken(status: int, body: bytes = b"{}") -> str:
        return provider.taken(Answer(status, JSON, "utf-8", body), order)

    for status, again_ in ((429, True), (503, True), (400, False), (401, False), (302, False)):
        with pytest.raises(ChannelError) as refused:
            taken(status)
        assert refused.value.retry is again_
    for status, body in ((500, b""), (200, b"{}"), (200, b"[]"), (200, b"not json"), (200, b'{"messages": [1]}')):
        with pytest.raises(ValueError):  # noqa: PT011  (also what json raises)
            taken(status, body)


@pytest.mark.parametrize(("status", "again_"), [("1", True), ("2", False)])
def test_vonages_older_answer_refuses_within_a_200(status, again_) -> None:
    body = json.dumps({"messages": [{"status": status}]}).encode()
    with pytest.raises(ChannelError) as refused:
        PROVIDERS["vonage"].taken(Answer(200, JSON, "utf-8", body), Order(OURS, THEIRS, "x", "sms"))
    assert refused.value.retry is again_


def test_the_number_of_a_name_is_no_number() -> None:
    told = json.loads(PROVIDERS["messagebird"].told(Order("Shop", "Ann", "x"), "b9", KEYS).body)
    assert told["recipients"]["items"][0]["recipient"] == "Ann"


@pytest.mark.parametrize(
    ("answer", "texts"),
    [
        ("<Response><Message>Hello</Message></Response>", ["Hello"]),
        ("<Response><Message><Body>Hi &amp; bye</Body></Message><Sms to='x'>Two</Sms></Response>", ["Hi & bye", "Two"]),
        ("<Response><Message><Body>A</Body><Media>https://x</Media></Message></Response>", ["A"]),
        ("<Response><Message><![CDATA[1 < 2 & 3]]></Message></Response>", ["1 < 2 & 3"]),
        ("<Response><Message> </Message></Response>", []),
        ("<Response/>", []),
        ("", []),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><Response><Message>&a;</Message></Response>", []),
        ("<Response>" + "<Message>a</Message>" * 12 + "</Response>", ["a"] * 10),
        ("<Message>" + "a" * twiml.LONGEST + "</Message>", []),
    ],
)
def test_texts_of_an_answer(answer, texts) -> None:
    assert twiml.texts(answer.encode()) == texts


def test_an_answer_is_written_so_that_nothing_in_a_text_is_markup() -> None:
    from xml.etree import ElementTree

    hostile = ["</Message><Redirect>https://evil</Redirect>", 'a\x00\x0bb & "c" \'', "\U0001f600 é"]
    root = ElementTree.fromstring(twiml.response(hostile))
    assert [one.tag for one in root] == ["Message"] * 3
    assert [one.text for one in root] == [hostile[0], 'ab & "c" \'', hostile[2]]
    assert twiml.texts(twiml.response(hostile[2:])) == hostile[2:]
    assert twiml.texts(b"\xff") == []


NOWHERE = webhook.networks([])
GOOD = {"public": "https://privet.example.com", "numbers": (OURS,)}


def test_settings_are_kept_as_they_are_given() -> None:
    made = line.checked(Settings(**GOOD, app="https://bot.example.com/sms"), NOWHERE, local=False)
    assert (made.scheme, made.api) == ("sha1", "https://api.twilio.com")
    assert line.read(line.written(made)) == made
    assert line.checked(Settings(**{**GOOD, "public": "http://localhost:8080"}), NOWHERE, local=True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"provider": "acme"}, {"scheme": "md5"}, {"public": ""}, {"public": "http://privet.example.com"},
        {"public": "https://privet.example.com/"}, {"public": "https://user@x.example.com"}, {"numbers": ()},
        {"numbers": ("a@b.example.com",)}, {"numbers": (OURS,) * 65}, {"app": "http://bot.example.com/"},
        {"app": "https://10.0.0.1/"}, {"api": "ftp://x"}, {"app": "http://localhost:1/"}, {"app_public": "x"},
    ],
)  # fmt: skip
def test_settings_that_cannot_be_are_refused(wrong) -> None:
    with pytest.raises(BadInput):
        line.checked(Settings(**{**GOOD, **wrong}), NOWHERE, local=False)


def test_a_query_is_read_where_there_is_no_body() -> None:
    assert dict(get(OLD).query) == OLD
    assert parse_qs(urlencode(OLD))["to"] == [OURS[1:]]


@given(st.text("ab=&+%20éC3A9fF;", max_size=40))
def test_parameters_are_read_as_by_the_standard_library(text: str) -> None:
    raw = text.encode()
    try:
        theirs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        with pytest.raises(BadInput):
            pairs(raw)
    else:
        assert list(pairs(raw)) == theirs


@pytest.mark.parametrize("name", list(PROVIDERS))
def test_half_a_surrogate_pair_in_a_field_that_goes_on_breaks_nothing(name: str) -> None:
    rest = {"MessageSid": "\ud800", "message_uuid": "\ud800", "id": "\ud800", "messageId": "\ud800"}
    for text in ("hello", None):
        assert PROVIDERS[name].written(Came("x", OURS, THEIRS, text, rest), OURS, ALIAS, text) is not None


def test_one_of_several_results_that_is_no_message_spoils_no_other() -> None:
    read = PROVIDERS["infobip"].read(as_json({"results": [RESULT | {"text": 1}, RESULT, {"messageId": "x"}]}))
    assert [one is not None for one in read] == [False, True, False]


OLD_PART = {
    "msisdn": THEIRS[1:], "to": OURS[1:], "messageId": "0B01", "text": "a", "type": "text", "concat": "true",
    "concat-ref": "54", "concat-total": "2", "concat-part": "1",
}  # fmt: skip


def test_a_part_of_a_message_says_which_one_it_is() -> None:
    (came,) = PROVIDERS["vonage"].read(as_json(OLD_PART))
    assert came.part == ("54", 1, 2)
    for whole in ({"concat": "false"}, {"concat": False}):
        assert PROVIDERS["vonage"].read(as_json(OLD_PART | whole))[0].part is None
    assert PROVIDERS["vonage"].read(as_json(OLD_PART | {"concat": True, "concat-part": 2}))[0].part == ("54", 2, 2)
    for odd in (
        {"concat-part": "0"}, {"concat-part": "3"}, {"concat-total": "65"}, {"concat-part": "\u0661"},
        {"concat-ref": ""}, {"concat-total": "1000"},
    ):  # fmt: skip
        with pytest.raises(BadInput):
            PROVIDERS["vonage"].read(as_json(OLD_PART | odd))


@given(st.text(min_size=2, max_size=400), st.data())
def test_parts_make_the_text_that_was_cut_wherever_it_was_cut(text: str, data: st.DataObject) -> None:
    """Cut between two units of UTF-16, as a telephone cuts it."""
    raw = text.encode("utf-16-le")
    at = 2 * data.draw(st.integers(0, len(raw) // 2))
    (first,) = PROVIDERS["vonage"].read(as_json(OLD_PART))
    halves = [raw[:at].decode("utf-16-le", "surrogatepass"), raw[at:].decode("utf-16-le", "surrogatepass")]
    made = joined([replace(first, text=one, id=id) for one, id in zip(halves, ("a", "b"), strict=True)])
    assert (made.text, made.id, made.part) == (text, "a+b", None)
    assert not any(name.startswith("concat") for name in made.rest)
    assert joined([replace(first, text="x\ud83d")]).text == "x\ufffd"
