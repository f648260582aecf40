"""`privet key` as a user types it: made, shown once, listed without it, revoked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


class Place:
    """An installation, and the command line beside it."""

    def __init__(self, folder: Path) -> None:
        keep = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self.data = folder / "data"
        self.env = {**keep, "HOME": str(folder), "PRIVET_DATA": str(self.data), "PRIVET_TENANT": "shop"}
        self("init")

    def __call__(self, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "privet", *words]
        done = subprocess.run(command, env=self.env, text=True, capture_output=True, timeout=60, check=False)
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return done


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("keys"))


def test_a_key_is_shown_once_and_listed_without_itself(place: Place) -> None:
    assert place("key", "list").stdout == ""
    made = json.loads(
        place(
            "key", "add", "crm", "--acts", "reveal,read", "--kinds", "PHONE,EMAIL", "--purposes", "support",
            "--budget", "5", "--expires", "30d", "--json",
        ).stdout
    )  # fmt: skip
    assert made["key"].startswith("prv_1_")
    said = place("key", "add", "shop").stdout
    assert "good for receive until" in said
    assert "shown this once: prv_1_" in said
    listed = place("key", "list").stdout
    assert "prv_" not in listed
    rows = [json.loads(line) for line in place("key", "list", "--json").stdout.splitlines()]
    assert [(row["name"], row["state"], row["budget"]) for row in rows] == [("crm", "live", 5), ("shop", "live", None)]
    assert rows[0]["kinds"] == ["EMAIL", "PHONE"]
    assert place("key", "list", "--field", "name").stdout == "crm\nshop\n"
    assert made["key"].encode() not in b"".join(path.read_bytes() for path in place.data.iterdir())
    place("key", "revoke", "crm", "--reason", "it was replaced")
    assert place("key", "list", "--field", "state").stdout == "revoked\nlive\n"
    acts = place("ledger", "entries", "--json").stdout
    assert acts.count("key.make") == 2
    assert acts.count("key.revoke") == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("add", "CRM"), 2), (("add", "clock"), 2), (("add", "x", "--acts", "fly"), 2),
        (("add", "x", "--expires", "y"), 2),
        (("add", "x", "--acts", "reveal"), 2), (("add", "x", "--budget", "many"), 2), (("revoke", "nobody"), 3),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_in_a_sentence(place: Place, words: tuple[str, ...], code: int) -> None:
    assert place("key", *words, code=code).stderr.startswith(("privet: ", "usage: "))
