"""What programs ask of language models, as one ASGI application; an OpenAI client needs its base URL changed alone.

POST /llm/<gateway>/v1/chat/completions, /responses, /embeddings     in tokens, answered with values
GET  /llm/<gateway>/v1/models, /models/<name>                        as it is answered

Every other address is refused, not passed on. A program's own key goes on in its header, and is kept nowhere. A gateway
on trial takes copies of requests, says what would have become tokens (`trying`), and passes nothing on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from privet.acts.llm import Open
from privet.acts.prompt import checked
from privet.config import Llm as Settings
from privet.core.botapi.rawjson import LARGEST
from privet.core.exchange import Request
from privet.core.llm import naming
from privet.core.llm.gateway import ROUTES
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, PrivetError
from privet.gateways import asgi
from privet.gateways.llm.errors import refusal
from privet.gateways.llm.exchange import Exchange
from privet.gateways.llm.models import Models
from privet.gateways.llm.trying import tried
from privet.gateways.rate import Rate, TooOften, whence

BASE = "/llm/"
JSON = b"application/json"
CONVERSATION = b"privet-conversation"

_PATH = re.compile(r"/llm/([a-z0-9_-]{1,40})/v1(/[A-Za-z0-9._:/-]{1,200})")
_MODEL = re.compile(
    r"/models(?:/(?!.*[0-9]{9})(?!(?:[^0-9]*[0-9]){13})(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._:-]{0,127}(?:/[A-Za-z0-9][A-Za-z0-9._:-]{0,127})?)?"
)
_KEYS = (b"authorization", b"api-key")
_OWN = r"(?!.*[0-9]{9})(?!.*[0-9]{3}[_-][0-9]{3})[A-Za-z0-9_-]{1,80}"
_FEATURE = r"[a-z][a-z_-]{0,40}=(?:v[0-9]{1,3}|[a-z]{1,20})"
_BESIDE = {
    b"openai-organization": re.compile(f"org-{_OWN}"), b"openai-project": re.compile(f"proj_{_OWN}"),
    b"openai-beta": re.compile(f"{_FEATURE}(?:, ?{_FEATURE}){{0,9}}"),
}  # fmt: skip
"""Headers that go on where they have this grammar; all others stay here."""


class Llm:
    """The ASGI application."""

    routes: tuple[str, ...] = ()

    def __init__(self, turns: asgi.Turns, models: Models, exchange: Exchange, settings: Settings) -> None:
        self._turns, self._models, self._exchange, self._most = turns, models, exchange, settings.open
        self._keys, self._addresses = Rate(settings.minute_key), Rate(settings.minute_address)
        self._again = b"%d" % -(-60 // min(settings.minute_key, settings.minute_address))
        self._open: Counter[bytes] = Counter()

    def measured(self) -> list[tuple[str, str, list[tuple[str, int]]]]:
        """What is counted of tokens in answers."""
        count = self._exchange.count
        what = (("restored", count.restored), ("stayed", count.stayed), ("lost", count.lost))
        told = [(f'{{what="{name}"}}', number) for name, number in what]
        return [("privet_llm_tokens_total", "Tokens in answers of language models: put back, left, lost.", told)]

    async def __call__(self, scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        """Answer one request."""
        begun = False

        async def sending(message: dict[str, Any]) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._asked(scope, receive, sending)
        except PrivetError as error:
            if begun:
                raise
            status, said = refusal(error)
            later = [(b"retry-after", self._again if status == 429 else b"1")] if status in (429, 503) else []
            await asgi.whole(send, status, said, JSON, [(b"cache-control", b"no-store"), *later])

    async def _asked(self, scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        match = _PATH.fullmatch(scope["path"])
        name, route = (match[1], match[2]) if match else ("", "")
        model = _MODEL.fullmatch(route) is not None
        known = route in ROUTES or model
        cast(dict[str, Any], scope)["path_template"] = f"{BASE}-/v1{('/models' if model else route) if known else '/-'}"
        if match is None or not known or scope["method"] != ("GET" if model else "POST") or scope["query_string"]:
            raise asgi.Unknown("Privet passes /chat/completions, /responses, /embeddings and /models on, nothing else")
        self._addresses.spend(whence(scope.get("client")))
        gateway = self._models.by_name(name)
        if gateway.paused:
            raise Denied("the gateway is paused in Privet")
        headers = _headers(scope)
        key = "\n".join(headers[one.decode()] for one in _KEYS if one.decode() in headers)
        self._keys.spend(str(hash((gateway.id, key))))  # salted anew by each process: nothing of the key is kept
        trial = gateway.settings.trial
        if model and trial:
            raise Denied("the gateway is on trial in Privet: nothing is asked of the model")
        if model:
            with self._underway(gateway):
                await self._exchange.listed(gateway, _request(gateway, "GET", route, headers, b""), send)
            return
        type_ = asgi.header(scope, b"content-type").partition(";")[0].strip().lower()
        if type_ != JSON.decode():
            raise BadInput("the body is JSON")
        raw = await asgi.body(receive, LARGEST)
        if trial:
            with self._underway(gateway):
                await tried(self._turns, gateway, raw, send)
            return
        told = asgi.header(scope, CONVERSATION).encode("latin-1").decode("utf-8", "replace")
        mine = Plain(key if any(naming.proves(one) for one in key.split("\n")) else "")

        def request(body: bytes) -> Request:
            return _request(gateway, "POST", route, headers | {"content-type": "application/json"}, body)

        with self._underway(gateway):
            await self._exchange.asked(gateway, route, told, mine, raw, request, receive, send)

    @contextmanager
    def _underway(self, gateway: Open) -> Iterator[None]:
        """A request's place among those of its gateway. Raises TooOften where there is none."""
        if self._open[gateway.id] >= self._most:
            raise TooOften("the gateway has as many requests under way as it may", hint="ask again in a moment")
        self._open[gateway.id] += 1
        try:
            yield
        finally:
            self._open[gateway.id] -= 1
            if not self._open[gateway.id]:
                del self._open[gateway.id]


def _request(gateway: Open, method: str, route: str, headers: dict[str, str], body: bytes) -> Request:
    return Request(method, gateway.settings.upstream + route, headers, body)


def _headers(scope: asgi.Scope) -> dict[str, str]:
    """What of a request's headers goes on. Raises BadInput for a key that no header can hold."""
    found = {"accept": "application/json, text/event-stream"}
    for name in _KEYS:
        if value := asgi.header(scope, name):
            found[name.decode()] = checked(value)
    for name, grammar in _BESIDE.items():
        if grammar.fullmatch(value := asgi.header(scope, name)):
            found[name.decode()] = value
    return found
