"""Certify: what became of an erasure, looked at anew, goes on the ledger and comes back as a signed certificate.

What was erased is counted by rows that nobody can open any more; what is left is looked for in every table that led to
the subject or held something until it was delivered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts import freeze
from privet.acts.allowed import company
from privet.acts.attest import attest
from privet.acts.erase import JOURNAL, NOT_COVERED
from privet.core import ids
from privet.core.certificate import Statement, encode
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.errors import NotFound
from privet.store import confirmations, erasures, subjects, tenants
from privet.store.erasures import ErasureRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

PAGE = 500
GONE = "a place that is configured no more"


def certify(app: Privet, tenant: TenantId, subject: str, actor: Actor) -> str:
    """The certificate of a subject's erasure as a file. Raises NotFound, Denied (on the ledger)."""
    return attest(app, tenant, "erasure", encode(stated(app, tenant, subject)), actor)


def stated(app: Privet, tenant: TenantId, subject: str) -> Statement:
    """What can be said of an erasure now. Places are numbered as the settings name them: a path is nobody else's."""
    id = ids.read(ids.SUBJECT, subject)
    places = [str(one) for one in app.places()]
    with app.store.view(tenant) as view:
        row, whose = erasures.of(view, id), subjects.subject(view, id)
        if row is None or whose is None:
            raise NotFound("this subject was not erased")
        left = {"key": int(app.store.keys.key(tenant, whose.slot) is not None), **erasures.residue(view, id)}
        named = {str(one): f"key place {number}" for number, one in enumerate(places, 1)} | {JOURNAL: JOURNAL}
        sealed = {"message": row.messages, "value": row.values}
        told = confirmations.of(view, row.number)
        return Statement(
            not_covered=NOT_COVERED + freeze.held(view, id),
            ledger=tenants.of(view).origin,
            subject=subject,
            requested=row.requested,
            done=row.done,
            at=app.now(),
            before=row.before,
            after=row.after,
            generation=app.store.keys.generation,
            gone=row.gone,
            erased=tuple((sealed if row.after else erasures.sealed(view, id)).items()),
            residue=tuple(left.items()),
            confirmed=len(set(places) - set(row.pending)) if row.done else 0,
            pending=tuple(named.get(one, GONE) for one in row.pending),
            informed=tuple(one.name for one in told if one.confirmed),
            unconfirmed=tuple(one.name for one in told if not one.confirmed),
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """An erasure as a list shows it; times are ms, 0 where not yet. `gone` is when its bytes were overwritten,
    `informed` and `unconfirmed` name the programs that were told and have, or have not, confirmed it.
    """

    subject: str
    requested: int
    done: int
    gone: int
    pending: tuple[str, ...]
    informed: tuple[str, ...]
    unconfirmed: tuple[str, ...]


def everyone(app: Privet, tenant: TenantId, actor: Actor, *, unconfirmed: bool = False) -> list[Listed]:
    """Every erasure, the oldest first, or those that a program has not confirmed. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        found: list[Listed] = []
        after = 0
        while page := erasures.every(view, after, PAGE):
            found += [listed(view, one) for one in page]
            after = page[-1].number
    return [one for one in found if one.unconfirmed or not unconfirmed]


def listed(view: View, row: ErasureRow) -> Listed:
    """An erasure with who was told of it."""
    told = confirmations.of(view, row.number)
    return Listed(
        ids.shown(ids.SUBJECT, row.subject), row.requested, row.done, row.gone, row.pending,
        tuple(one.name for one in told if one.confirmed), tuple(one.name for one in told if not one.confirmed),
    )  # fmt: skip
