"""Who was told that a subject was erased, and who said that they erased them too (GDPR Art. 19)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privet.store import events

if TYPE_CHECKING:
    from privet.store.view import Tx, View

KIND = "subject.erased"
"""The event that asks for a confirmation."""


class Confirmation(NamedTuple):
    """A program (by the name of its hook) that was told of an erasure (its number), and when it confirmed it (ms; 0:
    not yet)."""

    number: int
    name: str
    told: int
    confirmed: int


def tell(tx: Tx, number: int, at: int) -> None:
    """Every hook that asks for such events is asked to confirm this erasure."""
    wanted = set(events.told(tx, KIND))
    tx.many(
        "INSERT INTO confirmation (tenant, number, hook, name, told, confirmed) VALUES (?, ?, ?, ?, ?, 0)",
        [(tx.tenant, number, hook.id, hook.name, at) for hook in events.hooks(tx) if hook.id in wanted],
    )


def confirm(tx: Tx, subject: bytes, hook: bytes, at: int) -> None:
    """A hook says that it erased a subject."""
    tx.run(
        "UPDATE confirmation SET confirmed = ? WHERE tenant = ? AND hook = ? AND confirmed = 0 AND number IN "
        "(SELECT number FROM erasure WHERE erasure.tenant = confirmation.tenant AND subject = ?)",
        (at, tx.tenant, hook, subject),
    )


def of(view: View, number: int) -> list[Confirmation]:
    """Who was told of an erasure, by name."""
    return _rows(view, "number = ?", number)


def open_(view: View) -> list[Confirmation]:
    """Who has not confirmed yet, the oldest erasure first."""
    return _rows(view, "confirmed = ?", 0)


def _rows(view: View, where: str, value: int) -> list[Confirmation]:
    rows = view.rows(
        f"SELECT number, name, told, confirmed FROM confirmation WHERE tenant = ? AND {where} "  # noqa: S608
        "ORDER BY number, name",
        (view.tenant, value),
    )
    return [Confirmation(*row) for row in rows]
