"""Retract: a message is deleted at the channel too, when its time is over or at once where somebody pasted a card or a
password. On record before it is asked for, and again with what the channel said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts.bot import Open
from privet.core.message import TenantId
from privet.core.policy import Actor

if TYPE_CHECKING:
    from privet.app import Privet


@dataclass(frozen=True, slots=True, repr=False)
class Deletion:
    """A deletion that is on record and to be asked for now: of which bot (raw id), by which call. `key` names it."""

    key: tuple[bytes, int]
    bot: bytes
    method: str
    params: dict[str, object]


@dataclass(frozen=True, slots=True)
class Pasted:
    """What to do about a message in which somebody pasted what does not belong into a chat: delete it (None: nothing
    can, or shall, be), and tell them so (`coach`), once a case.
    """

    deletion: Deletion | None
    coach: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A deletion as a list shows it; times are ms. `state` is "due", "late", "asked", "done", "failed" or "kept"; `why`
    is "time" or "pasted"; `reason` says in a fixed sentence why it failed.
    """

    bot: str
    conversation: str
    message: str
    state: str
    why: str
    due: int
    limit: int
    at: int | None
    reason: str


def pasted(app: Privet, tenant: TenantId, bot: Open, messages: Sequence[str]) -> list[Pasted]:
    """Somebody pasted what does not belong into a chat in each of these stored messages (`msg_…`). Raises Denied."""
    raise NotImplementedError


def later(app: Privet, tenant: TenantId, bot: Open, messages: Sequence[str]) -> None:
    """These stored messages (`msg_…`) are deleted when the bot's time for that is over; nothing where it has none."""
    raise NotImplementedError


def sent(app: Privet, tenant: TenantId, bot: Open, message: str, numbers: Sequence[int]) -> None:
    """The same of a message (`msg_…`) that was sent, by the numbers the channel gave it."""
    raise NotImplementedError


def due(app: Privet, tenant: TenantId, limit: int = 64) -> list[Deletion]:
    """Deletions whose time has come, put on record and to be asked for now, in one commit. Raises Denied."""
    raise NotImplementedError


def settle(app: Privet, tenant: TenantId, batch: Sequence[tuple[Deletion, Exception | None, str]]) -> None:
    """What became of deletions: None, or what calling raised (a ChannelError with retry: again later), and the
    channel's own description of why not.
    """
    raise NotImplementedError


def listed(app: Privet, tenant: TenantId, actor: Actor, bot: str = "", limit: int = 100) -> list[Listed]:
    """Deletions, of a bot by its name or of all, the newest first. Raises Denied, on the ledger."""
    raise NotImplementedError
