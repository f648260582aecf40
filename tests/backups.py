"""Backups in tests: made, put back, opened again, tried out, forged by somebody who has the backup key."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from pathlib import Path

from conftest import Installation
from privet.acts import backup as backing_up
from privet.acts import drill, restore
from privet.acts.backup import Made
from privet.acts.drill import Report
from privet.acts.restore import Restored
from privet.app import open_privet
from privet.core import backup, seal
from privet.core.backup import Listing
from privet.core.decision import LOCAL
from privet.store.backups import Backups

MAIL = "ann@example.com"


def made(kept: Installation, **how: bool) -> Made:
    kept.clock.forward(minutes=1)
    return backing_up.backup(kept.app, kept.folder.parent / "backups", LOCAL, **how)


def put_back(kept: Installation, to: str = "back", keys: str = "place", **how: object) -> Restored:
    parent = kept.folder.parent
    how.setdefault("root", lambda folder: kept.root)
    return restore.restore(parent / "backups", parent / to, parent / keys, clock=kept.clock, **how)  # type: ignore[arg-type]


def again(kept: Installation, to: str = "back") -> Installation:
    """What was put back, open."""
    app = open_privet(kept.folder.parent / to, kept.root)
    app.clock = kept.clock
    return Installation(app.folder, kept.root, app, kept.tenant, kept.clock)


def tried(kept: Installation, **how: str) -> Report:
    return drill.drill(kept.app, kept.folder.parent / "backups", LOCAL, **how)


def files(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def forged(kept: Installation, change: Callable[[Listing], Listing]) -> str:
    """The newest backup, its list changed, sealed and signed by who has the backup key; its name."""
    there = Backups.read(kept.folder.parent / "backups")
    run = there.runs()[0]
    keys, listing = backing_up.opened(there, run, kept.app.store.keys)
    store = kept.app.store.keys.store
    data = backup.encode(change(listing))
    sealed = seal.seal(keys.seal, secrets.token_bytes(12), data, backup.list_context(store, run))
    there.put_list(run, sealed)
    signer = keys.signer(store)
    size = (len(data) - 12 - int.from_bytes(data[8:12], "big")) // 44
    there.commit(run, signer.sign(signer.name, size, hashlib.sha256(sealed).digest(), 1))
    return run
