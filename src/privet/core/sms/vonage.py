"""Vonage: a JWT in the Authorization header whose `payload_hash` is that of the body (Messages API), or a parameter
`sig` among the others (SMS API): developer.vonage.com, "Signed webhooks" and "Signing messages".
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from privet.core.exchange import Answer, Request
from privet.core.sms import jwt
from privet.core.sms.asked import (
    FORM,
    JSON,
    TOLERANCE_S,
    Asked,
    Came,
    Keys,
    Order,
    Part,
    Written,
    basic,
    dumped,
    international,
    object_of,
    only,
    refuse_others,
    refused,
    same,
    text,
)
from privet.core.sms.parts import MOST
from privet.errors import BadInput, ChannelError

HASHES = {"sig-md5hash": "", "sig-md5": "md5", "sig-sha1": "sha1", "sig-sha256": "sha256", "sig-sha512": "sha512"}
"""What is named in the company's settings at Vonage; the first is no HMAC, and what Vonage does unasked."""

_ON = frozenset({
    "message_uuid", "timestamp", "channel", "message_type", "status", "messageId", "message-timestamp", "scts", "type",
    "err-code", "network-code", "api-key", "client_ref", "concat", "concat-ref", "concat-total", "concat-part",
})  # fmt: skip
_NEW = frozenset({"from", "to", "channel", "message_type", "text", "webhook_url", "webhook_version"})
_OLD = frozenset({"api_key", "api_secret", "from", "to", "text", "type", "callback", "status-report-req"})


