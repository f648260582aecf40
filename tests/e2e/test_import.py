"""`privet import` as a program: the samples, twice; cut off and gone on; bad files; nothing read is ever shown."""

from __future__ import annotations

import functools
import json
import os
import pty
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "docs" / "tutorial" / "samples"
PRIVET = [sys.executable, "-m", "privet"]


class Place:
    """An installation with one tenant, and the command line beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "data"
        self.env = {**os.environ, "PRIVET_DATA": str(self.folder), "PRIVET_TENANT": "shop"}

    def start(self, *words: str, **more: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*PRIVET, *words], env=self.env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more
        )

    def __call__(self, *words: str, code: int = 0, **more: object) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*PRIVET, *words], env=self.env, text=True, capture_output=True, check=False, timeout=120, **more
        )
        assert done.returncode == code, done.stderr
        return done

    def bring_in(self, name: str, file: Path, *more: str, code: int = 0) -> dict[str, object]:
        return json.loads(self("import", "--json", "--format", name, str(file), *more, code=code).stdout)

    def messages(self) -> int:
        with sqlite3.connect(self.folder / "data.db") as db:
            return db.execute("SELECT count(*) FROM message").fetchone()[0]

    def marks(self) -> list[Path]:
        return list((self.folder / "imports").glob("*.json"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation as `init` leaves it, to be copied: making one takes longer than most of these tests."""
    folder = tmp_path_factory.mktemp("made")
    Place(folder)("init", "--key-file", str(folder / "root.key"))
    return folder / "data"


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Place:
    shutil.copytree(made, tmp_path / "data")
    return Place(tmp_path)


def table(path: Path, count: int, text: str = "where is my parcel") -> Path:
    rows = (
        {"id": f"m{n}", "conversation": f"c{n % 50}", "sender": f"s{n % 50}", "text": f"{text} {n}", "sent_at": n}
        for n in range(count)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_the_bundled_samples_come_in_once(place: Place) -> None:
    stored = 0
    for name, file in (("telegram", "telegram.json"), ("sms-backup", "sms.xml"), ("jsonl", "multidogo.jsonl")):
        first = place.bring_in(name, SAMPLES / file)
        stored += first["stored"]
        assert first["stored"] > 50
        assert (first["repeated"], first["refused"], first["unreadable"]) == (0, {}, 0)
        again = place.bring_in(name, SAMPLES / file)
        assert (again["stored"], again["repeated"]) == (0, first["stored"])
    assert place.messages() == stored
    assert place.marks() == []


def test_a_table_for_people(place: Place, tmp_path: Path) -> None:
    file = table(tmp_path / "t", 3)
    file.write_text(file.read_text() + "Zanzibar\n" * 22)
    done = place("import", "--format", "jsonl", str(file))
    assert done.stdout.splitlines()[:3] == ["records            25", "stored              3", "repeated            0"]
    assert "  line 4: the record is not a JSON object" in done.stdout
    assert "  and 2 more" in done.stdout
    assert "anzibar" not in done.stdout + done.stderr


def test_killed_again_and_again_it_goes_on_and_nothing_comes_in_twice(place: Place, tmp_path: Path) -> None:
    file = table(tmp_path / "t", 3000)
    for _ in range(4):
        process = place.start("import", "--format", "jsonl", "--batch", "50", str(file))
        before = place.messages()
        until = time.monotonic() + 60
        while place.messages() < before + 200 and process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        process.kill()
        process.communicate()
    [mark] = place.marks()
    assert "parcel" not in mark.read_text()
    done = place.bring_in("jsonl", file)
    assert done["resumed_at"] >= 600
    assert done["stored"] + done["repeated"] == done["records"] == 3000
    assert place.messages() == 3000
    assert place.marks() == []
    assert place.bring_in("jsonl", file)["repeated"] == 3000


def test_interrupted_it_says_how_to_go_on(place: Place, tmp_path: Path) -> None:
    file = table(tmp_path / "t", 100_000)
    heeds = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # what runs in the background ignores it
    process = place.start("import", "--format", "jsonl", str(file), start_new_session=True, preexec_fn=heeds)
    while not place.marks() and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "run the same command again" in said
    assert len(place.marks()) == 1


def test_a_changed_file_is_another_file(place: Place, tmp_path: Path) -> None:
    file = table(tmp_path / "t", 10)
    assert place.bring_in("jsonl", file)["stored"] == 10
    table(tmp_path / "t", 12)
    done = place.bring_in("jsonl", file)
    assert (done["stored"], done["repeated"]) == (2, 10)


def test_a_file_that_breaks_off_is_said_loudly_and_what_came_before_is_kept(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "cut.json"
    file.write_bytes((SAMPLES / "telegram.json").read_bytes()[:20_000])
    done = place.bring_in("telegram", file, code=2)
    assert done["broken_off"]
    assert done["stored"] == place.messages() > 20
    assert done["unreadable_first"][-1]["position"].startswith("byte ")


def test_a_file_refused_half_way_keeps_what_came_before(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "sms.xml"
    message = '<sms address="+12025550111" date="1700000000000" type="1" body="hello" />'
    file.write_text(f"<smses>{message}<!DOCTYPE Zanzibar>{message}</smses>")
    done = place("import", "--format", "sms-backup", str(file), code=2)
    assert "document type" in done.stderr
    assert "anzibar" not in done.stderr
    assert place.messages() == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "csv", "no-such-file"), "there is no such file"),
        (("--format", "csv", "."), "this is a folder"),
        (("--format", "csv", "bad"), "a column is missing: conversation, text, sent_at"),
        (("--format", "telegram", "bad"), "no Telegram Desktop export"),
        (("--format", "sms-backup", "bad"), "no SMS backup"),
        (("--format", "csv", "bad", "--batch", "0"), "--batch is a number"),
        (("--format", "csv", "bad", "--channel", "Web Chat"), "--channel is a word"),
    ],
)
def test_wrong_input_is_one_sentence(place: Place, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    (tmp_path / "bad").write_text("id,sender\n1,Zanzibar\n")
    done = place("import", *words, code=2, cwd=tmp_path)
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "anzibar" not in done.stderr + done.stdout
    assert place.messages() == 0


def test_standard_input_and_another_channel(place: Place) -> None:
    with (SAMPLES / "multidogo.jsonl").open() as file:
        pipe = subprocess.Popen(["cat"], stdin=file, stdout=subprocess.PIPE)
        done = place("import", "--json", "--format", "jsonl", "--channel", "shop-chat", "-", stdin=pipe.stdout)
        pipe.communicate()
    assert json.loads(done.stdout)["stored"] == 500
    assert place.bring_in("jsonl", SAMPLES / "multidogo.jsonl")["stored"] == 500  # on its own channel: others
    assert place.marks() == []


def test_on_a_terminal_a_bar_shows_how_far_it_is(place: Place, tmp_path: Path) -> None:
    file = table(tmp_path / "t", 4000)
    ours, theirs = pty.openpty()
    words = [*PRIVET, "import", "--format", "jsonl", "--batch", "20", str(file)]
    with subprocess.Popen(words, env=place.env, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        process.wait(timeout=120)
    os.close(theirs)
    shown = os.read(ours, 1 << 16).decode()
    os.close(ours)
    assert "[#" in shown
    assert "records," in shown
    assert shown.endswith("\r\x1b[K")
