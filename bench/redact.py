"""How many lines a second `privet redact` passes, start-up included, on one core. Prints one table.

    python bench/redact.py [FILE] [--lines 400000]

Without FILE the lines are invented: short messages of about 55 bytes, 2 in 100 with something personal in them.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_TEXT = """
ok see you later at the station then we can talk about it are home yet what time is dinner tonight love thanks for
your message i will call when free please bring some milk and bread running late again sorry how was work today fine
great news the kids had fun let me know if need anything tomorrow morning bus was full 5 pm 2 tickets room 12
"""
_WORDS = _TEXT.split()
_PERSONAL = ("call 07911 123456", "mail ann@example.com", "+44 20 7946 0018", "code is 482913", "4111 1111 1111 1111")


def invented(count: int) -> str:
    """`count` sparse messages, the same in every run."""
    chance = random.Random(7)
    lines = []
    for _ in range(count):
        words = chance.choices(_WORDS, k=chance.randint(4, 19))
        if chance.random() < 0.02:
            words.insert(chance.randrange(len(words)), chance.choice(_PERSONAL))
        lines.append(" ".join(words))
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--lines", type=int, default=400_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = args.file or Path(folder) / "messages.txt"
        if args.file is None:
            file.write_text(invented(args.lines), encoding="utf-8")
        data = file.read_bytes()
        count = data.count(b"\n")
        print(f"{count:,} lines, {len(data) / max(count, 1):.0f} bytes each, one core")
        print(f"{'':<22}{'wall s':>9}{'CPU s':>9}{'lines/CPU s':>13}")
        for label, words in (("redact", []), ("redact --region GB", ["--region", "GB"])):
            wall, cpu = _run(["redact", *words, str(file)])
            print(f"{label:<22}{wall:>9.2f}{cpu:>9.2f}{count / cpu:>13,.0f}")
        wall, cpu = _run(["redact", os.devnull])
        print(f"{'start-up alone':<22}{wall:>9.2f}{cpu:>9.2f}")


def _run(words: list[str]) -> tuple[float, float]:
    """Wall-clock and processor seconds of one run pinned to one core, median of three by the latter."""
    core = {min(os.sched_getaffinity(0))}
    taken = []
    for _ in range(3):
        begun, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "privet", *words],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=lambda: os.sched_setaffinity(0, core),
        )
        now = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
        taken.append((time.perf_counter() - begun, cpu))
    return sorted(taken, key=lambda pair: pair[1])[1]


if __name__ == "__main__":
    main()
