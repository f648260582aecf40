"""Training: which modules each operator passed when, their tries, and what they were reminded of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privet.store.view import Tx, View

_TRY = 'operator, "try", module, version, seed, begun, done, "right", passed'


@dataclass(frozen=True, slots=True)
class PassRow:
    """That an operator last passed a version of a module at a time (ms)."""

    operator: bytes
    module: str
    version: int
    passed: int


@dataclass(frozen=True, slots=True)
class TryRow:
    """A try of a quiz: the 32 bytes that its order stands for; `done` (ms), `right` and `passed` once it was marked."""

    operator: bytes
    id: bytes
    module: str
    version: int
    seed: bytes
    begun: int
    done: int | None = None
    right: int | None = None
    passed: int | None = None


def passes(view: View, operator: bytes | None = None) -> list[PassRow]:
    """The passes of an operator, or of everybody."""
    rows = view.rows(
        "SELECT operator, module, version, passed FROM training_pass "
        "WHERE tenant = ?1 AND (?2 IS NULL OR operator = ?2) ORDER BY operator, module",
        (view.tenant, operator),
    )
    return [PassRow(*row) for row in rows]


def put_pass(tx: Tx, row: PassRow) -> None:
    """An operator passed a module, perhaps again."""
    tx.run(
        "INSERT OR REPLACE INTO training_pass (tenant, operator, module, version, passed) VALUES (?, ?, ?, ?, ?)",
        (tx.tenant, row.operator, row.module, row.version, row.passed),
    )


def tries(view: View, operator: bytes, module: str, since: int) -> list[TryRow]:
    """The tries of an operator at a module that were begun from a time (ms) on, oldest first."""
    rows = view.rows(
        f"SELECT {_TRY} FROM training_try WHERE tenant = ? AND operator = ? AND module = ? AND begun >= ? "  # noqa: S608
        'ORDER BY "try"',
        (view.tenant, operator, module, since),
    )
    return [TryRow(*row) for row in rows]


def tried(view: View) -> dict[tuple[bytes, str], int]:
    """How many marked tries are kept of each operator and module."""
    rows = view.rows(
        "SELECT operator, module, count(*) FROM training_try WHERE tenant = ? AND done IS NOT NULL "
        "GROUP BY operator, module",
        (view.tenant,),
    )
    return {(row[0], row[1]): row[2] for row in rows}


def a_try(view: View, operator: bytes, id: bytes) -> TryRow | None:
    """The try of that id, where it is this operator's."""
    row = view.row(
        f'SELECT {_TRY} FROM training_try WHERE tenant = ? AND operator = ? AND "try" = ?',  # noqa: S608
        (view.tenant, operator, id),
    )
    return TryRow(*row) if row else None


def put_try(tx: Tx, row: TryRow) -> None:
    """A new try, or how one was marked."""
    tx.run(
        f"INSERT OR REPLACE INTO training_try (tenant, {_TRY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            tx.tenant, row.operator, row.id, row.module, row.version, row.seed, row.begun, row.done, row.right,
            row.passed,
        ),
    )  # fmt: skip


def forget(tx: Tx, before: int) -> int:
    """Remove tries that were begun before a time (ms); how many there were. They are on the ledger."""
    return tx.run("DELETE FROM training_try WHERE tenant = ? AND begun < ?", (tx.tenant, before))


def reminded(view: View, operator: bytes) -> tuple[int, int] | None:
    """(until, days): the last reminder that an operator was sent, and of which end it was."""
    row = view.row(
        "SELECT until, days FROM training_reminder WHERE tenant = ? AND operator = ?", (view.tenant, operator)
    )
    return (row[0], row[1]) if row else None


def remind(tx: Tx, operator: bytes, until: int, days: int) -> None:
    """An operator was reminded so many days before an end (ms)."""
    tx.run(
        "INSERT OR REPLACE INTO training_reminder (tenant, operator, until, days) VALUES (?, ?, ?, ?)",
        (tx.tenant, operator, until, days),
    )


def leave(tx: Tx, operator: bytes) -> None:
    """Forget an operator who leaves; what they passed stays on the ledger."""
    for table in ("training_pass", "training_try", "training_reminder"):
        tx.run(f"DELETE FROM {table} WHERE tenant = ? AND operator = ?", (tx.tenant, operator))  # noqa: S608


def introduced(view: View) -> int | None:
    """When a policy was first adopted whose rules look at training (ms); None where none was."""
    row = view.row(
        "SELECT min(at) FROM policy WHERE tenant = ? AND state IN ('adopted', 'replaced') "
        "AND instr(files, 'resource.untrained') > 0",
        (view.tenant,),
    )
    return row[0] if row else None
