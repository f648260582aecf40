"""Admit: updates of a bot come in, many in one commit, each on record before the bot gets it (docs/spec/updates.md).

A message is stored as `receive` stores one. Every other text of the update becomes tokens under whose it is, in that
conversation, without a message; numbers of people become aliases. What the bot gets is made of that, sealed, and waits
for it in the same commit. An update that comes again changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from privet.acts import chat as chats
from privet.acts import claim, file, intake, queued, receive, retract, stop
from privet.acts.bot import Open
from privet.acts.draft import Draft
from privet.acts.hear import of_messages, of_rights
from privet.acts.intake import Intake, Written
from privet.acts.parts import CHANNEL, left_out
from privet.acts.receive import COMMIT, FAILED, PURPOSE, Answer
from privet.acts.wanted import wanted
from privet.core import bot as core
from privet.core import ids, lasting, seal
from privet.core.botapi import update
from privet.core.botapi.update import Read
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.lasting import QUEUE
from privet.core.message import TenantId
from privet.core.retraction import PASTED
from privet.errors import Denied, NotReady, PrivetError
from privet.store import bots, updates
from privet.store.updates import UpdateRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx


class Admitted(msgspec.Struct, frozen=True, gc=False):
    """What became of one update: `raw` is its JSON for the bot, empty where the bot does not get it (any more), and
    where it was refused, for `reasons`; `kinds` are those found in the message's own text, `values` one kind for each
    value of the update that became a token. Ids are as they are shown, "" where there is none. `pasted` says what to do
    about a message in which somebody pasted what does not belong into a chat. `wish` ("stop", "start" or "") is what
    its sender said about messages and what holds now; `changed` tells whether another thing held before. `case` is the
    request (`req_…`) that was opened by what they asked over their own data.
    """

    outcome: Literal["stored", "repeated", "refused"]
    raw: bytes = b""
    kinds: frozenset[str] = frozenset()
    values: tuple[str, ...] = ()
    message: str = ""
    conversation: str = ""
    subject: str = ""
    reasons: tuple[str, ...] = ()
    pasted: retract.Pasted | None = None
    wish: str = ""
    changed: bool = False
    case: str = ""

    def __repr__(self) -> str:
        return f"Admitted({self.outcome})"


def admit(
    app: Privet, tenant: TenantId, bot: Open, batch: Sequence[Read], hidden: Sequence[bool] = (),
    wishes: Sequence[str] = (),
) -> list[Admitted]:  # fmt: skip
    """Take in updates of one bot and answer each, in order, after its commit. `hidden[i]`: the i-th is stored, and
    recognised when it comes again, but the bot does not get it, since Privet answers it itself. `wishes[i]`: the i-th
    is a message that says "stop" or "start" to messages, or asks for a right (`core.claim`): it holds with its commit.
    """
    answers: list[Admitted] = []
    for at in range(0, len(batch), COMMIT):
        part = batch[at : at + COMMIT]
        hide = [*hidden[at : at + COMMIT], *[False] * len(part)]
        answers += _commit(app, tenant, bot, part, hide, [*wishes[at : at + COMMIT], *[""] * len(part)])
    return answers


def answered(app: Privet, tenant: TenantId, bot: Open, batch: Sequence[Read]) -> list[bytes | PrivetError]:
    """Answers of calls that a bot made, as it gets them: texts become tokens, numbers aliases; no message is stored."""
    bare = {number for number, read in enumerate(batch) if not (read.parts or read.numbers or read.phones)}
    if len(bare) == len(batch):
        return [update.write(read, [], {}, []) for read in batch]
    looked = intake.look(app, tenant, batch)
    with app.store.write(tenant) as tx:
        own = Intake(app, tx, bot)
        written = own.written(batch, looked, bare)
        minted = bool(own.draft.values or own.draft.subjects)
        _record(own.draft, bot, written, [one.coming.place.subject for one in _in(written)] if minted else [])
        own.draft.write()
    return [_handed(read, one) for read, one in zip(batch, written, strict=True)]


def _commit(
    app: Privet, tenant: TenantId, bot: Open, batch: Sequence[Read], hidden: Sequence[bool], wishes: Sequence[str]
) -> list[Admitted]:
    looked = intake.look(app, tenant, batch)
    first: dict[int, int] = {}
    for number, read in enumerate(batch):
        first.setdefault(read.id, number)
    with app.store.write(tenant) as tx:
        own = Intake(app, tx, bot)
        known = updates.known(tx, bot.id, list(first))
        skip = {number for number, read in enumerate(batch) if read.id in known or first[read.id] != number}
        written = own.written(batch, looked, skip)
        _record(own.draft, bot, written, [one.coming.place.subject for one in _in(written) if not _stored(one)])
        file.came(own.draft, bot, _in(written))
        own.draft.write()
        rows = {
            number: _row(own.draft, bot, one, hidden=hidden[number])
            for number, one in enumerate(written)
            if isinstance(one, Written)
        }
        updates.add(tx, [row for row, _ in rows.values()])
        came = [(batch[number], *one) for number, one in rows.items()]
        chats.met(own.draft, bot, [(row.conversation, read.name, raw) for read, row, raw in came])
        _meet(tx, bot, {one.coming.place.conversation for one in _in(written)})
        before = {one: queued.again(tx, bot.id, one) for one in known}
        answers = [
            _answer(written[first[read.id]], rows.get(first[read.id]), before.get(read.id), again=number in skip)
            for number, read in enumerate(batch)
        ]
        heard = {
            number: _heard(app, tx, bot, one.answer, wish)
            for number, (one, wish) in enumerate(zip(written, wishes, strict=False))
            if wish and isinstance(one, Written) and one.answer is not None and one.answer.outcome != "refused"
        }
        answers = [
            msgspec.structs.replace(one, **heard[number]) if number in heard else one
            for number, one in enumerate(answers)
        ]
        timed = [isinstance(one, Written) and lasting.timed(one.coming.place.lasting) > 0 for one in written]
        return _protected(app, tx, bot, answers, timed)


def _heard(app: Privet, tx: Tx, bot: Open, said: Answer, wish: str) -> dict[str, Any]:
    """Put on record what somebody says about messages or asks for, in the commit that stores it, so that no crash loses
    it: what of it holds now, whether it changed anything, and the case that it opened.
    """
    text = said.body.text if said.body else ""
    spoken = stop.Spoken(said.message, said.conversation, said.subject, text)
    case = claim.heard(app, tx, bot.actor, spoken, right) if (right := of_rights(wish)) else ""
    if not (wish := of_messages(wish)):
        return {"case": case}
    changed = stop.heard(app, tx, bot.actor, spoken, stop=wish == "stop")
    holds = wanted(tx, said.subject, CHANNEL, PURPOSE).opted_out == (wish == "stop")
    return {"wish": wish if holds else "", "changed": changed, "case": case}


def _protected(app: Privet, tx: Tx, bot: Open, answers: list[Admitted], timed: Sequence[bool]) -> list[Admitted]:
    """What came in, with what is to be done where somebody pasted what does not belong there. That a message is to be
    deleted now, or when its time is over (`timed`: a timer says when), is planned in the commit that stores it.
    """
    settings = bot.settings
    if settings.trial or not (settings.retract or settings.coach or settings.delete_after_hours or any(timed)):
        return answers
    stored = [one for one in answers if one.outcome == "stored" and one.message]
    hot = [one.message for one in stored if one.kinds & PASTED] if settings.retract or settings.coach else []
    todo = dict(zip(hot, retract.pasted(app, tx, bot, hot), strict=True))
    late = [one.message for one, has in zip(answers, timed, strict=True) if has or settings.delete_after_hours]
    retract.later(app, tx, bot, [one.message for one in stored if one.message not in todo and one.message in late])
    return [
        msgspec.structs.replace(one, pasted=todo.get(one.message)) if one.outcome == "stored" else one
        for one in answers
    ]


def _in(written: Sequence[Written | Answer | None]) -> list[Written]:
    return [one for one in written if isinstance(one, Written)]


def _stored(one: Written) -> bool:
    """Is the update a message that was not here yet?"""
    return one.answer is not None and one.answer.outcome == "stored"


def _record(draft: Draft, bot: Open, written: Sequence[Written | Answer | None], rest: Sequence[bytes]) -> None:
    """One entry for each message that is stored and for each update that is refused, as `receive` has them; and one for
    each of the `rest`, whose subjects are given.
    """
    answers = [one.answer if isinstance(one, Written) else one for one in written]
    receive.record(draft, bot.actor, [one for one in answers if one is not None])
    for subject in rest:
        came = Entry(
            draft.app.entry_id(), draft.at, "admit", Outcome.DONE, bot.actor.id, bot.shown,
            ids.shown(ids.SUBJECT, subject), PURPOSE, draft.rules.version,
        )  # fmt: skip
        draft.tx.record(entry(came))


def _json(one: Written) -> bytes:
    return update.write(one.coming.read, one.made, one.numbers, one.phones)


def _row(draft: Draft, bot: Open, one: Written, *, hidden: bool) -> tuple[UpdateRow, bytes]:
    """What waits for the bot, sealed under the keys of all who wrote a part of it; and the same as it is handed on."""
    read, place = one.coming.read, one.coming.place
    period, period_key = draft.period(QUEUE, place.lasting)
    row = UpdateRow(bot.id, read.id, read.name, place.conversation, place.subject, b"", period, draft.at, None, None)
    if hidden or bot.settings.trial or not core.wanted(bot.allowed, read.name):
        return row, b""
    raw = _json(one)
    key = seal.data_key(place.key, period_key, draft.tenant, place.subject, period)
    room = one.coming.room
    if room is not None and room.subject != place.subject:
        row = row._replace(others=room.subject)
        key = queued.joined(draft.tenant, key, [(room.subject, room.key)], period)
    others = {
        piece.place.subject: piece.place.key
        for piece in one.coming.pieces
        if piece.shows and piece.place.subject not in (place.subject, row.others)
    }
    if others:
        made = [
            left_out(piece) if piece.shows and piece.place.subject in others else as_it_is
            for piece, as_it_is in zip(one.coming.pieces, one.made, strict=True)
        ]
        reduced = update.write(read, made, one.numbers, one.phones)
        sealed = draft.sealed(key, reduced, queued.place(draft.tenant, row, place.slot, queued.REDUCED))
        row = row._replace(others=b"".join([row.others or queued.NOBODY, *others]), reduced=sealed)
        key = queued.joined(draft.tenant, key, list(others.items()), period)
    return row._replace(sealed=draft.sealed(key, raw, queued.place(draft.tenant, row, place.slot, queued.WHOLE))), raw


def _meet(tx: Tx, bot: Open, conversations: Collection[bytes]) -> None:
    """Let conversations know the bot by which they are answered."""
    known = tx.known.chats
    new = [one for one in conversations if known.get(one) != bot.id]
    bots.meet(tx, new, bot.id)
    for one in new:
        known.put(one, bot.id)


def _answer(
    one: Written | Answer | None, row: tuple[UpdateRow, bytes] | None, before: bytes | None, *, again: bool
) -> Admitted:
    """What became of an update, as callers see it; `before` is what waits of one that came in an earlier commit."""
    if isinstance(one, Answer):
        return Admitted("refused", reasons=one.reasons)
    if one is None or row is None:
        return Admitted("repeated", before or b"")
    place = one.coming.place
    own = one.answer if one.answer and one.answer.conversation == place.conversation else None
    return Admitted(
        "repeated" if again else "stored", row[1], one.coming.kinds,
        tuple([part.found.kind for piece in (*one.coming.pieces, *one.coming.phones) for part in piece.parts]),
        ids.shown(ids.MESSAGE, own.message) if own else "",
        ids.shown(ids.CONVERSATION, place.conversation), ids.shown(ids.SUBJECT, place.subject),
    )  # fmt: skip


def _handed(read: Read, one: Written | Answer | None) -> bytes | PrivetError:
    """An answer as the bot gets it, or why it does not."""
    if one is None:  # there is nobody in it
        return update.write(read, [], {}, [])
    if isinstance(one, Written):
        return _json(one)
    if one.reasons == FAILED:
        return NotReady("what looks for personal data failed, so this answer was held back")
    return Denied("the rules do not let this answer in", hint="the ledger names the rule")
