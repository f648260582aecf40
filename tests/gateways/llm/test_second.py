"""The vendor's client of two generations, unmodified."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gateways.llm import upstream as models
from gateways.llm.conftest import Gate
from gateways.llm.upstream import Asked, Scripted

SECOND = Path(__file__).with_name("second.py")
OLDER = "openai==2.54.0"
JUDGES = Path(os.environ.get("PRIVET_TEST_CACHE") or Path(__file__).parents[3] / ".venv-judges")
CACHE = JUDGES / OLDER.replace("==", "-")


@pytest.fixture(scope="module")
def older() -> Path:
    """A folder of its own with the older client and what it stands on, made where there is none."""
    ready = CACHE / "ready"
    if not ready.exists():
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(CACHE), "--upgrade", OLDER]
        done = subprocess.run(install, capture_output=True, text=True, check=False, timeout=240)
        if done.returncode:
            pytest.skip(f"NOT TESTED: {OLDER} (pip failed)")
        ready.touch()
    return CACHE


def calls(asked: Asked) -> Scripted:
    """What a model answers that calls a tool where it is told to."""
    if asked.path not in ("/v1/chat/completions", "/v1/responses") or "call: " not in models.said_last(asked.body):
        return models.echo(asked)
    who = json.dumps({"who": models.said_last(asked.body).removeprefix("call: ")})
    if asked.path == "/v1/responses":
        return models.response_call(who)
    if asked.body.get("stream"):
        return models.arguments([who[at : at + 4] for at in range(0, len(who), 4)])
    call = {"id": "call_1", "type": "function", "function": {"name": "look", "arguments": who}}
    return models.chat({"role": "assistant", "content": None, "tool_calls": [call]})


def said(gate: Gate, path: str) -> str:
    gate.upstream.script(calls)
    env = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, str(SECOND), gate.base], capture_output=True, text=True, env=env, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert b"maria.lopez" not in gate.upstream.said()
    assert not gate.upstream.refused
    return done.stdout.strip()


def test_the_newest_client_works_unmodified(gate: Gate) -> None:
    assert said(gate, "").startswith("3.")


@pytest.mark.slow
def test_an_older_client_works_unmodified(gate: Gate, older: Path) -> None:
    assert said(gate, str(older)).startswith("2.")
