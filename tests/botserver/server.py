"""The world as an HTTP server on a free port of loopback, in a thread of its own: calls, files, updates by getUpdates
and by webhook; and everything that a server can do wrong.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import aiohttp
from aiohttp import web

from botserver import api
from botserver.api import Refusal, bad
from botserver.doing import Doing
from botserver.world import KEPT_S, Bot, World

ROUTE = re.compile(r"/bot(?P<token>[^/]*)/(?P<method>[A-Za-z]+)")
FILE = re.compile(r"/file/bot(?P<token>[^/]*)/(?P<path>.+)")
SECRET = re.compile("[A-Za-z0-9_-]{1,256}", re.ASCII)
POLLED_S = 50


class Fake(World):
    """Telegram: a world, and the server in front of it. `url` is where its API is."""

    def __init__(self) -> None:
        super().__init__()
        self.url = ""
        self.down = False
        """Connections are hung up on."""
        self.slow_s = 0.0
        self.hasty = False  # answers getUpdates at once, however long it is asked to wait
        """How long every answer is held back."""
        self.silent: set[str] = set()
        """Methods that are carried out, and whose connection is then cut: the caller cannot know."""
        self.limits: dict[str, list[int]] = defaultdict(list)
        """For each method (`*`: any), the `retry_after` of calls that are refused with 429."""
        self.refusals: dict[str, list[Refusal]] = defaultdict(list)
        """For each method, refusals that are given instead of carrying it out."""
        self.garbage: set[str] = set()
        self.newer: dict[str, Callable[[dict[str, Any]], Any]] = {}  # methods that no list has, and what each answers
        """Methods that are answered with a page of HTML."""
        self.before_file: Callable[[], None] | None = None
        """Called, on a thread of its own, before the bytes of a file are handed out."""
        self.cut = False
        """Of files half is handed out, then their connections are cut."""
        self.asked: list[tuple[str, float]] = []
        """Every request: the method, and when it came."""
        self._doing = Doing(self)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._news: dict[int, asyncio.Event] = defaultdict(asyncio.Event)
        self._posting: dict[int, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self.changed.append(self._told)

    # What tests ask for

    def until(self, holds: Callable[[], Any], seconds: float = 20, what: str = "") -> Any:
        """Wait until something holds; what it gave."""
        end = time.monotonic() + seconds
        while True:
            if found := holds():  # without the lock: it may ask this server
                return found
            assert time.monotonic() < end, what or f"not within {seconds} s; calls: {[c.method for c in self.calls]}"
            time.sleep(0.01)

    def called(self, method: str) -> list[dict[str, Any]]:
        """The parameters of the calls of a method, oldest first."""
        with self.lock:
            return [dict(one.values) for one in self.calls if one.method == method]

    def again(self, bot: Bot, raw: bytes) -> None:
        """Give an update once more, as Telegram does when an answer was lost."""
        said = json.loads(raw)
        name = next(one for one in said if one != "update_id")
        self.raw(bot, said["update_id"], name, raw)

    # The server

    def _told(self, bot: int) -> None:
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed
                self._loop.call_soon_threadsafe(self._wake, bot)

    def _wake(self, bot: int) -> None:
        self._news.pop(bot, asyncio.Event()).set()
        one = self.bots[bot]
        task = self._posting.get(bot)
        if one.hook and (task is None or task.done()):
            self._posting[bot] = asyncio.create_task(self._post(one))

    async def answered(self, request: web.BaseRequest) -> web.StreamResponse:
        """The answer to one request."""
        if self.down:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        await asyncio.sleep(self.slow_s)
        if file := FILE.fullmatch(request.path):
            return await self._file(request, file["token"], file["path"])
        route = ROUTE.fullmatch(request.path)
        if route is None:
            return said(Refusal(404, "Not Found").body, 404)
        method = api.names().get(route["method"].lower(), route["method"])
        self.asked.append((method, time.time()))
        try:
            result = await self._result(request, route["token"], method)
        except Refusal as error:
            return said(error.body, error.code)
        if method in self.silent:
            assert request.transport is not None
            request.transport.abort()
        if method in self.garbage:
            return web.Response(text="<html>Bad Gateway</html>", content_type="text/html", status=502)
        return said({"ok": True, "result": result}) if not isinstance(result, bytes) else web.Response(
            body=b'{"ok":true,"result":%b}' % result, content_type="application/json"
        )  # fmt: skip

    def _by_token(self, token: str) -> Bot:
        found = next((one for one in self.bots.values() if one.token == token), None)
        if found is None:
            raise Refusal(401, "Unauthorized")
        return found

    async def _result(self, request: web.BaseRequest, token: str, method: str) -> Any:
        bot = self._by_token(token)
        if method.lower() not in api.methods() and method not in self.newer:
            raise Refusal(404, "Not Found: method not found")
        values, files = await params(request)
        if method in self.newer:
            return self.newer[method](values)
        for name in (method, "*"):
            if self.limits[name]:
                after = self.limits[name].pop(0)
                raise Refusal(429, f"Too Many Requests: retry after {after}", retry_after=after)
        if self.refusals[method]:
            raise self.refusals[method].pop(0)
        own = {"getUpdates": self._updates, "setWebhook": self._set_hook, "deleteWebhook": self._delete_hook,
               "getWebhookInfo": self._hook_info}.get(method)  # fmt: skip
        if own is not None:
            return await own(bot, api.checked(method, values, files))
        return self._doing.do(bot, method, values, files)

    async def _file(self, request: web.BaseRequest, token: str, path: str) -> web.StreamResponse:
        try:
            self._by_token(token)
        except Refusal as error:
            return said(error.body, error.code)
        found = next((data for data, there in self.files.values() if there == path), None)
        if found is None:
            return said(Refusal(404, "Not Found").body, 404)
        if self.before_file is not None:
            await asyncio.to_thread(self.before_file)
        if self.cut:
            half = web.StreamResponse(headers={"Content-Length": str(len(found))})
            await half.prepare(request)
            await half.write(found[: len(found) // 2])
            assert request.transport is not None
            request.transport.abort()
            return half
        return web.Response(body=found, content_type="application/octet-stream")

    # Updates

    def _waiting(self, bot: Bot) -> list[tuple[int, str, float, bytes]]:
        bot.queue = [one for one in bot.queue if self.now() - one[2] < KEPT_S]
        return bot.queue

    async def _updates(self, bot: Bot, asked: dict[str, Any]) -> bytes:
        if bot.hook:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active; "
                               "use deleteWebhook to delete the webhook first")  # fmt: skip
        if "allowed_updates" in asked:
            bot.allowed = asked["allowed_updates"]
        bot.polls += 1
        mine, offset, limit = bot.polls, asked.get("offset", 0), asked.get("limit", 100)
        end = time.monotonic() + (0 if self.hasty else min(max(asked.get("timeout", 0), 0), POLLED_S))
        self._wake(bot.id)
        while True:
            with self.lock:
                news = self._news[bot.id]
                if bot.polls != mine:
                    raise Refusal(409, "Conflict: terminated by other getUpdates request; "
                                       "make sure that only one bot instance is running")  # fmt: skip
                queue = self._waiting(bot)
                if offset < 0:
                    bot.queue = queue[offset:]
                elif offset:
                    bot.queue = [one for one in queue if one[0] >= offset]
                found = bot.queue[: min(max(limit, 1), 100)]
            offset = max(offset, 0)
            left = end - time.monotonic()
            if found or left <= 0:
                return b"[" + b",".join(one[3] for one in found) + b"]"
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), left)

    async def _set_hook(self, bot: Bot, asked: dict[str, Any]) -> bool:
        url, secret = asked.get("url", ""), asked.get("secret_token", "")
        if not url:
            return await self._delete_hook(bot, asked)
        if not re.match(r"https://|http://(?:127\.0\.0\.1|localhost)[:/]", url):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if secret and not SECRET.fullmatch(secret):
            raise bad("secret token contains unallowed characters")
        if "allowed_updates" in asked:
            bot.allowed = asked["allowed_updates"]
        self._dropped(bot, asked)
        bot.hook = {"url": url, "secret": secret, "most": asked.get("max_connections", 40)}
        bot.polls += 1
        self._wake(bot.id)
        return True

    async def _delete_hook(self, bot: Bot, asked: dict[str, Any]) -> bool:
        bot.hook = {}
        self._dropped(bot, asked)
        return True

    def _dropped(self, bot: Bot, asked: dict[str, Any]) -> None:
        if asked.get("drop_pending_updates"):
            with self.lock:
                bot.queue = []

    async def _hook_info(self, bot: Bot, asked: dict[str, Any]) -> dict[str, Any]:
        info: dict[str, Any] = {"url": bot.hook.get("url", ""), "has_custom_certificate": False,
                                "pending_update_count": len(self._waiting(bot))}  # fmt: skip
        if bot.hook:
            info["max_connections"] = bot.hook["most"]
        if bot.allowed:
            info["allowed_updates"] = bot.allowed
        return info | bot.hook.get("errors", {})

    async def _post(self, bot: Bot) -> None:
        """Post what waits, each chat's updates in order, until nothing does."""
        pause = 0.1
        while bot.hook and (batch := self._waiting(bot)[: bot.hook["most"]]):
            chats: dict[str, list[tuple[int, bytes]]] = defaultdict(list)
            for number, _, _, raw in batch:
                chats[chat_of(raw)].append((number, raw))
            taken = set().union(*await asyncio.gather(*(self._one(bot, rows) for rows in chats.values())))
            with self.lock:
                bot.queue = [one for one in bot.queue if one[0] not in taken]
            pause = 0.1 if taken else min(pause * 2, 5)
            if len(taken) < len(batch):
                await asyncio.sleep(pause)

    async def _one(self, bot: Bot, rows: list[tuple[int, bytes]]) -> set[int]:
        """The numbers of one chat's updates that were taken."""
        taken: set[int] = set()
        headers = {"Content-Type": "application/json"}
        if bot.hook.get("secret"):
            headers["X-Telegram-Bot-Api-Secret-Token"] = bot.hook["secret"]
        self._session = self._session or aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100))
        for number, raw in rows:
            try:
                async with self._session.post(
                    bot.hook["url"], data=raw, headers=headers, timeout=aiohttp.ClientTimeout(30), allow_redirects=False
                ) as answer:
                    body = await answer.read()
                    if not 200 <= answer.status < 300:
                        raise aiohttp.ClientError(f"Wrong response from the webhook: {answer.status}")
            except (aiohttp.ClientError, TimeoutError, KeyError) as error:
                errors = {"last_error_date": int(time.time()), "last_error_message": str(error) or "Timed out"}
                bot.hook |= {"errors": errors} if bot.hook else {}
                break
            taken.add(number)
            self._in_answer(bot, body)
        return taken

    def _in_answer(self, bot: Bot, body: bytes) -> None:
        """Carry out the call that the answer to a webhook holds."""
        with contextlib.suppress(ValueError, Refusal):
            asked = json.loads(body)
            if isinstance(asked, dict) and "method" in asked:
                method = api.names()[asked.pop("method").lower()]
                self._doing.do(bot, method, asked, {})

    async def serve(self, ready: threading.Event, end: asyncio.Event) -> None:
        """Serve until `end`."""
        self._loop = asyncio.get_running_loop()
        runner = web.ServerRunner(web.Server(self.answered))  # type: ignore[arg-type]
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, backlog=1024)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]
        ready.set()
        await end.wait()
        for task in self._posting.values():
            task.cancel()
        if self._session is not None:
            await self._session.close()
        for event in list(self._news.values()):
            event.set()
        await runner.cleanup()


