"""What the machine itself can do: the primitives that Privet stands on, measured in the same run as everything else.

A figure for Privet means little without them: a processor with instructions for SHA-256 and wide AES does two to four
times as much. `REFERENCE` holds what a known, faster machine took for the same lines.
"""

from __future__ import annotations

import hmac
import importlib.metadata
import math
import os
import platform
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

REFERENCE = {"AES-256-GCM, new key, 160 bytes": 1.61, "HMAC-SHA256": 1.59, "bare one-row commit": 182.0}
"""µs on an AMD EPYC (Zen 4, SHA extensions, 2 cores) with CPython 3.11.7."""

ROUNDS = 7


def primitives(folder: Path) -> dict[str, float]:
    """µs of each primitive, median of seven rounds; what touches the disk does so in `folder`."""
    found = _cryptography(20_000) | {
        "sum(range(1000))": _each(lambda: sum(range(1000)), 5_000),
        "fdatasync of 4 KiB": _fdatasync(folder),
    }
    with tempfile.TemporaryDirectory(dir=folder) as inner:
        rows = Rows(Path(inner) / "bare.db", 600)
        found["bare one-row commit"] = statistics.median(rows.commits(1, 200) for _ in range(ROUNDS))
        found["bare row in a commit of 1,000"] = statistics.median(rows.commits(1000, 3) for _ in range(ROUNDS))
        rows.close()
    return found


class Rows:
    """One table of random rows with an 8-byte key in a database of its own: SQLite alone, WAL, synchronous=FULL."""

    def __init__(self, path: Path, size: int) -> None:
        self._link = sqlite3.connect(path, isolation_level=None)
        self._link.execute("PRAGMA journal_mode=WAL")
        self._link.execute("PRAGMA synchronous=FULL")
        self._link.execute("PRAGMA wal_autocheckpoint=16000")
        self._link.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
        self._body = os.urandom(size)
        self._next = 0

    def commits(self, batch: int, times: int) -> float:
        """µs a row, of `times` commits of `batch` rows each."""
        begun = time.perf_counter()
        for _ in range(times):
            rows = [(self._next + one, self._body) for one in range(batch)]
            self._next += batch
            self._link.execute("BEGIN IMMEDIATE")
            self._link.executemany("INSERT INTO row (id, body) VALUES (?, ?)", rows)
            self._link.execute("COMMIT")
        return (time.perf_counter() - begun) / (batch * times) * 1e6

    def close(self) -> None:
        """Close the database."""
        self._link.close()


def slower() -> float:
    """How many times the processor time of the reference machine sealing and hashing take now (geometric mean)."""
    ratios = [took / REFERENCE[name] for name, took in _cryptography(4_000, time.process_time).items()]
    return math.prod(ratios) ** (1 / len(ratios))


def stolen() -> float:
    """Seconds that the host has kept from this machine's cores since it started; 0 on a machine of its own."""
    return int(_text("/proc/stat").split()[8]) / os.sysconf("SC_CLK_TCK")


def _cryptography(times: int, clock: Callable[[], float] = time.perf_counter) -> dict[str, float]:
    key, plain, context = os.urandom(32), os.urandom(160), os.urandom(44)
    return {
        "AES-256-GCM, new key, 160 bytes": _each(
            lambda: AESGCM(key).encrypt(os.urandom(12), plain, context), times, clock
        ),
        "HMAC-SHA256": _each(lambda: hmac.digest(key, context, "sha256"), times, clock),
    }


def description() -> dict[str, str]:
    """Processor, its extensions that matter, cores, memory, versions. Nothing that names this one machine."""
    shown = dict(line.split(":", 1) for line in _text("/proc/cpuinfo").splitlines() if ":" in line)
    named = {name.strip(): value.strip() for name, value in shown.items()}
    flags = set(named.get("flags", "").split())
    wanted = {"AES-NI": "aes", "VAES": "vaes", "SHA": "sha_ni", "AVX-512": "avx512f"}
    memory = next((line.split()[1] for line in _text("/proc/meminfo").splitlines() if line.startswith("MemTotal")), "0")
    return {
        "processor": named.get("model name", platform.machine()),
        "extensions": ", ".join(name for name, flag in wanted.items() if flag in flags) or "none of those that matter",
        "cores": str(os.cpu_count()),
        "memory": f"{int(memory) / 1024**2:.0f} GiB",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        **{name: _version(name) for name in ("privet", "cryptography", "hyperscan", "cedarpy", "presidio-analyzer")},
    }


def load() -> float:
    """How many processes wanted a core in the last minute."""
    return os.getloadavg()[0]


def resident(pid: int | str = "self") -> float:
    """Memory of a process that is in use, in MB (10^6 bytes)."""
    for line in _text(f"/proc/{pid}/status").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def handles(pid: int | str = "self") -> int:
    """How many files a process has open."""
    return len(os.listdir(f"/proc/{pid}/fd"))


def pin() -> None:
    """This process, and those it starts, on one core: the last one it may use."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _each(work: Callable[[], object], times: int, clock: Callable[[], float] = time.perf_counter) -> float:
    rounds = []
    for _ in range(ROUNDS):
        begun = clock()
        for _ in range(times):
            work()
        rounds.append((clock() - begun) / times * 1e6)
    return statistics.median(rounds)


def _fdatasync(folder: Path) -> float:
    block = os.urandom(4096)
    with tempfile.TemporaryFile(dir=folder) as file:

        def once() -> None:
            os.write(file.fileno(), block)
            os.fdatasync(file.fileno())

        return _each(once, 100)


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"
