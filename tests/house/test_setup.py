"""Setting up says in one sentence what is missing, and is done once."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What `make setup` reads, without an environment."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    return tmp_path


def _make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}
    }
    return subprocess.run(["make", *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


def _python_that(folder: Path, refuses: str) -> str:
    """An interpreter that fails whatever program names `refuses`."""
    path = folder / "python"
    path.write_text(f'#!/bin/sh\ncase "$2" in *{refuses}*) exit 1;; esac\nexec "{sys.executable}" "$@"\n')
    path.chmod(0o755)
    return f"PYTHON={path}"


@pytest.mark.parametrize(
    ("refuses", "sentence"),
    [("ensurepip", "apt install python3-venv"), ("version_info", "Privet needs Python 3.11 or later")],
)
def test_what_is_missing_is_said_before_anything_is_made(clone: Path, refuses: str, sentence: str) -> None:
    done = _make(clone, "setup", _python_that(clone, refuses))
    assert done.returncode != 0
    assert sentence in done.stdout
    assert not (clone / ".venv").exists()


def test_an_environment_that_is_ready_is_not_touched_again_until_the_lock_changes(clone: Path) -> None:
    name = re.findall(r"\.venv/\.ready-\d+", _make(clone, "--dry-run", "setup").stdout)[0]
    (clone / ".venv").mkdir()
    (clone / name).touch()
    assert _make(clone, "--question", "setup").returncode == 0
    lock = clone / "requirements" / "run.txt"
    later = (clone / name).stat().st_mtime + 10
    os.utime(lock, (later, later))
    assert _make(clone, "--question", "setup").returncode == 1


def test_make_alone_lists_every_command() -> None:
    targets = re.findall(r"^\.PHONY: help (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[
        0
    ].split()
    said = _make(ROOT).stdout
    assert {line.split()[1] for line in said.splitlines()} == set(targets)


def test_what_makes_the_pages_anew_asks_for_nothing() -> None:
    (line,) = re.findall(r"in (docs/make_\*\.py);", (ROOT / "Makefile").read_text("utf-8"))
    programs = sorted(ROOT.glob(line))
    assert len(programs) > 5
    assert [one.name for one in programs if "sys.argv" in one.read_text("utf-8")] == []
