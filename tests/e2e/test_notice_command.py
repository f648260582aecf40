"""`privet notice` and `privet failing` as they are typed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from privet.cli.init import establish

Own = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def own(tmp_path: Path) -> Own:
    """`privet …` over an installation of its own."""
    data = tmp_path / "data"
    establish(data, "shop", key_file=tmp_path / "root.key")

    def privet(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "privet", *words, "--data", str(data)],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    return privet


def test_a_notice_is_shown_given_out_and_held_against_what_is_set(own: Own) -> None:
    assert own("notice", "check").returncode == 4
    assert "No privacy notice was given out" in own("doctor").stdout
    shown = own("notice", "show").stdout
    assert shown.startswith("# Privacy notice\n")
    assert "For 90 days." in shown
    assert own("notice", "publish", "--company", "Example Ltd", "--reason", "x").returncode == 2
    who = ("--company", "Example Ltd", "--contact", "privacy@example.com")
    assert "Version 1 is given out." in own("notice", "publish", *who, "--reason", "the first").stderr
    assert own("notice", "check").returncode == 0
    assert "Version 1 of the privacy notice says what is set." in own("doctor").stdout
    own("consent", "basis", "delivery", "contract", "--reason", "as counsel said")
    done = own("notice", "check", "--json")
    assert done.returncode == 4
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert row["what"] == "purpose.delivery"
    assert "Version 1 of the privacy notice says otherwise than is set in 1 point(s)." in own("doctor").stdout
    assert own("notice", "publish", "--reason", "as counsel said").returncode == 0
    assert own("notice", "publish", "--reason", "once more").returncode == 4
    rows = [json.loads(line) for line in own("notice", "versions", "--json").stdout.splitlines()]
    assert [one["version"] for one in rows] == ["2", "1"]
    record = own("notice", "record").stdout
    assert "needed for a contract" in record
    assert "Example Ltd answers" in record


def test_what_becomes_of_what_cannot_be_looked_through_is_set_and_listed(own: Own) -> None:
    assert "is refused" in own("failing").stderr
    assert "one token" in own("failing", "sms", "mask", "--reason", "a lost message is worse").stderr
    (row,) = [json.loads(line) for line in own("failing", "--json").stdout.splitlines()]
    assert (row["channel"], row["mode"], row["by"]) == ("sms", "mask", "local")
    assert "waits, sealed" in own("failing", "sms", "hold", "--reason", "no cards here").stderr
    assert own("failing", "llm", "hold", "--reason", "x").returncode == 2
    assert own("failing", "sms", "guess", "--reason", "x").returncode == 2
    assert own("failing", "sms", "--reason", "x").returncode == 2
