"""Grants, and how many values each person was shown lately. An actor is named as on the ledger (`operator:ann`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.core.grant import ASKED, ENDED, GRANTED, Grant

if TYPE_CHECKING:
    from privet.store.view import Tx, View

HOUR_MS, DAY_MS = 3_600_000, 86_400_000

_GRANT = '"grant", actor, value, subject, kind, purpose, state, uses, due, approver'


def put(tx: Tx, grant: Grant) -> None:
    """A new grant, or what became of one."""
    tx.run(
        f"INSERT OR REPLACE INTO access_grant (tenant, {_GRANT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            tx.tenant, grant.id, grant.actor, grant.value, grant.subject, grant.kind, grant.purpose, grant.state,
            grant.uses, grant.due, grant.approver,
        ),
    )  # fmt: skip


def grant(view: View, id: bytes) -> Grant | None:
    """The grant of that id."""
    row = view.row(f'SELECT {_GRANT} FROM access_grant WHERE tenant = ? AND "grant" = ?', (view.tenant, id))  # noqa: S608
    return Grant(*row) if row else None


def of_value(view: View, actor: str, value: bytes) -> list[Grant]:
    """Every grant of an actor for a value, whatever its state; the one that ends last first."""
    rows = view.rows(
        f"SELECT {_GRANT} FROM access_grant WHERE tenant = ? AND value = ? AND actor = ? ORDER BY due DESC",  # noqa: S608
        (view.tenant, value, actor),
    )
    return [Grant(*row) for row in rows]


def live(view: View, at: int, limit: int, actor: str | None = None) -> list[Grant]:
    """Grants that wait for an answer or may be used at a time (ms), all or an actor's; that which ends first, first."""
    rows = view.rows(
        f"SELECT {_GRANT} FROM access_grant WHERE tenant = ?1 AND state IN (?2, ?3) AND due > ?4 "  # noqa: S608
        "AND (?6 IS NULL OR actor = ?6) ORDER BY due LIMIT ?5",
        (view.tenant, ASKED, GRANTED, at, limit, actor),
    )
    return [Grant(*row) for row in rows]


def asked_by(view: View, actor: str, at: int) -> int:
    """How many requests of an actor wait for an answer at a time (ms)."""
    row = view.row(
        "SELECT count(*) FROM access_grant WHERE tenant = ? AND state = ? AND due > ? AND actor = ?",
        (view.tenant, ASKED, at, actor),
    )
    return int(row[0]) if row else 0


def forget(tx: Tx, before: int) -> int:
    """Remove what ended before a time (ms); what was done with it is on the ledger."""
    return tx.run("DELETE FROM access_grant WHERE tenant = ? AND due < ?", (tx.tenant, before))


def end_of(tx: Tx, actor: str, at: int) -> int:
    """The grants of an actor, and those that they approved, end at `at` (ms). How many there were."""
    return tx.run(
        "UPDATE access_grant SET state = ?, due = ? WHERE tenant = ? AND state IN (?, ?) "
        "AND (actor = ? OR approver = ?)",
        (ENDED, at, tx.tenant, ASKED, GRANTED, actor, actor),
    )


def shown(view: View, actor: str, at: int) -> tuple[int, int]:
    """How many values an actor was shown within the hour and the 24 hours before a time (ms).

    What is dated after that time counts as well: a clock that was set back gives nobody more.
    """
    row = view.row(
        "SELECT count(*), coalesce(sum(reveal > ?), 0) FROM spending WHERE tenant = ? AND actor = ? AND reveal > ?",
        (_last(at - HOUR_MS), view.tenant, actor, _last(at - DAY_MS)),
    )
    return (int(row[1]), int(row[0])) if row else (0, 0)


def show(tx: Tx, actor: str, id: bytes, at: int) -> None:
    """Count a value that an actor is shown at a time (ms). `id` is a new id, which begins with the time."""
    tx.run(
        "DELETE FROM spending WHERE tenant = ? AND actor = ? AND reveal <= ?", (tx.tenant, actor, _last(at - DAY_MS))
    )
    tx.run("INSERT INTO spending (tenant, actor, reveal) VALUES (?, ?, ?)", (tx.tenant, actor, id))


def _last(at: int) -> bytes:
    """The greatest id of a millisecond."""
    return max(at, 0).to_bytes(6, "big") + b"\xff" * 10
