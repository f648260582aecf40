"""Clients that mean harm or know no better, against a real server: each is answered with the right code or let go, the
next one is served meanwhile, and memory stays bounded.
"""

from __future__ import annotations

import contextlib
import json
import re
import resource
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from privet.web import box
from privet.web.listen import OTHER_FILES
from privet.web.server import HEAD_BYTES, HEAD_S

CROWD = 10_000
SOON_S = HEAD_S / 2
"""Whoever waits for a slow client to be let go waits longer, on a machine that does much else too."""
MIB = 1 << 20


@pytest.fixture(scope="module")
def server(start: Callable[..., Any]) -> Iterator[Any]:
    running = start()
    end = time.monotonic() + 60
    while _status(running.ask(b"GET /readyz HTTP/1.1\r\n")) != 200:  # patterns are compiled once it is open
        assert time.monotonic() < end
    yield running
    assert running.process.poll() is None
    assert running.stop() == 0
    assert "Traceback" not in running.said()
    assert "unforeseen" not in running.said()


def _status(answer: bytes) -> int:
    found = re.match(rb"HTTP/1\.[01] (\d{3}) ", answer)
    return int(found[1]) if found else 0


def _connect(server: Any, sent: bytes = b"", host: str = "127.0.0.1") -> socket.socket:
    link = socket.create_connection((host, server.port), timeout=HEAD_S * 3)
    if sent:
        link.sendall(sent)
    return link


def _served(server: Any) -> float:
    """Seconds until somebody who behaves is answered."""
    begun = time.monotonic()
    assert _status(server.ask(b"GET /readyz HTTP/1.1\r\n")) == 200
    return time.monotonic() - begun


