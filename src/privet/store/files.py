"""Files that customers sent: a row a file, and the sealed pieces of those that are kept. Times are milliseconds.

there                 at the channel, fetched from it when somebody opens it
due → kept | there    a sealed copy is to be made, and is there; or it could not be made
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from privet.store.view import Tx, View

THERE, DUE, KEPT = "there", "due", "kept"


class FileRow(NamedTuple):
    """A file of a message, by which bot it came, its sort and size in bytes as the channel says; `head` is sealed."""

    file: bytes
    message: bytes
    conversation: bytes
    subject: bytes
    bot: bytes
    period: int
    sort: str
    size: int
    state: str
    attempts: int
    due: int
    head: bytes


_ROW = "file, message, conversation, subject, bot, period, sort, size, state, attempts, due, head"


def put(tx: Tx, rows: Sequence[FileRow]) -> None:
    """New rows, or their next states."""
    tx.many(
        f"INSERT OR REPLACE INTO file (tenant, {_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        [(tx.tenant, *row) for row in rows],
    )


def one(view: View, file: bytes) -> FileRow | None:
    """The file with this id."""
    row = view.row(f"SELECT {_ROW} FROM file WHERE tenant = ? AND file = ?", (view.tenant, file))  # noqa: S608
    return FileRow(*row) if row else None


def of_messages(view: View, messages: Sequence[bytes]) -> list[FileRow]:
    """The files of these messages, in order of arrival."""
    marks = ",".join("?" * len(messages))
    rows = view.rows(
        f"SELECT {_ROW} FROM file INDEXED BY file_by_message "  # noqa: S608
        f"WHERE tenant = ? AND message IN ({marks}) ORDER BY file",
        (view.tenant, *messages),
    )
    return [FileRow(*row) for row in rows]


def of_subject(view: View, subject: bytes) -> list[FileRow]:
    """The files of a subject."""
    rows = view.rows(
        f"SELECT {_ROW} FROM file INDEXED BY file_by_subject WHERE tenant = ? AND subject = ?",  # noqa: S608
        (view.tenant, subject),
    )
    return [FileRow(*row) for row in rows]


def newer(view: View, after: bytes, limit: int) -> list[FileRow]:
    """All files from the one after `after`: for what is rebuilt from the data."""
    rows = view.rows(
        f"SELECT {_ROW} FROM file WHERE tenant = ? AND file > ? ORDER BY file LIMIT ?",  # noqa: S608
        (view.tenant, after, limit),
    )
    return [FileRow(*row) for row in rows]


def due(view: View, at: int, limit: int) -> list[FileRow]:
    """Files of which a sealed copy is to be made by now, oldest first."""
    rows = view.rows(
        f"SELECT {_ROW} FROM file INDEXED BY file_by_state "  # noqa: S608
        "WHERE tenant = ? AND state = ? AND due <= ? ORDER BY due LIMIT ?",
        (view.tenant, DUE, at, limit),
    )
    return [FileRow(*row) for row in rows]


def put_piece(tx: Tx, file: bytes, number: int, sealed: bytes) -> None:
    """A piece of a file; one of an earlier try is replaced."""
    tx.run(
        "INSERT OR REPLACE INTO file_piece (tenant, file, number, sealed) VALUES (?, ?, ?, ?)",
        (tx.tenant, file, number, sealed),
    )


def piece(view: View, file: bytes, number: int) -> bytes | None:
    """A sealed piece of a file."""
    row = view.row(
        "SELECT sealed FROM file_piece WHERE tenant = ? AND file = ? AND number = ?", (view.tenant, file, number)
    )
    return row[0] if row else None


def drop_pieces(tx: Tx, file: bytes) -> None:
    """Nothing of a file is kept."""
    tx.run("DELETE FROM file_piece WHERE tenant = ? AND file = ?", (tx.tenant, file))


_PIECES_OF = (
    "DELETE FROM file_piece WHERE tenant = ?1 AND file IN "
    "(SELECT file FROM file INDEXED BY file_by_{0} WHERE tenant = ?1 AND {0} = ?2)"
)
_FILES_OF = "DELETE FROM file INDEXED BY file_by_{0} WHERE tenant = ? AND {0} = ?"


def over(tx: Tx, periods: Sequence[int]) -> None:
    """The keys of these periods (slots) are destroyed: what was sealed under them is no use to anybody."""
    for period in periods:
        tx.run(_PIECES_OF.format("period"), (tx.tenant, period))
        tx.run(_FILES_OF.format("period"), (tx.tenant, period))


def erased(tx: Tx, subject: bytes) -> None:
    """A subject is erased: nothing of their files stays, nor that there were some."""
    tx.run(_PIECES_OF.format("subject"), (tx.tenant, subject))
    tx.run(_FILES_OF.format("subject"), (tx.tenant, subject))
