"""The client towards the Bot API, between real sockets: what it takes for an answer, what it refuses, what it never
says.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.server
import json
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from privet.core.file import PIECE
from privet.core.plain import Plain
from privet.errors import BadInput, ChannelError
from privet.plugins import botapi
from privet.plugins.botapi import BotApi, Refused

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


class Telegram:
    """Stands where Telegram does, and answers as a test says."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, bytes]] = []
        self.answer: tuple[int, bytes] = (200, b'{"ok":true,"result":true}')
        self.wait_s = 0.0
        one = self

        class Answering(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                one.asked.append((self.command, self.path, body))
                time.sleep(one.wait_s)
                with contextlib.suppress(OSError):
                    self.send_response(one.answer[0])
                    self.send_header("location", "/elsewhere")
                    self.send_header("content-length", str(len(one.answer[1])))
                    self.end_headers()
                    self.wfile.write(one.answer[1])

            do_GET = do_POST

            def log_message(self, *_: Any) -> None:
                """Nothing on the terminal."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self.url = f"http://localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def says(self, status: int, **said: Any) -> None:
        self.answer = (status, json.dumps(said).encode())


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    one = Telegram()
    yield one
    one.server.shutdown()
    one.server.server_close()


def done(url: str, do: Callable[[BotApi], Awaitable[Any]], ca: str = "", timeout_s: float = 2) -> Any:
    """What comes of asking once, in a loop of its own."""

    async def asked() -> Any:
        api = BotApi(url, ca, timeout_s)
        try:
            return await do(api)
        finally:
            await api.close()

    return asyncio.run(asked())


def asking(method: str = "sendMessage", **params: Any) -> Callable[[BotApi], Awaitable[Any]]:
    return lambda api: api.ask(Plain(TOKEN), method, params)


def test_the_result_of_a_call(telegram: Telegram) -> None:
    telegram.says(200, ok=True, result={"message_id": 7})
    assert done(telegram.url, asking(chat_id=1, text="Hi")) == {"message_id": 7}
    ((method, path, body),) = telegram.asked
    assert (method, path, json.loads(body)) == ("POST", f"/bot{TOKEN}/sendMessage", {"chat_id": 1, "text": "Hi"})


def test_a_refusal_says_its_code_and_how_long_to_wait(telegram: Telegram) -> None:
    telegram.says(429, ok=False, error_code=429, description="Too Many Requests", parameters={"retry_after": 5})
    with pytest.raises(Refused) as raised:
        done(telegram.url, asking())
    assert (raised.value.status, raised.value.after_s, raised.value.retry) == (429, 5, True)


@pytest.mark.parametrize(
    ("description", "kept"),
    [
        ("Bad Request: message can't be deleted", "Bad Request: message can't be deleted"),
        ('Bad Request: unsupported start tag "ann" at byte offset 3', ""),
        ("Bad Request: user 5550123 not found", ""),
        (None, ""),
    ],
)
def test_a_reason_is_handed_on_only_where_it_repeats_nothing(
    telegram: Telegram, description: object, kept: str
) -> None:
    telegram.says(400, ok=False, error_code=400, description=description)
    with pytest.raises(Refused) as raised:
        done(telegram.url, asking())
    assert raised.value.reason == kept
    assert not raised.value.retry


@pytest.mark.parametrize("said", [b"<html>", b"[]", b'{"ok":1}', b"", b"[" * 100_000])
def test_what_is_no_answer_is_an_unknown_outcome(telegram: Telegram, said: bytes) -> None:
    telegram.answer = (200, said)
    with pytest.raises(ChannelError) as raised:
        done(telegram.url, asking())
    assert not raised.value.retry


def test_a_redirect_is_not_followed(telegram: Telegram) -> None:
    telegram.answer = (302, b"")
    with pytest.raises(ChannelError):
        done(telegram.url, asking())
    assert len(telegram.asked) == 1


def test_nobody_there_is_asked_again_and_nobody_answering_is_not() -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        port = mute.getsockname()[1]
        with pytest.raises(ChannelError) as unreached:
            done(f"http://127.0.0.1:{port}", asking())
        assert unreached.value.retry
        mute.listen()
        with pytest.raises(ChannelError) as unanswered:
            done(f"http://127.0.0.1:{port}", asking(), timeout_s=0.3)
        assert not unanswered.value.retry
    assert TOKEN not in f"{unreached.value!r}{unanswered.value!r}{unreached.value.__cause__}"


def test_telegram_may_take_the_time_that_it_was_given(telegram: Telegram) -> None:
    telegram.wait_s = 0.6
    with pytest.raises(ChannelError):
        done(telegram.url, asking(), timeout_s=0.3)
    assert done(telegram.url, lambda api: api.ask(Plain(TOKEN), "getUpdates", {}, 2), timeout_s=0.3) is True


def test_an_answer_has_a_bound(telegram: Telegram, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(botapi, "MOST", 100)
    telegram.answer = (200, b'{"ok":true,"result":"%s"}' % (b"x" * 200))
    with pytest.raises(ChannelError):
        done(telegram.url, asking())


@pytest.mark.parametrize("method", ["", "../getMe", "getMe?x=1", "get/Me", "a" * 65])
def test_a_method_is_letters(telegram: Telegram, method: str) -> None:
    with pytest.raises(BadInput):
        done(telegram.url, asking(method))
    assert not telegram.asked


@pytest.mark.parametrize(
    "api", ["http://api.telegram.org", "https://a b", "ftp://x", "https://u:p@x", "", "https://x/y"]
)
def test_where_the_api_may_be(api: str) -> None:
    with pytest.raises(BadInput):
        BotApi(api)


def test_a_file_comes_in_pieces(telegram: Telegram) -> None:
    telegram.answer = (200, b"x" * 600_000)

    async def fetched(api: BotApi) -> list[int]:
        async with api.file(Plain(TOKEN), "photos/file_1.jpg", 600_000) as pieces:
            return [len(piece) async for piece in pieces]

    assert done(telegram.url, fetched) == [PIECE, PIECE, 600_000 - 2 * PIECE]
    assert telegram.asked[0][:2] == ("GET", f"/file/bot{TOKEN}/photos/file_1.jpg")


@pytest.mark.parametrize("path", ["../bot1:x/getMe", "a/../../b", "a?b", "", "a b", "ü"])
def test_a_file_has_a_plain_path(telegram: Telegram, path: str) -> None:
    async def fetched(api: BotApi) -> None:
        async with api.file(Plain(TOKEN), path, 1):
            raise AssertionError

    with pytest.raises(BadInput):
        done(telegram.url, fetched)


@pytest.fixture
def foreign(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A TLS server whose certificate nobody vouches for, and the certificate."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run(
        ["openssl", *words.split(), "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    telegram = Telegram()
    telegram.server.socket = context.wrap_socket(telegram.server.socket, server_side=True)
    yield telegram.server.server_port, certificate
    telegram.server.shutdown()
    telegram.server.server_close()


def test_whoever_stands_between_with_a_wrong_certificate_is_told_nothing(foreign: tuple[int, Path]) -> None:
    port, certificate = foreign
    with pytest.raises(ChannelError, match="certificate") as raised:
        done(f"https://localhost:{port}", asking())
    assert raised.value.retry
    assert done(f"https://localhost:{port}", asking(), str(certificate)) is True


def test_a_ca_that_is_none() -> None:
    with pytest.raises(BadInput):
        BotApi("https://api.telegram.org", "/nonexistent")
