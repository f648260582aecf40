"""Names by a linear-chain conditional random field whose features each look at one word.

What speaks for a tag at a word is the sum of what five words say, two before to two after, and what a word says depends
on nothing but the word, its digits being alike, its place among the five and the text's context (language; whether
capitals mean anything). So what each word says is remembered, and a text costs one look-up a word and one pass of
Viterbi's algorithm: in C where the compiled kernel is there, in numpy otherwise, with the same answer to the last bit.

Tags are O, then B and I of each label: number 0, then 2 k + 1 and 2 k + 2; padded to `TAGS`.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from privet.core import words
from privet.core.features import AFTER, BEFORE, LONGEST, WINDOW, alike
from privet.core.kernel import Kernel, compiled
from privet.core.model import Model
from privet.core.viterbi import ORDER, TAGS, decode
from privet.core.words import NOTHING, Context

_CAPACITY = 1 << 15
"""Word types remembered, at 320 bytes each; then all are forgotten and learned anew."""

_BATCH = 32768
"""Words of a batch that numpy decodes at once, counted as if all its texts were as long as the longest."""


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) are a `label`; `margin` is by how much that is likelier than nothing."""

    start: int
    end: int
    label: str
    margin: float


class _Known:
    """Word types known so far in each context, and what they say; at most as many as its table has rows. Rows beyond
    `count` are memory that nobody has touched: it is the system's to give when they are."""

    def __init__(self, capacity: int) -> None:
        self.table = np.zeros((capacity, WINDOW, TAGS), np.float32)
        self.rows: dict[Context, dict[str, int]] = {}
        self.count = 2


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
        self._transitions = np.ascontiguousarray(model.transitions[ORDER][:, ORDER], np.float32)
        self._capacity = capacity
        self._kernel: Kernel | None = None
        if (compiled() is not None) if kernel is None else kernel:
            self._kernel = Kernel(model, capacity, self._transitions, self._ballots, units=units, told=self._told)
        self._lock = threading.Lock()
        self._known = self._beginning(2 if self._kernel else capacity)

    def tag(self, text: str) -> list[Span]:
        """The spans in `text`."""
        if self._kernel is None:
            return self.tag_each([text])[0]
        found = self._kernel.tag(text)
        if not found:
            return []
        labels = self._labels
        return [Span(start, end, labels[label], margin) for start, end, label, margin in found]

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
        found = words.words(text if self._units else alike(text))
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
        new = sorted(word for word in found if word not in before)  # set less dict's keys walks the dict
        if known.count + len(new) > len(known.table):
            new = sorted(found)
            known = self._beginning(max(self._capacity, len(new) + 2))
            if len(known.table) == self._capacity:
                self._known = known
        own = known.rows.setdefault(context, {})
        for word in new:
            known.table[known.count] = self._model.says(word, context)[:, ORDER]
            own[word] = known.count
            known.count += 1
        return known

    def _beginning(self, capacity: int) -> _Known:
        known = _Known(capacity)
        for row, word in enumerate((BEFORE, AFTER)):
            known.table[row] = self._model.says(word, NOTHING)[:, ORDER]
        return known
