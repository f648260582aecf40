"""What one commit will write: collected message by message, written in one go by receive and send.

A draft also answers what the store would answer if the commit were already done, so that two messages of one batch from
the same new customer meet in one subject, one conversation and one run of token numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from privet.core import identity, seal, tags, tokens
from privet.core.lasting import UNKNOWN, bounds, briefest, shortens
from privet.core.wrap import KeyKind
from privet.errors import Tampered
from privet.store import holdings, lasting, messages, subjects, tenants
from privet.store.lasting import LastingRow
from privet.store.messages import Mark

if TYPE_CHECKING:
    from privet.app import KindTerms, Privet, Rules
    from privet.core.finding import Finding
    from privet.store.view import Tx, View

VALUE, BODY, SUBJECT, CONVERSATION, NOTE = 1, 2, 3, 4, 5
"""Fields a sealed value can stand in: part of its context, so that none opens in another's place."""

LEAVES = 64
"""How many keys for newcomers are made in one step at most: each step waits for the disk once more."""

RELATION, MESSAGE = "relation", "message"

packed = msgspec.msgpack.Encoder().encode


class Kept(msgspec.Struct, frozen=True, gc=False):
    """A finding that becomes a token: what the rules say of its kind, its characters, and the tags of the value and of
    this spelling of it.
    """

    found: Finding
    terms: KindTerms
    exact: str
    by_value: int
    by_spelling: int

    def __repr__(self) -> str:
        return "Kept(…)"


class Talk(msgspec.Struct, gc=False):
    """What a draft knows of one conversation: its marks by tag, the highest number given of each kind; and what the
    commit adds: rows of marks, and the kinds that were numbered.
    """

    tenant: int
    id: bytes
    counted: dict[int, int]
    known: dict[int, list[Mark]] = {}
    rows: list[tuple[int, bytes, int, bytes, int, int, int]] = []
    numbered: set[int] = set()

    def mark(self, mark: Mark) -> None:
        """Let the conversation recognise something from now on."""
        self.rows.append((self.tenant, self.id, mark.tag, mark.ref, mark.kind, mark.n, mark.exact))
        self.known.setdefault(mark.tag, []).append(mark)

    def next(self, kind: int) -> int:
        """The next number of a kind. Its counter is the mark whose tag is the kind's number."""
        n = self.counted[kind] = self.counted.get(kind, 0) + 1
        self.numbered.add(kind)
        return n

    def full(self, parts: Sequence[Kept]) -> bool:
        """Would one more message with tokens of these kinds pass the highest number of one of them?"""
        counted, most = self.counted, tokens.HIGHEST - len(parts)
        return any(counted.get(part.terms.number, 0) > most for part in parts)

    def __repr__(self) -> str:
        return "Talk(…)"


