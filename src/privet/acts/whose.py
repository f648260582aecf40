"""Whose message is it, and in which conversation: found by keyed tag and believed after opening, or made.

A step of receive and send (design.md §3.1). A subject begins as one (tenant, channel, address); whoever writes after
being erased is a new subject with a new key, in a new conversation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from privet.acts import lasting
from privet.acts.draft import CONVERSATION, MESSAGE, RELATION, SUBJECT, Draft, index_key, key_of, packed
from privet.core import identity, seal, tags
from privet.core.lasting import UNKNOWN
from privet.core.message import Inbound
from privet.core.unseal import unseal
from privet.errors import Tampered
from privet.store import subjects
from privet.store.known import Place
from privet.store.subjects import ACTIVE, ConversationRow, SubjectRow

if TYPE_CHECKING:
    from privet.store.view import View

decode = msgspec.msgpack.Decoder().decode

ROOM = "group:"
"""A group is a subject of its own, so that its name outlives each of its members; its address begins so."""


class Named(msgspec.Struct, frozen=True, gc=False):
    """A message, the one spelling of its party's address and of its conversation, and the tag of both together."""

    inbound: Inbound
    address: str
    talk: str
    tag: bytes

    def __repr__(self) -> str:
        return "Named(…)"


def named(draft: Draft, batch: Sequence[Inbound]) -> list[Named]:
    """What each message names."""
    key = index_key(draft.tx)
    regions = draft.rules.policy.regions
    found = []
    for inbound in batch:
        address = identity.address(inbound.channel, inbound.party.expose(), regions)
        talk = inbound.conversation.expose()
        found.append(Named(inbound, address, talk, tags.wide(key, tags.PLACE, inbound.channel, address, talk)))
    return found


def place(draft: Draft, one: Named) -> Place:
    """Where a message belongs, with the keys that seal it: known, looked up, or made now."""
    known = draft.tx.known.places
    found = known.get(one.tag)
    if found is None:
        whose = subject(draft, one.inbound, one.address)
        found = Place(*whose, conversation(draft, one, whose))
        found.lasting = lasting.of(draft, found)
        found.met = draft.tx.known.met
        known.put(one.tag, found)
    elif UNKNOWN in found.lasting and found.met != draft.tx.known.met:
        found.lasting, found.met = lasting.of(draft, found), draft.tx.known.met
    if UNKNOWN in found.lasting and (one.inbound.direction == "out" or one.inbound.subject_ref is not None):
        lasting.met(draft, found)
    if one.inbound.timer:
        found = msgspec.structs.replace(found, lasting=(*found.lasting, one.inbound.timer))
    period, period_key = draft.period(MESSAGE, found.lasting)
    if found.period != period:
        found.period = period
        found.data_key = seal.data_key(found.key, period_key, draft.tenant, found.subject, period)
    if one.inbound.subject_ref is not None:
        reference = one.inbound.subject_ref.expose()
        tag = tags.tag(index_key(draft.tx), tags.REFERENCE, reference)
        if found.reference != tag:
            _refer(draft, found, reference)
            draft.identities.append((tag, found.subject))
            found.reference = tag
    return found


def _refer(draft: Draft, place: Place, reference: str) -> None:
    """Let the subject's record hold the company's newest reference for it: what `find` believes."""
    row = draft.subjects.get(place.subject) or subjects.subject(draft.tx, place.subject)
    record = None if row is None else subject_record(draft.tx, row)
    if row is None or record is None or record[2] == reference:
        return
    period, key = draft.data_key(place.subject, place.slot, place.key, RELATION)
    context = seal.context(draft.tenant, place.subject, place.subject, 0, SUBJECT, place.slot, period)
    sealed = draft.sealed(key, packed([*record[:2], reference]), context)
    draft.subjects[row.id] = replace(row, period=period, record=sealed)


def subject(draft: Draft, inbound: Inbound, address: str) -> tuple[bytes, int, bytes]:
    """Id, slot and key of the subject with this address on this channel, made now when there is none."""
    tag = tags.tag(index_key(draft.tx), tags.ADDRESS, address)
    own = draft.subjects_by_address.get((inbound.channel, address))
    if own is not None:
        return own
    for row in subjects_at(draft.tx, address, tag):
        if row.channel == inbound.channel:
            return row.id, row.slot, key_of(draft.tx, row.slot)
    return _newcomer(draft, inbound, address, tag)


