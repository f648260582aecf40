"""Whatever is wrong, a person reads one sentence and a way out, never a traceback: each fault planted for real."""

from __future__ import annotations

import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from privet.cli import detecting
from privet.core.detect import Scanner
from privet.core.finding import Finding

ROOT = Path(__file__).parents[2]
CANARY = "4000001234567899"
ONE = json.dumps(
    {"id": "1", "conversation": "c", "sender": "+442079460001", "text": "Hi", "sent_at": "2026-02-03T09:12:00Z"}
)

IS_ROOT = os.geteuid() == 0
asks_for_root = pytest.mark.skipif(not IS_ROOT, reason="planting this fault needs root")


@dataclass(frozen=True)
class Said:
    """What a command left: its exit code, what it wrote, and what it complained of."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Place:
    """A folder with an installation in `data`, its key and its owner's home beside it."""

    home: Path

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def key(self) -> Path:
        return self.home / "root.key"

    def privet(self, *words: str, before: tuple[str, ...] = (), stdin: str = "", **env: str) -> Said:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PRIVET_", "XDG_"))}
        done = subprocess.run(
            [*before, sys.executable, "-m", "privet", *words],
            env={**kept, "HOME": str(self.home), "PYTHONPATH": str(ROOT / "src"), "PRIVET_DATA": str(self.data), **env},
            input=stdin, capture_output=True, text=True, timeout=60, check=False, cwd=self.home,
            start_new_session=True,  # no terminal to ask on
        )  # fmt: skip
        assert "Traceback" not in done.stderr + done.stdout
        assert CANARY not in done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    def refused(self, code: int, *words: str, sentence: str, hint: str, **more: object) -> Said:
        """The command stops with that exit code, saying one sentence with these words, and below it a way out."""
        said = self.privet(*words, **more)  # type: ignore[arg-type]
        lines = said.err.splitlines()
        assert said.code == code, said.err
        assert len(lines) == 2, said.err
        assert lines[0].startswith("privet: ")
        assert sentence in lines[0]
        assert lines[1].startswith("        ")
        assert hint in lines[1]
        return said


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("made"))
    said = place.privet("init", "--tenant", "shop", "--key-file", str(place.key))
    assert said.code == 0, said.err
    (place.home / "one.jsonl").write_text(ONE + "\n")
    assert place.privet("import", "--format", "jsonl", "one.jsonl").code == 0
    return place


@pytest.fixture
def place(made: Place, tmp_path: Path) -> Place:
    """A copy of the installation, to be spoilt."""
    return _copy(made, tmp_path)


def _copy(made: Place, folder: Path) -> Place:
    copy = Place(folder)
    shutil.copytree(made.data, copy.data)
    shutil.copy2(made.key, copy.key)
    shutil.copy2(made.home / "one.jsonl", copy.home)
    settings = copy.data / "privet.toml"
    settings.write_text(settings.read_text().replace(str(made.key), str(copy.key)))
    return copy


def test_it_works_while_nothing_is_wrong(place: Place) -> None:
    assert place.privet("conversations").code == 0


def test_a_busy_port(place: Place) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        place.refused(5, "run", "--port", str(port), sentence=f"port {port} is taken", hint=f"--port {port + 1}")


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small disk")
@asks_for_root
@pytest.mark.parametrize("what", ["import", "init"])
def test_a_full_disk(place: Place, what: str) -> None:
    lines = [
        json.dumps({**json.loads(ONE), "id": str(number), "text": f"{number} {'long ' * 500}"}) for number in range(900)
    ]
    (place.home / "many.jsonl").write_text("\n".join(lines))
    with _small_disk(place, keep=what == "import"):
        if what == "import":
            place.refused(
                5, "import", "--format", "jsonl", "many.jsonl", sentence="disk is full", hint="free some space"
            )
        else:
            (place.data / "filler").write_bytes(bytes((2 << 20) - 8192))
            said = place.privet("init", "--tenant", "shop", "--data", str(place.data / "new"))
            assert said.code == 5
            assert "disk is full" in said.err or "No space left" in said.err
            (place.data / "filler").unlink()
            assert place.privet("init", "--tenant", "shop", "--data", str(place.data / "new")).code == 0
        if what == "import":
            assert place.privet("conversations").code == 0


