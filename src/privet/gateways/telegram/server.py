"""What bots and Telegram ask, as one ASGI application.

POST /gateways/telegram/bot<TOKEN>/<method>        a call of a bot, as at api.telegram.org (also GET)
GET  /gateways/telegram/file/bot<TOKEN>/<path>     a file that getFile named
POST /gateways/telegram/hook/<bot>                 an update from Telegram, with our secret in its header

A token stands in the path, as Telegram has it, so a path is in no log, count or error: routes are.
"""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Callable
from typing import Any, cast

from privet.acts.bot import BOT
from privet.core import ids
from privet.core.botapi import methods
from privet.errors import BadInput, ChannelError, Conflict, Denied, NotFound, NotReady, PrivetError, TooLarge
from privet.gateways import asgi
from privet.gateways.pastes import Pastes
from privet.gateways.rate import Rate, TooOften, whence
from privet.gateways.telegram import params
from privet.gateways.telegram.bots import Bots, Live
from privet.gateways.telegram.calls import Calls, failure
from privet.gateways.telegram.files import Files
from privet.gateways.telegram.intake import Intake
from privet.gateways.telegram.params import Params
from privet.gateways.telegram.serving import Serving

_log = logging.getLogger("privet.gateways")

NAME = "telegram"
BASE = f"/gateways/{NAME}/"
UPDATE = 4 << 20
"""Bytes of an update at most."""
UNPROVED = 60
"""Requests a minute from one address whose token or secret is looked at though the last ones were wrong."""
SECRET_HEADER = b"x-telegram-bot-api-secret-token"

OWN = {"logout": "logOut", "close": "close"}
"""Methods that would take the bot away from Telegram's server, where Privet works for it."""

BY_LOWER = {name.lower(): name for name in methods.NAMES}
LONGEST = 64
"""Letters of a method that is in no list."""
JSON = b"application/json"


