"""Operator: a named person is added or removed, and proves who they are.

A passphrase is kept as its Argon2id hash, the secret behind one-time codes sealed. A failed proof of an operator is on
the ledger; failures of whoever is unknown, or has to wait, are only counted: one entry a minute at most (design §3.5).
Nothing that is answered, and no time taken, tells an unknown name from a wrong passphrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from privet.acts import own
from privet.acts.allowed import allowed
from privet.acts.noting import scanned
from privet.core import ids, proof
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Permit
from privet.errors import BadInput, NotFound, NotProved
from privet.store import tenants
from privet.store.tenants import OperatorRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx

NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")
OPERATOR = "opr"
"""The prefix of an operator's id in the ledger."""

SHORTEST, LONGEST = 12, 1024
"""Bytes of a passphrase in UTF-8."""

MINUTE_MS = 60_000
WRONG = "the name, the passphrase or the code is wrong, or there were too many failures lately"
WAIT = "after five failures in a row there is a wait that doubles each time, up to 15 minutes"

_HASH = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)  # RFC 9106 §4, second recommended option
_SOMEBODY = "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$" + 43 * "A"
"""What is checked when there is no such operator: the same work, and nothing matches it."""


@dataclass(frozen=True, slots=True)
class Added:
    """A new operator; `codes` is the otpauth:// address for the authenticator app, to be shown once."""

    name: str
    roles: tuple[str, ...]
    codes: Plain | None


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator as a list shows one."""

    name: str
    roles: tuple[str, ...]
    codes: bool
    failures: int


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
    _fits(app, tenant, name, roles)
    secret_text = _bytes(passphrase)
    if not SHORTEST <= len(secret_text) <= LONGEST:
        raise BadInput(f"a passphrase has at least {SHORTEST} characters", hint="several words are easy to keep")
    hashed = _HASH.hash(secret_text, salt=app.chance(16))
    secret = proof.totp_secret(app.chance(20)) if codes else None
    row = OperatorRow(app.id(), name, tuple(dict.fromkeys(roles)), hashed, None, 0, 0, 0)
    with app.store.write(tenant) as tx:
        if tenants.operator(tx, name):
            raise BadInput("there is an operator of that name", hint="choose another name, or remove that one first")
        decision = own.recorded(
            app, tx, Ask(actor, "operator", "operation"), "operator", ids.shown(OPERATOR, row.id), said, factor_age_s
        )
        if isinstance(decision, Permit):
            if secret:
                row = replace(row, totp=own.seal_own(app, tx, row.id, own.CODES, secret.encode("ascii")))
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
    """Remove an operator: from here on nobody proves to be that one. What they did stays on the ledger."""
    said = scanned(app, tenant, reason or Plain(""))
    with app.store.write(tenant) as tx:
        row = tenants.operator(tx, name) if name else None
        if row is None:
            raise NotFound("there is no such operator", hint="`privet operator list` names them")
        decision = own.recorded(
            app,
            tx,
            Ask(actor, "operator", "operation"),
            "operator.remove",
            ids.shown(OPERATOR, row.id),
            said,
            factor_age_s,
        )
        if isinstance(decision, Permit):
            tenants.remove_operator(tx, row.id)
    decision.require()


def everyone(app: Privet, tenant: TenantId, actor: Actor) -> list[Operator]:
    """Every operator, by name, without anything that proves one."""
    with allowed(app, tenant, Ask(actor, "read", "operation")) as view:
        return [Operator(row.name, row.roles, row.totp is not None, row.failures) for row in tenants.operators(view)]


def prove(app: Privet, tenant: TenantId, name: str, passphrase: Plain, code: str = "") -> Actor:
    """The operator of that name, proved just now by passphrase and, where one is asked for, one-time code.

    Raises NotProved, with one sentence for whatever was wrong.
    """
    with app.store.view(tenant) as view:
        seen = tenants.operator(view, name) if name else None
    right = _matches(seen.passphrase_hash if seen else _SOMEBODY, passphrase)
    with app.store.write(tenant) as tx:
        row = tenants.operator(tx, name) if name else None
        if seen is None or row is None or row.passphrase_hash != seen.passphrase_hash or app.now() < row.blocked_until:
            _count(app, tx)
            proved = None
        else:
            step = _step(app, tx, row, code)
            proved = Actor("operator", name, frozenset(row.roles)) if right and step is not None else None
            if proved is None or step is None:
                _failed(app, tx, row)
            else:
                tenants.put_operator(tx, replace(row, totp_step=step, failures=0, blocked_until=0), app.now())
    if proved is None:
        raise NotProved(WRONG, hint=WAIT)
    return proved


def generate_passphrase(chance: Callable[[int], bytes]) -> Plain:
    """A new passphrase of five groups of five letters and digits: 125 bits."""
    drawn = ids.letters(chance(16))
    return Plain("-".join(drawn[at : at + 5] for at in range(0, 25, 5)))


def _fits(app: Privet, tenant: TenantId, name: str, roles: Sequence[str]) -> None:
    if not NAME.fullmatch(name):
        raise BadInput("an operator's name has a-z, 0-9, '_', '.' and '-', at most 40 of them", hint="for example: ann")
    known = app.rules_of(tenant).policy.roles
    if not roles or not set(roles) <= known.keys():
        raise BadInput("an operator has one or more roles of the policy", hint=f"there are: {', '.join(known)}")


def _bytes(passphrase: Plain) -> bytes:
    """The passphrase in UTF-8, NFC as RFC 8265 asks: keyboards differ in it."""
    return unicodedata.normalize("NFC", passphrase.expose()).encode("utf-8", "surrogatepass")


def _matches(hashed: str, passphrase: Plain) -> bool:
    try:
        return _HASH.verify(hashed, _bytes(passphrase)[:LONGEST])
    except VerificationError:
        return False


def _step(app: Privet, tx: Tx, row: OperatorRow, code: str) -> int | None:
    """The time step to remember once the code was right; the old one where none is asked for; None when it is wrong."""
    if row.totp is None:
        return row.totp_step
    secret = own.unseal_own(tx, row.id, own.CODES, row.totp).decode("ascii")
    return proof.totp_step(secret, code, app.now() // 1000, row.totp_step)


def _failed(app: Privet, tx: Tx, row: OperatorRow) -> None:
    failures = row.failures + 1
    blocked = app.now() + proof.wait_s(failures) * 1000
    tenants.put_operator(tx, replace(row, failures=failures, blocked_until=blocked), app.now())
    tx.record(entry(Entry(app.entry_id(), app.now(), "prove", Outcome.DENIED, Actor("operator", row.name).id)))


def _count(app: Privet, tx: Tx) -> None:
    """Count a failure of somebody unknown; an entry says how many since the last, at most once a minute.

    The count is kept in the row of an operator whose name is empty, which nobody can have.
    """
    row = tenants.operator(tx, "") or OperatorRow(own.NOBODY, "", (), "", None, 0, 0, 0)
    row = replace(row, failures=row.failures + 1)
    if app.now() >= row.blocked_until:
        tx.record(entry(Entry(app.entry_id(), app.now(), "prove", Outcome.DENIED, "unknown", count=row.failures)))
        row = replace(row, failures=0, blocked_until=app.now() + MINUTE_MS)
    tenants.put_operator(tx, row, app.now())
