"""The power is cut under `backup`, `drill`, `restore` and `recovery`, and while the keys are renewed in their further
place: what is left is wholly as before or wholly as after, and the same command goes on from there.

Played at each moment: every write that nothing waited for is lost, or kept, or that by chance (`tests/power.py`).
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import power
from privet import config
from privet.acts import backup, drill, erase, find, receive, recovery, restore, verify
from privet.acts.reading import Page
from privet.app import Chance, Privet, closing, open_privet
from privet.cli.init import recovery_key
from privet.core import wrap
from privet.core.decision import LOCAL
from privet.core.message import Inbound
from privet.core.plain import Plain
from privet.errors import BadInput, WrongKey
from privet.plugins.keys import shares
from privet.plugins.keys.keyfile import KeyFile
from privet.store import copies, messages
from privet.store.backups import MARK, Backups
from privet.store.recovering import recover

PRIVET = [sys.executable, "-m", "privet"]
layer = power.layer

FATES: tuple[Callable[[str], random.Random], ...] = (
    lambda said: power.disk.LOST, lambda said: power.disk.KEPT, random.Random
)  # fmt: skip


@dataclass
class Before:
    """An installation with one backup, some messages since, and one customer erased since."""

    first: str = ""
    texts: set[str] = field(default_factory=set)
    erased: str = ""
    old: bytes = b""
    new: bytes = b""

    def __call__(self, app: Privet) -> None:
        live = app.folder.parent
        self.old, public = wrap.recovery_keypair(Chance())
        recovery.entrust(app, public, LOCAL)
        self._receive(app, range(12))
        self.first = backup.backup(app, live / "backups", LOCAL).run
        self._receive(app, range(12, 18))
        (gone,) = find.find(app, app.tenant(None).id, Plain(power.writer.party(1)), "subject-request", LOCAL).subjects
        erase.erase(app, app.tenant(None).id, gone, "subject-request", Plain(""), LOCAL)
        self.texts = texts(app)
        self.new, public = wrap.recovery_keypair(Chance())
        (live / "new.pub").write_bytes(public)
        for number, part in enumerate(shares.split(self.old, 2, 2)):
            path = live / f"share-{number}"
            path.touch(mode=0o600)
            path.write_text(part)

    def _receive(self, app: Privet, numbers: range) -> None:
        for n in numbers:
            who = Plain(power.writer.party(n % 4))
            one = Inbound("sms", who, who, Plain(power.writer.text(n)), app.now(), external_id=f"m{n}")
            receive.receive(app, app.tenant(None).id, [one], LOCAL)


def texts(app: Privet) -> set[str]:
    """The names that the channel gave to all messages that open."""
    with app.store.view(app.tenant(None).id) as view:
        reading = Page(view)
        bodies = [reading.body(row) for row in messages.newer(view, b"", 1000)]
    return {str(one.external_id) for one in bodies if one is not None}


def whole(folder: Path, root: Path, expected: set[str]) -> None:
    """An installation opens, its ledger verifies, and what can be read in it is this."""
    with closing(open_privet(folder, KeyFile.open(root, folder, os.urandom))) as app:
        assert verify.verify(app, app.tenant(None).id).problems == ()
        assert texts(app) == expected


def holds(cut: Path, run: str, keys: str, backups: str = "backups") -> None:
    """A backup can be restored with the keys of that folder, and everything in it is as it was."""
    root = KeyFile.open(cut / "root.key", cut / "data", os.urandom)
    found = drill.check(cut / backups, cut / keys, lambda folder: root, cut / "scratch", lambda: 0, run=run)
    assert found.problems == ()
    assert found.messages in (12, 18)


def opens(cut: Path, keys: str, *seeds: bytes) -> list[bool]:
    """Which recovery keys open the keys of that folder."""
    found = []
    for seed in seeds:
        scratch = Path(tempfile.mkdtemp(dir=cut))
        copies.keys(cut / keys, scratch)
        try:
            recover(scratch, seed, KeyFile(bytes(32), os.urandom), Chance()).close()
            found.append(True)
        except WrongKey:
            found.append(False)
    return found


class Look:
    """What must hold after a cut at any moment; `done`: after the command had ended."""

    def __init__(self, before: Before) -> None:
        self.before = before

    def backup(self, cut: Path, done: bool) -> None:
        first = self.before.first
        runs = Backups.read(cut / "backups").runs()
        assert (runs in ([runs[0]], [runs[0], first])) if runs[0] != first else not done
        for run in runs:
            holds(cut, run, "copy")
        whole(cut / "data", cut / "root.key", self.before.texts)
        with closing(power.writer.opened(cut)) as app:
            before = app.clock
            app.clock = lambda: before() + 60_000  # a backup is called by the second in which it was begun
            made = backup.backup(app, cut / "backups", LOCAL)
        there = Backups.read(cut / "backups")
        assert there.runs() == [made.run]
        assert not list((cut / "backups").rglob("*.new"))
        holds(cut, made.run, "copy")

    def first(self, cut: Path, done: bool) -> None:
        mark = cut / "first" / MARK
        runs = Backups.read(mark.parent).runs() if mark.exists() else []
        assert len(runs) == 1 or (not runs and not done)
        for run in runs:
            holds(cut, run, "copy", "first")
        with closing(power.writer.opened(cut)) as app:
            holds(cut, backup.backup(app, cut / "first", LOCAL).run, "copy", "first")

    def check(self, cut: Path, done: bool) -> None:
        holds(cut, self.before.first, "copy")
        whole(cut / "data", cut / "root.key", self.before.texts)

    def drill(self, cut: Path, done: bool) -> None:
        whole(cut / "data", cut / "root.key", self.before.texts)
        with closing(power.writer.opened(cut)) as app:
            assert drill.drill(app, cut / "backups", LOCAL).problems == ()
        assert not (cut / "data" / drill.SCRATCH).exists()

    def restore(self, cut: Path, done: bool, seed: bytes | None = None) -> None:
        expected = self.before.texts & {f"m{n}" for n in range(12)}
        to, file = (cut / "back", cut / "root.key") if seed is None else (cut / "new/back", cut / "safe/new.key")
        assert to.exists() or not done
        if to.exists():
            assert Path(config.load(to).keys.file).name == file.name
        else:
            file = file if seed is None else file.with_name("another.key")  # a root key is never written over
            root = (KeyFile.open if seed is None else KeyFile.create)(file, to, os.urandom)
            restore.restore(cut / "backups", to, cut / "copy", lambda folder: root, seed=seed)
        whole(to, file, expected)
        assert not to.with_name("back.unfinished").exists()
        whole(cut / "data", cut / "root.key", self.before.texts)

    def recover(self, cut: Path, done: bool) -> None:
        self.restore(cut, done, self.before.old)

    def make(self, cut: Path, done: bool) -> None:
        """Shares that were shown have their public half; one by halves, of which no share was shown, is refused."""
        try:
            assert len(recovery_key(cut / "made.pub")) == wrap.RECOVERY_PUBLIC
        except BadInput:
            assert not done

    def adopt(self, cut: Path, done: bool) -> None:
        for keys in ("data", "copy"):
            old, new = opens(cut, keys, self.before.old, self.before.new)
            assert old != new
            assert new or not done
            holds(cut, self.before.first, keys)
        whole(cut / "data", cut / "root.key", self.before.texts)
        with closing(power.writer.opened(cut)) as app:
            assert all(one.done for one in recovery.entrust(app, recovery_key(cut / "new.pub"), LOCAL))
        assert opens(cut, "copy", self.before.old, self.before.new) == [False, True]


def words(what: str, live: Path) -> list[str]:
    """The command."""
    at, data, key = (
        ["restore", f"{live}/backups", "--keys", f"{live}/copy"],
        ["--data", f"{live}/data"],
        live / "root.key",
    )
    given = ["--share-file", f"{live}/share-0", "--share-file", f"{live}/share-1"]
    return [
        *PRIVET,
        *{
            "backup": ["backup", *data, "--to", f"{live}/backups"],
            "first": ["backup", *data, "--to", f"{live}/first"],
            "check": [*at, "--key-file", f"{key}", "--check", "--scratch", f"{live}"],
            "drill": ["drill", *data, "--from", f"{live}/backups"],
            "restore": [*at, "--key-file", f"{key}", "--to", f"{live}/back"],
            "recover": [*at, "--recover", *given, "--key-file", f"{live}/safe/new.key", "--to", f"{live}/new/back"],
            "make": ["recovery", "make", "--public", f"{live}/made.pub"],
            "adopt": ["recovery", "adopt", *data, f"{live}/new.pub"],
        }[what],
    ]


def play(layer: Path, folder: Path, what: str, cuts: int, fates: int = len(FATES)) -> None:
    """Cut at so many moments (0: at each), each with several fates of what nothing waited for."""
    before = Before()
    place = power.Place(folder, before)
    done = place.run(layer, *words(what, place.live))
    assert done.returncode == 0, done.stderr
    end = place.records()
    chosen = power.moments(place.log, cuts, 1) if cuts else list(range(end))
    wrong = []
    for number, fate in enumerate(FATES):
        mine = chosen[number::3] if fates == 1 else chosen
        for cut, _ in place.cuts([*mine, end], 1, folder, fate):
            try:
                getattr(Look(before), what)(cut, int(cut.name.partition("-")[2]) == end)
            except Exception as error:  # all that go wrong are named
                wrong.append((cut.name, number, repr(error)[:200]))
    assert wrong == [], f"{what}: {len(wrong)} cuts, of {end} moments each"


@pytest.mark.parametrize("what", ["backup", "restore", "adopt"])
def test_a_cut_leaves_the_old_or_the_new(layer: Path, tmp_path: Path, what: str) -> None:
    play(layer, tmp_path, what, 3, 1)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["first", "backup", "drill", "check", "restore", "recover", "make", "adopt"])
def test_many_cuts_leave_the_old_or_the_new(layer: Path, tmp_path: Path, what: str) -> None:
    play(layer, tmp_path, what, int(os.environ.get("PRIVET_TEST_CUTS", "12")))


def test_one_that_waits_for_no_disk_is_found_out(layer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take = power.disk.Disk.take
    monkeypatch.setattr(power.disk.Disk, "take", lambda self, one: None if one.op in "sd" else take(self, one))
    with pytest.raises(AssertionError, match=r"backup: [1-9] cuts"):
        play(layer, tmp_path, "backup", 1, 1)
