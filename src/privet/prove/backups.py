"""Ways of the acts about backups: how each is made to fail. They are given folders and keys, and nothing of anybody."""

from __future__ import annotations

from pathlib import Path

from privet.acts import backup, drill, recovery, restore
from privet.core.policy import LOCAL
from privet.prove.ways import Forced

NOWHERE = Path("/dev/null/backups")

WAYS: dict[str, tuple[Forced, ...]] = {
    "backup": (lambda s: backup.backup(s.app, NOWHERE, LOCAL),),
    "drill": (lambda s: drill.drill(s.app, NOWHERE, LOCAL),),
    "restore": (lambda s: restore.restore(NOWHERE, NOWHERE, NOWHERE, lambda _: s.app.store.keys.root),),
    "recovery": (lambda s: recovery.opens(s.app, bytes(32)), lambda s: recovery.entrust(s.app, b"", LOCAL)),
}
