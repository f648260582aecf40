"""Who agreed to what when, a row each time; and the legal basis of each purpose. Times are milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from privet.core.consent import Consent

if TYPE_CHECKING:
    from privet.store.view import Tx, View

_ROW = 'consent, subject, channel, purpose, version, given, at, "by"'


def add(tx: Tx, row: Consent) -> None:
    """A consent that was given, or withdrawn, is remembered."""
    tx.run(
        f"INSERT INTO consent (tenant, {_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (tx.tenant, *row),
    )


def of(view: View, subjects: Sequence[bytes]) -> list[Consent]:
    """All that was given and withdrawn by any of these subjects, oldest first."""
    places = ", ".join("?" * len(subjects))
    rows = view.rows(
        f"SELECT {_ROW} FROM consent WHERE tenant = ? AND subject IN ({places}) ORDER BY consent",  # noqa: S608
        (view.tenant, *subjects),
    )
    return [Consent(row[0], row[1], row[2], row[3], row[4], bool(row[5]), row[6], row[7]) for row in rows]


def erased(tx: Tx, subject: bytes) -> None:
    """Nothing is left of what an erased subject agreed to; the ledger has its entries."""
    tx.run("DELETE FROM consent WHERE tenant = ? AND subject = ?", (tx.tenant, subject))


def bases(view: View) -> dict[str, tuple[str, int, str]]:
    """By purpose, the legal basis, since when, and the actor who set it."""
    rows = view.rows('SELECT purpose, basis, since, "by" FROM basis WHERE tenant = ? ORDER BY purpose', (view.tenant,))
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def basis(view: View, purpose: str) -> str | None:
    """The legal basis of a purpose; None where nobody set one."""
    row = view.row("SELECT basis FROM basis WHERE tenant = ? AND purpose = ?", (view.tenant, purpose))
    return str(row[0]) if row else None


def set_basis(tx: Tx, purpose: str, basis: str, at: int, by: str) -> None:
    """From here on a purpose has this basis."""
    tx.run(
        'INSERT OR REPLACE INTO basis (tenant, purpose, basis, since, "by") VALUES (?, ?, ?, ?, ?)',
        (tx.tenant, purpose, basis, at, by),
    )
