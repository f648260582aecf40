"""Enrol: whoever holds an invitation chooses what proves them, once: a passkey, or a passphrase together with codes.

The same link that lets somebody new in lets somebody known add a factor: after a recovery code, after a reset, or when
they asked for it themselves (`acts.factor`). Whoever enrolled is logged in, and gets recovery codes if they have none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from privet.acts import own, proving, vouch
from privet.acts.draft import index_key
from privet.acts.operator import CHANGED, OPERATOR, fitting
from privet.acts.session import Opened, Whence, opened
from privet.acts.telling import tell
from privet.core import challenge, ids, passkey, proof
from privet.core.message import TenantId
from privet.core.passkey import Site
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Permit
from privet.errors import BadInput, NotProved
from privet.store import people, sessions, tenants
from privet.store.people import InvitationRow, PasskeyRow
from privet.store.tenants import OperatorRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

PASSKEY = "psk"
"""The prefix of a passkey's id."""

USE = "enrol"
WRONG = "the link is not valid, was used, or has ended"
HINT = "ask whoever sent it for a new one"
RECOVERY_CODES = 8
MOST_PASSKEYS = 20
LONGEST_LABEL = 64


@dataclass(frozen=True, slots=True)
class Offer:
    """What an invitation offers: for whom, until when (ms), what to ask the browser for a passkey, and the address for
    an authenticator app, which holds its secret.
    """

    name: str
    roles: tuple[str, ...]
    expires: int
    passkey: dict[str, Any]
    codes: Plain


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Somebody who enrolled, logged in. `recovery` are codes to be shown once; none where they have some."""

    session: Opened
    recovery: tuple[Plain, ...]


NOBODY = Enrolled(Opened(b"", "", Plain(""), None, 0), ())
"""Stands where a refusal lets nobody in."""


def offer(app: Privet, tenant: TenantId, digest: bytes, site: Site) -> Offer:
    """What the invitation whose secret has this digest offers. Nothing is used up. Raises NotProved."""
    with app.store.view(tenant) as view:
        row = _invitation(app, view, digest)
        key = challenge.key(index_key(view))
        asked = challenge.make(key, USE, row.id, app.now(), app.chance(challenge.RANDOM))
        have = [one.credential for one in people.passkeys(view, row.operator)] if row.operator else []
        user = handle(tenant, row.operator or row.id)
        codes = own.unseal_own(view, row.id, own.CODES, row.codes).decode("ascii")
        return Offer(
            row.name, row.roles, row.expires, passkey.creation(site, user, row.name, asked, have),
            Plain(proof.totp_uri(codes, row.name)),
        )  # fmt: skip


def with_passkey(
    app: Privet, tenant: TenantId, digest: bytes, text: str, site: Site, whence: Whence, label: str = ""
) -> Enrolled:
    """Enrol by the passkey that the browser made, as JSON. Raises NotProved, BadInput, Denied."""
    asked, made = passkey.made(text, site)
    if made.synced and not app.config.login.synced_passkeys:
        raise BadInput(
            "this passkey is copied between devices, which is not wanted here", hint="use a security key or this device"
        )
    with app.store.write(tenant) as tx:
        row = _invitation(app, tx, digest)
        if not spent(app, tx, USE, row.id, asked):
            raise NotProved(passkey.WRONG, hint=passkey.HINT)
        if people.passkey(tx, made.credential) is not None:
            raise BadInput("this passkey is enrolled already", hint="log in with it")
        person = _person(app, tx, row)
        if len(people.passkeys(tx, person.id)) >= MOST_PASSKEYS:
            raise BadInput(f"nobody has more than {MOST_PASSKEYS} passkeys", hint="remove one first")
        now = app.now()
        kept = PasskeyRow(
            person.id, app.id(), made.credential, made.public_key, made.sign_count, made.synced, made.backed_up,
            label[:LONGEST_LABEL], now, now,
        )  # fmt: skip
        decision, enrolled = _enrolled(app, tx, row, person, whence, "passkey", kept)
    decision.require()
    return enrolled


def with_codes(app: Privet, tenant: TenantId, digest: bytes, hashed: str, code: str, whence: Whence) -> Enrolled:
    """Enrol by a passphrase, given as `acts.proving.hashed` made it, and the first code of an authenticator app.

    Raises NotProved where the link or the code is wrong; the link can be tried again with another code. Raises Denied.
    """
    with app.store.write(tenant) as tx:
        row = _invitation(app, tx, digest)
        codes = own.unseal_own(tx, row.id, own.CODES, row.codes)
        step = proof.totp_step(codes.decode("ascii"), code, app.now() // 1000, None)
        if step is None:
            raise NotProved("the code is wrong", hint="scan the picture again; the telephone's clock must be right")
        person = _person(app, tx, row)
        sealed = own.seal_own(app, tx, person.id, own.CODES, codes)
        person = replace(person, passphrase_hash=hashed, totp=sealed, totp_step=step)
        decision, enrolled = _enrolled(app, tx, row, person, whence, "codes")
    decision.require()
    return enrolled


def with_sso(app: Privet, tenant: TenantId, digest: bytes, sso: bytes, whence: Whence) -> Enrolled:
    """Enrol by who somebody is at the company's own log-in, which `acts.sso` checked: `sso` is its digest."""
    with app.store.write(tenant) as tx:
        row = _invitation(app, tx, digest)
        if tenants.operator_by_sso(tx, sso) is not None:
            raise BadInput("somebody enrolled by this log-in already", hint="log in by it")
        proving.came_in(app, tx, proving.BACK, whence.address)
        person = replace(_person(app, tx, row), sso=sso)
        decision, enrolled = _enrolled(app, tx, row, person, whence, "sso")
    decision.require()
    return enrolled