def chat_of(raw: bytes) -> str:
    """The chat of an update, as a key; updates without one are a chat of their own."""
    try:
        update = json.loads(raw)
        what = next(one for name, one in update.items() if name != "update_id")
        return str((what.get("chat") or what.get("message", {}).get("chat") or what["from"])["id"])
    except (ValueError, LookupError, AttributeError, StopIteration, TypeError):
        return ""


def said(body: Mapping[str, Any], status: int = 200) -> web.Response:
    """An answer of JSON."""
    return web.Response(
        body=json.dumps(body, ensure_ascii=False).encode(), status=status, content_type="application/json"
    )


async def params(request: web.BaseRequest) -> tuple[dict[str, Any], dict[str, Any]]:
    """Parameters and files, in each of the ways in which the Bot API takes them."""
    values: dict[str, Any] = dict(request.query)
    files: dict[str, Any] = {}
    kind = request.content_type
    if kind == "application/json":
        try:
            body = json.loads(await request.read() or b"{}")
        except ValueError:
            raise bad("can't parse request: JSON object is expected") from None
        if not isinstance(body, dict):
            raise bad("object expected as message")
        values |= body
    elif kind == "multipart/form-data":
        request._client_max_size = 64 << 20
        reader = await request.multipart()
        async for part in reader:
            assert isinstance(part, aiohttp.BodyPartReader)
            data = bytes(await part.read())
            if part.filename is not None:
                files[part.name or ""] = {"data": data, "name": part.filename}
            else:
                values[part.name or ""] = data.decode()
    elif kind == "application/x-www-form-urlencoded":
        values |= dict(await request.post())
    return values, files


@contextmanager
def served() -> Iterator[Fake]:
    """A Telegram on a free port, for as long as the block lasts."""
    fake = Fake()
    ready, held = threading.Event(), list[tuple[asyncio.AbstractEventLoop, asyncio.Event]]()

    async def run() -> None:
        end = asyncio.Event()
        held.append((asyncio.get_running_loop(), end))
        await fake.serve(ready, end)

    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield fake
    finally:
        loop, end = held[0]
        loop.call_soon_threadsafe(end.set)
        thread.join(10)
