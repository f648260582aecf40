"""What the fuzzing feeds to lines of text messages: what is posted to them, signatures, what applications answer.

A case's first byte says which provider it is meant to be of. Without its secret nothing is proved; what is read is
written again for the application and, read once more, says the same in tokens, with an alias for a number.
"""

from __future__ import annotations

import json
from urllib.parse import urlencode

from privet.core.plain import Plain
from privet.core.sms import jwt, twiml
from privet.core.sms.asked import FORM, JSON, Asked, Came, Keys
from privet.core.sms.parts import joined
from privet.core.sms.providers import PROVIDERS
from privet.errors import BadInput

ALLOWED = (BadInput,)
EACH = tuple(PROVIDERS.values())
KEYS = Keys("AC0123", Plain("sends"), Plain("signs" * 9), Plain("own" * 12))
URL = "https://privet.example.com/gateways/sms/lin_a/in"
ALIAS = "+99912345678901"
HEADERS = ("authorization", "x-twilio-signature", "messagebird-signature-jwt", "x-infobip-signature")


def webhooks(canary: str) -> list[bytes]:
    """Each provider's own, as JSON and as forms; the first byte names the provider, the second the form."""
    said = f"I am {canary}, 4111 1111 1111 1111 \U0001f98a"
    twilio = {"MessageSid": "SM1", "From": "+12025550142", "To": "+12025550100", "Body": said, "FromCity": canary}
    old = {"msisdn": "12025550142", "to": "12025550100", "messageId": "0B1", "text": said, "type": "unicode",
           "concat": "true", "concat-ref": "54", "concat-total": "2", "concat-part": "1"}  # fmt: skip
    new = {"message_uuid": "a-1", "from": "12025550142", "to": "12025550100", "text": said, "channel": "sms"}
    bird = {"id": "b1", "originator": "12025550142", "recipient": "12025550100", "body": said}
    one = {"messageId": "i1", "from": "12025550142", "to": "12025550100", "text": said, "price": {"x": 1}}
    state = {"messageId": "i1", "to": "12025550142", "doneAt": "t", "status": {"name": "DELIVERED"}, "error": {"id": 0}}
    each = ((0, twilio), (1, old), (1, new), (2, bird), (3, {"results": [one, state]}),
            (0, {"MessageSid": "SM1", "MessageStatus": "sent", "From": "a", "To": "+12025550142"}))  # fmt: skip
    made = [bytes([number, 0]) + json.dumps(one).encode() for number, one in each]
    return made + [bytes([number, 1]) + urlencode(one).encode() for number, one in each]


def posted(data: bytes) -> None:
    """What is posted proves nothing without the secret; it is refused, or goes on in tokens alone."""
    provider, type_ = EACH[data[0] % len(EACH)] if data else EACH[0], FORM if data[1:2] == b"\1" else JSON
    for url in (URL, URL + "?" + data[2:200].decode("latin-1")):
        asked = Asked("POST", url, type_, dict.fromkeys(HEADERS, data[-300:].decode("latin-1")), data[2:])
        for scheme in provider.schemes:
            try:
                assert provider.proved(asked, KEYS, scheme, 0) is None, "without the secret nothing is proved"
            except BadInput:
                continue
    asked = Asked("POST", URL, type_, {}, data[2:])
    found = [one for one in provider.read(asked) if one is not None]
    for one in found:
        assert "Zanzibar" not in repr(one), "what is shown of it holds nothing that it said"
        _goes_on(provider.name, one)
        if one.part is not None:
            joined([one]).text.encode("utf-8")  # type: ignore[union-attr]


def _goes_on(name: str, came: Came) -> None:
    provider = PROVIDERS[name]
    text = None if came.text is None else "[TEXT_1]"
    written = provider.written(came, "+12025550100", ALIAS, text)
    url = URL + (f"?{written.query}" if written.query else "")
    headers = provider.signed(url, written, KEYS, provider.schemes[0], 0, "pst_x")
    for value in headers.values():
        assert value.isascii(), "a header can be written"
        assert value.isprintable(), "a header can be written"
    again = provider.read(Asked("POST" if written.body else "GET", url, written.type, {}, written.body))
    assert [(one.text, one.theirs) for one in again if one is not None] == [(text, ALIAS)], "it says the same in tokens"


def ordered(data: bytes) -> None:
    """What an application asks for is refused, or one message; it proves nothing by what it says alone."""
    provider, type_ = EACH[data[0] % len(EACH)] if data else EACH[0], FORM if data[1:2] == b"\1" else JSON
    for path in (
        data[2:90].decode("latin-1"),
        "2010-04-01/Accounts/AC0123/Messages.json",
        "v1/messages",
        "sms/json",
        "messages",
    ):
        asked = Asked("POST", URL, type_, dict.fromkeys(HEADERS, data[-300:].decode("latin-1")), data[2:])
        assert provider.order(path, asked, KEYS) is None, "without the secret nobody orders"


def answered(data: bytes) -> None:
    """An application's answer is texts, at most ten; a token of somebody else's opens under no secret."""
    texts = twiml.texts(data)
    assert len(texts) <= 10, "an answer is ten messages at most"
    assert twiml.texts(twiml.response(texts)) == [one for one in texts if one.strip()] or any(
        not one.isprintable() for one in texts
    ), "what is answered reads the same again"
    token = data.decode("latin-1")
    assert jwt.claims(token, b"secret" * 9, frozenset(jwt.HASHES)) is None, "a token needs its secret"


ANSWERS = [
    b"<Response><Message>Zanzibar &amp; [EMAIL_1]</Message><Message><Body>two</Body><Media>http://e.example/</Media>"
    b"</Message><Redirect>http://e.example/</Redirect></Response>",
    b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'Zanzibar'>]><Response><Message>&a;</Message></Response>",
    (jwt.signed({"iat": 1, "jti": "x"}, b"another" * 9)).encode(),
]
