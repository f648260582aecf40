"""Proving by passphrase and one-time code, in three parts: before hashing, hashing, after it. A step of acts.

Hashing takes a tenth of a second and 64 MiB, so whoever has many to answer does it on a thread of its own, some at a
time. Before it stands the throttle: who failed too often lately, under that name or from that address, is refused
without any hashing. Nothing that is answered, and no time taken, tells an unknown name from a wrong passphrase.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from privet.acts import own
from privet.acts.draft import index_key
from privet.app import leaked_passphrases
from privet.core import proof
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor
from privet.core.tags import wide
from privet.errors import BadInput, NotProved
from privet.store import tenants
from privet.store.tenants import OperatorRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

SHORTEST, LONGEST = 12, 1024
"""Bytes of a passphrase in UTF-8."""

MINUTE_MS = 60_000
WRONG = "the name, the passphrase or the code is wrong, or there were too many failures lately"
WAIT = "after five failures in a row there is a wait that doubles each time, up to 15 minutes"

BACK = "sso"
"""What is counted for an internet address: those who came back from the company's own log-in."""

LOGIN = b"login"
"""What the throttle's tags are for; they are in memory alone."""

_HASH = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)  # RFC 9106 §4, second recommended option
_SOMEBODY = "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$" + 43 * "A"
"""What is checked where there is no such operator, or no passphrase: the same work, and nothing matches it."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try to prove a name that need not wait: what the passphrase is held against, and the throttle's keys of it."""

    name: str
    hashed: str
    keys: tuple[bytes, bytes | None]


def hashed(app: Privet, passphrase: Plain) -> str:
    """A new passphrase as it is kept: its Argon2id hash (RFC 9106). BadInput where it is too short, long or common."""
    text = _bytes(passphrase)
    if not SHORTEST <= len(text) <= LONGEST:
        raise BadInput(f"a passphrase has at least {SHORTEST} characters", hint="several words are easy to keep")
    if proof.tried_first(passphrase.expose(), leaked_passphrases()):
        raise BadInput("this passphrase is among those that are tried first", hint="several words are easy to keep")
    return _HASH.hash(text, salt=app.chance(16))


def begin(app: Privet, tenant: TenantId, name: str, address: str = "") -> Attempt:
    """Before hashing: a try of somebody who says that name and comes from that internet address, where there is one.

    Raises NotProved, with the sentence for whatever is wrong, where there were too many failures.
    """
    with app.store.view(tenant) as view:
        row = tenants.operator(view, name) if name else None
        keys = (_key(view, "name", name), _key(view, "address", address) if address else None)
    now = app.now()
    waits = row is not None and (now < row.blocked_until or row.failures >= proof.LOCKED)
    waits = waits or app.names.waits(keys[0], now) or (keys[1] is not None and app.addresses.waits(keys[1], now))
    if waits:
        _waited(app, tenant)
        raise NotProved(WRONG, hint=WAIT)
    app.names.fail(keys[0], now)
    if keys[1] is not None:
        app.addresses.fail(keys[1], now)
    return Attempt(name, (row.passphrase_hash if row else "") or _SOMEBODY, keys)


def admit(app: Privet, tenant: TenantId, what: str, address: str) -> bytes | None:
    """One more try of something that nobody can guess, from an internet address; the key to take it back by.

    It counts by itself, not with passphrases: whoever guesses at those keeps nobody from their passkey. Raises
    NotProved where there were too many failures.
    """
    if not address:
        return None
    with app.store.view(tenant) as view:
        key = _key(view, what, address)
    if app.addresses.waits(key, app.now()):
        _waited(app, tenant)
        raise NotProved("there were too many failures lately", hint=WAIT)
    app.addresses.fail(key, app.now())
    return key


def came_in(app: Privet, view: View, what: str, address: str) -> None:
    """The last try from there, which `admit` counted, was no failure."""
    if address:
        app.addresses.take_back(_key(view, what, address), app.now())


