"""Session: who is logged in is asked at each request; a session is listed, ended, and gets a new secret at each proof.

Nothing is remembered between two requests: an operator who was removed, whose roles changed or whose session was ended
is refused, or has those roles, from the next request on, in every process.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import own
from privet.acts.allowed import company
from privet.acts.noting import Said, scanned
from privet.acts.operator import NAMED, NO_SUCH, OPERATOR, own_account
from privet.acts.telling import tell
from privet.core import ids, secret
from privet.core import session as core
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Permit
from privet.errors import NotFound, NotProved
from privet.store import people, sessions, tenants
from privet.store.sessions import SessionRow
from privet.store.tenants import OperatorRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

SESSION = "ses"
"""The prefix of a session's id."""

LONG_AGO = "sso"
"""What opens a session without a proof of now: the company's log-in may have asked hours ago. It is sent there to ask
again, where rules want a fresh one.
"""

NEW_DEVICE = "login.new-device"
OVER = "you are not logged in, or your session has ended"
HINT = "log in again"


@dataclass(frozen=True, slots=True)
class Whence:
    """Where somebody logs in from: an internet address for the throttle, which is not kept; the secret by which their
    browser is known, if it has one; what the browser is called.
    """

    address: str = ""
    device: str = ""
    label: str = core.UNKNOWN


@dataclass(frozen=True, slots=True)
class Opened:
    """A session just opened or proved anew. `secret` goes to the browser; `device` where it was not known yet."""

    id: bytes
    name: str
    secret: Plain
    device: Plain | None
    seconds: int


@dataclass(frozen=True, slots=True)
class Entered:
    """Who comes with a session: what acts take as `actor` and `factor_age_s`, and which session it is."""

    actor: Actor
    factor_age_s: int
    session: bytes
    operator: bytes
    factor: str


@dataclass(frozen=True, slots=True)
class Session:
    """A session as a list shows one. Times are ms; `here` marks the one that asks."""

    id: str
    name: str
    factor: str
    label: str
    created: int
    seen: int
    here: bool


@dataclass(frozen=True, slots=True)
class Device:
    """A browser that an operator logged in from: when it was first and last seen, in ms."""

    created: int
    seen: int


def enter(app: Privet, tenant: TenantId, digest: bytes, *, quiet: bool = False) -> Entered:
    """Whoever's session has a secret of this digest. Raises NotProved, with one sentence whatever was wrong.

    What a page asks for by itself is `quiet`: a session lies idle while nobody does anything in its pages.
    """
    now = app.now()
    try:
        with app.store.view(tenant) as view:
            row = sessions.by_digest(view, digest)
            person = None if row is None else tenants.operator_by_id(view, row.operator)
    except NotFound:  # no such tenant
        raise NotProved(OVER, hint=HINT) from None
    if row is None or person is None or core.ended(_times(row), limits(app), now):
        raise NotProved(OVER, hint=HINT)
    if not quiet and now - row.seen >= core.SEEN_MS:
        with app.store.write(tenant) as tx:
            sessions.seen(tx, row.id, now)
    actor = Actor("operator", person.name, frozenset(person.roles))
    return Entered(actor, core.factor_age_s(_times(row), now), row.id, person.id, row.factor)


