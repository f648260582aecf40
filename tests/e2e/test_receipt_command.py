"""Texts, receipts and their check as they are typed."""

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
    """`privet …` over an installation of its own; somebody's message is in it."""
    data = tmp_path / "data"
    establish(data, "shop", key_file=tmp_path / "root.key")

    def privet(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "privet", *words, "--data", str(data)],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    line = {"id": "1", "conversation": "c1", "sender": "visitor-1", "text": "hello", "sent_at": "2026-11-20T10:00:00Z"}
    (tmp_path / "one.jsonl").write_text(json.dumps(line) + "\n")
    assert privet("import", "--format", "jsonl", str(tmp_path / "one.jsonl")).returncode == 0
    return privet


def test_a_receipt_is_printed_and_checked_and_a_forged_one_is_refused(own: Own, tmp_path: Path) -> None:
    (tmp_path / "offers.txt").write_bytes("Yes, send me offers. Größe.\n".encode())
    text = ("consent", "text", "offers-3", "--to", "delivery", "--language", "en", "--law", "IE", "--place", "IE")
    assert own(*text, "--file", str(tmp_path / "no.txt"), "--reason", "x").returncode == 2
    assert "is on file" in own(*text, "--file", str(tmp_path / "offers.txt"), "--reason", "new offers").stderr
    assert json.loads(own("consent", "texts", "--json").stdout)["version"] == "offers-3"
    who = ("--company", "Example Ltd", "--contact", "privacy@example.com", "--reason", "the first")
    assert own("notice", "publish", *who).returncode == 0
    subject = json.loads(own("subjects", "--json").stdout.splitlines()[0])["id"]
    about = (subject, "--to", "delivery", "--reason", "said so")
    given = own("consent", "give", *about, "--text", "offers-3", "--how", "letter")
    consent = given.stderr.partition(":")[0].split()[-1]
    file = tmp_path / "receipt.txt"
    file.write_text(own("consent", "receipt", consent).stdout)
    keys = [word for key in own("ledger", "checkpoint", "--keys").stdout.split("\n") if key for word in ("--key", key)]
    checked = own("verify", str(file), *keys)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "offers-3 in en" in checked.stdout
    assert "UNCHANGED" in checked.stdout
    assert json.loads(own("verify", str(file), *keys, "--json").stdout)["signed"] is True
    file.write_text(file.read_text().replace("offers-3", "offers-4"))
    assert own("verify", str(file), *keys).returncode == 7
    assert own("consent", "withdraw", *about).returncode == 0
    graph = json.loads(own("consent", "export", subject).stdout)["@graph"]
    assert [one["@type"] for one in graph[0]["dpv:hasConsentStatus"]] == ["dpv:ConsentGiven", "dpv:ConsentWithdrawn"]
