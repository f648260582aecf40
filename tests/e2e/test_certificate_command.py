"""A certificate leaves the installation and is checked where there is none, with the ledger's public keys alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PRIVET = [sys.executable, "-m", "privet"]
FROM = {"sender": "+12025550101", "conversation": "c1", "sent_at": "2026-01-02T10:00:00Z"}


def run(home: Path, *words: str, code: int = 0) -> str:
    """What a command says, standard error behind; `home` has no installation unless one was made there."""
    env = {**os.environ, "HOME": str(home), "PRIVET_DATA": str(home / "data")}
    done = subprocess.run([*PRIVET, *words], env=env, cwd=home, capture_output=True, text=True, timeout=120)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def erased(tmp_path: Path) -> tuple[str, list[str]]:
    """A certificate's text, and the ledger's keys as options."""
    home = tmp_path / "company"
    home.mkdir()
    run(home, "init", "--tenant", "shop", "--key-file", str(home / "root.key"))
    settings = home / "data" / "privet.toml"
    settings.write_text(settings.read_text().replace("# hyperscan = true", "hyperscan = false"))
    (home / "rows.jsonl").write_text(json.dumps({**FROM, "id": "1", "text": "I am ann@example.com"}) + "\n")
    run(home, "import", "--format", "jsonl", "rows.jsonl")
    subject = json.loads(run(home, "subjects", "--json"))["id"]
    run(home, "erase", "--subject", subject, "--reason", "a letter", "--yes", "--certificate", "erased.txt")
    keys = [word for one in run(home, "ledger", "checkpoint", "--keys").split() for word in ("--key", one)]
    return (home / "erased.txt").read_text(), keys


def test_a_third_party_checks_it_with_the_keys_alone(erased: tuple[str, list[str]], tmp_path: Path) -> None:
    text, keys = erased
    away = tmp_path / "court"
    away.mkdir()
    (away / "it.txt").write_text(text)
    said = run(away, "verify", "it.txt", *keys)
    assert said.startswith("Not covered: ")
    assert "unreadable   1 message, 1 value" in said
    assert "UNCHANGED" in said
    assert "not finished" not in said
    whole = json.loads(run(away, "verify", "it.txt", *keys, "--json"))
    assert (whole["holds"], whole["signed"], whole["erased"]) == (True, True, {"message": 1, "value": 1})
    (away / "other.txt").write_text(text.replace('"value":1', '"value":0'))
    assert "not the one" in run(away, "verify", "other.txt", *keys, code=7)
    assert "keys of its ledger" in run(away, "verify", "it.txt", code=2)
    assert "cannot be read" in run(away, "verify", "none.txt", *keys, code=2)
    assert not (away / "data").exists()
