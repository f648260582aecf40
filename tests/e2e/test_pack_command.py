"""`privet rule pack` as it is typed: what a law asks goes into the files of a policy, and is proposed and adopted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from privet.cli.init import establish


def test_a_pack_is_added_proposed_and_adopted(tmp_path: Path) -> None:
    data, policy = tmp_path / "data", tmp_path / "policy"
    establish(data, "shop", key_file=tmp_path / "root.key")

    def own(*words: str, there: bool = True) -> subprocess.CompletedProcess[str]:
        where = ["--data", str(data)] if there else []
        return subprocess.run(
            [sys.executable, "-m", "privet", "rule", *words, *where],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    listed = [json.loads(line) for line in own("packs", "--json", there=False).stdout.splitlines()]
    assert {one["pack"] for one in listed} == {"us-cpni", "eu-eprivacy"}
    assert own("show", "--as", "files", str(policy)).returncode == 0
    assert own("pack", "br-lgpd", str(policy), there=False).returncode == 2
    assert own("pack", "us-cpni", str(policy), there=False).returncode == 0
    assert own("pack", "us-cpni", str(policy), there=False).returncode == 4
    assert own("propose", str(policy), "--reason", "we carry calls").returncode == 0
    assert own("adopt", "2", "--reason", "agreed").returncode == 0
    assert "us-cpni-verified" in own("show", "--json").stdout
