"""`privet training` and `privet review` as a user types them, and the score that the doctor says."""

from __future__ import annotations

import csv
import io

import pytest

from e2e.test_commands import PHRASE, Place, stocked
from privet.core.tasks import KINDS
from privet.core.training import MODULES

__all__ = ["stocked"]  # a fixture


@pytest.mark.slow
def test_a_module_is_taken_at_a_terminal_and_reported(stocked: Place) -> None:
    answers = [("Passphrase", PHRASE), *[("Answer", "0")] * 5]
    out, _ = stocked.typed("training", "take", "chat", "--operator", "ann", answers=answers, code=1)
    assert "Never ask for what opens something" in out
    assert "Not passed: 0 of 5 right." in out
    rows = list(csv.DictReader(io.StringIO(stocked("training", "report", "--csv").stdout)))
    assert [row["module"] for row in rows] == list(MODULES)
    assert [row["tries"] for row in rows if row["module"] == "chat"] == ["1"]
    assert [row["good"] for row in stocked.json("training", "report")] == [False] * len(MODULES)
    out, _ = stocked.typed("training", "list", "--operator", "ann", "--field", "module", answers=answers[:1])
    assert out.split() == list(MODULES)


@pytest.mark.slow
def test_a_review_is_planned_done_and_listed(stocked: Place) -> None:
    assert {row["task"] for row in stocked.json("review", "list")} == set(KINDS)
    before = stocked("review", "posture").stderr
    stocked("review", "plan", "key-sunset", "--owner", "ann", "--due", "2026-12-31", "--reason", "she looks after keys")
    stocked("review", "done", "key-sunset", "--evidence", "told ann@example.com of two keys")
    (done,) = stocked.json("review", "history")
    assert (done["task"], done["by"], done["evidence"]) == ("key-sunset", "local", "told [EMAIL] of two keys")
    lines = {row["name"] for row in stocked.json("review", "posture")}
    assert "owner.key-sunset" not in lines
    assert "owner.access-review" in lines
    assert before != stocked("review", "posture").stderr
    assert "refused" in stocked.wrong("review", "samples", code=4)
    assert "Posture" in stocked("doctor", code=0).stdout
