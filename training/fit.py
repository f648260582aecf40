"""Fits a model to labelled texts: features to numbers, then passes of `fit.c`, then what is left of the weights."""

from __future__ import annotations

import ctypes
import hashlib
import random
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from lists import FAMILY, GIVEN, HAN_FAMILY, HAN_GIVEN
from synthetic import Labelled

from privet.core import words
from privet.core.features import AFTER, BEFORE, WINDOW, features, hashed
from privet.core.model import Model
from privet.core.viterbi import TAGS
from privet.core.words import Context

LABELS = ("PERSON", "ADDRESS", "PLACE", "ORGANISATION", "EMAIL", "NUMBER", "OTHER")
_NEAR = ("p", "e")
"""Features (by their first letter) that are looked at in the word itself and its neighbours only."""

_LONGEST = 400


def tags_of(text: str, spans: Sequence[tuple[int, int, str]]) -> list[int]:
    """The tag of each word of `text`: those that a span touches are inside it."""
    tags, number, begun = [], 0, False
    for start, end in words.spans(text):
        while number < len(spans) and spans[number][1] <= start:
            number, begun = number + 1, False
        if number < len(spans) and spans[number][0] < end:
            tags.append(2 * LABELS.index(spans[number][2]) + (2 if begun else 1))
            begun = True
        else:
            tags.append(0)
    return tags


