"""What was counted in a bot's trial: a number for each thing that is counted. No row says anything of anybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privet.store.view import Tx, View


def counted(view: View, bot: bytes) -> dict[str, int]:
    """Everything that was counted of a bot."""
    return dict(view.rows("SELECT what, number FROM bot_trial WHERE tenant = ? AND bot = ?", (view.tenant, bot)))


def count(tx: Tx, bot: bytes, more: Mapping[str, int]) -> None:
    """So many more of each."""
    tx.many(
        "INSERT INTO bot_trial (tenant, bot, what, number) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (tenant, bot, what) DO UPDATE SET number = number + excluded.number",
        [(tx.tenant, bot, what, many) for what, many in more.items()],
    )


def stand(tx: Tx, bot: bytes, now: Mapping[str, int]) -> None:
    """These numbers stand from now on, whatever stood there."""
    tx.many(
        "INSERT OR REPLACE INTO bot_trial (tenant, bot, what, number) VALUES (?, ?, ?, ?)",
        [(tx.tenant, bot, what, number) for what, number in now.items()],
    )
