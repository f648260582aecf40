"""What a backup, a second one, a drill and a restore take; prints one table.

    python bench/backup.py [--quick] [--messages N] [--write]

The messages are those of the other benchmarks (`workload.py`). One million, a hundred thousand with --quick; what is
asked is asked of a million, and the column "of a million" reckons in proportion. Everything lies on one disk, which is
that of --folder. Restoring ends when people can be found; the word index follows in the background.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import run
import workload

from privet.acts import backup, drill, find, restore
from privet.core.decision import LOCAL
from privet.core.plain import Plain
from privet.store.places import replicate

MILLION = 1_000_000
ASKED = {"backup": 60.0, "restore": 300.0}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What backups take.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the messages")
    parser.add_argument("--messages", type=int, default=0, help="so many messages")
    parser.add_argument("--folder", type=Path, help="where everything lies")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/explanation/performance.md")
    args = parser.parse_args()
    size = args.messages or (MILLION // 10 if args.quick else MILLION)
    lines: list[run.Line] = []

    def measured(what: str, work: Callable[[], object]) -> object:
        begun, used = time.perf_counter(), time.process_time()
        answer = work()
        took, cpu = time.perf_counter() - begun, time.process_time() - used
        asked, whole = ASKED.get(what), took * MILLION / size
        said = f"≤ {asked:.0f} s" if asked else ""
        lines.append(run.Line(what, said, f"{took:.1f} s", f"{cpu:.1f} s", there=f"{whole:.0f} s"))
        sys.stderr.write(f"{what}: {took:.1f} s\n")
        return answer

    with workload.vault(args.folder) as vault:
        here = vault.app.folder.parent
        vault.fill(size, lambda said: sys.stderr.write(f"{said}\n"))
        (here / "place").mkdir()
        replicate(vault.app.store.keys, [here / "place"])
        first = measured("backup", lambda: backup.backup(vault.app, here / "backups", LOCAL))
        vault.fill(size + size // 100)
        replicate(vault.app.store.keys, [here / "place"])
        second = measured("a second one, after 1 % more", lambda: backup.backup(vault.app, here / "backups", LOCAL))
        replicate(vault.app.store.keys, [here / "place"])
        report = measured("a drill", lambda: drill.drill(vault.app, here / "backups", LOCAL))
        root = vault.app.store.keys.root
        measured("restore", lambda: restore.restore(here / "backups", here / "back", here / "place", lambda _: root))
        with workload.closing(workload.opened(here / "back", here / "key" / "root.key")) as app:
            who = Plain("+999000000000")  # the first of the workload
            found = measured("somebody is found in it", lambda: find.find(app, vault.tenant, who, "support", LOCAL))
    assert isinstance(first, backup.Made)
    assert isinstance(second, backup.Made)
    assert isinstance(report, drill.Report)
    assert isinstance(found, find.Found)
    if report.problems or not found.subjects:
        raise SystemExit("what was restored does not hold: the figures would mean nothing")
    shown = run.table((f"{size:,} messages", "asked of a million", "here", "processor time", "of a million"), lines)
    shown += (
        f"\n\nThe data has {first.bytes / 1e6:,.0f} MB, {first.bytes / size:,.0f} bytes a message. After 1 % more, "
        f"{second.new_bytes / 1e6:,.0f} MB were written, {second.new_bytes / second.bytes:.0%} of it."
    )
    sys.stdout.write(f"{shown}\n")
    if args.write:
        run.keep("backup", shown)


if __name__ == "__main__":
    main()
