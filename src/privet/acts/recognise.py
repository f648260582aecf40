"""Recognise: a customer proves to be there by a passkey on the page that a link leads to, and enrols one there.

It proves what a code proves (`acts.stepup`), within the same ten minutes and five tries, and does not depend on the
number: a hold after a change of the SIM card leaves it good. One is enrolled only by a link that somebody of the
company or a program asked for, by whoever proved themselves on that page in the same visit: by a code where there is no
passkey yet, by the one there is otherwise; never in a hold. So a stolen code alone gains nothing that lasts.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from privet.acts import passkeys, respond, stepup
from privet.acts import send as sending
from privet.acts.draft import index_key, key_of
from privet.acts.enrol import spent
from privet.acts.passkeys import Known
from privet.core import challenge, ids, passkey
from privet.core import stepup as core
from privet.core.entry import Outcome
from privet.core.message import TenantId
from privet.core.passkey import Site
from privet.core.plain import Plain
from privet.core.policy import Permit
from privet.errors import BadInput, Denied, NotProved
from privet.store import stepups
from privet.store.subjects import SubjectRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

PROVE, BY_CODE, BY_PASSKEY = "customer", "customer-code", "customer-passkey"
"""What challenges are for: a proof; a new passkey, by whoever proved themselves by a code or by a passkey."""

NAME = "Customer"
"""What a customer's device calls them: Privet tells it nothing else."""


def enrolled(app: Privet, tenant: TenantId, link: str, *, enrol: bool = False) -> bool:
    """Whether the customer whom a link is for has a passkey. Nobody has, by a link that is none."""
    with app.store.view(tenant) as view:
        return bool(_known(app, view, link, enrol))


def ask(app: Privet, tenant: TenantId, link: str, site: Site, *, enrol: bool = False) -> dict[str, Any]:
    """What to ask a customer's browser for their passkey with. Nothing is written. Raises NotProved without one."""
    with app.store.view(tenant) as view:
        have = _known(app, view, link, enrol)
        if not have:
            raise NotProved(passkey.WRONG, hint=stepup.HINT)
        key, owner = challenge.key(index_key(view)), have[0].row.subject
    asked = challenge.make(key, PROVE, owner, app.now(), app.chance(challenge.RANDOM))
    return passkey.request(site, asked, [one.made.credential for one in have])


def recognise(
    app: Privet, tenant: TenantId, link: str, text: str, site: Site, address: str = "", *, enrol: bool = False
) -> None:
    """Check what the customer's passkey answered (JSON). Raises NotProved, whatever was wrong; Denied, Erased."""
    talk, purpose, customer = respond.came(app, tenant, link, address, enrol=enrol)
    with app.store.write(tenant) as tx:
        row, owner = stepup.whose(tx, talk)
        decision = stepup.decided(app, tx, customer, purpose, row, owner)
        outcome = Outcome.DENIED
        if isinstance(decision, Permit):
            right = stepup.tried(app, tx, owner, lambda one: _used(app, tx, owner, text, site))
            outcome = Outcome.DONE if right else Outcome.FAILED
        stepup.record(app, tx, "step-up.passkey", customer, purpose, owner, row, decision, outcome)
    decision.require()
    if outcome is not Outcome.DONE:
        raise NotProved(passkey.WRONG, hint=stepup.HINT)


def offer_by_code(
    app: Privet, tenant: TenantId, link: str, code: Plain, site: Site, visit: str, address: str = ""
) -> dict[str, Any]:
    """What a browser makes a passkey by, for whoever typed the code and has no passkey yet; for this visit alone.

    `visit` is what this browser alone brings. Raises what `acts.stepup.check` raises; a code is not even looked at
    where there is a passkey.
    """
    talk, purpose, customer = respond.came(app, tenant, link, address, enrol=True)
    if enrolled(app, tenant, link, enrol=True):
        raise NotProved(stepup.WRONG, hint=stepup.HINT)
    stepup.check(app, tenant, talk, code, purpose, customer)
    return _offer(app, tenant, talk, site, visit, BY_CODE)


