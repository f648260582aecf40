"""The client towards Telegram's Bot API: https with checked certificates, no redirects, everything bounded in size and
time. The address of a call holds the bot's token, so no error says where it went, and none says what was answered.
"""

from __future__ import annotations

import json
import re
import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Protocol

import aiohttp
from yarl import URL

from privet.core.bot import TOKEN
from privet.core.exchange import Answer
from privet.core.file import PIECE
from privet.core.plain import Plain
from privet.core.standing import UNKNOWN, WHERE, Standing, standing
from privet.errors import BadInput, ChannelError, TooLarge

CONNECTIONS = 512
"""Open at a time: a bot that polls holds one as long as it waits."""
MOST = 32 << 20
"""Bytes of an answer: a hundred updates with everything that fits into each are far less."""
FILE_S = 300
"""How long a file may take, either way."""
LARGER = "the file is larger than telegram.file_megabytes lets through"
LONGEST_PAUSE_S = 3600
"""What a `retry_after` can say at most."""

HEADERS = {"User-Agent": "privet", "Accept-Encoding": "identity"}
"""No compression: what is small on the wire could be boundless in memory."""

_API = re.compile(r"https://[a-z0-9.-]+(?::[0-9]{1,5})?|http://(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?")
_METHOD = re.compile("[A-Za-z]{1,64}")
_PATH = re.compile(r"[A-Za-z0-9_./~-]{1,512}")
_REASON = re.compile(r"[A-Za-z][A-Za-z':_/ -]{0,99}")
"""A reason as Telegram words them. What has digits or quotes may repeat what was asked, so it is not handed on."""


class Refused(ChannelError):
    """Telegram says no. `status` is its error code, `reason` its sentence where that holds no more than words, and
    `after_s` how long it asks to be left alone (0: it does not say).
    """

    def __init__(self, status: int, reason: str, after_s: int) -> None:
        super().__init__(f"Telegram refused with {status}", retry=status == 429)
        self.status, self.reason, self.after_s = status, reason, after_s


class Body(Protocol):
    """A body that is made while it leaves."""

    size: int

    def pieces(self) -> Iterator[bytes]:
        """All of its `size` bytes, from the start on."""
        ...


