"""The ledger on its way to a collector, beside the web: whole, in order, and after a failure again."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from privet.acts import hand_on, job
from privet.core.decision import LOCAL
from privet.errors import BadInput, StorageFailed
from privet.web import collector
from privet.web.turns import Turns

REASON, MAIL = "because ana.canary called", "ana.canary@example.com"


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A collector over UDP."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        one.settimeout(0.05)
        yield one


def settings(installation: Any, to: str, form: str = "ocsf") -> Any:
    config = installation.app.config
    installation.app.config = replace(config, ledger=replace(config.ledger, syslog=to, syslog_format=form))
    return installation.app.config


def collect(installation: Any, listening: socket.socket, until: int) -> list[bytes]:
    """What comes while Privet hands on, until there are so many messages."""
    config = settings(installation, f"udp://127.0.0.1:{listening.getsockname()[1]}")
    turns, got = Turns(installation.app), list[bytes]()

    async def run() -> None:
        task = asyncio.create_task(collector.collected(turns, config))
        for _ in range(200):
            with suppress(TimeoutError):
                got.append(await asyncio.to_thread(listening.recv, 65_536))
            if len(got) >= until:
                break
        task.cancel()

    asyncio.run(run())
    turns.end()
    return got


def test_every_entry_comes_once_and_nothing_personal(
    installation: Any, listening: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collector, "LOOK_S", 0.01)
    monkeypatch.setattr(hand_on, "AT_ONCE", 3)
    got = installation.receive(f"I am {MAIL}")
    for _ in range(6):
        installation.reveal(got.tokens[0].id, reason=REASON)
    entries = installation.entries()
    lines = collect(installation, listening, len(entries))
    assert len(lines) == len(entries)
    for entry, line in zip(entries, lines, strict=True):
        assert f'"uid":"{entry.id}"'.encode() in line
        assert b"canary" not in line


def test_what_failed_is_told_and_tried_again(
    installation: Any, listening: socket.socket, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(collector, "LOOK_S", 0.01)
    config = settings(installation, "tcp://127.0.0.1:1")
    turns = Turns(installation.app)

    async def run() -> None:
        task = asyncio.create_task(collector.collected(turns, config))
        await asyncio.sleep(0.3)
        task.cancel()

    asyncio.run(run())
    turns.end()
    (failed,) = job.everyone(installation.app, installation.tenant, LOCAL)
    assert (failed.name, failed.error) == ("syslog", "channel")
    installation.clock.forward(minutes=2)
    lines = collect(installation, listening, 1)
    assert f'"uid":"{installation.entries()[0].id}"'.encode() in lines[0]


@pytest.mark.parametrize("error", [StorageFailed("the disk is full"), RuntimeError("canary")])
def test_a_failure_here_is_logged_by_its_name_alone(
    installation: Any, error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(collector, "LOOK_S", 0.01)

    def broken(app: Any, tenant: Any) -> None:
        raise error

    monkeypatch.setattr(hand_on, "claim", broken)
    config = settings(installation, "udp://127.0.0.1:1")
    turns = Turns(installation.app)

    async def run() -> None:
        task = asyncio.create_task(collector.collected(turns, config))
        await asyncio.sleep(0.1)
        assert not task.done()
        task.cancel()

    asyncio.run(run())
    turns.end()
    assert "handing the ledger on failed" in caplog.text
    assert "canary" not in caplog.text


def test_no_collector_is_said_at_once(installation: Any) -> None:
    turns = Turns(installation.app)
    with pytest.raises(BadInput, match="names no collector"):
        asyncio.run(collector.collected(turns, settings(installation, "siem.example.com")))
    turns.end()
