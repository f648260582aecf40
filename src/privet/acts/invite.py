"""Invite: somebody gets a link that lets them enrol once; so does whoever lost what proves them, and the very first.

The link's secret is shown to whoever made it, once, and kept as its digest. It stands after the `#` of an address, so
that neither a server's log nor a proxy sees it. Whoever holds it may prove themselves in a way of their own from then
on, and nothing else (`acts.enrol`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts import agree, own, vouch
from privet.acts.allowed import company
from privet.acts.noting import scanned
from privet.acts.operator import CHANGED, NAMED, NO_SUCH, OPERATOR, fits, own_account, undo
from privet.acts.telling import tell
from privet.core import ids, proof, secret
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import LOCAL, Actor, Ask, Permit
from privet.errors import BadInput, NotFound
from privet.store import agreements, people, sessions, tenants
from privet.store.people import InvitationRow
from privet.store.tenants import OperatorRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx

INVITATION = "inv"
"""The prefix of an invitation's id."""

HOUR_MS = 3_600_000
SOON_MS = 900_000
"""How long a link lasts that somebody made for themselves."""

KEPT_MS = 30 * 24 * HOUR_MS
"""How long an invitation that ended is still listed."""

FIRST, FIRST_ROLE = "admin", "admin"


@dataclass(frozen=True, slots=True)
class Invited:
    """A link that was just made: for whom, with which roles, until when (ms), and its secret, to be shown once."""

    name: str
    roles: tuple[str, ...]
    expires: int
    secret: Plain


NOTHING = Invited("", (), 0, Plain(""))
"""Stands where a refusal made no link."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that nobody used, as a list shows one. Times are ms."""

    name: str
    roles: tuple[str, ...]
    by: str
    created: int
    expires: int
    state: str


def invite(
    app: Privet,
    tenant: TenantId,
    name: str,
    roles: Sequence[str],
    actor: Actor,
    *,
    reason: Plain | None = None,
    factor_age_s: int | None = None,
) -> Invited:
    """A link for somebody new, who will be an operator of that name with these roles. An earlier one in the name ends.

    Raises BadInput, Denied.
    """
    said = scanned(app, tenant, reason or Plain(""))
    fits(app, tenant, name, roles)
    with app.store.write(tenant) as tx:
        row, made = _made(app, tx, name, tuple(dict.fromkeys(roles)), actor)
        thing = ids.shown(INVITATION, row.id)
        ask = Ask(actor, "operator", "operation")
        decision = own.recorded(
            app, tx, ask, "operator.invite", thing, said, factor_age_s, own_account=own_account(actor, name),
            alone=agree.alone(app, tx, actor, "invite", name, roles), unvouched=vouch.kept_back(app, tx, roles),
        )  # fmt: skip
        if isinstance(decision, Permit):
            if tenants.operator(tx, name):
                raise BadInput("there is an operator of that name", hint="choose another name, or make it a new link")
            agreements.use(tx, name)
            give(tx, row)
    decision.require()
    return made


def withdraw(
    app: Privet,
    tenant: TenantId,
    name: str,
    actor: Actor,
    *,
    reason: Plain | None = None,
    factor_age_s: int | None = None,
) -> None:
    """Take an invitation back: from here on its link opens nothing."""
    said = scanned(app, tenant, reason or Plain(""))
    with app.store.write(tenant) as tx:
        row = next((one for one in people.invitations(tx) if one.name == name), None)
        thing = ids.shown(INVITATION, row.id) if row else None
        ask = Ask(actor, "operator", "operation")
        decision = own.recorded(app, tx, ask, "operator.withdraw", thing, said, factor_age_s)
        if isinstance(decision, Permit):
            if row is None:
                raise NotFound("nobody is invited in that name", hint="`privet operator invited` names who is")
            people.withdraw(tx, name)
    decision.require()


