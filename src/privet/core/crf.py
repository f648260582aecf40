"""Names by a linear-chain conditional random field whose features each look at one word.

What speaks for a tag at a word is the sum of what five words say, two before to two after, and what a word says depends
on nothing but the word, its place among the five and the text's context (language; whether capitals mean anything). So
what each word says is remembered, and a text costs one look-up a word and one pass of Viterbi's algorithm: in C where
the compiled kernel is there, in numpy otherwise, with the same answer to the last bit.

Tags are O, then B and I of each label: number 0, then 2 k + 1 and 2 k + 2; padded to `TAGS`. An I follows its own B
or I only: a model says -1e9 of any other way to it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from privet.core import words
from privet.core.features import AFTER, BEFORE, WINDOW, features, hashed
from privet.core.kernel import HALF, TAGS, UNKNOWN, WIDE, Index, Room, compiled, learn_signs
from privet.core.words import Context

_CAPACITY = 1 << 16
"""Word types remembered, at 320 bytes each; then all are forgotten and learned anew."""

_BATCH = 32768
"""Words of a batch that numpy decodes at once, counted as if all its texts were as long as the longest."""

_ORDER = np.array([0, *range(1, TAGS, 2), *range(2, TAGS, 2)])
"""The tag of each lane: scores and transitions are kept as O, each B, each I, so that one step takes eight."""

_FROM = np.argsort(_ORDER)[: TAGS - 1]
"""The lane of each tag: of two ways that are worth the same, the lower tag's is taken."""

Floats = NDArray[np.float32]


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
        at = int(np.searchsorted(self.listed, np.uint32(key)))
        return int(self.lists[at]) if at < len(self.listed) and int(self.listed[at]) == key else 0

    def says(self, word: str, context: Context) -> Floats:
        """What `word` says for each tag at each of the five places: [WINDOW, TAGS]."""
        keys = hashed(features(word, context, self.membership))
        at = np.minimum(self.keys.searchsorted(keys), len(self.keys) - 1)
        told: Floats = self.values[at[self.keys[at] == keys]].sum(axis=0, dtype=np.float32)
        return told


def decode(
    table: Floats, transitions: Floats, texts: Sequence[Sequence[int]], told: Collection[int]
) -> list[list[tuple[int, int, int, float]]]:
    """The spans in each text, given as rows of `table`: Viterbi's algorithm over all texts at once, each step for those
    that are long enough. Of a span its first word, the word after its last, its label, its margin; of labels in `told`.
    """
    spans: list[list[tuple[int, int, int, float]]] = [[] for _ in texts]
    order = sorted((number for number, rows in enumerate(texts) if rows), key=lambda number: -len(texts[number]))
    if not order:
        return spans
    lengths = np.array([len(texts[number]) for number in order])
    steps = np.arange(lengths[0])[:, None]
    active = steps < lengths  # [steps, texts]; texts by length, so that those of a step are the first
    at = np.concatenate(([0], active.sum(axis=1).cumsum()))
    begins = np.concatenate(([0], (lengths + WINDOW - 1).cumsum()))
    padded = np.fromiter(chain.from_iterable((0, 0, *texts[number], 1, 1) for number in order), np.intp, begins[-1])
    words = (begins[:-1] + steps)[active]
    scores = table[padded[words], 0]
    for place in range(1, WINDOW):
        scores += table[padded[words + place], place]
    path = _best(np.ascontiguousarray(scores.T), transitions, at, lengths)
    inside = [HALF + 1 + label for label in told]
    texts_of = np.broadcast_to(np.arange(len(order)), active.shape)[active]
    for number in np.unique(texts_of[np.isin(path | HALF, inside) & (path > 0)]).tolist():
        own = at[: lengths[number]] + number
        spans[order[number]] = [*_spans(scores[own], transitions, path[own].tolist(), told)]
    return spans


def _best(scores: Floats, transitions: Floats, at: NDArray[np.intp], lengths: NDArray[np.intp]) -> NDArray[np.intp]:
    """The lane of each word on its text's best path. `scores` are [lane, word], words by step; a step begins `at`."""
    reached = np.empty_like(scores)
    reached[:, : at[1]] = scores[:, : at[1]] + transitions[0][:, None]
    from_any = transitions[:, :HALF, None]
    begun, inside = (transitions[half, HALF:].diagonal()[:, None] for half in (slice(HALF), slice(HALF, TAGS)))
    steps = at.tolist()
    for before, here, end in zip(steps, steps[1:], steps[2:], strict=False):
        last = reached[:, before : before + end - here]
        (last[:, None] + from_any).max(axis=0, out=reached[:HALF, here:end])
        np.maximum(last[:HALF] + begun, last[HALF:] + inside, out=reached[HALF:, here:end])
        reached[:, here:end] += scores[:, here:end]
    by_tag, ways = reached[_FROM], transitions[_FROM[:, None], _FROM]
    ends = at[lengths - 1] + np.arange(len(lengths))
    path = np.empty(len(by_tag[0]), np.intp)
    path[ends] = by_tag[:, ends].argmax(axis=0)
    for before, here, end in zip(steps[-3::-1], steps[-2:0:-1], steps[:1:-1], strict=True):
        last = by_tag[:, before : before + end - here] + ways[:, path[here:end]]
        last.argmax(axis=0, out=path[before : before + end - here])
    return _FROM[path]


def _spans(
    scores: Floats, transitions: Floats, path: list[int], told: Collection[int]
) -> Iterator[tuple[int, int, int, float]]:
    """The spans that a path says, with the margin of each over being outside: as in viterbi.c, step for step."""
    end = 0
    for start, lane in enumerate(path):
        if start < end or not lane:
            continue
        inside, end = lane | HALF, start + 1
        while end < len(path) and path[end] == inside:
            end += 1
        label = inside - HALF - 1
        if label not in told:
            continue
        before = outside = path[start - 1] if start else 0
        margin = np.float32(0)
        for t in range(start, end):
            margin += scores[t, path[t]] - scores[t, 0]
            margin += transitions[before, path[t]] - transitions[outside, 0]
            before, outside = path[t], 0
        if end < len(path):
            margin += transitions[before, path[end]] - transitions[0, path[end]]
        yield start, end, label, float(margin)


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
        self._transitions = np.ascontiguousarray(model.transitions[_ORDER][:, _ORDER], np.float32)
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
        count = tag(self._known.address, room.address, data, len(text), wide)
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
        with self._lock:
            known = self._learned(context, set(found))
        own = known.rows[context]
        return known, [own[word] for word in found]

    def _learned(self, context: Context, found: set[str]) -> _Known:
        """A table that knows all of `found`. Rows that a table has handed out are never changed in it."""
        known = self._known
        new = sorted(found - known.rows.get(context, {}).keys())
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
        return self._model.says(word, context)[:, _ORDER]

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
