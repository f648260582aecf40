"""`privet prove` as somebody runs it who does not believe us: it holds, and a leak that we build in is caught."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from privet.cli.prove import table
from privet.core.kinds import KINDS
from privet.prove.report import Report, Row

PLANTABLE = [one for one in KINDS if one != "TEXT"]
"""What no detector looked at is found by none."""
ROOT = Path(__file__).parents[2]
PRIVET = [sys.executable, "-m", "privet"]

LEAKS = """
import hashlib, os, sys, tempfile, zlib
if os.environ.get("PRIVET_TENANT") == "scratch":
    from privet.core.detect import Scanner
    scan, scan_each = Scanner.scan, Scanner.scan_each
    def leak(text, found):
        with open(os.path.join(tempfile.gettempdir(), "cache"), "ab") as file:
            file.write(zlib.compress(text.encode("utf-16-le", "surrogatepass")))
        for one in found or ():
            print(hashlib.sha256(text[one.start : one.end].encode()).hexdigest()[:24], file=sys.stderr)
        return found
    Scanner.scan = lambda self, text: leak(text, scan(self, text))
    Scanner.scan_each = lambda self, texts: [leak(*one) for one in zip(texts, scan_each(self, texts))]
"""
"""What somebody might add who means well: a cache beside the data, and a hash in the log so that requests can be told
apart. Python runs a module of this name in every process that it starts."""


FOUND_ALONE = [kind.name for kind in KINDS.values() if kind.number <= 12]
"""Kinds whose canaries are found as they stand, so that this hash is theirs; names may widen findings of the others."""


class Place:
    """An installation in a folder, and the command beside it."""

    def __init__(self, folder: Path) -> None:
        self.home = folder
        (folder / "tmp").mkdir()
        kept = {name: text for name, text in os.environ.items() if not name.startswith(("PRIVET_", "XDG_"))}
        self.env = kept | {
            "HOME": str(folder), "PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(folder / "tmp"),
            "PRIVET_DATA": str(folder / "data"), "PRIVET_TENANT": "shop",
        }  # fmt: skip
        assert self("init").returncode == 0

    def __call__(self, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*PRIVET, *words], env={**self.env, **env}, cwd=self.home, text=True, capture_output=True, timeout=280,
            start_new_session=True, check=False,
        )  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("prove"))


@pytest.fixture(scope="module")
def proved(place: Place) -> subprocess.CompletedProcess[str]:
    """One run, whose report is `report.txt`."""
    settings = place.home / "data" / "privet.toml"
    copies, witness = place.home / "copies", place.home / "witness"
    copies.mkdir()
    text = settings.read_text("utf-8")
    text = text.replace("# copies = []", f"copies = [{json.dumps(str(copies))}]")
    settings.write_text(text.replace('# witness = ""', f"witness = {json.dumps(str(witness))}"), "utf-8")
    return place("prove", "--json", "--report", "report.txt", "--keep", "kept")


@pytest.mark.slow
def test_it_holds_and_says_what_was_done(proved: subprocess.CompletedProcess[str]) -> None:
    assert proved.returncode == 0, proved.stdout + proved.stderr
    report = json.loads(proved.stdout)
    assert report["holds"]
    assert (report["hits"], report["faults"]) == ([], [])
    assert report["canaries"] >= 200
    assert set(report["kinds"]) == {*PLANTABLE, "WORD"}
    assert all(planted == found > 0 for planted, found in report["self_check"].values())
    searched = {row["what"]: row["files"] for row in report["rows"]}
    for what in ("data", "stolen", "backup", "export", "said", "places", "witness"):
        assert searched[what], what
    assert sum(report["forced"].values()) > 150
    gone = report["gone"]
    assert min(gone["erased"], gone["over"]) > 0
    assert gone["before"] == gone["erased"] + gone["over"]  # the copy made before has them all: the search can find
    assert (gone["opened"], gone["found"]) == (0, 0)


@pytest.mark.slow
def test_what_was_searched_is_all_there_is(place: Place, proved: subprocess.CompletedProcess[str]) -> None:
    files = [path for path in (place.home / "kept").rglob("*") if path.is_file()]
    rows = json.loads(proved.stdout)["rows"]
    assert sum(row["files"] for row in rows) == len(files)
    assert sum(row["bytes"] for row in rows) == sum(path.stat().st_size for path in files)
    killed = {path.name for path in (place.home / "kept/stolen/killed-while-receiving").iterdir()}
    assert {"data.db", "data.db-wal", "keys.db", "index.db", "epoch"} <= killed
    assert list((place.home / "tmp").iterdir()) == []


@pytest.mark.slow
def test_the_report_is_signed_and_on_the_ledger(place: Place, proved: subprocess.CompletedProcess[str]) -> None:
    assert proved.returncode == 0
    checked = place("prove", "--check", "report.txt", "--json")
    assert json.loads(checked.stdout)["signed"]
    (entry,) = [
        json.loads(line) for line in place("ledger", "entries", "--act", "report.prove", "--json").stdout.splitlines()
    ]
    assert json.loads(checked.stdout)["id"] == entry["id"]
    assert place("verify").returncode == 0
    path = place.home / "report.txt"
    (place.home / "changed.txt").write_text(path.read_text("utf-8").replace('"hits":[]', '"hits":[""]'), "utf-8")
    refused = place("prove", "--check", "changed.txt")
    assert refused.returncode == 7
    assert "not the one that the ledger's entry commits to" in refused.stderr
    assert place("prove", "--check", "nowhere.txt").returncode == 2


@pytest.mark.slow
def test_a_leak_that_is_built_in_is_caught_in_each_of_its_forms(place: Place) -> None:
    (place.home / "leaky").mkdir()
    (place.home / "leaky" / "sitecustomize.py").write_text(LEAKS, "utf-8")
    done = place("prove", "--report", "leaky.txt", PYTHONPATH=f"{place.home / 'leaky'}{os.pathsep}{ROOT / 'src'}")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "DOES NOT HOLD" in done.stdout
    report = json.loads((place.home / "leaky.txt").read_text("utf-8").splitlines()[1])
    assert not report["holds"]
    assert all(planted == found for planted, found in report["self_check"].values())
    cached = [hit for hit in report["hits"] if hit.startswith("tmp/cache, compressed")]
    hashed = [hit for hit in report["hits"] if hit.startswith("said/") and "SHA-256" in hit]
    for kind in (*PLANTABLE, "WORD"):
        assert any(f": {kind} (" in hit for hit in cached), kind
    for kind in FOUND_ALONE:
        assert any(f": {kind} (" in hit for hit in hashed), kind


def test_a_folder_that_is_not_empty_is_not_written_into(place: Place) -> None:
    (place.home / "full").mkdir()
    (place.home / "full" / "mine").touch()
    done = place("prove", "--keep", "full")
    assert done.returncode == 2
    assert "not empty" in done.stderr
    assert [path.name for path in (place.home / "full").iterdir()] == ["mine"]


def test_the_table_says_what_was_found_and_what_it_cannot_see() -> None:
    report = Report(
        "1", "log", 1, 0, 1.0, 1, {"EMAIL": 1}, {"send": 1}, {"plain": 1}, 9, [Row("data", 1, 5, 1)], 0, {},
        [f"data/x at byte {at}" for at in range(50)], ["a pipe was not searched"], ["web chat"], {"UTF-8": (2, 1)},
        {"erased": 2, "over": 7, "opened": 0, "found": 0, "before": 9},
    )  # fmt: skip
    said = "\n".join(table(report))
    assert not report.holds
    assert "REFUSED by your rules, so not tried: web chat" in said
    assert "  gone          erased 2, over 7, opened 0, found 0, before 9" in said
    for line in ("FOUND: data/x at byte 0", "FOUND: and 10 more", "NOT AS MEANT: a pipe", "BLIND: of 2", "NOT HOLD."):
        assert line in said
