"""Every import contract bites: one violation planted for each breaks that contract and no other."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
NAMES = {contract["name"]: contract["id"] for contract in LINTER["contracts"]}

PLANTED = [
    ("layers", {"store/planted.py": "import privet.plugins"}),
    ("layers", {"planted/__init__.py": ""}),  # a folder nobody gave a layer
    ("core-is-pure", {"core/planted.py": "import pathlib"}),
    ("core-is-pure", {"core/planted.py": "def now():\n    import time\n    return time.time()"}),
    ("only-acts-open", {"store/planted.py": "from privet.core.unseal import unseal"}),
    ("cryptography-has-its-place", {"acts/planted.py": "from cryptography.hazmat.primitives import hashes"}),
    ("sql-in-store", {"acts/planted.py": "import sqlite3"}),
    ("visitors-never-seal", {"web/planted.py": "from privet.core.seal import seal"}),
    ("visitors-never-seal", {"gateways/planted.py": "from privet.core.seal import seal"}),
    (
        "plugin-folders-apart",
        {"plugins/planted_a/__init__.py": "", "plugins/planted_b/__init__.py": "import privet.plugins.planted_a"},
    ),
    (
        "plugin-files-apart",
        {
            "plugins/planted/__init__.py": "",
            "plugins/planted/one.py": "",
            "plugins/planted/two.py": "from privet.plugins.planted import one",
        },
    ),
    (
        "secret-chat-without-vault-ciphers",
        {"web/room/__init__.py": "", "web/room/planted.py": "from privet.core import wrap"},
    ),
    (
        "no-cycles",
        {"core/planted_a.py": "import privet.core.planted_b", "core/planted_b.py": "import privet.core.planted_a"},
    ),
]


def broken(root: Path) -> set[str]:
    """The ids of the contracts that the tree in `root` breaks."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "400", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=120)
    verdicts = dict(re.findall(r"^(.+?) (KEPT|BROKEN)\b", done.stdout, re.MULTILINE))
    assert verdicts.keys() == NAMES.keys(), done.stdout + done.stderr
    found = {NAMES[name] for name, verdict in verdicts.items() if verdict == "BROKEN"}
    assert (done.returncode == 0) == (not found)
    return found


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the package and its contracts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src" / "privet", tmp_path / "src" / "privet", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_tree_as_it_is_breaks_none(tree: Path) -> None:
    assert broken(tree) == set()


@pytest.mark.parametrize(("contract", "files"), PLANTED)
def test_a_planted_violation_breaks_its_contract_alone(tree: Path, contract: str, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = tree / "src" / "privet" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('"""Planted."""\n' + text + "\n")
    assert broken(tree) == {contract}


def test_every_contract_has_a_violation() -> None:
    assert {contract for contract, _ in PLANTED} == set(NAMES.values())
