"""Files that customers send: handed to the bot, blocked, or withheld behind a link, by their sort (`core.bot.WAYS`).

Telegram says of what sort a file is in its path (`photos/…`, `documents/…`), and said it in the message; of the two the
stricter holds. What is not passed is never fetched for the bot, so that it, and whatever it stands on, does not have
it: it gets a line that says where people open it. What it gets goes on record first (`acts.file_pass`), and is fetched
by the id on record, whatever path the bot names.
"""

from __future__ import annotations

import json
import re

from privet.acts import file_pass
from privet.acts.file_pass import Known
from privet.core.botapi import call
from privet.core.file import MEDIA
from privet.errors import Denied, NotFound
from privet.gateways import asgi
from privet.gateways.telegram.bots import Live
from privet.gateways.telegram.calls import told
from privet.gateways.telegram.params import Params
from privet.plugins import botapi
from privet.plugins.botapi import BotApi

FOLDERS = {
    "photos": "photo", "documents": "document", "voice": "voice", "videos": "video", "video_notes": "video",
    "music": "audio", "animations": "video", "stickers": "sticker", "thumbnails": "photo", "profile_photos": "photo",
}  # fmt: skip
"""How Telegram's folders are called, and which sort of file (`core.bot.FILES`) is in each. What lies in another one is
treated as documents are: nobody knows what it is.
"""
WITHHELD = "withheld"
"""Where in the path of a file stands that it is behind a link."""

_WITHHELD = re.compile(rf"{WITHHELD}/(fil_[a-z2-7]{{26}}|file)\.txt", re.ASCII)
_KNOWN = re.compile(r"(fil_[a-z2-7]{26})\.([0-9]{1,2})/[^/]*", re.ASCII)


class Files:
    """Answers getFile, and hands files on, of at most `most` bytes. `url` is where people reach the console."""

    def __init__(self, turns: asgi.Turns, api: BotApi, url: str, most: int) -> None:
        self._turns, self._api, self._url, self._most = turns, api, url, most

    async def named(self, live: Live, params: Params) -> tuple[int, bytes]:
        """The answer to getFile: where the file is to be fetched, if it is to be fetched."""
        asked = call.read("getFile", params.values)
        named = str(asked.params.get("file_id", ""))
        answer = await self._api.call(
            live.bot.token, "getFile", json.dumps({"file_id": named}).encode(), "application/json"
        )
        try:
            found = botapi.result(answer)
        except botapi.Refused:
            return answer.status, told(answer)
        path = found.get("file_path") if isinstance(found, dict) else None
        if not isinstance(path, str):
            return 200, answer.body
        known = await self._turns.take(lambda app: file_pass.known(app, live.tenant, live.bot, named))
        rule = ruled(live, path, known)
        if rule == "block":
            raise Denied("files of this type are blocked in Privet")
        if rule != "pass":
            id = known.id if known else "file"
            found["file_path"], found["file_size"] = f"{WITHHELD}/{id}.txt", len(self._said(id))
        elif known is not None:
            found["file_path"] = f"{known.id}.{known.picture}/{path.rpartition('/')[2]}"
        return 200, json.dumps({"ok": True, "result": found}).encode()

    async def served(self, live: Live, path: str, send: asgi.Send) -> None:
        """Hand a file on as it comes, or the line that stands in its place."""
        if withheld := _WITHHELD.fullmatch(path):
            kept = [(b"cache-control", b"no-store")]
            await asgi.whole(send, 200, self._said(withheld[1]), b"text/plain; charset=utf-8", kept)
            return
        known: Known | None = None
        if named := _KNOWN.fullmatch(path):
            id, picture = named[1], int(named[2])
            known = await self._turns.take(lambda app: file_pass.again(app, live.tenant, live.bot, id, picture))
            path = await self._path(live, known)
        if ruled(live, path, known) != "pass":
            raise Denied("files of this type are withheld in Privet")
        gone = None if known is None else known.id
        await self._turns.take(lambda app: file_pass.pass_on(app, live.tenant, live.bot, gone))
        await self._passed(live, path, send)

    async def _path(self, live: Live, known: Known) -> str:
        try:
            return await self._api.path_of(live.bot.token, known.at_channel)
        except botapi.Refused:
            raise NotFound("there is no such file") from None

    async def _passed(self, live: Live, path: str, send: asgi.Send) -> None:
        """The bytes. What breaks off on its way ends without its end, so that nobody takes it for whole."""
        try:
            async with self._api.file(live.bot.token, path, self._most) as pieces:
                begun = False
                async for piece in pieces:
                    if not begun:
                        await _begin(send)
                        begun = True
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                if not begun:
                    await _begin(send)
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        except botapi.Refused:
            raise NotFound("there is no such file") from None

    def _said(self, id: str) -> bytes:
        """The line that stands in place of a file."""
        where = f"{self._url}/files/{id}" if self._url and id != "file" else self._url
        said = "This file is withheld. Whoever may see it opens it in Privet"
        return f"{said}: {where}\n".encode() if where else f"{said}.\n".encode()


async def _begin(send: asgi.Send) -> None:
    headers = [
        (b"content-type", MEDIA.encode()), (b"cache-control", b"no-store"), (b"content-disposition", b"attachment"),
    ]  # fmt: skip
    await send({"type": "http.response.start", "status": 200, "headers": headers})


def ruled(live: Live, path: str, known: Known | None = None) -> str:
    """What becomes of a file (`core.bot.WAYS`), by where Telegram has it and as what it came."""
    sort = FOLDERS.get(path.partition("/")[0], "document")
    return live.bot.settings.way(*((sort, known.sort) if known else (sort,)))
