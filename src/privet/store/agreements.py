"""What one person agreed that another may do with an account. Actors are named as on the ledger; times are ms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privet.store.view import Tx, View


@dataclass(frozen=True, slots=True)
class Agreement:
    """`actor` agrees until `due` that somebody else does `what` to the account `name`, which then has these roles."""

    name: str
    actor: str
    id: bytes
    what: str
    roles: tuple[str, ...]
    due: int


def put(tx: Tx, row: Agreement) -> None:
    """A new agreement, in place of what the same actor agreed to about that name before."""
    tx.run(
        "INSERT OR REPLACE INTO agreement (tenant, name, actor, agreement, what, roles, due) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (tx.tenant, row.name, row.actor, row.id, row.what, " ".join(row.roles), row.due),
    )


def live(view: View, at: int) -> list[Agreement]:
    """Every agreement that is good at a time, by name."""
    rows = view.rows(
        "SELECT name, actor, agreement, what, roles, due FROM agreement WHERE tenant = ? AND due > ? "
        "ORDER BY name, actor",
        (view.tenant, at),
    )
    return [Agreement(name, actor, id, what, tuple(roles.split()), due) for name, actor, id, what, roles, due in rows]


def forget(tx: Tx, at: int) -> None:
    """Remove what is over at a time."""
    tx.run("DELETE FROM agreement WHERE tenant = ? AND due <= ?", (tx.tenant, at))


def use(tx: Tx, name: str) -> None:
    """What was agreed about a name is used up: its account is another than before."""
    tx.run("DELETE FROM agreement WHERE tenant = ? AND name = ?", (tx.tenant, name))


def withdraw(tx: Tx, actor: str) -> None:
    """What an actor agreed to counts no more."""
    tx.run("DELETE FROM agreement WHERE tenant = ? AND actor = ?", (tx.tenant, actor))
