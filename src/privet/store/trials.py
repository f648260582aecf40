"""What was counted in a trial of a bot, a line or a gateway to a language model: a number for each thing that is
counted. No row says anything of anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privet.store.view import Tx, View


def counted(view: View, gateway: bytes) -> dict[str, int]:
    """Everything that was counted; `gateway` is the raw id of a bot, a line or a gateway to a language model."""
    return dict(view.rows("SELECT what, number FROM trial WHERE tenant = ? AND gateway = ?", (view.tenant, gateway)))


def count(tx: Tx, gateway: bytes, more: Mapping[str, int]) -> None:
    """So many more of each."""
    tx.many(
        "INSERT INTO trial (tenant, gateway, what, number) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (tenant, gateway, what) DO UPDATE SET number = number + excluded.number",
        [(tx.tenant, gateway, what, many) for what, many in more.items()],
    )


def stand(tx: Tx, gateway: bytes, now: Mapping[str, int]) -> None:
    """These numbers stand from now on, whatever stood there."""
    tx.many(
        "INSERT OR REPLACE INTO trial (tenant, gateway, what, number) VALUES (?, ?, ?, ?)",
        [(tx.tenant, gateway, what, number) for what, number in now.items()],
    )


def remove(tx: Tx, gateway: bytes) -> None:
    """What was counted goes with what it was counted of."""
    tx.run("DELETE FROM trial WHERE tenant = ? AND gateway = ?", (tx.tenant, gateway))
