"""Log in: an operator proves who they are by a passkey, or by passphrase and code together, and gets a session.

A passphrase alone opens nothing here. A passkey is asked for without a name, so asking tells nothing of anybody, and it
does not wait while somebody guesses at passphrases in the owner's name. A recovery code opens a link to enrol anew, and
nothing else. Who is logged in proves it again in the same ways (`of`), and their session gets a new secret.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from privet.acts import invite, own, proving
from privet.acts.draft import index_key
from privet.acts.enrol import handle, recovery_digest, spent
from privet.acts.invite import Invited
from privet.acts.operator import CHANGED, OPERATOR
from privet.acts.proving import Attempt
from privet.acts.session import Entered, Opened, Whence, opened, renewed
from privet.acts.telling import tell
from privet.core import challenge, ids, passkey
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.passkey import Answer, Made, Site
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Permit
from privet.errors import NotProved
from privet.store import people, sessions, tenants
from privet.store.people import PasskeyRow
from privet.store.tenants import OperatorRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx

Given = TypeVar("Given")

USE = "login"
RECOVERY_WRONG = "the name or the recovery code is wrong, or there were too many failures lately"


def ask_passkey(app: Privet, tenant: TenantId, site: Site, of: Entered | None = None) -> dict[str, Any]:
    """What to ask a browser for a passkey with; nothing is written. With `of`, to prove it again in that session."""
    with app.store.view(tenant) as view:
        key = challenge.key(index_key(view))
    bound = of.session if of else b""
    asked = challenge.make(key, USE, bound, app.now(), app.chance(challenge.RANDOM))
    return passkey.request(site, asked)


def by_passkey(
    app: Privet, tenant: TenantId, text: str, site: Site, whence: Whence, of: Entered | None = None
) -> Opened:
    """A session for whoever's passkey gave this answer (JSON). Raises NotProved, BadInput, Denied."""
    answer = passkey.answered(text)
    came = proving.admit(app, tenant, "passkey", whence.address)
    decision, session = None, None
    with app.store.write(tenant) as tx:
        row = people.passkey(tx, answer.credential)
        person = None if row is None else tenants.operator_by_id(tx, row.operator)
        used = None if row is None or person is None else _used(app, tx, answer, site, row, person, of)
        if row is None or person is None or used is None:
            _refused(app, tx, person, "login.passkey")
        else:
            people.put_passkey(tx, replace(
                row, sign_count=used.sign_count, backed_up=used.backed_up, used=app.now()
            ))  # fmt: skip
            proving.cleared(app, tx, person, came)
            decision, session = _entered(app, tx, person, "passkey", whence, of)
    return _done(decision, session, passkey.WRONG, passkey.HINT)


def by_codes(
    app: Privet, tenant: TenantId, attempt: Attempt, right: bool, code: str, whence: Whence, of: Entered | None = None
) -> Opened:
    """A session for whoever said passphrase and code rightly: `attempt` by `acts.proving.begin`, `right` by `matches`.

    Raises NotProved, with one sentence for whatever was wrong, and Denied.
    """
    with app.store.write(tenant) as tx:
        person = proving.finish(app, tx, attempt, right, code, both=True, act="login.codes")
        decision, session = None, None
        if person is not None and (of is None or person.id == of.operator):
            decision, session = _entered(app, tx, person, "codes", whence, of)
    return _done(decision, session, proving.WRONG, proving.WAIT)


def by_sso(app: Privet, tenant: TenantId, sso: bytes, whence: Whence, of: Entered | None = None) -> Opened:
    """A session for whom the company's own log-in named, which `acts.sso` checked: `sso` is the digest of who."""
    with app.store.write(tenant) as tx:
        person = tenants.operator_by_sso(tx, sso)
        decision, session = None, None
        if person is None:
            proving.count(app, tx)
        elif of is None or person.id == of.operator:
            proving.came_in(app, tx, proving.BACK, whence.address)
            decision, session = _entered(app, tx, person, "sso", whence, of)
    return _done(decision, session, "nobody is enrolled here by that log-in", "an invitation lets somebody enrol")


def recover(app: Privet, tenant: TenantId, name: str, code: Plain, whence: Whence) -> Invited:
    """A link to enrol anew, for a recovery code, which is used up. It opens no session, and ends every one: what was
    lost may be in other hands.

    Raises NotProved, with one sentence for whatever was wrong, and Denied.
    """
    digest = recovery_digest(code.expose())
    came = proving.admit(app, tenant, "recovery", whence.address)
    decision, made = None, None
    with app.store.write(tenant) as tx:
        person = tenants.operator(tx, name) if name else None
        if person is None or not people.use_recovery(tx, person.id, digest):
            proving.count(app, tx)  # of a name that anybody can say no entry is made, and no time taken
        else:
            proving.cleared(app, tx, person, came)
            decision = _decided(app, tx, person, "login.recovery")
            row, made = invite.ticket(app, tx, person)
            if isinstance(decision, Permit):
                invite.give(tx, row)
                sessions.end_all(tx, person.id)
                tell(app, tx, CHANGED, OPERATOR, [person.id])
    return _done(decision, made, RECOVERY_WRONG, proving.WAIT)


def _used(
    app: Privet, tx: Tx, answer: Answer, site: Site, row: PasskeyRow, person: OperatorRow, of: Entered | None
) -> Made | None:
    """The passkey after this use; None unless it is theirs, right, and the first answer to a challenge of ours."""
    if answer.user not in (b"", handle(tx.tenant, person.id)) or (of is not None and person.id != of.operator):
        return None
    known = Made(row.credential, row.public_key, row.sign_count, row.synced, row.backed_up)
    try:
        used = passkey.check(answer, site, known)
    except NotProved:
        return None
    return used if spent(app, tx, USE, of.session if of else b"", answer.challenge) else None


def _entered(
    app: Privet, tx: Tx, person: OperatorRow, factor: str, whence: Whence, of: Entered | None
) -> tuple[Permit | Deny | None, Opened | None]:
    """A session, or the one there is with a new secret, where rules let them; and what the rules said."""
    if of is not None:
        return None, renewed(app, tx, of, person, factor)
    decision = _decided(app, tx, person, f"login.{factor}")
    session = opened(app, tx, person, factor, whence) if isinstance(decision, Permit) else None
    return decision, session


def _decided(app: Privet, tx: Tx, person: OperatorRow, act: str) -> Permit | Deny:
    ask = Ask(Actor("operator", person.name, frozenset(person.roles)), "account", "operation")
    return own.recorded(app, tx, ask, act, ids.shown(OPERATOR, person.id), None, 0, own_account=True)


def _refused(app: Privet, tx: Tx, person: OperatorRow | None, act: str) -> None:
    """A failure is on record: by the operator where there is one, otherwise counted."""
    if person is None:
        proving.count(app, tx)
        return
    actor = Actor("operator", person.name).id
    tx.record(entry(Entry(app.entry_id(), app.now(), act, Outcome.DENIED, actor)))


def _done(decision: Permit | Deny | None, made: Given | None, wrong: str, hint: str) -> Given:
    """What was made; or the refusal, which is committed by now."""
    if decision is not None:
        decision.require()
    if made is None:
        raise NotProved(wrong, hint=hint)
    return made
