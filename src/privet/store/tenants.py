"""Tenants, their policies and their operators."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.core.message import TenantId
from privet.errors import NotFound

if TYPE_CHECKING:
    from privet.store.db import Store
    from privet.store.view import Tx, View


@dataclass(frozen=True, slots=True)
class Tenant:
    """One company: its number, its name, the ledger's origin line and its two long-lived keys."""

    id: TenantId
    name: str
    origin: str
    index_slot: int
    ledger_slot: int


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One version of a tenant's policy: `proposed`, `adopted` or `replaced`; `files` maps names to texts."""

    version: int
    state: str
    digest: bytes
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class OperatorRow:
    """A named person who may act after proving who they are. Times are milliseconds, `totp` is sealed.

    An empty `passphrase_hash` means that no passphrase was chosen; `sso` is the digest of who they are at the company's
    own log-in, where they come in by it.
    """

    id: bytes
    name: str
    roles: tuple[str, ...]
    passphrase_hash: str
    totp: bytes | None
    totp_step: int
    failures: int
    blocked_until: int
    sso: bytes | None = None


def every(store: Store) -> list[Tenant]:
    """All tenants, by number."""
    rows = store.data.execute("SELECT tenant, name, origin, index_slot, ledger_slot FROM tenant ORDER BY tenant")
    return [Tenant(TenantId(row[0]), *row[1:]) for row in rows]


def add(store: Store, tenant: Tenant, at: int) -> None:
    """A new tenant. The caller holds the write lock."""
    store.data.execute(
        "INSERT INTO tenant (tenant, name, origin, index_slot, ledger_slot, created, size, changes) "
        "VALUES (?, ?, ?, ?, ?, ?, 0, 0)",
        (tenant.id, tenant.name, tenant.origin, tenant.index_slot, tenant.ledger_slot, at),
    )


def of(view: View) -> Tenant:
    """The tenant of a view."""
    row = view.row("SELECT tenant, name, origin, index_slot, ledger_slot FROM tenant WHERE tenant = ?", (view.tenant,))
    if row is None:
        raise NotFound("there is no such tenant")
    return Tenant(TenantId(row[0]), *row[1:])


def slots(view: View) -> tuple[int, int]:
    """Slots of the tenant's two long-lived keys: of the index, and of the ledger's signatures."""
    row = view.row("SELECT index_slot, ledger_slot FROM tenant WHERE tenant = ?", (view.tenant,))
    return (row[0], row[1]) if row else (0, 0)


def policy(view: View, state: str = "adopted", version: int | None = None) -> PolicyRow | None:
    """The newest policy in `state`, or the one of `version` whatever its state."""
    row = view.row(
        "SELECT version, state, digest, files FROM policy WHERE tenant = ? AND "
        "CASE WHEN ? IS NULL THEN state = ? ELSE version = ? END ORDER BY version DESC LIMIT 1",
        (view.tenant, version, state, version),
    )
    return PolicyRow(row[0], row[1], bytes(row[2]), json.loads(row[3])) if row else None


def policy_versions(view: View) -> list[tuple[int, str, int, bytes]]:
    """(version, state, when, digest) of every policy there was, ascending."""
    rows = view.rows("SELECT version, state, at, digest FROM policy WHERE tenant = ? ORDER BY version", (view.tenant,))
    return [(row[0], row[1], row[2], bytes(row[3])) for row in rows]


def put_policy(tx: Tx, row: PolicyRow, at: int) -> None:
    """Write a version; adopting one replaces the one before, and every process reads it anew."""
    if row.state == "adopted":
        tx.run("UPDATE policy SET state = 'replaced' WHERE tenant = ? AND state = 'adopted'", (tx.tenant,))
        tx.run("UPDATE tenant SET changes = changes + 1 WHERE tenant = ?", (tx.tenant,))
    tx.run(
        "INSERT OR REPLACE INTO policy (tenant, version, state, digest, files, at) VALUES (?, ?, ?, ?, ?, ?)",
        (tx.tenant, row.version, row.state, row.digest, json.dumps(row.files, sort_keys=True), at),
    )


_OPERATOR = "operator, name, roles, passphrase_hash, totp, totp_step, failures, blocked_until, sso"


def operators(view: View) -> list[OperatorRow]:
    """Every operator, by name. The row without a name counts failures of whoever is unknown; it is left out."""
    rows = view.rows(
        f"SELECT {_OPERATOR} FROM operator WHERE tenant = ? AND name != '' ORDER BY name",  # noqa: S608
        (view.tenant,),
    )
    return [_operator(row) for row in rows]


def operator(view: View, name: str) -> OperatorRow | None:
    """The operator of that name; names are ASCII, and whatever else somebody typed is nobody's."""
    if not name.isascii():
        return None
    row = view.row(f"SELECT {_OPERATOR} FROM operator WHERE tenant = ? AND name = ?", (view.tenant, name))  # noqa: S608
    return _operator(row) if row else None


def operator_by_id(view: View, id: bytes) -> OperatorRow | None:
    """The operator with that id."""
    row = view.row(f"SELECT {_OPERATOR} FROM operator WHERE tenant = ? AND operator = ?", (view.tenant, id))  # noqa: S608
    return _operator(row) if row else None


def operator_by_sso(view: View, digest: bytes) -> OperatorRow | None:
    """The operator who is this one at the company's own log-in."""
    row = view.row(f"SELECT {_OPERATOR} FROM operator WHERE tenant = ? AND sso = ?", (view.tenant, digest))  # noqa: S608
    return _operator(row) if row else None


def put_operator(tx: Tx, row: OperatorRow, at: int) -> None:
    """Add an operator, or write anew what is known of one."""
    tx.run(
        "INSERT INTO operator (tenant, operator, name, roles, passphrase_hash, totp, totp_step, failures, "
        "blocked_until, sso, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (tenant, operator) DO UPDATE SET "
        "roles = excluded.roles, passphrase_hash = excluded.passphrase_hash, totp = excluded.totp, "
        "totp_step = excluded.totp_step, failures = excluded.failures, blocked_until = excluded.blocked_until, "
        "sso = excluded.sso",
        (
            tx.tenant,
            row.id,
            row.name,
            " ".join(row.roles),
            row.passphrase_hash,
            row.totp,
            row.totp_step,
            row.failures,
            row.blocked_until,
            row.sso,
            at,
        ),
    )


def remove_operator(tx: Tx, id: bytes) -> None:
    """Remove an operator."""
    tx.run("DELETE FROM operator WHERE tenant = ? AND operator = ?", (tx.tenant, id))


def _operator(row: tuple[object, ...]) -> OperatorRow:
    number, name, roles, hashed, totp, *counts = row
    return OperatorRow(number, name, tuple(str(roles).split()), hashed, totp, *counts)  # type: ignore[arg-type]
