"""What became of each version of the policy, step by step. Actors are named as on the ledger; times are ms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privet.store.view import Tx, View

PROPOSED, ADOPTED, REFUSED = "proposed", "adopted", "refused"


@dataclass(frozen=True, slots=True)
class Ruling:
    """One step: `id` is that of its entry on the ledger, `what` became of the version, and whether one person, or the
    machine's own terminal, did `alone` what two persons otherwise do.
    """

    id: bytes
    version: int
    what: str
    actor: str
    at: int
    alone: bool = False


_ROW = "ruling, version, what, actor, at, alone"


def add(tx: Tx, row: Ruling) -> None:
    """One more step."""
    tx.run(
        f"INSERT INTO ruling (tenant, {_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (tx.tenant, row.id, row.version, row.what, row.actor, row.at, int(row.alone)),
    )


def every(view: View) -> list[Ruling]:
    """Every step there was, oldest first; those from before Privet kept them are on the ledger alone."""
    rows = view.rows(f"SELECT {_ROW} FROM ruling WHERE tenant = ? ORDER BY ruling", (view.tenant,))  # noqa: S608
    return [Ruling(row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in rows]


def proposed(view: View, version: int) -> str | None:
    """Who proposed a version; None where that is not known."""
    row = view.row(
        "SELECT actor FROM ruling WHERE tenant = ? AND version = ? AND what = ? ORDER BY ruling LIMIT 1",
        (view.tenant, version, PROPOSED),
    )
    return row[0] if row else None