def spent(app: Privet, tx: Tx, use: str, bound: bytes, asked: bytes) -> bool:
    """Whether that is a challenge of ours for this use, answered for the first time; from here on it was answered."""
    end = challenge.ends(challenge.key(index_key(tx)), use, bound, asked, app.now())
    return end is not None and sessions.spend(tx, sha256(asked).digest(), end, app.now())


def handle(tenant: TenantId, operator: bytes) -> bytes:
    """How a passkey names its person (WebAuthn's user handle): number of the tenant in 4 bytes, id of the operator."""
    return tenant.to_bytes(4, "big") + operator


def recovery_codes(app: Privet, tx: Tx, operator: bytes) -> tuple[Plain, ...]:
    """New recovery codes in place of those there were: each 128 random bits, kept as its SHA-256."""
    drawn = [ids.letters(app.chance(16)) for _ in range(RECOVERY_CODES)]
    people.set_recovery(tx, operator, [recovery_digest(one) for one in drawn], app.now())
    return tuple(Plain("-".join(one[at : at + 5] for at in range(0, 26, 5))) for one in drawn)


def recovery_digest(typed: str) -> bytes:
    """What is kept of a recovery code, however it was typed: without hyphens and spaces, in lower case."""
    return sha256("".join(typed.lower().replace("-", "").split()).encode("utf-8", "surrogatepass")).digest()


def _invitation(app: Privet, view: View, digest: bytes) -> InvitationRow:
    """The invitation, if it can be used. Raises NotProved, with one sentence whatever is wrong."""
    row = people.invitation(view, digest)
    if row is None or not row.live(app.now()):
        raise NotProved(WRONG, hint=HINT)
    return row


def _person(app: Privet, tx: Tx, row: InvitationRow) -> OperatorRow:
    """The operator whom a link is for: the one there is, or the new one, whose id is the invitation's."""
    if row.operator is not None:
        person = tenants.operator_by_id(tx, row.operator)
        if person is None:
            raise NotProved(WRONG, hint=HINT)
        return replace(person, failures=0, blocked_until=0)
    if tenants.operator(tx, row.name):
        raise BadInput("there is an operator of that name", hint=HINT)
    fitting(app.rules_in(tx).policy, row.name, row.roles)
    return OperatorRow(row.id, row.name, row.roles, "", None, 0, 0, 0)


def _enrolled(
    app: Privet,
    tx: Tx,
    row: InvitationRow,
    person: OperatorRow,
    whence: Whence,
    factor: str,
    kept: PasskeyRow | None = None,
) -> tuple[Permit | Deny, Enrolled]:
    """Decide and record; where it is allowed, write what proves them, use the link up, and log them in."""
    ask = Ask(Actor("operator", person.name, frozenset(person.roles)), "factor", "operation")
    thing = ids.shown(OPERATOR, person.id)
    kept_back = row.operator is None and vouch.kept_back(app, tx, person.roles)
    decision = own.recorded(app, tx, ask, f"enrol.{factor}", thing, None, 0, own_account=True, unvouched=kept_back)
    if not isinstance(decision, Permit):
        return decision, NOBODY
    people.use_invitation(tx, row.id, app.now())
    tenants.put_operator(tx, person, app.now())
    if kept is not None:
        people.put_passkey(tx, kept)
    codes = () if people.recovery(tx, person.id) else recovery_codes(app, tx, person.id)
    tell(app, tx, CHANGED, OPERATOR, [person.id])
    return decision, Enrolled(opened(app, tx, person, factor, whence), codes)
