"""What of a bot can be set, and what a live check says of it (docs/howto/telegram.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

import msgspec

from privet.errors import BadInput

CLEAR = ("ids", "names", "usernames", "phones", "places")
"""What of typed fields may be left as it is."""

FILES = ("photo", "document", "video", "audio", "voice", "sticker", "other")
"""The sorts of files that a rule of its own can be set for."""

SOON_DELETED_H = 47
"""Telegram deletes what a bot sent, or may delete, for 48 hours."""

TOKEN = re.compile(r"([1-9][0-9]{0,19}):[A-Za-z0-9_-]{30,64}", re.ASCII)
"""A bot's token: its number, and what proves it."""

UPDATE = re.compile(r"[a-z][a-z_]{0,39}", re.ASCII)

UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Updates that a bot gets only where it names them (core.telegram.org/bots/api#getupdates)."""

Way = Literal["pass", "link", "seal", "block"]
WAYS: tuple[Way, ...] = ("pass", "link", "seal", "block")
"""What becomes of a file: the bot gets it; or nobody but whoever may open it in the console, fetched from the channel
at that moment (`link`) or kept as a sealed copy from the start (`seal`); or nobody at all. From the least strict on.
"""

_LINKED: Mapping[str, Way] = {one: "link" if one in ("photo", "document") else "pass" for one in FILES}


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a tenant may set of a bot; each has its default.

    `mode` says how updates are fetched; in a `trial` nothing is handed on. `protect` sets `protect_content`,
    `delete_after_hours` has what was sent deleted (0: not), `commands` has Privet answer /privacy and /mydata,
    `stop` has it take STOP and START, which the bot sees where `show_stop` says so; `retract` deletes pasted cards and
    passwords, `coach` tells the customer so; `repeat` sends again what may or may not have arrived; `unknown` passes
    on methods that are newer than Privet.
    """

    mode: Literal["poll", "hook"] = "poll"
    trial: bool = False
    clear: frozenset[str] = frozenset()
    protect: bool = True
    delete_after_hours: int = 0
    files: dict[str, Way] = {}
    commands: bool = True
    stop: bool = True
    show_stop: bool = False
    retract: bool = True
    coach: bool = True
    repeat: bool = False
    unknown: bool = True

    def way(self, *files: str) -> Way:
        """What becomes of a file of this sort; of one that may be of several, the strictest."""
        return max([self.files.get(one, _LINKED.get(one, "pass")) for one in files], key=WAYS.index)


class Checked(msgspec.Struct, frozen=True):
    """What Telegram says of the owner of a token (getMe)."""

    number: int
    username: str


_decoder = msgspec.json.Decoder(Settings)
_encoder = msgspec.json.Encoder(order="sorted")


def written(settings: Settings) -> str:
    """Settings as they are kept."""
    return _encoder.encode(settings).decode()


def read(text: str) -> Settings:
    """Settings as they were kept."""
    return _decoder.decode(text)


def given(values: Mapping[str, object]) -> Settings:
    """Settings as a form or a command line says them; what they do not say is as it is by default. Raises BadInput."""
    try:
        return checked(msgspec.convert(values, Settings))
    except msgspec.ValidationError:
        raise BadInput("a bot cannot be set so", hint="`privet bot set --help` says what there is to set") from None


def checked(settings: Settings) -> Settings:
    """`settings`, where each can be kept. Raises BadInput."""
    if unknown := sorted(settings.clear - set(CLEAR)):
        raise BadInput(
            f"there is nothing called {unknown[0]!r} to be left clear", hint=f"there are: {', '.join(CLEAR)}"
        )
    if unknown := sorted(settings.files.keys() - set(FILES)):
        raise BadInput(f"there are no files called {unknown[0]!r}", hint=f"there are: {', '.join(FILES)}")
    if not 0 <= settings.delete_after_hours <= SOON_DELETED_H:
        raise BadInput(
            f"delete_after_hours is 0 to {SOON_DELETED_H}", hint="Telegram deletes nothing that is older than 48 hours"
        )
    return settings


def wanted(allowed: tuple[str, ...], update: str) -> bool:
    """Does a bot that asked for the updates `allowed` (none named: the usual ones) get one of this name?"""
    return update in allowed if allowed else update not in UNASKED
