"""Bots as companies write them, on aiogram 3 and on python-telegram-bot 22, each unmodified: only the API's address
is another. One interface for both, so that a test asks the same of each.
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from aiohttp import web

from ports import free_port

os.environ.setdefault("PTB_TIMEDELTA", "1")  # as its next version has it
Said = dict[str, Any]


class Client(Protocol):
    """A bot that runs: the updates that its library understood, and calls by the library's own methods."""

    updates: list[Any]
    faults: list[BaseException]

    def call(self, name: str, **params: Any) -> Any:
        """What the library makes of the answer to a call; `name` as the Bot API has it."""
        ...

    def fetched(self, file_id: str) -> bytes:
        """What is in a file."""
        ...


class _Running:
    """A loop in a thread of its own."""

    def __init__(self) -> None:
        self.updates: list[Any] = []
        self.faults: list[BaseException] = []
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def run(self, what: Coroutine[Any, Any, Any], seconds: float = 30) -> Any:
        """What a coroutine gives."""
        return asyncio.run_coroutine_threadsafe(what, self.loop).result(seconds)

    def until(self, holds: Callable[[Any], Any], seconds: float = 20) -> Any:
        """The first update of which something holds."""
        end = time.monotonic() + seconds
        while True:
            for one in list(self.updates):
                if found := holds(one):
                    return found
            assert not self.faults, self.faults
            assert time.monotonic() < end, self.updates
            time.sleep(0.01)

    def ended(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()


class Aiogram(_Running):
    """A bot on aiogram."""

    def __init__(self, base: str, token: str) -> None:
        super().__init__()
        self.run(self._made(base, token))

    async def _made(self, base: str, token: str) -> None:
        from aiogram import Bot, Dispatcher
        from aiogram.client.session.aiohttp import AiohttpSession
        from aiogram.client.telegram import TelegramAPIServer

        self.bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(base)))
        self.dispatcher = Dispatcher()

        async def record(handler: Any, event: Any, data: Any) -> Any:
            self.updates.append(event)

        self.dispatcher.update.outer_middleware(record)

    def poll(self) -> None:
        async def polling() -> None:
            try:
                await self.dispatcher.start_polling(
                    self.bot, handle_signals=False, polling_timeout=5, close_bot_session=False
                )
            except BaseException as error:
                self.faults.append(error)
                raise

        self.task = asyncio.run_coroutine_threadsafe(polling(), self.loop)

    def hook(self, secret: str) -> None:
        from aiogram.webhook.aiohttp_server import SimpleRequestHandler

        port = free_port()

        async def serving() -> None:
            app = web.Application()
            SimpleRequestHandler(self.dispatcher, self.bot, secret_token=secret).register(app, path="/bot")
            self.runner = web.AppRunner(app)
            await self.runner.setup()
            await web.TCPSite(self.runner, "127.0.0.1", port).start()
            assert await self.bot.set_webhook(f"http://127.0.0.1:{port}/bot", secret_token=secret)

        self.run(serving())

    def call(self, name: str, **params: Any) -> Any:
        import aiogram.methods

        method = getattr(aiogram.methods, name[0].upper() + name[1:])
        return self.run(self.bot(method(**params)))

    def upload(self, name: str, data: bytes) -> Any:
        from aiogram.types import BufferedInputFile

        return BufferedInputFile(data, name)

    def fetched(self, file_id: str) -> bytes:
        async def fetched() -> bytes:
            found = await self.bot.download(file_id)
            assert found is not None
            return found.read()

        data: bytes = self.run(fetched())
        return data

    def said(self, update: Any) -> Said:
        """An update as aiogram understood it, back in the Bot API's words."""
        found: Said = json.loads(update.model_dump_json(exclude_none=True, by_alias=True))
        return found

    def close(self) -> None:
        async def closing() -> None:
            if hasattr(self, "task"):
                await self.dispatcher.stop_polling()
            if hasattr(self, "runner"):
                await self.runner.cleanup()
            await self.bot.session.close()

        self.run(closing())
        self.ended()


class Ptb(_Running):
    """A bot on python-telegram-bot."""

    def __init__(self, base: str, token: str) -> None:
        super().__init__()
        self.run(self._made(base, token))

    async def _made(self, base: str, token: str) -> None:
        from telegram.ext import ApplicationBuilder, TypeHandler

        builder = ApplicationBuilder().token(token).base_url(f"{base}/bot").base_file_url(f"{base}/file/bot")
        self.application = builder.build()

        async def record(update: object, context: Any) -> None:
            self.updates.append(update)

        async def failed(update: object, context: Any) -> None:
            self.faults.append(context.error)

        self.application.add_handler(TypeHandler(object, record))
        self.application.add_error_handler(failed)
        await self.application.initialize()
        await self.application.start()
        self.bot = self.application.bot

    def poll(self) -> None:
        updater = self.application.updater
        assert updater is not None
        self.run(updater.start_polling(timeout=5, allowed_updates=None))

    def hook(self, secret: str) -> None:
        from telegram import Update

        port = free_port()

        async def took(request: web.Request) -> web.Response:
            if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != secret:
                return web.Response(status=401)
            update = Update.de_json(await request.json(), self.bot)
            await self.application.update_queue.put(update)
            return web.Response()

        async def serving() -> None:
            app = web.Application()
            app.router.add_post("/bot", took)
            self.runner = web.AppRunner(app)
            await self.runner.setup()
            await web.TCPSite(self.runner, "127.0.0.1", port).start()
            assert await self.bot.set_webhook(f"http://127.0.0.1:{port}/bot", secret_token=secret)

        self.run(serving())

    def call(self, name: str, **params: Any) -> Any:
        return self.run(getattr(self.bot, name)(**params))

    def upload(self, name: str, data: bytes) -> Any:
        from telegram import InputFile

        return InputFile(data, filename=name)

    def fetched(self, file_id: str) -> bytes:
        async def fetched() -> bytes:
            file = await self.bot.get_file(file_id)
            return bytes(await file.download_as_bytearray())

        data: bytes = self.run(fetched())
        return data

    def said(self, update: Any) -> Said:
        """An update as the library understood it, back in the Bot API's words."""
        found: Said = json.loads(update.to_json())
        return found

    def close(self) -> None:
        async def closing() -> None:
            if self.application.updater is not None and self.application.updater.running:
                await self.application.updater.stop()
            if hasattr(self, "runner"):
                await self.runner.cleanup()
            await self.application.stop()
            await self.application.shutdown()

        self.run(closing())
        self.ended()


LIBRARIES: dict[str, type[Aiogram] | type[Ptb]] = {"aiogram": Aiogram, "python-telegram-bot": Ptb}


@contextmanager
def running(library: str, base: str, token: str, *, hook: str = "", poll: bool = True) -> Iterator[Any]:
    """A bot on a library, as long as the block lasts: it fetches updates, or has them posted with the secret `hook`."""
    one = LIBRARIES[library](base, token)
    try:
        if hook:
            one.hook(hook)
        elif poll:
            one.poll()
        yield one
    finally:
        one.close()
