"""The disk is full, or read-only: a clear refusal, nothing acknowledged lost, and it goes on once there is room.

On a small tmpfs, which takes root.
"""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

_spec = importlib.util.spec_from_file_location("servers", Path(__file__).parents[1] / "gateways" / "conftest.py")
assert _spec
assert _spec.loader
_servers = importlib.util.module_from_spec(_spec)
sys.modules[_spec.name] = _servers
_spec.loader.exec_module(_servers)
serve = _servers.serve

PRIVET = [sys.executable, "-m", "privet"]
SIZE_MB, BALLAST_MB = 10, 4


def _missing(what: str) -> None:
    if os.environ.get("CI") == "true" and os.geteuid() == 0:
        pytest.fail(what)
    pytest.skip(f"NOT TESTED: full and read-only disks, since {what}")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A folder whose `data` is a small disk of its own."""
    data = tmp_path / "data"
    data.mkdir()
    if os.geteuid() != 0:
        _missing("only root mounts")
    options = f"size={SIZE_MB}m,mode=0700,nosuid,nodev"
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "privet-test", data], capture_output=True, check=False
    )
    if made.returncode:
        _missing("no tmpfs can be mounted here")
    yield tmp_path
    subprocess.run(["umount", "--lazy", data], check=True)


def _fill(server: Any, start: int = 0) -> tuple[dict[str, int], Any]:
    """Bring messages in until one is refused; what was acknowledged (id → number), and the refusal."""
    taken: dict[str, int] = {}
    for at in range(start, start + 20_000, 40):
        body = [_message(number) for number in range(at, at + 40)]
        answer = _post(server, body)
        if answer.status != 200:
            return taken, answer
        for number, one in enumerate(answer.json, at):
            if "id" not in one:
                return taken, answer
            taken[one["id"]] = number
    raise AssertionError("the disk does not fill")


def _message(number: int) -> dict[str, Any]:
    return {
        "channel": "sms", "conversation": f"c{number % 50}", "sender": {"address": f"+999{number % 50:09d}"},
        "direction": "in", "text": f"Write to {number}@example.com" + " please" * 30, "external_id": f"m{number}",
        "sent_at": "2026-11-21T12:00:00Z",
    }  # fmt: skip


def _post(server: Any, body: Any) -> Any:
    return server.ask(
        "POST", "/v1/messages", body, authorization=f"Bearer {server.key}", content_type="application/json"
    )


def _all_there(server: Any, taken: dict[str, int]) -> None:
    """Every message that was acknowledged is there, once, and the ledger verifies."""
    found: dict[str, str] = {}
    after = ""
    while True:
        page = server.api("GET", f"/conversations?limit=200{after and '&after=' + after}")
        for talk in page["items"]:
            behind = ""
            while True:
                held = server.api(
                    "GET", f"/conversations/{talk['id']}/messages?limit=500{behind and '&after=' + behind}"
                )
                found |= {one["id"]: one["text"] for one in held["items"]}
                behind = held["next"]
                if not behind:
                    break
        after = page["next"]
        if not after:
            break
    assert taken.keys() <= found.keys()
    assert all(text.startswith("Write to [EMAIL_") for text in found.values())
    again = _post(server, [_message(number) for number in list(taken.values())[:40]])
    assert {one["id"] for one in again.json} <= taken.keys()  # recognised, not stored twice
    said = subprocess.run([*PRIVET, "verify", "--data", str(server.data)], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.slow
def test_on_a_full_disk_it_refuses_and_goes_on_once_there_is_room(serve: Callable[..., Any], small: Path) -> None:
    server = serve("", small)
    ballast = server.data / "ballast"
    ballast.write_bytes(bytes(BALLAST_MB << 20))
    taken, refused = _fill(server)
    assert len(taken) > 100
    assert refused.status == 507
    assert refused.json["code"] == "storage-failed"
    assert "disk is full" in refused.json["title"]
    for _ in range(3):
        assert _post(server, _message(99_999)).status == 507
    assert server.ask("GET", "/healthz").status == 200
    some = next(iter(taken))
    assert server.api("GET", f"/messages/{some}")["id"] == some  # what is there can be read
    ballast.unlink()
    assert _post(server, _message(99_999)).status == 201
    _all_there(server, taken)


@pytest.mark.slow
def test_killed_on_a_full_disk_it_starts_once_there_is_room(serve: Callable[..., Any], small: Path) -> None:
    server = serve("", small)
    ballast = server.data / "ballast"
    ballast.write_bytes(bytes(BALLAST_MB << 20))
    taken, _ = _fill(server)
    server.stop(signal.SIGKILL)
    with (server.data / "rest").open("wb", buffering=0) as rest:
        try:
            while rest.write(bytes(4096)):
                pass
        except OSError:
            pass
    words = [*PRIVET, "subjects", "--data", str(server.data), "--json"]
    said = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert said.returncode in (0, 5), said.stderr
    assert said.returncode == 0 or "disk is full" in said.stderr or "cannot be" in said.stderr
    assert "Traceback" not in said.stderr
    ballast.unlink()
    (server.data / "rest").unlink()
    server.start()
    _all_there(server, taken)


@pytest.mark.slow
def test_on_a_read_only_disk_it_says_so_and_nothing_is_lost(serve: Callable[..., Any], small: Path) -> None:
    server = serve("", small)
    made = _post(server, [_message(number) for number in range(80)])
    taken = {one["id"]: number for number, one in enumerate(made.json)}
    server.stop()
    subprocess.run(["mount", "-o", "remount,ro", server.data], check=True)
    try:
        for words in (["run", "--port", str(server.port)], ["subjects"], ["verify"]):
            said = subprocess.run(
                [*PRIVET, *words, "--data", str(server.data)], capture_output=True, text=True, timeout=60, check=False
            )
            assert "Traceback" not in said.stderr
            assert said.returncode == 5, (words, said.stderr)
            assert "cannot be written" in said.stderr or "cannot be used" in said.stderr
    finally:
        subprocess.run(["mount", "-o", "remount,rw", server.data], check=True)
    server.start()
    _all_there(server, taken)
    assert json.loads(_post(server, _message(81)).body)["text"].startswith("Write to")
