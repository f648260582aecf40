"""`privet import`: bring in an export file; resumable, idempotent, constant memory (docs/reference/import-formats.md).

After every batch the number of records done is written beside the data, under a name that is made of the file's number
on its disk, size and time; so the same command goes on where it was cut off. What was stored before that was written is
recognised by its message id and stored once.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from privet.acts.checkpoint import checkpoint
from privet.acts.receive import COMMIT, receive
from privet.app import Privet
from privet.cli import installation
from privet.cli.opening import opened
from privet.core.decision import LOCAL
from privet.core.message import Inbound, TenantId, Unreadable
from privet.core.record import BROKEN_OFF
from privet.errors import BadInput, Denied
from privet.plugins.formats import FORMATS

HELP = "bring in an export file: Telegram Desktop, SMS Backup & Restore, JSON Lines or CSV"
EXAMPLE = """
privet import --format telegram result.json
privet import --format sms-backup sms.xml
privet import --format csv --channel webchat chats.csv
"""
SHOWN = 20
"""How many unreadable records are listed; all are counted."""
BATCH = COMMIT
MARKS = "imports"
_BLINK, _LINE = 0.2, 30.0  # seconds between two pictures of the bar, and between two lines where there is no terminal


@dataclass(slots=True)
class Summary:
    """What became of a file so far, over all runs that it took. `records` is where to go on."""

    records: int = 0
    stored: int = 0
    repeated: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    unreadable: int = 0
    unreadable_first: list[dict[str, object]] = field(default_factory=list)
    resumed_at: int = 0
    broken_off: bool = False


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet import`."""
    installation(parser)
    parser.add_argument("file", metavar="FILE", help="the export; - is standard input, which cannot be resumed")
    parser.add_argument("--format", required=True, choices=sorted(FORMATS), help="what wrote it")
    parser.add_argument(
        "--channel", metavar="C", help="the channel its messages came by, in place of what the file says"
    )
    parser.add_argument("--batch", metavar="N", type=int, default=BATCH, help=f"messages a batch (default {BATCH})")


def run(args: argparse.Namespace) -> int:
    """Import, show the summary; 2 when the file broke off, 4 when every message was refused."""
    if not 1 <= args.batch <= 10_000:
        raise BadInput("--batch is a number from 1 to 10000")
    if args.channel and not re.fullmatch(r"[a-z][a-z0-9_-]{0,31}", args.channel):
        raise BadInput("--channel is a word of a to z, 0 to 9, _ and -, such as webchat")
    with _file(args.file) as file, opened(args) as (app, tenant):
        mark = Mark.of(app.folder / MARKS, file, tenant.id, args.format, args.channel)
        progress = Progress(file)
        gc.freeze()  # what is there now stays to the end: looking through it again and again takes 6 % of the time
        try:
            done = bring_in(app, tenant.id, args.format, file, args.channel, args.batch, mark, progress.tell)
        except KeyboardInterrupt:
            progress.end()
            print("interrupted; run the same command again to go on", file=sys.stderr)
            raise
        progress.end()
        try:
            checkpoint(app, tenant.id)
        finally:
            _show(done, args.json)
    refused = done.refused and not done.stored and not done.repeated
    return BadInput.exit if done.broken_off else Denied.exit if refused else 0


def bring_in(
    app: Privet,
    tenant: TenantId,
    name: str,
    file: BinaryIO,
    channel: str | None = None,
    batch: int = BATCH,
    mark: Mark | None = None,
    tell: Callable[[Summary], None] = lambda summary: None,
) -> Summary:
    """Read `file` in the format called `name`, give its messages to `receive`, and count what became of each record."""
    done = mark.read() if mark else Summary()
    done.resumed_at = done.records
    held: list[Inbound] = []

    def hand_over() -> None:
        for answer in receive(app, tenant, held, LOCAL):
            if answer.outcome == "refused":
                for reason in answer.reasons[:1] or ("refused",):
                    done.refused[reason] = done.refused.get(reason, 0) + 1
            else:
                setattr(done, answer.outcome, getattr(done, answer.outcome) + 1)
        held.clear()
        if mark:
            mark.write(done)
        tell(done)

    try:
        for number, item in FORMATS[name].read(file, done.resumed_at):
            done.records = number
            if isinstance(item, Inbound):
                held.append(replace(item, channel=channel) if channel else item)
            elif isinstance(item, Unreadable):
                _count_unreadable(done, item)
            else:
                done.skipped[item.reason] = done.skipped.get(item.reason, 0) + 1
            if len(held) >= batch:
                hand_over()
    except BadInput:
        hand_over()
        raise
    hand_over()
    if mark:
        mark.remove()
    return done