def _newcomer(draft: Draft, inbound: Inbound, address: str, tag: int) -> tuple[bytes, int, bytes]:
    slot, key = draft.new_leaf()
    made = draft.app.id()
    period, data_key = draft.data_key(made, slot, key, RELATION)
    name = inbound.name.expose() if inbound.name and inbound.direction == "in" else ""
    reference = inbound.subject_ref.expose() if inbound.subject_ref else ""
    context = seal.context(draft.tenant, made, made, 0, SUBJECT, slot, period)
    record = draft.sealed(data_key, packed([address, name, reference]), context)
    draft.subjects[made] = SubjectRow(made, slot, period, ACTIVE, inbound.channel, draft.at, record)
    draft.subjects_by_address[(inbound.channel, address)] = (made, slot, key)
    draft.identities.append((tag, made))
    if inbound.direction == "in" and not (reference or inbound.group) and UNKNOWN in draft.rules.policy.classes:
        draft.strangers.append(made)
    return made, slot, key


def conversation(draft: Draft, one: Named, whose: tuple[bytes, int, bytes]) -> bytes:
    """Id of the message's conversation, made now when it is new; its members include the subject from now on."""
    channel = one.inbound.channel
    tag = tags.tag(index_key(draft.tx), tags.TALK, one.talk)
    found = draft.conversations_by_name.get((channel, one.talk))
    if found is None:
        for ref in subjects.find_refs(draft.tx, tag):
            row = subjects.conversation(draft.tx, ref)
            record = conversation_record(draft.tx, row) if row is not None and row.channel == channel else None
            if record is not None and record[0] == one.talk:
                found = ref
                break
        else:
            found = _new_conversation(draft, one, whose, tag)
    draft.members.append((found, whose[0]))
    return found


def _new_conversation(draft: Draft, one: Named, whose: tuple[bytes, int, bytes], tag: int) -> bytes:
    inbound = one.inbound
    if inbound.group:
        room = Inbound(inbound.channel, inbound.conversation, inbound.conversation, inbound.text, inbound.sent_at)
        whose = subject(draft, room, ROOM + one.talk)
    owner, slot, key = whose
    made = draft.app.id()
    period, data_key = draft.data_key(owner, slot, key, RELATION)
    title = inbound.title.expose() if inbound.title else ""
    context = seal.context(draft.tenant, owner, made, 0, CONVERSATION, slot, period)
    record = draft.sealed(data_key, packed([one.talk, title]), context)
    draft.members.append((made, owner))  # of a group, its own subject: what leads to it must be found from it
    draft.conversations[made] = ConversationRow(made, owner, period, inbound.channel, inbound.group, record)
    draft.conversations_by_name[(inbound.channel, one.talk)] = made
    draft.identities.append((tag, made))
    return made


def subjects_at(view: View, address: str, tag: int) -> list[SubjectRow]:
    """Subjects whose sealed record holds `address`; those erased, or being erased, are left out."""
    rows = []
    for ref in subjects.find_refs(view, tag):
        row = subjects.subject(view, ref)
        record = None if row is None else subject_record(view, row)
        if row is not None and record is not None and record[0] == address:
            rows.append(row)
    return rows


def subject_record(view: View, row: SubjectRow) -> list[str] | None:
    """[address, name, reference] of a subject; None once its erasure was asked for."""
    return open_subject(view, row) if row.state == ACTIVE else None


def open_subject(view: View, row: SubjectRow) -> list[str] | None:
    """[address, name, reference] of a subject in whatever state; None when its key is gone."""
    key = open_key(view, row.id, row.slot, row.period)
    if key is None:
        return None
    context = seal.context(view.tenant, row.id, row.id, 0, SUBJECT, row.slot, row.period)
    return _record(unseal(key, row.record, context), 3)


def conversation_record(view: View, row: ConversationRow) -> list[str] | None:
    """[the channel's name of it, title] of a conversation; None once the erasure of whose it is was asked for."""
    owner = subjects.subject(view, row.subject)
    return open_conversation(view, row, owner) if owner is not None and owner.state == ACTIVE else None


def open_conversation(view: View, row: ConversationRow, owner: SubjectRow) -> list[str] | None:
    """[the channel's name of it, title] of a conversation of `owner` in whatever state; None when the key is gone."""
    key = open_key(view, owner.id, owner.slot, row.period)
    if key is None:
        return None
    context = seal.context(view.tenant, owner.id, row.id, 0, CONVERSATION, owner.slot, row.period)
    return _record(unseal(key, row.record, context), 2)


def open_key(view: View, subject: bytes, slot: int, period: int) -> bytes | None:
    """The key that opens what a subject left in a period; None when either key was destroyed, or its time is over."""
    if period in view.over():
        return None
    pair = view.keys.keys(view.tenant, (slot, period))
    if len(pair) < 2:
        return None
    return seal.data_key(pair[slot], pair[period], view.tenant, subject, period)


def _record(plain: bytes, length: int) -> list[str]:
    record = decode(plain)
    if not isinstance(record, list) or len(record) != length:
        raise Tampered("a sealed record does not have the form it was written in")
    return record
