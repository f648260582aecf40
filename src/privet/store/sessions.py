"""Who is logged in, from which devices, and which challenges were answered. A session that has ended leaves no row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privet.store.view import Tx, View

DEVICES = 50
"""Devices that are known of one operator; those seen longest ago make room."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session: `digest` is that of its secret, `factor` what proved its person, `proved` when. Times are ms."""

    id: bytes
    digest: bytes
    operator: bytes
    factor: str
    label: str
    created: int
    seen: int
    proved: int


_SESSION = "session, digest, operator, factor, label, created, seen, proved"


def by_digest(view: View, digest: bytes) -> SessionRow | None:
    """The session whose secret has this digest: read anew at each request, so that an ended one is over at once."""
    row = view.row(f"SELECT {_SESSION} FROM session WHERE tenant = ? AND digest = ?", (view.tenant, digest))  # noqa: S608
    return SessionRow(*row) if row else None


def every(view: View) -> list[SessionRow]:
    """Every session, oldest first."""
    rows = view.rows(f"SELECT {_SESSION} FROM session WHERE tenant = ? ORDER BY session", (view.tenant,))  # noqa: S608
    return [SessionRow(*row) for row in rows]


def of(view: View, operator: bytes) -> list[SessionRow]:
    """The sessions of an operator, oldest first."""
    rows = view.rows(
        f"SELECT {_SESSION} FROM session WHERE tenant = ? AND operator = ? ORDER BY session",  # noqa: S608
        (view.tenant, operator),
    )
    return [SessionRow(*row) for row in rows]


def put(tx: Tx, row: SessionRow) -> None:
    """A new session, or one with a new secret or a new time."""
    tx.run(
        f"INSERT OR REPLACE INTO session (tenant, {_SESSION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            tx.tenant, row.id, row.digest, row.operator, row.factor, row.label, row.created, row.seen, row.proved,
        ),
    )  # fmt: skip


def seen(tx: Tx, id: bytes, at: int) -> None:
    """It was used."""
    tx.run("UPDATE session SET seen = ? WHERE tenant = ? AND session = ?", (at, tx.tenant, id))


def end(tx: Tx, id: bytes) -> None:
    """End one."""
    tx.run("DELETE FROM session WHERE tenant = ? AND session = ?", (tx.tenant, id))


def end_all(tx: Tx, operator: bytes, but: bytes = b"") -> int:
    """End every session of an operator, but for one; how many there were."""
    return tx.run("DELETE FROM session WHERE tenant = ? AND operator = ? AND session != ?", (tx.tenant, operator, but))


def forget(tx: Tx, seen_before: int, created_before: int) -> None:
    """Remove sessions that have ended by themselves."""
    tx.run(
        "DELETE FROM session WHERE tenant = ? AND (seen < ? OR created < ?)", (tx.tenant, seen_before, created_before)
    )


def devices(view: View, operator: bytes) -> list[tuple[int, int]]:
    """(first seen, last seen), in ms, of each device that is known of an operator, newest first."""
    rows = view.rows(
        "SELECT created, seen FROM device WHERE tenant = ? AND operator = ? ORDER BY created DESC, seen DESC",
        (view.tenant, operator),
    )
    return [(row[0], row[1]) for row in rows]


def meet(tx: Tx, operator: bytes, digest: bytes, at: int) -> bool:
    """Somebody came from a device known by this digest; whether it was known of that operator."""
    if tx.run("UPDATE device SET seen = ? WHERE tenant = ? AND operator = ? AND digest = ?",
              (at, tx.tenant, operator, digest)):  # fmt: skip
        return True
    tx.run(
        "INSERT INTO device (tenant, operator, digest, created, seen) VALUES (?, ?, ?, ?, ?)",
        (tx.tenant, operator, digest, at, at),
    )
    tx.run(
        "DELETE FROM device WHERE tenant = ? AND operator = ? AND digest IN (SELECT digest FROM device "
        "WHERE tenant = ? AND operator = ? ORDER BY seen DESC, created DESC LIMIT -1 OFFSET ?)",
        (tx.tenant, operator, tx.tenant, operator, DEVICES),
    )
    return False


def leave(tx: Tx, operator: bytes) -> None:
    """Remove what is known of an operator who is gone."""
    end_all(tx, operator)
    tx.run("DELETE FROM device WHERE tenant = ? AND operator = ?", (tx.tenant, operator))


def spend(tx: Tx, digest: bytes, expires: int, at: int) -> bool:
    """Use up a challenge; False where it was used before. Those that ended by themselves are forgotten."""
    tx.run("DELETE FROM spent WHERE tenant = ? AND expires <= ?", (tx.tenant, at))
    return tx.run("INSERT OR IGNORE INTO spent (tenant, digest, expires) VALUES (?, ?, ?)",
                  (tx.tenant, digest, expires)) == 1  # fmt: skip
