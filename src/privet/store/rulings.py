"""What became of each version of the policy, step by step. Actors are named as on the ledger; times are ms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privet.store.view import Tx, View

PROPOSED, ADOPTED, REFUSED = "proposed", "adopted", "refused"


@dataclass(frozen=True, slots=True)
class Ruling:
    """One step: `entry` is the id of its entry on the ledger, `what` became of the version, and `alone` that one
    person, or the machine's own terminal, did what two persons otherwise do.
    """

    entry: bytes
    version: int
    what: str
    actor: str
    at: int
    alone: bool = False


_ROW = "entry, version, what, actor, at, alone"


def add(tx: Tx, row: Ruling) -> None:
    """One more step, numbered in the order in which they were taken: entries' ids are random."""
    tx.run(
        f"INSERT INTO ruling (tenant, number, {_ROW}) "  # noqa: S608
        "SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ? FROM ruling WHERE tenant = ?",
        (tx.tenant, row.entry, row.version, row.what, row.actor, row.at, int(row.alone), tx.tenant),
    )


def every(view: View) -> list[Ruling]:
    """Every step there was, oldest first; those from before Privet kept them are on the ledger alone."""
    rows = view.rows(f"SELECT {_ROW} FROM ruling WHERE tenant = ? ORDER BY number", (view.tenant,))  # noqa: S608
    return [Ruling(row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in rows]


def proposed(view: View, version: int) -> str | None:
    """Who proposed a version; None where that is not known."""
    row = view.row(
        "SELECT actor FROM ruling WHERE tenant = ? AND version = ? AND what = ? ORDER BY number LIMIT 1",
        (view.tenant, version, PROPOSED),
    )
    return row[0] if row else None
