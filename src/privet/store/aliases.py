"""Aliases: random numbers that stand where no token can, for a subject's number at a channel or a telephone number.

A row holds ids alone. What it stands for is in the subject's record or in the value, sealed, and dies with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from privet.store.view import Tx, View

ITSELF = b""
"""In place of a value: the alias stands for the subject's own number."""


class AliasRow(NamedTuple):
    """A number, and what it stands for: a subject, or a value of theirs (`ITSELF` where there is none)."""

    alias: int
    subject: bytes
    value: bytes


def of(view: View, subject: bytes, value: bytes) -> int | None:
    """The alias that stands for this already."""
    row = view.row(
        "SELECT alias FROM alias WHERE tenant = ? AND subject = ? AND value = ?", (view.tenant, subject, value)
    )
    return int(row[0]) if row else None


def alias(view: View, number: int) -> AliasRow | None:
    """What an alias stands for."""
    row = view.row("SELECT alias, subject, value FROM alias WHERE tenant = ? AND alias = ?", (view.tenant, number))
    return AliasRow(*row) if row else None


def add(tx: Tx, rows: Sequence[AliasRow]) -> None:
    """New aliases."""
    tx.many(
        "INSERT INTO alias (tenant, alias, subject, value) VALUES (?, ?, ?, ?)", [(tx.tenant, *row) for row in rows]
    )


def erased(tx: Tx, subject: bytes) -> None:
    """A subject is erased: no number stands for them any more."""
    tx.run("DELETE FROM alias WHERE tenant = ? AND subject = ?", (tx.tenant, subject))
