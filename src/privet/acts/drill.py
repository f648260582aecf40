"""Drill: a backup is restored where nobody uses it, and everything in it that can be checked is.

Each piece and its name, the signed list, the file as a whole, the database's own structure, every tenant's ledger with
its signatures, the counts that were taken with the backup, and that what is in it opens with the keys of a place. A
drill is on every tenant's record; what does not hold is named. Nothing of it stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from privet.acts import backup, restore
from privet.acts.restore import RootOf
from privet.acts.verify import verify
from privet.acts.whose import open_subject
from privet.app import Privet, closing
from privet.config import Config
from privet.core.backup import Listing
from privet.core.entry import Outcome
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.errors import PrivetError, StorageFailed, Tampered
from privet.store import copies, epoch, subjects, tenants
from privet.store.backups import Backups
from privet.store.db import DATA, Store
from privet.store.keystore import KeyStore
from privet.store.migrate import migrate

DRILL = "drill"
SCRATCH = ".drill"
SAMPLE = 200
"""Subjects of a tenant whose record is opened: the first and the last."""

DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Report:
    """What a drill found: which backup, when its data was read (ms), how much is in it, how many were erased since (and
    do not open), how many of the others were opened, how long it took; and what does not hold.
    """

    run: str
    at: int
    entries: int
    messages: int
    subjects: int
    erased: int
    opened: int
    took_ms: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """A drill that is on record: where the backup, the keys and the scratch folder are."""

    place: Path
    keys: Path
    scratch: Path
    root: RootOf
    run: str
    started: int
    now: Callable[[], int]


def drill(app: Privet, place: Path, actor: Actor, *, run: str = "") -> Report:
    """Restore a backup of this installation for show. Raises NotFound where there is none."""
    plan = begin(app, place, actor, run=run)
    try:
        report = work(plan)
    except BaseException as error:
        failed(app, plan, actor, error)
        raise
    return end(app, plan, report, actor)


def begin(app: Privet, place: Path, actor: Actor, *, run: str = "") -> Plan:
    """Put the drill on every tenant's record. The keys are those of the first place that has any, as after a loss;
    where none is configured, the installation's own.
    """
    _, run = restore.chosen(place, run)
    keys = next((one for one in app.places() if (one / epoch.NAME).exists()), app.folder)
    root = app.store.keys.root
    backup.recorded(app, DRILL, Outcome.REQUESTED, actor, {})
    return Plan(place.expanduser(), keys, app.folder / SCRATCH, lambda folder: root, run, app.now(), app.now)


def work(plan: Plan) -> Report:
    """Restore and check. Touches nothing that the installation has open."""
    return check(plan.place, plan.keys, plan.root, plan.scratch, plan.now, run=plan.run)


def end(app: Privet, plan: Plan, report: Report, actor: Actor) -> Report:
    """Record what was found."""
    outcome = Outcome.FAILED if report.problems else Outcome.DONE
    backup.recorded(app, DRILL, outcome, actor, {})
    code = Tampered.code if report.problems else ""
    backup.settle(app, DRILL, plan.started, app.config.backup.drill_days * DAY_MS, code)
    return report


def failed(app: Privet, plan: Plan, actor: Actor, error: BaseException) -> None:
    """Record that it could not be done."""
    backup.recorded(app, DRILL, Outcome.FAILED, actor, {})
    code = error.code if isinstance(error, PrivetError) else "unforeseen"
    backup.settle(app, DRILL, plan.started, app.config.backup.drill_days * DAY_MS, code)


def check(
    place: Path,
    keys: Path,
    root: RootOf,
    scratch: Path,
    now: Callable[[], int],
    *,
    run: str = "",
    seed: bytes | None = None,
    reached: Callable[[str], None] = lambda step: None,
) -> Report:
    """Restore a backup to the private folder `scratch`, which is removed, and say what does not hold.

    Raises NotFound and BadInput where it cannot be begun: no backup, or keys that are not its own.
    """
    started = now()
    there, run = restore.chosen(place, run)
    with copies.alone(scratch):
        restore.discard(scratch)
        scratch.mkdir(mode=0o700)
        try:
            store = restore.unlocked(there, keys, scratch, root, seed)
            epoch.scrub(scratch / epoch.NAME)  # it is open now; what is not there undoes no erasure after a crash
            found = _Found(now)
            try:
                reached("unlocked")
                found.look(there, run, store, scratch, reached)
            finally:
                store.close()
        finally:
            restore.discard(scratch)
    return found.report(run, started)


class _Found:
    """What is found while a backup is looked at."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self.problems: list[str] = []
        self.listing: Listing | None = None
        self.erased = self.opened = 0

    def look(self, there: Backups, run: str, keys: KeyStore, scratch: Path, reached: Callable[[str], None]) -> None:
        """Rebuild it and look at everything, until something does not hold on which the rest stands."""
        try:
            self.listing = listing = restore.rebuilt(there, run, keys, scratch)
            reached("rebuilt")
            if not copies.sound(scratch / DATA):
                raise Tampered("the data's own structure is damaged")
            if copies.held(scratch / DATA) != (listing.schema, listing.held):
                raise Tampered("what is in the data is not what was counted when the backup was made")
            migrate(scratch)
        except (Tampered, StorageFailed) as error:
            self.problems.append(error.message)
            return
        app = Privet(scratch, Config(), Store(scratch, keys))
        with closing(app):
            for tenant in tenants.every(app.store):
                self._tenant(app, tenant.id)

    def report(self, run: str, started: int) -> Report:
        """All of it."""
        held = self.listing.held if self.listing else ()
        return Report(
            run, self.listing.at if self.listing else 0, sum(one.entries for one in held),
            sum(one.messages for one in held), sum(one.subjects for one in held), self.erased, self.opened,
            self._now() - started, tuple(self.problems),
        )  # fmt: skip

    def _tenant(self, app: Privet, tenant: TenantId) -> None:
        try:
            self.problems += [one.what for one in verify(app, tenant, earlier=True).problems]
            self.erased += len(restore.gone(app, tenant))
            self._open(app, tenant)
        except PrivetError as error:
            self.problems.append(error.message)

    def _open(self, app: Privet, tenant: TenantId) -> None:
        """Open the records of the first and the last subjects, as far as their keys are there."""
        with app.store.view(tenant) as view:
            for row in subjects.ends(view, SAMPLE):
                if row.state == subjects.ACTIVE and open_subject(view, row) is not None:
                    self.opened += 1
