"""Whose message is it, and in which conversation: found by keyed tag and believed after opening, or made.

A step of receive and send (design.md §3.1). A subject begins as one (tenant, channel, address); whoever writes after
being erased is a new subject with a new key, in a new conversation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from privet.acts.draft import CONVERSATION, RELATION, SUBJECT, Draft, encode
from privet.core import identity, seal, tags
from privet.core.message import Inbound
from privet.core.unseal import unseal
from privet.store import subjects
from privet.store.subjects import ACTIVE, ConversationRow, SubjectRow

if TYPE_CHECKING:
    from privet.store.db import View

decode = msgspec.msgpack.Decoder().decode

ADDRESS, REFERENCE, TALK = b"address", b"reference", b"conversation"


@dataclass(frozen=True, slots=True)
class Names:
    """What a message names, in the one spelling of each, and the tags these are looked up by."""

    address: str
    conversation: str
    subject_tag: bytes
    conversation_tag: bytes


def names(draft: Draft, inbound: Inbound) -> Names:
    """The spellings and tags of a message's party and conversation."""
    channel = inbound.channel.encode()
    key = draft.index_key()
    address = identity.canonical(inbound.party.expose(), draft.rules.policy.regions)
    talk = inbound.conversation.expose()
    return Names(
        address,
        talk,
        tags.wide(key, ADDRESS, address) + channel,
        tags.wide(key, TALK, talk) + channel,
    )


def expect(draft: Draft, batch: list[tuple[Inbound, Names]]) -> None:
    """Look every party up, and make the keys of all newcomers of a batch in one step."""
    new = set()
    for inbound, called in batch:
        if called.subject_tag not in new and known_subject(draft, inbound.channel, called) is None:
            new.add(called.subject_tag)
    draft.expect(len(new))


def known_subject(draft: Draft, channel: str, called: Names) -> tuple[bytes, int] | None:
    """Id and key slot of the subject with this address on this channel."""
    known = draft.tx.known.subjects
    found = known.get(called.subject_tag)
    if found is None:
        for row in subjects_at(draft.tx, called.address, short(called.subject_tag)):
            if row.channel == channel and row.state == ACTIVE:
                found = (row.id, row.slot)
                known.put(called.subject_tag, found)
                break
    return found


def subjects_at(view: View, address: str, tag: int) -> list[SubjectRow]:
    """Subjects whose sealed record holds `address`, erased ones left out."""
    rows = []
    for ref in subjects.find_refs(view, tag):
        row = subjects.subject(view, ref)
        record = None if row is None else subject_record(view, row)
        if row is not None and record is not None and record[0] == address:
            rows.append(row)
    return rows


def subject_record(view: View, row: SubjectRow) -> list[str] | None:
    """[address, name, reference] of a subject; None when its key is gone."""
    sealed_with = open_key(view, row.id, row.slot, row.period)
    if sealed_with is None:
        return None
    place = seal.context(view.tenant, row.id, row.id, 0, SUBJECT, row.slot, row.period)
    record: list[str] = decode(unseal(sealed_with, row.record, place))
    return record


def open_key(view: View, subject: bytes, slot: int, period: int) -> bytes | None:
    """The key that opens what a subject left in a period; None when either key was destroyed."""
    pair = view.keys.keys(view.tenant, (slot, period))
    if len(pair) < 2:
        return None
    return seal.data_key(pair[slot], pair[period], view.tenant, subject, period)


def subject(draft: Draft, inbound: Inbound, called: Names) -> tuple[bytes, int]:
    """Id and key slot of the message's subject, made now when it is new."""
    found = known_subject(draft, inbound.channel, called)
    if found is None:
        found = _newcomer(draft, inbound, called)
    if inbound.subject_ref is not None:
        draft.identities.append((tags.tag(draft.index_key(), REFERENCE, inbound.subject_ref.expose()), found[0]))
    return found


def _newcomer(draft: Draft, inbound: Inbound, called: Names) -> tuple[bytes, int]:
    slot, key = draft.new_leaf()
    made = draft.app.id()
    period, data_key = draft.data_key(made, slot, key, RELATION)
    name = inbound.name.expose() if inbound.name and inbound.direction == "in" else ""
    reference = inbound.subject_ref.expose() if inbound.subject_ref else ""
    place = seal.context(draft.tenant, made, made, 0, SUBJECT, slot, period)
    record = draft.sealed(data_key, encode([called.address, name, reference]), place)
    draft.subjects.append(SubjectRow(made, slot, period, ACTIVE, inbound.channel, draft.at, record))
    draft.identities.append((short(called.subject_tag), made))
    draft.tx.known.subjects.put(called.subject_tag, (made, slot))
    return made, slot


def conversation(draft: Draft, inbound: Inbound, called: Names, whose: tuple[bytes, int]) -> bytes:
    """Id of the message's conversation, made now when it is new; its members include the subject from now on."""
    known = draft.tx.known.conversations
    found = known.get(called.conversation_tag)
    if found is None:
        for ref in subjects.find_refs(draft.tx, short(called.conversation_tag)):
            row = subjects.conversation(draft.tx, ref)
            record = None if row is None else conversation_record(draft.tx, row)
            if row is not None and record is not None and record[0] == called.conversation:
                if row.channel == inbound.channel:
                    found = (ref, b"")
                    break
    if found is None:
        found = (_new_conversation(draft, inbound, called, whose), b"")
    if found[1] != whose[0]:
        draft.members.append((found[0], whose[0]))
        known.put(called.conversation_tag, (found[0], whose[0]))
    return found[0]


def conversation_record(view: View, row: ConversationRow) -> list[str] | None:
    """[the channel's name of it, title] of a conversation; None when the key it is sealed with is gone."""
    owner = subjects.subject(view, row.subject)
    sealed_with = None if owner is None else open_key(view, owner.id, owner.slot, row.period)
    if owner is None or sealed_with is None:
        return None
    place = seal.context(view.tenant, owner.id, row.id, 0, CONVERSATION, owner.slot, row.period)
    record: list[str] = decode(unseal(sealed_with, row.record, place))
    return record


def _new_conversation(draft: Draft, inbound: Inbound, called: Names, whose: tuple[bytes, int]) -> bytes:
    if inbound.group:
        # A group outlives each of its members, so its name is sealed under a key of its own.
        whose = subject(draft, *_room(draft, inbound, called))
    made = draft.app.id()
    key = draft.tx.keys.key(draft.tenant, whose[1]) or b""
    period, data_key = draft.data_key(whose[0], whose[1], key, RELATION)
    title = inbound.title.expose() if inbound.title else ""
    place = seal.context(draft.tenant, whose[0], made, 0, CONVERSATION, whose[1], period)
    record = draft.sealed(data_key, encode([called.conversation, title]), place)
    draft.conversations.append(ConversationRow(made, whose[0], period, inbound.channel, inbound.group, record))
    draft.identities.append((short(called.conversation_tag), made))
    return made


def _room(draft: Draft, inbound: Inbound, called: Names) -> tuple[Inbound, Names]:
    """A group as a subject of its own: its address is the channel's name of the conversation."""
    room = Inbound(inbound.channel, inbound.conversation, inbound.conversation, inbound.text, inbound.sent_at)
    tag = tags.wide(draft.index_key(), ADDRESS, "group:" + called.conversation) + inbound.channel.encode()
    return room, Names("group:" + called.conversation, called.conversation, tag, called.conversation_tag)


def short(wide: bytes) -> int:
    """The tag the index keeps of a wide one: its first 63 bits."""
    return int.from_bytes(wide[:8], "big") >> 1
