"""Verify: the whole ledger of a tenant is checked where it lies, and what does not hold is named.

It reads and writes nothing. What it trusts is the tenant's own signing key, which a thief of the data does not have;
whoever does not trust the installation takes an export to `verifier/privet_verify.py` instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from privet.acts.checkpoint import cosigners, signer_of, witness_of
from privet.acts.draft import NOTE
from privet.acts.own import NOBODY, REASON, unseal_own
from privet.acts.recount import Recount
from privet.acts.whose import open_key
from privet.core import ids, seal
from privet.core.audit import Audit, Problem
from privet.core.entry import Entry, Outcome, commitment, decode
from privet.core.merkle import WIDTH
from privet.core.message import TenantId
from privet.core.note import open_note
from privet.core.unseal import unseal
from privet.errors import Tampered
from privet.store import ledger, messages, subjects, tenants

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.messages import NoteRow
    from privet.store.view import View

Told = Callable[[int, int], None]
"""`(entries done, entries in all)`, now and then."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked, and what does not hold. `covered` is how many entries the newest checkpoint covers; `open` and
    `closed` count the reasons that can still be read and match, and those whose key is gone. `seen` is how far the
    witness has seen the ledger, None without one; `figures` how many rows of figures were counted anew: none where the
    ledger itself does not hold.
    """

    tenant: str
    origin: str
    entries: int
    tiles: int
    checkpoints: int
    covered: int
    open: int
    closed: int
    seen: int | None
    figures: int
    problems: tuple[Problem, ...]


def verify(app: Privet, tenant: TenantId, tell: Told = lambda done, of: None, *, earlier: bool = False) -> Verdict:
    """Check every entry, tile, checkpoint and reason of a ledger, and the witness. All of it from one moment.

    `earlier`: it is a copy of an earlier moment, so that the witness may have seen more since, and is not asked.
    """
    with app.store.view(tenant) as view:
        check = _Check(app, view, earlier)
        check.walk(tell)
        check.behind_the_head()
        check.rules_in_force()
        check.figures()
        named = tenants.of(view)
        problems = sorted(check.audit.problems, key=lambda one: one.first)
        return Verdict(
            named.name, named.origin, check.head, check.audit.tiles, check.checkpoints, check.covered, check.open,
            check.closed, check.seen, check.recount.figures, tuple(problems),
        )  # fmt: skip


class _Check:
    """One pass over one ledger."""

    def __init__(self, app: Privet, view: View, earlier: bool) -> None:
        self.view = view
        self.earlier = earlier
        self.head = ledger.size(view)
        self.audit = Audit(lambda level, number: ledger.stored_tile(view, level, number))
        self.checkpoints = self.covered = self.open = self.closed = 0
        self.recount = Recount()
        self.stream = ledger.as_stored(view)
        self.signer = signer_of(view)
        witness = witness_of(app)
        self.vkeys = [] if witness is None else [witness.vkey]
        self.seen: int | None = None
        self.root = b""
        self.adopted: tuple[int, Entry] | None = None
        if witness is not None and not earlier:
            self.seen, self.root = witness.remembered(self.signer.name)

    def walk(self, tell: Told) -> None:
        """Every entry up to the head, and each signed root where it belongs."""
        note = ""
        for size, note in ledger.checkpoints(self.view):
            self._reach(min(size, self.head), tell)
            self._signed(size, note)
        self._reach(self.head, tell)
        if self.seen is not None and self.seen > self.head:
            self._shortened(self.seen, "the witness has seen")
        gone = cosigners(note, self.signer.name) if self.seen is None and not self.earlier else ()
        for name in gone:
            self.audit.found(0, self.head - 1, f"the witness {name}, which signed the last checkpoint, is not there")
        self.audit.end()

    def behind_the_head(self) -> None:
        """Nothing lies behind the head: neither entries nor tiles."""
        more = sum(1 for _ in self.stream)
        if more:
            last = self.head + more - 1
            self.audit.found(self.head, last, f"behind the head at {self.head} entries the rows hold {more} more")
        stray = ledger.stray_tile(self.view, self.head)
        if stray is not None:
            what = f"there is a tile {stray[0]}/{stray[1]}, which a ledger of {self.head} entries does not have"
            self.audit.found(self.head, self.head, what)

    def rules_in_force(self) -> None:
        """The policy that decides is the one whose adoption the ledger last records."""
        row = tenants.policy(self.view)
        if self.adopted is None or row is None:
            return
        number, entry = self.adopted
        if (entry.policy, entry.object) != (row.version, ids.shown("pol", row.digest[:16])):
            what = f"entry {number} adopts version {entry.policy} of the policy, and another one decides"
            self.audit.found(number, number, what)

    def figures(self) -> None:
        """What is kept of the ledger in figures is what it says, where it is the one that was signed."""
        if not self.audit.problems:
            for one in self.recount.differing(self.view, self.head):
                self.audit.found(one.first, one.last, one.what)

    def _reach(self, size: int, tell: Told) -> None:
        """Add entries until there are `size`, stopping on the way at what the witness saw."""
        seen = self.seen or 0
        while self.audit.size < size:
            at = self.audit.size
            stop = min(size, at - at % WIDTH + WIDTH, seen if seen > at else size)
            rows = list(islice(self.stream, stop - at))
            self.recount.add(at, rows)
            self.audit.add(rows, self.head)
            for number, row in enumerate(rows, at):
                if row is not None:
                    self._entry(number, row)
            if self.audit.size == seen:
                self.audit.check(seen, self.root, "what the witness saw")
            tell(self.audit.size, self.head)

    def _entry(self, number: int, row: bytes) -> None:
        try:
            entry = decode(row)
            if entry.act == "rule" and entry.outcome is Outcome.DONE and entry.policy is not None:
                self.adopted = (number, entry)
            if entry.note is not None:
                self._reason(number, entry)
        except Tampered as error:
            self.audit.found(number, number, f"entry {number}: {error.message}")

    def _reason(self, number: int, entry: Entry) -> None:
        """The reason that an entry commits to, where its key is still there, is the one that it commits to."""
        row = messages.note(self.view, ids.raw(entry.id))
        if row is None:
            raise Tampered("the sealed reason that it commits to is gone")
        packed = _opened(self.view, row)
        if packed is None:
            self.closed += 1
            return
        salt, text = msgspec.msgpack.decode(packed)
        if commitment(salt, text) != entry.note:
            raise Tampered("the sealed reason is not the one that it commits to")
        self.open += 1

    def _signed(self, size: int, note: str) -> None:
        """A kept checkpoint: its signatures, its place and its root."""
        self.checkpoints += 1
        first = self.audit.covered
        try:
            signed = open_note(note, self.signer.vkeys, self.vkeys)
            if (signed.origin, signed.size) != (self.signer.name, size):
                raise Tampered("the checkpoint is of another size or another ledger than it is kept for")
        except Tampered as error:
            self.audit.found(first, max(first, size - 1), f"the checkpoint over {size} entries: {error.message}")
            return
        self.covered = size
        if size > self.head:
            self._shortened(size, "a checkpoint covers")
        else:
            self.audit.check(size, signed.root, "the checkpoint")

    def _shortened(self, size: int, what: str) -> None:
        last = size - 1
        said = f"entries {self.head} to {last} are missing: {what} {size}, and the ledger has {self.head}"
        self.audit.found(self.head, last, said)


def _opened(view: View, row: NoteRow) -> bytes | None:
    """What was sealed as a note; None where the key is gone."""
    if row.subject == NOBODY:
        return unseal_own(view, row.entry, REASON, row.sealed)
    subject = subjects.subject(view, row.subject)
    if subject is None:
        raise Tampered("the subject whose key seals its reason is gone")
    key = open_key(view, row.subject, subject.slot, row.period)
    if key is None:
        return None
    place = seal.context(view.tenant, row.subject, row.entry, 0, NOTE, subject.slot, row.period)
    return unseal(key, row.sealed, place)
