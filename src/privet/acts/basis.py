"""Basis: on which legal basis a company does something for a purpose (GDPR Art. 6), set by an act and weighed by sends.

The purpose `storage` is that of keeping what customers write at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts.allowed import company
from privet.acts.noting import scanned
from privet.core.consent import BASES, CONSENT, NONE, STORAGE
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.errors import BadInput
from privet.store import bots, consents

if TYPE_CHECKING:
    from privet.app import Privet

PURPOSE = "operation"


@dataclass(frozen=True, slots=True)
class Basis:
    """The legal basis of a purpose, since when (ms), and whose act it was; "" where nobody set one."""

    purpose: str
    basis: str
    since: int | None = None
    by: str = ""


def set_(
    app: Privet, tenant: TenantId, purpose: str, basis: str, reason: Plain, actor: Actor,
    factor_age_s: int | None = None,
) -> None:  # fmt: skip
    """`purpose` has this legal basis from here on. Raises BadInput; Denied, on the ledger."""
    if basis not in BASES:
        raise BadInput("there is no such legal basis", hint=f"there are: {', '.join(BASES)}")
    given = bool(scanned(app, tenant, reason))
    with app.store.write(tenant) as tx:
        rules = app.rules_in(tx)
        if purpose not in (*rules.policy.purposes, STORAGE):
            raise BadInput(
                "there is no such purpose", hint=f"there are: {', '.join((*rules.policy.purposes, STORAGE))}"
            )
        if purpose == STORAGE and basis in (CONSENT, NONE) and bots.every(tx):
            raise BadInput("bots keep what waits for them", hint="remove them first: `privet bot list` names them")
        decision = decide(
            rules.policy, Ask(actor, "basis", PURPOSE), Facts(factor_age_s=factor_age_s, reason_given=given)
        )
        if isinstance(decision, Permit):
            consents.set_basis(tx, purpose, basis, app.now(), actor.id)
        tx.record(
            entry(
                Entry(
                    app.entry_id(), app.now(), "basis",
                    Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED, actor.id, None,
                    purpose=PURPOSE, policy=rules.version, reasons=decision.reasons,
                )
            )
        )  # fmt: skip
    decision.require()


def all_(app: Privet, tenant: TenantId, actor: Actor) -> list[Basis]:
    """Every purpose with its basis. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        known = consents.bases(view)
        purposes = (*app.rules_in(view).policy.purposes, STORAGE)
        return [Basis(one, *known[one]) if one in known else Basis(one, "") for one in purposes]
