"""Twilio: forms signed by HMAC over the address and the sorted parameters (twilio.com/docs/usage/security).

SHA-1 under the auth token; SHA-256 under a shared key where `X-Twilio-Webhooks-Signature-Settings` says so. Of a JSON
body the address has the hash (`bodySHA256`) and stands for it. The address counts with and without its port.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import Any
from urllib.parse import parse_qs, quote, urlencode

from privet.core.exchange import Answer, Request
from privet.core.sms.asked import (
    FORM,
    JSON,
    Asked,
    Came,
    Keys,
    Order,
    Pairs,
    Written,
    basic,
    dumped,
    object_of,
    only,
    refuse_others,
    refused,
    same,
    text,
)
from privet.errors import BadInput

SIGNATURE, SETTINGS = "x-twilio-signature", "x-twilio-webhooks-signature-settings"
HASHES = {"HMAC_SHA1": "sha1", "HMAC_SHA256": "sha256"}
_URL = re.compile(r"(https?)://(\[[0-9a-fA-F:.]+\]|[^/:?#\[\]@]+)(?::([0-9]{1,5}))?([/?].*)?", re.ASCII | re.DOTALL)
_PORTS = {"https": "443", "http": "80"}

_ON = frozenset({
    "MessageSid", "SmsSid", "SmsMessageSid", "AccountSid", "MessagingServiceSid", "NumSegments", "ApiVersion",
    "SmsStatus", "MessageStatus", "ErrorCode", "OptOutType", "FromCountry", "ToCountry", "RawDlrDoneDate",
})  # fmt: skip
"""What goes on as it is. City, region and postcode of a number, addresses of pictures and profile names do not."""
_ASKED = frozenset({"To", "From", "Body", "StatusCallback"})
_PATH = re.compile(r"2010-04-01/Accounts/([A-Za-z0-9]{1,64})/Messages\.json", re.ASCII)


def signature(secret: bytes, url: str, form: Pairs, hash: str = "sha1") -> str:
    """The signature of an address and the parameters of a form, of which each pair counts once."""
    return _signature(secret, url, _joined(form), hash)


def _joined(form: Pairs) -> str:
    return "".join([name + value for name, value in sorted(set(form))])


def _signature(secret: bytes, url: str, joined: str, hash: str) -> str:
    signed = url + joined
    return base64.b64encode(hmac.digest(secret, signed.encode("utf-8", "surrogatepass"), hash)).decode("ascii")


def spellings(url: str) -> tuple[str, ...]:
    """An address without its port and with one: it may be signed either way."""
    match = _URL.fullmatch(url)
    if match is None:
        return (url,)
    scheme, host, port, rest = match.groups()
    return f"{scheme}://{host}{rest or ''}", f"{scheme}://{host}:{port or _PORTS[scheme]}{rest or ''}"


def valid(secret: bytes, asked: Asked) -> bool:
    """Whether a request bears Twilio's signature under the secret, by the algorithm that its header names."""
    hash = HASHES.get(_algorithm(asked.headers.get(SETTINGS, "")).upper())
    if hash is None:
        return False
    right, form = True, asked.form
    if asked.type != FORM and asked.body:
        named = parse_qs(asked.url.partition("?")[2]).get("bodySHA256", [""])[0]
        right = same(hashlib.sha256(asked.body).hexdigest(), named)
    given, joined = asked.headers.get(SIGNATURE, ""), _joined(form)
    each = [same(_signature(secret, url, joined, hash), given) for url in spellings(asked.url)]
    return any(each) and right


def _algorithm(settings: str) -> str:
    for part in settings.split(","):
        name, _, value = part.partition("=")
        if name.strip() == "algorithm" and value.strip():
            return value.strip()
    return "HMAC_SHA1"


class Twilio:
    """The provider `twilio`."""

    name = "twilio"
    schemes = ("sha1", "sha256")
    api = "https://api.twilio.com"

    def proved(self, asked: Asked, keys: Keys, scheme: str, at_s: int) -> str | None:
        """See `Provider`. Under `sha256` nothing is taken by the older algorithm, whose secret is another one."""
        named = HASHES.get(_algorithm(asked.headers.get(SETTINGS, "")).upper())
        return "" if named == scheme and valid(keys.signs.expose().encode(), asked) else None

    def read(self, asked: Asked) -> list[Came]:
        """See `Provider`."""
        said = asked.said()
        id, rest = text(said, "MessageSid", "SmsSid"), only(said, _ON)
        if isinstance(said.get("Body"), str) and "MessageStatus" not in said:
            answered = bool(said.get("OptOutType"))
            return [Came(id, text(said, "To"), text(said, "From"), said["Body"], {**rest, "NumMedia": "0"}, answered)]
        state = text(said, "MessageStatus", "SmsStatus")
        return [Came(f"{id}:{state}", text(said, "From"), text(said, "To"), None, rest)]

    def written(self, came: Came, ours: str, theirs: str, text: str | None) -> Written:
        """See `Provider`."""
        said: dict[str, Any] = {**came.rest}
        said |= {"From": ours, "To": theirs} if text is None else {"From": theirs, "To": ours, "Body": text}
        return Written(FORM, urlencode(said, errors="surrogatepass").encode("ascii"))

    def signed(self, url: str, written: Written, keys: Keys, scheme: str, at_s: int, id: str) -> dict[str, str]:
        """See `Provider`."""
        form = Asked("POST", url, written.type, {}, written.body).form
        headers = {"X-Twilio-Signature": signature(keys.own.expose().encode(), url, form, scheme)}
        if scheme != "sha1":
            headers["X-Twilio-Webhooks-Signature-Settings"] = "key=privet,algorithm=HMAC_SHA256"
        return headers | {"I-Twilio-Idempotency-Token": id}

    def order(self, path: str, asked: Asked, keys: Keys) -> Order | None:
        """See `Provider`."""
        match = _PATH.fullmatch(path)
        right = same(basic(keys.account, keys.own), asked.headers.get("authorization", ""))
        if match is None or not right or not same(keys.account, match[1]):
            return None
        said = asked.said()
        refuse_others(said, _ASKED)
        return Order(text(said, "From"), text(said, "To"), text(said, "Body"))

    def request(self, api: str, order: Order, keys: Keys, status_url: str) -> Request:
        """See `Provider`."""
        said = {"From": order.ours, "To": order.theirs, "Body": order.text, "StatusCallback": status_url}
        url = f"{api}/2010-04-01/Accounts/{quote(keys.account, safe='')}/Messages.json"
        headers = {"Authorization": basic(keys.account, keys.sends), "Content-Type": FORM}
        return Request("POST", url, headers, urlencode(said, errors="surrogatepass").encode("ascii"))

    def taken(self, answer: Answer, order: Order) -> str:
        """See `Provider`."""
        refused(answer)
        try:
            return text(object_of(answer), "sid")
        except BadInput:
            raise ValueError("no sid") from None

    def told(self, order: Order, id: str, keys: Keys) -> Written:
        """See `Provider`."""
        said: dict[str, Any] = {
            "sid": id, "account_sid": keys.account, "api_version": "2010-04-01", "from": order.ours, "to": order.theirs,
            "body": order.text, "status": "queued", "direction": "outbound-api", "num_segments": "1", "num_media": "0",
            "error_code": None, "error_message": None, "price": None, "price_unit": "USD", "date_created": None,
            "date_sent": None, "date_updated": None, "messaging_service_sid": None, "subresource_uris": {},
            "uri": f"/2010-04-01/Accounts/{keys.account}/Messages/{id}.json",
        }  # fmt: skip
        return Written(JSON, dumped(said))