def offer_by_passkey(
    app: Privet, tenant: TenantId, link: str, text: str, site: Site, visit: str, address: str = ""
) -> dict[str, Any]:
    """The same for whoever's passkey gave this answer (JSON). Raises what `recognise` raises."""
    recognise(app, tenant, link, text, site, address, enrol=True)
    talk, _, _ = respond.came(app, tenant, link, address, enrol=True, proved=True)
    return _offer(app, tenant, talk, site, visit, BY_PASSKEY)


def enrol(app: Privet, tenant: TenantId, link: str, text: str, site: Site, visit: str, address: str = "") -> None:
    """Keep the passkey that the customer's browser made (JSON), and tell them so on their own channel.

    Raises NotProved, whatever was wrong; Denied, Erased; BadInput where nothing is set up to tell them over.
    """
    talk, purpose, customer = respond.came(app, tenant, link, address, enrol=True, proved=True)
    with app.store.write(tenant) as tx:
        row, owner = stepup.whose(tx, talk)
        sending.reach(app, row.channel)
        decision = stepup.decided(app, tx, customer, purpose, row, owner)
        if isinstance(decision, Permit) and core.held(stepups.sim_changed(tx, owner.id), app.now()):
            decision = stepup.SIM_CHANGED
        outcome = Outcome.DENIED
        if isinstance(decision, Permit):
            outcome = Outcome.DONE if _kept(app, tx, owner, text, site, visit) else Outcome.FAILED
        stepup.record(app, tx, "step-up.enrol", customer, purpose, owner, row, decision, outcome)
    decision.require()
    if outcome is not Outcome.DONE:
        raise NotProved(passkey.WRONG, hint=stepup.HINT)
    with suppress(Denied):  # it is enrolled; that no rule lets the notice go is on record
        sending.send(app, tenant, talk, Plain(core.NOTICE), stepup.SENDER)


def _known(app: Privet, view: View, link: str, enrol: bool) -> list[Known]:
    found = respond.read(app, view, link, enrol=enrol)
    if found is None:
        return []
    return passkeys.known(view, stepup.whose(view, ids.shown(ids.CONVERSATION, found[0]))[1])


def _used(app: Privet, tx: Tx, owner: SubjectRow, text: str, site: Site) -> bool:
    """Whether that is the first answer of a passkey of this customer to a challenge of ours; its use is kept."""
    try:
        answer = passkey.answered(text)
        found = next((one for one in passkeys.known(tx, owner) if one.made.credential == answer.credential), None)
        if found is None or answer.user not in (b"", core.handle(key_of(tx, owner.slot))):
            return False
        used = passkey.check(answer, site, found.made)
    except (BadInput, NotProved):
        return False
    if not spent(app, tx, PROVE, owner.id, answer.challenge):
        return False
    passkeys.keep(app, tx, owner, used, found.row)
    return True


def _offer(app: Privet, tenant: TenantId, talk: str, site: Site, visit: str, by: str) -> dict[str, Any]:
    """Its challenge is what shows that this visit proved itself: nobody else is given it."""
    with app.store.view(tenant) as view:
        _, owner = stepup.whose(view, talk)
        have = [one.made.credential for one in passkeys.known(view, owner)]
        key, user = challenge.key(index_key(view)), core.handle(key_of(view, owner.slot))
    asked = challenge.make(key, by, _bound(owner, visit), app.now(), app.chance(challenge.RANDOM))
    return passkey.creation(site, user, NAME, asked, have, listed=False)


def _kept(app: Privet, tx: Tx, owner: SubjectRow, text: str, site: Site, visit: str) -> bool:
    """Whether a passkey was made in this visit, by whoever proved themselves as it takes now; then it is kept."""
    try:
        asked, made = passkey.made(text, site)
    except (BadInput, NotProved):
        return False
    have = passkeys.known(tx, owner)
    if len(have) >= core.MOST_PASSKEYS or made.credential in [one.made.credential for one in have]:
        return False
    if not spent(app, tx, BY_PASSKEY if have else BY_CODE, _bound(owner, visit), asked):
        return False
    passkeys.keep(app, tx, owner, made)
    return True


def _bound(owner: SubjectRow, visit: str) -> bytes:
    return owner.id + sha256(visit.encode()).digest()
