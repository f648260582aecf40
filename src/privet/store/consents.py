"""Who agreed to what when, a row each time; the texts they agreed to; and the legal basis of each purpose. Times are
milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from privet.core.consent import Consent, Wording

if TYPE_CHECKING:
    from privet.store.view import Tx, View

_ROW = 'consent, subject, channel, purpose, version, given, at, "by", language, digest, method, entry'
_TEXT = 'version, language, purpose, text, digest, law, place, at, "by"'


def add(tx: Tx, row: Consent) -> None:
    """A consent that was given, or withdrawn, is remembered."""
    tx.run(
        f"INSERT INTO consent (tenant, {_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (tx.tenant, *row),
    )


def of(view: View, subjects: Sequence[bytes]) -> list[Consent]:
    """All that was given and withdrawn by any of these subjects, oldest first."""
    places = ", ".join("?" * len(subjects))
    rows = view.rows(
        f"SELECT {_ROW} FROM consent WHERE tenant = ? AND subject IN ({places}) ORDER BY consent",  # noqa: S608
        (view.tenant, *subjects),
    )
    return [_consent(row) for row in rows]


def some(view: View) -> bool:
    """Whether anybody said anything."""
    return view.row("SELECT 1 FROM consent WHERE tenant = ? LIMIT 1", (view.tenant,)) is not None


def one(view: View, consent: bytes) -> Consent | None:
    """What was given or withdrawn under that id."""
    row = view.row(f"SELECT {_ROW} FROM consent WHERE tenant = ? AND consent = ?", (view.tenant, consent))  # noqa: S608
    return None if row is None else _consent(row)


def erased(tx: Tx, subject: bytes) -> None:
    """Nothing is left of what an erased subject agreed to; the ledger has its entries."""
    tx.run("DELETE FROM consent WHERE tenant = ? AND subject = ?", (tx.tenant, subject))


def add_text(tx: Tx, row: Wording) -> None:
    """One more text; of a version and language there is one, which stays as it is."""
    tx.run(
        f"INSERT INTO consent_text (tenant, {_TEXT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (tx.tenant, *row),
    )


def texts(view: View) -> list[Wording]:
    """Every text, by version and language."""
    rows = view.rows(
        f"SELECT {_TEXT} FROM consent_text WHERE tenant = ? ORDER BY version, language",  # noqa: S608
        (view.tenant,),
    )
    return [Wording(*row) for row in rows]


def texts_of(view: View, version: str) -> list[Wording]:
    """The texts of a version, one a language."""
    rows = view.rows(
        f"SELECT {_TEXT} FROM consent_text WHERE tenant = ? AND version = ? ORDER BY language",  # noqa: S608
        (view.tenant, version),
    )
    return [Wording(*row) for row in rows]


def has_texts(view: View, purpose: str) -> bool:
    """Whether there is any text for a purpose."""
    sql = "SELECT 1 FROM consent_text WHERE tenant = ? AND purpose = ? LIMIT 1"
    return view.row(sql, (view.tenant, purpose)) is not None


def bases(view: View) -> dict[str, tuple[str, int, str]]:
    """By purpose, the legal basis, since when, and the actor who set it."""
    rows = view.rows('SELECT purpose, basis, since, "by" FROM basis WHERE tenant = ? ORDER BY purpose', (view.tenant,))
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def basis(view: View, purpose: str) -> str | None:
    """The legal basis of a purpose; None where nobody set one."""
    row = view.row("SELECT basis FROM basis WHERE tenant = ? AND purpose = ?", (view.tenant, purpose))
    return str(row[0]) if row else None


def set_basis(tx: Tx, purpose: str, basis: str, at: int, by: str) -> None:
    """From here on a purpose has this basis."""
    tx.run(
        'INSERT OR REPLACE INTO basis (tenant, purpose, basis, since, "by") VALUES (?, ?, ?, ?, ?)',
        (tx.tenant, purpose, basis, at, by),
    )


def _consent(row: tuple[Any, ...]) -> Consent:
    return Consent(*row)._replace(given=bool(row[5]))
