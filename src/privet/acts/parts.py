"""Parts: each text of an update becomes tokens under whose it is, in its conversation, as messages' texts do. A step of
admit (design.md §3.1): what a bot itself wrote is its recipient's, in a group the group's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from privet.acts import lasting, whose
from privet.acts.draft import Draft, Kept, key_of
from privet.acts.tokenise import Placed, kept, tokenise
from privet.acts.whose import ROOM
from privet.core import identity, tokens
from privet.core.botapi.update import Made, Part, Read
from privet.core.failing import whole
from privet.core.finding import CHECKSUM, Finding
from privet.core.message import Inbound
from privet.core.plain import Plain
from privet.store import subjects
from privet.store.known import Place
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.core.detect import Scanner

CHANNEL = "telegram"
MEMBERS = 32
"""Members of a group whose values are looked for in what a bot wrote there: it may have been sent any of them."""

_NOTHING = Plain("")


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A part where it belongs: what of it becomes tokens, and for what a bot wrote in a group, the same as other
    members' (`theirs`). `shows` says that something else than tokens is left of it.
    """

    text: str
    place: Place
    parts: list[Kept]
    shows: bool
    theirs: list[tuple[Place, list[Kept]]]

    def __repr__(self) -> str:
        return "Piece(…)"


def scanned(
    scanner: Scanner, batch: Sequence[Read], regions: tuple[str, ...], *, masks: bool = False
) -> list[list[list[Finding]] | None]:
    """What is personal in each part of each update; None where a detector failed, unless what cannot be looked through
    is masked whole.
    """
    texts = [part.text for read in batch for part in read.parts if not part.kind]
    each = iter(scanner.scan_each(texts))
    found: list[list[list[Finding]] | None] = []
    for read in batch:
        own = [_whole(part, regions) if part.kind else next(each) for part in read.parts]
        if masks:
            own = [whole(part.text) if one is None else one for one, part in zip(own, read.parts, strict=True)]
        own += [_whole(part, regions) for part in read.phones]
        looked = [one for one in own if one is not None]
        found.append(looked if len(looked) == len(own) else None)
    return found


def _whole(part: Part, regions: tuple[str, ...]) -> list[Finding]:
    """A field that holds one value and nothing else."""
    if not part.text:
        return []
    canonical = identity.canonical(part.text, regions) if part.kind in ("PHONE", "EMAIL") else part.text
    return [Finding(0, len(part.text), part.kind, 1.0, "field", canonical, CHECKSUM)]


