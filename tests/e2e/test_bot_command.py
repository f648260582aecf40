"""Bots by the command line: put behind Privet by a token that no argument names, set, looked at, removed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bots import NEXT, OTHERS, TOKEN
from botserver import Fake, served
from privet.acts import trial
from privet.acts.trial import Tried
from privet.cli.opening import opened_app
from privet.core import ids
from privet.store import bots

ROOT = Path(__file__).parents[2]


@pytest.fixture
def fake() -> Iterator[Fake]:
    """Telegram, on this machine, with two bots."""
    with served() as one:
        one.bot("larkspur_bot", token=TOKEN)
        one.bot("other_bot", token=OTHERS)
        yield one


class Shell:
    """The command line beside an installation."""

    def __init__(self, folder: Path, fake: Fake) -> None:
        self.data = folder / "data"
        keep = {name: os.environ[name] for name in ("PATH", "LANG", "CACHE_DIRECTORY") if name in os.environ}
        self.env = {
            **keep,
            "HOME": str(folder),
            "PRIVET_DATA": str(self.data),
            "PYTHONPATH": str(ROOT / "src"),
            "PRIVET_TENANT": "shop",
        }
        self("init", "--key-file", str(folder / "root.key"))
        settings = self.data / "privet.toml"
        asked = settings.read_text("utf-8").replace("[telegram]\n", f'[telegram]\napi = "{fake.url}"\n')
        settings.write_text(asked, "utf-8")

    def __call__(self, *words: str, stdin: str = "", code: int = 0) -> str:
        """What a command prints."""
        done = subprocess.run(
            [sys.executable, "-m", "privet", *words], env=self.env, input=stdin, text=True, capture_output=True,
            timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        for one in (TOKEN, NEXT, OTHERS):
            assert one.partition(":")[2] not in done.stdout + done.stderr
        return done.stdout

    def rows(self, *words: str) -> list[Any]:
        """The same, of what it lists."""
        return [json.loads(line) for line in self(*words, "--json").splitlines()]


@pytest.fixture
def shell(tmp_path: Path, fake: Fake) -> Shell:
    """A fresh installation whose Telegram is on this machine."""
    return Shell(tmp_path, fake)


@pytest.mark.slow
def test_a_bot_by_the_command_line(shell: Shell, tmp_path: Path, fake: Fake) -> None:
    assert shell.rows("bot", "list") == []
    file = tmp_path / "token.txt"
    file.write_text(f"{TOKEN}\n")
    said = shell("bot", "add", "support", "--token-file", str(file), "--trial", "yes", "--reason", "a trial")
    assert "@larkspur_bot is behind Privet, and is called support here." in said
    assert "Telegram keeps every message of its chats" in said
    assert [method for method, _ in fake.asked] == ["getMe", "getWebhookInfo"]
    (row,) = shell.rows("bot", "list")
    assert (row["name"], row["mode"], row["trial"], row["paused"], row["waiting"]) == (
        "support",
        "poll",
        True,
        False,
        0,
    )

    # The same again, a token that nobody has, a file that is not there: refused, each with its code.
    shell("bot", "add", "twice", "--token-file", str(file), "--reason", "x", code=2)
    shell("bot", "add", "other", "--token-file", "-", "--reason", "x", stdin=f"990000000999:{'Z' * 35}\n", code=2)
    shell("bot", "add", "other", "--token-file", str(tmp_path / "none"), "--reason", "x", code=2)
    fake.down = True
    shell("bot", "add", "other", "--token-file", "-", "--reason", "x", stdin=OTHERS, code=6)
    fake.down = False

    # Set: what is not named stays as it is.
    shell("bot", "set", "support", "--trial", "no", "--delete-after", "24", "--files", "photo=pass,voice=block",
          "--clear", "ids,places", "--mode", "hook", "--protect", "no", "--reason", "it is over")  # fmt: skip
    shell("bot", "set", "support", "--clear", "none", "--files", "photo=link", "--reason", "better so")
    with opened_app(shell.data) as app, app.store.view(app.tenant(None).id) as view:
        (held,) = bots.every(view)
    kept = {"mode": "hook", "protect": False, "delete_after_hours": 24, "files": {"photo": "link", "voice": "block"}}
    assert {name: said for name, said in json.loads(held.settings).items() if said} | {"protect": False} == kept
    shell("bot", "set", "support", "--delete-after", "48", "--reason", "x", code=2)
    shell("bot", "set", "support", "--files", "photo", "--reason", "x", code=2)
    shell("bot", "set", "nobody", "--protect", "no", "--reason", "x", code=3)

    larkspur = next(one for one in fake.bots.values() if one.token == TOKEN)
    larkspur.hook = {"url": "https://old.example.com/secret", "most": 40}
    larkspur.queue += [(number, "message", time.time(), b"{}") for number in range(4)]
    (row,) = shell.rows("bot", "check", "support")
    assert (row["username"], row["posts_to"], row["pending"]) == ("larkspur_bot", "https://old.example.com", 4)
    shell("bot", "renew", "support", "--token-file", "-", "--reason", "x", stdin=OTHERS, code=2)
    larkspur.token = NEXT
    shell("bot", "renew", "support", "--token-file", "-", "--reason", "revoked", stdin=NEXT)
    shell("bot", "pause", "support", "--reason", "an incident")
    assert shell.rows("bot", "list")[0]["paused"]
    shell("bot", "resume", "support", "--reason", "over")
    shell("bot", "remove", "support", "--reason", "not needed")
    shell("bot", "remove", "support", "--reason", "again", code=3)
    acts = [row["act"] for row in shell.rows("ledger", "entries") if row["act"].startswith("bot")]
    assert acts == ["bot.add", "bot.change", "bot.change", "bot.renew", "bot.pause", "bot.resume", "bot.remove"]
    written = b"".join(one.read_bytes() for one in shell.data.rglob("*") if one.is_file())
    assert b"A" * 35 not in written
    assert b"B" * 35 not in written


@pytest.mark.slow
def test_what_a_trial_shows_and_the_line_to_change(shell: Shell) -> None:
    shell("bot", "add", "support", "--token-file", "-", "--trial", "yes", "--reason", "a trial", stdin=TOKEN)
    assert shell("bot", "trial", "support") == ""
    with opened_app(shell.data) as app:
        tenant = app.tenant(None).id
        with app.store.view(tenant) as view:
            (held,) = bots.every(view)
        trial.count(app, tenant, held.id, [Tried(("CARD", *["PERSON"] * 10), 1840), Tried((), 700)])
    said = shell("bot", "trial", "support")
    assert "2 updates from " in said
    assert "Half were stored within 1.0 ms, 99 in 100 within 1.8 ms, all within 1.8 ms." in said
    assert [line.split() for line in said.splitlines()[3:]] == [["PERSON", "10"], ["CARD", "fewer", "than", "10"]]
    (row,) = shell.rows("bot", "trial", "support")
    assert (row["updates"], row["personal"], row["slowest_us"]) == (2, 1, 1840)
    assert row["kinds"] == {"PERSON": 10, "CARD": "fewer than 10"}
    assert ids.shown("bot", held.id).startswith("bot_")
    line = shell("bot", "line", "--url", "https://privet.example.com/")
    assert 'TelegramAPIServer.from_base("https://privet.example.com/gateways/telegram")' in line