def _count_unreadable(done: Summary, item: Unreadable) -> None:
    done.unreadable += 1
    done.broken_off = item.reason == BROKEN_OFF
    if len(done.unreadable_first) < SHOWN or done.broken_off:
        done.unreadable_first.append(asdict(item))


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the import of one file has come, kept in the data folder; it holds numbers and places, nothing read."""

    path: Path

    @classmethod
    def of(cls, folder: Path, file: BinaryIO, tenant: TenantId, name: str, channel: str | None) -> Mark | None:
        """The mark of this file, told by its place on the disk, size and time; None for what is no file on a disk."""
        if not file.seekable():
            return None
        about = os.fstat(file.fileno())
        told = (1, tenant, name, channel, about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns)
        return cls(folder / f"{hashlib.sha256(repr(told).encode()).hexdigest()[:32]}.json")

    def read(self) -> Summary:
        """What was done before; nothing where there is no mark that can be read."""
        try:
            return Summary(**json.loads(self.path.read_bytes()))
        except (OSError, ValueError, TypeError):
            return Summary()

    def write(self, done: Summary) -> None:
        """Replace the mark at once, so that it is never half a mark. Losing it costs time, not messages."""
        self.path.parent.mkdir(mode=0o700, exist_ok=True)
        new = self.path.with_suffix(".new")
        new.write_text(json.dumps(asdict(done)), "utf-8")
        new.replace(self.path)

    def remove(self) -> None:
        """The import is complete."""
        self.path.unlink(missing_ok=True)


@contextmanager
def _file(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = open(name, "rb")  # noqa: SIM115 closed below; only opening it may raise what is explained here
    except FileNotFoundError:
        raise BadInput("there is no such file") from None
    except IsADirectoryError:
        raise BadInput("this is a folder", hint="name the file in it, such as result.json") from None
    except OSError as error:
        raise BadInput(f"the file cannot be opened: {error.strerror}") from None
    with file:
        yield file


class Progress:
    """How far it is, on standard error: a bar on a terminal, elsewhere a line now and then."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = os.fstat(file.fileno()).st_size if file.seekable() else 0
        self._terminal = sys.stderr.isatty()
        self._begun = self._told = time.monotonic()
        self._drawn = False

    def tell(self, done: Summary) -> None:
        """Show it, when it was not shown just now."""
        now = time.monotonic()
        if now - self._told < (_BLINK if self._terminal else _LINE):
            return
        self._told = now
        share = min(1.0, self._file.tell() / self._size) if self._size else 0.0
        rate = (done.records - done.resumed_at) / (now - self._begun)
        line = f"{done.records:,} records, {rate:,.0f} a second" + (f", {share:.0%}" if self._size else "")
        if self._terminal:
            bar = f"[{'#' * int(share * 30):<30}] " if self._size else ""
            print(f"\r\x1b[K{bar}{line}", end="", file=sys.stderr, flush=True)
            self._drawn = True
        else:
            print(line, file=sys.stderr, flush=True)

    def end(self) -> None:
        """Take the bar away."""
        if self._drawn:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _show(done: Summary, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(done)))
        return
    if done.resumed_at:
        print(f"went on after record {done.resumed_at:,}")
    print(f"records     {done.records:>9,}")
    for name, count in (("stored", done.stored), ("repeated", done.repeated)):
        print(f"{name:<11} {count:>9,}")
    for name, counts in (("refused", done.refused), ("skipped", done.skipped)):
        told = "; ".join(f"{count:,} {reason}" for reason, count in counts.items())
        print(f"{name:<11} {sum(counts.values()):>9,}" + (f"  {told}" if told else ""))
    print(f"{'unreadable':<11} {done.unreadable:>9,}")
    for one in done.unreadable_first:
        print(f"  {one['position']}: {one['reason']}")
    if done.unreadable > len(done.unreadable_first):
        print(f"  and {done.unreadable - len(done.unreadable_first):,} more")