def opened(app: Privet, tx: Tx, person: OperatorRow, factor: str, whence: Whence) -> Opened:
    """A new session for somebody who just proved who they are. That is decided, and on record, before."""
    now = app.now()
    bound = limits(app)
    sessions.forget(tx, now - bound.idle, now - bound.whole)
    drawn = secret.text(secret.SESSION, tx.tenant, app.chance(secret.SIZE))
    proved = 0 if factor == LONG_AGO else now
    row = SessionRow(app.id(), secret.digest(drawn.expose()), person.id, factor, whence.label, now, now, proved)
    sessions.put(tx, row)
    known = secret.read(secret.DEVICE, whence.device)
    device = None if known else secret.text(secret.DEVICE, tx.tenant, app.chance(secret.SIZE))
    met = known[1] if known else secret.digest(device.expose() if device else "")
    first = not sessions.devices(tx, person.id)
    if not sessions.meet(tx, person.id, met, now) and not first:
        _record(app, tx, person, NEW_DEVICE, row.id)
        tell(app, tx, NEW_DEVICE, OPERATOR, [person.id])
    return Opened(row.id, person.name, drawn, device, bound.whole // 1000)


def renewed(app: Privet, tx: Tx, entered: Entered, person: OperatorRow, factor: str) -> Opened | None:
    """The session with a new secret and a proof of now; None where it ended meanwhile. The old secret opens nothing."""
    row = next((one for one in sessions.of(tx, person.id) if one.id == entered.session), None)
    if row is None or core.ended(_times(row), limits(app), app.now()):
        return None
    drawn = secret.text(secret.SESSION, tx.tenant, app.chance(secret.SIZE))
    now = app.now()
    sessions.put(tx, replace(row, digest=secret.digest(drawn.expose()), factor=factor, seen=now, proved=now))
    _record(app, tx, person, f"prove.{factor}", row.id)
    return Opened(row.id, person.name, drawn, None, max(0, row.created + limits(app).whole - now) // 1000)


def mine(app: Privet, tenant: TenantId, entered: Entered) -> list[Session]:
    """One's own sessions, oldest first."""
    with app.store.view(tenant) as view:
        return _shown(app, view, sessions.of(view, entered.operator), entered.session)


def devices(app: Privet, tenant: TenantId, entered: Entered) -> list[Device]:
    """The browsers that one came from, newest first: what is new there and not one's own is a reason to act."""
    with app.store.view(tenant) as view:
        return [Device(*one) for one in sessions.devices(view, entered.operator)]


def everyone(app: Privet, tenant: TenantId, actor: Actor) -> list[Session]:
    """Every session there is, oldest first. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        return _shown(app, view, sessions.every(view), b"")


def end(
    app: Privet,
    tenant: TenantId,
    session: str,
    actor: Actor,
    *,
    reason: Plain | None = None,
    factor_age_s: int | None = None,
) -> None:
    """End a session: one's own as everybody may, another's as whoever looks after people may. Links by which its person
    would add what proves them end too: somebody else in the session may have made them.
    """
    raw = ids.read(SESSION, session)
    said = scanned(app, tenant, reason or Plain(""))
    with app.store.write(tenant) as tx:
        row = next((one for one in sessions.every(tx) if one.id == raw), None)
        person = None if row is None else tenants.operator_by_id(tx, row.operator)
        if row is None or person is None:
            raise NotFound("there is no such session", hint="it may have ended by itself")
        decision = _ending(app, tx, person, actor, said, factor_age_s)
        if isinstance(decision, Permit):
            sessions.end(tx, raw)
            people.withdraw_own(tx, person.id, Actor("operator", person.name).id)
    decision.require()


def end_all(
    app: Privet,
    tenant: TenantId,
    name: str,
    actor: Actor,
    *,
    reason: Plain | None = None,
    factor_age_s: int | None = None,
    but: bytes = b"",
) -> int:
    """End every session of an operator, but for the one with the id `but`; how many there were."""
    said = scanned(app, tenant, reason or Plain(""))
    with app.store.write(tenant) as tx:
        person = tenants.operator(tx, name) if name else None
        decision, count = _ending(app, tx, person, actor, said, factor_age_s), 0
        if isinstance(decision, Permit):
            if person is None:
                raise NotFound(NO_SUCH, hint=NAMED)
            count = sessions.end_all(tx, person.id, but)
            people.withdraw_own(tx, person.id, Actor("operator", person.name).id)
    decision.require()
    return count


def limits(app: Privet) -> core.Limits:
    """How long sessions last, by the settings."""
    return core.Limits(app.config.login.idle_minutes * 60_000, app.config.login.session_hours * 3_600_000)


def _ending(
    app: Privet, tx: Tx, person: OperatorRow | None, actor: Actor, said: Said | None, factor_age_s: int | None
) -> Permit | Deny:
    own_one = person is not None and own_account(actor, person.name)
    ask = Ask(actor, "account" if own_one else "operator", "operation")
    thing = ids.shown(OPERATOR, person.id) if person else None
    return own.recorded(app, tx, ask, "session.end", thing, said, factor_age_s, own_account=own_one)


def _record(app: Privet, tx: Tx, person: OperatorRow, act: str, session: bytes) -> None:
    actor = Actor("operator", person.name).id
    tx.record(entry(Entry(app.entry_id(), app.now(), act, Outcome.DONE, actor, ids.shown(SESSION, session))))


def _shown(app: Privet, view: View, rows: list[SessionRow], here: bytes) -> list[Session]:
    names = {one.id: one.name for one in tenants.operators(view)}
    bound, now = limits(app), app.now()
    return [
        Session(
            ids.shown(SESSION, one.id), names[one.operator], one.factor, one.label, one.created, one.seen,
            one.id == here,
        )
        for one in rows
        if one.operator in names and not core.ended(_times(one), bound, now)
    ]  # fmt: skip


def _times(row: SessionRow) -> core.Times:
    return core.Times(row.created, row.seen, row.proved)
