"""The command line as people and programs meet it: real processes on a real installation, with a terminal where one is
asked for. Long because each command is tried with what it should do and with what is wrong.
"""

from __future__ import annotations

import fcntl
import importlib
import json
import os
import pty
import re
import select
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

import pyotp
import pyrage
import pytest
from pyrage import x25519

from privet import cli
from privet.core.wrap import recovery_public

PRIVET = [sys.executable, "-m", "privet"]
PHRASE = "correct horse battery"
MAIL, PHONE, AT = "ann@example.com", "+1 202 555 0143", "2026-01-02T10:00:00Z"
ALL = [MAIL, "555", "4111", PHRASE]
"""What must not appear where nothing is to be revealed."""

ROWS = [
    {"id": "1", "conversation": "c1", "sender": "+12025550101", "text": f"Hi, I am {MAIL}, card 4111 1111 1111 1111"},
    {"id": "2", "conversation": "c1", "sender": "+12025550101", "text": f"call me at {PHONE} \u001b[31m\u202e"},
    {"id": "3", "conversation": "c2", "sender": "+12025550102", "text": f"tell {MAIL} that I wait"},
]


class Place:
    """An installation in a folder, and the command line beside it."""

    def __init__(self, folder: Path, tenant: str | None = "shop") -> None:
        self.home = folder
        self.data = folder / "data"
        keep = {name: os.environ[name] for name in ("PATH", "LANG", "COVERAGE_PROCESS_START") if name in os.environ}
        self.env = {**keep, "HOME": str(folder), "PRIVET_DATA": str(self.data)}
        if tenant:
            self.env["PRIVET_TENANT"] = tenant

    def __call__(self, *words: str, code: int = 0, given: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        """Run without a terminal; the exit code is as expected, and no traceback is ever shown."""
        done = subprocess.run(
            [*PRIVET, *words], env={**self.env, **env}, text=True, input=given, capture_output=True, timeout=120,
            start_new_session=True, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return done

    def json(self, *words: str, **more: object) -> list[dict[str, object]]:
        done = self(*words, "--json", **more)  # type: ignore[arg-type]
        return [json.loads(line) for line in done.stdout.splitlines()]

    def one(self, *words: str, **more: object) -> dict[str, object]:
        (row,) = self.json(*words, **more)
        return row

    def wrong(self, *words: str, code: int = 2, **more: object) -> str:
        """What it says when it refuses: a sentence and a way out, nothing on standard output."""
        done = self(*words, code=code, **more)  # type: ignore[arg-type]
        assert done.stdout == ""
        assert done.stderr.startswith(("privet: ", "usage: "))
        return done.stderr

    def typed(self, *words: str, answers: Sequence[tuple[str, str]] = (), code: int = 0, **env: str) -> tuple[str, str]:
        """Run at a terminal of its own, answering each prompt; (standard output, all that the terminal showed)."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [*PRIVET, *words], env={**self.env, **env}, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs,
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(theirs)
        shown, waiting, until = "", list(answers), time.monotonic() + 120
        try:
            while time.monotonic() < until:
                if select.select([ours], [], [], 0.05)[0]:
                    try:
                        shown += os.read(ours, 4096).decode("utf-8", "replace")
                    except OSError:
                        break
                elif process.poll() is not None:
                    break
                if waiting and waiting[0][0] in shown.split("\n")[-1]:
                    os.write(ours, waiting.pop(0)[1].encode() + b"\n")
                    shown += "\n"
            out = process.communicate(timeout=60)[0].decode()
        finally:
            process.kill()
            os.close(ours)
        assert process.returncode == code, shown
        assert not waiting, shown
        assert "Traceback" not in shown
        return out, shown


def written(path: Path, text: str, mode: int = 0o600) -> str:
    path.write_text(text)
    path.chmod(mode)
    return str(path)


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Three messages in two conversations, operator `ann`. Tests of what only reads share it."""
    place = Place(tmp_path_factory.mktemp("stocked"))
    place("init", "--key-file", str(place.home / "root.key"))
    settings = place.data / "privet.toml"  # the compiled pass takes longer to set up than these tests take
    settings.write_text(settings.read_text().replace("# hyperscan = true", "hyperscan = false"))
    rows = "".join(json.dumps({**row, "sent_at": AT}) + "\n" for row in ROWS)
    place("import", "--format", "jsonl", written(place.home / "rows.jsonl", rows))
    place("operator", "add", "ann", "--passphrase-file", written(place.home / "phrase", PHRASE + "\n"))
    return place


@pytest.fixture
def own(stocked: Place, tmp_path: Path) -> Place:
    """A copy of it, for what changes something."""
    shutil.copytree(stocked.data, tmp_path / "data")
    return Place(tmp_path)


@pytest.fixture
def empty(tmp_path: Path) -> Place:
    """A home without an installation."""
    return Place(tmp_path)


def first(place: Place) -> str:
    """The first conversation."""
    return place("conversations", "--limit", "1", "--field", "id").stdout.strip()


def token(place: Place, kind: str = "EMAIL") -> str:
    return place("messages", first(place), "--kind", kind, "--field", "id").stdout.strip()


# init


def test_init_makes_a_private_folder_and_a_key_elsewhere(empty: Place) -> None:
    done = empty("init", "--tenant", "shop", PRIVET_DATA="")
    data = empty.home / ".local/share/privet"
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert {one.name for one in data.iterdir()} == {"data.db", "index.db", "keys.db", "epoch", "privet.toml"}
    assert {stat.S_IMODE(one.stat().st_mode) for one in data.iterdir()} == {0o600}
    (key,) = (empty.home / ".config/privet").iterdir()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert str(key) in (data / "privet.toml").read_text()
    assert "A stolen machine is readable if" in done.stdout.splitlines()[-1]
    assert empty("conversations", PRIVET_DATA="").stdout == ""  # and it can be used


def test_folders_are_where_the_desktop_says(empty: Place) -> None:
    places = {"XDG_DATA_HOME": str(empty.home / "d"), "XDG_CONFIG_HOME": str(empty.home / "c ü😀"), "PRIVET_DATA": ""}
    made = empty.one("init", **places)
    assert made["data"] == str(empty.home / "d/privet")
    assert str(made["key_file"]).startswith(str(empty.home / "c ü😀/privet/"))
    assert empty.json("conversations", **places) == []
    assert made["tenant"] == "shop"


def test_init_again_adds_a_tenant(own: Place) -> None:
    assert own.one("init", "--tenant", "bank")["tenant"] == "bank"
    assert "there is a tenant of that name" in own.wrong("init", "--tenant", "bank")
    assert own.json("subjects", "--tenant", "bank") == []
    assert len(own.json("subjects")) == 2
    assert "root key" in own.wrong("init", "--tenant", "post", "--key-file", str(own.home / "other.key"))
    del own.env["PRIVET_TENANT"]
    assert "bank" in own.wrong("subjects")
    assert "bank" in own.wrong("subjects", "--tenant", "nobody", code=3)


@pytest.mark.parametrize(
    "words",
    [
        ["--tenant", "No Good"],
        ["--tenant", ""],
        ["--tenant", "shop", "--key-file", "data/inside.key"],
        ["--tenant", "shop", "--recovery", "nowhere"],
        ["--tenant", "shop", "--recovery", "short"],
        ["--tenant", "shop", "--passphrase"],
        ["--tenant", "shop", "--passphrase-file", "short"],
        ["--tenant", "shop", "--key-file", "a", "--passphrase-file", "b"],
        ["shop"],
    ],
    ids=lambda words: " ".join(words),
)
def test_an_init_that_fails_leaves_nothing(empty: Place, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(empty.home)
    written(empty.home / "short", "seven77\n")
    assert PHRASE not in empty.wrong("init", *words)
    assert not empty.data.exists()
    assert not list(empty.home.rglob("*.key"))


def test_init_leaves_a_folder_with_other_things_alone(empty: Place) -> None:
    empty.data.mkdir(mode=0o755)
    written(empty.data / "holiday.txt", "sun")
    assert "not empty" in empty.wrong("init")
    assert [one.name for one in empty.data.iterdir()] == ["holiday.txt"]
    assert stat.S_IMODE(empty.data.stat().st_mode) == 0o755


def test_a_killed_init_does_not_block_the_next(empty: Place) -> None:
    """Killed as soon as it has begun, and once more in the worst moment: half of it moved into place."""
    process = subprocess.Popen([*PRIVET, "init"], env=empty.env, stdout=subprocess.DEVNULL)
    while not (empty.data / ".unfinished/keys.db").exists() and process.poll() is None:
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (empty.data / "data.db").exists()
    (empty.data / ".unfinished/data.db").touch()
    (empty.data / ".unfinished/keys.db").rename(empty.data / "keys.db")
    empty("init")
    assert empty.json("conversations") == []
    assert not (empty.data / ".unfinished").exists()


def test_two_inits_at_once_make_one_installation(empty: Place) -> None:
    both = [
        subprocess.Popen([*PRIVET, "init"], env=empty.env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [one.communicate(timeout=120)[1] for one in both]
    assert sorted(one.returncode for one in both) in ([0, 2], [0, 5])
    assert b"Traceback" not in b"".join(said)
    assert empty.json("conversations") == []


def test_a_recovery_key_is_taken_as_bytes(empty: Place) -> None:
    (empty.home / "recovery.pub").write_bytes(recovery_public(bytes(32)))
    empty("init", "--recovery", str(empty.home / "recovery.pub"))
    assert '"recovery": null' not in (empty.data / "epoch").read_text()


def test_a_passphrase_opens_what_was_made_with_it(empty: Place) -> None:
    right = written(empty.home / "right", PHRASE + "\n")
    assert "not readable without" in empty("init", "--passphrase-file", right).stdout
    assert not (empty.home / ".config").exists()
    assert empty.json("conversations", PRIVET_PASSPHRASE_FILE=right) == []
    wrong = written(empty.home / "wrong", "some other words\n")
    said = empty.wrong("conversations", code=5, PRIVET_PASSPHRASE_FILE=wrong)
    assert "does not open this installation" in said
    assert "some other" not in said
    assert "no terminal" in empty.wrong("conversations", code=5)
    shared = written(empty.home / "shared", PHRASE, 0o644)
    assert "read by others" in empty.wrong("conversations", code=5, PRIVET_PASSPHRASE_FILE=shared)
    nothing = written(empty.home / "nothing", "\n")
    assert "is empty" in empty.wrong("conversations", code=5, PRIVET_PASSPHRASE_FILE=nothing)
    assert "cannot be read" in empty.wrong("conversations", code=5, PRIVET_PASSPHRASE_FILE="/nowhere")
    out, shown = empty.typed("conversations", "--json", answers=[("Passphrase of this installation", PHRASE)])
    assert out == ""
    assert PHRASE not in shown


def test_a_passphrase_is_typed_twice_alike(empty: Place) -> None:
    prompts = [("New passphrase", PHRASE), ("The same again", "something else")]
    assert "not alike" in empty.typed("init", "--passphrase", answers=prompts, code=2)[1]
    assert not empty.data.exists()
    empty.typed("init", "--passphrase", answers=[("New passphrase", PHRASE), ("The same again", PHRASE)])
    assert (empty.data / "root.json").exists()


def test_without_an_installation_each_command_says_so(empty: Place) -> None:
    assert "privet init" in empty.wrong("subjects", code=5)


def test_without_its_key_file_nothing_opens(own: Place) -> None:
    settings = own.data / "privet.toml"
    text = re.sub(r'(?m)^file = ".*"$', 'file = "/nowhere/root.key"', settings.read_text())
    settings.write_text(text)
    assert "the key file is not there" in own.wrong("subjects", code=5)
    settings.write_text(text.replace('file = "/nowhere/root.key"', ""))
    assert "names no key file" in own.wrong("subjects", code=5)
    settings.write_text(text.replace('provider = "file"', 'provider = "clay tablet"'))
    assert "keys.provider" in own.wrong("subjects")


# the tokenised views


def test_conversations_and_subjects_are_listed(stocked: Place) -> None:
    talks = stocked.json("conversations")
    assert [set(one) for one in talks] == [{"id", "channel", "group", "subjects"}] * 2
    people = stocked.json("subjects")
    assert [set(one) for one in people] == [{"id", "channel", "since", "state", "conversations"}] * 2
    assert [one["conversations"] for one in people] == [[one["id"]] for one in talks]
    assert stocked.json("conversations", "--after", str(talks[0]["id"])) == talks[1:]
    assert stocked.json("subjects", "--limit", "1") == people[:1]
    table = stocked("conversations").stdout.splitlines()
    assert table[0].split() == ["id", "channel", "group", "subjects"]
    assert str(talks[1]["id"]) in table[2]


def test_a_conversation_is_shown_in_tokens(stocked: Place) -> None:
    one, two = stocked.json("messages", first(stocked))
    assert one["text"] == "Hi, I am [EMAIL_1], card [CARD_1]"
    assert (one["direction"], one["sent_at"]) == ("in", "2026-01-02T10:00:00Z")
    assert [(ref["text"], ref["kind"], ref["start"], ref["end"]) for ref in one["tokens"]] == [
        ("[EMAIL_1]", "EMAIL", 9, 18),
        ("[CARD_1]", "CARD", 25, 33),
    ]
    assert two["text"] == "call me at [PHONE_1] \u001b[31m\u202e"
    assert stocked.json("messages", first(stocked), "--after", str(one["id"])) == [two]
    refs = stocked.json("messages", first(stocked), "--tokens")
    assert [(ref["text"], ref["kind"], ref["message"]) for ref in refs] == [
        ("[EMAIL_1]", "EMAIL", one["id"]), ("[CARD_1]", "CARD", one["id"]), ("[PHONE_1]", "PHONE", two["id"])
    ]  # fmt: skip


def test_a_terminal_is_not_obeyed_by_a_message(stocked: Place) -> None:
    table = stocked("messages", first(stocked)).stdout
    assert "\x1b" not in table
    assert "\u202e" not in table
    assert r"[PHONE_1] \x1b[31m\u202e" in table


@pytest.mark.parametrize("name", ["conversations", "subjects", "messages"])
def test_what_is_wrong_with_a_listing_is_said(stocked: Place, name: str) -> None:
    words = (name, first(stocked)) if name == "messages" else (name,)
    assert "up to" in stocked.wrong(*words, "--limit", "0") or "1 to 1000" in stocked.wrong(*words, "--limit", "0")
    assert "no id of the form" in stocked.wrong(*words, "--after", "yesterday")
    assert "there are: id," in stocked.wrong(*words, "--field", "colour")
    assert "a whole number" in stocked.wrong(*words, "--limit", "many")


def test_a_conversation_that_is_not_there(stocked: Place) -> None:
    assert "no such conversation" in stocked.wrong("messages", "con_" + "a" * 26, code=3)
    assert "no id of the form con_" in stocked.wrong("messages", "c1")
    assert "CONVERSATION" in stocked.wrong("messages")


# find


@pytest.mark.parametrize(
    "words", [["-"], [MAIL], [MAIL.upper()], [f" {MAIL} "]], ids=["stdin", "as", "upper", "spaces"]
)
def test_find_an_address(stocked: Place, words: list[str]) -> None:
    found = stocked.json("find", *words, "--purpose", "support", given=f"{MAIL}\nmore\n")
    assert [(one["found"], one["kind"]) for one in found] == [("mention", "EMAIL")] * 2
    assert token(stocked) in {one["token"] for one in found}


@pytest.mark.parametrize("words", [["+1", "202", "555", "0101"], ["(202) 555-0101"], ["+12025550101"]], ids=" ".join)
def test_find_a_number_in_any_spelling(stocked: Place, words: list[str]) -> None:
    (found,) = stocked.json("find", *words, "--purpose", "support")
    assert found["found"] == "subject"
    assert found["subject"] == stocked.json("subjects")[0]["id"]


@pytest.mark.parametrize("words", [["-"], ["[EMAIL_1]"], ["[email_1]", "[EMAIL_1]"]], ids=["stdin", "token", "twice"])
def test_search_by_words(stocked: Place, words: list[str]) -> None:
    found = stocked.json("search", *words, "--purpose", "support", given="[EMAIL_1]\nmore\n")
    assert found
    assert all("[EMAIL_1]" in one["text"] and one["next"] == "" for one in found)
    assert [one["id"] for one in found] == sorted((one["id"] for one in found), reverse=True)
    (first,) = stocked.json("search", *words, "--purpose", "support", "--limit", "1", given="[EMAIL_1]")
    assert first["id"] == found[0]["id"]
    rest = stocked.json("search", *words, "--purpose", "support", "--after", first["next"], given="[EMAIL_1]")
    assert [one["id"] for one in rest] == [one["id"] for one in found[1:]]


def test_what_is_searched_for_is_never_repeated(stocked: Place) -> None:
    tried = [
        stocked("search", "zaphod", "--purpose", "support").stderr,
        stocked.wrong("search", "zaphod"),
        stocked.wrong("search", "zaphod", "--purpose", "support", "--limit", "0"),
        stocked.wrong("search", "zaphod" * 100, "--purpose", "support"),
        stocked.wrong("search", "-", "--purpose", "support"),
        stocked.wrong("search", "x", "--purpose", "support", "--after", "zaphod"),
    ]
    assert not [said for said in tried if "zaphod" in said]
    assert "no message in your sight" in tried[0]


def test_what_is_looked_for_is_never_repeated(stocked: Place) -> None:
    secret = "zaphod@example.net"
    tried = [
        stocked("find", secret, "--purpose", "support").stderr,
        stocked("find", "-", "--purpose", "support", given=secret).stderr,
        stocked.wrong("find", secret),
        stocked.wrong("find", f"-{secret}", "--purpose", "support"),
        stocked.wrong("find", "x", "--purpose", "support", f"--{secret}"),
        stocked.wrong("find", secret, "--purpose", "support", "--limit", "1"),
        stocked.wrong("find", secret, "--purpose", "delivery", code=4),
        stocked.wrong("find", secret, "--purpose", "curiosity", code=4),
        stocked.wrong("find", secret, "--purpose", "No Purpose", code=4),
        stocked.wrong("find", secret * 100, "--purpose", "support"),
        stocked.wrong("find", "-", "--purpose", "support"),
        stocked.wrong("find", secret, "--purpose", "support", "--operator", "ann", code=4),
    ]
    assert not [said for said in tried if "zaphod" in said]
    assert "nobody has it" in tried[0]


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        ([MAIL], "erase, "),
        (["4111111111111111"], "verify"),
        (["revael4111"], "reveal"),
        (["ledger", MAIL], "entries, "),
        (["ledger", "prove4111"], "prove"),
        (["scan", "--format", MAIL], "text, jsonl, csv"),
        (["scan", f"--format={MAIL}"], "text, jsonl, csv"),
        (["conversations", "--limit", MAIL], "--limit: takes a whole number"),
        (["rule", "adopt", "4111111111111111x", "--reason", "x"], "VERSION: takes a whole number"),
        (["conversations", f"--json={MAIL}"], "--json: takes no value"),
        (["reveal", f"--t={MAIL} could match 4111"], "it could be --tenant, --token"),
        (["find", "x", "--purpose", "support", f"--p{MAIL}"], "quote what has spaces"),
    ],
)
def test_a_word_in_the_wrong_place_is_not_repeated(words: list[str], allowed: str, stocked: Place) -> None:
    said = stocked.wrong(*words)
    assert not [typed for typed in ("ann@", "4111", "revael") if typed in said]
    assert allowed in said


# operators


def test_an_operator_is_added_listed_and_removed(own: Place) -> None:
    made = own("operator", "add", "ben", "--role", "auditor", "--generate", "--reason", "joined").stdout
    assert "Operator ben may act as auditor." in made
    assert re.search(r"shown this once: ([a-z2-7]{5}-){4}[a-z2-7]{5}$", made, re.MULTILINE)
    assert own.json("operator", "list") == [
        {"name": name, "roles": roles, "passkeys": 0, "passphrase": True, "codes": False, "sso": False, "failures": 0}
        for name, roles in (("ann", ["agent", "supervisor", "privacy"]), ("ben", ["auditor"]))
    ]
    own("operator", "remove", "ben")
    assert own("operator", "list", "--field", "name").stdout == "ann\n"


def test_what_is_wrong_with_an_operator_is_said(own: Place) -> None:
    assert "of that name" in own.wrong("operator", "add", "ann", "--generate")
    assert "at most 40" in own.wrong("operator", "add", "Ann Smith", "--generate")
    assert "agent, supervisor, privacy, security" in own.wrong("operator", "add", "ben", "--role", "boss", "--generate")
    assert "no terminal" in own.wrong("operator", "add", "ben")
    short = own.wrong("operator", "add", "ben", "--passphrase-file", written(own.home / "s", "tooshort1\n"))
    assert "at least 12" in short
    assert "tooshort1" not in short
    assert "no such operator" in own.wrong("operator", "remove", "ben", code=3)
    assert "WHAT" in own.wrong("operator")
    prompts = [("New passphrase of operator ben", PHRASE), ("The same again", "other")]
    assert "not alike" in own.typed("operator", "add", "ben", answers=prompts, code=2)[1]
    assert len(own.json("operator", "list")) == 1


# reveal


def reveal(place: Place, of: str, *more: str, purpose: str = "support", **how: object) -> tuple[str, str]:
    words = ["reveal", "--token", of, "--purpose", purpose, "--reason", "the customer calls", *more]
    return place.typed(*words, **{"answers": [("Passphrase of operator ann", PHRASE)], **how})  # type: ignore[arg-type]


def test_a_value_is_shown_to_an_operator_on_the_record(own: Place) -> None:
    out, shown = reveal(own, token(own))
    assert out == MAIL + "\n"
    assert not [value for value in ALL if value in shown]
    out, _ = reveal(own, token(own, "PHONE"), "--operator", "ann", "--json", purpose="fraud")
    assert json.loads(out)["value"] == PHONE


@pytest.mark.parametrize(("seconds", "pressed"), [(1, b""), (30, b"\r")])
def test_a_value_on_a_screen_goes_by_itself_or_at_enter_and_stays_in_no_history(seconds: int, pressed: bytes) -> None:
    end, theirs = pty.openpty()
    shows = f"from privet.cli.reveal import _show; _show({MAIL!r}, {seconds})"
    child = subprocess.Popen([sys.executable, "-c", shows], stdin=theirs, stdout=theirs, start_new_session=True)
    os.close(theirs)
    seen, begun = b"", time.monotonic()
    while b"press Enter" not in seen:
        seen += os.read(end, 4096)
    os.write(end, pressed)
    while not seen.rstrip().endswith(b"\x1b[?1049l"):
        seen += os.read(end, 4096)
    assert child.wait(20) == 0
    os.close(end)
    before, _, shown = seen.partition(b"\x1b[?1049h")  # a screen of its own, which a terminal keeps no history of
    assert before.strip() == b""
    assert shown.index(MAIL.encode()) < shown.index(b"\x1b[2J") < shown.index(b"\x1b[?1049l")
    assert (time.monotonic() - begun >= 1) if not pressed else (time.monotonic() - begun < 20)


def test_a_card_is_shown_when_a_second_operator_approved_it(own: Place) -> None:
    own("operator", "add", "pia", "--role", "privacy", "--passphrase-file", written(own.home / "phrase", PHRASE))
    card = token(own, "CARD")
    ann, pia = (["--operator", name] for name in ("ann", "pia"))
    asking, answering = ([(f"Passphrase of operator {name}", PHRASE)] for name in ("ann", "pia"))
    words = ["--token", card, "--purpose", "fraud", "--reason", "a case"]
    assert "reveal-two-persons" in own.typed("reveal", *words, *ann, answers=asking, code=4)[1]
    made = own.typed("grant", "ask", *words, *ann, answers=asking)[0].strip()
    assert "own-ask" in own.typed("grant", "approve", made, *ann, answers=asking, code=4)[1]
    out, _ = own.typed("grant", "list", "--json", *pia, answers=answering)
    assert [(one["id"], one["reason"], one["decidable"]) for one in map(json.loads, out.splitlines())] == [
        (made, "a case", True)
    ]
    assert "on record" in own.typed("grant", "approve", made, *pia, answers=answering)[1]
    assert own.typed("reveal", *words, *ann, answers=asking)[0] == "4111 1111 1111 1111\n"
    assert "reveal-two-persons" in own.typed("reveal", *words, *ann, answers=asking, code=4)[1]


def test_a_conversation_is_given_and_taken_back(own: Place) -> None:
    talk = str(own.json("conversations")[0]["id"])
    assert "to nobody" in own("assign", talk).stderr
    own("assign", talk, "ann", "--hours", "8")
    (given,) = own.json("assign", talk)
    assert (given["name"], given["until"] > given["since"]) == ("ann", True)
    own("assign", talk, "ann", "--end")
    assert own.json("assign", talk) == []
    assert "name an operator" in own.wrong("assign", talk, "--end")
    assert "no such operator" in own.wrong("assign", talk, "nobody", code=3)


def test_a_persons_data_is_restricted_and_that_is_lifted(own: Place) -> None:
    person = str(own.json("subjects")[0]["id"])
    total = len(own.json("subjects"))
    words = ("restrict", "--subject", person, "--reason", "contested")
    assert f"{person} is restricted." in own(*words).stderr
    assert "already" in own(*words).stderr
    assert len(own.json("subjects")) == total - 1
    assert f"{person} is not restricted." in own(*words, "--lift").stderr
    assert len(own.json("subjects")) == total


def test_consents_words_and_bases_are_recorded_and_listed(own: Place) -> None:
    person = str(own.json("subjects")[0]["id"])
    about = (person, "--to", "delivery", "--text", "offers-3", "--reason", "ticked the box")
    assert f"{person} agreed." in own("consent", "give", *about).stderr
    assert "takes it back" in own("consent", "withdraw", *about).stderr
    assert "gets no more messages." in own("consent", "stop", person, "--reason", "by telephone").stderr
    assert "as before" in own("consent", "stop", person, "--reason", "by telephone").stderr
    assert "gets messages." in own("consent", "start", person, "--reason", "by letter").stderr
    whats = [one["what"] for one in own.json("consent", "list", person)]
    assert sorted(whats) == ["given", "messages again", "no messages", "no messages", "withdrawn"]
    assert "is contract" in own("consent", "basis", "delivery", "contract", "--reason", "counsel").stderr
    rows = {one["purpose"]: one["basis"] for one in own.json("consent", "basis")}
    assert (rows["delivery"], rows["storage"]) == ("contract", "")
    assert "no such legal basis" in own.wrong("consent", "basis", "delivery")


def test_without_a_terminal_nothing_is_shown(stocked: Place) -> None:
    words = ("reveal", "--token", token(stocked), "--purpose", "support", "--reason", "x", "--operator", "ann")
    said = stocked.wrong(*words, code=4, given=PHRASE + "\n")
    assert "a person at a terminal" in said


def test_a_terminal_that_is_only_half_there_will_not_do(stocked: Place) -> None:
    """Standard error redirected, or input from a pipe, beside a terminal that could be asked."""
    words = " ".join([*map(shlex.quote, PRIVET), "reveal", "--token", token(stocked), "--purpose support --reason x"])
    for form in (f"{words} 2> err", f"echo {shlex.quote(PHRASE)} | {words}"):
        ours, theirs = pty.openpty()
        done = subprocess.run(
            ["bash", "-c", form], env=stocked.env, cwd=stocked.home, stdin=theirs, stdout=subprocess.PIPE,
            stderr=theirs, start_new_session=True, check=False, timeout=120,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(ours)
        os.close(theirs)
        assert (done.returncode, done.stdout) == (4, b"")


def test_who_does_not_prove_it_sees_nothing(own: Place) -> None:
    out, shown = reveal(own, token(own), answers=[("Passphrase of operator ann", "a wrong passphrase")], code=4)
    assert out == ""
    assert "is wrong" in shown
    assert own.json("operator", "list")[0]["failures"] == 1
    out, shown = reveal(own, token(own), "--operator", "zoe", answers=[("Passphrase", PHRASE)], code=4)
    assert out == ""
    assert "is wrong" in shown


def test_what_no_rule_allows_is_not_shown(own: Place) -> None:
    assert "no-rule-allows" in reveal(own, token(own), purpose="operation", code=4)[1]
    assert "unknown-purpose" in reveal(own, token(own), purpose="curiosity", code=4)[1]
    assert "no value behind that token" in reveal(own, "tok_" + "a" * 26, code=3)[1]
    assert "no id of the form tok_" in reveal(own, "[EMAIL_1]", code=2)[1]
    for words in (["--purpose", "support"], ["--token", token(own), "--purpose", "support"]):
        own.wrong("reveal", *words)


def test_a_customer_is_sent_a_code_and_whoever_asked_has_the_link_to_set_up_a_passkey(own: Place) -> None:
    ann = ("--operator", "ann")
    answers = [("Passphrase of operator ann", PHRASE)]
    row = json.dumps({"id": "9", "conversation": "w", "sender": "+12025550109", "text": "it is me", "sent_at": AT})
    own("import", "--format", "jsonl", "--channel", "webchat", written(own.home / "more.jsonl", row + "\n"))
    (talk,) = [str(one["id"]) for one in own.json("conversations") if one["channel"] == "webchat"]
    shown = own.typed("step-up", "send", talk, *ann, answers=answers, code=2)[1]
    assert "nothing is set up to send over the channel webchat" in shown
    settings = own.data / "privet.toml"
    settings.write_text(settings.read_text().replace("[webchat]", '[webchat]\nsites = ["https://shop.example.com"]'))
    out, shown = own.typed("step-up", "send", talk, "--enrol", *ann, answers=answers)
    assert re.fullmatch(r"http://localhost:8080/passkey/[A-Za-z0-9_-]{40,}\n", out)
    assert "The code is waiting." in shown
    assert '"passkeys": 0' in own.typed("step-up", "sim-change", talk, "--lost", "--json", *ann, answers=answers)[0]
    assert "sim-changed" in own.typed("step-up", "send", talk, *ann, answers=answers, code=4)[1]


def test_one_of_two_operators_is_asked_for_by_name_and_code(own: Place) -> None:
    phrase = written(own.home / "phrase", PHRASE)
    made = own.one("operator", "add", "ben", "--role", "supervisor", "--totp", "--passphrase-file", phrase)
    codes = pyotp.parse_uri(str(made["otpauth"]))
    answers = [("Operator:", "ben"), ("Passphrase of operator ben", PHRASE), ("One-time code", codes.now())]
    assert reveal(own, token(own), answers=answers)[0] == MAIL + "\n"
    assert reveal(own, token(own), answers=answers, code=4)[0] == ""  # the same code again


def test_a_made_passphrase_works(own: Place) -> None:
    made = own.one("operator", "add", "ben", "--role", "supervisor", "--generate")
    answers = [("Passphrase of operator ben", str(made["passphrase"]))]
    assert reveal(own, token(own), "--operator", "ben", answers=answers)[0] == MAIL + "\n"


# rules


def test_a_rule_is_changed_in_three_steps(own: Place) -> None:
    files = own.home / "policy"
    own("rule", "show", "--as", "files", str(files))
    assert {one.name for one in files.iterdir()} == {"policy.toml", "rules.cedar", "cases.toml"}
    assert "nothing to propose" in own.wrong("rule", "propose", str(files), "--reason", "x")
    rules = files / "rules.cedar"
    rules.write_text(rules.read_text().replace('Kind::"IP", ', "", 1))
    done = own("rule", "propose", str(files), "--reason", "no longer needed")
    assert done.stdout.splitlines()[1].split() == ["changed", "rule", "reveal-support"]
    assert "rule adopt 2" in done.stderr
    assert [one["state"] for one in own.json("rule", "versions")] == ["adopted", "proposed"]
    made = own.one("rule", "adopt", "2", "--reason", "agreed")
    assert made == {
        "version": 2, "state": "adopted", "changes": [{"change": "changed", "what": "rule", "name": "reveal-support"}]
    }  # fmt: skip
    assert [one["state"] for one in own.json("rule", "versions")] == ["replaced", "adopted"]
    assert "already" in own.wrong("rule", "adopt", "2", "--reason", "again")
    assert [(one["who"], one["now"], one["then"]) for one in own.json("rule", "diff", "2")] == [
        ("agent", "given", "approved")
    ]
    assert '- [Kind::"EMAIL"' in own("rule", "diff", "2").stdout.replace("-   ", "- ")
    assert [(one["what"], one["alone"], one["reason"]) for one in own.json("rule", "history")] == [
        ("proposed", "no", "no longer needed"), ("adopted", "yes", "agreed"),
    ]  # fmt: skip
    rules.write_text(rules.read_text() + "\n// read once more\n")
    own("rule", "propose", str(files), "--reason", "once more")
    assert own.one("rule", "refuse", "3", "--reason", "twice")["state"] == "refused"
    asked = ("rule", "what-if", "agent", "reveal", "--kind", "IP", "--fact", "assigned")
    assert own.json(*asked)[0] == {"may": "no", "rule": "no-rule-allows", "what": "No rule allows this."}
    assert own.json(*asked, "--version", "1")[0]["rule"] == "reveal-support"
    assert "at best: approved" in own(*asked).stderr
    assert own.json("rule", "show")[0]["rule"] == "receive"
    own("rule", "show", "--as", "files", str(own.home / "old"), "--version", "1")
    assert 'Kind::"IP"' in (own.home / "old/rules.cedar").read_text()


def test_what_is_wrong_with_a_policy_is_said_with_its_line(own: Place) -> None:
    files = own.home / "policy"
    own("rule", "show", "--as", "files", str(files))
    rules = files / "rules.cedar"
    good = rules.read_text()
    rules.write_text(good.replace("resource.opted_out", "resource.opted_in"))
    line = good[: good.index('@id("send-opted-out")')].count("\n") + 1
    assert f"rules.cedar: line {line}: rule send-opted-out" in own.wrong("rule", "propose", str(files), "--reason", "x")
    rules.write_bytes(b"\xff\xfe")
    assert "UTF-8" in own.wrong("rule", "propose", str(files), "--reason", "x")
    rules.unlink()
    assert "there is no rules.cedar" in own.wrong("rule", "propose", str(files), "--reason", "x")
    assert "there already" in own.wrong("rule", "show", "--as", "files", str(files))
    assert "takes a folder" in own.wrong("rule", "show", "--as", "files")
    assert "no such version" in own.wrong("rule", "adopt", "7", "--reason", "x", code=3)
    assert "--reason" in own.wrong("rule", "adopt", "1")
    assert [one["version"] for one in own.json("rule", "versions")] == [1]


def test_an_operator_changes_a_rule_under_their_own_name(own: Place) -> None:
    files = own.home / "policy"
    own("rule", "show", "--as", "files", str(files))
    (files / "policy.toml").write_text((files / "policy.toml").read_text() + "\n# reviewed\n")
    answers = [("Passphrase of operator ann", PHRASE)]
    words = ["rule", "propose", str(files), "--reason", "x", "--operator", "ann"]
    assert "only comments" in own.typed(*words, answers=answers)[1]
    assert "on a terminal" in own.wrong("rule", "adopt", "2", "--reason", "x", "--operator", "ann", code=4)


# erase


def test_an_erased_person_is_gone(own: Place) -> None:
    mail, subject = token(own), str(own.json("subjects")[0]["id"])
    words = ("erase", "--subject", subject, "--purpose", "subject-request", "--reason", "a letter", "--yes")
    done = own(*words)
    said = done.stdout.splitlines()
    assert said[0].startswith("Not covered: ")
    assert subject in said[1]
    assert said[-1] == "Places that have not answered: none."
    assert done.stderr == ""
    made = own.one(*words)  # again: the same answer
    assert next(iter(made)) == "not_covered"
    assert made["done"]
    assert [one["text"] for one in own.json("messages", first(own))] == [None, None]
    assert [one["state"] for one in own.json("subjects")] == ["erased", "active"]
    assert reveal(own, mail, code=4)[0] == ""
    assert len(own.json("find", MAIL, "--purpose", "support")) == 1


def test_erasing_is_asked_about(own: Place) -> None:
    subject = str(own.json("subjects")[0]["id"])
    words = ("erase", "--subject", subject, "--reason", "a letter")
    assert "--yes" in own.wrong(*words)
    assert "nothing was erased" in own.typed(*words, answers=[("Type yes", "no")], code=4)[1]
    assert own.json("subjects")[0]["state"] == "active"
    answers = [("Type yes", "yes"), ("Passphrase of operator ann", PHRASE)]
    out, _ = own.typed(*words, "--operator", "ann", answers=answers)
    assert out.startswith("Not covered: ")
    assert own.json("subjects")[0]["state"] == "erased"


def test_several_are_erased_in_one_run_and_listed(own: Place) -> None:
    listed = own.home / "asked-for.txt"
    people = [str(one["id"]) for one in own.json("subjects")]
    listed.write_text("\n".join([people[0], "", "sub_x", people[1]]))
    words = ("erase", "--file", str(listed), "--reason", "letters of May", "--yes")
    assert "line 3 of the file is no sub_" in own.wrong(*words)
    listed.write_text("")
    assert "names nobody" in own.wrong(*words)
    assert "cannot be read" in own.wrong("erase", "--file", f"{listed}.gone", "--reason", "x", "--yes")
    assert own("erase", "--list").stderr.startswith("nobody was erased yet") or not own.json("erase", "--list")
    listed.write_text("\n".join(people))
    assert "of one person" in own.wrong(*words, "--certificate", str(own.home / "one.txt"))
    assert "takes a reason" in own.wrong("erase", "--file", str(listed), "--yes")
    said = own(*words).stdout.splitlines()
    assert sum(line.startswith("Subject: ") for line in said) == len(people)
    assert {one["state"] for one in own.json("subjects")} == {"erased"}
    rows = own.json("erase", "--list")
    assert [one["subject"] for one in rows] == people
    assert all(one["done"] and one["gone"] and one["unconfirmed"] == "" for one in rows)
    assert own.json("erase", "--list", "--unconfirmed") == []


def test_a_place_that_does_not_answer_is_said_loudly(own: Place) -> None:
    blocked = own.home / "copies"
    blocked.write_text("a file where a folder should be")
    settings = own.data / "privet.toml"
    settings.write_text(settings.read_text().replace("# copies = []", f'copies = ["{blocked}/one"]'))
    done = own("erase", "--subject", str(own.json("subjects")[0]["id"]), "--reason", "a letter", "--yes")
    assert "PENDING" in done.stderr
    assert f"{blocked}/one" in done.stdout.splitlines()[-1]


def test_what_is_wrong_with_an_erasure_is_said(own: Place) -> None:
    assert "no such subject" in own.wrong("erase", "--subject", "sub_" + "a" * 26, "--reason", "x", "--yes", code=3)
    assert "no id of the form sub_" in own.wrong("erase", "--subject", MAIL, "--reason", "x", "--yes")
    subject = str(own.json("subjects")[0]["id"])
    wrong = ("erase", "--subject", subject, "--purpose", "support", "--reason", "x", "--yes")
    assert "no-rule-allows" in own.wrong(*wrong, code=4)
    assert "at most 2" in own.wrong("erase", "--subject", subject, "--reason", "x" * 2001, "--yes")
    assert own.json("subjects")[0]["state"] == "active"


# gather


def test_what_is_held_is_gathered_for_the_one_key_that_opens_it(own: Place) -> None:
    subject, key = str(own.json("subjects")[0]["id"]), x25519.Identity.generate()
    out = own.home / "out"
    words = ("gather", "--subject", subject, "--reason", "a letter", "--out", str(out))
    assert "no such folder" in own.wrong(*words)
    out.mkdir()
    assert "no public key of age" in own.wrong(*words, "--to", "age1ann")
    own(*words, "--to", str(key.to_public()))
    files = sorted(out.iterdir())
    assert [one.name for one in files] == ["what-is-held.html.age", "what-is-held.json.age"]
    assert {one.stat().st_mode & 0o777 for one in files} == {0o600}
    page, document = (pyrage.decrypt(one.read_bytes(), [key]) for one in files)
    assert json.loads(document)["people"][0]["id"] == subject
    assert page.startswith(b"<!doctype html>")
    assert MAIL.encode() in page
    assert not any(MAIL.encode() in one.read_bytes() for one in files)
    assert "there already" in own.wrong(*words, "--to", str(key.to_public()))
    for one in files:
        one.unlink()
    said = own(*words)
    phrase = said.stderr.rpartition(": ")[2].strip()
    assert len(phrase.replace("-", "")) == 26
    again = json.loads(pyrage.passphrase.decrypt(files[1].read_bytes(), phrase))
    assert again["people"] == json.loads(document)["people"]
    nobody = ("gather", "--subject", "sub_" + "a" * 26, "--reason", "x", "--out", str(own.home))
    assert "no such subject" in own.wrong(*nobody, code=3)


# request


def test_a_request_is_a_case_until_it_is_answered(own: Place) -> None:
    subject, key = str(own.json("subjects")[0]["id"]), x25519.Identity.generate()
    message = str(own.json("messages", first(own))[0]["id"])
    file = ("request", "file", "--right", "access", "--reason", "a letter")
    assert "which right" in own.wrong("request", "file", "--reason", "x")
    assert "which request" in own.wrong("request", "answer", "--reason", "x")
    assert "2026-11-23" in own.wrong(*file, "--about", subject, "--received", "today")
    assert "not after today" in own.wrong(*file, "--about", subject, "--received", "2090-01-31")
    said = own(*file, "--about", subject, "--received", "2025-01-31")
    late, out = said.stdout.strip(), own.home / "handed"
    assert "Next: have them prove who they are, by a code, by the end of 2025-02-28" in said.stderr
    assert "days late" in said.stderr
    assert "for what is it refused" in own.wrong("request", "refuse", "--request", late)
    done = own("request", "refuse", "--request", late, "--for", "identity", "--reason", "no answer")
    assert done.stderr.strip() == f"{late} is closed: refused."
    made = own(*file, "--about", message, "--via", "chat", "--law", "ccpa").stdout.strip()
    own("request", "widen", "--request", made, "--about", str(own.json("subjects")[1]["id"]), "--reason", "also mine")
    row = own.json("request", "list")[0]
    assert (row["request"], row["next"], row["late days"]) == (made, "confirm", 0)
    assert row["proven"]
    assert row["not proven"]
    assert "answer it, or refuse it" in own("request", "confirm", "--request", made, "--reason", "told").stderr
    answer = ("request", "answer", "--request", made, "--reason", "done", "--to", str(key.to_public()))
    assert "no such folder" in own.wrong(*answer)
    out.mkdir()
    assert "closed: answered" in own(*answer, "--out", str(out)).stderr
    document = json.loads(pyrage.decrypt((out / "what-is-held.json.age").read_bytes(), [key]))
    assert len(document["people"]) == 1
    erasure = own("request", "file", "--right", "erasure", "--about", message, "--reason", "x").stdout.strip()
    assert "is erased" in own("request", "answer", "--request", erasure, "--reason", "x").stdout
    assert {one["state"] for one in own.json("request", "list", "--closed")} == {"answered", "refused"}
    assert own.json("request", "list") == []


# deadlines


def test_by_when_a_request_is_answered(own: Place) -> None:
    assert [one["law"] for one in own.json("deadlines")] == ["gdpr", "ccpa"]
    rows = own.json("deadlines", "--law", "ccpa", "--received", "2026-11-23")
    assert [one["by the end of"] for one in rows] == ["2026-12-07", "2027-01-07", "2027-02-21"]
    assert all("7021" in str(one["citation"]) for one in rows)
    assert "2026-11-23" in own.wrong("deadlines", "--law", "gdpr")
    assert "no such law" in own.wrong("deadlines", "--law", "x", "--received", "2026-11-23")


# retention


def test_classes_what_goes_by_a_day_and_what_is_late(own: Place) -> None:
    rows = {one["class"]: one for one in own.json("retention")}
    assert (rows["message"]["kept"], rows["unknown"]["kept"]) == ("90 days", "30 days")
    assert rows["relation"]["kept"] == "until an event ends it"
    assert rows["unknown"]["messages"]
    assert "CODE" in str(rows["transit"]["kinds"])
    assert own.json("retention", "--by", "2001-01-01") == []
    gone = own.json("retention", "--by", "2999-12-31")
    assert sum(int(str(one["messages"])) for one in gone) == sum(one["messages"] for one in rows.values())
    assert own.json("retention", "--late") == []
    assert "nothing is late" in own("retention", "--late").stderr
    assert "2026-11-23" in own.wrong("retention", "--by", "tomorrow")


# help


MINE = ["init", "conversations", "messages", "subjects", "find", "reveal", "erase", "operator", "rule"]


@pytest.mark.parametrize("name", MINE)
def test_help_has_an_example_that_can_be_typed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        cli.parser([name]).parse_args([name, "--help"])
    assert done.value.code == 0
    shown = capsys.readouterr().out
    lines = importlib.import_module(f"privet.cli.{name}").EXAMPLE.strip().splitlines()
    assert lines
    for line in lines:
        assert line in shown
        command, *words = shlex.split(line.split(" < ")[0])
        assert command == "privet"
        assert cli.parser(words).parse_args(words).run


def test_the_page_of_commands_is_made_from_the_parsers() -> None:
    made = subprocess.run(
        [sys.executable, "-c", "import make_commands; print(make_commands.page(), end='')"],
        cwd=Path(__file__).parents[2] / "docs", capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    page = Path(__file__).parents[2] / "docs/reference/commands.md"
    assert page.read_text("utf-8") == made.stdout, "run python docs/make_commands.py"


def test_what_laws_ask_is_held_against_the_policy(own: Place) -> None:
    rows = {(one["rule"], one["what"]): one for one in own.json("retention", "--laws")}
    assert rows["traces", "IP"]["kept"] == "7 days"
    assert rows["no-card-code", "CARD_CODE"]["kept"] == "never"
    assert not any(one["wrong"] for one in rows.values())


# hold


def test_two_people_hold_something_beyond_its_time(own: Place) -> None:
    subject = str(own.json("subjects")[0]["id"])
    asked = ("hold", "ask", "--about", subject, "--reason", "claim 7", "--ground", "claim")
    assert "for how long" in own.wrong(*asked)
    assert "which hold" in own.wrong("hold", "agree", "--reason", "x")
    assert "2026-11-23" in own.wrong(*asked, "--days", "30", "--from", "March")
    assert "1 to 365 days" in own.wrong(*asked, "--days", "3000")
    made = own(*asked, "--days", "30", "--from", "2020-03-01", "--to", "2090-03-01").stdout.strip()
    assert "is held until" in own("hold", "agree", "--hold", made, "--reason", "seen").stderr
    row = own.json("hold", "list")[0]
    assert (row["hold"], row["state"], row["about"]) == (made, "held", subject)
    assert "messages" in str(row["copies"])
    assert own.json("hold", "check", "--hold", made)[0]["damaged before"] == 0
    own("hold", "change", "--hold", made, "--days", "0", "--reason", "settled")
    assert "is held until" in own("hold", "decline", "--hold", made, "--reason", "not yet").stderr
    own("hold", "change", "--hold", made, "--days", "0", "--reason", "settled")
    assert own("hold", "agree", "--hold", made, "--reason", "settled").stderr.strip() == f"{made} is ended."
