"""Alias: the numbers that stand for people where no token can: made for a subject, and found again. A step of acts.

An alias of a person is random, from 2^51 up to, not with, 2^52; one of a telephone number is 999 and eleven digits. It
stands for the subject's record or for a value, and dies with them; nothing else leads back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from privet.acts import whose
from privet.acts.draft import VALUE, Draft, index_key
from privet.core import seal, tags
from privet.core.message import Inbound
from privet.core.plain import Plain
from privet.core.unseal import unseal
from privet.store import aliases, messages, subjects
from privet.store.aliases import ITSELF, AliasRow
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.store.view import View

LOWEST, HIGHEST = 1 << 51, 1 << 52
"""Aliases of people's numbers are from here, and below there."""

PHONE, PHONES = 999 * 10**11, 10**11
"""The lowest alias of a telephone number, `+999` and eleven digits, a country code that nobody has; and how many."""

_PHONE = re.compile(r"\+?(999[0-9]{11})", re.ASCII)
_NOBODYS = Plain("")


def number(draft: Draft, channel: str, address: str) -> int:
    """The alias of whoever has this number at the channel, made now where there is none."""
    known = draft.tx.known.aliases
    tag = tags.wide(index_key(draft.tx), tags.PLACE, channel, address)
    found = known.get(tag)
    if found is None:
        party = Inbound(channel, _NOBODYS, Plain(address), _NOBODYS, draft.at)
        subject, *_ = whose.subject(draft, party, address)
        found = _alias(draft, subject, ITSELF, LOWEST, HIGHEST - LOWEST)
        known.put(tag, found)
    return found


def telephone(draft: Draft, subject: bytes, value: bytes) -> str:
    """The alias of a telephone number that is sealed as a value of a subject, as it reads."""
    return f"+{_alias(draft, subject, value, PHONE, PHONES)}"


def party(draft: Draft, subject: bytes) -> str:
    """The alias of the number that a subject of a channel of telephones is at, as it reads."""
    return f"+{_alias(draft, subject, ITSELF, PHONE, PHONES)}"


def address(view: View, text: str) -> str | None:
    """The number that such an alias stands for; "" where its subject is gone, None for what is no alias."""
    written = _PHONE.fullmatch(text)
    if written is None:
        return None
    row = aliases.alias(view, int(written[1]))
    owner = subjects.subject(view, row.subject) if row and row.value == ITSELF else None
    record = whose.subject_record(view, owner) if owner else None
    return record[0] if record else ""


def nobodys(draft: Draft) -> str:
    """The alias of a telephone number that is not kept: it leads nowhere."""
    return f"+{PHONE + int.from_bytes(draft.app.chance(8), 'big') % PHONES}"


def real(view: View, numbers: Sequence[int]) -> dict[int, int]:
    """The numbers that aliases stand for; one whose subject is gone, or that never was one, is missing."""
    found = {}
    for one in numbers:
        row = aliases.alias(view, one) if LOWEST <= one < HIGHEST else None
        owner = None if row is None else subjects.subject(view, row.subject)
        record = None if owner is None else whose.subject_record(view, owner)
        if record is not None:
            found[one] = int(record[0])
    return found


def phone(view: View, text: str, conversation: bytes) -> str | None:
    """The telephone number that `+999…` stands for, where its token is of that conversation; None for anything else."""
    written = _PHONE.fullmatch(text)
    row = aliases.alias(view, int(written[1])) if written else None
    value = messages.value(view, row.value) if row else None
    owner = subjects.subject(view, row.subject) if row else None
    if value is None or owner is None or value.conversation != conversation or owner.state != ACTIVE:
        return None
    key = whose.open_key(view, owner.id, owner.slot, value.period)
    if key is None:
        return None
    place = seal.context(view.tenant, owner.id, value.id, value.kind, VALUE, owner.slot, value.period)
    return unseal(key, value.sealed, place).decode("utf-8", "surrogatepass")


def _alias(draft: Draft, subject: bytes, value: bytes, lowest: int, count: int) -> int:
    found = aliases.of(draft.tx, subject, value)
    while found is None:
        drawn = lowest + int.from_bytes(draft.app.chance(8), "big") % count
        if aliases.alias(draft.tx, drawn) is None:
            aliases.add(draft.tx, [AliasRow(drawn, subject, value)])
            found = drawn
    return found
