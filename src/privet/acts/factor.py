"""Factor: what proves an operator is looked at, added to and taken away by themselves, after a fresh proof."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import enrol, invite, own
from privet.acts.allowed import allowed
from privet.acts.enrol import PASSKEY
from privet.acts.invite import Invited
from privet.acts.operator import CHANGED, OPERATOR
from privet.acts.session import HINT, OVER
from privet.acts.telling import tell
from privet.core import ids
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Facts, Permit
from privet.errors import BadInput, NotFound, NotProved
from privet.store import people, tenants
from privet.store.tenants import OperatorRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as a list shows one. Times are ms; `synced` says that it may be copied to other devices."""

    id: str
    label: str
    synced: bool
    backed_up: bool
    created: int
    used: int


@dataclass(frozen=True, slots=True)
class Factors:
    """What proves an operator: passkeys, passphrase with codes, the company's log-in; and recovery codes left."""

    passkeys: list[Passkey]
    codes: bool
    sso: bool
    recovery: int


def mine(app: Privet, tenant: TenantId, actor: Actor) -> Factors:
    """What proves the actor. Raises Denied, on the ledger."""
    with allowed(app, tenant, Ask(actor, "account", "operation"), Facts(own_account=True)) as view:
        person = _person(view, actor)
        keys = [
            Passkey(ids.shown(PASSKEY, one.id), one.label, one.synced, one.backed_up, one.created, one.used)
            for one in people.passkeys(view, person.id)
        ]
        codes = bool(person.passphrase_hash and person.totp)
        return Factors(keys, codes, person.sso is not None, people.recovery(view, person.id))


def more(app: Privet, tenant: TenantId, actor: Actor, factor_age_s: int) -> Invited:
    """A link of a quarter of an hour by which the actor adds a factor. Raises Denied."""
    with app.store.write(tenant) as tx:
        person = _person(tx, actor)
        thing = ids.shown(OPERATOR, person.id)
        ask = Ask(actor, "factor", "operation")
        decision = own.recorded(app, tx, ask, "factor.add", thing, None, factor_age_s, own_account=True)
        row, made = invite.ticket(app, tx, person)
        if isinstance(decision, Permit):
            invite.give(tx, row)
    decision.require()
    return made


def remove_passkey(app: Privet, tenant: TenantId, id: str, actor: Actor, factor_age_s: int) -> None:
    """Take away one of the actor's passkeys; not the last thing by which they could log in. Raises Denied."""
    raw = ids.read(PASSKEY, id)
    with app.store.write(tenant) as tx:
        person = _person(tx, actor)
        have = people.passkeys(tx, person.id)
        if all(one.id != raw for one in have):
            raise NotFound("you have no such passkey", hint="the list names those you have")
        if len(have) == 1 and not invite.can_log_in(person):
            raise BadInput("without this passkey you could not log in", hint="add another one first")
        ask = Ask(actor, "factor", "operation")
        decision = own.recorded(
            app, tx, ask, "factor.remove", ids.shown(PASSKEY, raw), None, factor_age_s, own_account=True
        )
        if isinstance(decision, Permit):
            people.remove_passkey(tx, person.id, raw)
            tell(app, tx, CHANGED, OPERATOR, [person.id])
    decision.require()


def remove_codes(app: Privet, tenant: TenantId, actor: Actor, factor_age_s: int) -> None:
    """Take away the actor's passphrase and codes, where they have a passkey or the company's log-in. Raises Denied."""
    with app.store.write(tenant) as tx:
        person = _person(tx, actor)
        if not person.passphrase_hash:
            raise NotFound("you have no passphrase", hint="there is nothing to take away")
        if not people.passkeys(tx, person.id) and person.sso is None:
            raise BadInput("without these you could not log in", hint="add a passkey first")
        ask, thing = Ask(actor, "factor", "operation"), ids.shown(OPERATOR, person.id)
        decision = own.recorded(app, tx, ask, "factor.remove", thing, None, factor_age_s, own_account=True)
        if isinstance(decision, Permit):
            tenants.put_operator(tx, replace(person, passphrase_hash="", totp=None, totp_step=0), app.now())
            tell(app, tx, CHANGED, OPERATOR, [person.id])
    decision.require()


def new_recovery(app: Privet, tenant: TenantId, actor: Actor, factor_age_s: int) -> tuple[Plain, ...]:
    """New recovery codes for the actor, to be shown once; the old ones open nothing any more. Raises Denied."""
    made: tuple[Plain, ...] = ()
    with app.store.write(tenant) as tx:
        person = _person(tx, actor)
        ask, thing = Ask(actor, "factor", "operation"), ids.shown(OPERATOR, person.id)
        decision = own.recorded(app, tx, ask, "factor.recovery", thing, None, factor_age_s, own_account=True)
        if isinstance(decision, Permit):
            made = enrol.recovery_codes(app, tx, person.id)
    decision.require()
    return made


def _person(view: View, actor: Actor) -> OperatorRow:
    person = tenants.operator(view, actor.name) if actor.kind == "operator" else None
    if person is None:
        raise NotProved(OVER, hint=HINT)
    return person
