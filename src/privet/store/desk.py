"""People's work on conversations: notes about them, texts that answers begin with, masks shown. An actor is named as on
the ledger (`operator:ann`); times are milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from privet.store.view import Tx, View


class AnnotationRow(NamedTuple):
    """A note about a conversation; its text is kept, sealed, for the ledger entry of that id."""

    conversation: bytes
    entry: bytes
    actor: str
    at: int


class MacroRow(NamedTuple):
    """A text that answers begin with."""

    id: bytes
    name: str
    text: str
    at: int


def annotate(tx: Tx, row: AnnotationRow) -> None:
    """A new note."""
    sql = "INSERT INTO annotation (tenant, conversation, entry, actor, at) VALUES (?, ?, ?, ?, ?)"
    tx.run(sql, (tx.tenant, *row))


def notes(view: View, conversation: bytes, limit: int) -> list[AnnotationRow]:
    """The last notes about a conversation, the newest first."""
    rows = view.rows(
        "SELECT conversation, entry, actor, at FROM annotation WHERE tenant = ? AND conversation = ? "
        "ORDER BY at DESC, entry LIMIT ?",
        (view.tenant, conversation, limit),
    )
    return [AnnotationRow(*row) for row in rows]


def keep_macro(tx: Tx, row: MacroRow) -> None:
    """A new text, or another one in its place."""
    tx.run("INSERT OR REPLACE INTO macro (tenant, macro, name, text, at) VALUES (?, ?, ?, ?, ?)", (tx.tenant, *row))


def drop_macro(tx: Tx, id: bytes) -> bool:
    """Take a text away; False where there is none."""
    return tx.run("DELETE FROM macro WHERE tenant = ? AND macro = ?", (tx.tenant, id)) > 0


def macros(view: View) -> list[MacroRow]:
    """Every text, by name."""
    rows = view.rows("SELECT macro, name, text, at FROM macro WHERE tenant = ? ORDER BY name, macro", (view.tenant,))
    return [MacroRow(*row) for row in rows]


def glimpsed(view: View, actor: str, conversation: bytes) -> int | None:
    """When masks of a conversation's values were last put on record as shown to an actor."""
    row = view.row(
        "SELECT at FROM glimpse WHERE tenant = ? AND actor = ? AND conversation = ?",
        (view.tenant, actor, conversation),
    )
    return row[0] if row else None


def glimpse(tx: Tx, actor: str, conversation: bytes, at: int) -> None:
    """Masks of a conversation's values are shown to an actor."""
    sql = "INSERT OR REPLACE INTO glimpse (tenant, actor, conversation, at) VALUES (?, ?, ?, ?)"
    tx.run(sql, (tx.tenant, actor, conversation, at))
