"""`privet backup` beside a server that receives over HTTP: what is put back has all that was acknowledged before
it began, nothing by halves, and a ledger that verifies; nobody who writes meanwhile is refused or waits beyond a bound.
"""

from __future__ import annotations

import http.client
import importlib.util
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from privet.acts import restore, verify
from privet.acts.reading import Page
from privet.app import closing, open_privet
from privet.core import ids
from privet.plugins.keys.keyfile import KeyFile
from privet.store import messages

_spec = importlib.util.spec_from_file_location("beside", Path(__file__).parents[1] / "gateways" / "conftest.py")
assert _spec
assert _spec.loader
_servers = importlib.util.module_from_spec(_spec)
sys.modules[_spec.name] = _servers
_spec.loader.exec_module(_servers)
serve = _servers.serve

BATCH, BOUND_S = 10, 15
"""Messages in a request; nobody waits longer for an answer, on a machine that does much else too."""


@dataclass
class Writer:
    """Brings messages in over one connection until it is told to stop; what was begun, and what was acknowledged."""

    port: int
    key: str
    number: int
    begun: int = 0
    taken: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self._batch()
        except Exception as error:  # it is said where the test can see it
            self.wrong.append(repr(error))

    def _batch(self) -> None:
        names = [f"w{self.number}-{self.begun}-{n}" for n in range(BATCH)]
        self.begun += 1
        body = [
            {
                "channel": "sms", "conversation": f"c{n}", "sender": {"address": f"+999{self.number:02d}{n:07d}"},
                "direction": "in", "text": f"Write to {name}@example.com, please.", "external_id": name,
                "sent_at": "2026-11-21T12:00:00Z",
            }
            for n, name in enumerate(names)
        ]  # fmt: skip
        link = http.client.HTTPConnection("localhost", self.port, timeout=BOUND_S)
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        link.request("POST", "/v1/messages", json.dumps(body), headers)
        answer = link.getresponse()
        said = json.loads(answer.read())
        link.close()
        if answer.status != 200:
            self.wrong.append(f"{answer.status} {said}")
            self.stop.set()
            return
        self.taken |= {one["id"]: name for one, name in zip(said, names, strict=True)}


def _writing(server: Any, count: int) -> list[Writer]:
    return [Writer(server.port, server.key, number) for number in range(count)]


def _until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end
        time.sleep(0.01)


def _backup(server: Any, *words: str) -> str:
    said = subprocess.run(
        [sys.executable, "-m", "privet", "backup", "--data", server.data, "--to", server.data.parent / "backups",
         "--json", *words],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    return str(json.loads(said.stdout)["run"])


def _play(server: Any, kinds: tuple[tuple[str, ...], ...], writers: int) -> None:
    all_, made = _writing(server, writers), dict[str, dict[str, str]]()
    threads = [threading.Thread(target=one.run) for one in all_]
    for one in threads:
        one.start()
    try:
        for words in kinds:
            before = sum(len(one.taken) for one in all_)
            _until(lambda mark=before: sum(len(one.taken) for one in all_) > mark or bool(_wrong(all_)))
            taken = {id: name for one in all_ for id, name in list(one.taken.items())}
            made[_backup(server, *words)] = taken
            assert sum(len(one.taken) for one in all_) > len(taken), "nobody wrote meanwhile"
    finally:
        for each in all_:
            each.stop.set()
        for one in threads:
            one.join(BOUND_S)
    assert _wrong(all_) == []
    for run, taken in made.items():
        _look(server, run, taken, {one.number: one.begun for one in all_})


def _wrong(all_: list[Writer]) -> list[str]:
    return [wrong for one in all_ for wrong in one.wrong]


def _look(server: Any, run: str, taken: dict[str, str], begun: dict[int, int]) -> None:
    """A backup, put back: all that was acknowledged before it, each message and each request whole."""
    folder = server.data.parent
    root = KeyFile.open(folder / "root.key", server.data, os.urandom)
    restore.restore(folder / "backups", folder / run, folder / "place", lambda _: root, run=run)
    with closing(open_privet(folder / run, root)) as app:
        assert verify.verify(app, app.tenant(None).id).problems == ()
        with app.store.view(app.tenant(None).id) as view:
            held = dict(_held(view))
    assert taken.items() <= held.items()
    assert len(set(held.values())) == len(held)
    batches: dict[str, int] = {}
    for name in held.values():
        batch = name.rpartition("-")[0]
        batches[batch] = batches.get(batch, 0) + 1
        assert int(batch.partition("-")[2]) < begun[int(batch[1:].partition("-")[0])]
    assert set(batches.values()) == {BATCH}


def _held(view: Any) -> Iterator[tuple[str, str]]:
    after, reading = b"", Page(view)
    while page := messages.newer(view, after, 1000):
        for row in page:
            body = reading.body(row)
            assert body is not None
            assert body.text.startswith("Write to [EMAIL_")
            assert body.text.endswith("], please.")
            yield ids.shown(ids.MESSAGE, row.id), str(body.external_id)
        after = page[-1].id


@pytest.fixture
def server(serve: Callable[..., Any], tmp_path: Path) -> Any:
    (tmp_path / "place").mkdir()
    return serve(f'copies = ["{tmp_path / "place"}"]\n', tmp_path)


def test_whoever_writes_while_it_is_backed_up_is_answered_and_nothing_is_half(server: Any) -> None:
    _play(server, ((), ()), 1)


@pytest.mark.slow
def test_many_who_write_and_backups_of_each_sort(server: Any) -> None:
    _play(server, ((), (), ("--whole",), (), ("--whole",)), 4)
