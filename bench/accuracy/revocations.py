"""How many ways to ask for no more messages are heard, and how many texts that only look like it.

    python bench/accuracy/revocations.py

Part of `make accuracy`. The files of tests/core/revoked, language by language; those that were kept apart say what to
expect. Last, what a look costs a text that is no such wish, on one core. Single lines of the sets that were kept apart
are nobody's to tune to, so none is shown.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from privet.core.revocation import wish

SETS = Path(__file__).parents[2] / "tests" / "core" / "revoked"
JUDGES = {
    "The first set, by which the rules were made": "",
    "A second, once mended by": "fresh_",
    "A third, in the end looked at as well": "later_",
    "A wide one, by which the rules were widened": "wide_",
    "One that was kept apart": "apart_",
}
ROUNDS = 20


def lines(name: str) -> Iterator[tuple[str, str]]:
    for line in (SETS / f"{name}.txt").read_text("utf-8").splitlines():
        if line and line[0] != "#":
            language, text = line.split("\t")
            yield language, text


def main() -> None:
    print("| set | heard | look-alikes held | missed, by language |\n|---|---|---|---|")
    for title, before in JUDGES.items():
        wanted, others = list(lines(f"{before}revocations")), list(lines(f"{before}harmless"))
        missed = Counter(language for language, text in wanted if wish(text) != "stop")
        held = sum(wish(text) == "stop" for _, text in others)
        heard = len(wanted) - missed.total()
        by = ", ".join(f"{language} {many}" for language, many in sorted(missed.items()))
        print(
            f"| {title} | {heard} of {len(wanted)} ({heard / len(wanted):.1%})"
            f" | {held} of {len(others)} ({held / len(others):.1%}) | {by} |"
        )
    texts = [text for before in JUDGES.values() for _, text in lines(f"{before}harmless")]
    took = min(_took(texts) for _ in range(ROUNDS))
    print(f"\nA look at one of {len(texts)} look-alikes: {took * 1e6:.0f} µs.")


def _took(texts: list[str]) -> float:
    began = time.process_time()
    for text in texts:
        wish(text)
    return (time.process_time() - began) / len(texts)


if __name__ == "__main__":
    main()
