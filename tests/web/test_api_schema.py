"""Schemathesis holds the API's document to what a real server answers, and the server to its document."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from privet.acts.checkpoint import checkpoint
from privet.core.kinds import KINDS
from privet.core.schema import ACTS

SETTINGS = """
# Beside its defaults: what was erased is gone, and an Idempotency-Key that it uses again has another body.
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "401", "403", "404", "409", "410", "422", "429"]

# Each of many messages has its own result, so that a bad one is answered within 200; and a time is a text of RFC 3339,
# which a schema does not check.
[[operations]]
include-path = "/v1/messages"
checks.negative_data_rejection.enabled = false
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403", "404", "409", "410", "422", "429"]

# What a schema cannot say: the channel of a conversation that it made up is one that nothing can be sent over; what is
# searched for has a letter or a digit in it; and 1.0 is no whole number here, which JSON Schema takes for one.
[[operations]]
include-path = ["/v1/sends", "/v1/step-ups", "/v1/portal-links", "/v1/search", "/v1/policy/what-if"]
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403", "404", "409", "410", "422", "429"]
"""


@pytest.mark.slow
def test_the_server_does_what_its_document_says(served: Any, tmp_path: Path) -> None:
    served.installation.receive("mail ann@example.com", "+12025550101")
    checkpoint(served.installation.app, served.installation.tenant)
    key = served.make_key(*ACTS, kinds=tuple(KINDS), budget=1_000_000)
    (tmp_path / "schemathesis.toml").write_text(SETTINGS)
    done = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "run", f"http://localhost:{served.port}/v1/openapi.json",
         "--header", f"Authorization: Bearer {key}", "--max-examples", "20", "--seed", "1",
         "--request-timeout", "20", "--continue-on-failure", "--no-color"],
        cwd=tmp_path, capture_output=True, text=True, timeout=250, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-12_000:] + done.stderr[-2_000:]