def everyone(app: Privet, tenant: TenantId, actor: Actor) -> list[Invitation]:
    """Every invitation that nobody used yet, oldest first. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        return [
            Invitation(
                one.name, one.roles, one.actor, one.created, one.expires, "open" if one.live(app.now()) else "ended"
            )
            for one in people.invitations(view)
        ]


def reset(
    app: Privet,
    tenant: TenantId,
    name: str,
    actor: Actor,
    *,
    reason: Plain | None = None,
    factor_age_s: int | None = None,
) -> Invited:
    """A new link for an operator who lost what proves them; all that proved them, and every session, ends now."""
    said = scanned(app, tenant, reason or Plain(""))
    with app.store.write(tenant) as tx:
        person = tenants.operator(tx, name) if name else None
        ask, thing = Ask(actor, "operator", "operation"), ids.shown(OPERATOR, person.id) if person else None
        decision, made = own.recorded(
            app, tx, ask, "operator.reset", thing, said, factor_age_s, own_account=own_account(actor, name),
            alone=agree.alone(app, tx, actor, "reset", name),
        ), NOTHING  # fmt: skip
        if isinstance(decision, Permit):
            if person is None:
                raise NotFound(NO_SUCH, hint=NAMED)
            row, made = _made(app, tx, name, person.roles, actor, person)
            people.leave(tx, person.id)
            sessions.leave(tx, person.id)
            bare = OperatorRow(person.id, person.name, person.roles, "", None, 0, 0, 0)
            tenants.put_operator(tx, bare, app.now())
            tell(app, tx, CHANGED, OPERATOR, [person.id])
            undo(app, tx, name)
            agreements.use(tx, name)
            give(tx, row)
    decision.require()
    return made


def ticket(app: Privet, tx: Tx, person: OperatorRow) -> tuple[InvitationRow, Invited]:
    """A link of a quarter of an hour for an operator who just proved who they are, to add what proves them; it opens
    nothing until its row is written, by `give`.
    """
    return _made(app, tx, person.name, person.roles, Actor("operator", person.name), person, SOON_MS)


def give(tx: Tx, row: InvitationRow) -> None:
    """A ticket is good from here on, and no earlier link in its name: somebody else may have made that."""
    people.withdraw(tx, row.name)
    people.add_invitation(tx, row)


def first(app: Privet, tenant: TenantId) -> Invited | None:
    """A link for the first administrator, where nobody can log in yet; each start makes a new one and ends the last.
    Nothing is taken from one whom somebody added by hand, who proves it at the machine.

    Raises Denied where the policy does not let whoever has a shell name operators.
    """
    with app.store.view(tenant) as view:
        everyone = tenants.operators(view)
        if any(can_log_in(one) or people.passkeys(view, one.id) for one in everyone):
            return None
        roles = app.rules_in(view).policy.roles
    person = next((one for one in everyone if one.name == FIRST), None)
    if person is None:
        return invite(app, tenant, FIRST, (FIRST_ROLE,) if FIRST_ROLE in roles else tuple(roles), LOCAL)
    with app.store.write(tenant) as tx:
        ask, thing = Ask(LOCAL, "operator", "operation"), ids.shown(OPERATOR, person.id)
        decision = own.recorded(app, tx, ask, "operator.invite", thing, None, None)
        row, made = _made(app, tx, FIRST, person.roles, LOCAL, person)
        if isinstance(decision, Permit):
            give(tx, row)
    decision.require()
    return made


def can_log_in(person: OperatorRow) -> bool:
    """Whether an operator can log in without a passkey: by passphrase and codes together, or the company's log-in."""
    return bool(person.passphrase_hash and person.totp) or person.sso is not None


def _made(
    app: Privet,
    tx: Tx,
    name: str,
    roles: tuple[str, ...],
    actor: Actor,
    person: OperatorRow | None = None,
    life_ms: int | None = None,
) -> tuple[InvitationRow, Invited]:
    """An invitation and its link. It brings the secret of an authenticator app, in case they choose one."""
    now = app.now()
    people.forget_invitations(tx, now - KEPT_MS)
    drawn = secret.text(secret.INVITATION, tx.tenant, app.chance(secret.SIZE))
    expires = now + (life_ms or app.config.login.invitation_hours * HOUR_MS)
    id = app.id()
    codes = own.seal_own(app, tx, id, own.CODES, proof.totp_secret(app.chance(20)).encode("ascii"))
    operator = person.id if person else None
    row = InvitationRow(
        id, secret.digest(drawn.expose()), operator, name, roles, codes, actor.id, now, expires, None
    )  # fmt: skip
    return row, Invited(name, roles, expires, drawn)
