"""Writes sbom.cdx.json from requirements/run.txt and the vendored files: `python docs/make_sbom.py`.

A software bill of materials in CycloneDX 1.6: what a running server stands on, each package with its version, licence
and the SHA-256 of every file of it that the lock lets be installed. It has no serial number and no time, so that the
same lock makes the same file.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import tomllib
from pathlib import Path
from typing import Any

from privet import __version__

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "sbom.cdx.json"
LOCK = ROOT / "requirements/run.txt"

Component = dict[str, Any]


def locked(lock: Path) -> dict[str, dict[str, list[str]]]:
    """By name, the versions that a lock pins (several where Pythons differ), each with its files' SHA-256 digests."""
    found: dict[str, dict[str, list[str]]] = {}
    digests: list[str] = []
    for line in lock.read_text("utf-8").splitlines():
        if pinned := re.match(r"([a-z0-9.-]+)==([^\s;]+)", line):
            digests = found.setdefault(pinned[1], {}).setdefault(pinned[2], [])
        elif digest := re.match(r" +--hash=sha256:([0-9a-f]{64})", line):
            digests.append(digest[1])
    return found


def component(name: str, version: str, digests: list[str]) -> Component:
    """One package of the lock."""
    purl = f"pkg:pypi/{name}@{version}"
    made: Component = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    if licence := _licence(name):
        made["licenses"] = [licence]
    return {**made, "hashes": [{"alg": "SHA-256", "content": digest} for digest in digests]}


def _licence(name: str) -> dict[str, Any] | None:
    """What the package says of its licence, where it is installed here."""
    try:
        held = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return None
    if expression := held.get("License-Expression"):
        return {"expression": expression}
    said = (held.get("License") or "").strip()
    classes = [line.rpartition(" :: ")[2] for line in held.get_all("Classifier") or [] if line.startswith("License ::")]
    named = said if 0 < len(said) < 60 and "\n" not in said else ", ".join(classes)
    return {"license": {"name": named}} if named else None


def vendored() -> list[Component]:
    """The files of other people that the server sends to browsers."""
    found = []
    for sources in sorted((ROOT / "src").rglob("vendored/SOURCES.toml")):
        for file, source in sorted(tomllib.loads(sources.read_text("utf-8")).items()):
            place = (sources.parent / file).relative_to(ROOT / "src").as_posix()
            found.append(
                {
                    "type": "file",
                    "bom-ref": place,
                    "name": source["name"],
                    "version": source["version"],
                    "licenses": [{"license": {"name": source["licence"]}}],
                    "hashes": [{"alg": "SHA-256", "content": source["sha256"]}],
                }
            )
    return found


def page() -> str:
    """The whole file."""
    parts = [component(name, *pinned) for name, versions in sorted(locked(LOCK).items()) for pinned in versions.items()]
    own: Component = {"type": "application", "bom-ref": "privet", "name": "privet", "version": __version__}
    own["licenses"] = [{"license": {"id": "Apache-2.0"}}]
    made = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own},
        "components": [*parts, *vendored()],
        "dependencies": [{"ref": "privet", "dependsOn": [one["bom-ref"] for one in [*parts, *vendored()]]}],
    }
    return json.dumps(made, indent=1) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
