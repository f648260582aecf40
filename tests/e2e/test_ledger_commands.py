"""`privet ledger` and `privet verify` as programs: read, sign, prove, hand out, check; and several at once."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

PRIVET = [sys.executable, "-m", "privet"]
VERIFIER = Path(__file__).parents[2] / "verifier" / "privet_verify.py"


class Place:
    """An installation with one tenant, and the command line beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.env = {**os.environ, "PRIVET_DATA": str(self.data), "PRIVET_TENANT": "shop"}

    def __call__(self, *words: str, code: int = 0) -> str:
        done = subprocess.run([*PRIVET, *words], env=self.env, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == code, done.stderr
        return done.stdout

    def table(self, name: str, count: int) -> Path:
        rows = (
            {"id": f"{name}{n}", "conversation": name, "sender": name, "text": "hello", "sent_at": n}
            for n in range(count)
        )
        path = self.folder / f"{name}.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        return path

    def bring_in(self, name: str, count: int, batch: int = 256) -> subprocess.Popen[str]:
        words = ["import", "--json", "--format", "jsonl", "--batch", str(batch), str(self.table(name, count))]
        return subprocess.Popen([*PRIVET, *words], env=self.env, text=True, stdout=subprocess.PIPE)

    def exported(self, *more: str) -> tuple[int, str]:
        """The verifier's exit code and words on an export of now."""
        file = self.folder / "ledger.txt"
        with file.open("wb") as out:
            subprocess.run([*PRIVET, "ledger", "export"], env=self.env, stdout=out, check=True, timeout=120)
        command = [sys.executable, "-I", str(VERIFIER), str(file), *more]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        return run.returncode, run.stdout + run.stderr

    def keys(self) -> list[str]:
        return [word for key in self("ledger", "checkpoint", "--keys").split() for word in ("--key", key)]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path)
    made("init", "--key-file", str(tmp_path / "root.key"))
    return made


def test_a_ledger_is_read_signed_proved_and_checked(place: Place) -> None:
    assert place.bring_in("one", 300).wait(120) == 0
    verdict = json.loads(place("verify", "--json"))
    assert (verdict["holds"], verdict["entries"], verdict["covered"]) == (True, 301, 301), "an import ends signed"
    rows = [json.loads(line) for line in place("ledger", "entries", "--json", "--limit", "2").splitlines()]
    assert [(row["number"], row["act"]) for row in rows] == [(0, "rule"), (1, "receive")]
    assert place("ledger", "entries", "--after", "299", "--field", "number") == "300\n"
    note = place("ledger", "checkpoint")
    assert note.split("\n")[1] == "301"
    assert json.loads(place("ledger", "checkpoint", "--json"))["checkpoint"] == note
    assert place("ledger", "prove", rows[1]["id"]).endswith(note)
    assert json.loads(place("ledger", "prove", "1", "--json"))["number"] == 1
    place("ledger", "prove", "301", code=3)
    code, text = place.exported(*place.keys())
    assert code == 0, text
    assert "HOLDS" in place("verify", "--all")


def test_tampering_is_exit_7_and_named(place: Place) -> None:
    assert place.bring_in("one", 300).wait(120) == 0
    keys = place.keys()
    with closing(sqlite3.connect(place.data / "data.db")) as db, db:
        first, pack = db.execute("SELECT first, packed FROM entry_pack ORDER BY first LIMIT 1 OFFSET 1").fetchone()
        forged = pack.replace(b'"outcome":"done"', b'"outcome":"sane"', 1)
        db.execute("UPDATE entry_pack SET packed = ? WHERE first = ?", (forged, first))
    said = place("verify", code=7)
    assert f"DOES NOT HOLD: entry {first} is not the one that was recorded" in said
    assert json.loads(place("verify", "--json", code=7))["problems"][0]["first"] == first
    code, text = place.exported(*keys)
    assert (code, f"entry {first} is not the one that was recorded" in text) == (1, True)


def test_an_export_beside_three_writers_verifies(place: Place) -> None:
    writers = [place.bring_in(name, 400, batch=7) for name in ("one", "two", "three")]
    sizes = []
    keys = place.keys()
    while any(writer.poll() is None for writer in writers):
        code, text = place.exported(*keys)
        assert code == 0, text
        sizes.append(int(text.split("entries")[1].split()[0]))
    assert [writer.wait(120) for writer in writers] == [0, 0, 0]
    assert sizes == sorted(sizes)
    assert json.loads(place("verify", "--json"))["entries"] == 1201


def test_a_witness_is_made_on_first_use_and_missed_when_gone(place: Place) -> None:
    toml = place.data / "privet.toml"
    named = re.sub(r"#? ?witness = .*", f'witness = "{place.folder / "witness"}"', toml.read_text("utf-8"))
    toml.write_text(named, "utf-8")
    assert "witness.invalid/" in place("ledger", "checkpoint")
    assert json.loads(place("verify", "--json"))["seen"] == 1
    (place.folder / "witness").rename(place.folder / "unplugged")
    assert "is not there" in place("verify", code=7)
    assert place.bring_in("one", 1).wait(120) == 5, "what was imported is stored, and not signed"
    assert "witness.invalid/" in place("ledger", "checkpoint", "--new-witness")
    assert "HOLDS" in place("verify")


def test_it_is_handed_on_in_forms_of_others(place: Place) -> None:
    place.bring_in("shop", 3).wait()
    whole = [json.loads(one) for one in place("ledger", "export", "--format", "jsonl").splitlines()]
    assert [one["number"] for one in whole] == list(range(len(whole)))
    events = [json.loads(one) for one in place("ledger", "export", "--format", "ocsf", "--after", "0").splitlines()]
    assert [one["metadata"]["uid"] for one in events] == [one["entry"]["id"] for one in whole[1:]]
    assert all(one.startswith("CEF:0|Privet|") for one in place("ledger", "export", "--format", "cef").splitlines())
    place("ledger", "export", "--after", "3", code=2)


def test_the_proof_of_an_entry_is_taken_by_the_verifier(place: Place) -> None:
    place.bring_in("one", 1).wait()
    file = place.folder / "1.tlog-proof"
    file.write_text(place("ledger", "prove", "1"))
    command = [sys.executable, "-I", str(VERIFIER), str(file), *place.keys()]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert run.returncode == 0, run.stdout + run.stderr
