"""What proves a person (passkeys, recovery codes) and who is invited. Secrets stand here as digests or sealed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from privet.store.view import Tx, View


@dataclass(frozen=True, slots=True)
class PasskeyRow:
    """A passkey of an operator: its credential id, its public key (COSE), and how it was last used. Times are ms."""

    operator: bytes
    id: bytes
    credential: bytes
    public_key: bytes
    sign_count: int
    synced: bool
    backed_up: bool
    label: str
    created: int
    used: int


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """A link that lets somebody enrol once: as a new operator of that name, or with `operator` a further factor for
    that one. `codes` is the sealed secret that an authenticator app would get. `actor` made it. Times are ms.
    """

    id: bytes
    digest: bytes
    operator: bytes | None
    name: str
    roles: tuple[str, ...]
    codes: bytes
    actor: str
    created: int
    expires: int
    used: int | None

    def live(self, at: int) -> bool:
        """Whether it can still be used at a time."""
        return self.used is None and at < self.expires


_PASSKEY = "operator, passkey, credential, public_key, sign_count, synced, backed_up, label, created, used"
_INVITATION = "invitation, digest, operator, name, roles, codes, actor, created, expires, used"


def passkeys(view: View, operator: bytes) -> list[PasskeyRow]:
    """The passkeys of an operator, oldest first."""
    rows = view.rows(
        f"SELECT {_PASSKEY} FROM passkey WHERE tenant = ? AND operator = ? ORDER BY passkey",  # noqa: S608
        (view.tenant, operator),
    )
    return [_passkey(row) for row in rows]


def passkey(view: View, credential: bytes) -> PasskeyRow | None:
    """The passkey with that credential id."""
    row = view.row(
        f"SELECT {_PASSKEY} FROM passkey WHERE tenant = ? AND credential = ?",  # noqa: S608
        (view.tenant, credential),
    )
    return _passkey(row) if row else None


def put_passkey(tx: Tx, row: PasskeyRow) -> None:
    """Add a passkey, or write anew how it was used."""
    tx.run(
        f"INSERT OR REPLACE INTO passkey (tenant, {_PASSKEY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            tx.tenant, row.operator, row.id, row.credential, row.public_key, row.sign_count, int(row.synced),
            int(row.backed_up), row.label, row.created, row.used,
        ),
    )  # fmt: skip


def remove_passkey(tx: Tx, operator: bytes, id: bytes) -> None:
    """Remove one."""
    tx.run("DELETE FROM passkey WHERE tenant = ? AND operator = ? AND passkey = ?", (tx.tenant, operator, id))


def set_recovery(tx: Tx, operator: bytes, digests: list[bytes], at: int) -> None:
    """These recovery codes, in place of those there were."""
    tx.run("DELETE FROM recovery_code WHERE tenant = ? AND operator = ?", (tx.tenant, operator))
    tx.many(
        "INSERT INTO recovery_code (tenant, operator, digest, created) VALUES (?, ?, ?, ?)",
        [(tx.tenant, operator, digest, at) for digest in digests],
    )


def recovery(view: View, operator: bytes) -> int:
    """How many recovery codes an operator has left."""
    row = view.row("SELECT count(*) FROM recovery_code WHERE tenant = ? AND operator = ?", (view.tenant, operator))
    return int(row[0]) if row else 0


def use_recovery(tx: Tx, operator: bytes, digest: bytes) -> bool:
    """Take a recovery code away; whether it was there."""
    found = tx.run(
        "DELETE FROM recovery_code WHERE tenant = ? AND operator = ? AND digest = ?", (tx.tenant, operator, digest)
    )
    return found == 1


def invitations(view: View) -> list[InvitationRow]:
    """Every invitation that was not used, oldest first, those that have ended among them."""
    rows = view.rows(
        f"SELECT {_INVITATION} FROM invitation WHERE tenant = ? AND used IS NULL ORDER BY invitation",  # noqa: S608
        (view.tenant,),
    )
    return [_invitation(row) for row in rows]


def invitation(view: View, digest: bytes) -> InvitationRow | None:
    """The invitation whose secret has this digest, whatever its state."""
    row = view.row(
        f"SELECT {_INVITATION} FROM invitation WHERE tenant = ? AND digest = ?",  # noqa: S608
        (view.tenant, digest),
    )
    return _invitation(row) if row else None


def add_invitation(tx: Tx, row: InvitationRow) -> None:
    """A new invitation."""
    tx.run(
        f"INSERT INTO invitation (tenant, {_INVITATION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            tx.tenant, row.id, row.digest, row.operator, row.name, " ".join(row.roles), row.codes, row.actor,
            row.created, row.expires, row.used,
        ),
    )  # fmt: skip


def use_invitation(tx: Tx, id: bytes, at: int) -> None:
    """From here on nobody enrols by it."""
    tx.run("UPDATE invitation SET used = ? WHERE tenant = ? AND invitation = ?", (at, tx.tenant, id))


def withdraw(tx: Tx, name: str) -> int:
    """Remove every invitation in a name, used ones too; how many there were."""
    return tx.run("DELETE FROM invitation WHERE tenant = ? AND name = ?", (tx.tenant, name))


def withdraw_by(tx: Tx, actor: str) -> int:
    """Remove every invitation that an actor made, for others or for themselves; how many there were."""
    return tx.run("DELETE FROM invitation WHERE tenant = ? AND actor = ?", (tx.tenant, actor))


def withdraw_own(tx: Tx, operator: bytes, actor: str) -> int:
    """Remove what an operator made for themselves, to add what proves them; how many there were."""
    return tx.run(
        "DELETE FROM invitation WHERE tenant = ? AND operator = ? AND actor = ?", (tx.tenant, operator, actor)
    )


def forget_invitations(tx: Tx, before: int) -> None:
    """Remove those that ended before a time."""
    tx.run("DELETE FROM invitation WHERE tenant = ? AND expires < ?", (tx.tenant, before))


def leave(tx: Tx, operator: bytes) -> None:
    """Remove everything that proves an operator."""
    tx.run("DELETE FROM passkey WHERE tenant = ? AND operator = ?", (tx.tenant, operator))
    tx.run("DELETE FROM recovery_code WHERE tenant = ? AND operator = ?", (tx.tenant, operator))


def _passkey(row: tuple[Any, ...]) -> PasskeyRow:
    operator, id, credential, public_key, count, synced, backed_up, *rest = row
    return PasskeyRow(operator, id, credential, public_key, count, bool(synced), bool(backed_up), *rest)


def _invitation(row: tuple[Any, ...]) -> InvitationRow:
    id, digest, operator, name, roles, *rest = row
    return InvitationRow(id, digest, operator, name, tuple(str(roles).split()), *rest)
