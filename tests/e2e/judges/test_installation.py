"""Strangers' programs on the ledger of an installation: its checkpoint, its witness's line, its tiles and proofs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from privet.acts.checkpoint import checkpoint, vkeys, witness_of
from privet.core.merkle import WIDTH
from privet.store import ledger


@pytest.fixture
def real(installation: Any, sample: Any, tmp_path: Path) -> Any:
    """What the sample claims, claimed of a ledger that acts have written."""
    app, tenant = installation.app, installation.tenant
    app.config = replace(app.config, ledger=replace(app.config.ledger, witness=str(tmp_path / "witness")))
    notes = []
    for size in (260, 600):
        have = len(installation.entries())
        installation.batch([installation.inbound(f"message {number}") for number in range(have, size)])
        notes.append(checkpoint(app, tenant))
    witness = witness_of(app)
    assert witness is not None
    with app.store.view(tenant) as view:
        entries = [entry for _, entry in ledger.entries(view, 0, 600)]
        places = ((0, 0, WIDTH), (0, 1, WIDTH), (0, 2, 88), (1, 0, 2))
        tiles = {place: ledger.tile(view, *place) for place in places}
    return replace(
        sample,
        entries=entries,
        note=notes[1],
        old_note=notes[0],
        vkeys=vkeys(app, tenant),
        witness=witness.vkey,
        origin=notes[1].split("\n")[0],
        tiles=tiles,
        read=lambda *place: tiles[place],
    )


def test_go_accepts_an_installations_ledger(go_judge: Any, real: Any, tried: Any) -> None:
    """Go's sumdb/note and sumdb/tlog."""
    tried(go_judge, real, real.paths(with_height=True), lines=[0])


def test_aics_tlog_accepts_an_installations_ledger(python_judge: Any, real: Any, tried: Any) -> None:
    """PyPI's aics-tlog, and dilithium-py for the ML-DSA-44 line."""
    tried(python_judge, real, real.paths(with_height=False), lines=[0, 1, 2])
