"""`privet upgrade` and `privet rollback` as whoever installs another version runs them."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from privet.store.migrate import REVISION

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests/vectors/installations/0001.tar.xz"

Privet = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The data folder of an installation that the first version wrote."""
    with tarfile.open(SAMPLE) as archive:
        archive.extractall(tmp_path)  # our own; Python 3.11.0 to 3.11.3 know no filter
    (tmp_path / "data").chmod(0o700)  # which the archive does not say
    settings = tmp_path / "data/privet.toml"
    settings.touch(mode=0o600)
    settings.write_text(f'[keys]\nfile = "{tmp_path}/root.key"\n')
    return tmp_path / "data"


@pytest.fixture
def privet(old: Path) -> Privet:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        environment = {"PYTHONPATH": str(ROOT / "src"), "HOME": str(old), "PRIVET_DATA": str(old)}
        return subprocess.run(
            [sys.executable, "-m", "privet", *words],
            env=environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    return run


def _said(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_forward_back_and_forward_again_and_each_says_what_it_did(old: Path, privet: Privet) -> None:
    copy = str(old / "data.db.before")
    assert _said(privet("upgrade", "--json")) == {"from": "0001", "to": REVISION, "copy": copy}
    assert _said(privet("upgrade", "--json")) == {"from": REVISION, "to": REVISION, "copy": None}
    assert "Nothing to do" in privet("upgrade").stdout
    assert "HOLDS" in privet("verify").stdout
    assert "No rule allows this" in privet("key", "add", "crm").stderr  # its policy is older than this act
    policy = str(old.parent / "policy")
    assert privet("rule", "show", "--default", "--as", "files", policy).returncode == 0
    assert privet("rule", "propose", policy, "--reason", "programs are to have keys").returncode == 0
    assert privet("rule", "adopt", "2", "--reason", "agreed").returncode == 0
    made = privet("key", "add", "crm")
    assert made.returncode == 0, made.stderr
    assert _said(privet("rollback", "--to", "0001", "--json")) == {"from": REVISION, "to": "0001", "copy": copy}
    back = privet("rollback", "--to", "0001")
    assert (back.returncode, "schema 0001 cannot go back" in back.stderr) == (2, True)
    assert len(privet("conversations", "--json").stdout.splitlines()) == 2  # which upgrades it again
    assert "HOLDS" in privet("verify").stdout  # the ledger knows of the key that is gone
    assert privet("key", "list", "--json").stdout == ""


def test_under_a_running_server_no_schema_is_changed(old: Path, privet: Privet) -> None:
    assert privet("upgrade").returncode == 0
    with subprocess.Popen(
        [sys.executable, "-m", "privet", "run", "--port", "0"],
        env={"PYTHONPATH": str(ROOT / "src"), "HOME": str(old), "PRIVET_DATA": str(old)},
        stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        assert server.stderr
        said = ""
        while "Privet is open" not in said:
            said = server.stderr.readline()
            assert said
        done = privet("rollback", "--to", "0001")
        assert (done.returncode, "another process has this installation open" in done.stderr) == (5, True)
        assert _said(privet("upgrade", "--json"))["from"] == REVISION
        server.terminate()
        server.stderr.read()
    assert server.returncode == 0
    assert privet("rollback", "--to", "0001").returncode == 0