POST = b"POST /tokenise HTTP/1.1\r\nHost: localhost\r\n"
MALFORMED = {
    "no HTTP at all": (b"\x16\x03\x01\x02\x00 not a request\r\n\r\n", 400),
    "no version": (b"GET /\r\n\r\n", 400),
    "a line without a colon": (b"GET / HTTP/1.1\r\nHost: localhost\r\nno colon here\r\n\r\n", 400),
    "a head that is too long": (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 2 * HEAD_BYTES + b"\r\n\r\n", 431),
    "a path that is too long": (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 431),
    "too many lines": (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 200 + b"\r\n", 431),
    "two lengths": (POST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
    "a length below nought": (POST + b"Content-Length: -1\r\n\r\n", 400),
    "a chunk without a size": (
        POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400,
    ),
    "no host": (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 403),
    "two hosts": (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n", 400),
    "another host": (b"GET / HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n", 403),
    "a path outside": (b"GET /static/../../privet.toml HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404),
    "an encoded path outside": (
        b"GET /static/..%2f..%2fprivet.toml HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404,
    ),
    "a method nobody knows": (b"BREW /tokenise HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 405),
    "an upgrade": (
        b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n", 200,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", MALFORMED)
def test_what_is_malformed_gets_the_right_code(server: Any, what: str) -> None:
    request, status = MALFORMED[what]
    assert _status(server.ask(request, end=False)) == status
    assert _served(server) < SOON_S


def test_a_request_hidden_behind_another_is_not_answered(server: Any) -> None:
    hidden = b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"
    head = POST + b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    answer = server.ask(head % (5 + len(hidden)) + hidden, end=False, seconds=HEAD_S * 2)
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"privet_messages" not in answer


def _post(body: bytes, kind: bytes = b"text/plain", length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    head = POST + b"Connection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
    return head % (kind, size) + body


def test_json_however_deep_is_a_text_like_any_other(server: Any) -> None:
    for text in ("[" * 30_000, '{"a":' * 10_000, '{"a": "a@example.com"', "\u0000" * 1000, "NaN", '"\\ud800"'):
        answer = server.ask(_post(text.encode()), end=False)
        assert _status(answer) == 200
        assert json.loads(answer.partition(b"\r\n\r\n")[2])["text"] == text.replace("a@example.com", "[EMAIL_1]")


def test_what_is_too_long_is_refused_and_not_read_to_its_end(server: Any) -> None:
    assert _status(server.ask(_post(b"x" * (box.LONGEST + 1)), end=False)) == 413
    form = b"application/x-www-form-urlencoded"
    assert _status(server.ask(_post(b"text=" + b"%41" * (box.LONGEST + 1), form), end=False)) == 413
    before = server.memory()
    with _connect(server, _post(b"", length=1 << 40)) as endless:
        sent, piece = 0, b"x" * 65_536
        with contextlib.suppress(ConnectionError, TimeoutError):
            endless.settimeout(2)
            while sent < 64 * MIB:
                endless.sendall(piece)
                sent += len(piece)
        answer = b""
        with contextlib.suppress(ConnectionError):
            answer = endless.recv(65_536)
    assert sent < 64 * MIB
    assert _status(answer) in (0, 413)  # its answer may be lost with the connection that it closes
    assert server.memory() - before < 32 * MIB


def test_a_bomb_is_not_unpacked(server: Any) -> None:
    head = POST + b"Connection: close\r\nContent-Encoding: gzip\r\nContent-Length: 22\r\n\r\n"
    packed = bytes.fromhex("1f8b08000000000000034b04000043beb7e801000000")
    assert _status(server.ask(head + packed, end=False)) == 400  # taken as it is: no UTF-8


@pytest.mark.slow
def test_slow_clients_are_let_go_and_hold_nobody_up(server: Any) -> None:
    whole = POST + b"Content-Length: 20\r\n\r\n"
    slow = [
        _connect(server, sent) for sent in (b"", b"GET", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-", whole + b"a") * 50
    ]
    idle = [_connect(server, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n") for _ in range(50)]
    begun = time.monotonic()
    waits = []
    while time.monotonic() - begun < HEAD_S + 4:
        for link in slow[2::4]:  # a byte a second: it never ends
            with contextlib.suppress(OSError):
                link.send(b"a")
        waits.append(_served(server))
        time.sleep(1)
    assert max(waits) < SOON_S
    for link in (*slow[0::4], *slow[1::4], *slow[2::4], *idle):
        assert _gone(link)
    assert len([link for link in slow[3::4] if not _gone(link)]) == 50  # whose body has a minute
    for link in (*slow, *idle):
        link.close()


def _gone(link: socket.socket) -> bool:
    """Whether the server has hung up; what it answered before is read."""
    link.settimeout(0)
    try:
        while link.recv(65_536):
            pass
    except BlockingIOError:
        return False
    except OSError:
        pass
    return True


@pytest.mark.slow
def test_ten_thousand_connections_are_held_within_bounds_and_the_next_is_served(start: Callable[..., Any]) -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard != resource.RLIM_INFINITY and hard < CROWD + OTHER_FILES:
        pytest.skip(f"NOT TESTED: {CROWD:,} connections, since this system lets a process open only {hard:,} files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    server = start()
    before, crowd, begun = server.memory(), [], time.monotonic()
    half = b"POST /tokenise HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"a" * 4096
    for number in range(CROWD):
        host = ("127.0.0.1", "::1")[number // 2 % 2]  # both of its addresses: each has its own bound
        crowd.append(_connect(server, half if number % 2 else b"", host))
    took = time.monotonic() - begun
    held = server.memory() - before
    assert _served(server) < SOON_S
    print(f"{CROWD:,} connections in {took:.1f} s, {held / MIB:.0f} MiB")
    assert held < 512 * MIB
    time.sleep(max(0.0, HEAD_S + 3 - (time.monotonic() - begun - took)))
    assert sum(_gone(link) for link in crowd) > CROWD * 0.99
    for link in crowd:
        link.close()
    assert _served(server) < SOON_S
    assert _open_files(server) < OTHER_FILES
    assert server.stop() == 0


def _open_files(server: Any) -> int:
    answer = server.ask(b"GET /metrics HTTP/1.1\r\n").decode()
    return int(answer.split("process_open_fds ")[-1].split()[0])


@pytest.mark.slow
def test_more_at_once_than_it_may_answer_is_told_to_come_again(start: Callable[..., Any]) -> None:
    server = start(settings="requests = 20\nbody_megabytes = 16")
    head = POST + b"Connection: close\r\nContent-Length: 10\r\n\r\n"
    waiting = [_connect(server, head + b"a") for _ in range(20)]
    until = time.monotonic() + 20
    while _status(answer := server.ask(b"GET /healthz HTTP/1.1\r\n")) != 503:
        assert time.monotonic() < until
    assert b"retry-after: 1" in answer
    for link in waiting:
        link.sendall(b"bcdefghij")
        assert _status(link.recv(65_536)) == 200
        link.close()
    assert _served(server) < SOON_S
    assert server.stop() == 0


@pytest.mark.slow
def test_connections_beyond_the_bound_wait_and_are_served_when_there_is_room(start: Callable[..., Any]) -> None:
    server = start(settings="connections = 16")
    idle = [_connect(server) for _ in range(16)]
    late = _connect(server, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    late.settimeout(1)
    with pytest.raises(TimeoutError):
        late.recv(1)
    late.settimeout(HEAD_S)
    for link in idle:
        link.close()
    assert _status(late.recv(65_536)) == 200
    late.close()
    assert server.stop() == 0