class Telegram:
    """The ASGI application."""

    routes: tuple[str, ...] = ()

    def __init__(
        self, bots: Bots, intake: Intake, serving: Serving, calls: Calls, files: Files,
        chance: Callable[[int], bytes], pastes: Pastes,
    ) -> None:  # fmt: skip
        self._bots, self._intake = bots, intake
        self._serving, self._calls, self._files = serving, calls, files
        self._wrong, self._chance = Rate(UNPROVED), chance
        self.measured = pastes.measured

    async def __call__(self, scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        """Answer one request."""
        below = scope["path"].removeprefix(BASE)
        try:
            if below.startswith("file/bot"):
                await self._file(scope, below.removeprefix("file/bot"), send)
                return
            if below.startswith("hook/"):
                status, said = await self._hooked(scope, below.removeprefix("hook/"), receive)
            elif below.startswith("bot"):
                status, said = await self._asked(scope, below.removeprefix("bot"), receive)
            else:
                status, said = 404, failure(404, "Not Found")
        except PrivetError as error:
            status, said = refusal(error)
        await asgi.whole(send, status, said, JSON, [(b"cache-control", b"no-store")])

    async def _asked(self, scope: asgi.Scope, rest: str, receive: asgi.Receive) -> tuple[int, bytes]:
        """A call of a bot."""
        token, _, method = rest.partition("/")
        name = BY_LOWER.get(method.lower(), "")
        named(scope, f"{BASE}bot/{name or '-'}")
        live = self._live(scope, token)
        if scope["method"] not in ("GET", "POST") or not method.isascii() or not method.isalpha():
            return 404, failure(404, "Not Found")
        if live.bot.paused:
            raise Denied("the bot is paused in Privet")
        said = await params.read(scope, receive, self._chance)
        try:
            return await self._answered(live, method, name, said, scope)
        finally:
            said.close()

    async def called(self, live: Live, method: str, said: Params) -> tuple[int, bytes]:
        """The answer to a call that came in a bot's answer to a webhook: it is asked as any other."""
        if not method.isascii() or not method.isalpha():
            raise NotFound("method not found")
        return await self._answered(live, method, BY_LOWER.get(method.lower(), ""), said, {})

    async def _answered(
        self, live: Live, method: str, name: str, said: Params, scope: asgi.Scope
    ) -> tuple[int, bytes]:  # fmt: skip
        """The answer to a call that could be read; `name` is its method as Telegram spells it, where it has one."""
        own = self._serving.methods.get(method.lower())
        if own is not None:
            return 200, b'{"ok":true,"result":%b}' % await own(live, said, scope)
        if method.lower() in OWN:
            raise BadInput("a bot behind Privet stays where it is")
        if not name and (not live.bot.settings.unknown or len(method) > LONGEST):
            return 404, failure(404, "Not Found: method not found")
        if live.bot.settings.trial and name != "getMe":
            raise Denied("the bot is on trial in Privet: nothing is passed on")
        if name == "getFile":
            return await self._files.named(live, said)
        return await self._calls.made(live, name or method, said)

    def _live(self, scope: asgi.Scope, token: str) -> Live:
        """The bot that proves itself by this token."""
        live = self._bots.by_token(token)
        if live is None:
            self._known()
            self._wrong.spend(whence(scope.get("client")))
            raise Unproved("Unauthorized")
        return live

    def _known(self) -> None:
        """Nobody is sent away for good before it is known which bots there are: their libraries would give up."""
        if not self._bots.looked:
            raise NotReady("Privet has just begun", hint="ask again in a second")

    async def _file(self, scope: asgi.Scope, rest: str, send: asgi.Send) -> None:
        named(scope, f"{BASE}file/bot")
        token, _, path = rest.partition("/")
        live = self._live(scope, token)
        if live.bot.paused or live.bot.settings.trial:
            raise Denied("the bot is paused or on trial in Privet: no file is passed on")
        await self._files.served(live, path, send)

    async def _hooked(self, scope: asgi.Scope, rest: str, receive: asgi.Receive) -> tuple[int, bytes]:
        """An update that Telegram posts. It is answered once it is durable; until then Telegram repeats it."""
        named(scope, f"{BASE}hook")
        try:
            live = self._bots.by_id(ids.read(BOT, rest))
        except PrivetError:
            live = None
        self._known()
        given = asgi.header(scope, SECRET_HEADER).encode("latin-1")
        own = live.bot.secret.expose().encode() if live is not None else b"-" * 43
        if not hmac.compare_digest(own, given) or live is None or scope["method"] != "POST":
            self._wrong.spend(whence(scope.get("client")))
            raise Unproved("Unauthorized")
        raw = await asgi.body(receive, UPDATE)
        if not await self._intake.take(live, [raw]):
            raise NotReady("the update could not be stored", hint="send it again")
        return 200, b"{}"


class Unproved(Denied):
    """The token or the secret is wrong."""

    code, status = "unauthorized", 401


def named(scope: asgi.Scope, route: str) -> None:
    """Say under which name a request stands in the log and among the counts."""
    cast(dict[str, Any], scope)["path_template"] = route


CODES: tuple[tuple[type[PrivetError], int, str], ...] = (
    (Unproved, 401, ""),
    (TooOften, 429, "Too Many Requests: "),
    (NotReady, 429, "Too Many Requests: "),
    (TooLarge, 413, "Request Entity Too Large: "),
    (Conflict, 409, "Conflict: "),
    (NotFound, 400, "Bad Request: "),
    (BadInput, 400, "Bad Request: "),
    (Denied, 403, "Forbidden: "),
    (ChannelError, 502, "Bad Gateway: "),
)


def refusal(error: PrivetError) -> tuple[int, bytes]:
    """An error as bots know them; whoever is to come again is told when."""
    for type_, code, before in CODES:
        if isinstance(error, type_):
            later = {"retry_after": 1} if code == 429 else None
            return code, failure(code, before + error.message, later)
    _log.warning("a bot's request failed: %s", error.code)
    return 500, json.dumps({"ok": False, "error_code": 500, "description": "Internal Server Error"}).encode()