class Fit:
    """Texts as numbers, and the weights as they are learned."""

    def __init__(self, texts: Sequence[Labelled], script: str, bits: dict[str, int], model: Model, seed: int) -> None:
        chance = random.Random(seed)
        votes, languages = words.ballots(model.stop_words)
        self.model = model
        known: dict[tuple[str, Context], int] = {}
        start, types, tags = [0], [], []
        contexts = [(BEFORE, Context(False, "")), (AFTER, Context(False, ""))]
        for text, spans in texts:
            found = words.words(text)[:_LONGEST]
            if not found:
                continue
            told = words.language(found, votes, languages)
            context = Context(words.caseless(text), "" if chance.random() < 0.25 else told)
            tags += tags_of(text, spans)[:_LONGEST]
            for word in words.units(found) if script == "han" else found:
                row = known.setdefault((word, context), len(known) + 2)
                if row == len(contexts):
                    contexts.append((word, context))
                types.append(row)
            start.append(len(types))
        self.start = np.array(start, np.int64)
        self.types = np.array(types, np.int32)
        self.tags = np.array(tags, np.uint8)
        self._number(contexts, lambda word: bits.get(word, 0))
        self.forget = np.array([_forgetting(bits.get(word.lower(), 0)) for word, _ in contexts], np.float32)

    def _number(self, contexts: list[tuple[str, Context]], membership: Callable[[str], int]) -> None:
        """Numbers for the features that occur often enough, and a row of weights for each place they count at."""
        occurs = np.bincount(self.types, minlength=len(contexts))
        occurs[:2] = 1000
        seen: dict[str, int] = {}
        first, flat = [0], []
        for word, context in contexts:
            flat += [seen.setdefault(feature, len(seen)) for feature in features(word, context, membership)]
            first.append(len(flat))
        every = np.array(flat, np.int32)
        owner = np.repeat(np.arange(len(contexts)), np.diff(first))
        often = np.bincount(every, weights=occurs[owner], minlength=len(seen)) >= 3
        kept = sorted(feature for feature, number in seen.items() if often[number])
        self.names = kept
        renumbered = np.full(len(seen), -1, np.int32)
        renumbered[[seen[feature] for feature in kept]] = np.arange(len(kept))
        stays = renumbered[every] >= 0
        self.features = np.ascontiguousarray(renumbered[every][stays])
        self.first = np.concatenate([[0], np.cumsum(np.bincount(owner[stays], minlength=len(contexts)))]).astype(
            np.int32
        )
        self.by_heart = np.array([name[0] in "wpecn" for name in kept], np.uint8)
        places = np.array([[abs(p - 2) <= (1 if name[0] in _NEAR else 2) for p in range(WINDOW)] for name in kept])
        self.slots = np.where(places, np.cumsum(places).reshape(places.shape) - 1, -1).astype(np.int32)
        self.rows = np.zeros((int(places.sum()), 3, TAGS), np.float32)
        self.transitions = np.zeros((TAGS, 3, TAGS), np.float32)

    def run(self, passes: int, rate: float, l1: float, l2: float, said: Callable[[int, float], None]) -> None:
        """Learn, in `passes` passes over all texts, each in an order of its own."""
        function = _compiled().__getitem__("pass")
        function.restype = ctypes.c_double
        count = len(self.start) - 1
        longest = int(np.diff(self.start).max())
        memory = np.zeros(longest * (3 * TAGS + 1), np.float32)
        drop = np.zeros(longest, np.uint8)
        allowed = _allowed()
        settings = np.array([rate, l1, l2], np.float32)
        for number in range(passes):
            order = np.random.default_rng(number).permutation(count).astype(np.int32)
            arrays = (
                self.rows, self.transitions, allowed, self.first, self.features, self.slots, self.by_heart,
                self.forget, self.start, self.types, self.tags, order,
            )  # fmt: skip
            loss = function(
                *(ctypes.c_void_p(array.ctypes.data) for array in arrays),
                ctypes.c_int32(count),
                ctypes.c_void_p(memory.ctypes.data),
                ctypes.c_void_p(drop.ctypes.data),
                ctypes.c_int32(longest),
                ctypes.c_void_p(settings.ctypes.data),
                ctypes.c_uint64(number + 1),
            )
            said(number + 1, loss / len(self.types))

    def weights(self, lenience: Mapping[str, float], least: float = 0.02) -> Model:
        """The model: features that say at least `least` for some tag, under their hashed keys.

        `lenience` makes the first word of a label likelier than was learned: a name missed costs more than one too
        many.
        """
        values = np.where((self.slots >= 0)[..., None], self.rows[self.slots, 0], 0).astype(np.float16)
        values[np.abs(values) < least] = 0
        strong = values.any(axis=(1, 2))
        flat, at = np.unique(hashed(self.names)[strong], return_index=True)
        values = values[strong]
        transitions = np.where(_allowed().reshape(TAGS, TAGS), self.transitions[:, 0], -1e9).astype(np.float32)
        for label, more in lenience.items():
            transitions[:, 2 * LABELS.index(label) + 1] += more
        model = self.model
        return Model(LABELS, flat, values[at], transitions, model.listed, model.lists, model.stop_words)


def _forgetting(bits: int) -> float:
    """How often a word is learned without its letters: names often, since most names are in no list."""
    return 0.4 if bits & (GIVEN | FAMILY | HAN_GIVEN | HAN_FAMILY) else 0.1


def _allowed() -> np.ndarray:
    """Which tag may follow which: an inside only its own kind's beginning or inside; padding never."""
    count = 2 * len(LABELS) + 1
    allowed = np.zeros((TAGS, TAGS), np.uint8)
    for before in range(count):
        for after in range(count):
            allowed[before, after] = after == 0 or after % 2 == 1 or before in (after, after - 1)
    return allowed.reshape(-1)


def _compiled() -> ctypes.CDLL:
    """`fit.c`, compiled for this run."""
    source = Path(__file__).with_name("fit.c")
    name = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    folder = Path(tempfile.mkdtemp(prefix="privet-training-"))
    library = folder / f"{name}.so"
    # Whatever the width of its registers, a machine gives the same sums: nothing is reordered, nothing fused.
    exact = ["-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math"]
    command = ["cc", "-O3", "-march=native", *exact, "-fPIC", "-shared", "-o", str(library), str(source), "-lm"]
    subprocess.run(command, check=True)
    return ctypes.CDLL(str(library))
