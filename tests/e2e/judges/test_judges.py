"""Strangers' programs on our ledger: they accept it, and refuse it when one bit, entry or hash is not what it was."""

from __future__ import annotations

from typing import Any


def test_go_accepts_ours_and_refuses_what_was_changed(go_judge: Any, sample: Any, tried: Any) -> None:
    """Go's sumdb/note and sumdb/tlog: the Ed25519 line, entries, tiles, both proofs; it passes over other lines."""
    tried(go_judge, sample, sample.paths(with_height=True), lines=[0])


def test_aics_tlog_accepts_ours_and_refuses_what_was_changed(python_judge: Any, sample: Any, tried: Any) -> None:
    """aics-tlog: the Ed25519 line, the witness's, entries, tiles, bundles, proofs. dilithium-py: the ML-DSA-44 line."""
    tried(python_judge, sample, sample.paths(with_height=False), lines=[0, 1, 2])
