"""Other people's judges of gateways to language models: PyPI's canarywire, every generator, and pii-leak-benchmark."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gateways.conftest import Server
from gateways.llm.conftest import Gate
from gateways.llm.upstream import Upstream
from ports import free_port

BREAKABLE = Path(__file__).with_name("breakable.py")


@pytest.fixture(scope="module")
def breaks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As long as this file is there, a detector fails."""
    return tmp_path_factory.mktemp("breaks") / "broken"


@pytest.fixture(scope="module")
def judged(serve: Callable[..., Server], breaks: Path) -> Iterator[Gate]:
    """Privet before whatever listens on a port where a judge will."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BREAKS", str(breaks))
        server = serve("")
        server.stop()
        patch.setitem(type(server).start.__globals__, "PRIVET", [sys.executable, str(BREAKABLE)])
        server.start()
        gate = Gate(server, Upstream(free_port()))
        gate.privet("llm", "add", "shop", "--upstream", gate.upstream.url, "--reason", "for a judge")
        gate.wait(lambda: gate.server.ask("GET", "/llm/shop/v1/models", authorization="Bearer x").status == 502)
        yield gate


def listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.slow
def test_canarywire_finds_no_leak_and_nothing_lost_whatever_is_broken(
    judged: Gate, breaks: Path, tmp_path: Path
) -> None:
    config = {
        "capture": {"url": judged.upstream.url.removesuffix("/v1")},
        "target": {
            "base_url": f"http://localhost:{judged.server.port}",
            "routes": [{"protocol": "openai-chat", "path": "/llm/shop/v1/chat/completions"}],
        },
        "faults": [{"name": "detector-down", "before": f"touch {breaks}", "after": f"rm -f {breaks}"}],
    }
    file = tmp_path / "canarywire.yaml"
    file.write_text(json.dumps(config))
    command = [sys.executable, "-m", "canarywire"]
    with subprocess.Popen(
        [*command, "serve", "--listen", f"127.0.0.1:{judged.upstream.port}"], cwd=tmp_path
    ) as capture:
        try:
            judged.wait(lambda: listens(judged.upstream.port))
            done = subprocess.run(
                [*command, "run", "--config", str(file), "--out", str(tmp_path / "out")],
                capture_output=True, text=True, timeout=280, check=False, cwd=tmp_path,
            )  # fmt: skip
        finally:
            capture.terminate()
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert "detector-down" in json.dumps(report)


@pytest.mark.slow
def test_pii_leak_benchmark_says_clean(judged: Gate, tmp_path: Path) -> None:
    port = judged.upstream.port
    done = subprocess.run(
        [
            sys.executable, "-m", "pii_leak_benchmark.cli", "--target-base-url",
            f"http://localhost:{judged.server.port}/llm/shop/v1", "--capture-host", "127.0.0.1", "--capture-port",
            str(port), "--json-out", str(tmp_path / "report.json"),
        ],
        capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    report = json.loads((tmp_path / "report.json").read_text())
    assert {name: one["passed"] for name, one in report["checks"].items()} == dict.fromkeys(report["checks"], True)
    assert report["checks"]["configured_upstream_boundary"]["captured_requests"] == 3
