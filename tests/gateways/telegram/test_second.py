"""npm's telegram-test-api as a crude second Telegram: what other hands took the Bot API for, Privet takes as well. Its
getMe names no bot and its dates are milliseconds: the bot is put in by the act, and no library could read its answers.
"""

from __future__ import annotations

import http.client
import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from botserver import Bot
from gateways.conftest import Server
from ports import free_port
from privet.acts import bot
from privet.app import Chance, closing, open_privet
from privet.core.bot import Checked, Settings
from privet.core.decision import LOCAL
from privet.core.plain import Plain
from privet.plugins.keys.keyfile import KeyFile

KEPT = Path(__file__).parents[3] / "build" / "telegram-test-api-4.2.1"
TOKEN = "5100000001:" + "c" * 35
START = (
    "const S = require('telegram-test-api'); const s = new (S.default || S)({host: '127.0.0.1',"
    "port: +process.argv[1]}); s.start().then(() => console.log('open'))"
)


@pytest.fixture(scope="module")
def second() -> Iterator[int]:
    """Its port."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (KEPT / "node_modules" / "telegram-test-api").exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        words = [npm or "", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save",
                 "telegram-test-api@4.2.1"]  # fmt: skip
        if not npm or not node or subprocess.run(words, cwd=KEPT, capture_output=True, check=False).returncode:
            pytest.skip("npm or its telegram-test-api cannot be had here")
    port = free_port()
    process = subprocess.Popen([node or "", "-e", START, str(port)], cwd=KEPT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"open\n"
    yield port
    process.kill()
    process.wait(10)


def asked(port: int, path: str, body: Any) -> Any:
    """What one of the servers answers."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    link.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
    found = json.loads(link.getresponse().read())
    link.close()
    return found


def test_texts_there_and_back(serve: Callable[..., Server], second: int) -> None:
    server = serve(f'[telegram]\napi = "http://127.0.0.1:{second}"\npoll_seconds = 1\n')
    server.stop()
    key = KeyFile.open(server.data.parent / "root.key", server.data, Chance())
    with closing(open_privet(server.data, key)) as app:
        checked = Checked(int(TOKEN.partition(":")[0]), "second_bot")
        why = Plain("for a test")
        bot.add(app, app.tenant(None).id, "second", Plain(TOKEN), checked, Settings(), LOCAL, reason=why)
    server.start()
    one = Bot(TOKEN, "second_bot", "Second")
    who = {"id": 5200000001, "first_name": "Annabel", "username": "annabel_ex"}
    message = {"botToken": TOKEN, "from": who | {"is_bot": False}, "chat": who | {"title": "x", "type": "private"},
               "date": 1795262400, "text": "Write to ann@example.com"}  # fmt: skip
    asked(second, "/sendMessage", message)
    path, end, found = f"/gateways/telegram/bot{one.token}", time.monotonic() + 30, []
    while not found:
        assert time.monotonic() < end, server.log.read_text()
        found = asked(server.port, f"{path}/getUpdates", {"timeout": 1}).get("result") or []
        time.sleep(0.05)
    (update,) = found
    assert update["message"]["text"] == "Write to [EMAIL_1]"
    assert update["message"]["from"]["first_name"] == "[PERSON_1]"
    chat = update["message"]["chat"]["id"]
    answer = asked(server.port, f"{path}/sendMessage", {"chat_id": chat, "text": "To [EMAIL_1]"})
    assert answer["ok"], answer
    (shown,) = asked(second, "/getUpdates", {"token": TOKEN, "chatId": 5200000001})["result"]
    assert shown["message"]["text"] == "To ann@example.com"
    server.stop()
