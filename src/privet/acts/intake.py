"""Intake: updates that came together, each decided, made tokens and aliases, and its message stored, in one commit. A
step of admit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from privet.acts import alias, joining, receive
from privet.acts.draft import Draft, Kept, Talk
from privet.acts.parts import CHANNEL, Parts, Piece, scanned
from privet.acts.receive import FAILED, FULL, Answer, Gate, Seen
from privet.acts.whole import masks
from privet.core import tags
from privet.core.botapi.update import Made, Read
from privet.core.finding import Finding
from privet.core.kinds import Disposition
from privet.core.message import Inbound, TenantId
from privet.store.known import Place

if TYPE_CHECKING:
    from privet.acts.bot import Open
    from privet.app import Privet
    from privet.core.detect import Scanner
    from privet.store.view import Tx

Found = list[list[Finding]] | None
"""What is personal in each part of an update, telephone numbers last; None where a detector failed."""


class Looked(msgspec.Struct, frozen=True, gc=False):
    """What detectors said of updates, and those that said it: another process may have adopted others meanwhile."""

    scanner: Scanner
    found: list[Found]

    def __repr__(self) -> str:
        return "Looked(…)"


class Coming(msgspec.Struct, frozen=True, gc=False):
    """An update that may come in: where it belongs, of a group where what is the group's does, its parts there, and its
    message, where it brings one.
    """

    read: Read
    place: Place
    room: Place | None
    pieces: list[Piece]
    phones: list[Piece]
    seen: Seen | None
    kinds: frozenset[str]

    def __repr__(self) -> str:
        return "Coming(…)"


class Written(msgspec.Struct, frozen=True, gc=False):
    """What an update became: each part, each number, each telephone number; and what became of its message."""

    coming: Coming
    made: list[Made]
    numbers: dict[int, int]
    phones: list[str]
    answer: Answer | None

    def __repr__(self) -> str:
        return "Written(…)"


def look(app: Privet, tenant: TenantId, batch: Sequence[Read]) -> Looked:
    """Scan updates, before a transaction begins."""
    rules = app.rules_of(tenant)
    return Looked(rules.scanner, scanned(rules.scanner, batch, rules.policy.regions))


class Intake:
    """The updates of one commit, for one bot."""

    def __init__(self, app: Privet, tx: Tx, bot: Open) -> None:
        self.draft = Draft(app, tx, app.rules_in(tx))
        self._number = bot.number
        self._parts = Parts(self.draft, bot.number)
        self._gate = Gate.of(self.draft.rules, bot.actor)

    def written(
        self, batch: Sequence[Read], looked: Looked, skip: Collection[int] = ()
    ) -> list[Written | Answer | None]:
        """What each update became; an answer that it was refused, where it was; None for those that are skipped."""
        rules, found = self.draft.rules, looked.found
        if rules.scanner is not looked.scanner:
            found = scanned(rules.scanner, batch, rules.policy.regions)
        if None in found and masks(self.draft.tx, CHANNEL):
            found = scanned(rules.scanner, batch, rules.policy.regions, masks=True)
        coming = [
            None if number in skip else self._coming(read, one)
            for number, (read, one) in enumerate(zip(batch, found, strict=True))
        ]
        self.draft.recall(each for one in coming if isinstance(one, Coming) for each in _wanted(self.draft, one))
        return [self._written(one) if isinstance(one, Coming) else one for one in coming]

    def _coming(self, read: Read, found: Found) -> Coming | Answer:
        """Decide whether an update may come in, by all that is in it."""
        if found is None:
            return Answer("refused", reasons=FAILED)
        parts = self._parts
        inbound = parts.inbound(read)
        reasons = receive.fault(inbound) or self._gate.refusal(inbound, [one for each in found for one in each])
        if reasons is not None:
            return Answer("refused", reasons=reasons)
        place, said = parts.place(inbound), read.message
        own = said.text if said else None
        pieces = [
            parts.piece(read, part, findings, place if number == own else None)
            for number, (part, findings) in enumerate(zip(read.parts, found, strict=False))
        ]
        phones = [
            msgspec.structs.replace(parts.piece(read, part, findings), theirs=[])
            for part, findings in zip(read.phones, found[len(read.parts) :], strict=True)
        ]
        kinds = frozenset() if own is None else frozenset([one.kind for one in found[own]])
        seen = None if said is None else self._seen(read, inbound, place, None if own is None else pieces[own])
        return Coming(read, place, parts.room(read), pieces, phones, seen, kinds)

    def _written(self, one: Coming) -> Written | Answer:
        """Put an update into the draft."""
        parts, read = self._parts, one.read
        if parts.full([*one.pieces, *one.phones]):
            return Answer("refused", reasons=FULL)
        answer = None if one.seen is None else receive.taken(self.draft, one.seen)
        body = answer.body if answer else None
        own = read.message.text if read.message and body else None
        made = [
            parts.spelled(body.text, piece, body.tokens) if body and number == own else parts.made(piece)[0]
            for number, piece in enumerate(one.pieces)
        ]
        numbers = {each: self._alias(each) for each in read.numbers}
        return Written(one, made, numbers, [self._phone(piece) for piece in one.phones], answer)

    def _seen(self, read: Read, inbound: Inbound, place: Place, piece: Piece | None) -> Seen:
        """The message of an update, as `receive` takes it. Where each account counts its own messages, one number tells
        of two at two bots.
        """
        known = joining.counted(read.conversation)
        said = inbound.external_id if known else f"{self._number}:{inbound.external_id}"
        tag = tags.tag(place.key, tags.SEEN, said or "", place.conversation)
        also = joining.elsewhere(self.draft, place, inbound, read.conversation) if known else ()
        return Seen(inbound, place, piece.text if piece else "", piece.parts if piece else [], tag, also)

    def _alias(self, number: int) -> int:
        return number if number == self._number else alias.number(self.draft, CHANNEL, str(number))

    def _phone(self, piece: Piece) -> str:
        if not piece.parts:  # the company's rules let it pass
            return piece.text
        if piece.parts[0].terms.disposition is Disposition.DROP:
            return alias.nobodys(self.draft)
        _, ((*_, value),) = self._parts.made(piece)
        return alias.telephone(self.draft, piece.place.subject, value)


def _wanted(draft: Draft, one: Coming) -> Iterator[tuple[Talk, Sequence[Kept], int]]:
    """All that something of an update may be recognised by, and where."""
    for piece in (*one.pieces, *one.phones):
        talk = draft.talk(piece.place.conversation)
        for parts in (piece.parts, *(own for _, own in piece.theirs)):
            yield talk, parts, 0
    if one.seen:
        yield from receive.wanted(draft, one.seen)
