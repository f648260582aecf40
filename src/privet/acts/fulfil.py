"""Fulfil: what a request asks is done for every subject of it that is proven, and the request is answered.

Each deed is an act of its own, decided and on record for itself; a request that was cut off between two of them stays
open, and is fulfilled again without harm.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import consent, correct, erase, gather, own, request, restrict, stop
from privet.acts.allowed import allowed
from privet.acts.consent import Given
from privet.acts.erase import Certificate
from privet.acts.noting import scanned
from privet.acts.request import PURPOSE, Shown
from privet.core.dossier import Dossier
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Facts, Permit
from privet.errors import Conflict
from privet.store import requests
from privet.store.requests import ANSWERED, OPEN

if TYPE_CHECKING:
    from privet.app import Privet


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """What came of it: the dossier to hand over, where access or portability was asked; the certificates of those who
    were erased.
    """

    dossier: Dossier | None = None
    certificates: tuple[Certificate, ...] = ()


def fulfil(
    app: Privet, tenant: TenantId, id: str, reason: Plain, actor: Actor, factor_age_s: int | None = None,
    name: Plain | None = None,
) -> Fulfilled:  # fmt: skip
    """Do what the request `id` (`req_…`) asks, for what of it is proven, and close it. Of a correction the reason is
    what is right, and `name` how the person is called, where that was wrong (`acts.correct`). Raises NotFound, Denied,
    and Conflict where nothing of it is proven.
    """
    with allowed(app, tenant, Ask(actor, "request", PURPOSE), Facts(factor_age_s=factor_age_s)) as view:
        asked = request.shown(view, request.row_of(view, id), app.now())
    if asked.state != OPEN:
        raise Conflict("this request is closed", hint="put a new one on record")
    if not asked.proven:
        raise Conflict(
            "nothing of this request is proven", hint="`privet step-up` sends a code to the channel that they name"
        )
    corrected = asked.right == "correction"  # what is right is sealed under the person's key alone
    for one in asked.proven if corrected else ():
        correct.correct(app, tenant, correct.Asked(id, one), reason, actor, factor_age_s, name)
    made = _do(app, tenant, asked, reason, actor, factor_age_s)
    said = scanned(app, tenant, Plain("corrected") if corrected else reason)
    with app.store.write(tenant) as tx:
        decision = own.recorded(app, tx, Ask(actor, "request", PURPOSE), "request.answer", id, said, factor_age_s)
        if isinstance(decision, Permit):
            requests.put(tx, replace(request.row_of(tx, id), state=ANSWERED, closed=app.now(), paused=0))
    decision.require()
    return made


def _do(
    app: Privet, tenant: TenantId, asked: Shown, reason: Plain, actor: Actor, factor_age_s: int | None
) -> Fulfilled:
    whose = asked.proven
    if asked.right in ("access", "portability"):
        return Fulfilled(gather.gather(app, tenant, whose, PURPOSE, reason, actor, factor_age_s))
    if asked.right == "erasure":
        made = erase.erase_all(app, tenant, whose, PURPOSE, reason, actor, factor_age_s)
        return Fulfilled(certificates=tuple(made))
    for one in whose:
        if asked.right == "restriction":
            restrict.restrict(app, tenant, one, PURPOSE, reason, actor, factor_age_s)
        elif asked.right == "objection":
            stop.stop(app, tenant, one, PURPOSE, reason, actor, factor_age_s)
        elif asked.right == "withdrawal":
            _withdraw(app, tenant, one, reason, actor, factor_age_s)
    return Fulfilled()


def _withdraw(
    app: Privet, tenant: TenantId, subject: str, reason: Plain, actor: Actor, factor_age_s: int | None
) -> None:
    """Take back every consent that is in force: the last word of each channel and purpose."""
    last = {}
    for kept in consent.history(app, tenant, subject, actor, purpose=PURPOSE):
        last[kept.what.channel, kept.what.purpose] = kept
    for kept in last.values():
        if kept.given:
            what = Given(kept.what.purpose, kept.what.version, kept.what.channel)
            consent.withdraw(app, tenant, subject, what, PURPOSE, reason, actor, factor_age_s)
