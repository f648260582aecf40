"""Bots that Privet stands before, and which of them a conversation knows. What proves a bot is sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from privet.store import trials

if TYPE_CHECKING:
    from privet.store.view import Tx, View


@dataclass(frozen=True, slots=True)
class BotRow:
    """A bot: its number at the channel; `digest` is the SHA-256 of its token, `token` and `secret` (of Privet's own
    webhook) are sealed, and so is `forward`, where its updates are posted; None: it fetches them. `settings` is JSON,
    `allowed` names the updates it asked for. Times are milliseconds; `paused` None: not paused.
    """

    id: bytes
    number: int
    name: str
    username: str
    digest: bytes
    token: bytes
    secret: bytes
    settings: str
    allowed: tuple[str, ...]
    forward: bytes | None
    created: int
    paused: int | None


_BOT = "bot, number, name, username, digest, token, secret, settings, allowed, forward, created, paused"


def every(view: View) -> list[BotRow]:
    """Every bot, by name."""
    return [_bot(row) for row in view.rows(f"SELECT {_BOT} FROM bot WHERE tenant = ? ORDER BY name", (view.tenant,))]  # noqa: S608


def by_id(view: View, id: bytes) -> BotRow | None:
    """The bot of that id."""
    row = view.row(f"SELECT {_BOT} FROM bot WHERE tenant = ? AND bot = ?", (view.tenant, id))  # noqa: S608
    return _bot(row) if row else None


def by_name(view: View, name: str) -> BotRow | None:
    """The bot of that name."""
    row = view.row(f"SELECT {_BOT} FROM bot WHERE tenant = ? AND name = ?", (view.tenant, name))  # noqa: S608
    return _bot(row) if row else None


def by_digest(view: View, digest: bytes) -> BotRow | None:
    """The bot whose token has this digest."""
    row = view.row(f"SELECT {_BOT} FROM bot WHERE tenant = ? AND digest = ?", (view.tenant, digest))  # noqa: S608
    return _bot(row) if row else None


def _bot(row: Sequence[Any]) -> BotRow:
    return BotRow(*(*row[:8], tuple(row[8].split()), *row[9:]))


def put(tx: Tx, row: BotRow) -> None:
    """Write a bot, or what changed of it; every process looks at the bots anew."""
    tx.run(
        f"INSERT OR REPLACE INTO bot (tenant, {_BOT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            tx.tenant, row.id, row.number, row.name, row.username, row.digest, row.token, row.secret, row.settings,
            " ".join(row.allowed), row.forward, row.created, row.paused,
        ),
    )  # fmt: skip
    _changed(tx)


def remove(tx: Tx, id: bytes) -> None:
    """Remove a bot and whatever waits for it."""
    for table in ("bot_update", "bot_chat", "bot_post", "bot"):
        tx.run(f"DELETE FROM {table} WHERE tenant = ? AND bot = ?", (tx.tenant, id))  # noqa: S608
    trials.remove(tx, id)
    _changed(tx)


def _changed(tx: Tx) -> None:
    tx.run("UPDATE tenant SET changes = changes + 1 WHERE tenant = ?", (tx.tenant,))


def of_chat(view: View, conversation: bytes) -> bytes | None:
    """The id of the bot that a conversation knows: the one whose update came from there last."""
    row = view.row("SELECT bot FROM bot_chat WHERE tenant = ? AND conversation = ?", (view.tenant, conversation))
    return row[0] if row else None


def meet(tx: Tx, conversations: Sequence[bytes], bot: bytes) -> None:
    """These conversations know the bot from now on."""
    tx.many(
        "INSERT OR REPLACE INTO bot_chat (tenant, conversation, bot) VALUES (?, ?, ?)",
        [(tx.tenant, one, bot) for one in conversations],
    )


def post(view: View, bot: bytes) -> tuple[bytes, int] | None:
    """Which process looks after a bot, and until when (ms)."""
    row = view.row("SELECT holder, until FROM bot_post WHERE tenant = ? AND bot = ?", (view.tenant, bot))
    return (bytes(row[0]), int(row[1])) if row else None


def put_posts(tx: Tx, bots: Sequence[bytes], holder: bytes, until: int) -> None:
    """A process looks after these bots until then (ms)."""
    tx.many(
        "INSERT OR REPLACE INTO bot_post (tenant, bot, holder, until) VALUES (?, ?, ?, ?)",
        [(tx.tenant, one, holder, until) for one in bots],
    )


def leave_posts(tx: Tx, holder: bytes) -> int:
    """A process looks after no bot any more; how many these were."""
    return tx.run("DELETE FROM bot_post WHERE tenant = ? AND holder = ?", (tx.tenant, holder))


def put_places(tx: Tx, period: int, places: Sequence[tuple[int, bytes]]) -> None:
    """Where something stands: its tag under the key of a period (slot), and the conversation."""
    tx.many(
        "INSERT OR REPLACE INTO bot_place (tenant, period, tag, conversation) VALUES (?, ?, ?, ?)",
        [(tx.tenant, period, tag, conversation) for tag, conversation in places],
    )


def place(view: View, period: int, tag: int) -> bytes | None:
    """The conversation of what has that tag in a period (slot)."""
    row = view.row(
        "SELECT conversation FROM bot_place WHERE tenant = ? AND period = ? AND tag = ?", (view.tenant, period, tag)
    )
    return bytes(row[0]) if row else None


def forget_places(tx: Tx, periods: Sequence[int]) -> None:
    """The keys of these periods (slots) are destroyed, and what was found by them is gone."""
    tx.many("DELETE FROM bot_place WHERE tenant = ? AND period = ?", [(tx.tenant, one) for one in periods])
