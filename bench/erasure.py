"""What erasing takes: one person with many messages, and a thousand people among a million messages; prints one table.

    python bench/erasure.py [--quick] [--messages N] [--write]

The messages are those of the other benchmarks (`workload.py`), of 50,000 people. A tenth of everything with --quick.
While the thousand are erased a second process reads the others all the time; the longest that one reading took is told.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import run
import workload

from privet.acts import erase, find, gather, purge, read
from privet.acts.certify import certify, stated
from privet.core import dossier
from privet.core.decision import LOCAL
from privet.core.plain import Plain
from privet.plugins import age

MILLION, MANY, LONG = 1_000_000, 1_000, 10_000
WHY = Plain("measured")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What erasing takes.")
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    parser.add_argument("--messages", type=int, default=0, help="so many messages")
    parser.add_argument("--folder", type=Path, help="where everything lies")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true", help="keep the table in docs/explanation/performance.md")
    args = parser.parse_args()
    if args.read:
        return _read(args.read)
    share = 10 if args.quick else 1
    size, many, long = args.messages or MILLION // share, MANY // share, LONG // share
    lines: list[run.Line] = []
    with workload.vault(args.folder) as vault:
        vault.fill(size, lambda said: sys.stderr.write(f"{said}\n"))
        talk = vault.load.talk(long)
        for start in range(0, long, 100):
            answers = vault.take(talk[start : start + 100])
        lines += _one(vault, answers[0].conversation, long)
        lines += _several(vault, many)
    shown = run.table((f"{size:,} messages", "asked", "measured", "processor time", "", "holds"), lines)
    sys.stdout.write(f"{shown}\n")
    if args.write:
        run.keep("erasure", shown)
    return None


def _one(vault: workload.Vault, conversation: str, long: int) -> Iterator[run.Line]:
    """Erase whoever wrote `long` messages, and time each promise."""
    app, tenant = vault.app, vault.tenant
    subject = read.conversation(app, tenant, conversation, LOCAL, limit=1)[0].subject
    begun, used = time.perf_counter(), time.process_time()
    made = gather.gather(app, tenant, [subject], "subject-request", WHY, LOCAL)
    age.by_passphrase(dossier.as_html(made) + dossier.as_json(made), Plain("measured"))
    took, cpu = time.perf_counter() - begun, time.process_time() - used
    if sum(line.text is not None for talk in made.talks for line in talk.lines) != long:
        raise SystemExit("not all was gathered: the figures would mean nothing")
    what = f"gather {long:,} messages, encrypted to whose they are"
    yield run.Line(what, "≤ 10 s", f"{took:.1f} s", f"{cpu:.1f} s", took <= 10)
    begun, used = time.perf_counter(), time.process_time()

    def line(what: str, asked: float) -> run.Line:
        took = time.perf_counter() - begun
        return run.Line(
            f"one with {long:,} messages: {what}", f"≤ {asked:.0f} s", f"{took:.2f} s",
            f"{time.process_time() - used:.2f} s", took <= asked,
        )  # fmt: skip

    erase.ask(app, tenant, [subject], "subject-request", WHY, LOCAL)
    if any(one.text is not None for one in read.conversation(app, tenant, conversation, LOCAL)):
        raise SystemExit("the product still reads whoever is erased: the figures would mean nothing")
    yield line("unreadable in the product", 1)
    erase.finish(app, tenant)
    certify(app, tenant, subject, LOCAL)
    yield line("epoch renewed and certified", 5)
    longest = _sliced(vault)
    if not stated(app, tenant, subject).gone:
        raise SystemExit("bytes are left: the figures would mean nothing")
    yield line("physically gone", 60)
    yield run.Line("… the longest slice of that, for which others wait", "", f"{1000 * longest:.0f} ms")


def _sliced(vault: workload.Vault) -> float:
    """Overwrite all there is to overwrite; how long (s) the longest slice took."""
    longest = 0.0
    while True:
        begun = time.perf_counter()
        more = purge.purge_some(vault.app, vault.tenant)
        longest = max(longest, time.perf_counter() - begun)
        if not more:
            return longest


def _several(vault: workload.Vault, many: int) -> Iterator[run.Line]:
    """Erase `many` people in one run while another process reads the others."""
    app, tenant = vault.app, vault.tenant
    every = [f"+999{number:09d}" for number in range(many * 2)]
    found = [find.find(app, tenant, Plain(one), "support", LOCAL).subjects[0] for one in every]
    chosen, others = found[:many], read.talks_of(app, tenant, found[many:], LOCAL)
    with _reader(vault, others) as told:
        begun, used = time.perf_counter(), time.process_time()
        made = erase.erase_all(app, tenant, chosen, "subject-request", WHY, LOCAL)
        took, cpu = time.perf_counter() - begun, time.process_time() - used
    if any(not one.done for one in made):
        raise SystemExit("somebody was not erased: the figures would mean nothing")
    yield run.Line(
        f"{many:,} people among them, under one epoch", "≤ 60 s", f"{took:.1f} s", f"{cpu:.1f} s", took <= 60
    )
    what, longest = f"… others read meanwhile: {told['read']:,} times, the longest", f"{1000 * told['longest']:.0f} ms"
    yield run.Line(what, "all of them", longest, holds=told["failed"] == 0 and told["read"] > 0)
    begun, used = time.perf_counter(), time.process_time()
    most = _sliced(vault)
    took, cpu = time.perf_counter() - begun, time.process_time() - used
    yield run.Line(
        f"… their bytes overwritten; the longest slice {1000 * most:.0f} ms", "", f"{took:.1f} s", f"{cpu:.1f} s"
    )


@contextmanager
def _reader(vault: workload.Vault, others: list[str]) -> Iterator[dict[str, float]]:
    """A second process reads one conversation of `others` after another until the block ends; what it saw is there
    afterwards.
    """
    told: dict[str, float] = {}
    here = vault.app.folder.parent
    (here / "others").write_text("\n".join(others), "ascii")
    reader = subprocess.Popen([sys.executable, __file__, "--read", str(here)])
    try:
        while not (here / "ready").exists() and reader.poll() is None:
            time.sleep(0.01)
        yield told
    finally:
        (here / "stop").touch()
        reader.wait(timeout=60)
    told.update(json.loads((here / "told").read_text("ascii")))


def _read(here: Path) -> None:
    """Read until told to stop. A conversation that is not read to its text counts as failed."""
    talks = (here / "others").read_text("ascii").split()
    count, failed, longest = 0, 0, 0.0
    with workload.closing(workload.opened(here / "data", here / "key" / "root.key")) as app:
        tenant = app.tenant(None).id
        (here / "ready").touch()
        while not (here / "stop").exists():
            begun = time.perf_counter()
            page = read.conversation(app, tenant, talks[count % len(talks)], LOCAL, limit=20)
            failed += not page or any(one.text is None for one in page)
            longest = max(longest, time.perf_counter() - begun)
            count += 1
            time.sleep(0.005)
    (here / "told").write_text(json.dumps({"read": count, "failed": failed, "longest": longest}), "ascii")


if __name__ == "__main__":
    main()