@contextmanager
def _small_disk(place: Place, keep: bool) -> Iterator[None]:
    """A disk of 2 MiB where the data is."""
    aside = place.home / "aside"
    place.data.rename(aside)
    place.data.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", str(place.data)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine does not let root mount")
    try:
        if keep:
            shutil.copytree(aside, place.data, dirs_exist_ok=True)
        yield
    finally:
        subprocess.run(["umount", str(place.data)], check=True)


@asks_for_root
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="changes the user with setpriv")
def test_a_folder_that_cannot_be_written(made: Place) -> None:
    nobody = ("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        place = _copy(made, Path(folder))
        if place.privet("init", "--help", before=nobody).code:
            pytest.skip("another user cannot read this Python")
        _as_nobody(place, nobody)


def _as_nobody(place: Place, nobody: tuple[str, ...]) -> None:
    os.chown(place.key, 65534, 65534)
    said = place.privet("conversations", before=nobody)
    assert said.code == 5
    assert "cannot be used" in said.err or "no Privet installation" in said.err
    os.chmod(place.data, 0o755)
    for path in place.data.iterdir():
        path.chmod(0o644)
    place.refused(5, "conversations", before=nobody, sentence="cannot be", hint="check who owns")
    readonly = place.home / "readonly"
    readonly.mkdir(mode=0o755)
    said = place.privet("init", "--data", str(readonly / "new"), "--tenant", "shop", before=nobody)
    assert said.code == 5
    assert "cannot be used: Permission denied" in said.err


def test_a_wrong_passphrase(tmp_path: Path) -> None:
    place = Place(tmp_path)
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    for path, text in ((right, "correct horse battery"), (wrong, CANARY)):
        path.touch(mode=0o600)
        path.write_text(text)
    assert place.privet("init", "--tenant", "shop", "--passphrase-file", str(right)).code == 0
    env = {"PRIVET_PASSPHRASE_FILE": str(wrong)}
    place.refused(5, "conversations", sentence="this passphrase does not open", hint="keyboard", **env)
    place.refused(5, "run", "--port", "0", sentence="this passphrase does not open", hint="keyboard", **env)
    place.refused(5, "conversations", sentence="no terminal", hint="PRIVET_PASSPHRASE_FILE")
    assert place.privet("conversations", PRIVET_PASSPHRASE_FILE=str(right)).code == 0


SPOIL: dict[str, Callable[[bytes], bytes]] = {
    "its head": lambda held: b"\0" * 100 + held[100:],
    "its pages": lambda held: held[:4096] + b"\xa5" * (len(held) - 4096),
    "all of it": lambda held: b"",
}


@pytest.mark.parametrize("how", SPOIL)
@pytest.mark.parametrize("name", ["data.db", "keys.db"])
def test_a_corrupt_database(place: Place, name: str, how: str) -> None:
    path = place.data / name
    path.write_bytes(SPOIL[how](path.read_bytes()))
    said = place.privet("conversations")
    assert said.code in (5, 7), said
    assert "restore" in said.err or "init" in said.err
    assert len(said.err.splitlines()) == 2, said.err
    doctor = place.privet("doctor", "--json")
    assert doctor.code == 5
    assert name in [one["check"] for one in map(json.loads, doctor.out.splitlines()) if one["state"] == "fail"] or (
        "opening" in doctor.out
    )


@pytest.mark.parametrize("how", SPOIL)
def test_a_corrupt_index_is_built_again(place: Place, how: str) -> None:
    path = place.data / "index.db"
    path.write_bytes(SPOIL[how](path.read_bytes()))
    assert place.privet("find", "--purpose", "support", "+442079460001").code == 0
    said = place.privet("find", "--purpose", "support", "+442079460001", "--field", "subject")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("sub_")


def test_a_missing_key_file(place: Place) -> None:
    place.key.unlink()
    place.refused(5, "conversations", sentence="the key file is not there", hint="mount its medium")


def test_a_key_file_of_another_installation(place: Place) -> None:
    place.key.write_text(f"PRIVET-ROOT-KEY-1-{'5a' * 32}\n")
    place.refused(5, "conversations", sentence="does not open this installation", hint="key file")


def test_no_installation(tmp_path: Path) -> None:
    Place(tmp_path).refused(5, "conversations", sentence="no Privet installation", hint="privet init")


def test_no_policy(place: Place) -> None:
    _sql(place, "DELETE FROM policy")
    place.refused(5, "conversations", sentence="no adopted policy", hint="privet rule")
    place.refused(5, "run", "--port", "0", sentence="no adopted policy", hint="privet rule")


def test_a_policy_that_was_changed_behind_its_back(place: Place) -> None:
    _sql(place, "UPDATE policy SET files = replace(files, 'keep = \\\"90d\\\"', 'keep = \\\"366d\\\"')")
    place.refused(5, "conversations", sentence="not the one that was adopted", hint="restore")


def _sql(place: Place, statement: str) -> None:
    import sqlite3

    link = sqlite3.connect(place.data / "data.db")
    with link:
        assert link.execute(statement).rowcount == 1
    link.close()


def test_settings_that_nobody_knows(place: Place) -> None:
    settings = place.data / "privet.toml"
    text = settings.read_text()
    settings.write_text(text.replace("# port = 8080", "prot = 8080"))
    place.refused(2, "conversations", sentence="server.prot", hint="did you mean server.port")
    settings.write_text(text + "[server\n")
    place.refused(2, "config", sentence="not valid TOML", hint="mend")


def test_the_unforeseen_is_said_without_what_was_worked_on(place: Place) -> None:
    (place.home / "sitecustomize.py").write_text(
        "import privet.acts.read as read\n"
        f"def fail(*args, **named): raise ZeroDivisionError('{CANARY}')\n"
        "read.conversations = fail\n"
    )
    path = {"PYTHONPATH": f"{place.home}{os.pathsep}{ROOT / 'src'}"}
    said = place.privet("conversations", **path)
    assert said.code == 1
    assert "something unforeseen happened: ZeroDivisionError at conversations:" in said.err


def test_output_that_cannot_be_written(place: Place) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "privet", "config"],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PRIVET_DATA": str(place.data)},
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 5
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr


