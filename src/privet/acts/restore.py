"""Restore: a backup becomes an installation again, in a new folder, with the keys of one of their places.

All or nothing: it is made beside the folder and moved into place at the end. Who was erased since is erased here too,
since the keys say so: nobody comes back by a backup. What waited to be sent may have been sent meanwhile, so its
outcome is unknown; who was logged in is so no longer. Then it goes on every tenant's record.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from privet import config as settings
from privet.acts import backup, erase, pieces, reindex, send
from privet.app import Chance, Privet, closing, open_privet
from privet.core import ids
from privet.core.backup import Listing, older
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import LOCAL
from privet.core.wrap import RootKey
from privet.errors import BadInput, NotFound
from privet.store import copies, epoch, erasures, outbox, sessions, subjects, tenants
from privet.store.backups import ROOT, Backups
from privet.store.db import DATA
from privet.store.keystore import KeyStore
from privet.store.recovering import recover

RESTORE = "restore"
UNFINISHED = ".unfinished"
PAGE = 1000
AT_ONCE = 256
"""Erasures that one transaction asks for anew."""

FAR = 2**52
"""Later than any time: everything was before it."""

Reached = Callable[[str], None]
RootOf = Callable[[Path], RootKey]
"""The root key, once the folder holds what its provider needs."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: which backup, when its data was read (ms), how much is in it; how many were erased since, and
    how many messages may or may not have been sent.
    """

    run: str
    at: int
    messages: int
    subjects: int
    erased: int
    unknown: int


def restore(
    place: Path,
    to: Path,
    keys: Path,
    root: RootOf,
    *,
    run: str = "",
    seed: bytes | None = None,
    adapt: Callable[[Path], None] = lambda work: None,
    clock: Callable[[], int] | None = None,
    reached: Reached = lambda step: None,
) -> Restored:
    """Make the installation `to` (new, or an empty folder) of a backup in `place`, the newest unless `run` names one,
    with the keys in `keys`, opened by the root key, or by the recovery key's `seed` for a new root key. `adapt` may
    change the settings before anything reads them.
    """
    there, run = chosen(place, run)
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise BadInput("the folder to restore to is not empty", hint="name a new one; nothing is ever overwritten")
    work = to.with_name(to.name + UNFINISHED)
    discard(work)
    epoch.private_folder(work)
    try:
        store = unlocked(there, keys, work, root, seed)
        try:
            listing = rebuilt(there, run, store, work)
        finally:
            store.close()
        adapt(work)
        reached("data written")
        config = settings.load(work)
        config = replace(config, keys=replace(config.keys, copies=[]))  # they hold these keys; renewed once it runs
        with closing(open_privet(work, root(work), config=config)) as app:
            app.clock = clock or app.clock
            made = _put_back(app, run, listing, reached)
        reached("recorded")
        epoch.sync_folder(work)
        os.rename(work, to)
        epoch.sync_folder(to.parent)
    except BaseException:
        discard(work)
        raise
    return made


def chosen(place: Path, run: str) -> tuple[Backups, str]:
    """The folder of backups, and the backup that is named there, or the newest."""
    there = Backups.read(place.expanduser())
    runs = there.runs()
    if not runs or (run and run not in runs):
        raise NotFound("there is no such backup", hint="`privet backup --list --to FOLDER` names those there are")
    return there, run or runs[0]


def unlocked(there: Backups, keys: Path, work: Path, root: RootOf, seed: bytes | None = None) -> KeyStore:
    """The keys of a place, copied to `work` and open there."""
    copies.keys(keys, work)
    if (there.folder / ROOT).exists() and not (work / ROOT).exists():
        epoch.durable(work / ROOT, (there.folder / ROOT).read_bytes())
    if seed is not None:
        return recover(work, seed, root(work), Chance())
    return KeyStore.open(work, root(work), Chance())


def rebuilt(there: Backups, run: str, store: KeyStore, work: Path) -> Listing:
    """The files of a backup in `work`, every piece checked; what it holds. Raises Tampered, BadInput."""
    keys, listing = backup.opened(there, run, store)
    wrong = older(listing, *copies.slots(work))
    if wrong:
        raise BadInput(wrong, hint="name another place of the keys, or an older backup with --backup")
    for one in listing.files:
        if one.name not in (DATA, settings.FILE):
            raise BadInput("this backup has files that this version does not know", hint="update Privet")
        copies.write(work / one.name, pieces.read(there, keys, listing, one.name))
    epoch.sync_folder(work)
    return listing


def discard(work: Path) -> None:
    """Remove what was begun; the epoch's bytes first, so that no later erasure can be undone with them."""
    for name in (epoch.NAME, epoch.NEW, epoch.OLD):
        epoch.scrub(work / name)
    shutil.rmtree(work, ignore_errors=True)


def gone(app: Privet, tenant: TenantId) -> list[bytes]:
    """The subjects that the data does not know as erased, and whose keys are."""
    found, after = list[bytes](), b""
    with app.store.view(tenant) as view:
        while page := subjects.subjects(view, after, PAGE):
            there = view.keys.keys(tenant, [row.slot for row in page])
            found += [row.id for row in page if row.state == subjects.ACTIVE and row.slot not in there]
            after = page[-1].id
    return found


def _put_back(app: Privet, run: str, listing: Listing, reached: Reached) -> Restored:
    erased = unknown = 0
    for tenant in tenants.every(app.store):
        erased += _erased_again(app, tenant.id)
        reached("erased again")
        unknown += _unknown(app, tenant.id)
        reindex.reindex(app, tenant.id)
        reached("indexed")
        with app.store.write(tenant.id) as tx:
            sessions.forget(tx, FAR, FAR)
            held = next((one.messages for one in listing.held if one.tenant == tenant.id), 0)
            tx.record(entry(Entry(app.entry_id(), app.now(), RESTORE, Outcome.DONE, LOCAL.id, count=held)))
    people = sum(one.subjects for one in listing.held)
    return Restored(run, listing.at, listing.messages, people, erased, unknown)


def _erased_again(app: Privet, tenant: TenantId) -> int:
    """Put on record that those are erased whose keys are gone, and finish what was under way."""
    found = gone(app, tenant)
    for first in range(0, len(found), AT_ONCE):
        with app.store.write(tenant) as tx:
            for id in found[first : first + AT_ONCE]:
                erasures.ask(tx, id, app.now())
                shown = ids.shown(ids.SUBJECT, id)
                tx.record(entry(Entry(app.entry_id(), app.now(), "erase", Outcome.REQUESTED, LOCAL.id, subject=shown)))
    erase.finish(app, tenant)
    return len(found)


def _unknown(app: Privet, tenant: TenantId) -> int:
    """What waited to be sent may have been sent since: as after a crash, its outcome is unknown."""
    with app.store.write(tenant) as tx:
        while waiting := outbox.in_state(tx, "queued", FAR, PAGE):
            for row in waiting:
                outbox.put(tx, replace(row, state="sending", due=0))
    count = 0
    while more := send.reconcile(app, tenant):
        count += more
    return count
