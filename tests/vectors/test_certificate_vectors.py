"""Vectors of docs/spec/certificate.md: one that holds, and one that fails for each reason; judged twice, by Privet and
by the sceptic's verifier, which shares no line with it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from privet.core import certificate
from privet.errors import Tampered

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "certificate.json").read_text("utf-8"))
VERIFIER = Path(__file__).parents[2] / "verifier" / "privet_verify.py"
SHOWN = ("it says that it holds although something is pending", "another act")
"""Privet's own check alone knows what a certificate may say; the verifier shows what any report says, and of which act
it is.
"""


def judged(folder: Path, file: str, keys: list[str]) -> tuple[int, str]:
    """Exit code and output of the verifier as its own process."""
    (folder / "certificate.txt").write_text(file, "utf-8", newline="")
    words = [word for key in keys for word in ("--key", key)]
    done = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(folder / "certificate.txt"), *words], capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_the_one_that_holds(tmp_path: Path) -> None:
    said, _ = certificate.check(VECTORS["holds"], tuple(VECTORS["keys"]))
    assert json.loads(certificate.encode(said)) == VECTORS["statement"]
    code, shown = judged(tmp_path, VECTORS["holds"], VECTORS["keys"])
    assert code == 0, shown
    assert f"subject: {said.subject}" in shown
    assert shown.rstrip().splitlines()[-1].startswith("HOLDS")


@pytest.mark.parametrize("why", VECTORS["fails"])
def test_what_fails_does_so(why: str, tmp_path: Path) -> None:
    keys = VECTORS["other_keys" if why == "a key that did not sign" else "keys"]
    with pytest.raises(Tampered):
        certificate.check(VECTORS["fails"][why], tuple(keys))
    code, shown = judged(tmp_path, VECTORS["fails"][why], keys)
    assert code == (0 if why in SHOWN else 1), shown


def test_without_keys_nothing_is_said(tmp_path: Path) -> None:
    assert judged(tmp_path, VECTORS["holds"], [])[0] == 2