def _faults(place: Place) -> set[str]:
    said = place.privet("doctor", "--json")
    found = [json.loads(line) for line in said.out.splitlines()]
    failed = {one["check"] for one in found if one["state"] == "fail"}
    assert all(one["todo"] for one in found if one["state"] == "fail")
    assert said.code == (5 if failed else 0)
    return failed


def test_the_doctor_finds_nothing_where_nothing_is(place: Place) -> None:
    assert _faults(place) == set()
    said = place.privet("doctor")
    assert "compiled parts" in said.out
    assert "dense messages/s" in said.out
    assert KEYFILE_SAYS in said.out


def test_the_doctor_scans_by_each_tenants_own_policy(place: Place) -> None:
    said = [json.loads(line) for line in place.privet("doctor", "--json").out.splitlines()]
    (found,) = [one for one in said if one["check"].startswith("detection ")]
    assert (found["state"], found["sentence"]) == (
        "ok", "It runs by the adopted policy: 0 patterns and 0 allowed values of its own.",
    )  # fmt: skip


class Broken:
    name, kinds, triggers = "broken", ("EMAIL",), ("",)

    def find(self, text: str) -> list[Finding]:
        raise RuntimeError(text)


def test_detection_that_cannot_run_is_told_without_what_it_said() -> None:
    scanner = Scanner([Broken()], False)
    assert detecting.fault(scanner) == "RuntimeError"
    assert detecting.active(scanner).startswith("Detection cannot run (RuntimeError), so no message comes in")
    assert detecting.fault(Scanner([], False)) == ""


