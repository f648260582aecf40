"""Backup: the data as it stands at one moment, sealed, in a folder elsewhere, without the keys and without the index.

It is on every tenant's record before anything is written there, and what came of it is a second entry. Only pieces that
changed are written again. Afterwards each further place of the keys is brought up to date and read back, since data
without its keys is nothing; the signed note, with which the backup exists, is the last thing written.

No rule decides: a backup shows nothing to anybody, only who has the root key makes one, and an installation whose rules
are in disorder needs one most.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from privet.acts.pieces import Pieces
from privet.config import FILE as SETTINGS
from privet.core import backup as core
from privet.core import ids, seal
from privet.core.backup import Keys, Listing, Piece
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.note import Checkpoint, open_note
from privet.core.policy import Actor
from privet.core.unseal import unseal
from privet.core.wrap import KeyKind
from privet.errors import BadInput, PrivetError, Tampered
from privet.store import copies, jobs, tenants
from privet.store.backups import ROOT, Backups
from privet.store.db import DATA
from privet.store.jobs import JobRow
from privet.store.keystore import FIRST_SLOT, KeyStore
from privet.store.places import PlaceResult, replicate

if TYPE_CHECKING:
    from privet.app import Privet

BACKUP = "backup"

INSTALLATION = 0
"""The installation's own keys are in the key store under this number, which no tenant has; the backup key is the first.
An erasure wraps it anew like any other: so each place's key store opens every backup, and none opens who was erased."""

HOUR_MS = 3_600_000
NEVER = 2**52


@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """A backup that is on record: what writing it needs, which is nothing that the installation's thread holds."""

    folder: Path
    keys: Keys
    store: bytes
    run: str
    at: int
    started: int
    whole: bool
    chance: Callable[[int], bytes]
    there: Backups


@dataclass(frozen=True, slots=True, repr=False)
class Written:
    """What was written and is no backup yet: its list, as it is and sealed; bytes and pieces that were new."""

    listing: Listing
    sealed: bytes
    new_bytes: int
    new_pieces: int


@dataclass(frozen=True, slots=True)
class Made:
    """A backup: its name, when the data was read (ms), what is in it, and what of it had to be written.

    `places` are those of the keys; one that is not `done` holds keys that may be older than this backup.
    """

    run: str
    at: int
    bytes: int
    pieces: int
    new_bytes: int
    new_pieces: int
    messages: int
    took_ms: int
    places: tuple[PlaceResult, ...]


def backup(app: Privet, place: Path, actor: Actor, *, whole: bool = False) -> Made:
    """Write a backup to the folder `place`; `whole` writes every piece anew. Raises Busy, BadInput, StorageFailed."""
    plan = begin(app, place, actor, whole=whole)
    try:
        written = write(plan)
    except BaseException as error:
        failed(app, plan, actor, error)
        raise
    return end(app, plan, written, actor)


def begin(app: Privet, place: Path, actor: Actor, *, whole: bool = False) -> Plan:
    """Take the folder and put the backup on every tenant's record."""
    at = app.now()
    folder = place.expanduser()
    if folder.resolve() in {app.folder.resolve(), *(one.resolve() for one in app.places())}:
        raise BadInput("backups lie apart from the data and from the keys", hint="name another folder")
    keys = Keys.of(_key(app))
    there = Backups.write(folder, app.store.keys.store)
    try:
        run = f"{_second(there, at):%Y%m%dT%H%M%SZ}-{ids.letters(app.chance(16))[:8]}"
        recorded(app, BACKUP, Outcome.REQUESTED, actor, {})
    except BaseException:
        there.close()
        raise
    return Plan(app.folder, keys, app.store.keys.store, run, at, app.now(), whole, app.chance, there)


