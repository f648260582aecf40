"""Tasks and what was done of them, and the reveals that are sampled for review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.core.tasks import Task

if TYPE_CHECKING:
    from privet.store.view import Tx, View

_SAMPLE = "entry, at, actor, value, purpose, drawn, verdict, reviewer, judged, remark"


@dataclass(frozen=True, slots=True)
class DoneRow:
    """That a task which was due was done (ms), by whom; its evidence is the note of the ledger's entry `entry`."""

    task: str
    entry: bytes
    due: int
    done: int
    actor: str


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A reveal: the ledger's entry, who saw which value when and what for; `drawn` (ms) where it is to be judged, and
    what somebody judged. `remark` is the entry whose note says why.
    """

    entry: bytes
    at: int
    actor: str
    value: bytes
    purpose: str
    drawn: int | None = None
    verdict: str | None = None
    reviewer: str | None = None
    judged: int | None = None
    remark: bytes | None = None


def every(view: View) -> list[Task]:
    """The company's tasks, that which is due first, first."""
    rows = view.rows(
        "SELECT task, owner, days, due, done, actor FROM task WHERE tenant = ? ORDER BY due, task", (view.tenant,)
    )
    return [Task(*row) for row in rows]


def put(tx: Tx, row: Task) -> None:
    """A task, new or as it is planned now."""
    tx.run(
        "INSERT OR REPLACE INTO task (tenant, task, owner, days, due, done, actor) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (tx.tenant, row.name, row.owner, row.days, row.due, row.done, row.by),
    )


def finish(tx: Tx, row: DoneRow) -> None:
    """A task was done."""
    tx.run(
        "INSERT INTO task_done (tenant, task, entry, due, done, actor) VALUES (?, ?, ?, ?, ?, ?)",
        (tx.tenant, row.task, row.entry, row.due, row.done, row.actor),
    )


def finished(view: View, limit: int) -> list[DoneRow]:
    """What was done last, newest first."""
    rows = view.rows(
        "SELECT task, entry, due, done, actor FROM task_done WHERE tenant = ? ORDER BY done DESC, entry LIMIT ?",
        (view.tenant, limit),
    )
    return [DoneRow(*row) for row in rows]


def leave(tx: Tx, owner: str) -> None:
    """The tasks of an operator who leaves are nobody's."""
    tx.run("UPDATE task SET owner = '' WHERE tenant = ? AND owner = ?", (tx.tenant, owner))


def seen(tx: Tx, row: SampleRow) -> None:
    """A value was shown to a person; the entry may be drawn."""
    tx.run(
        f"INSERT INTO sample (tenant, {_SAMPLE}) VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, NULL)",  # noqa: S608
        (tx.tenant, row.entry, row.at, row.actor, row.value, row.purpose),
    )


def undrawn(view: View, until: int) -> list[bytes]:
    """The entries of reveals up to a time (ms) that were not drawn yet."""
    rows = view.rows(
        "SELECT entry FROM sample WHERE tenant = ? AND drawn IS NULL AND at <= ? ORDER BY entry", (view.tenant, until)
    )
    return [row[0] for row in rows]


def draw(tx: Tx, entries: list[bytes], until: int, at: int) -> None:
    """These are to be judged; the others up to that time are not."""
    tx.many("UPDATE sample SET drawn = ? WHERE tenant = ? AND entry = ?", [(at, tx.tenant, entry) for entry in entries])
    tx.run("DELETE FROM sample WHERE tenant = ? AND drawn IS NULL AND at <= ?", (tx.tenant, until))


def drawn(view: View, *, judged: bool, limit: int) -> list[SampleRow]:
    """What was drawn and waits to be judged, oldest first; or what was judged, newest first."""
    order = "judged IS NOT NULL ORDER BY judged DESC" if judged else "judged IS NULL ORDER BY at"
    rows = view.rows(
        f"SELECT {_SAMPLE} FROM sample WHERE tenant = ? AND drawn IS NOT NULL AND {order}, entry LIMIT ?",  # noqa: S608
        (view.tenant, limit),
    )
    return [SampleRow(*row) for row in rows]


def sample(view: View, entry: bytes) -> SampleRow | None:
    """The reveal of an entry, where it was drawn."""
    row = view.row(
        f"SELECT {_SAMPLE} FROM sample WHERE tenant = ? AND entry = ? AND drawn IS NOT NULL",  # noqa: S608
        (view.tenant, entry),
    )
    return SampleRow(*row) if row else None


def judge(tx: Tx, row: SampleRow) -> None:
    """What somebody judged of it."""
    tx.run(
        "UPDATE sample SET verdict = ?, reviewer = ?, judged = ?, remark = ? WHERE tenant = ? AND entry = ?",
        (row.verdict, row.reviewer, row.judged, row.remark, tx.tenant, row.entry),
    )


def forget(tx: Tx, before: int) -> int:
    """Remove what was judged before a time (ms); how many there were. The verdicts stay on the ledger."""
    return tx.run("DELETE FROM sample WHERE tenant = ? AND judged < ?", (tx.tenant, before))
