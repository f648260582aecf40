"""Customers' passkeys, opened and sealed. A step of step-up.

A passkey is sealed as everything is that a customer left: their key and that of their relation's period open it, and
without either it is none. What identifies a device is not asked for, and nothing of a body ever leaves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from privet.acts.draft import key_of
from privet.acts.whose import open_key
from privet.core import seal
from privet.core.passkey import Made
from privet.core.unseal import unseal
from privet.store import customer_passkeys
from privet.store.customer_passkeys import CustomerPasskeyRow
from privet.store.subjects import SubjectRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

FIELD = 8
"""The field in which one is sealed, after those of `acts.draft` and `acts.own`."""


@dataclass(frozen=True, slots=True)
class Known:
    """A passkey of a customer, and its row."""

    made: Made
    row: CustomerPasskeyRow


def known(view: View, owner: SubjectRow) -> list[Known]:
    """The passkeys of a customer that can be opened, oldest first."""
    found = []
    for row in customer_passkeys.of(view, owner.id):
        key = open_key(view, owner.id, owner.slot, row.period)
        if key is not None:
            plain = unseal(key, row.sealed, _place(view, owner, row.id, row.period))
            found.append(Known(msgspec.msgpack.decode(plain, type=Made), row))
    return found


def keep(app: Privet, tx: Tx, owner: SubjectRow, made: Made, row: CustomerPasskeyRow | None = None) -> None:
    """A new passkey of a customer; with `row`, that one after it proved them just now."""
    now = app.now()
    new = CustomerPasskeyRow(owner.id, app.id(), owner.period, b"", now, None) if row is None else row
    key = seal.data_key(key_of(tx, owner.slot), key_of(tx, new.period), tx.tenant, owner.id, new.period)
    place = _place(tx, owner, new.id, new.period)
    sealed = seal.seal(key, app.chance(12), msgspec.msgpack.encode(made), place)
    proved = None if row is None else now
    customer_passkeys.put(tx, CustomerPasskeyRow(owner.id, new.id, new.period, sealed, new.created, proved))


def _place(view: View, owner: SubjectRow, id: bytes, period: int) -> bytes:
    return seal.context(view.tenant, owner.id, id, 0, FIELD, owner.slot, period)
