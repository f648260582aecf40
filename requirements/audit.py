"""Holds this environment to the lock: `make audit`. Exit code 1 names what differs.

Every installed package has a version that requirements/dev.txt pins, every file of it is the one that was installed
(by the digests of its RECORD), what they need of each other is there (`pip check`), and sbom.cdx.json says what
requirements/run.txt says. It asks nobody: a list of known vulnerabilities is elsewhere (docs/howto/upgrade.md).
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import json
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = {"pip", "setuptools", "wheel", "privet"}
"""What makes the environment, and Privet itself."""


def strangers(locked: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    """Packages that the lock does not know, or in another version."""
    for one in importlib.metadata.distributions():
        name = re.sub(r"[-_.]+", "-", one.metadata["Name"]).lower()
        if name in TOOLS:
            continue
        if name not in locked:
            yield f"{name} is installed, and the lock does not know it"
        elif one.version not in locked[name]:
            yield f"{name} is installed as {one.version}, and the lock says {' or '.join(locked[name])}"


def changed() -> Iterator[str]:
    """Files of packages that are not those that were installed."""
    for one in importlib.metadata.distributions():
        for file in one.files or []:
            path = Path(str(file.locate()))
            if file.hash is None or file.hash.mode != "sha256" or path.suffix == ".pyc":
                continue
            digest = hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b""
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value:
                yield f"{one.metadata['Name']}: {file} is not the file that was installed"


def bill(sbom: dict[str, object], locked: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    """Where the bill of materials and the lock differ."""
    listed: dict[str, dict[str, list[str]]] = {}
    for one in sbom["components"]:  # type: ignore[attr-defined]
        if one["type"] == "library":
            digests = [digest["content"] for digest in one["hashes"]]
            listed.setdefault(one["name"], {})[one["version"]] = digests
    if listed != locked:
        names = sorted(name for name in listed.keys() | locked.keys() if listed.get(name) != locked.get(name))
        yield f"sbom.cdx.json differs from requirements/run.txt in {', '.join(names)}: run `make docs`"


def main() -> int:
    """Every check; 1 when any found something."""
    made = runpy.run_path(str(ROOT / "docs/make_sbom.py"))
    dev, run = (made["locked"](ROOT / f"requirements/{name}.txt") for name in ("dev", "run"))
    needs = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    found = [*strangers(dev), *changed(), *bill(json.loads(made["PAGE"].read_text("utf-8")), run)]
    found += needs.stdout.splitlines() if needs.returncode else []
    print(
        "\n".join(found) or f"{len(dev)} packages, every file of them, and the bill of materials are those of the lock."
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
