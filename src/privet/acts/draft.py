"""What one commit will write: collected message by message, written in one go by receive and send.

A draft also answers what the store would answer if the commit were already done, so that two messages of one batch from
the same new customer meet in one subject, one conversation and one run of token numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from privet.core import seal, tags
from privet.core.plain import TokenText
from privet.core.wrap import KeyKind
from privet.store import messages, subjects, tenants

if TYPE_CHECKING:
    from privet.app import Privet, Rules
    from privet.store.db import Tx, View

VALUE, BODY, SUBJECT, CONVERSATION, NOTE = 1, 2, 3, 4, 5
"""Fields a sealed value can stand in: part of its context, so that none opens in another's place."""

DAY_MS = 86_400_000
RELATION, MESSAGE = "relation", "message"

encode = msgspec.msgpack.Encoder().encode


class Draft:
    """One commit's new rows, and the keys they are sealed with."""

    def __init__(self, app: Privet, tx: Tx, rules: Rules) -> None:
        self.app = app
        self.tx = tx
        self.rules = rules
        self.at = app.now()
        self.tenant = tx.tenant
        self.subjects: list[subjects.SubjectRow] = []
        self.conversations: list[subjects.ConversationRow] = []
        self.members: list[tuple[bytes, bytes]] = []
        self.messages: list[tuple[object, ...]] = []
        self.values: list[tuple[object, ...]] = []
        self.marks: dict[tuple[bytes, int, bytes], messages.Mark] = {}
        self.by_tag: dict[tuple[bytes, int], list[messages.Mark]] = {}
        self.identities: list[tuple[int, bytes]] = []
        self.mentions: list[tuple[int, bytes]] = []
        self.clear: dict[bytes, str] = {}  # values of this commit in the clear, gone with the draft
        self.answered: dict[bytes, tuple[TokenText, list[Any], str | None]] = {}  # this commit's messages
        self._data_keys: dict[tuple[int, int], bytes] = {}
        self._fresh: list[tuple[int, bytes]] = []

    def index_key(self) -> bytes:
        """The tenant's key of look-up tags."""
        return index_key(self.tx)

    def period(self, class_: str) -> tuple[int, bytes]:
        """Slot and key of the period of a retention class that holds now; made when it is the first of its time."""
        start, end = bounds(self.rules, class_, self.at)
        known = self.tx.known.periods.get((class_, start))
        if known is None:
            slot = subjects.period(self.tx, class_, start)
            if slot is None:
                ((slot, key),) = self.tx.keys.new_leaves(self.tenant, KeyKind.PERIOD, 1)
                subjects.add_period(self.tx, class_, start, end, slot)
            else:
                key = self.tx.keys.key(self.tenant, slot) or b""
            known = self.tx.known.periods[(class_, start)] = (slot, key)
        return known

    def expect(self, newcomers: int) -> None:
        """Make keys for so many new subjects in one step."""
        if newcomers:
            self._fresh = self.tx.keys.new_leaves(self.tenant, KeyKind.SUBJECT, newcomers)

    def new_leaf(self) -> tuple[int, bytes]:
        """Slot and key for one new subject."""
        if not self._fresh:
            self.expect(1)
        return self._fresh.pop()

    def data_key(self, subject: bytes, slot: int, subject_key: bytes, class_: str) -> tuple[int, bytes]:
        """Slot of the period of `class_`, and the key that seals a subject's data in it."""
        period, period_key = self.period(class_)
        found = self._data_keys.get((slot, period))
        if found is None:
            found = self._data_keys[(slot, period)] = seal.data_key(
                subject_key, period_key, self.tenant, subject, period
            )
        return period, found

    def sealed(self, key: bytes, plain: bytes, context: bytes) -> bytes:
        """`plain`, sealed with a nonce of its own."""
        return seal.seal(key, self.app.chance(12), plain, context)

    def mark(self, conversation: bytes, mark: messages.Mark) -> None:
        """Let the conversation recognise something from now on."""
        self.marks[(conversation, mark.tag, mark.ref)] = mark
        self.by_tag.setdefault((conversation, mark.tag), []).append(mark)

    def recognised(self, conversation: bytes, wanted: list[int]) -> dict[int, list[messages.Mark]]:
        """The marks of a conversation under any of the tags `wanted`, this commit's own included."""
        found: dict[int, list[messages.Mark]] = {}
        for row in messages.marks(self.tx, conversation, wanted):
            if row[0] >= tags.LOWEST or (conversation, row[0]) not in self.by_tag:
                found.setdefault(row[0], []).append(messages.Mark(*row))
        for tag in wanted:
            own = self.by_tag.get((conversation, tag))
            if own:
                found.setdefault(tag, []).extend(own[-1:] if tag < tags.LOWEST else own)
        return found

    def write(self) -> None:
        """Write everything; the index's own mark moves to the newest id."""
        tx, tenant = self.tx, self.tenant
        subjects.add_subjects(tx, self.subjects)
        subjects.add_conversations(tx, self.conversations)
        subjects.add_members(tx, self.members)
        messages.add_messages(tx, self.messages)
        messages.add_values(tx, self.values)
        messages.add_marks(tx, [(tenant, key[0], *self.marks[key]) for key in sorted(self.marks)])
        if self.identities or self.mentions:
            subjects.add_index(tx, self.identities, self.mentions, self.app.id())


def index_key(view: View) -> bytes:
    """The tenant's key of look-up tags, from the key store."""
    if not view.known.index_key:
        view.known.index_key = view.keys.key(view.tenant, tenants.slots(view)[0]) or b""
    return view.known.index_key


def bounds(rules: Rules, class_: str, at: int) -> tuple[int, int]:
    """Start of the period of a retention class that holds `at`, and when its key is destroyed (0: by an event). ms."""
    seconds = rules.policy.classes[class_].seconds
    length = DAY_MS if seconds is None else min(DAY_MS, seconds * 1000)
    start = at - at % length
    return start, 0 if seconds is None else start + length + seconds * 1000
