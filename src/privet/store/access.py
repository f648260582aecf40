"""Access keys: which programs may ask, what for, and how many values each let out today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from privet.store.known import KeyRow as KeyRow

if TYPE_CHECKING:
    from privet.store.view import Tx, View


_KEY = "key, digest, name, acts, kinds, purposes, budget, created, expires, revoked, owner, apart"


def by_digest(view: View, digest: bytes) -> KeyRow | None:
    """The access key with that digest, whatever its state; looked up once, until anything of the tenant changes."""
    row = view.known.access.get(digest)
    if row is None:
        found = view.row(f"SELECT {_KEY} FROM access_key WHERE tenant = ? AND digest = ?", (view.tenant, digest))  # noqa: S608
        if found is None:
            return None
        row = _row(found)
        view.known.access.put(digest, row)
    return row


def every(view: View) -> list[KeyRow]:
    """Every access key there was, oldest first."""
    rows = view.rows(f"SELECT {_KEY} FROM access_key WHERE tenant = ? ORDER BY key", (view.tenant,))  # noqa: S608
    return [_row(row) for row in rows]


def add(tx: Tx, row: KeyRow) -> None:
    """A new access key."""
    marks = ", ".join("?" * 13)
    tx.run(
        f"INSERT INTO access_key (tenant, {_KEY}, spent, spent_day) VALUES ({marks}, 0, 0)",  # noqa: S608
        (
            tx.tenant, row.id, row.digest, row.name, _words(row.acts), _words(row.kinds), _words(row.purposes),
            row.budget, row.created, row.expires, row.revoked, row.owner, int(row.apart),
        ),
    )  # fmt: skip


def revoke(tx: Tx, id: bytes, at: int) -> None:
    """From here on nobody enters with that key, in any process."""
    tx.run("UPDATE access_key SET revoked = ? WHERE tenant = ? AND key = ?", (at, tx.tenant, id))
    tx.run("UPDATE tenant SET changes = changes + 1 WHERE tenant = ?", (tx.tenant,))


def revoke_of(tx: Tx, owner: str, at: int) -> int:
    """Whoever answers for these keys is gone: from here on nobody enters with them. How many there were."""
    count = tx.run(
        "UPDATE access_key SET revoked = ? WHERE tenant = ? AND owner = ? AND revoked IS NULL", (at, tx.tenant, owner)
    )
    if count:
        tx.run("UPDATE tenant SET changes = changes + 1 WHERE tenant = ?", (tx.tenant,))
    return count


def spent(view: View, id: bytes) -> tuple[int | None, int, int]:
    """(budget, values let out, the day on which, in ms) of a key."""
    row = view.row("SELECT budget, spent, spent_day FROM access_key WHERE tenant = ? AND key = ?", (view.tenant, id))
    return (row[0], row[1], row[2]) if row else (0, 0, 0)


def spend(tx: Tx, id: bytes, count: int, day: int) -> None:
    """Count values that a key lets out on the UTC day that began at `day`, in ms.

    A clock that was set back goes on counting on the day it had reached: no day's budget is given twice.
    """
    tx.run(
        "UPDATE access_key SET spent = CASE WHEN spent_day >= ? THEN spent ELSE 0 END + ?, "
        "spent_day = max(spent_day, ?) WHERE tenant = ? AND key = ?",
        (day, count, day, tx.tenant, id),
    )


def _row(row: tuple[Any, ...]) -> KeyRow:
    id, digest, name, acts, kinds, purposes, budget, created, expires, revoked, owner, apart = row
    words = (frozenset(acts.split()), frozenset(kinds.split()), frozenset(purposes.split()))
    return KeyRow(id, digest, name, *words, budget, created, expires, revoked, owner, bool(apart))


def _words(names: frozenset[str]) -> str:
    return " ".join(sorted(names))
