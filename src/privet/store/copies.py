"""Copies of the databases, each as it stands at one moment, by SQLite's own interface."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from privet.store import keyrows
from privet.store.db import DATA, INDEX


def copy_all(folder: Path, to: Path) -> None:
    """A copy of each of the three databases in the new private folder `to`, while others may write."""
    to.mkdir(mode=0o700)
    for name in (DATA, keyrows.FILE, INDEX):
        with closing(sqlite3.connect(folder / name)) as source, closing(sqlite3.connect(to / name)) as target:
            source.backup(target)
