"""Passkeys of customers, sealed under whose they are: credential id and public key, and nothing of a body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privet.store.view import Tx, View


@dataclass(frozen=True, slots=True)
class CustomerPasskeyRow:
    """A passkey of a subject: what it is, sealed in a period; when it was enrolled and last proved them (ms)."""

    subject: bytes
    id: bytes
    period: int
    sealed: bytes
    created: int
    proved: int | None


def of(view: View, subject: bytes) -> list[CustomerPasskeyRow]:
    """The passkeys of a subject, oldest first."""
    rows = view.rows(
        "SELECT subject, passkey, period, sealed, created, proved FROM customer_passkey "
        "WHERE tenant = ? AND subject = ? ORDER BY passkey",
        (view.tenant, subject),
    )
    return [CustomerPasskeyRow(*row) for row in rows]


def put(tx: Tx, row: CustomerPasskeyRow) -> None:
    """Add a passkey, or write anew how it was used."""
    tx.run(
        "INSERT OR REPLACE INTO customer_passkey (tenant, subject, passkey, period, sealed, created, proved) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (tx.tenant, row.subject, row.id, row.period, row.sealed, row.created, row.proved),
    )


def drop(tx: Tx, subject: bytes, since: int = 0) -> None:
    """Remove a subject's passkeys; with `since`, those enrolled from then on (ms)."""
    tx.run("DELETE FROM customer_passkey WHERE tenant = ? AND subject = ? AND created >= ?",
           (tx.tenant, subject, since))  # fmt: skip
