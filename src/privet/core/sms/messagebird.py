"""MessageBird: a JWT in `MessageBird-Signature-JWT` with the hashes of the address and of the body
(developers.messagebird.com, "Verifying HTTP requests").
"""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlencode

from privet.core.exchange import Answer, Request
from privet.core.sms import jwt
from privet.core.sms.asked import (
    JSON,
    TOLERANCE_S,
    Asked,
    Came,
    Keys,
    Order,
    Written,
    dumped,
    international,
    object_of,
    only,
    refuse_others,
    refused,
    same,
    text,
)
from privet.errors import BadInput

SIGNATURE = "messagebird-signature-jwt"
LEEWAY_S = 1
_ON = frozenset({
    "id", "message_id", "reference", "createdDatetime", "receivedDatetime", "status", "statusDatetime", "statusReason",
    "statusErrorCode", "mccmnc", "ported", "messagePartCount", "datacoding",
})  # fmt: skip
_ASKED = frozenset({"originator", "recipients", "body", "reportUrl"})


class MessageBird:
    """The provider `messagebird`."""

    name = "messagebird"
    schemes = ("jwt",)
    api = "https://rest.messagebird.com"

    def proved(self, asked: Asked, keys: Keys, scheme: str, at_s: int) -> str | None:
        """See `Provider`."""
        found = jwt.claims(asked.headers.get(SIGNATURE, ""), keys.signs.expose().encode(), frozenset(jwt.HASHES))
        if found is None or found.get("iss") != "MessageBird":
            return None
        first, last, id = jwt.whole(found.get("nbf")), jwt.whole(found.get("exp")), found.get("jti")
        if first is None or last is None or not first - LEEWAY_S <= at_s < last + LEEWAY_S:
            return None
        if last - first > 2 * TOLERANCE_S or not isinstance(id, str) or not id:
            return None
        url, body = found.get("url_hash"), found.get("payload_hash")
        if not isinstance(url, str) or not same(hashlib.sha256(asked.url.encode()).hexdigest(), url):
            return None
        if not asked.body:
            return None if body else id
        return id if isinstance(body, str) and same(hashlib.sha256(asked.body).hexdigest(), body) else None

    def read(self, asked: Asked) -> list[Came]:
        """See `Provider`."""
        said = asked.said()
        rest, id = only(said, _ON), text(said, "id", "message_id")
        if "status" in said:
            state = f"{id}:{text(said, 'status')}:{said.get('statusDatetime', '')}"
            ours = said.get("originator")
            return [Came(state, str(ours or ""), international(text(said, "recipient")), None, rest)]
        words = said.get("body", said.get("message", ""))
        if not isinstance(words, str):
            raise BadInput("the request has no body")
        ours, theirs = text(said, "recipient"), text(said, "originator")
        return [Came(id, international(ours), international(theirs), words, rest)]

    def written(self, came: Came, ours: str, theirs: str, text: str | None) -> Written:
        """See `Provider`. What became of a message stands in the address, as MessageBird has it."""
        said: dict[str, Any] = dict(came.rest)
        if text is None:
            return Written("", b"", urlencode(said | {"recipient": theirs.removeprefix("+")}, errors="surrogatepass"))
        numbers = {"originator": theirs.removeprefix("+"), "recipient": ours.removeprefix("+")}
        return Written(JSON, dumped(said | numbers | {"body": text}))

    def signed(self, url: str, written: Written, keys: Keys, scheme: str, at_s: int, id: str) -> dict[str, str]:
        """See `Provider`."""
        claims = {
            "iss": "MessageBird", "nbf": at_s - LEEWAY_S, "exp": at_s + 60, "jti": id,
            "url_hash": hashlib.sha256(url.encode()).hexdigest(),
        }  # fmt: skip
        if written.body:
            claims["payload_hash"] = hashlib.sha256(written.body).hexdigest()
        return {"MessageBird-Signature-JWT": jwt.signed(claims, keys.own.expose().encode())}

    def order(self, path: str, asked: Asked, keys: Keys) -> Order | None:
        """See `Provider`."""
        if path != "messages" or not same(f"AccessKey {keys.own.expose()}", asked.headers.get("authorization", "")):
            return None
        said = asked.said()
        refuse_others(said, _ASKED)
        to: object = said.get("recipients")
        each = to if isinstance(to, list) else str(to).split(",")
        if len(each) != 1:
            raise BadInput("one message goes to one recipient")
        return Order(
            international(text(said, "originator")), international(text({"recipients": each[0]}, "recipients")),
            text(said, "body"),
        )  # fmt: skip

    def request(self, api: str, order: Order, keys: Keys, status_url: str) -> Request:
        """See `Provider`."""
        body = dumped({
            "originator": order.ours, "recipients": [order.theirs.removeprefix("+")], "body": order.text,
            "datacoding": "auto", "reference": "privet", "reportUrl": status_url,
        })  # fmt: skip
        headers = {"Authorization": f"AccessKey {keys.sends.expose()}", "Content-Type": JSON}
        return Request("POST", f"{api}/messages", headers, body)

    def taken(self, answer: Answer, order: Order) -> str:
        """See `Provider`."""
        refused(answer)
        try:
            return text(object_of(answer), "id")
        except BadInput:
            raise ValueError("no id") from None

    def told(self, order: Order, id: str, keys: Keys) -> Written:
        """See `Provider`."""
        to = order.theirs.removeprefix("+")
        number = int(to) if to.isascii() and to.isdecimal() else to
        said = {
            "id": id, "href": f"https://rest.messagebird.com/messages/{id}", "direction": "mt", "type": "sms",
            "originator": order.ours, "body": order.text, "reference": None,
            "recipients": {
                "totalCount": 1, "totalSentCount": 1, "totalDeliveredCount": 0, "totalDeliveryFailedCount": 0,
                "items": [{"recipient": number, "status": "sent"}],
            },
        }  # fmt: skip
        return Written(JSON, dumped(said))
