"""A name pack: the weights of a model, and the word lists and stop words that they were trained with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from privet.core.features import features, hashed, is_listed
from privet.core.viterbi import Floats
from privet.core.words import Context


@dataclass(frozen=True)
class Model:
    """Weights, and what they were trained with.

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
        """The bits of the word lists that `word`, in lower case, is on. A code whose hash is another word's is not."""
        if not is_listed(word):
            return 0
        key = crc32(word.encode("utf-8", "surrogatepass"))
        at = int(self.listed.searchsorted(np.uint32(key)))
        return int(self.lists[at]) if at < len(self.listed) and int(self.listed[at]) == key else 0

    def says(self, word: str, context: Context) -> Floats:
        """What `word` says for each tag at each of the five places: [WINDOW, TAGS]."""
        keys = hashed(features(word, context, self.membership))
        at = np.minimum(self.keys.searchsorted(keys), len(self.keys) - 1)
        told: Floats = self.values[at[self.keys[at] == keys]].sum(axis=0, dtype=np.float32)
        return told


def unpacked(pack: Mapping[str, NDArray[Any]]) -> Model:
    """The model whose arrays are given by their names in a file."""
    stop = [line.split(" ") for line in pack["stop_words"].tolist()]
    return Model(
        labels=tuple(pack["labels"].tolist()),
        keys=pack["keys"],
        values=pack["values"],
        transitions=pack["transitions"],
        listed=pack["listed"],
        lists=pack["lists"],
        stop_words={language: found for language, *found in stop},
    )
