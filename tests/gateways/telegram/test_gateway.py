"""A bot behind Privet, end to end: a stand-in for Telegram on one side, `privet run` in the middle, plain HTTP as a bot
does it on the other.
"""

from __future__ import annotations

import contextlib
import http.server
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from privet.acts import bot
from privet.app import Chance, closing, open_privet
from privet.core.bot import Checked, Settings
from privet.core.decision import LOCAL
from privet.core.plain import Plain
from privet.plugins.keys.keyfile import KeyFile

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
OTHER = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsax"
GERMAN = {"id": 4242, "is_bot": False, "first_name": "Ann", "language_code": "de"}
CARD = "4111 1111 1111 1111"
MAIL = "ann@example.com"
ANN = 5_550_123


@dataclass
class Telegram:
    """Stands where Telegram does: hands out updates, takes calls."""

    url: str = ""
    updates: list[dict[str, Any]] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    sent: int = 100
    next: int = 1
    refuses: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    down: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def says(self, text: str, chat: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        """Ann writes something."""
        sender = {"id": ANN, "is_bot": False, "first_name": "Ann", "username": "annexample", "language_code": "en"}
        chat = chat or {"id": ANN, "type": "private", "first_name": "Ann", "username": "annexample"}
        with self.lock:
            number, self.next = self.next, self.next + 1
            message = {
                "message_id": 1000 + number,
                "date": int(time.time()),
                "chat": chat,
                "from": sender,
                "text": text,
            }
            update = {"update_id": number, "message": message | {"text": text} | more}
            self.updates.append(update)
        return update

    def answer(self, method: str, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if self.down:
            return 502, {"ok": False, "error_code": 502, "description": "Bad Gateway"}
        if method == "getUpdates":
            return 200, {"ok": True, "result": self.waiting(asked.get("offset") or 0, asked.get("timeout") or 0)}
        self.calls.append((method, asked))
        if method in self.refuses:
            return self.refuses[method]
        if method.startswith("send"):
            self.sent += 1
            result: Any = {
                "message_id": self.sent, "date": int(time.time()), "text": asked.get("text"),
                "chat": {"id": int(asked["chat_id"]), "type": "private", "first_name": "Ann"},
                "from": {"id": 110201543, "is_bot": True, "first_name": "Shop", "username": "shop_bot"},
            }  # fmt: skip
            return 200, {"ok": True, "result": result}
        if method == "getMe":
            me = {"id": 110201543, "is_bot": True, "first_name": "Shop", "username": "shop_bot"}
            return 200, {"ok": True, "result": me}
        if method == "getFile":
            path = f"{asked['file_id']}/file_1.jpg"
            return 200, {"ok": True, "result": {"file_id": "x", "file_unique_id": "y", "file_path": path}}
        return 200, {"ok": True, "result": True}

    def waiting(self, offset: int, hold_s: float) -> list[dict[str, Any]]:
        until = time.monotonic() + hold_s
        while True:
            with self.lock:
                if offset:
                    self.updates = [one for one in self.updates if one["update_id"] >= offset]
                if self.updates or time.monotonic() > until:
                    return list(self.updates)
            time.sleep(0.01)

    def asked(self, method: str) -> list[dict[str, Any]]:
        return [said for name, said in self.calls if name == method]


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    one = Telegram()

    class Answering(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            method = self.path.rpartition("/")[2]
            if self.path.startswith("/file/"):
                self.told(200, b"the file")
                return
            told = body if self.headers.get("content-type") != "application/json" else json.loads(body)
            status, said = one.answer(method, told if isinstance(told, dict) else {"raw": told})
            self.told(status, json.dumps(said).encode())

        do_GET = do_POST

        def told(self, status: int, said: bytes) -> None:
            with contextlib.suppress(OSError):
                self.send_response(status)
                self.send_header("content-length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

        def log_message(self, *_: Any) -> None:
            """Nothing on the terminal."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    one.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield one
    server.shutdown()
    server.server_close()


class Bot:
    """A bot that asks Privet as it would ask Telegram."""

    def __init__(self, server: Any, telegram: Telegram, settings: Settings) -> None:
        self.server, self.telegram, self.offset = server, telegram, 0
        folder = Path(server.data)
        with closing(open_privet(folder, KeyFile.open(folder.parent / "root.key", folder, Chance()))) as app:
            tenant = app.tenant(None).id
            bot.add(app, tenant, "shop", Plain(TOKEN), Checked(110201543, "shop_bot"), settings, LOCAL)
        until = time.monotonic() + 20
        while self.ask("getWebhookInfo")[0] != 200:
            assert time.monotonic() < until, server.log.read_text()
            time.sleep(0.1)

    def ask(self, method: str, said: Any = None, token: str = TOKEN) -> tuple[int, dict[str, Any]]:
        """One call."""
        path = f"/gateways/telegram/bot{token}/{method}"
        answer = self.server.ask("POST", path, said or {}, content_type="application/json")
        return answer.status, answer.json

    def updates(self, timeout: int = 10, **said: Any) -> list[dict[str, Any]]:
        """The next updates, of which those before are acknowledged."""
        status, answer = self.ask("getUpdates", {"offset": self.offset, "timeout": timeout, **said})
        assert status == 200, (answer, self.server.log.read_text())
        found: list[dict[str, Any]] = answer["result"]
        self.offset = max([self.offset, *(one["update_id"] + 1 for one in found)])
        return found

    def hears(self) -> dict[str, Any]:
        """The one message that came."""
        found = self.updates()
        assert found, self.server.log.read_text()
        assert len(found) == 1
        message: dict[str, Any] = found[0]["message"]
        return message


@pytest.fixture
def behind(serve: Callable[..., Any], telegram: Telegram) -> Callable[..., Bot]:
    """Puts a bot behind a server of its own."""

    def put(toml: str = "", **settings: Any) -> Bot:
        server = serve(f'[telegram]\napi = "{telegram.url}"\npoll_seconds = 5\n{toml}')
        return Bot(server, telegram, Settings(**settings))

    return put


def until(look: Callable[[], Any], seconds: float = 10) -> Any:
    """What a look finds in the end."""
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return found


def test_a_card_number_reaches_the_bot_as_a_token_and_its_answer_is_restored(
    behind: Callable[..., Bot], telegram: Telegram
) -> None:
    shop = behind(retract=False, coach=False)
    telegram.says(f"My card is {CARD} and I am {MAIL}")
    message = shop.hears()
    assert message["text"] == "My card is [CARD_1] and I am [EMAIL_1]"
    assert message["from"]["first_name"] == "[PERSON_1]"
    chat = message["chat"]["id"]
    assert chat != ANN
    assert 2**51 <= chat < 2**52
    status, said = shop.ask("sendMessage", {"chat_id": chat, "text": "Thank you, [EMAIL_1]"})
    assert (status, said["ok"]) == (200, True)
    (call,) = telegram.asked("sendMessage")
    assert (call["chat_id"], call["text"]) == (ANN, f"Thank you, {MAIL}")
    assert call["protect_content"] is True
    assert said["result"]["text"] == "Thank you, [EMAIL_1]"
    assert said["result"]["chat"]["id"] == chat
    for name, data in shop.server.written():
        for secret in (MAIL, CARD, str(ANN), TOKEN, TOKEN.partition(":")[2]):
            assert secret.encode() not in data, (name, secret)


def test_only_the_bots_own_token_opens(behind: Callable[..., Bot], telegram: Telegram) -> None:
    shop = behind()
    for token in (OTHER, "1:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", "x", "110201543", f"{TOKEN}x"):
        status, said = shop.ask("getMe", token=token)
        assert (status, said["ok"], said["error_code"]) == (401, False, 401)
    assert shop.ask("getMe")[1]["result"]["username"] == "shop_bot"
    assert shop.ask("GETME")[0] == 200
    assert shop.ask("no-such-method")[0] == 404
    assert shop.ask("getMe/more")[0] == 404
    assert shop.ask("logOut")[0] == shop.ask("close")[0] == 400
    assert shop.server.ask("GET", "/gateways/telegram/elsewhere").status == 404
    metrics = shop.server.ask("GET", "/metrics").body
    for said_anywhere in (metrics, shop.server.log.read_bytes()):
        assert b"/gateways/telegram/bot/getMe" in said_anywhere
        for secret in (TOKEN, OTHER, TOKEN.partition(":")[2]):
            assert secret.encode() not in said_anywhere


def test_updates_are_handed_out_as_telegram_does(behind: Callable[..., Bot], telegram: Telegram) -> None:
    shop = behind()
    for n in range(3):
        telegram.says(f"number {n}")
    until(lambda: len(shop.ask("getUpdates")[1]["result"]) == 3)
    first = shop.ask("getUpdates", {"limit": 1})[1]["result"]
    assert len(first) == 1  # what is not acknowledged comes again
    left = shop.ask("getUpdates", {"offset": first[0]["update_id"] + 1})[1]["result"]
    assert [one["message"]["text"] for one in left] == ["number 1", "number 2"]
    assert len(shop.ask("getUpdates")[1]["result"]) == 2  # the first is gone
    assert [one["message"]["text"] for one in shop.ask("getUpdates", {"offset": -1})[1]["result"]] == ["number 2"]
    assert shop.ask("getUpdates", {"allowed_updates": ["callback_query"]})[1]["result"] == []
    assert shop.ask("getUpdates", {"limit": "x"})[0] == 400


def test_one_request_for_updates_at_a_time(behind: Callable[..., Bot]) -> None:
    shop = behind()
    answers: list[tuple[int, dict[str, Any]]] = []
    waiting = threading.Thread(target=lambda: answers.append(shop.ask("getUpdates", {"timeout": 20})))
    waiting.start()
    time.sleep(0.5)
    assert shop.ask("getUpdates")[0] == 200
    waiting.join(10)
    ((status, said),) = answers
    assert (status, said["error_code"]) == (409, 409)
    assert "terminated by other getUpdates" in said["description"]


def test_an_update_that_comes_again_is_handed_out_once(behind: Callable[..., Bot], telegram: Telegram) -> None:
    shop = behind()
    again = telegram.says(f"I am {MAIL}")
    assert shop.hears()["text"] == "I am [EMAIL_1]"
    with telegram.lock:
        telegram.updates.append(again)
    telegram.says("and more")
    assert [one["message"]["text"] for one in shop.updates()] == ["and more"]


def test_telegram_down_and_up_again(behind: Callable[..., Bot], telegram: Telegram) -> None:
    shop = behind()
    telegram.down = True
    telegram.says("while it is down")
    status, said = shop.ask("sendChatAction", {"chat_id": -100, "action": "typing"})
    assert (status, said["ok"]) == (502, False)
    telegram.down = False
    assert shop.hears()["text"] == "while it is down"


def test_a_refusal_reaches_the_bot_with_its_code_and_the_time_to_wait(
    behind: Callable[..., Bot], telegram: Telegram
) -> None:
    shop = behind()
    telegram.says("Hi")
    chat = shop.hears()["chat"]["id"]
    telegram.refuses["sendMessage"] = (
        429, {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 7}},
    )  # fmt: skip
    status, said = shop.ask("sendMessage", {"chat_id": chat, "text": "Hello"})
    assert (status, said["error_code"], said["parameters"]) == (429, 429, {"retry_after": 7})
    telegram.refuses["sendMessage"] = (
        400, {"ok": False, "error_code": 400, "description": f"Bad Request: {MAIL} is wrong"},
    )  # fmt: skip
    status, said = shop.ask("sendMessage", {"chat_id": chat, "text": "Hello"})
    assert (status, said["description"]) == (400, "Bad Request: refused")
    assert shop.ask("sendMessage", {"chat_id": 2**51 + 5, "text": "Hello"})[0] == 400  # an alias that nobody has


def test_an_answer_that_cannot_be_read_is_withheld_and_the_call_is_done(
    behind: Callable[..., Bot], telegram: Telegram
) -> None:
    shop = behind()
    telegram.says("Hi")
    chat = shop.hears()["chat"]["id"]
    deep: Any = MAIL
    for _ in range(200):
        deep = [deep]
    telegram.refuses["sendMessage"] = (200, {"ok": True, "result": {"message_id": 5, "deep": deep}})
    status, said = shop.ask("sendMessage", {"chat_id": chat, "text": "Hello"})
    assert (status, said["ok"]) == (502, False)
    assert MAIL not in json.dumps(said)
    del telegram.refuses["sendMessage"]
    assert shop.ask("sendMessage", {"chat_id": chat, "text": "Hello again"})[0] == 200


def test_a_call_in_parts_with_a_file(behind: Callable[..., Bot], telegram: Telegram) -> None:
    shop = behind()
    telegram.says(f"I am {MAIL}")
    chat = shop.hears()["chat"]["id"]
    pieces = [("chat_id", str(chat)), ("caption", "For [EMAIL_1]")]
    body = "".join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in pieces)
    body += '--x\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\n\r\nBYTES\r\n--x--\r\n'
    answer = shop.server.ask(
        "POST", f"/gateways/telegram/bot{TOKEN}/sendPhoto", body.encode(),
        content_type="multipart/form-data; boundary=x",
    )  # fmt: skip
    # The stand-in answers for a chat of its own; what matters is what reached it.
    raw = telegram.asked("sendPhoto")[0]["raw"] if answer.status else b""
    assert f"For {MAIL}".encode() in raw
    assert b"BYTES" in raw
    assert str(ANN).encode() in raw


class Own:
    """The bot's own webhook."""

    def __init__(self, answer: bytes = b"") -> None:
        self.got: list[tuple[dict[str, str], dict[str, Any]]] = []
        self.status, self.answer = 200, answer
        one = self

        class Taking(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                one.got.append(({k.lower(): v for k, v in self.headers.items()}, json.loads(body)))
                self.send_response(one.status)
                self.send_header("content-length", str(len(one.answer)))
                self.end_headers()
                self.wfile.write(one.answer)

            def log_message(self, *_: Any) -> None:
                """Nothing on the terminal."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Taking)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()


def test_a_bot_with_a_webhook_gets_its_updates_there(behind: Callable[..., Bot], telegram: Telegram) -> None:
    shop, own = behind(), Own()
    asked = {"url": own.url, "secret_token": "bots-own_secret"}
    assert shop.ask("setWebhook", asked) == (200, {"ok": True, "result": True})
    assert not telegram.asked("setWebhook")  # Telegram never hears of it
    assert shop.ask("getWebhookInfo")[1]["result"]["url"] == own.url
    assert shop.ask("getUpdates")[0] == 409
    telegram.says(f"I am {MAIL}")
    ((headers, update),) = until(lambda: own.got)
    assert headers["x-telegram-bot-api-secret-token"] == "bots-own_secret"
    assert update["message"]["text"] == "I am [EMAIL_1]"
    chat = update["message"]["chat"]["id"]

    own.got.clear()
    own.status = 500
    telegram.says("one")
    telegram.says("two")
    until(lambda: own.got)
    told = until(lambda: (info := shop.ask("getWebhookInfo")[1]["result"]).get("last_error_date") and info)
    assert told["last_error_message"] == "Wrong response from the webhook: 500"
    assert abs(told["last_error_date"] - time.time()) < 30
    own.answer = json.dumps({"method": "sendMessage", "chat_id": chat, "text": "To [EMAIL_1]"}).encode()
    own.status = 200
    until(lambda: [one["message"]["text"] for _, one in own.got][-2:] == ["one", "two"])
    assert until(lambda: telegram.asked("sendMessage"))[0]["text"] == f"To {MAIL}"

    # A call in an answer is asked as any other: what Privet answers itself does not reach Telegram by that way
    for number, more in enumerate(({"method": "setWebhook", "url": ""}, {"method": "logOut"}, {"method": "../getMe"})):
        own.answer = json.dumps({"chat_id": chat, **more}).encode()
        telegram.says(f"again {number}")
        until(lambda number=number: own.got[-1][1]["message"]["text"] == f"again {number}")
        until(lambda: shop.ask("getWebhookInfo")[1]["result"]["pending_update_count"] == 0)
        assert not telegram.asked("setWebhook")
        assert not telegram.asked("logOut")
        own.answer = b""
        assert shop.ask("setWebhook", asked)[0] == 200

    until(lambda: shop.ask("getWebhookInfo")[1]["result"]["pending_update_count"] == 0)
    assert shop.ask("deleteWebhook")[1]["result"] is True
    telegram.says("three")
    assert shop.hears()["text"] == "three"


@pytest.mark.parametrize(
    "asked",
    [
        {"url": "http://10.0.0.1/hook"},
        {"url": "https://192.168.0.1/hook"},
        {"url": "ftp://x"},
        {"url": "https://example.com/hook", "secret_token": "with space"},
        {"url": "https://example.com/hook", "certificate": "x"},
        {"url": 5},
    ],
)
def test_a_webhook_that_cannot_be(behind: Callable[..., Bot], asked: dict[str, Any]) -> None:
    assert behind().ask("setWebhook", asked)[0] == 400


def test_telegram_posts_updates_with_our_secret(behind: Callable[..., Bot], telegram: Telegram) -> None:
    shop = behind('public_url = "https://privet.example.com"', mode="hook")
    asked = until(lambda: telegram.asked("setWebhook"))[0]
    path = asked["url"].removeprefix("https://privet.example.com")
    assert path.startswith("/gateways/telegram/hook/bot_")
    update = telegram.says(f"I am {MAIL}")
    telegram.updates.clear()

    def post(secret: str, where: str = path) -> int:
        answer = shop.server.ask(
            "POST", where, update, content_type="application/json", X_Telegram_Bot_Api_Secret_Token=secret
        )
        return int(answer.status)

    assert post("wrong") == 401
    assert post("") == 401
    assert post(asked["secret_token"], f"{path}x") == 401
    assert shop.ask("getUpdates")[1]["result"] == []
    assert post(asked["secret_token"]) == 200
    assert post(asked["secret_token"]) == 200  # Telegram may repeat it
    assert shop.hears()["text"] == "I am [EMAIL_1]"


def test_stop_is_heard_by_privet_and_holds(behind: Callable[..., Bot], telegram: Telegram) -> None:
    shop = behind()
    telegram.says("Hi")
    chat = shop.hears()["chat"]["id"]
    telegram.says("STOP")
    until(lambda: telegram.asked("sendMessage"))
    status, said = shop.ask("sendMessage", {"chat_id": chat, "text": "Buy more"})
    assert (status, said["error_code"]) == (403, 403)
    assert [one["text"] for one in telegram.asked("sendMessage")].count("Buy more") == 0
    telegram.says("START")
    until(lambda: len(telegram.asked("sendMessage")) == 2)
    assert shop.ask("sendMessage", {"chat_id": chat, "text": "Hello again"})[0] == 200
    assert shop.ask("getUpdates", {"offset": shop.offset})[1]["result"] == []  # the bot saw neither word


def test_whoever_opens_the_chat_again_after_a_stop_is_written_to_again(
    behind: Callable[..., Bot], telegram: Telegram
) -> None:
    shop = behind()
    telegram.says("/start")
    chat = shop.hears()["chat"]["id"]
    telegram.says("STOP")
    until(lambda: telegram.asked("sendMessage"))
    assert shop.ask("sendMessage", {"chat_id": chat, "text": "Buy more"})[0] == 403
    telegram.says("/start")
    assert shop.hears()["text"] == "/start"  # the bot sees it, as it would
    until(lambda: shop.ask("sendMessage", {"chat_id": chat, "text": "Welcome"})[0] == 200)


def test_commands_are_answered_by_privet(behind: Callable[..., Bot], telegram: Telegram) -> None:
    shop = behind()
    telegram.says(f"I am {MAIL}")
    shop.hears()
    for number, command in enumerate(("/privacy", "/mydata@shop_bot"), 1):
        telegram.says(command)
        assert len(until(lambda number=number: telegram.asked("sendMessage")[number - 1 :])) == 1
    assert all(one["chat_id"] == ANN for one in telegram.asked("sendMessage"))
    assert MAIL not in json.dumps(telegram.calls)
    telegram.says("/start")
    assert shop.hears()["text"] == "/start"  # the bot's own


def test_mydata_leads_to_their_own_page_where_there_is_one(behind: Callable[..., Bot], telegram: Telegram) -> None:
    shop = behind('[portal]\nurl = "https://privacy.example.com"\n')
    telegram.says("/mydata")
    (line,) = until(lambda: telegram.asked("sendMessage"))
    link = re.search(r"https://privacy\.example\.com/my#token=(prl_\S+)", line["text"])
    assert link is not None
    for name, data in shop.server.written():
        assert link[1].encode() not in data, name


def test_a_pasted_card_is_deleted_and_the_customer_is_told_once(behind: Callable[..., Bot], telegram: Telegram) -> None:
    shop = behind()
    telegram.says(f"My card is {CARD}")
    assert shop.hears()["text"] == "My card is [CARD_1]"
    (deleted,) = until(lambda: telegram.asked("deleteMessage"))
    assert (deleted["chat_id"], deleted["message_id"]) == (ANN, 1001)
    (line,) = until(lambda: telegram.asked("sendMessage"))
    assert CARD not in line["text"]
    telegram.says("And again 5500 0055 5555 5559")
    assert until(lambda: len(telegram.asked("deleteMessage")) == 2)
    shop.hears()
    assert len(telegram.asked("sendMessage")) == 1
    metrics = shop.server.ask("GET", "/metrics").body.decode()
    for again in ("no", "yes"):
        assert f'privet_pastes_total{{channel="telegram",again="{again}"}} 1\n' in metrics
    assert metrics.count("# TYPE privet_pastes_total counter") == 1


@pytest.mark.parametrize(
    ("folder", "files", "status", "says"),
    [
        ("photos", {}, 200, b"withheld"),
        ("voice", {}, 200, b"the file"),
        ("photos", {"photo": "pass"}, 200, b"the file"),
        ("voice", {"voice": "block"}, 403, b""),
        ("unheard-of", {}, 200, b"withheld"),
    ],
)
def test_files_by_their_type(
    behind: Callable[..., Bot], telegram: Telegram, folder: str, files: dict[str, str], status: int, says: bytes
) -> None:
    shop = behind(files=files)
    got, said = shop.ask("getFile", {"file_id": folder})
    assert got == status
    if status == 200:
        answer = shop.server.ask("GET", f"/gateways/telegram/file/bot{TOKEN}/{said['result']['file_path']}")
        assert answer.status == 200
        assert says in answer.body
    if says != b"the file":  # nor by naming it outright
        assert shop.server.ask("GET", f"/gateways/telegram/file/bot{TOKEN}/{folder}/file_1.jpg").status == 403


def test_on_trial_nothing_is_passed_on(behind: Callable[..., Bot], telegram: Telegram) -> None:
    shop = behind(trial=True)
    telegram.says(f"My card is {CARD}, I am {MAIL}")
    until(lambda: not telegram.updates)
    assert shop.ask("getUpdates", {"timeout": 1})[1]["result"] == []
    assert shop.ask("sendMessage", {"chat_id": -100, "text": "x"})[0] == 403
    assert not telegram.asked("sendMessage")
    assert not telegram.asked("deleteMessage")


def test_what_people_write_leaves_by_the_bot_that_the_chat_knows(
    behind: Callable[..., Bot], telegram: Telegram
) -> None:
    shop = behind()
    telegram.says(f"I am {MAIL}")
    shop.hears()
    (talk,) = shop.server.api("GET", "/conversations")["items"]
    shop.server.api("POST", "/sends", {"conversation": talk["id"], "text": "Yes, [EMAIL_1]"})
    (call,) = until(lambda: telegram.asked("sendMessage"))
    assert (call["chat_id"], call["text"]) == (ANN, f"Yes, {MAIL}")


def test_what_a_customer_asks_over_their_own_data_is_confirmed_once_in_their_language(
    behind: Callable[..., Bot], telegram: Telegram
) -> None:
    shop = behind()
    telegram.says("Delete my data, please", {"id": -1009, "type": "supergroup", "title": "All"})
    telegram.says("Delete my data, please", **{"from": {"id": 77, "is_bot": True, "first_name": "Other"}})
    telegram.says("Delete my data", forward_origin={"type": "hidden_user", "sender_user_name": "Ben", "date": 1})
    telegram.says("Bitte löschen Sie alle meine Daten", **{"from": GERMAN})
    seen: list[str] = []
    until(lambda: seen.extend(one["message"]["text"] for one in shop.updates()) or len(seen) == 4)
    assert seen[-1] == "Bitte löschen Sie alle meine Daten"  # the bot sees it, too
    (told,) = until(lambda: telegram.asked("sendMessage"))
    assert told["text"].startswith("Ihr Antrag liegt vor: Löschung Ihrer Daten.")
    telegram.says("löschen Sie meine Daten!", **{"from": GERMAN})
    telegram.says("/privacy", **{"from": GERMAN})
    assert len(until(lambda: telegram.asked("sendMessage")[1:])) == 1, "only the command is answered"
