"""A scratch installation: the running one's settings and policy, in a folder of its own, under a key of its own.

    data/       the installation                places/   its further places, where the running one has any
    tmp/        TMPDIR of every process         said/     standard output and standard error of every process
    stolen/     the data folder as it lay while a process had it open, or after one was killed
    backup/     copies by SQLite's own interface          export/   the ledger as others get it

Everything below it is searched. What is pushed never lies in a file: processes read it from memory.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import privet
from privet import config as settings
from privet.acts import tenant as tenants
from privet.app import Privet, closing, create
from privet.core.decision import LOCAL
from privet.core.kinds import KINDS
from privet.errors import BadInput, NotReady
from privet.plugins.keys.keyfile import KeyFile

FOLDERS = ("tmp", "said", "stolen", "backup", "export", "key", "home")
OWN = ("keys", "server", "outgoing", "upstreams", "adapter")
"""Sections that are not copied, since they lead out of it: the scratch installation has its own key, places and port,
and asks no other program for anything.
"""

WAIT_S = 60
NAME = "scratch"
SITE = "https://shop.example.com"
"""The site whose pages may open the scratch installation's web chat."""

ADAPTER = "a secret that two invented programs share"
"""With what a webhook of its one adapter, called `prove`, is signed."""

UPSTREAM = "prove"
"""The one program that values may be relayed to and that events are told to (prove.upstream)."""


class Typed(NamedTuple):
    """One command: what its outputs are called, its words, what comes on its standard input.

    `shows`: its output is for whoever asked, who may see it, so that it goes nowhere; its complaints are kept.
    """

    name: str
    words: Sequence[str]
    given: bytes = b""
    shows: bool = False


@dataclass(slots=True)
class Scratch:
    """The folder, the clock, and what was started in it. `codes` are the exit codes of what has ended, by name."""

    folder: Path
    port: int
    now: Callable[[], int]
    beside: int  # the port of the upstream
    codes: dict[str, int] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """Where the installation is."""
        return self.folder / "data"

    @property
    def key(self) -> Path:
        """Its root key."""
        return self.folder / "key" / "root.key"

    def env(self) -> dict[str, str]:
        """An environment with nothing of whoever runs this, and with temporary files in our own folder."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "PYTHONPATH") if name in os.environ}
        package = str(Path(privet.__file__).parents[1])
        kept["PYTHONPATH"] = os.pathsep.join(one for one in (kept.get("PYTHONPATH"), package) if one)
        tmp = str(self.folder / "tmp")
        return kept | {
            "HOME": str(self.folder / "home"), "TMPDIR": tmp, "SQLITE_TMPDIR": tmp, "PRIVET_DATA": str(self.data),
            "PRIVET_TENANT": NAME, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONFAULTHANDLER": "1",
        }  # fmt: skip

    def start(
        self, name: str, words: Sequence[str], given: bytes = b"", *, shows: bool = False
    ) -> subprocess.Popen[bytes]:
        """A process whose output and complaints are kept and searched. `given` comes on its standard input.

        `shows`: its output is for whoever asked, who may see it, so that it goes nowhere; its complaints are kept.
        """
        out = Path(os.devnull) if shows else self.folder / "said" / f"{name}.out"
        with (
            _memory(given) as source,
            out.open("ab") as said,
            (self.folder / "said" / f"{name}.err").open("ab") as wrong,
        ):
            return subprocess.Popen(  # noqa: S603 our own interpreter
                [sys.executable, *words], stdin=source, stdout=said, stderr=wrong, env=self.env(),
                cwd=self.folder / "tmp", start_new_session=True,
            )  # fmt: skip

    def run(self, name: str, *words: str, given: bytes = b"") -> int:
        """One command of ours, to its end; its exit code."""
        self.each([Typed(name, words, given)])
        return self.codes[name]

    def each(self, typed: Sequence[Typed]) -> None:
        """Each of these commands, two at a time."""

        def run(one: Typed) -> None:
            process = self.start(one.name, ["-m", "privet", *one.words], one.given, shows=one.shows)
            self.codes[one.name] = _end(process)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(run, typed))

    def work(self, name: str, stage: str, given: bytes, until: Path | None = None) -> int:
        """A stage of the attack in a process of its own; killed (SIGKILL) as soon as the file `until` is there."""
        code = f"from privet.prove import attack; attack.main({stage!r})"
        process = self.start(name, ["-c", code], given)
        if until is not None:
            _wait(lambda: until.exists() or process.poll() is not None)
            process.kill()
        self.codes[name] = _end(process)
        return self.codes[name]

    @contextmanager
    def server(self, name: str, how: int = signal.SIGTERM) -> Iterator[None]:
        """The server, running; ended by the signal `how`."""
        process = self.start(name, ["-m", "privet", "run", "--port", str(self.port)])
        said = self.folder / "said" / f"{name}.err"
        try:
            _wait(lambda: b"Privet is open" in said.read_bytes() or process.poll() is not None)
            if process.poll() is not None:
                raise NotReady("the server of the scratch installation did not start", hint="--keep DIR keeps its log")
            yield
            process.send_signal(how)
        except BaseException:
            process.kill()
            raise
        finally:
            self.codes[name] = _end(process)

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """(status, body) of one request to the server; (0, b"") where it broke the connection off."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            link.request(method, path, body, {"Host": f"localhost:{self.port}", **(headers or {})})
            answer = link.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            link.close()

    def steal(self, name: str) -> None:
        """The data folder as it lies there now, journals and all, kept as a thief would have it."""
        shutil.copytree(self.data, self.folder / "stolen" / name)


