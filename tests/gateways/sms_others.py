"""Vonage, MessageBird and Infobip as they speak: what each posts and signs, asks for and answers. Nothing here is made
by Privet's own code: tokens are written and judged by PyJWT and the providers' libraries.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import jwt
from messagebird.request_validator import RequestValidator
from vonage_jwt.verify_jwt import verify_signature

from gateways.sms_peers import Got

SIGNS = "signing-secret-of-the-account-0123456789"
SENDS = "sending-secret-of-the-account"
ACCOUNT = "a1b2c3d4"
JSON = "application/json"

Said = dict[str, Any]


@dataclass(frozen=True)
class Ask:
    """A request to be made: `query` stands in the address, with its "?"."""

    method: str
    body: bytes
    headers: dict[str, str]
    query: str = ""


@dataclass(frozen=True)
class Speaks:
    """One provider. `ours` is the company's number there, as Privet has it."""

    name: str
    ours: str
    message: Callable[[str, str, str, str], Said]
    state: Callable[[str, str, str], Said]
    signed: Callable[[str, bytes, str, str], dict[str, str]]
    order: Callable[[str, str, str, str], tuple[str, dict[str, str], Said]]
    taken: Callable[[str], Said]
    sent: Callable[[Said], tuple[str, str]]
    read: Callable[[Said], Said]
    judge: Callable[[str, Got, str], None]
    states_in_address: bool = False

    def ask(self, hook: str, said: Said, jti: str, secret: str = SIGNS) -> Ask:
        """What the provider posts, signed."""
        if self.states_in_address and "status" in said:
            query = "?" + urlencode(said)
            return Ask("GET", b"", self.signed(hook + query, b"", jti, secret), query)
        body = json.dumps(said).encode()
        return Ask("POST", body, {"content-type": JSON} | self.signed(hook, body, jti, secret))


def _hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _vonage(_url: str, body: bytes, jti: str, secret: str) -> dict[str, str]:
    claims = {"iat": int(time.time()), "jti": jti, "iss": "Vonage", "api_key": ACCOUNT, "payload_hash": _hash(body)}
    return {"authorization": f"Bearer {jwt.encode(claims, secret, 'HS256')}"}


def _vonage_judges(secret: str, got: Got, url: str) -> None:
    token = got.headers["authorization"].removeprefix("Bearer ")
    assert verify_signature(token, secret)
    claims = jwt.decode(token, secret, ["HS256"])
    assert (claims["payload_hash"], claims["api_key"]) == (_hash(got.body), ACCOUNT)


def _bird(url: str, body: bytes, jti: str, secret: str) -> dict[str, str]:
    now = int(time.time())
    claims = {"iss": "MessageBird", "nbf": now, "exp": now + 60, "jti": jti, "url_hash": _hash(url.encode())}
    claims |= {"payload_hash": _hash(body)} if body else {}
    return {"messagebird-signature-jwt": jwt.encode(claims, secret, "HS256")}


def _bird_judges(secret: str, got: Got, url: str) -> None:
    assert RequestValidator(secret).validate_signature(got.headers["messagebird-signature-jwt"], url, got.body)["jti"]


def _infobip(_url: str, body: bytes, _jti: str, secret: str) -> dict[str, str]:
    return {"x-infobip-signature": hmac.new(secret.encode(), body, "sha256").hexdigest()}


def _infobip_judges(secret: str, got: Got, url: str) -> None:
    assert got.headers["x-infobip-signature"] == hmac.new(secret.encode(), got.body, "sha256").hexdigest()


def _basic(secret: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{ACCOUNT}:{secret}".encode()).decode()}


VONAGE = Speaks(
    "vonage", "+12025550171",
    lambda text, id, ours, theirs: {
        "message_uuid": id, "to": ours[1:], "from": theirs[1:], "timestamp": "2026-11-23T02:00:00Z", "channel": "sms",
        "message_type": "text", "text": text, "profile": {"name": "CANARYNAME"},
    },
    lambda id, ours, theirs: {
        "message_uuid": id, "to": theirs[1:], "from": ours[1:], "status": "delivered", "channel": "sms",
    },
    _vonage,
    lambda to, text, ours, secret: (
        "v1/messages", _basic(secret),
        {"from": ours[1:], "to": to.removeprefix("+"), "channel": "sms", "message_type": "text", "text": text},
    ),
    lambda id: {"message_uuid": id},
    lambda said: ("+" + said["to"], said["text"]),
    lambda said: {"id": said["message_uuid"], "from": said["from"], "to": said["to"], "text": said.get("text")},
    _vonage_judges,
)  # fmt: skip

BIRD = Speaks(
    "messagebird", "+12025550172",
    lambda text, id, ours, theirs: {
        "id": id, "recipient": ours[1:], "originator": theirs[1:], "body": text, "name": "CANARYNAME",
    },
    lambda id, ours, theirs: {
        "id": id, "recipient": theirs[1:], "status": "delivered", "statusDatetime": "2026-11-23T02:00:00Z",
    },
    _bird,
    lambda to, text, ours, secret: (
        "messages", {"authorization": f"AccessKey {secret}"}, {"originator": ours, "recipients": [to], "body": text}
    ),
    lambda id: {"id": id},
    lambda said: ("+" + said["recipients"][0], said["body"]),
    lambda said: {
        "id": said["id"], "from": said.get("originator"), "to": said["recipient"], "text": said.get("body"),
    },
    _bird_judges,
    states_in_address=True,
)  # fmt: skip

INFOBIP = Speaks(
    "infobip", "+12025550173",
    lambda text, id, ours, theirs: {
        "results": [{
            "messageId": id, "from": theirs[1:], "to": ours[1:], "text": text, "cleanText": text,
            "callbackData": "CANARYNAME",
        }], "messageCount": 1,
    },
    lambda id, ours, theirs: {
        "results": [{"messageId": id, "to": theirs[1:], "doneAt": "t2", "status": {"name": "DELIVERED_TO_HANDSET"}}],
    },
    _infobip,
    lambda to, text, ours, secret: (
        "sms/2/text/advanced", {"authorization": f"App {secret}"},
        {"messages": [{"from": ours, "destinations": [{"to": to}], "text": text}]},
    ),
    lambda id: {"messages": [{"messageId": id, "status": {"name": "PENDING_ACCEPTED"}}]},
    lambda said: ("+" + said["messages"][0]["destinations"][0]["to"], said["messages"][0]["text"]),
    lambda said: {
        "id": said["results"][0]["messageId"], "from": said["results"][0].get("from"), "to": said["results"][0]["to"],
        "text": said["results"][0].get("text"),
    },
    _infobip_judges,
)  # fmt: skip

OTHERS = (VONAGE, BIRD, INFOBIP)
