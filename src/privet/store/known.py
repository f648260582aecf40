"""What a process remembers of one tenant between two transactions. All of it can be dropped at any time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from privet.core.merkle import Edge

K = TypeVar("K")
V = TypeVar("V")


class Bounded(Generic[K, V]):
    """A mapping that forgets its oldest eighth when it is full."""

    __slots__ = ("_held", "_limit", "get")

    def __init__(self, limit: int) -> None:
        self._limit = max(limit, 8)
        self._held: dict[K, V] = {}
        self.get = self._held.get

    def put(self, key: K, value: V) -> None:
        """Remember `value` under `key`."""
        held = self._held
        if len(held) >= self._limit:
            for old in list(held)[: self._limit // 8]:
                del held[old]
        held[key] = value

    def clear(self) -> None:
        """Forget everything."""
        self._held.clear()

    def __len__(self) -> int:
        return len(self._held)


class Place(msgspec.Struct, gc=False):
    """Whose message it is and in which conversation, with the keys that seal it: not looked up a second time.

    `period` and `data_key` are those of the class of messages in the period that held when this was written;
    `reference` is the tag of the reference that the subject's record holds, 0 when that was not looked at; `lasting`
    are the classes that what is said there ends by before its own does, as they were when `met` was the tenant's.
    """

    subject: bytes
    slot: int
    key: bytes
    conversation: bytes
    period: int = -1
    data_key: bytes = b""
    reference: int = 0
    lasting: tuple[str, ...] = ()
    met: int = 0

    def __repr__(self) -> str:
        return "Place(…)"  # keys


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An access key without the key: `digest` is its SHA-256. Times are milliseconds, `budget` is values a UTC day.

    `owner` is the name of the operator who answers for it; None for one made on the machine for nobody in particular.
    `apart` says that it knows things by the ids of its one purpose.
    """

    id: bytes
    digest: bytes
    name: str
    acts: frozenset[str]
    kinds: frozenset[str]
    purposes: frozenset[str]
    budget: int | None
    created: int
    expires: int
    revoked: int | None
    owner: str | None = None
    apart: bool = False

    def live(self, at: int) -> bool:
        """Whether it may be used at a time."""
        return self.revoked is None and at < self.expires


class Known:
    """Caches of one tenant: keyed tags, ids and keys; no personal data in the clear."""

    __slots__ = (
        "access",
        "aliases",
        "changes",
        "chats",
        "counted",
        "drawn",
        "edge",
        "hooks",
        "index_key",
        "introduced",
        "leaves",
        "looked",
        "mentions",
        "met",
        "named",
        "over",
        "periods",
        "places",
        "topics",
        "until",
    )

    def __init__(self, limit: int, changes: int) -> None:
        self.changes = changes
        self.edge = Edge()
        self.places: Bounded[bytes, Place] = Bounded(limit)
        self.counted: Bounded[bytes, dict[int, int]] = Bounded(limit // 4)  # conversation → kind → its highest number
        self.periods: dict[tuple[str, int], tuple[int, bytes]] = {}  # class, start → slot, key
        self.access: Bounded[bytes, KeyRow] = Bounded(1024)  # digest → the access key
        self.aliases: Bounded[bytes, int] = Bounded(limit)  # tag of an address → what stands for its number
        self.chats: Bounded[bytes, bytes] = Bounded(limit)  # conversation → the bot it knows
        self.topics: Bounded[bytes, str] = Bounded(limit)  # tag of a message that a bot sent → the topic it stands in
        self.index_key = b""
        self.introduced: tuple[int | None] | None = None  # when a rule first asked for training; None: not looked yet
        self.over: frozenset[int] = frozenset()  # slots of periods whose time is over, their keys still there
        self.looked, self.until = 0, 0  # when that was looked at; when it is to be looked at again (ms)
        self.hooks: list[tuple[bytes, frozenset[str]]] | None = None  # id, events; None: not looked yet
        self.leaves: list[tuple[int, bytes]] = []  # slot and key of subjects to come
        self.drawn = 1  # how many of them were made last: each time twice as many
        self.met = 0  # moves when somebody may be no stranger any more
        self.mentions = -1  # how many rows the mention table holds; -1: not looked yet
        self.named: tuple[int, frozenset[str], frozenset[str]] = (0, frozenset(), frozenset())  # last day; acts, actors

    def moved(self) -> None:
        """Another process wrote: what counts is no longer true."""
        self.mentions = -1
        self.met += 1
        self.counted.clear()
