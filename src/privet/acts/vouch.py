"""Vouch: somebody says of an administrator's account in Telegram that it has two-step verification, with what shows it.

Privet cannot see it. The review `telegram-two-step` is done once somebody vouched for every administrator since it was
done last; while it is overdue nobody else becomes an administrator (rule `vouched-first`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts import agree, own
from privet.acts.allowed import company
from privet.acts.noting import scanned
from privet.core import ids
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Permit
from privet.core.tasks import VOUCHED, overdue_days
from privet.errors import BadInput, NotFound
from privet.store import tasks, tenants
from privet.store.tasks import VouchedRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.tenants import OperatorRow
    from privet.store.view import Tx, View

OPERATOR = "opr"
"""The prefix of an operator's id in the ledger."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """An administrator: whether somebody vouched since the review was done last; and the last time that somebody did
    (ms), who, and the evidence, masked where personal.
    """

    name: str
    good: bool
    at: int | None
    by: str
    evidence: str


def everyone(app: Privet, tenant: TenantId, actor: Actor) -> list[Vouched]:
    """Every administrator, by name. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        missing, there = {one.id for one in missing_in(app, view)}, tasks.vouched(view)
        found = []
        for person in administrators(app, view):
            row = there.get(person.id)
            said = own.read_own(view, row.entry) if row else ""
            found.append(
                Vouched(person.name, person.id not in missing, row.at if row else None, row.actor if row else "", said)
            )
        return found


def vouch(
    app: Privet, tenant: TenantId, name: str, evidence: Plain, actor: Actor, factor_age_s: int | None = None
) -> None:
    """Vouch for the administrator of that name; `evidence` says how it was seen. Raises NotFound, BadInput, Denied."""
    said = scanned(app, tenant, evidence)
    with app.store.write(tenant) as tx:
        person = next((one for one in administrators(app, tx) if one.name == name), None)
        thing, number = ids.shown(OPERATOR, person.id) if person else None, app.entry_id()
        ask = Ask(actor, "task", "operation")
        decision = own.recorded(app, tx, ask, "task.vouch", thing, said, factor_age_s, number=number)
        if isinstance(decision, Permit):
            if person is None:
                raise NotFound("there is no such administrator", hint="`privet review vouched` names them")
            if not said:
                raise BadInput("what shows that it is on?", hint="say how it was seen, and when")
            tasks.vouch(tx, VouchedRow(person.id, app.now(), actor.id, ids.raw(number)))
    decision.require()


def administrators(app: Privet, view: View) -> list[OperatorRow]:
    """Whoever may name operators, by name."""
    there = agree.may_too(app.rules_in(view).policy, view, "operator")
    return [one for one in tenants.operators(view) if one.name in there]


def missing_in(app: Privet, view: View) -> list[OperatorRow]:
    """The administrators for whom nobody vouched since the review was done last."""
    task = next((one for one in tasks.every(view) if one.name == VOUCHED), None)
    since = (task.done or 0) if task else 0
    there = tasks.vouched(view)
    return [one for one in administrators(app, view) if one.id not in there or there[one.id].at <= since]


def kept_back(app: Privet, tx: Tx, roles: Iterable[str], before: Iterable[str] = ()) -> bool:
    """Whether somebody with these roles, who had those `before`, would become an administrator while the review is
    overdue. Nobody is kept from being the first one.
    """
    policy = app.rules_in(tx).policy
    if agree.may(policy, before, "operator") or not agree.may(policy, roles, "operator"):
        return False
    late = any(one.name == VOUCHED and overdue_days(one, app.now()) for one in tasks.every(tx))
    return late and bool(administrators(app, tx))
