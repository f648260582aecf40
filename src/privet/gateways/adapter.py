"""A webhook of another program as a channel: settings say where in its JSON a message's fields stand.

POST /gateways/NAME takes it in. It is signed with HMAC-SHA256 over `TIME.BODY` or over the body; what is not signed, or
not in time, is refused before it is read. A webhook that is no message (`when`) is passed by. The answer comes after
the commit; a program that repeats what was not answered is recognised by the message's id.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from privet.config import Adapter as Settings
from privet.core.decision import Actor
from privet.core.message import Inbound, TenantId
from privet.core.plain import Plain
from privet.core.record import FIELD, ID, TEXT, instant
from privet.errors import BadInput, Denied, PrivetError, TooLarge
from privet.gateways import asgi
from privet.gateways.pastes import Pastes
from privet.gateways.rate import Rate, whence

BODY = 2 << 20
"""Bytes of a webhook at most."""
UNSIGNED = 60
"""Webhooks a minute from one address whose signature is looked at though the last ones were wrong."""


class Unsigned(Denied):
    """The webhook's signature or its time is not right."""

    code, status = "not-signed", 401


class Adapter:
    """The ASGI application of one adapter."""

    def __init__(
        self, name: str, settings: Settings, secret: bytes, turns: asgi.Turns, tenant: TenantId, now: Callable[[], int]
    ) -> None:
        self._name, self._settings, self._secret = name, settings, secret
        self._turns, self._tenant, self._now = turns, tenant, now
        self._actor = Actor("gateway", name)
        self._when = [condition(one) for one in settings.when]
        self._wrong = Rate(UNSIGNED)
        self._pastes = Pastes(name, now)
        self.routes = (f"/gateways/{name}",)

    async def __call__(self, scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        """Answer one request."""
        try:
            if scope["path"] not in self.routes or scope["method"] != "POST":
                raise asgi.Unknown("there is no such address, or it has no such method")
            raw = await asgi.body(receive, BODY)
            self._signed(scope, raw)
            said = asgi.parsed(raw)
            if any(written(found(said, path)) != value for path, value in self._when):
                await asgi.answer(send, 200, {"outcome": "ignored"})
                return
            made = await asgi.stored(self._turns, self._tenant, self._message(said), self._actor)
            self._pastes.first(made.conversation, [one.kind for one in made.tokens] if made.outcome == "stored" else [])
            told = {"outcome": made.outcome, "id": made.id, "conversation": made.conversation}
            if made.outcome == "passed" and made.text is not None:  # it stands nowhere else
                told["text"] = made.text.text
            await asgi.answer(send, 200, told)
        except PrivetError as error:
            await asgi.problem(send, error)

    def measured(self) -> list[tuple[str, str, list[tuple[str, int]]]]:
        """What is counted of messages with a secret in them."""
        return self._pastes.measured()

    def _signed(self, scope: asgi.Scope, raw: bytes) -> None:
        """Raise unless the body bears the signature, and was signed just now."""
        settings = self._settings
        at = asgi.header(scope, settings.timestamp_header.lower().encode()) if settings.timestamp_header else ""
        signed = b"%s.%s" % (at.encode("latin-1"), raw) if settings.timestamp_header else raw
        own = settings.signature_prefix + hmac.new(self._secret, signed, hashlib.sha256).hexdigest()
        given = asgi.header(scope, settings.signature_header.lower().encode())
        right = hmac.compare_digest(own.encode(), given.encode("latin-1"))
        if settings.timestamp_header:
            seconds = int(at) if at.isascii() and at.isdigit() and len(at) < 12 else 0
            right = right and abs(self._now() // 1000 - seconds) <= settings.tolerance_seconds
        if not right:
            self._wrong.spend(whence(scope.get("client")))
            raise Unsigned("the webhook is not signed as agreed, or not in time")

    def _message(self, said: dict[str, Any]) -> Inbound:
        """The message in a webhook. BadInput names the field that is missing, never what it held."""
        settings = self._settings

        def field(name: str, most: int) -> str:
            path = getattr(settings, name)
            value = written(found(said, path)) if path else ""
            if len(value.encode("utf-8", "surrogatepass")) > most:
                raise TooLarge(f"{name} is longer than {most:,} bytes")
            return value

        def required(name: str, most: int = FIELD) -> str:
            value = field(name, most)
            if not value:
                raise BadInput(f"the webhook has no {name}", hint=f"adapter.{self._name}.{name} says where it stands")
            return value

        name, reference = field("name", FIELD), field("subject_ref", FIELD)
        sent_at = instant(field("sent_at", ID).removesuffix(" UTC"))
        return Inbound(
            self._name,
            Plain(required("conversation")),
            Plain(required("sender")),
            Plain(required("text", TEXT)),
            self._now() if sent_at is None else sent_at,
            external_id=required("external_id", ID),
            name=Plain(name) if name else None,
            subject_ref=Plain(reference) if reference else None,
        )


def condition(line: str) -> tuple[str, str]:
    """`path=value` as (path, value)."""
    path, equals, value = line.partition("=")
    if not equals or not path:
        raise BadInput("adapter: `when` holds lines of the form path=value", hint="mend privet.toml")
    return path, value


def found(said: Any, path: str) -> Any:
    """What stands at `path` (names with dots between, digits for places in a list) in parsed JSON; None: nothing."""
    for name in path.split("."):
        if isinstance(said, dict):
            said = said.get(name)
        elif isinstance(said, list) and name.isdecimal() and int(name) < len(said):
            said = said[int(name)]
        else:
            return None
    return said


def written(value: Any) -> str:
    """A text as it is, a number or truth as JSON writes it, anything else as ""."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""