def matches(attempt: Attempt, passphrase: Plain) -> bool:
    """Hashing: whether that is the passphrase. It needs no installation, so it may run on any thread."""
    try:
        return _HASH.verify(attempt.hashed, _bytes(passphrase)[:LONGEST])
    except VerificationError:
        return False


def finish(
    app: Privet, tx: Tx, attempt: Attempt, right: bool, code: str, *, both: bool, act: str = "prove"
) -> OperatorRow | None:
    """After hashing: the operator, once everything is right; otherwise None, and the failure is on record.

    With `both`, who has no one-time codes is nobody: a passphrase alone does not do.
    """
    row = tenants.operator(tx, attempt.name) if attempt.name else None
    if row is None or app.now() < row.blocked_until or (row.passphrase_hash or _SOMEBODY) != attempt.hashed:
        count(app, tx)
        return None
    step = _step(app, tx, row, code, both)
    if not right or step is None:
        _failed(app, tx, row, act)
        return None
    row = replace(row, totp_step=step)
    cleared(app, tx, row, attempt.keys[1])
    return row


def cleared(app: Privet, tx: Tx, row: OperatorRow, address: bytes | None) -> None:
    """They proved who they are: what failed before in their name is forgotten; what failed from there is not."""
    app.names.forget(_key(tx, "name", row.name))
    if address is not None:
        app.addresses.take_back(address, app.now())
    tenants.put_operator(tx, replace(row, failures=0, blocked_until=0), app.now())


def count(app: Privet, tx: Tx, failures: int = 1) -> None:
    """Count failures of somebody unknown; an entry says how many since the last, at most once a minute.

    The count is kept in the row of an operator whose name is empty, which nobody can have.
    """
    row = tenants.operator(tx, "") or OperatorRow(own.NOBODY, "", (), "", None, 0, 0, 0)
    row = replace(row, failures=row.failures + failures)
    if app.now() >= row.blocked_until:
        tx.record(entry(Entry(app.entry_id(), app.now(), "prove", Outcome.DENIED, "unknown", count=row.failures)))
        row = replace(row, failures=0, blocked_until=app.now() + MINUTE_MS)
    tenants.put_operator(tx, row, app.now())


def tell_waited(app: Privet, tenant: TenantId) -> None:
    """Put on record how many tries were refused without a look since that was last said."""
    failures, _ = app.waited.get(tenant, (0, 0))
    if failures:
        with app.store.write(tenant) as tx:
            count(app, tx, failures)
        app.waited[tenant] = (0, app.now())


def _waited(app: Privet, tenant: TenantId) -> None:
    """Somebody was refused without a look: counted in memory, so that a flood of them writes once a minute."""
    failures, last = app.waited.get(tenant, (0, 0))
    app.waited[tenant] = (failures + 1, last)
    if not last <= app.now() < last + MINUTE_MS:
        tell_waited(app, tenant)


def _bytes(passphrase: Plain) -> bytes:
    """The passphrase in UTF-8, NFC as RFC 8265 asks: keyboards differ in it."""
    return unicodedata.normalize("NFC", passphrase.expose()).encode("utf-8", "surrogatepass")


def _key(view: View, what: str, said: str) -> bytes:
    """The throttle's key of a name or address as it was typed, which may be anything: it is kept as a tag in memory."""
    return wide(index_key(view), LOGIN, what, said)


def _step(app: Privet, view: View, row: OperatorRow, code: str, both: bool) -> int | None:
    """The time step to remember once the code was right; the old one where none is asked for; None when it is wrong."""
    if row.totp is None:
        return None if both else row.totp_step
    secret = own.unseal_own(view, row.id, own.CODES, row.totp).decode("ascii")
    return proof.totp_step(secret, code, app.now() // 1000, row.totp_step)


def _failed(app: Privet, tx: Tx, row: OperatorRow, act: str) -> None:
    failures = row.failures + 1
    blocked = app.now() + proof.wait_s(failures) * 1000
    tenants.put_operator(tx, replace(row, failures=failures, blocked_until=blocked), app.now())
    tx.record(entry(Entry(app.entry_id(), app.now(), act, Outcome.DENIED, Actor("operator", row.name).id)))
