"""One file of a customer: why it is wanted, and then it is handed over to be saved. It never stands in a page.

Neither its name nor its media type is believed: it leaves as bytes to be saved, under a name of ours.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial

from privet.acts import file_open
from privet.acts.file import FILE
from privet.acts.file_open import Opened
from privet.app import Privet
from privet.config import Config
from privet.core import ids
from privet.core.file import MEDIA
from privet.errors import PrivetError
from privet.plugins.botapi import BotApi
from privet.web.console.answer import Answer, Flow, More, Page, Piece, Pieces, Route, refilled
from privet.web.console.talks import purposes
from privet.web.console.visit import Visit, local


def asked(app: Privet, visit: Visit) -> Page:
    """The page to ask on. It says nothing of the file, not even whether there is one."""
    id = visit.asked.places["file"]
    ids.read(FILE, id)
    said = {
        "id": id, "back": local(f"/conversations/{visit.asked['from']}", "/conversations"), "reason": "",
        "purpose": visit.asked["purpose"], "opening": purposes(app, visit, "open-file"), "wrong": None,
    }  # fmt: skip
    return Page("file.html", said, path=f"/files/{id}")


def again(app: Privet, visit: Visit, error: PrivetError) -> Page:
    """The same page, with what was typed and what was wrong."""
    return refilled(asked(app, visit), error, reason=visit.asked["reason"], purpose=visit.asked["purpose"])


def opened(app: Privet, visit: Visit) -> Answer:
    """The file, once it is on record: its sealed copy, or what the channel has."""
    said, here = visit.asked, visit.here
    made = file_open.open_(
        app, visit.tenant, said.places["file"], said["purpose"], said.text("reason"), here.actor, here.factor_age_s
    )
    if made.kept:
        return Pieces(Piece(b"", _piece(made, 0) if made.pieces else None), made.saved_as, MEDIA)
    tenant, actor = visit.tenant, here.actor
    return Flow(
        partial(_fetched, app.config, made), made.saved_as, MEDIA,
        lambda app: file_open.missing(app, tenant, made, actor),
    )  # fmt: skip


def _piece(made: Opened, number: int) -> More:
    """A piece of the sealed copy, for whoever is still logged in."""

    def piece(app: Privet, visit: Visit) -> Piece:
        _ = visit.here
        data = file_open.piece(app, visit.tenant, made, number)
        return Piece(data, _piece(made, number + 1) if number + 1 < made.pieces else None)

    return piece


async def _fetched(config: Config, made: Opened) -> AsyncIterator[bytes]:
    """What the channel has of a file. Raises ChannelError, TooLarge."""
    telegram = config.telegram
    api = BotApi(telegram.api, config.outgoing.ca, telegram.timeout_seconds)
    try:
        path = await api.path_of(made.token, made.at_channel)
        async with api.file(made.token, path, telegram.file_megabytes << 20) as pieces:
            async for piece in pieces:
                yield piece
    finally:
        await api.close()


ROUTES = (
    Route("GET", "/files/{file:str}", asked),
    Route("POST", "/files/{file:str}/opened", opened, typed=("reason",), again=again),
)
