"""Links to customers' own pages, and the visits that they opened. Times are milliseconds, 0 where not yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privet.store.view import Tx, View


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link for a conversation's customer: the digest of its secret, until when it is good, when it was used, and who
    had it sent, named as on the ledger.
    """

    id: bytes
    digest: bytes
    conversation: bytes
    expires: int
    used: int
    actor: str


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit of a conversation's customer: the digest of its secret, when it began, was last used and last proved
    anew, and how often all that is held was handed over in it.
    """

    id: bytes
    digest: bytes
    conversation: bytes
    created: int
    seen: int
    proved: int
    taken: int


_LINK = "link, digest, conversation, expires, used, actor"
_VISIT = "visit, digest, conversation, created, seen, proved, taken"


def put_link(tx: Tx, row: LinkRow) -> None:
    """A new link, or one that was used."""
    tx.run(
        f"INSERT OR REPLACE INTO portal_link (tenant, {_LINK}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (tx.tenant, row.id, row.digest, row.conversation, row.expires, row.used, row.actor),
    )


def link(view: View, digest: bytes) -> LinkRow | None:
    """The link whose secret has this digest."""
    row = view.row(f"SELECT {_LINK} FROM portal_link WHERE tenant = ? AND digest = ?", (view.tenant, digest))  # noqa: S608
    return LinkRow(*row) if row else None


def links(view: View, conversation: bytes) -> int:
    """How many links of a conversation are remembered."""
    row = view.row(
        "SELECT count(*) FROM portal_link WHERE tenant = ? AND conversation = ?", (view.tenant, conversation)
    )
    return int(row[0]) if row else 0


def put_visit(tx: Tx, row: VisitRow) -> None:
    """A new visit, or its next state."""
    tx.run(
        f"INSERT OR REPLACE INTO portal_visit (tenant, {_VISIT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (tx.tenant, row.id, row.digest, row.conversation, row.created, row.seen, row.proved, row.taken),
    )


def visit(view: View, digest: bytes) -> VisitRow | None:
    """The visit whose secret has this digest: read anew at each request, so that an ended one is over at once."""
    row = view.row(f"SELECT {_VISIT} FROM portal_visit WHERE tenant = ? AND digest = ?", (view.tenant, digest))  # noqa: S608
    return VisitRow(*row) if row else None


def of(view: View, id: bytes) -> VisitRow | None:
    """The visit of that id."""
    row = view.row(f"SELECT {_VISIT} FROM portal_visit WHERE tenant = ? AND visit = ?", (view.tenant, id))  # noqa: S608
    return VisitRow(*row) if row else None


def leave(tx: Tx, id: bytes) -> None:
    """A visit is over."""
    tx.run("DELETE FROM portal_visit WHERE tenant = ? AND visit = ?", (tx.tenant, id))


def forget(tx: Tx, links: int, visits: int) -> None:
    """Remove links that ended, and visits that began, before these times."""
    tx.run("DELETE FROM portal_link WHERE tenant = ? AND expires < ?", (tx.tenant, links))
    tx.run("DELETE FROM portal_visit WHERE tenant = ? AND created < ?", (tx.tenant, visits))
