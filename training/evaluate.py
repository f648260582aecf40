"""How good the packs are on development sets: one line a set and label.

    python training/evaluate.py [--weights FOLDER] [SET …]

Sets: the development splits under bench/accuracy/sets and the messages written by hand there (judges: read, never
trained on). A hit is an overlap of the same label; exact are hits with the same bounds.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import corpora
from synthetic import Labelled

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench" / "accuracy"))
SETS = ROOT / "bench" / "accuracy" / "sets"
KINDS = ("PERSON", "ADDRESS", "PLACE", "ORGANISATION")


def development(name: str, path: Path) -> Iterator[Labelled]:
    """A development split, with the labels of the models."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["text"], corpora.labelled_spans(name, row["text"], row["spans"])


def by_hand(path: Path) -> Iterator[Labelled]:
    """Messages marked by hand."""
    import marked

    for case in marked.read(path):
        yield case.text, [(span.start, span.end, span.kind) for span in case.spans]


def sets() -> Iterator[tuple[str, list[Labelled]]]:
    """Every set there is."""
    for name, folder in (("multidogo", "multidogo"), ("wnut17", "wnut17"), ("meddocan_es", "meddocan")):
        for path in sorted((SETS / folder).glob("*.jsonl*")):
            yield name, list(development(name, path))
    for path in sorted((SETS / "names").glob("??.txt")):
        yield f"names/{path.stem}", list(by_hand(path))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print so many errors a set")
    arguments = parser.parse_args()
    from privet.plugins.detectors import names

    detector = names.make() if arguments.weights is None else names.Names(arguments.weights)
    for name, texts in sets():
        if not arguments.sets or name in arguments.sets:
            score(name, texts, detector, arguments.show)


def score(name: str, texts: list[Labelled], detector: object, show: int) -> None:
    """One line a label."""
    count: Counter[tuple[str, str]] = Counter()
    for text, gold in texts:
        told = [(f.start, f.end, f.kind) for f in detector.find(text)]  # type: ignore[attr-defined]
        wrong = []
        for kind in KINDS:
            wanted = [span for span in gold if span[2] == kind]
            found = [span for span in told if span[2] == kind]
            count[kind, "gold"] += len(wanted)
            count[kind, "told"] += len(found)
            hit = [any(a < d and c < b for c, d, _ in found) for a, b, _ in wanted]
            right = [any(a < d and c < b for c, d, _ in wanted) for a, b, _ in found]
            count[kind, "hit"] += sum(hit)
            count[kind, "right"] += sum(right)
            count[kind, "exact"] += sum(span in found for span in wanted)
            wrong += [f"-{kind}:{text[a:b]}" for (a, b, _), ok in zip(wanted, hit, strict=True) if not ok]
            wrong += [f"+{kind}:{text[a:b]}" for (a, b, _), ok in zip(found, right, strict=True) if not ok]
        if wrong and show > 0:
            show -= 1
            print("   ", text[:160].replace("\n", "/"), wrong)
    for kind in KINDS:
        gold, told = count[kind, "gold"], count[kind, "told"]
        if gold:
            recall, precision = count[kind, "hit"] / gold, count[kind, "right"] / max(told, 1)
            f1 = 2 * recall * precision / max(recall + precision, 1e-9)
            exact = count[kind, "exact"] / gold
            print(f"{name:14} {kind:13} n {gold:5}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  exact {exact:.3f}")


if __name__ == "__main__":
    main()
