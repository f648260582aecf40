"""Feeds broken bytes to everything that takes bytes from outside: nothing but our own errors, no hang, no content told.

    python bench/fuzz.py [--minutes 10] [--target NAME] [--seed N]
    python bench/fuzz.py --target NAME --case FILE

Each target gets its share of the time in a process of its own, with random changes to invented seeds
(bench/fuzz_targets.py). A case that raises what it may not, takes too long or tells what it read is made smaller, kept
under build/fuzz, and named with the command that repeats it; then the exit code is 1.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import hashlib
import random
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from fuzz_targets import CANARY, ROOT, Target, targets

KEPT = ROOT / "build" / "fuzz"
HANG_S = 60
"""After so long a case that does not even take a signal is given up, and its process with it."""

_PIECES = [bytes([byte]) for byte in b"\"'\\{}[]<>&;,:_-+@./=\n\t\r\00"]
_PIECES += [text.encode() for text in ("é", "ß", "İ", "ſ", "\u0660", "\u2014 ", "4111", "1234567890123456")]
_PIECES += [b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\\ud800", b"&#55357;", b"&x;", b"<!--", b"-->"]
_PIECES += [b"[" * 99, b"{" * 99, b"9" * 400, b"null", b"-1", b"1e999", b"NaN", b"[EMAIL_1]", b"[ x _ 1 ]", b" \n\n"]
_PIECES += [b"+1" * 40, b"::" * 20, b"a@" * 60, b"a." * 90, b"<![CDATA["]
"""What is put into a case now and then: what separates, quotes, nests, or is long."""


class TooLong(BaseException):
    """A case took longer than it may; no code under test catches this."""


def main() -> int:
    """All targets, or one, or one case of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--target", choices=sorted(targets()))
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--case", type=Path, metavar="FILE")
    args = parser.parse_args()
    if args.target and args.case:
        wrong = tried(targets()[args.target], args.case.read_bytes())
        print(wrong or "this case is as it should be")
        return 1 if wrong else 0
    if args.target:
        return fuzz(args.target, args.minutes * 60, args.seed)
    found = 0
    for name in targets():
        share = args.minutes / len(targets())
        command = [sys.executable, __file__, "--target", name, "--minutes", str(share), "--seed", str(args.seed)]
        if subprocess.run(command, check=False).returncode:
            found += 1
    print(f"{found} targets with findings" if found else "nothing found")
    return 1 if found else 0


def fuzz(name: str, seconds: float, seed: int) -> int:
    """Change and try for a while; stop at the first finding."""
    target, chance = targets()[name], random.Random(f"{seed}:{name}")
    for data in target.seeds:
        if wrong := tried(target, data):
            return _told(name, target, data, wrong, 0, seed)
    KEPT.mkdir(parents=True, exist_ok=True)
    now = KEPT / f"{_word(name)}.now"
    begun, count, pool = time.monotonic(), 0, list(target.seeds)
    with now.open("wb", buffering=0) as file:
        while time.monotonic() - begun < seconds:
            data = changed(chance, chance.choice(pool), chance.choice(target.seeds))
            file.seek(0)
            file.truncate()
            file.write(data)  # what a hang or a crash of the whole process leaves behind
            if wrong := tried(target, data):
                return _told(name, target, data, wrong, count, seed)
            count += 1
            if chance.random() < 0.02 and len(data) < 20_000:
                pool[len(target.seeds) :] = [*pool[len(target.seeds) :][-30:], data]
    now.unlink()
    print(f"{name:<18} {count:>9,} cases, {count / seconds:>7,.0f}/s: nothing found")
    return 0


def tried(target: Target, data: bytes) -> str:
    """What is wrong with a case, in a word that stays the same while it is made smaller; empty when nothing is."""
    used = time.process_time()
    faulthandler.dump_traceback_later(HANG_S, exit=True)
    try:
        with _bounded(target.bound):
            target.run(data)
    except target.allowed as error:
        if CANARY in f"{error!r} {error} {vars(error)} " + "".join(traceback.format_exception(error)):
            return "an error tells what was read"
    except TooLong:
        return "it takes too long"
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        said = f": {error}" if isinstance(error, AssertionError) else ""
        return f"{type(error).__name__}{said} in {Path(where.filename).name}, line {where.lineno}"
    finally:
        faulthandler.cancel_dump_traceback_later()
    return "it takes too long" if time.process_time() - used > target.bound else ""


@contextlib.contextmanager
def _bounded(seconds: float) -> Iterator[None]:
    """Raise TooLong in what runs for more than `seconds` of processor time."""

    def over(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def changed(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """`data` after one to eight random changes."""
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.choice((0, 1, 1, 2, 4, 16, 200)))
        what = chance.randrange(8)
        if what == 0 and data:
            bit = chance.randrange(len(data) * 8)
            data = data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :]
        elif what == 1:
            data = data[:at] + data[to:]
        elif what == 2:
            data = data[:at] + data[at:to] * chance.choice((2, 3, 50)) + data[to:]
        elif what == 3:
            start = chance.randrange(len(other) + 1)
            data = data[:at] + other[start : start + chance.choice((1, 8, 100))] + data[to:]
        elif what == 4:
            data = data[:at] + chance.randbytes(chance.choice((1, 2, 4, 16))) + data[to:]
        elif what == 5 and chance.random() < 0.2:
            data = data[:at]
        else:
            data = data[:at] + chance.choice(_PIECES) + data[to:]
    return data[:100_000]


def smaller(target: Target, data: bytes, wrong: str, seconds: float = 20) -> bytes:
    """A smaller case that is wrong in the same way."""
    begun, size = time.monotonic(), max(1, len(data) // 2)
    while size and time.monotonic() - begun < seconds:
        at = 0
        while at < len(data) and time.monotonic() - begun < seconds:
            less = data[:at] + data[at + size :]
            if tried(target, less) == wrong:
                data = less
            else:
                at += size
        size //= 2
    return data


def _told(name: str, target: Target, data: bytes, wrong: str, count: int, seed: int) -> int:
    data = smaller(target, data, wrong)
    KEPT.mkdir(parents=True, exist_ok=True)
    file = KEPT / f"{_word(name)}-{hashlib.sha256(data).hexdigest()[:12]}.case"
    file.write_bytes(data)
    print(f"{name:<18} case {count:,} of seed {seed}: {wrong}")
    print(f"  repeat it: python bench/fuzz.py --target '{name}' --case {file.relative_to(ROOT)}")
    return 1


def _word(name: str) -> str:
    return name.replace(" ", "-").replace("'", "")


if __name__ == "__main__":
    sys.exit(main())