@contextmanager
def scratch(app: Privet, files: dict[str, str], keep: Path | None, beside: int) -> Iterator[Scratch]:
    """A scratch installation with the settings of `app` and the policy in `files`; removed at the end, or kept.

    `beside` is the port of its upstream.
    """
    folder = keep or Path(tempfile.mkdtemp(prefix="privet-prove-"))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise BadInput("the folder to keep the scratch installation in is not empty", hint="name an empty or a new one")
    try:
        for name in FOLDERS:
            (folder / name).mkdir(mode=0o700)
        made = Scratch(folder, _free_port(), app.now, beside)
        made.data.mkdir(mode=0o700)
        root = KeyFile.create(made.key, made.data, app.chance)
        (made.data / settings.FILE).write_text(_settings(app, made), "utf-8")
        (made.data / settings.FILE).chmod(0o600)
        with closing(create(made.data, root)) as new:
            tenants.add(new, NAME, files, LOCAL)
        yield made
    finally:
        if keep is None:
            shutil.rmtree(folder)


def _settings(app: Privet, made: Scratch) -> str:
    """privet.toml: what the running installation sets, with key, places, witness and port of our own."""
    path = app.folder / settings.FILE
    tables: dict[str, Any] = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    kept = {
        f"{section}.{name}": value
        for section, table in tables.items()
        if section not in OWN
        for name, value in table.items()
    }
    secret = made.folder / "key" / "webhook"
    secret.touch(mode=0o600)
    secret.write_text(ADAPTER + "\n", "utf-8")
    kept |= {
        "keys.provider": "file", "keys.file": str(made.key), "server.port": made.port, "webchat.sites": [SITE],
        "adapter.prove.secret_file": str(secret), f"upstreams.{UPSTREAM}.url": f"http://127.0.0.1:{made.beside}",
        f"upstreams.{UPSTREAM}.kinds": list(KINDS),
    }  # fmt: skip
    kept.pop("webchat.tenant", None)
    if app.config.keys.copies:
        kept["keys.copies"] = [str(made.folder / "places" / str(at)) for at in range(len(app.config.keys.copies))]
        for place in kept["keys.copies"]:
            Path(place).mkdir(mode=0o700, parents=True)
    if kept.pop("ledger.witness", ""):
        kept["ledger.witness"] = str(made.folder / "witness")
    sections: dict[str, list[str]] = {}
    for name, value in kept.items():
        section, _, key = name.rpartition(".")
        sections.setdefault(section, []).append(f"{key} = {json.dumps(value, ensure_ascii=False)}")
    return "".join(f"[{section}]\n" + "\n".join(lines) + "\n\n" for section, lines in sections.items())


@contextmanager
def _memory(data: bytes) -> Iterator[Any]:
    """A file that is nowhere on a disk, holding `data`, at its beginning; where there is no such thing, a pipe."""
    if hasattr(os, "memfd_create"):
        with os.fdopen(os.memfd_create("given"), "w+b") as file:
            file.write(data)
            file.seek(0)
            yield file
        return
    reading, writing = os.pipe()  # pragma: no cover  # not Linux
    os.set_blocking(writing, False)
    with os.fdopen(reading, "rb") as file:
        os.write(writing, data)
        os.close(writing)
        yield file


def _end(process: subprocess.Popen[bytes]) -> int:
    """The exit code, once it has ended; killed when it takes too long."""
    try:
        return process.wait(WAIT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait(WAIT_S)


def _wait(until: Callable[[], bool]) -> None:
    last = time.monotonic() + WAIT_S
    while not until() and time.monotonic() < last:
        time.sleep(0.01)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
