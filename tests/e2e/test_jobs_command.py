"""`privet jobs --run`: what is due by the clock in a process of its own, beside a server or without one."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from e2e.conftest import Started


def asked(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "privet", "jobs", *words, "--data", str(data)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def done(data: Path) -> dict[str, str]:
    """When each job was last done."""
    return {row["job"]: row["done"] for row in map(json.loads, asked(data, "--json").stdout.splitlines())}


def test_once_does_what_is_due_and_ends(data: Path) -> None:
    assert "nothing has run yet" in asked(data).stderr
    made = asked(data, "--run", "--once")
    assert (made.returncode, made.stdout) == (0, "")
    first = done(data)
    assert {"expire", "review", "checkpoint", "unseen"} <= set(first)
    assert all(first.values())


def test_it_runs_until_it_is_stopped(data: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "privet", "jobs", "--run", "--data", str(data)], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    assert "Ctrl-C stops it" in process.stderr.readline()
    end = time.monotonic() + 30
    while not all((found := done(data)).values()) or not found:
        assert time.monotonic() < end
        time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0


def test_a_server_leaves_it_to_another_process_where_it_is_told_to(start: Callable[..., Started], data: Path) -> None:
    start(settings="jobs = false")
    before = done(data)
    time.sleep(11)  # one look at the clock of a server that has one
    assert done(data) == before
    assert asked(data, "--run", "--once").returncode == 0
    assert done(data) != before