def sig(secret: str, said: dict[str, Any], scheme: str) -> str:
    """The older signature of parameters: sorted, each `&name=value` with `&` and `=` in values as `_`."""
    each = sorted((name, str(value)) for name, value in said.items() if name != "sig")
    signed = "".join(f"&{name}={value.replace('&', '_').replace('=', '_')}" for name, value in each)
    if scheme == "sig-md5hash":
        return hashlib.md5((signed + secret).encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
    return hmac.digest(secret.encode(), signed.encode("utf-8", "surrogatepass"), HASHES[scheme]).hex().upper()


class Vonage:
    """The provider `vonage`."""

    name = "vonage"
    schemes = ("jwt", *HASHES)
    api = "https://api.nexmo.com"

    def proved(self, asked: Asked, keys: Keys, scheme: str, at_s: int) -> str | None:
        """See `Provider`. The library of the provider's own looks at a token's signature alone; here body, account and
        time count as well.
        """
        secret = keys.signs.expose()
        if scheme != "jwt":
            said = asked.said()
            given, stamp = said.get("sig"), str(said.get("timestamp", ""))
            right = isinstance(given, str) and same(sig(secret, said, scheme).lower(), given.lower())
            timely = stamp.isascii() and stamp.isdecimal() and abs(int(stamp[:16]) - at_s) <= TOLERANCE_S
            return f"{given}" if right and timely else None
        bearer, _, token = asked.headers.get("authorization", "").partition(" ")
        found = jwt.claims(token, secret.encode(), frozenset({"HS256"})) if bearer.lower() == "bearer" else None
        if found is None:
            return None
        hash, at, id = found.get("payload_hash"), jwt.whole(found.get("iat")), found.get("jti")
        if not isinstance(hash, str) or not same(hashlib.sha256(asked.body).hexdigest(), hash.lower()):
            return None
        if at is None or abs(at - at_s) > TOLERANCE_S or not isinstance(id, str) or not id:
            return None
        return id if same(str(found.get("api_key", "")), keys.account) else None

    def read(self, asked: Asked) -> list[Came]:
        """See `Provider`."""
        said = asked.said()
        rest, id = only(said, _ON), text(said, "message_uuid", "messageId", "message-id")
        if "status" in said:
            state, theirs = f"{id}:{text(said, 'status')}", text(said, "msisdn") if "msisdn" in said else None
            # A receipt of the SMS API names the customer `msisdn` and our number `to`; one of the Messages API has both
            # as the message had them.
            pair = (text(said, "to"), theirs) if theirs else (text(said, "from"), text(said, "to"))
            return [Came(state, international(pair[0]), international(pair[1]), None, rest)]
        words = said.get("text", "")
        if not isinstance(words, str):
            raise BadInput("the request has no text")
        ours, theirs = text(said, "to"), text(said, "from", "msisdn")
        return [Came(id, international(ours), international(theirs), words, rest, part=_part(said))]

    def written(self, came: Came, ours: str, theirs: str, text: str | None) -> Written:
        """See `Provider`."""
        said, ours, theirs = dict(came.rest), ours.removeprefix("+"), theirs.removeprefix("+")
        if "message_uuid" in said:
            return Written(
                JSON,
                dumped(
                    said
                    | ({"from": ours, "to": theirs} if text is None else {"from": theirs, "to": ours, "text": text})
                ),
            )
        return Written(JSON, dumped(said | {"msisdn": theirs, "to": ours} | ({} if text is None else {"text": text})))

    def signed(self, url: str, written: Written, keys: Keys, scheme: str, at_s: int, id: str) -> dict[str, str]:
        """See `Provider`. What goes on is signed by a token, whichever way Vonage signed it: MD5 proves nothing."""
        claims = {
            "iat": at_s, "jti": id, "iss": "Vonage", "api_key": keys.account,
            "payload_hash": hashlib.sha256(written.body).hexdigest(),
        }  # fmt: skip
        return {"Authorization": "Bearer " + jwt.signed(claims, keys.own.expose().encode())}

    def order(self, path: str, asked: Asked, keys: Keys) -> Order | None:
        """See `Provider`."""
        right = same(basic(keys.account, keys.own), asked.headers.get("authorization", ""))
        if path == "v1/messages" and right:
            said = asked.said()
            refuse_others(said, _NEW)
            if said.get("channel") != "sms" or said.get("message_type") != "text":
                raise BadInput("only texts go out, over the channel sms")
            return _order(said, "v1")
        if path == "sms/json":
            said = asked.said()
            given = same(keys.account, str(said.get("api_key"))) & same(keys.own.expose(), str(said.get("api_secret")))
            if given or right:
                refuse_others(said, _OLD)
                return _order(said, "sms")
        return None

    def request(self, api: str, order: Order, keys: Keys, status_url: str) -> Request:
        """See `Provider`."""
        ours, theirs = order.ours.removeprefix("+"), order.theirs.removeprefix("+")
        if order.form == "sms":
            said = {
                "api_key": keys.account, "api_secret": keys.sends.expose(), "from": ours, "to": theirs,
                "text": order.text, "type": "unicode", "callback": status_url,
            }  # fmt: skip
            return Request("POST", f"{api}/sms/json", {"Content-Type": FORM}, urlencode(said).encode("ascii"))
        body = dumped({
            "from": ours, "to": theirs, "channel": "sms", "message_type": "text", "text": order.text,
            "webhook_url": status_url,
        })  # fmt: skip
        headers = {"Authorization": basic(keys.account, keys.sends), "Content-Type": JSON}
        return Request("POST", f"{api}/v1/messages", headers, body)

    def taken(self, answer: Answer, order: Order) -> str:
        """See `Provider`."""
        refused(answer)
        said = object_of(answer)
        try:
            if order.form != "sms":
                return text(said, "message_uuid")
            (only_one,) = said["messages"]
            if text(only_one, "status") != "0":  # 1 is "throttled"
                raise ChannelError("the provider refused the message", retry=only_one["status"] == "1")
            return text(only_one, "message-id")
        except (BadInput, KeyError, TypeError, AttributeError):
            raise ValueError("no id") from None

    def told(self, order: Order, id: str, keys: Keys) -> Written:
        """See `Provider`."""
        if order.form != "sms":
            return Written(JSON, dumped({"message_uuid": id}))
        one = {"to": order.theirs.removeprefix("+"), "message-id": id, "status": "0"}
        return Written(JSON, dumped({"message-count": "1", "messages": [one]}))


def _part(said: Mapping[str, Any]) -> Part | None:
    """Which part of a long message it is ("Inbound SMS"); None for a whole one. Raises BadInput."""
    if str(said.get("concat", "")).lower() not in ("true", "1"):
        return None
    number, of = (text(said, f"concat-{name}") for name in ("part", "total"))
    if not all(one.isascii() and one.isdecimal() and len(one) < 4 for one in (number, of)):
        raise BadInput("the part of a message has no number")
    if not 1 <= int(number) <= int(of) <= MOST:
        raise BadInput(f"a message has at most {MOST} parts, counted from 1")
    return Part(text(said, "concat-ref"), int(number), int(of))


def _order(said: dict[str, Any], form: str) -> Order:
    ours, theirs = text(said, "from"), text(said, "to")
    return Order(international(ours), international(theirs), text(said, "text"), form)
