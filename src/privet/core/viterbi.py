"""Viterbi's algorithm over many texts at once, in numpy: what viterbi.c does for one text, with the same answer to the
last bit.

Scores and transitions have a lane for each tag: O, each B, each I. An I follows its own B or I only: a model says -1e9
of any other way to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from privet.core.features import WINDOW

TAGS = 16
"""Tags that a model has room for."""

HALF = TAGS // 2
"""Lanes of O and B; those of I come after them."""

ORDER = np.array([0, *range(1, TAGS, 2), *range(2, TAGS, 2)])
"""The tag of each lane: scores and transitions are kept in them, so that one step takes eight."""

_FROM = np.argsort(ORDER)[: TAGS - 1]
"""The lane of each tag: of two ways that are worth the same, the lower tag's is taken."""

Floats = NDArray[np.float32]


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
    words, lines = (begins[:-1] + steps)[active], table.reshape(-1, TAGS)
    padded *= WINDOW
    scores = lines.take(padded[words], axis=0)
    for place in range(1, WINDOW):
        scores += lines.take(padded[words + place] + place, axis=0)
    path = _best(np.ascontiguousarray(scores.T), transitions, at, lengths)
    hits = np.zeros(TAGS, np.bool_)
    hits[[lane + label for label in told for lane in (1, HALF + 1)]] = True
    texts_of = np.arange(len(words)) - np.repeat(at[:-1], np.diff(at))
    for number in sorted({*texts_of[hits[path]].tolist()}):
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
        np.maximum.reduce(last[:, None] + from_any, axis=0, out=reached[:HALF, here:end])
        np.maximum(last[:HALF] + begun, last[HALF:] + inside, out=reached[HALF:, here:end])
        reached[:, here:end] += scores[:, here:end]
    by_tag = np.ascontiguousarray(reached[_FROM].T)  # by word now, each with its tags
    ways = np.ascontiguousarray(transitions[_FROM[:, None], _FROM].T)
    ends = at[lengths - 1] + np.arange(len(lengths))
    path = np.empty(len(by_tag), np.intp)
    path[ends] = by_tag[ends].argmax(axis=1)
    for before, here, end in zip(steps[-3::-1], steps[-2:0:-1], steps[:1:-1], strict=True):
        worth = ways.take(path[here:end], axis=0)
        worth += by_tag[before : before + end - here]
        worth.argmax(axis=1, out=path[before : before + end - here])
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