def _second(there: Backups, at: int) -> datetime:
    """The second that a backup is called by: that of `at` (ms), and later than that of every one there, so that names
    are in the order in which they were made.
    """
    now = datetime.fromtimestamp(at // 1000, UTC)
    try:
        last = datetime.strptime(there.runs()[0][:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return max(now, last + timedelta(seconds=1))
    except (IndexError, ValueError, OverflowError):  # there is none, or somebody called a file so
        return now


def write(plan: Plan, reached: Callable[[str], None] = lambda step: None) -> Written:
    """Copy the data, and write what the folder does not have. Touches nothing that the installation has open."""
    known = {} if plan.whole else _known(plan)
    with copies.snapshot(plan.folder) as path:
        reached("snapshot")
        store, generation, slots = copies.slots(plan.folder)
        schema, held = copies.held(path)
        out = Pieces(plan.there, plan.keys, plan.store, plan.chance, known, reached)
        files = [out.add(DATA, path)]
        if (plan.folder / SETTINGS).exists():
            files.append(out.add(SETTINGS, plan.folder / SETTINGS))
        out.flush()
    listing = Listing(
        plan.at, store, generation, schema, slots, held, tuple(files), tuple(out.packs), tuple(out.pieces)
    )
    sealed = seal.seal(
        plan.keys.seal, plan.chance(seal.NONCE), core.encode(listing), core.list_context(plan.store, plan.run)
    )
    if (plan.folder / ROOT).exists():
        plan.there.put_root((plan.folder / ROOT).read_bytes())
    plan.there.put_list(plan.run, sealed)
    reached("list written")
    return Written(listing, sealed, out.new_bytes, out.new_pieces)


def end(
    app: Privet, plan: Plan, written: Written, actor: Actor, reached: Callable[[str], None] = lambda step: None
) -> Made:
    """Bring the keys' places up to date, make the backup one, drop those beyond `backup.keep`, and record it."""
    try:
        places = tuple(replicate(app.store.keys, app.places()))
        reached("keys renewed")
        signer = plan.keys.signer(plan.store)
        pieces = written.listing.pieces
        root = hashlib.sha256(written.sealed).digest()
        plan.there.commit(plan.run, signer.sign(signer.name, len(pieces), root, plan.at // 1000))
        reached("committed")
        _prune(plan, app.config.backup.keep)
    except BaseException as error:
        failed(app, plan, actor, error)
        raise
    plan.there.close()
    recorded(app, BACKUP, Outcome.DONE, actor, {one.tenant: one.messages for one in written.listing.held})
    settle(app, BACKUP, plan.started, app.config.backup.hours * HOUR_MS)
    return Made(
        plan.run, plan.at, sum(one.size for one in written.listing.files), len(pieces), written.new_bytes,
        written.new_pieces, written.listing.messages, app.now() - plan.started, places,
    )  # fmt: skip


def failed(app: Privet, plan: Plan, actor: Actor, error: BaseException) -> None:
    """Record that there is no backup; the next one removes what was written."""
    plan.there.close()
    recorded(app, BACKUP, Outcome.FAILED, actor, {})
    code = error.code if isinstance(error, PrivetError) else "unforeseen"
    settle(app, BACKUP, plan.started, app.config.backup.hours * HOUR_MS, code)


def settle(app: Privet, name: str, begun: int, every_ms: int, error: str = "") -> None:
    """Every tenant's list of jobs says when it last ran, how long, what went wrong, and when it is late. What failed is
    due again after an hour; where the server is not to do it, it never is.
    """
    every_ms = every_ms if app.config.backup.folder and every_ms else NEVER
    for tenant in tenants.every(app.store):
        with app.store.write(tenant.id) as tx:
            row = jobs.row(tx, name) or JobRow(name, begun, None, None, "", 0)
            row = replace(row, failed=app.now()) if error else replace(row, done=app.now())
            jobs.put(
                tx,
                replace(
                    row, begun=begun, error=error, due=begun + (HOUR_MS if error and every_ms < NEVER else every_ms)
                ),
            )


def opened(there: Backups, run: str, keys: KeyStore) -> tuple[Keys, Listing]:
    """A backup's list, once its note is truly signed and this key store fits. Raises Tampered, BadInput, NotFound."""
    key = keys.key(INSTALLATION, FIRST_SLOT)
    if key is None:
        raise BadInput("these keys are older than the first backup", hint="use a newer copy of the keys")
    made = Keys.of(key)
    return made, _listing(there, run, made, keys.store)


def _listing(there: Backups, run: str, keys: Keys, store: bytes) -> Listing:
    signer = keys.signer(store)
    signed: Checkpoint = open_note(there.note(run), signer.vkeys)
    sealed = there.listing(run)
    listing = None
    if (signed.origin, signed.root) == (signer.name, hashlib.sha256(sealed).digest()):
        listing = core.decode(unseal(keys.seal, sealed, core.list_context(store, run)))
    if listing is None or signed.size != len(listing.pieces):
        raise Tampered("the list of this backup is not the one that was signed")
    return listing


def _key(app: Privet) -> bytes:
    """The backup key, made at the first backup, on the disk before anything is sealed with it."""
    store = app.store
    first = tenants.every(store)[0].id
    with store.write(first):
        key = store.keys.key(INSTALLATION, FIRST_SLOT)
        if key is None:
            store.keys.add_tenant(INSTALLATION)
            ((_, key),) = store.keys.new_leaves(INSTALLATION, KeyKind.BACKUP, 1)
    return key


def _known(plan: Plan) -> dict[bytes, tuple[str, Piece]]:
    """The pieces of the newest backup that are still there, by name, and the packs they lie in.

    One that cannot be read is no reason not to make a new one: then all is written anew.
    """
    sizes = plan.there.sizes()
    for run in plan.there.runs()[:1]:
        try:
            listing = _listing(plan.there, run, plan.keys, plan.store)
        except PrivetError:
            continue
        packs = listing.packs
        return {
            one.name: (packs[one.pack], one)
            for one in listing.pieces
            if one.start + one.length <= sizes.get(packs[one.pack], 0)
        }
    return {}


def _prune(plan: Plan, keep: int) -> None:
    """Keep the newest backups and what they need."""
    runs = plan.there.runs()
    used: set[str] = set()
    for run in runs[:keep]:
        try:
            used.update(_listing(plan.there, run, plan.keys, plan.store).packs)
        except PrivetError:  # damaged: for `privet restore --check` to name, and for nobody to remove in silence
            return
    for run in runs[keep:]:
        plan.there.drop(run)
    plan.there.sweep(used)


def recorded(app: Privet, act: str, outcome: Outcome, actor: Actor, counts: dict[int, int]) -> None:
    """One entry on every tenant's ledger."""
    for tenant in tenants.every(app.store):
        with app.store.write(tenant.id) as tx:
            tx.record(entry(Entry(app.entry_id(), app.now(), act, outcome, actor.id, count=counts.get(tenant.id))))