KEYFILE_SAYS = "A stolen machine is readable if the key file is stolen with it"


def test_the_doctor_finds_what_was_planted(place: Place) -> None:
    place.data.chmod(0o755)
    assert _faults(place) == {"data folder"}
    (place.data / "data.db").chmod(0o644)
    assert _faults(place) == {"data folder", "files"}
    place.data.chmod(0o700)
    (place.data / "data.db").chmod(0o600)
    place.key.chmod(0o644)
    assert _faults(place) == {"opening"}
    assert "can be read by others" in place.privet("doctor").out
    place.key.chmod(0o600)
    index = place.data / "index.db"
    index.write_bytes(SPOIL["its pages"](index.read_bytes()))
    assert "index.db" in _faults(place)
    assert place.privet("conversations").code == 0
    assert _faults(place) == set()


def test_what_the_doctor_finds_is_signed_and_on_the_ledger(place: Place) -> None:
    report = place.data.parent / "doctor.txt"
    assert place.privet("doctor", "--report", str(report)).code == 0
    checked = json.loads(place.privet("prove", "--check", str(report), "--json").out)
    assert (checked["act"], checked["signed"], checked["holds"]) == ("report.doctor", True, True)
    place.data.chmod(0o755)
    assert place.privet("doctor", "--report", str(report)).code == 5
    assert not json.loads(place.privet("prove", "--check", str(report), "--json").out)["holds"]
    place.data.chmod(0o700)
    report.write_text(report.read_text("utf-8").replace('"fail"', '"ok"'), "utf-8")
    assert place.privet("prove", "--check", str(report)).code == 7


def test_the_doctor_looks_at_where_the_server_would_listen(place: Place) -> None:
    path = place.data / "privet.toml"
    settings = path.read_text("utf-8")

    def server(lines: str) -> set[str]:
        path.write_text(settings.replace("[server]\n", f"[server]\n{lines}\n"), "utf-8")
        return _faults(place)

    assert server('host = "0.0.0.0"') == {"http"}
    assert server('host = "0.0.0.0"\nplain_anywhere = true') == set()
    assert "whoever is on the way to it reads everything" in place.privet("doctor").out
    assert server('certificate = "gone.pem"') == {"https"}
    assert server('names = ["https://ana:secret@example.com"]') == {"opening"}
    assert server("") == set()


def test_the_doctor_looks_at_who_may_come_in(place: Place) -> None:
    assert "No account or key is orphaned" in place.privet("doctor").out
    made = place.privet(
        "key", "add", "crm", "--acts", "reveal", "--kinds", "PHONE", "--purposes", "fraud", "--budget", "50000"
    )
    assert made.code == 0, made.err
    assert "Key crm may let out 50,000 values a day." in place.privet("doctor").out


def test_the_doctor_looks_at_further_places(place: Place) -> None:
    copy = place.home / "copy"
    copy.mkdir()
    settings = place.data / "privet.toml"
    settings.write_text(settings.read_text().replace("# copies = []", f'copies = ["{copy}"]'))
    assert _faults(place) == {"place 1"}
    assert "epoch file is not there" in place.privet("doctor").out
    for name in ("keys.db", "epoch"):
        shutil.copy(place.data / name, copy / name)
    assert _faults(place) == set()
    (copy / "keys.db").chmod(0o640)
    assert _faults(place) == {"place 1"}
    started = place.privet("run", "--port", "0")
    assert (started.code, "others may read what is in the data folder: keys.db of place 1" in started.err) == (5, True)
    (copy / "keys.db").chmod(0o600)
    (place.data / "epoch").rename(place.home / "epoch")
    assert "epoch" in _faults(place)


def test_nothing_of_an_installation_can_be_read_by_others(made: Place) -> None:
    for path in (made.data, *made.data.rglob("*"), made.key):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name
