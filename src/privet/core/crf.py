"""Names by a linear-chain conditional random field whose features each look at one word.

What speaks for a tag at a word is the sum of what five words say, two before to two after, and what a word says depends
on nothing but the word, its place among the five and the text's context (language; whether capitals mean anything). So
what each word says is remembered, and a text costs one look-up a word and one pass of Viterbi's algorithm: in C where
the compiled kernel is there, in numpy otherwise, with the same answer to the last bit.

Tags are O, then B and I of each label: number 0, then 2 k + 1 and 2 k + 2; padded to `TAGS`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from privet.core import words
from privet.core.features import AFTER, BEFORE, LONGEST, WINDOW, features, hashed
from privet.core.kernel import UNKNOWN, WIDE, Index, Room, compiled, learn_signs
from privet.core.viterbi import ORDER, TAGS, Floats, decode
from privet.core.words import Context

_CAPACITY = 1 << 16
"""Word types remembered, at 320 bytes each; then all are forgotten and learned anew."""

_BATCH = 32768
"""Words of a batch that numpy decodes at once, counted as if all its texts were as long as the longest."""


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) are a `label`; `margin` is by how much that is likelier than nothing."""

    start: int
    end: int
    label: str
    margin: float


@dataclass(frozen=True)
class Model:
    """A name pack: weights, and the word lists and stop words they were trained with.

    `keys` are hashed features, sorted, and `values[i]` what `keys[i]` says at each of the five places for each tag;
    `listed` are hashed words, sorted, and `lists[i]` the bits of the word lists that `listed[i]` is on.
    """

    labels: tuple[str, ...]
    keys: NDArray[np.uint32]
    values: NDArray[np.float16]
    transitions: Floats
    listed: NDArray[np.uint32]
    lists: NDArray[np.uint16]
    stop_words: Mapping[str, Sequence[str]]

    def membership(self, word: str) -> int:
        """The bits of the word lists that `word`, in lower case, is on."""
        key = crc32(word.encode("utf-8", "surrogatepass"))
        at = int(self.listed.searchsorted(np.uint32(key)))
        return int(self.lists[at]) if at < len(self.listed) and int(self.listed[at]) == key else 0

    def says(self, word: str, context: Context) -> Floats:
        """What `word` says for each tag at each of the five places: [WINDOW, TAGS]."""
        keys = hashed(features(word, context, self.membership))
        at = np.minimum(self.keys.searchsorted(keys), len(self.keys) - 1)
        told: Floats = self.values[at[self.keys[at] == keys]].sum(axis=0, dtype=np.float32)
        return told


class _Known:
    """Word types known so far in each context, and what they say; at most as many as its table has rows. Rows beyond
    `count` are memory that nobody has touched: it is the system's to give when they are."""

    def __init__(self, capacity: int) -> None:
        self.table = np.zeros((capacity, WINDOW, TAGS), np.float32)
        self.rows: dict[Context, dict[str, int]] = {}
        self.count = 2
        self.index: Index | None = None
        self.address = 0


