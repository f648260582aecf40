"""`privet run` as a person runs it: a first start with the samples, ten lines beside it, a second start, a stop; and
nothing that was typed into the box in any file, log or metric.
"""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ports import free_port

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "src/privet/web/ten-lines.sh").read_text("utf-8").splitlines()
CANARY = "4000 0012 3456 7899"

PRIVET = [sys.executable, "-m", "privet"]


class Running:
    """A server in a process of its own, its terminal output kept."""

    def __init__(self, folder: Path, *words: str, **env: str) -> None:
        self.port = free_port()
        self.begun = time.monotonic()
        self.output = folder / f"terminal-{self.port}"
        with self.output.open("wb") as terminal:
            self.process = subprocess.Popen(
                [*PRIVET, "run", "--port", str(self.port), *words],
                cwd=folder,
                stdout=terminal,
                stderr=terminal,
                env={**_env(folder), **env},
            )
        self.wait_for("Privet is open on")

    def text(self) -> str:
        return self.output.read_text("utf-8")

    def wait_for(self, words: str, seconds: float = 90) -> None:
        until = time.monotonic() + seconds
        while words not in self.text():
            assert self.process.poll() is None, self.text()
            assert time.monotonic() < until, self.text()
            time.sleep(0.02)

    def get(self, path: str, body: bytes | None = None, **headers: str) -> str:
        request = urllib.request.Request(f"http://localhost:{self.port}{path}", body, headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return str(answer.read().decode("utf-8"))

    def stop(self, how: int = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(20)


def _env(folder: Path) -> dict[str, str]:
    """An environment in which nothing of the one who runs the tests is found."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PRIVET_", "XDG_"))}
    return {**kept, "HOME": str(folder / "home"), "PYTHONPATH": str(ROOT / "src")}


def _repository(folder: Path) -> Path:
    """A folder that looks like the repository, with data of its own."""
    for name in ("docs", "verifier", "src"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".venv/bin").mkdir(parents=True)
    own = Path(sys.executable).parent
    (folder / ".venv/bin/activate").write_text(f'PATH="{own}:$PATH"\n')
    (folder / "home").mkdir()
    return folder


DEMO = ("--data", ".privet/demo", "--demo", "docs/tutorial/samples")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = _repository(tmp_path_factory.mktemp("repository"))
    running = Running(folder, *DEMO)
    yield running
    if running.process.poll() is None:
        running.stop()


def _passphrase(running: Running) -> str:
    found = re.search(r"shown this once:\s+(\S+)", running.text())
    assert found
    return found[1]


def _count(running: Running, metric: str) -> int:
    found = re.search(rf'^privet_{metric}{{tenant="demo"}} (\d+)$', running.get("/metrics"), re.MULTILINE)
    assert found
    return int(found[1])


def test_the_first_start_makes_the_demonstration(demo: Running) -> None:
    data = demo.output.parent / ".privet/demo"
    assert _count(demo, "messages") > 600
    assert _count(demo, "values") > 60
    assert data.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in data.iterdir() if path.is_file()} == {0o600}
    (key,) = (demo.output.parent / "home/.config/privet").iterdir()
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(_passphrase(demo)) >= 20


def test_the_start_says_what_detection_runs_on(demo: Running) -> None:
    demo.wait_for("Detection runs on ", 10)
    assert "Names are found by" in demo.text()


def test_the_box_keeps_nothing(demo: Running) -> None:
    answer = json.loads(demo.get("/tokenise", f"card {CANARY}".encode(), **{"Content-Type": "text/plain"}))
    assert answer["text"] == "card [CARD_1]"
    assert "[CARD_1]" in demo.get("/tokenise", f"text=card+{CANARY.replace(' ', '+')}".encode())
    with pytest.raises(urllib.error.HTTPError):
        demo.get(f"/{CANARY.replace(' ', '')}")
    demo.get(f"/?q={CANARY.replace(' ', '')}")
    time.sleep(0.2)
    written = [path for path in demo.output.parent.rglob("*") if path.is_file() and not path.is_symlink()]
    assert demo.output in written
    assert len(written) > 5
    for needle in (CANARY, CANARY.replace(" ", "")):
        assert needle not in demo.get("/metrics")
        for path in written:
            held = path.read_bytes()
            assert needle.encode() not in held, path.name
            assert needle.encode("utf-16-le") not in held, path.name


def test_the_passphrase_is_on_the_terminal_and_nowhere_else(demo: Running) -> None:
    needle = _passphrase(demo).encode()
    for path in (demo.output.parent).rglob("*"):
        if path.is_file() and path != demo.output and not path.is_symlink():
            assert needle not in path.read_bytes(), path.name


def test_a_server_beside_it_is_told_that_the_port_is_taken(demo: Running) -> None:
    second = subprocess.run(
        [*PRIVET, "run", "--port", str(demo.port), *DEMO],
        cwd=demo.output.parent,
        env=_env(demo.output.parent),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert second.returncode == 5
    assert f"port {demo.port} is taken" in second.stderr
    assert f"--port {demo.port + 1}" in second.stderr


class Terminal:
    """Bash on a pseudo-terminal, one line pasted at a time."""

    def __init__(self, folder: Path) -> None:
        self.pid, self.end = pty.fork()
        if self.pid == 0:  # pragma: no cover  # the child
            os.chdir(folder)
            os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"], {**_env(folder), "PS1": "", "TERM": "dumb"})
        self.marks = 0
        self.paste("stty -echo; bind 'set enable-bracketed-paste off' 2>/dev/null")

    def paste(self, line: str, passphrase: str = "") -> tuple[int, str]:
        """The line's exit code and all it wrote; `passphrase` is typed when it is asked for."""
        self.marks += 1
        os.write(self.end, f"{line}\n".encode())
        os.write(self.end, b"" if passphrase else self._mark())
        seen, until, typed = "", time.monotonic() + 60, False
        while not (found := re.search(rf"<{self.marks}:(\d+)>", seen)):
            assert time.monotonic() < until, seen
            if select.select([self.end], [], [], 0.1)[0]:
                seen += os.read(self.end, 65_536).decode("utf-8", "replace")
            if passphrase and re.search(r"[Pp]assphrase[^\n]*: $", seen):
                os.write(self.end, passphrase.encode() + b"\n")
                passphrase, typed = "", True
            if typed and os.tcgetpgrp(self.end) == self.pid:  # the command has ended, and takes no key any more
                os.write(self.end, self._mark())
                typed = False
        return int(found[1]), seen[: found.start()].replace("\r\n", "\n")

    def _mark(self) -> bytes:
        return f"printf '<%d:%d>' {self.marks} $?\n".encode()

    def close(self) -> None:
        os.close(self.end)
        os.waitpid(self.pid, 0)


@pytest.mark.skipif(shutil.which("bash") is None, reason="the ten lines are for bash")
def test_the_ten_lines_do_what_they_say(demo: Running) -> None:
    assert len(LINES) == 10
    terminal = Terminal(demo.output.parent)
    said = []
    for line in LINES:
        code, text = terminal.paste(line, _passphrase(demo) if "privet reveal" in line else "")
        assert code == 0, f"{line}\n{text}"
        said.append(text)
    terminal.close()
    assert '"kind": "CARD"' in said[1].replace('"kind":"', '"kind": "')
    assert "[EMAIL_1]" in said[2]
    assert "PHONE" in said[3]
    assert re.search(r"\S+@example\.(com|org|net)", said[5])
    assert "Not covered" in said[8]
    assert "[EMAIL_1]" not in said[9]
    assert re.search(r"\S+@example\.", said[2] + said[9]) is None
    assert _count(demo, "erasures_open") == 0


def test_the_second_start_keeps_the_data(demo: Running) -> None:
    before = {name: _count(demo, name) for name in ("messages", "values", "subjects")}
    assert demo.stop() == 0
    assert "Privet has stopped." in demo.text()
    for how in (signal.SIGINT, signal.SIGTERM):
        again = Running(demo.output.parent, *DEMO)
        assert {name: _count(again, name) for name in before} == before
        assert "First start" not in again.text()
        assert "passphrase" not in again.text()
        assert again.stop(how) == 0


def test_a_stop_finishes_the_request_that_runs(demo: Running) -> None:
    running = Running(demo.output.parent, *DEMO)
    body = ("a@example.com " * 4000)[:60_000].encode()
    with socket.create_connection(("127.0.0.1", running.port)) as link:
        head = f"POST /tokenise HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        link.sendall(head.encode() + body[:1000])
        until = time.monotonic() + 20
        while "privet_http_requests_open 2\n" not in running.get("/metrics"):
            assert time.monotonic() < until
        running.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        link.sendall(body[1000:])
        answer = b""
        while piece := link.recv(65_536):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.rstrip().endswith(b"]}")
    assert running.process.wait(20) == 0
    assert "Traceback" not in running.text()


def test_an_interrupted_first_start_goes_on_where_it_was(tmp_path: Path) -> None:
    folder = _repository(tmp_path)
    terminal = (folder / "terminal").open("wb")
    first = subprocess.Popen(
        [*PRIVET, "run", "--port", str(free_port()), *DEMO], cwd=folder, env=_env(folder), stderr=terminal
    )
    until = time.monotonic() + 60
    while "telegram.json:" not in (folder / "terminal").read_text("utf-8"):
        assert time.monotonic() < until
        time.sleep(0.01)
    first.kill()
    first.wait(20)
    terminal.close()
    again = Running(folder, *DEMO)
    assert _count(again, "messages") > 600
    assert len(_passphrase(again)) >= 20
    assert again.stop() == 0


def test_log_lines_are_json_where_asked(demo: Running) -> None:
    running = Running(demo.output.parent, "--data", ".privet/demo", "--json")
    running.get("/healthz")
    running.stop()
    lines = [json.loads(line) for line in running.text().splitlines() if line.startswith("{")]
    assert any(re.fullmatch(r"GET /healthz 200 \d+\.\d ms", line["said"]) for line in lines)
