"""Sign-on: HTTP with the provider of the company's own log-in, between the acts that send a browser there and take it
back. What the provider says of itself, and its keys, are asked for anew each hour.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from privet.acts import sign_out, sso
from privet.config import Sso
from privet.core import logout, oidc
from privet.core.exchange import Answer, Exchange
from privet.core.message import TenantId
from privet.core.oidc import Client, Provider
from privet.core.plain import Plain
from privet.errors import BadInput, ChannelError, NotProved
from privet.web.turns import Turns

HOUR_S, MINUTE_S = 3_600, 60


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the provider, until `until` (s)."""

    provider: Provider
    keys: Answer
    until: float


class SignOn:
    """The company's own log-in, as settings name it. `path` is where its answers come back to, under `url`."""

    def __init__(
        self, turns: Turns, settings: Sso, exchange: Exchange, back: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._turns = turns
        self._settings = settings
        self._exchange = exchange
        self._client = Client(settings.client, _secret(settings.secret_file), back)
        self._clock = clock
        self._known: Known | None = None

    async def away(self, tenant: TenantId, use: str, bound: str) -> str:
        """Where to send the browser that has the cookie `bound`. Raises ChannelError."""
        known = await self._provider()
        return await self._turns.take(lambda app: sso.away(app, tenant, known.provider, self._client, use, bound))

    async def back(self, tenant: TenantId, use: str, bound: str, state: str, code: str, address: str = "") -> bytes:
        """The digest of who came back, from that internet address, for `acts.login.by_sso` or `acts.enrol.with_sso`.

        Where the provider's keys were changed within the hour, they are asked for again, once. Raises NotProved,
        ChannelError.
        """
        known = await self._provider()
        request = await self._turns.take(
            lambda app: sso.back(app, tenant, known.provider, self._client, use, bound, state, code, address)
        )
        tokens = await self._exchange.ask(request, oidc.MOST)
        try:
            return await self._who(tenant, known, use, state, tokens)
        except NotProved:
            again = await self._provider(anew=True)
            if again.keys.body == known.keys.body:
                raise
        return await self._who(tenant, again, use, state, tokens)

    async def leaving(self, to: str) -> str:
        """Where a browser logs out at the provider as well, to come back to `to`; empty where it offers no place for
        that, or does not answer now.
        """
        try:
            return logout.away((await self._provider()).provider, self._client, to)
        except ChannelError:
            return ""

    async def left(self, tenant: TenantId, token: str) -> int:
        """End the sessions of whom the provider says, by a token, that they logged out there. Raises NotProved,
        ChannelError.
        """
        known = await self._provider()
        now = self._turns.now()
        try:
            found = logout.left(known.provider, self._client, token, known.keys, now)
        except NotProved:
            if self._clock() < known.until - HOUR_S + MINUTE_S:
                raise  # anybody may send a token, and none makes us ask more often than this
            again = await self._provider(anew=True)
            found = logout.left(again.provider, self._client, token, again.keys, now)
        return await self._turns.take(lambda app: sign_out.sign_out(app, tenant, found))

    async def _who(self, tenant: TenantId, known: Known, use: str, state: str, tokens: Answer) -> bytes:
        return await self._turns.take(
            lambda app: sso.who(
                app, tenant, known.provider, self._client, use, state, tokens, known.keys, self._settings.demand
            )
        )

    async def _provider(self, *, anew: bool = False) -> Known:
        if self._known is None or anew or self._clock() >= self._known.until:
            said = await self._exchange.ask(oidc.discovery(self._settings.issuer), oidc.MOST)
            provider = oidc.read_provider(self._settings.issuer, said)
            keys = await self._exchange.ask(oidc.keys(provider), oidc.MOST)
            self._known = Known(provider, keys, self._clock() + HOUR_S)
        return self._known


def _secret(named: str) -> Plain:
    path = Path(named).expanduser()
    try:
        if path.stat().st_mode & 0o077:
            raise BadInput("the file that sso.secret_file names can be read by others", hint="chmod 600 it")
        return Plain(path.read_text("utf-8").strip())
    except (OSError, UnicodeDecodeError):
        raise BadInput("sso.secret_file names no file that can be read", hint="mend privet.toml") from None
