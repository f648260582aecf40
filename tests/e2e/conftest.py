"""A server as somebody runs it: a process of its own over an installation of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ports import free_port
from privet.cli.init import establish

ROOT = Path(__file__).parents[2]


@dataclass
class Started:
    """A server's process, its data folder, its port, and all that it wrote to the terminal."""

    data: Path
    port: int
    process: subprocess.Popen[bytes]
    terminal: Path
    open: list[socket.socket] = field(default_factory=list)

    def said(self) -> str:
        return self.terminal.read_text("utf-8")

    def until(self, words: str, seconds: float = 60) -> None:
        """Wait until it has said `words`."""
        end = time.monotonic() + seconds
        while words not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.02)

    def ask(self, request: bytes, *, end: bool = True, seconds: float = 20) -> bytes:
        """Send bytes as they are; what is answered until the server hangs up. `end` adds what ends such a head."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as link:
            link.sendall(request + (b"Host: localhost\r\nConnection: close\r\n\r\n" if end else b""))
            answer = b""
            while piece := link.recv(65_536):
                answer += piece
        return answer

    def answering(self, number: int, seconds: float = 20) -> None:
        """Wait until so many requests are being answered beside the one that looks."""
        end = time.monotonic() + seconds
        while f"privet_http_requests_open {number + 1}\n" not in self.ask(b"GET /metrics HTTP/1.1\r\n").decode():
            assert time.monotonic() < end
            time.sleep(0.02)

    def memory(self) -> int:
        """Bytes of memory that the process takes."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGESIZE")

    def stop(self, how: int = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(30)


def environment(home: Path) -> dict[str, str]:
    """One in which nothing of whoever runs the tests is found."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PRIVET_", "XDG_"))}
    return {**kept, "HOME": str(home), "PYTHONPATH": str(ROOT / "src")}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an installation with tenant `demo`; its key file lies beside it."""
    here = tmp_path_factory.mktemp("installation")
    establish(here / "data", "demo", key_file=here / "root.key")
    return here / "data"


@pytest.fixture(scope="module")
def start(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Started]]:
    """`start(*words, settings="…")`: `privet run` with these words, over `data` with these lines in privet.toml."""
    begun: list[Started] = []
    asked = (data / "privet.toml").read_text("utf-8")

    def started(*words: str, settings: str = "", wait: str = "Privet is open on") -> Started:
        here = tmp_path_factory.mktemp("running")
        (data / "privet.toml").write_text(f"{asked}\n".replace("[server]\n", f"[server]\n{settings}\n"), "utf-8")
        port, terminal = free_port(), here / "terminal"
        with terminal.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "privet", "run", "--data", str(data), "--port", str(port), *words],
                cwd=here, stdout=out, stderr=out, env=environment(here),
            )  # fmt: skip
        one = Started(data, port, process, terminal)
        begun.append(one)
        one.until(wait)
        return one

    yield started
    for one in begun:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait(10)
        for link in one.open:
            link.close()
