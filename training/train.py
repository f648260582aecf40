"""Makes the name models that ship with Privet, from the data and templates beside this file.

make train                          # every pack; two cores, under an hour; the same weights every time
python training/train.py latin      # one pack
python training/train.py --share 0.1     # a tenth of everything, to try a change
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import unicodedata
from pathlib import Path

import corpora
import declension
import lists
import numpy as np
import synthetic
from fit import LABELS, TAGS, WINDOW, Fit

from privet.core.features import digest
from privet.core.model import Model

OUT = Path(__file__).parents[1] / "src" / "privet" / "plugins" / "detectors" / "weights"
SEED = 20261122

MESSAGES = {
    "latin": {"en": 44_000, "es": 14_000, "pt": 14_000, "de": 14_000, "fr": 14_000, "it": 5_000, "nl": 5_000,
              "pl": 5_000, "tr": 5_000, "id": 5_000},
    "cyrillic": {"ru": 30_000, "uk": 5_000},
    "han": {"zh": 30_000},
}  # fmt: skip
"""Messages made from templates, by pack and language; half as many more (latin; else a third) hold no name."""

SETTINGS = {"passes": 6, "rate": 0.1, "l1": 0.3, "l2": 1.0}

LENIENCE = {"PERSON": 0.8, "PLACE": 0.3, "ADDRESS": 0.4}
"""By how much the first word of each is likelier than was learned; from the development sets."""


def texts(pack: str, share: float) -> list[synthetic.Labelled]:
    """What a pack is trained on."""
    chance = random.Random(f"{pack}/{SEED}")
    found: list[synthetic.Labelled] = []
    if pack == "latin":
        for name in corpora.NAMES:
            own = list(corpora.read(name))
            found += own[: max(50, int(len(own) * share))]
            if name == "multidogo":  # twice, since customer chat is nearest to what is read
                found += own[: max(50, int(len(own) * share))]
            if name in ("wnut17", "btc", "wikigold", "meddocan_es"):  # once more without capitals
                found += [(synthetic._same_length(text, str.lower), spans) for text, spans in own[::3]]
    every = 3 if pack == "latin" else 4  # so many messages, the last of them without a name
    for language, count in MESSAGES[pack].items():
        maker = synthetic.Maker(language, SEED)
        for number in range(int(count * share * every / (every - 1))):
            section = "negative" if number % every == every - 1 else "message"
            one = maker.message(section)
            if chance.random() < 0.35:
                one = synthetic.followed(one, maker.message(chance.choice(("negative", "negative", "message"))), chance)
            found.append(synthetic.roughened(one, chance))
    found = [_normal(*one) for one in found]
    chance.shuffle(found)
    return found


def _normal(text: str, spans: list[synthetic.Span]) -> synthetic.Labelled:
    """As the engine hands texts over: composed, and no wide forms."""
    if text.isascii():
        return text, spans
    signs = [unicodedata.normalize("NFKC", sign) for sign in text]
    return "".join(new if len(new) == 1 else old for new, old in zip(signs, text, strict=True)), spans


def main() -> None:
    """Train the packs named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packs", nargs="*", default=[])
    parser.add_argument("--share", type=float, default=1.0, help="of everything, to try a change in less time")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    for pack in arguments.packs or MESSAGES:
        begun = time.monotonic()

        def say(sentence: str, pack: str = pack, begun: float = begun) -> None:
            print(f"{pack}: {sentence} ({time.monotonic() - begun:.0f} s)", flush=True)

        say("making the texts")
        bits = lists.membership(pack, declension.all_forms() if pack == "cyrillic" else ())
        listed, membership = lists.hashed(bits, pack)
        empty = np.zeros((0, WINDOW, TAGS), np.float16)
        begin = Model(LABELS, np.zeros(0, np.uint32), empty, np.zeros((TAGS, TAGS), np.float32), listed, membership,
                      lists.stop_words(pack))  # fmt: skip
        made = texts(pack, arguments.share)
        say(f"{len(made)} texts; numbering their features")
        fit = Fit(made, pack, bits, begin, SEED)
        say(f"{len(fit.types)} words, {len(fit.names)} features, {len(fit.rows)} rows of weights")
        fit.run(**SETTINGS, said=lambda number, loss, say=say: say(f"pass {number}: loss {loss:.4f} a word"))
        model = fit.weights(LENIENCE)
        path = write(model, pack, arguments.out)
        say(f"{len(model.keys)} features kept, {path.stat().st_size / 1e6:.2f} MB in {path.name}")


def write(model: Model, pack: str, folder: Path) -> Path:
    """The model as a file that `plugins/detectors/names.py` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{pack}.npz"
    stop = [f"{language} {' '.join(found)}" for language, found in sorted(model.stop_words.items())]
    np.savez_compressed(
        path,
        features=np.array(digest(), np.uint32),
        labels=np.array(model.labels),
        keys=model.keys,
        values=model.values,
        transitions=model.transitions,
        listed=model.listed,
        lists=model.lists,
        stop_words=np.array(stop),
    )
    return path


if __name__ == "__main__":
    sys.exit(main())