class BotApi:
    """Asks Telegram, or a Bot API server of one's own at `api`. Connections belong to the loop that first asks."""

    def __init__(self, api: str, ca: str = "", timeout_s: float = 10) -> None:
        if not _API.fullmatch(api):
            raise BadInput(
                "telegram.api is https and a name, or http on this machine", hint="for example https://api.telegram.org"
            )
        self._api, self._timeout_s = api, timeout_s
        self._trusted = ssl.create_default_context()
        self._trusted.minimum_version = ssl.TLSVersion.TLSv1_2
        if ca:
            try:
                self._trusted.load_verify_locations(ca)
            except OSError:  # also what ssl raises
                raise BadInput("outgoing.ca names no file with certificates (PEM)", hint="mend privet.toml") from None
        self._session: aiohttp.ClientSession | None = None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(ssl=self._trusted, limit=CONNECTIONS, limit_per_host=0),
                cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False, headers=HEADERS,
            )  # fmt: skip
        return self._session

    async def call(self, token: Plain, method: str, body: bytes | Body, type_: str, wait_s: float = 0) -> Answer:
        """Telegram's answer to one call, whatever it says. `wait_s` is how long Telegram itself may wait; a body
        that is made while it leaves may take FILE_S longer.

        Raises ChannelError: `retry=True` when the call surely did not leave, `retry=False` when it may have arrived.
        """
        if not _METHOD.fullmatch(method):
            raise BadInput("the name of a method is made of letters")
        url = self._url(token, f"/{method}")
        headers, sent = {"Content-Type": type_}, body if isinstance(body, bytes) else _flow(body)
        if not isinstance(body, bytes):
            wait_s, headers["Content-Length"] = wait_s + FILE_S, str(body.size)
        async with self._asked("POST", url, wait_s, sent, headers) as response:
            pieces, size = [], 0
            async for piece in response.content.iter_any():
                size += len(piece)
                if size > MOST:
                    raise ChannelError("Telegram answered more than there is room for", retry=False)
                pieces.append(piece)
            return Answer(response.status, "application/json", "utf-8", b"".join(pieces))

    async def ask(self, token: Plain, method: str, params: Mapping[str, object], wait_s: float = 0) -> Any:
        """The `result` of a call of our own. Raises what `call` raises, and Refused."""
        answer = await self.call(token, method, json.dumps(params).encode(), "application/json", wait_s)
        return result(answer)

    async def path_of(self, token: Plain, file: str) -> str:
        """Where a file is to be fetched, by the id that a bot has for it. Raises what `ask` raises."""
        found = await self.ask(token, "getFile", {"file_id": file})
        path = found.get("file_path") if isinstance(found, dict) else None
        if not isinstance(path, str):
            raise ChannelError("Telegram did not say where the file is", retry=False)
        return path

    async def standing(self, token: Plain) -> Standing:
        """How a bot stands at Telegram. Raises BadInput where no bot has this token; else what `ask` raises."""
        if not TOKEN.fullmatch(token.expose()):
            raise BadInput(UNKNOWN, hint=WHERE)
        try:
            me = await self.ask(token, "getMe", {})
        except Refused as error:
            if error.status in (401, 404):
                raise BadInput(UNKNOWN, hint=WHERE) from None
            raise
        return standing(me, await self.ask(token, "getWebhookInfo", {}))

    @asynccontextmanager
    async def file(self, token: Plain, path: str, most: int) -> AsyncIterator[AsyncIterator[bytes]]:
        """The pieces of a file of at most `most` bytes that getFile named, each `core.file.PIECE` bytes but for the
        last. Raises what `call` raises; Refused where it is not there; TooLarge, perhaps after some pieces.
        """
        if not _PATH.fullmatch(path) or ".." in path:
            raise BadInput("there is no such file")
        async with self._asked("GET", self._url(token, f"/{path}", "/file"), FILE_S, None, {}) as response:
            if response.status != 200:
                raise Refused(response.status, "", 0)
            if (response.content_length or 0) > most:
                raise TooLarge(LARGER)
            yield _pieces(response.content, most)

    def _url(self, token: Plain, path: str, before: str = "") -> URL:
        return URL(f"{self._api}{before}/bot{token.expose()}{path}", encoded=True)

    @asynccontextmanager
    async def _asked(
        self,
        method: str,
        url: URL,
        wait_s: float,
        body: bytes | AsyncIterator[bytes] | None,
        headers: Mapping[str, str],
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """One request, and its answer as it comes; no fault tells of its address."""
        timeout = aiohttp.ClientTimeout(total=self._timeout_s + wait_s, sock_connect=self._timeout_s / 2)
        try:
            async with self._open().request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                yield response
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            certificate = isinstance(error, aiohttp.ClientConnectorCertificateError)
            said = "its certificate does not check out" if certificate else "it cannot be reached"
            raise ChannelError(f"Telegram was asked nothing: {said}", retry=True) from None
        except (TimeoutError, aiohttp.ClientError, OSError):
            raise ChannelError("Telegram did not answer as HTTP asks, or not in time", retry=False) from None

    async def close(self) -> None:
        """End every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None


async def _flow(body: Body) -> AsyncIterator[bytes]:
    for piece in body.pieces():
        yield piece


async def _pieces(content: aiohttp.StreamReader, most: int) -> AsyncIterator[bytes]:
    """What comes, in pieces of one size."""
    rest, size = bytearray(), 0
    async for came in content.iter_any():
        rest += came
        size += len(came)
        if size > most:
            raise TooLarge(LARGER)
        while len(rest) >= PIECE:
            yield bytes(rest[:PIECE])
            del rest[:PIECE]
    if rest:
        yield bytes(rest)


async def looked(api: str, ca: str, timeout_s: float, token: Plain) -> Standing:
    """How a bot stands at Telegram, by a client for this question alone. Raises what `BotApi.standing` raises."""
    asked = BotApi(api, ca, timeout_s)
    try:
        return await asked.standing(token)
    finally:
        await asked.close()


def result(answer: Answer) -> Any:
    """The `result` in Telegram's answer; Refused where it says no, ChannelError where it says neither."""
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or not isinstance(said.get("ok"), bool):
        raise ChannelError("what answered is no Bot API", retry=False)
    if said["ok"]:
        return said.get("result")
    raise refused(answer.status, said)


def refused(status: int, said: Mapping[str, object]) -> Refused:
    """What a refusal says, in as far as it can be handed on."""
    code, words, more = said.get("error_code"), said.get("description"), said.get("parameters")
    after = more.get("retry_after") if isinstance(more, dict) else None
    seconds = after if isinstance(after, int) and not isinstance(after, bool) else 0
    reason = words if isinstance(words, str) and _REASON.fullmatch(words) else ""
    return Refused(code if isinstance(code, int) else status, reason, max(0, min(seconds, LONGEST_PAUSE_S)))
