"""The bill of materials says what the lock says, and the audit sees what is not as it was installed."""

from __future__ import annotations

import importlib.metadata
import json
import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
AUDIT = runpy.run_path(str(ROOT / "requirements/audit.py"))
MADE = runpy.run_path(str(ROOT / "docs/make_sbom.py"))
SBOM: dict[str, Any] = json.loads((ROOT / "sbom.cdx.json").read_text("utf-8"))
LOCKED = MADE["locked"](ROOT / "requirements/run.txt")


def test_the_bill_of_materials_is_that_of_the_lock_and_of_what_is_served() -> None:
    assert list(AUDIT["bill"](SBOM, LOCKED)) == []
    files = [one for one in SBOM["components"] if one["type"] == "file"]
    assert files == MADE["vendored"]()
    assert files
    assert (SBOM["bomFormat"], SBOM["specVersion"]) == ("CycloneDX", "1.6")


def test_every_part_has_a_name_of_its_own_and_is_depended_on() -> None:
    refs = [one["bom-ref"] for one in SBOM["components"]]
    assert len(refs) == len(set(refs))
    assert SBOM["dependencies"] == [{"ref": "privet", "dependsOn": refs}]
    assert all(one["hashes"] for one in SBOM["components"])


@pytest.mark.parametrize(
    "planted",
    [
        {"msgspec": {"0": next(iter(LOCKED["msgspec"].values()))}},
        {"msgspec": {version: ["00" * 32] for version in LOCKED["msgspec"]}},
        {"another": {"1": []}},
        {"numpy": dict([next(iter(LOCKED["numpy"].items()))])},
    ],
    ids=["version", "digest", "package", "one of two versions"],
)
def test_a_difference_from_the_lock_is_seen(planted: dict[str, Any]) -> None:
    assert len(list(AUDIT["bill"](SBOM, {**LOCKED, **planted}))) == 1


def test_a_package_that_is_not_locked_is_seen() -> None:
    locked = MADE["locked"](ROOT / "requirements/dev.txt")
    assert list(AUDIT["strangers"](locked)) == []
    (version,) = locked.pop("msgspec")
    assert list(AUDIT["strangers"](locked)) == ["msgspec is installed, and the lock does not know it"]
    (said,) = AUDIT["strangers"]({**locked, "msgspec": {"0.0": [], "0.1": []}})
    assert said == f"msgspec is installed as {version}, and the lock says 0.0 or 0.1"


def test_a_file_that_was_changed_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "planted-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: planted\nVersion: 1.0\n")
    empty = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
    (info / "RECORD").write_text(f"planted.py,sha256={empty},0\nplanted-1.0.dist-info/RECORD,,\n")
    (tmp_path / "planted.py").touch()
    found = list(importlib.metadata.distributions(path=[str(tmp_path)]))
    monkeypatch.setattr(importlib.metadata, "distributions", lambda: found)
    assert list(AUDIT["changed"]()) == []
    for change in (lambda path: path.write_text("import os"), lambda path: path.unlink()):
        change(tmp_path / "planted.py")
        assert list(AUDIT["changed"]()) == ["planted: planted.py is not the file that was installed"]
