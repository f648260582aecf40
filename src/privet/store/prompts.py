"""Requests to language models under way: a row each from the entry that says it leaves to the entry that says what
became of it. They lie among the relays, as rows of no value: the table says of both who is taken for dead, and when.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from privet.store.view import Tx, View

_NO_VALUE = b""


class PromptRow(NamedTuple):
    """One request on its way; after `due` (ms) whoever carries it is taken for dead."""

    prompt: bytes
    due: int
    actor: str
    purpose: str


def add(tx: Tx, row: PromptRow) -> None:
    """This request is about to leave."""
    tx.run(
        "INSERT INTO relay (tenant, relay, value, due, actor, purpose) VALUES (?, ?, ?, ?, ?, ?)",
        (tx.tenant, row.prompt, _NO_VALUE, row.due, row.actor, row.purpose),
    )


def renew(tx: Tx, prompts: Iterable[bytes], due: int) -> None:
    """Somebody still carries these."""
    tx.many(
        "UPDATE relay SET due = ? WHERE tenant = ? AND relay = ? AND value = ?",
        [(due, tx.tenant, one, _NO_VALUE) for one in prompts],
    )


def overdue(view: View, at: int, most: int = 1000) -> list[PromptRow]:
    """Those of which nobody said what became of them by `at`."""
    return [
        PromptRow(*row)
        for row in view.rows(
            "SELECT relay, due, actor, purpose FROM relay WHERE tenant = ? AND due <= ? AND value = ? "
            "ORDER BY relay LIMIT ?",
            (view.tenant, at, _NO_VALUE, most),
        )
    ]


def remove(tx: Tx, prompt: bytes) -> None:
    """What became of it is on record."""
    tx.run("DELETE FROM relay WHERE tenant = ? AND relay = ? AND value = ?", (tx.tenant, prompt, _NO_VALUE))