class Tagger:
    """A model at work; threads may share one. `kernel=None`: the compiled kernel where there is one.

    `units`: its words are `words.units`. `told`: the labels whose spans are told, where not all.
    """

    def __init__(
        self,
        model: Model,
        kernel: bool | None = None,
        capacity: int = _CAPACITY,
        *,
        units: bool = False,
        told: Collection[str] | None = None,
    ) -> None:
        self._model, self._units = model, units
        self._told = [number for number, label in enumerate(model.labels) if told is None or label in told]
        self._labels = ("", *model.labels)
        self._ballots = words.ballots(model.stop_words)
        self._kernel = compiled() if kernel is None or kernel else None
        if kernel and self._kernel is None:  # pragma: no cover  # no compiler was there when Privet was installed
            raise ValueError("the compiled kernel is asked for and not there")
        self._transitions = np.ascontiguousarray(model.transitions[ORDER][:, ORDER], np.float32)
        self._capacity = capacity
        self._lock = threading.Lock()
        self._known = self._beginning(capacity)
        self._room = Room()

    def tag(self, text: str) -> list[Span]:
        """The spans in `text`."""
        if self._kernel is None:
            return self.tag_each([text])[0]
        tag, room = self._kernel.tag, self._room
        if text.isascii():
            data, wide = text.encode(), 0
        else:
            data, wide = text.encode(WIDE, "surrogatepass"), 1
        known = self._known  # held while the kernel reads it: another thread may put another in its place
        count = tag(known.address, room.address, data, len(text), wide)
        if not count:
            return []
        if count < 0:
            count = self._taught(tag, text, data, wide, count)
        return [Span(start, end, self._labels[label], margin) for start, end, label, margin in room.told(count)]

    def _taught(self, tag: Callable[..., int], text: str, data: bytes, wide: int, answer: int) -> int:
        """What the kernel says to `text` once it knows all its signs and words and has room for them."""
        known, room = self._known, self._room
        for _ in range(3):  # room for the signs, room for the words, what they are
            if answer == UNKNOWN:
                learn_signs(text)
                known = self._rows(text)[0]
            else:
                room.grow(len(text), UNKNOWN - 1 - answer)
            answer = tag(known.address, room.address, data, len(text), wide)
            if answer >= 0:
                return answer
        raise RuntimeError("the compiled kernel cuts a text into other words than Python does")

    def tag_each(self, texts: Sequence[str]) -> list[list[Span]]:
        """The same for many texts: without the kernel, ten times as fast as one after the other."""
        if self._kernel is not None:
            return [self.tag(text) for text in texts]
        spans: list[list[Span]] = [[] for _ in texts]
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        while order:
            batch: list[int] = []
            rows: list[list[int]] = []
            known, longest = self._known, 0
            while order and len(batch) * longest < _BATCH:
                own_known, own = self._rows(texts[order[-1]])
                if own_known is not known and batch:
                    break
                known, longest = own_known, max(longest, len(own))
                batch.append(order.pop())
                rows.append(own)
            for number, told in zip(batch, decode(known.table, self._transitions, rows, self._told), strict=True):
                if told:
                    spans[number] = self._placed(texts[number], told)
        return spans

    def _placed(self, text: str, found: Sequence[tuple[int, int, int, float]]) -> list[Span]:
        places = words.spans(text, found[-1][1])
        return [
            Span(places[first][0], places[last - 1][1], self._model.labels[label], margin)
            for first, last, label, margin in found
        ]

    def listed(self, word: str) -> int:
        """The bits of the word lists that `word`, in lower case, is on."""
        return self._model.membership(word)

    def _rows(self, text: str) -> tuple[_Known, list[int]]:
        """The table of what is known, and the rows of the words of `text` in it."""
        found = words.words(text)
        if self._units:
            found = words.units(found)
        context, known = Context(words.caseless(text), words.language(found, *self._ballots)), self._known
        own = known.rows.get(context)
        if own is not None:
            rows = list(map(own.get, found))
            if None not in rows:
                return known, rows  # type: ignore[return-value]  # as was just seen
        found = [word[:LONGEST] for word in found]  # which is all that is looked at, and all that is kept
        with self._lock:
            known = self._learned(context, set(found))
        own = known.rows[context]
        return known, [own[word] for word in found]

    def speaks(self, text: str) -> bool:
        """Whether `text` says something in a language of this pack: Han characters, or stop words of one language."""
        return self._units or bool(words.language(words.words(text), *self._ballots))

    def _learned(self, context: Context, found: set[str]) -> _Known:
        """A table that knows all of `found`. Rows that a table has handed out are never changed in it."""
        known = self._known
        before = known.rows.get(context, {})
        new = sorted(
            word for word in found if word not in before
        )  # a set less a dict's keys would walk all of the dict
        if known.count + len(new) > len(known.table):
            new = sorted(found)
            known = self._beginning(max(self._capacity, len(new) + 2))
            if len(known.table) == self._capacity:
                self._known = known
        own = known.rows.setdefault(context, {})
        for word in new:
            known.table[known.count] = self._says(word, context)
            if known.index is not None:
                known.index.learn(word, context, known.count)
            own[word] = known.count
            known.count += 1
        return known

    def _says(self, word: str, context: Context) -> Floats:
        return self._model.says(word, context)[:, ORDER]

    def _beginning(self, capacity: int) -> _Known:
        known = _Known(capacity)
        known.table[0] = self._says(BEFORE, Context(False, ""))
        known.table[1] = self._says(AFTER, Context(False, ""))
        if self._kernel is not None:
            known.index = Index(
                capacity, known.table, self._transitions, self._ballots, units=self._units, told=self._told
            )
            known.address = known.index.address
        return known
