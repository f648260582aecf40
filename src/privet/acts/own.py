"""What is the company's own and no customer's: a change of its rules, operators, keys or hooks, decided and on record;
the reason of such a change, and the secret behind an operator's one-time codes, sealed. A step of acts.

Such a text has no subject whose key could seal it. It is sealed under a key derived from the tenant's index key, one a
record, so it is readable as long as the tenant is there and the ledger's commitment to it can be shown to hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from privet.acts.draft import index_key
from privet.core import ids, seal
from privet.core.entry import Entry, Outcome, commitment
from privet.core.entry import encode as entry
from privet.core.policy import Ask, Deny, Facts, Permit, decide
from privet.core.unseal import unseal
from privet.store import messages, tenants

if TYPE_CHECKING:
    from privet.acts.noting import Said
    from privet.app import Privet
    from privet.store.view import Tx, View

CODES, REASON = 6, 7
"""Fields a sealed value can stand in, after those of `acts.draft`; 8 is that of `acts.passkeys`."""

NOBODY = bytes(16)
"""Stands in a note where a customer's note has its subject."""


def recorded(
    app: Privet,
    tx: Tx,
    ask: Ask,
    act: str,
    thing: str | None,
    said: Said | None,
    factor_age_s: int | None,
    outcome: Outcome = Outcome.DONE,
    version: int | None = None,
    *,
    own_account: bool = False,
    alone: bool = False,
    own_work: bool = False,
    number: str = "",
    beside: tuple[str, ...] = (),
) -> Permit | Deny:
    """May this be changed? Decided by the rules in force, on record as `act` on the id `thing` with what was `said`.
    Where there is no such thing, ask all the same, so that who may not learns nothing of it.

    A permitted change has `outcome` and names the policy's `version`: that in force, where none is given.
    `own_account` says that it is the actor's own account, `alone` that nobody else agreed to it (`acts.agree`),
    `own_work` that the actor would review what they did. Where the caller made the entry's id, it is `number`; `beside`
    are reasons that a permitted change has beside its rules.
    """
    rules = app.rules_in(tx)
    facts = Facts(factor_age_s, bool(said), own_account=own_account, alone=alone, own_work=own_work)
    decision = decide(rules.policy, ask, facts)
    if not isinstance(decision, Permit):
        outcome, version, beside = Outcome.DENIED, None, ()
    number = number or app.entry_id()
    tx.record(
        entry(
            Entry(
                number, app.now(), act, outcome, ask.actor.id, thing, purpose=ask.purpose,
                policy=version or rules.version, reasons=(*decision.reasons, *beside),
                note=note_own(app, tx, number, said.under(rules) if said else ""),
            )
        )
    )  # fmt: skip
    return decision


def seal_own(app: Privet, view: View, record: bytes, field: int, plain: bytes) -> bytes:
    """`plain` sealed for the tenant in its place: a 16-byte record id and a field."""
    key, place = _key(view, record, field)
    return seal.seal(key, app.chance(12), plain, place)


def unseal_own(view: View, record: bytes, field: int, sealed: bytes) -> bytes:
    """What was sealed for the tenant in that place. Raises Tampered for anything else."""
    key, place = _key(view, record, field)
    return unseal(key, sealed, place)


def note_own(app: Privet, tx: Tx, entry: str, reason: str, salt: bytes = b"") -> bytes | None:
    """Keep the tenant's own `reason` for the entry of that id; what the entry commits to. None without a reason.

    `salt` is 32 random bytes where the caller hands it on with the text; otherwise nobody else gets it.
    """
    if not reason:
        return None
    salt = salt or app.chance(32)
    record = ids.raw(entry)
    sealed = seal_own(app, tx, record, REASON, msgspec.msgpack.encode([salt, reason]))
    messages.add_note(tx, messages.NoteRow(record, NOBODY, tenants.slots(tx)[0], sealed))
    return commitment(salt, reason)


def read_own(view: View, entry: bytes) -> str:
    """The reason kept for the entry of that id (16 bytes), masked as it is; empty where there is none."""
    row = messages.note(view, entry)
    if row is None or row.subject != NOBODY:
        return ""
    reason: str = msgspec.msgpack.decode(unseal_own(view, entry, REASON, row.sealed))[1]
    return reason


def _key(view: View, record: bytes, field: int) -> tuple[bytes, bytes]:
    slot = tenants.slots(view)[0]
    own = index_key(view)
    return seal.data_key(own, own, view.tenant, record, slot), seal.context(
        view.tenant, record, record, 0, field, slot, slot
    )
