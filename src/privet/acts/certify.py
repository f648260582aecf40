"""Certify: what became of an erasure, looked at anew, goes on the ledger and comes back as a signed certificate.

What was erased is counted by rows that nobody can open any more; what is left is looked for in every table that led to
the subject or held something until it was delivered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.acts.attest import attest
from privet.acts.erase import JOURNAL, NOT_COVERED
from privet.core import ids
from privet.core.certificate import Statement, encode
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.errors import NotFound
from privet.store import confirmations, erasures, subjects, tenants

if TYPE_CHECKING:
    from privet.app import Privet

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
            not_covered=NOT_COVERED,
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
