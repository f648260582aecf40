"""Gateways to language models: which there are, and how each is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.store import trials

if TYPE_CHECKING:
    from privet.store.view import Tx, View


@dataclass(frozen=True, slots=True)
class LlmRow:
    """A gateway; `settings` is JSON, times are milliseconds, `paused` None: not paused."""

    id: bytes
    name: str
    settings: str
    created: int
    paused: int | None


_LLM = "llm, name, settings, created, paused"


def every(view: View) -> list[LlmRow]:
    """Every gateway, by name."""
    return [LlmRow(*row) for row in view.rows(f"SELECT {_LLM} FROM llm WHERE tenant = ? ORDER BY name", (view.tenant,))]  # noqa: S608


def by_name(view: View, name: str) -> LlmRow | None:
    """The gateway of that name."""
    row = view.row(f"SELECT {_LLM} FROM llm WHERE tenant = ? AND name = ?", (view.tenant, name))  # noqa: S608
    return LlmRow(*row) if row else None


def put(tx: Tx, row: LlmRow) -> None:
    """Write a gateway, or what changed of it."""
    tx.run(
        f"INSERT OR REPLACE INTO llm (tenant, {_LLM}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
        (tx.tenant, row.id, row.name, row.settings, row.created, row.paused),
    )


def remove(tx: Tx, id: bytes) -> None:
    """Remove a gateway, and what its trial counted."""
    tx.run("DELETE FROM llm WHERE tenant = ? AND llm = ?", (tx.tenant, id))
    trials.remove(tx, id)