class Parts:
    """The parts of one commit's updates, for one bot."""

    def __init__(self, draft: Draft, bot: int) -> None:
        self.draft = draft
        self.bot = str(bot)
        self._places: dict[tuple[str, str, bool], Place] = {}
        self._members: dict[bytes, dict[bytes, Place]] = {}
        self._came: dict[bytes, dict[bytes, Place]] = {}

    def inbound(self, read: Read) -> Inbound:
        """The message of an update; of one that brings none, that something came from whom, where."""
        said = read.message
        if said is None:
            authors = [part.whose for part in read.parts] + [str(one) for one in read.numbers]
            return self._from(read, next((one for one in authors if one not in ("", self.bot)), ""), "")
        return Inbound(
            CHANNEL, Plain(read.conversation), Plain(self._party(said.party, read.conversation, "", read.group)),
            Plain("" if said.text is None else read.parts[said.text].text),
            said.sent_at, "out" if said.direction == "out" else "in", said.external_id,
            Plain(said.name) if said.name else None, Plain(read.title) if read.title else None, read.group, None,
            tuple(map(Plain, said.attachments)),
        )  # fmt: skip

    def _from(self, read: Read, author: str, conversation: str) -> Inbound:
        talk = conversation or read.conversation or (author if author != self.bot else "") or f"bot:{self.bot}"
        group = read.group if talk == read.conversation else talk.startswith("-")
        chat = "" if read.message and read.message.party == author else _chat(talk)
        party = Plain(self._party(author, talk, chat, group))
        title = Plain(read.title) if read.title and talk == read.conversation else None
        return Inbound(CHANNEL, Plain(talk), party, _NOTHING, self.draft.at, title=title, group=group)

    def _party(self, author: str, talk: str, chat: str, group: bool) -> str:
        """Whose something is: its author's; what a chat or a bot says itself, its recipient's, or the group's."""
        if author not in ("", self.bot, chat):
            return author
        return ROOM + talk if group else _chat(talk)

    def room(self, read: Read) -> Place | None:
        """Where what belongs to a group itself belongs; None outside of groups."""
        return self.place(self._from(read, "", "")) if read.group else None

    def place(self, inbound: Inbound) -> Place:
        """Where a message, or a part, belongs."""
        (named,) = whose.named(self.draft, [inbound])
        found = whose.place(self.draft, named)
        if inbound.group:  # a bot may quote them before this commit is done
            self._came.setdefault(found.conversation, {})[found.subject] = found
        return found

    def piece(self, read: Read, part: Part, findings: Sequence[Finding], place: Place | None = None) -> Piece:
        """A part where it belongs: in `place`, or where it says itself."""
        draft = self.draft
        place = place or self._place(read, part)
        by_bot = part.whose == self.bot
        if by_bot:  # what stayed a token when it was sent is one still
            findings = [one for one in findings if one.kind != "LITERAL"]
        parts = kept(draft, place, part.text, findings)
        theirs = []
        if by_bot and read.group and parts:
            theirs = [(member, kept(draft, member, part.text, findings)) for member in self._others(place)]
        shows = bool(part.text) and not (part.kind and parts)
        return Piece(part.text, place, parts, shows, theirs)

    def _place(self, read: Read, part: Part) -> Place:
        where = (part.whose, part.conversation or read.conversation, read.group)
        found = self._places.get(where)
        if found is None:
            found = self._places[where] = self.place(self._from(read, part.whose, part.conversation))
        return found

    def _others(self, place: Place) -> list[Place]:
        """Members of a group beside the group itself: those it had, and those of this commit."""
        talk = place.conversation
        if talk not in self._members:
            self._members[talk] = self._had(talk)
        found = self._members[talk] | self._came.get(talk, {})
        return [one for subject, one in found.items() if subject != place.subject]

    def _had(self, talk: bytes) -> dict[bytes, Place]:
        draft = self.draft
        found = {}
        for row in [subjects.subject(draft.tx, one) for one in subjects.members(draft.tx, talk)[:MEMBERS]]:
            if row is not None and row.state == ACTIVE:
                key = key_of(draft.tx, row.slot)
                found[row.id] = lasting.placed(draft, row, key, talk)
        return found

    def full(self, pieces: Sequence[Piece]) -> bool:
        """Would these pass the highest number of a kind in a conversation?"""
        talks = {piece.place.conversation for piece in pieces}
        return any(
            self.draft.talk(talk).full([one for p in pieces if p.place.conversation == talk for one in p.parts])
            for talk in talks
        )

    def made(self, piece: Piece) -> tuple[Made, list[Placed]]:
        """The piece with its tokens; what is new goes into the draft, which has recalled its tags."""
        if not piece.theirs:
            text, placed = tokenise(self.draft, piece.place, piece.text, piece.parts)
            return self.spelled(text.text, piece, placed), placed
        placed = [self._one(piece, number) for number in range(len(piece.parts))]
        names = [tokens.name(one.found.kind, at[3]) for one, at in zip(piece.parts, placed, strict=True)]
        text = tokens.replace(piece.text, [one.found for one in piece.parts], names)
        spans = [(one.found.start, one.found.end, len(name)) for one, name in zip(piece.parts, names, strict=True)]
        return Made(text.text, spans), placed

    def _one(self, piece: Piece, number: int) -> Placed:
        """One token of what a bot wrote in a group: of whoever's value it is already, else the group's."""
        known = self.draft.talk(piece.place.conversation).known
        for place, parts in chain([(piece.place, piece.parts)], piece.theirs):
            one = parts[number]
            if any(mark.ref and mark.exact == one.by_spelling for mark in known.get(one.by_value, ())):
                return tokenise(self.draft, place, piece.text, [one])[1][0]
        return tokenise(self.draft, piece.place, piece.text, [piece.parts[number]])[1][0]

    @staticmethod
    def spelled(text: str, piece: Piece, placed: Sequence[Placed]) -> Made:
        """A piece as it reads with these tokens."""
        spans = [(one.found.start, one.found.end, at[1] - at[0]) for one, at in zip(piece.parts, placed, strict=True)]
        return Made(text, spans)


def _chat(talk: str) -> str:
    """The number of the chat that a conversation is in, without topic and connection."""
    return talk.split("@")[0].split("/")[0] if talk[:1] != "@" else talk


def left_out(piece: Piece) -> Made:
    """What stands for a piece whose author was erased."""
    return Made("…", [(0, len(piece.text), 1)])
