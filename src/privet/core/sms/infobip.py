"""Infobip: HTTP Basic or an HMAC of the body, as the company set its notification profile (infobip.com/docs). The
header of the HMAC is the company's own choice there: it names `X-Infobip-Signature`.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from typing import Any

from privet.core.exchange import Answer, Request
from privet.core.sms.asked import (
    JSON,
    Asked,
    Came,
    Keys,
    Order,
    Written,
    basic,
    dumped,
    international,
    object_of,
    refuse_others,
    refused,
    same,
    text,
)
from privet.errors import BadInput

MOST = 64
"""Messages of one webhook."""
HEADER = "x-infobip-signature"
_ON = frozenset({
    "messageId", "bulkId", "pairedMessageId", "receivedAt", "sentAt", "doneAt", "smsCount", "messageCount", "mccMnc",
    "applicationId", "entityId",
})  # fmt: skip
_DEEP = {"status": frozenset({"groupId", "groupName", "id", "name"}), "error": frozenset({"groupId", "groupName", "id",
         "name", "permanent"})}  # fmt: skip
_ASKED = frozenset({"from", "sender", "destinations", "text", "content"})


class Infobip:
    """The provider `infobip`."""

    name = "infobip"
    schemes = ("hmac", "basic")
    api = "https://api.infobip.com"

    def proved(self, asked: Asked, keys: Keys, scheme: str, at_s: int) -> str | None:
        """See `Provider`. An HMAC is read in hexadecimal and in base64."""
        if scheme == "basic":
            own = "Basic " + base64.b64encode(keys.signs.expose().encode()).decode("ascii")
            return "" if same(own, asked.headers.get("authorization", "")) else None
        given = asked.headers.get(HEADER, "").removeprefix("sha256=")
        digest = hmac.digest(keys.signs.expose().encode(), asked.body, "sha256")
        hexed = same(digest.hex(), given.lower())
        return "" if same(base64.b64encode(digest).decode("ascii"), given) or hexed else None

    def read(self, asked: Asked) -> list[Came | None]:
        """See `Provider`."""
        each = asked.said().get("results")
        if not isinstance(each, list) or not 0 < len(each) <= MOST or not all(isinstance(one, dict) for one in each):
            raise BadInput("the request has no results")
        return [_came_or_none(one) for one in each]

    def written(self, came: Came, ours: str, theirs: str, text: str | None) -> Written:
        """See `Provider`."""
        said: dict[str, Any] = dict(came.rest)
        ours, theirs = ours.removeprefix("+"), theirs.removeprefix("+")
        if text is None:
            return Written(JSON, dumped({"results": [said | {"to": theirs}]}))
        one = said | {"from": theirs, "to": ours, "text": text, "cleanText": text, "keyword": ""}
        return Written(JSON, dumped({"results": [one], "messageCount": 1, "pendingMessageCount": 0}))

    def signed(self, url: str, written: Written, keys: Keys, scheme: str, at_s: int, id: str) -> dict[str, str]:
        """See `Provider`."""
        if scheme == "basic":
            return {"Authorization": basic(keys.account, keys.own)}
        return {"X-Infobip-Signature": hmac.digest(keys.own.expose().encode(), written.body, "sha256").hex()}

    def order(self, path: str, asked: Asked, keys: Keys) -> Order | None:
        """See `Provider`."""
        right = same(f"App {keys.own.expose()}", asked.headers.get("authorization", ""))
        if path not in ("sms/2/text/advanced", "sms/3/messages") or not right:
            return None
        each = asked.said().get("messages")
        if not isinstance(each, list) or len(each) != 1 or not isinstance(each[0], dict):
            raise BadInput("one request brings one message")
        (one,) = each
        refuse_others(one, _ASKED)
        to, content = one.get("destinations"), one.get("content")
        if not isinstance(to, list) or len(to) != 1 or not isinstance(to[0], dict):
            raise BadInput("one message goes to one destination")
        words = text(content, "text") if isinstance(content, dict) else text(one, "text")
        form = "3" if path == "sms/3/messages" else "2"
        return Order(international(text(one, "from", "sender")), international(text(to[0], "to")), words, form)

    def request(self, api: str, order: Order, keys: Keys, status_url: str) -> Request:
        """See `Provider`."""
        to = [{"to": order.theirs.removeprefix("+")}]
        one: dict[str, Any] = {"from": order.ours, "destinations": to, "text": order.text, "notifyUrl": status_url}
        path = "sms/2/text/advanced"
        if order.form == "3":
            hook = {"delivery": {"url": status_url}}
            one = {"sender": order.ours, "destinations": to, "content": {"text": order.text}, "webhooks": hook}
            path = "sms/3/messages"
        headers = {"Authorization": f"App {keys.sends.expose()}", "Content-Type": JSON, "Accept": JSON}
        return Request("POST", f"{api}/{path}", headers, dumped({"messages": [one]}))

    def taken(self, answer: Answer, order: Order) -> str:
        """See `Provider`."""
        refused(answer)
        try:
            (one,) = object_of(answer)["messages"]
            return text(one, "messageId")
        except (BadInput, KeyError, TypeError, AttributeError):
            raise ValueError("no id") from None

    def told(self, order: Order, id: str, keys: Keys) -> Written:
        """See `Provider`."""
        status = {"groupId": 1, "groupName": "PENDING", "id": 26, "name": "PENDING_ACCEPTED", "description": ""}
        return Written(JSON, dumped({"messages": [{"to": order.theirs, "messageId": id, "status": status}]}))


def _came_or_none(one: Mapping[str, Any]) -> Came | None:
    try:
        return _came(one)
    except BadInput:
        return None


def _came(one: Mapping[str, Any]) -> Came:
    """One result. What a list of names does not say stays here."""
    id = text(one, "messageId")
    rest: dict[str, Any] = {name: value for name, value in one.items() if name in _ON and isinstance(value, str | int)}
    if isinstance(one.get("status"), dict):
        for name, names in _DEEP.items():
            deep = one.get(name)
            if isinstance(deep, dict):
                rest[name] = {key: deep[key] for key in names & deep.keys() if isinstance(deep[key], str | int)}
        state = rest["status"].get("name", "")
        ours = one.get("from", one.get("sender"))
        theirs = international(text(one, "to"))
        return Came(f"{id}:{state}:{one.get('doneAt', '')}", str(ours or ""), theirs, None, rest)
    words = one.get("text", one.get("cleanText", ""))
    if not isinstance(words, str):
        raise BadInput("the request has no text")
    return Came(id, international(text(one, "to")), international(text(one, "from")), words, rest)