class Draft:
    """One commit's new rows, and the keys they are sealed with."""

    def __init__(self, app: Privet, tx: Tx, rules: Rules) -> None:
        self.app = app
        self.tx = tx
        self.rules = rules
        self.at = app.now()
        self.tenant = tx.tenant
        self.subjects: dict[bytes, subjects.SubjectRow] = {}
        self.conversations: dict[bytes, subjects.ConversationRow] = {}
        self.members: list[tuple[bytes, bytes]] = []
        self.messages: list[tuple[int, bytes, bytes, bytes, int, int, bytes]] = []
        self.values: list[tuple[object, ...]] = []
        self.holdings: dict[tuple[int, int], int] = {}  # period, kind → values held more
        self.identities: list[tuple[int, bytes]] = []
        self.mentions: list[tuple[str, str, bytes]] = []  # kind and characters of a new value that is looked up, its id
        self.subjects_by_address: dict[tuple[str, str], tuple[bytes, int, bytes]] = {}
        self.conversations_by_name: dict[tuple[str, str], bytes] = {}
        self.clear: dict[bytes, str] = {}  # values of this commit in the clear, gone with the draft
        self.bodies: dict[bytes, Any] = {}  # bodies of this commit's messages, for a repetition in the same batch
        self.held: dict[bytes, messages.ValueRow] = {}  # values that were recalled
        self.near: dict[bytes, list[tuple[str, bytes]]] = {}  # conversations that somebody was in before, by name
        self.bots: frozenset[str] | None = None  # numbers of the company's bots, once they are asked for
        self._talks: dict[bytes, Talk] = {}
        self.strangers: list[bytes] = []  # subjects of this commit whom the company never wrote to
        self.exact: list[tuple[int, bytes]] = []  # period, value: those of which only a shortened form is kept on
        self._periods: dict[tuple[str, int], tuple[int, bytes]] = {}
        self._ends: dict[int, int] = {}
        self._key = b""  # the key last sealed with: the parts of a message follow each other
        self._seal: seal.Sealing

    def period(self, class_: str, sooner: tuple[str, ...] = (), at: int = 0) -> tuple[int, bytes]:
        """Slot and key of the period of a retention class that holds now, or held at a time (ms); where there are other
        classes that it may end by `sooner`, of the first to be over. Made when it is the first of its time.
        """
        classes = self.rules.policy.classes
        if sooner:
            class_ = briefest(classes, class_, sooner)
        found = self._periods.get((class_, at))
        if found is None:
            start, end = bounds(classes, class_, at or self.at)
            found = self.tx.known.periods.get((class_, start)) or self._period(class_, start, end)
            self._periods[class_, at] = self.tx.known.periods[(class_, start)] = found
        return found

    def longer(self, period: int, other: int) -> bool:
        """Whether what is sealed in a period lasts at least as long as what is sealed in another."""
        ends = self._ends
        for slot in (period, other):
            if slot not in ends:
                ends[slot] = subjects.end_of(self.tx, slot) or 1 << 62
        return ends[period] >= ends[other]

    def _period(self, class_: str, start: int, end: int) -> tuple[int, bytes]:
        slot = subjects.period(self.tx, class_, start)
        key = None if slot is None else self.tx.keys.key(self.tenant, slot)
        if slot is not None and key is not None:
            return slot, key
        ((slot, key),) = self.tx.keys.new_leaves(self.tenant, KeyKind.PERIOD, 1)
        subjects.add_period(self.tx, class_, start, end, slot)
        return slot, key

    def new_leaf(self) -> tuple[int, bytes]:
        """Slot and key for one new subject. They are made some at a time; those left over serve the next commit."""
        known = self.tx.known
        if not known.leaves:
            known.drawn = min(2 * known.drawn, LEAVES)
            known.leaves += self.tx.keys.new_leaves(self.tenant, KeyKind.SUBJECT, known.drawn)[::-1]
        return known.leaves.pop()

    def data_key(
        self, subject: bytes, slot: int, key: bytes, class_: str, sooner: tuple[str, ...] = ()
    ) -> tuple[int, bytes]:
        """Slot of the period of `class_`, and the key that seals in it what belongs to a subject."""
        period, period_key = self.period(class_, sooner)
        return period, seal.data_key(key, period_key, self.tenant, subject, period)

    def sealed(self, key: bytes, plain: bytes, context: bytes) -> bytes:
        """`plain`, sealed with a nonce of its own."""
        if key is not self._key:
            self._key, self._seal = key, seal.sealing(key)
        return self._seal(self.app.chance(12), plain, context)

    def recall(self, wanted: Iterable[tuple[Talk, Sequence[Kept], int]]) -> None:
        """Read at once what conversations know of some values and under some tag (0: none), before `Talk.known` is
        asked for the first of them. Where no value of a kind has a number yet, none is looked for.
        """
        sought: dict[bytes, set[int]] = {}
        for talk, parts, tag in wanted:
            if talk.id in self.conversations:
                continue
            counted, found = talk.counted, sought.setdefault(talk.id, set())
            for part in parts:
                n = counted.get(part.terms.number)
                if n is None:
                    found.add(part.terms.number)
                if n != 0:
                    found.add(part.by_value)
            if tag:
                found.add(tag)
        values: list[bytes] = []
        pairs = [(id, tag) for id in sorted(sought) for tag in sought[id]]
        for id, tag, ref, kind, n, exact in messages.marks(self.tx, pairs):
            talk = self._talks[id]
            if tag < tags.LOWEST:
                talk.counted[tag] = n
                continue
            talk.known.setdefault(tag, []).append(Mark(tag, ref, kind, n, exact))
            if kind:
                values.append(ref)
        for id, found in sought.items():
            counted = self._talks[id].counted
            for tag in found:
                if tag < tags.LOWEST:
                    counted.setdefault(tag, 0)
        self.held.update((row.id, row) for row in messages.values(self.tx, values))

    def talk(self, conversation: bytes) -> Talk:
        """What the draft knows of a conversation."""
        found = self._talks.get(conversation)
        if found is None:
            counted = self.tx.known.counted.get(conversation)
            found = self._talks[conversation] = Talk(self.tenant, conversation, dict(counted) if counted else {})
        return found

    def value(self, row: tuple[object, ...], class_: str) -> None:
        """Put a sealed value (a row of `messages.add_values`) of a class in."""
        self.values.append(row)
        if shortens(class_):
            self.exact.append((row[4], row[1]))  # type: ignore[arg-type]

    def hold(self, period: int, kind: int, held: int = 1) -> None:
        """Count values of a kind that are held from here on in a period."""
        self.holdings[period, kind] = self.holdings.get((period, kind), 0) + held

    def write(self) -> None:
        """Write everything; the index's own mark moves to the newest id."""
        tx = self.tx
        if self.subjects or self.members:  # a new conversation has a member
            subjects.add_subjects(tx, list(self.subjects.values()))
            subjects.add_conversations(tx, list(self.conversations.values()))
            subjects.add_members(tx, self.members)
            lasting.add(tx, [LastingRow(one, UNKNOWN, "service:clock", self.at) for one in self.strangers])
        messages.add_messages(tx, self.messages)
        messages.add_values(tx, self.values)
        lasting.keep_exact(tx, self.exact)
        holdings.change(tx, self.holdings)
        messages.add_marks(tx, self._marks())
        if self.identities or self.mentions:
            subjects.add_index(tx, self.identities, self._mentioned(), self.app.id())

    def _marks(self) -> list[tuple[int, bytes, int, bytes, int, int, int]]:
        """All new marks, those of a conversation together, so that neighbours are written together: its values and
        messages, the counters that moved, and each message in its list. What was counted is remembered."""
        tenant, talks, counts = self.tenant, self._talks, self.tx.known.counted
        for _, id, conversation, *_ in self.messages:
            self.talk(conversation).rows.append((tenant, conversation, messages.LISTED, id, 0, 0, 0))
        marks: list[tuple[int, bytes, int, bytes, int, int, int]] = []
        for conversation in sorted(talks):
            talk = talks[conversation]
            marks += talk.rows
            marks += [(tenant, conversation, kind, b"", 0, talk.counted[kind], 0) for kind in talk.numbered]
            before = counts.get(conversation)
            if before is None:
                counts.put(conversation, talk.counted)
            else:
                before.update(talk.counted)
        return marks

    def _mentioned(self) -> list[tuple[int, bytes]]:
        """The tags that the index finds new values by. All in one go: reading one spelling after the other takes a
        third of the time that it takes between other work."""
        key, regions = index_key(self.tx), self.rules.policy.regions
        tag = tags.under(key, tags.MENTION)
        return [(tag(identity.spelled(kind, exact, regions), b""), value) for kind, exact, value in self.mentions]


def index_key(view: View) -> bytes:
    """The tenant's key of look-up tags, from the key store."""
    if not view.known.index_key:
        view.known.index_key = key_of(view, tenants.slots(view)[0])
    return view.known.index_key


def key_of(view: View, slot: int) -> bytes:
    """A key that must be there: that of the tenant, or of a subject just seen alive under this very lock."""
    key = view.keys.key(view.tenant, slot)
    if key is None:
        raise Tampered("the key store lacks a key that the data names", hint="restore the last backup of both")
    return key
