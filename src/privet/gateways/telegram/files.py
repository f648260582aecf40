"""Files that customers send: passed on to the bot, blocked, or withheld behind a link, by their type.

Telegram says of what type a file is in its path (`photos/…`, `documents/…`). What is not passed is never fetched, so
that the bot, and whatever it stands on, does not have it.
"""

from __future__ import annotations

import json

from privet.core.botapi import call
from privet.errors import Denied, NotFound
from privet.gateways import asgi
from privet.gateways.telegram.bots import Live
from privet.gateways.telegram.calls import told
from privet.gateways.telegram.params import Params
from privet.plugins import botapi
from privet.plugins.botapi import BotApi

MOST = 20 << 20
"""Bytes of a file at most, as at Telegram."""

FOLDERS = {
    "photos": "photo", "documents": "document", "voice": "voice", "videos": "video", "video_notes": "video",
    "music": "audio", "animations": "video", "stickers": "sticker", "thumbnails": "photo", "profile_photos": "photo",
}  # fmt: skip
"""How Telegram's folders are called, and which sort of file (`core.bot.FILES`) is in each. What lies in another one is
treated as documents are: nobody knows what it is.
"""
WITHHELD = "withheld"
"""Where in the path of a file stands that it is behind a link."""


class Files:
    """Answers getFile, and hands files on."""

    def __init__(self, api: BotApi, url: str) -> None:
        self._api, self._url = api, url

    async def named(self, live: Live, params: Params) -> tuple[int, bytes]:
        """The answer to getFile: where the file is to be fetched, if it is to be fetched."""
        asked = call.read("getFile", params.values)
        file = str(asked.params.get("file_id", ""))
        answer = await self._api.call(
            live.bot.token, "getFile", json.dumps({"file_id": file}).encode(), "application/json"
        )
        try:
            found = botapi.result(answer)
        except botapi.Refused:
            return answer.status, told(answer)
        path = found.get("file_path") if isinstance(found, dict) else None
        if not isinstance(path, str):
            return 200, answer.body
        rule = ruled(live, path)
        if rule == "block":
            raise Denied("files of this type are blocked in Privet")
        if rule == "link":
            found["file_path"] = f"{WITHHELD}/{path}.txt"
            return 200, json.dumps({"ok": True, "result": found}).encode()
        return 200, answer.body

    async def served(self, live: Live, path: str, send: asgi.Send) -> None:
        """Hand a file on as it comes, or the line that stands in its place."""
        if path.startswith(f"{WITHHELD}/"):
            said = f"This file is withheld. Whoever may see it looks at the chat in Privet: {self._url}".rstrip(": ")
            kept = [(b"cache-control", b"no-store")]
            await asgi.whole(send, 200, f"{said}\n".encode(), b"text/plain; charset=utf-8", kept)
            return
        if ruled(live, path) != "pass":
            raise Denied("files of this type are withheld in Privet")
        async with self._api.file(live.bot.token, path) as (status, pieces):
            if status != 200:
                raise NotFound("there is no such file")
            headers = [(b"content-type", b"application/octet-stream"), (b"cache-control", b"no-store")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            size = 0
            async for piece in pieces:
                size += len(piece)
                if size > MOST:
                    break
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})


def ruled(live: Live, path: str) -> str:
    """What is done with a file: `pass`, `block` or `link`."""
    type_ = FOLDERS.get(path.partition("/")[0], "document")
    return live.bot.settings.way(type_)
