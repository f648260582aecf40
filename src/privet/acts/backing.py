"""Backing: backups and drills by the clock, beside everything else: they take minutes, and nobody who uses the
installation waits for them.

What has to be done by the installation's own thread (on record first, the keys, on record again) is done at a look at
the clock; what lies between runs in a thread that has nothing of it open.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from privet.acts import backup, drill, job
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.errors import Busy, NotFound
from privet.store import jobs, tenants
from privet.store.backups import Backups

if TYPE_CHECKING:
    from privet.app import Privet

CLOCK = Actor("service", "clock", frozenset())

End = Callable[[object, BaseException | None], None]


class Beside:
    """Work that runs beside the installation, and what to do with its answer in the installation's own thread."""

    def __init__(self, work: Callable[[], object], end: End) -> None:
        self._work, self._end = work, end
        self._answer: object = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="backup", daemon=True)
        self._thread.start()

    def ended(self, wait_s: float = 0) -> bool:
        """Whether it is over, after so many seconds at most."""
        self._thread.join(wait_s)
        return not self._thread.is_alive()

    def settle(self) -> None:
        """Do what follows it."""
        self._end(self._answer, self._error)

    def _run(self) -> None:
        try:
            self._answer = self._work()
        except BaseException as error:
            self._error = error


def wanted(app: Privet, tenant: TenantId) -> bool:
    """Whether a backup or a drill runs or is due; asked for the first tenant, for the whole installation."""
    if not app.config.backup.folder or tenant != tenants.every(app.store)[0].id:
        return False
    return app.beside is not None or bool(_due(app, tenant))


def tend(app: Privet, tenant: TenantId) -> object:
    """Begin what is due, or settle what has ended."""
    running = app.beside
    if running is None:
        app.beside = _begun(app, _due(app, tenant))
    elif running.ended():
        app.beside = None
        running.settle()
    return job.UNFINISHED if app.beside is not None else None


def _due(app: Privet, tenant: TenantId) -> str:
    """Which of the two is due; a drill needs a backup."""
    with app.store.view(tenant) as view:
        rows = {name: jobs.row(view, name) for name in (backup.BACKUP, drill.DRILL)}
    for name, row in rows.items():
        waits = row is not None and row.begun <= app.now() < row.due
        if not waits and (name == backup.BACKUP or (app.config.backup.drill_days and _any(app))):
            return name
    return ""


def _any(app: Privet) -> bool:
    try:
        return bool(Backups.read(_folder(app)).runs())
    except NotFound:
        return False


def _folder(app: Privet) -> Path:
    return Path(app.config.backup.folder).expanduser()


def _begun(app: Privet, name: str) -> Beside | None:
    try:
        return {backup.BACKUP: _backup, drill.DRILL: _drill}[name](app)
    except Busy:  # another process writes one: that is a backup too
        return None


def _backup(app: Privet) -> Beside:
    plan = backup.begin(app, _folder(app), CLOCK)

    def end(written: object, error: BaseException | None) -> None:
        if error is not None:
            backup.failed(app, plan, CLOCK, error)
            raise error
        backup.end(app, plan, cast("backup.Written", written), CLOCK)

    return Beside(lambda: backup.write(plan), end)


def _drill(app: Privet) -> Beside:
    plan = drill.begin(app, _folder(app), CLOCK)

    def end(report: object, error: BaseException | None) -> None:
        if error is not None:
            drill.failed(app, plan, CLOCK, error)
            raise error
        drill.end(app, plan, cast("drill.Report", report), CLOCK)

    return Beside(lambda: drill.work(plan), end)
