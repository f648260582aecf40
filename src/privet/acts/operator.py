"""Operator: a named person is added, gets other roles or is removed, and proves at the machine who they are.

A passphrase is kept as its Argon2id hash, the secret behind one-time codes sealed. A failed proof of an operator is on
the ledger; failures of whoever is unknown, or has to wait, are only counted: one entry a minute at most (design §3.5).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import agree, own, proving
from privet.acts.allowed import company
from privet.acts.noting import scanned
from privet.acts.telling import tell
from privet.core import ids, proof
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Permit, Policy
from privet.errors import BadInput, NotFound, NotProved
from privet.store import access, agreements, grants, people, rights, sessions, stepups, tasks, tenants, training
from privet.store.tenants import OperatorRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx

NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")
OPERATOR = "opr"
"""The prefix of an operator's id in the ledger."""

NO_SUCH, NAMED = "there is no such operator", "`privet operator list` names them"

CHANGED = "account.changed"
"""The event that tells that what proves an operator, or what they may do, is another than before."""


@dataclass(frozen=True, slots=True)
class Added:
    """A new operator; `codes` is the otpauth:// address for the authenticator app, to be shown once."""

    name: str
    roles: tuple[str, ...]
    codes: Plain | None


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator as a list shows one: what proves them, and how often somebody failed to in their name lately."""

    name: str
    roles: tuple[str, ...]
    codes: bool
    failures: int
    passkeys: int = 0
    passphrase: bool = True
    sso: bool = False


def add(
    app: Privet,
    tenant: TenantId,
    name: str,
    roles: Sequence[str],
    passphrase: Plain,
    actor: Actor,
    *,
    codes: bool = False,
    reason: Plain | None = None,
    factor_age_s: int | None = None,
) -> Added:
    """A new operator with these roles; with `codes`, one-time codes are asked for too. Raises BadInput, Denied."""
    said = scanned(app, tenant, reason or Plain(""))
    fits(app, tenant, name, roles)
    hashed = proving.hashed(app, passphrase)
    secret = proof.totp_secret(app.chance(20)) if codes else None
    row = OperatorRow(app.id(), name, tuple(dict.fromkeys(roles)), hashed, None, 0, 0, 0)
    with app.store.write(tenant) as tx:
        decision = own.recorded(
            app, tx, Ask(actor, "operator", "operation"), "operator", ids.shown(OPERATOR, row.id), said, factor_age_s,
            alone=agree.alone(app, tx, actor, "invite", name, roles),
        )  # fmt: skip
        if isinstance(decision, Permit):
            if tenants.operator(tx, name):
                raise BadInput("there is an operator of that name", hint="choose another name, or remove that one")
            if secret:
                row = replace(row, totp=own.seal_own(app, tx, row.id, own.CODES, secret.encode("ascii")))
            agreements.use(tx, name)
            tenants.put_operator(tx, row, app.now())
    decision.require()
    return Added(name, row.roles, Plain(proof.totp_uri(secret, name)) if secret else None)


def remove(
    app: Privet,
    tenant: TenantId,
    name: str,
    actor: Actor,
    *,
    reason: Plain | None = None,
    factor_age_s: int | None = None,
) -> None:
    """Remove an operator: from here on nobody proves to be that one, and no session, key or grant of theirs is good, no
    link that they made and no code that they had sent to a customer.

    What they did stays on the ledger.
    """
    said = scanned(app, tenant, reason or Plain(""))
    with app.store.write(tenant) as tx:
        row = tenants.operator(tx, name) if name else None
        ask, thing = Ask(actor, "operator", "operation"), ids.shown(OPERATOR, row.id) if row else None
        decision = own.recorded(
            app, tx, ask, "operator.remove", thing, said, factor_age_s, own_account=own_account(actor, name),
            alone=agree.alone(app, tx, actor, "remove", name),
        )  # fmt: skip
        if isinstance(decision, Permit):
            if row is None:
                raise NotFound(NO_SUCH, hint=NAMED)
            tenants.remove_operator(tx, row.id)
            people.leave(tx, row.id)
            people.withdraw(tx, name)
            sessions.leave(tx, row.id)
            access.revoke_of(tx, name, app.now())
            undo(app, tx, name)
            agreements.use(tx, name)
            rights.take_all(tx, Actor("operator", name).id)
            stepups.leave(tx, Actor("operator", name).id, app.now())
            training.leave(tx, row.id)
            tasks.leave(tx, name)
            tell(app, tx, CHANGED, OPERATOR, [row.id])
    decision.require()


def give_roles(
    app: Privet,
    tenant: TenantId,
    name: str,
    roles: Sequence[str],
    actor: Actor,
    *,
    reason: Plain | None = None,
    factor_age_s: int | None = None,
) -> None:
    """Give an operator these roles in place of those they had; it holds from their next request on."""
    said = scanned(app, tenant, reason or Plain(""))
    fits(app, tenant, name, roles)
    with app.store.write(tenant) as tx:
        row = tenants.operator(tx, name)
        ask, thing = Ask(actor, "operator", "operation"), ids.shown(OPERATOR, row.id) if row else None
        decision = own.recorded(
            app, tx, ask, "operator.roles", thing, said, factor_age_s, own_account=own_account(actor, name),
            alone=agree.alone(app, tx, actor, "roles", name, roles),
        )  # fmt: skip
        if isinstance(decision, Permit):
            if row is None:
                raise NotFound(NO_SUCH, hint=NAMED)
            tenants.put_operator(tx, replace(row, roles=tuple(dict.fromkeys(roles))), app.now())
            agreements.use(tx, name)
            if not set(row.roles) <= set(roles):
                undo(app, tx, name)
            tell(app, tx, CHANGED, OPERATOR, [row.id])
    decision.require()


def undo(app: Privet, tx: Tx, name: str) -> None:
    """What an operator set going and nobody used yet ends with their right to it: links that they made, what they asked
    to see, approved or agreed to.
    """
    actor = Actor("operator", name).id
    agreements.withdraw(tx, actor)
    people.withdraw_by(tx, actor)
    grants.end_of(tx, actor, app.now())


def own_account(actor: Actor, name: str) -> bool:
    """Whether an operator of that name is the actor."""
    return actor.kind == "operator" and actor.name == name


def everyone(app: Privet, tenant: TenantId, actor: Actor) -> list[Operator]:
    """Every operator, by name, without anything that proves one."""
    with company(app, tenant, actor) as view:
        return [
            Operator(
                row.name, row.roles, row.totp is not None, row.failures, len(people.passkeys(view, row.id)),
                bool(row.passphrase_hash), row.sso is not None,
            )
            for row in tenants.operators(view)
        ]  # fmt: skip


def prove(app: Privet, tenant: TenantId, name: str, passphrase: Plain, code: str = "") -> Actor:
    """The operator of that name, proved just now by passphrase and, where one is asked for, one-time code.

    It is for whoever sits at the machine itself, where the root key lies; over the network `acts.login` asks for more.
    Raises NotProved, with one sentence for whatever was wrong.
    """
    attempt = proving.begin(app, tenant, name)
    right = proving.matches(attempt, passphrase)
    with app.store.write(tenant) as tx:
        row = proving.finish(app, tx, attempt, right, code, both=False)
    if row is None:
        raise NotProved(proving.WRONG, hint=proving.WAIT)
    return Actor("operator", name, frozenset(row.roles))


def generate_passphrase(chance: Callable[[int], bytes]) -> Plain:
    """A new passphrase of five groups of five letters and digits: 125 bits."""
    drawn = ids.letters(chance(16))
    return Plain("-".join(drawn[at : at + 5] for at in range(0, 25, 5)))


def fits(app: Privet, tenant: TenantId, name: str, roles: Sequence[str]) -> None:
    """Raise BadInput where a name or roles make no operator."""
    fitting(app.rules_of(tenant).policy, name, roles)


def fitting(policy: Policy, name: str, roles: Sequence[str]) -> None:
    """The same, by a policy."""
    if not NAME.fullmatch(name):
        raise BadInput("an operator's name has a-z, 0-9, '_', '.' and '-', at most 40 of them", hint="for example: ann")
    if not roles or not set(roles) <= policy.roles.keys():
        raise BadInput("an operator has one or more roles of the policy", hint=f"there are: {', '.join(policy.roles)}")
