"""HTTP towards hooks and upstreams: https with checked certificates, no redirects, no proxies, everything bounded.

Whoever may name an address could make Privet knock at doors inside the company's network. So a name is resolved here,
each time, and only addresses of the public internet (or of networks that settings allow) are connected to; what was
judged is what is connected to, so a name that changes between the two gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from privet.core import webhook
from privet.core.exchange import Answer, Request
from privet.core.webhook import Networks
from privet.errors import BadInput, ChannelError, TooLarge

LONGEST_S, CONNECT_S = 3600, 10
"""Seconds that an answer which comes in pieces takes at most, and that its connection may take."""
CONNECTIONS, TO_ONE = 32, 8
"""Open at a time: altogether, and to one host."""

HEADERS = {"User-Agent": "privet", "Accept-Encoding": "identity"}
"""No compression: what is small on the wire could be boundless in memory."""


@dataclass(frozen=True, slots=True, repr=False)
class Coming:
    """An answer that comes in pieces: its status, media type and headers by lower-case name, and what is to come."""

    status: int
    type: str
    headers: Mapping[str, str]
    pieces: AsyncIterator[bytes]


_TYPE = re.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}")
"""A media type (RFC 6838 §4.2); whatever else stands there is not handed on."""


class _Resolver(AbstractResolver):
    """The system's resolver, less the addresses that must not be reached."""

    def __init__(self, allowed: Networks) -> None:
        self._system = ThreadedResolver()
        self._allowed = allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._system.resolve(host, port, family)
        may = [one for one in found if webhook.resolved(host, ipaddress.ip_address(one["host"]), self._allowed)]
        if not may:
            raise OSError(None, "the name leads into a private network")
        return may

    async def close(self) -> None:
        await self._system.close()


class Client:
    """Fits `core.exchange.Exchange`. Its connections belong to the event loop that first asks; `close` ends them."""

    def __init__(self, networks: Sequence[str] = (), ca: str = "", timeout_s: float = 10, to_one: int = TO_ONE) -> None:
        self._allowed, self._to_one = webhook.networks(networks), to_one
        self._trusted = ssl.create_default_context()
        self._trusted.minimum_version = ssl.TLSVersion.TLSv1_2
        if ca:
            try:
                self._trusted.load_verify_locations(ca)
            except OSError:  # also what ssl raises
                raise BadInput("outgoing.ca names no file with certificates (PEM)", hint="mend privet.toml") from None
        self._timeout = aiohttp.ClientTimeout(total=timeout_s, sock_connect=timeout_s / 2)
        self._session: aiohttp.ClientSession | None = None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                resolver=_Resolver(self._allowed), ssl=self._trusted, limit=max(CONNECTIONS, self._to_one),
                limit_per_host=self._to_one, use_dns_cache=False,
            )  # fmt: skip
            self._session = aiohttp.ClientSession(
                connector=connector, timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False,
                headers=HEADERS,
            )  # fmt: skip
        return self._session

    async def ask(self, request: Request, most: int, *, cut: bool = False) -> Answer:
        """The answer to `request`; ChannelError and TooLarge say nothing of what was asked or answered. A body that is
        longer than `most` is TooLarge, or left out where it may be `cut`.
        """
        url = webhook.checked(request.url, self._allowed, local=True)
        try:
            async with self._open().request(
                request.method, URL(url, encoded=True), headers=request.headers, data=request.body or None,
                allow_redirects=False,
            ) as response:  # fmt: skip
                try:
                    body = await _bounded(response.content, most) if most else b""
                except TooLarge:
                    if not cut:
                        raise
                    body = b""
                kind = response.content_type.lower()
                type_ = kind if _TYPE.fullmatch(kind) else "application/octet-stream"
                return Answer(response.status, type_, response.charset or "utf-8", body)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            certificate = isinstance(error, aiohttp.ClientConnectorCertificateError)
            said = "its certificate does not check out" if certificate else "it cannot be reached"
            raise ChannelError(f"the other side was asked nothing: {said}", retry=True) from None
        except (TimeoutError, aiohttp.ClientError, OSError):
            raise ChannelError("the other side did not answer as HTTP asks, or not in time", retry=False) from None

    @asynccontextmanager
    async def coming(self, request: Request, silent_s: float, most: int) -> AsyncIterator[Coming]:
        """The answer to `request` as it comes, `most` bytes at most, never silent for longer than `silent_s`. Raises
        ChannelError: `retry=True` when the request surely did not leave. No error says what was asked or answered.
        """
        url = webhook.checked(request.url, self._allowed, local=True)
        timeout = aiohttp.ClientTimeout(total=LONGEST_S, sock_connect=CONNECT_S, sock_read=silent_s)
        try:
            async with self._open().request(
                request.method, URL(url, encoded=True), headers=request.headers, data=request.body or None,
                allow_redirects=False, timeout=timeout,
            ) as response:  # fmt: skip
                kind = response.content_type.lower()
                type_ = kind if _TYPE.fullmatch(kind) else "application/octet-stream"
                headers = {name.lower(): value for name, value in response.headers.items()}
                yield Coming(response.status, type_, headers, _pieces(response.content, most))
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise ChannelError("the other side cannot be reached", retry=True) from None
        except (TimeoutError, aiohttp.ClientError, OSError):
            raise ChannelError("the other side did not answer as HTTP asks, or not in time", retry=False) from None

    async def close(self) -> None:
        """End every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None


async def _bounded(content: aiohttp.StreamReader, most: int) -> bytes:
    pieces, size = [], 0
    async for piece in content.iter_any():
        size += len(piece)
        if size > most:
            raise TooLarge(f"the other side answered more than {most} bytes")
        pieces.append(piece)
    return b"".join(pieces)


async def _pieces(content: aiohttp.StreamReader, most: int) -> AsyncIterator[bytes]:
    size = 0
    try:
        async for piece in content.iter_any():
            size += len(piece)
            if size > most:
                raise TooLarge(f"the other side answered more than {most} bytes")
            yield piece
    except (TimeoutError, aiohttp.ClientError, OSError):
        raise ChannelError("the other side broke off, or fell silent", retry=False) from None
