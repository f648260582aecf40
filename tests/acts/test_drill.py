"""Drills, by hand and by the clock: what does not hold is named, on record, and nothing of a drill stays."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backups import again, forged, made, put_back, tried
from conftest import ANN, BEN, Installation
from privet import jobs
from privet.acts import backing, drill, job, pieces, recovery, restore
from privet.acts import backup as backing_up
from privet.acts.backup import begin, write
from privet.app import closing, open_privet
from privet.core.decision import LOCAL
from privet.errors import BadInput, StorageFailed, Tampered, WrongKey
from privet.store.backups import Backups
from privet.web import metrics
from privet.web.guard import Guard
from privet.web.status import Looking


class Crash(BaseException):
    """The process dies here."""


def test_a_drill_is_on_record_and_leaves_nothing(kept: Installation) -> None:
    made(kept)
    before = kept.acts()
    report = tried(kept)
    assert (report.problems, report.messages, report.subjects, report.opened) == ((), 2, 2, 2)
    assert kept.acts()[len(before) :] == [("drill", "requested"), ("drill", "done")]
    assert not (kept.folder / drill.SCRATCH).exists()
    rows = {one.name: one for one in job.everyone(kept.app, kept.tenant, LOCAL)}
    assert rows["drill"].done == rows["backup"].done == kept.clock.at
    (kept.folder.parent / "place" / "epoch").unlink()  # then with the installation's own
    assert tried(kept).problems == ()


def test_a_drill_that_cannot_be_done_is_on_record(kept: Installation) -> None:
    made(kept)
    (kept.folder.parent / "place" / "keys.db").write_bytes(b"")
    with pytest.raises(StorageFailed):
        tried(kept)
    assert kept.acts()[-1] == ("drill", "failed")
    rows = {one.name: one for one in job.everyone(kept.app, kept.tenant, LOCAL)}
    assert rows["drill"].error == StorageFailed.code


def test_after_a_crash_in_a_drill_no_epoch_is_left(kept: Installation) -> None:
    made(kept)

    def die(at: str) -> None:
        raise Crash

    scratch = kept.folder / "scratch"
    seen: list[str] = []
    with pytest.raises(Crash):
        drill.check(
            kept.folder.parent / "backups", kept.folder, lambda folder: kept.root, scratch, kept.clock,
            reached=lambda at: (seen.extend(one.name for one in scratch.iterdir()), die(at))[0],
        )  # fmt: skip
    assert "keys.db" in seen
    assert "epoch" not in seen
    assert not scratch.exists()


def test_by_the_recovery_key_under_a_new_root(install: object, tmp_path: Path) -> None:
    from privet.acts import tenant as founding
    from privet.app import Chance, create, default_policy
    from privet.core import wrap
    from privet.plugins.keys import shares
    from privet.plugins.keys.keyfile import KeyFile

    chance = Chance()
    seed, public = wrap.recovery_keypair(chance)
    parts = shares.split(seed, 5, 3)
    lost = KeyFile(chance(32), chance)
    (tmp_path / "place").mkdir()
    with closing(create(tmp_path / "data", lost, recovery=public)) as app:
        founding.add(app, "demo", default_policy(), LOCAL)
        app.config = replace(app.config, keys=replace(app.config.keys, copies=[str(tmp_path / "place")]))
        backing_up.backup(app, tmp_path / "backups", LOCAL)
    new = KeyFile(chance(32), chance)
    given = (tmp_path / "backups", tmp_path / "back", tmp_path / "place")
    with pytest.raises(WrongKey):
        restore.restore(*given, lambda folder: new)
    with pytest.raises(WrongKey, match="3 different shares are needed, and there are 2"):
        shares.join(parts[:2])
    restore.restore(*given, lambda folder: new, seed=shares.join(parts[1:4]))
    with closing(open_privet(tmp_path / "back", new)) as app:
        assert app.tenant("demo")


def ticked(kept: Installation) -> None:
    jobs.tick(kept.app)
    if kept.app.beside is not None:
        assert kept.app.beside.ended(20)
        jobs.tick(kept.app)


def test_the_clock_makes_backups_and_drills(kept: Installation) -> None:
    ticked(kept)
    there = Backups.read(kept.folder.parent / "backups")
    (first,) = there.runs()
    ticked(kept)
    assert [one for one in kept.acts() if one[0] == "drill"] == [("drill", "requested"), ("drill", "done")]
    ticked(kept)
    assert there.runs() == [first]
    kept.clock.forward(days=1)
    ticked(kept)
    assert len(there.runs()) == 2


def test_by_the_clock_what_fails_is_said_and_tried_again(kept: Installation) -> None:
    folder = kept.folder.parent / "backups"
    ticked(kept)
    for one in (folder / "packs").iterdir():
        one.unlink()
    ticked(kept)  # the drill
    rows = {one.name: one for one in job.everyone(kept.app, kept.tenant, LOCAL)}
    assert rows["drill"].error == Tampered.code
    plan = begin(kept.app, folder, LOCAL)  # somebody else writes
    kept.clock.forward(days=1)
    jobs.tick(kept.app)
    assert kept.app.beside is None
    plan.there.close()
    (kept.folder / "data.db.snapshot").mkdir()
    with pytest.raises(Exception):  # noqa: B017, PT011
        ticked(kept)
    rows = {one.name: one for one in job.everyone(kept.app, kept.tenant, LOCAL)}
    assert rows["backup"].error
    (kept.folder / "data.db.snapshot").rmdir()
    kept.clock.forward(minutes=61)
    ticked(kept)
    ticked(kept)
    rows = {one.name: one for one in job.everyone(kept.app, kept.tenant, LOCAL)}
    assert not rows["backup"].error
    assert backing.wanted(kept.app, kept.tenant) in (True, False)


def test_what_the_holder_of_the_backup_key_changes_is_seen_all_the_same(kept: Installation) -> None:
    made(kept)
    forged(kept, lambda one: replace(one, held=(replace(one.held[0], messages=1),)))
    assert tried(kept).problems == ("what is in the data is not what was counted when the backup was made",)
    forged(kept, lambda one: replace(one, files=(replace(one.files[0], sha256="00" * 32),)))
    assert tried(kept).problems == ("data.db in this backup is not the file that was read",)
    first, second = kept.app.store.keys.store, bytes(16)
    assert first != second
    forged(kept, lambda one: replace(one, files=(replace(one.files[0], name="other"),)))
    with pytest.raises(BadInput, match="does not know"):
        tried(kept)
    with pytest.raises(BadInput, match="does not know"):
        put_back(kept)


def test_a_piece_under_another_name_is_seen(kept: Installation) -> None:
    made(kept)
    there = Backups.read(kept.folder.parent / "backups")
    keys, listing = backing_up.opened(there, there.runs()[0], kept.app.store.keys)
    wrong = bytes(32)
    sealed = drill.restore.pieces.seal.seal(
        keys.seal, bytes(12), b"other", drill.restore.pieces.core.piece_context(listing.store, wrong)
    )
    there.put_pack("a" * 26, [sealed])
    piece = replace(listing.pieces[0], name=wrong, pack=len(listing.packs), start=0, length=len(sealed))
    forged(kept, lambda one: replace(one, packs=(*one.packs, "a" * 26), pieces=(piece, *one.pieces[1:])))
    assert tried(kept).problems == ("a piece of the backup is not what its name says",)


def test_nothing_new_makes_no_pack(kept: Installation) -> None:
    made(kept)
    there = Backups.read(kept.folder.parent / "backups")
    before = there.sizes()
    keys, listing = backing_up.opened(there, there.runs()[0], kept.app.store.keys)
    pieces.Pieces(there, keys, listing.store, kept.app.chance, {}, lambda step: None).flush()
    assert there.sizes() == before


def test_a_file_that_is_not_there(kept: Installation) -> None:
    made(kept)
    there = Backups.read(kept.folder.parent / "backups")
    keys, listing = backing_up.opened(there, there.runs()[0], kept.app.store.keys)
    with pytest.raises(Tampered):
        list(pieces.read(there, keys, listing, "nothing"))


def test_data_that_was_damaged_before_it_was_backed_up_is_seen(
    kept: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kept.app.store.write(kept.tenant) as tx:
        tx.run("UPDATE subject SET record = zeroblob(60) WHERE tenant = ?", (kept.tenant,))
    made(kept)
    (problem,) = tried(kept).problems
    assert "does not open" in problem or "unknown suite" in problem
    monkeypatch.setattr(drill.copies, "sound", lambda path: False)
    assert tried(kept).problems == ("the data's own structure is damaged",)


def test_a_ledger_that_was_changed_is_named(kept: Installation) -> None:
    with kept.app.store.write(kept.tenant) as tx:
        tx.run("UPDATE entry_pack SET packed = zeroblob(length(packed)) WHERE tenant = ?", (kept.tenant,))
    made(kept)
    assert tried(kept).problems


def test_settings_and_the_salt_of_a_passphrase_come_back(kept: Installation) -> None:
    (kept.folder / "privet.toml").write_text("[send]\nattempts = 7\n")
    (kept.folder / "root.json").write_text("{}")
    made(kept)
    put_back(kept)
    back = again(kept)
    with closing(back.app):
        assert back.app.config.send.attempts == 7
    assert (kept.folder.parent / "back" / "root.json").read_text() == "{}"


def test_more_than_a_pack(kept: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drill.restore.pieces.core, "PACK", 40_000)
    made(kept)
    assert len(list((kept.folder.parent / "backups" / "packs").iterdir())) > 3
    assert tried(kept).problems == ()


def test_where_it_cannot_be_put_on_record_nothing_is_written(
    kept: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object) -> None:
        raise StorageFailed("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(backing_up, "recorded", full)
        with pytest.raises(StorageFailed):
            made(kept)
    assert not list((kept.folder.parent / "backups" / "packs").iterdir())
    assert made(kept).messages == 2  # and the folder is free again


def test_a_recovery_key_is_adopted_on_record_and_reaches_the_places(kept: Installation) -> None:
    from privet.core import wrap

    seed, public = wrap.recovery_keypair(kept.app.chance)
    with pytest.raises(WrongKey, match="without a recovery key"):
        recovery.opens(kept.app, seed)
    assert [one.done for one in recovery.entrust(kept.app, public, LOCAL)] == [True]
    assert kept.acts()[-2:] == [("recovery", "requested"), ("recovery", "done")]
    assert recovery.opens(kept.app, seed) == kept.app.store.keys.generation
    kept.erase(kept.subject(ANN))
    assert recovery.opens(kept.app, seed) == kept.app.store.keys.generation
    assert drill.epoch.read(kept.folder.parent / "place" / "epoch").recovery_public == public


def test_a_drill_by_the_clock_that_cannot_be_done_is_said(kept: Installation) -> None:
    ticked(kept)
    (kept.folder.parent / "place" / "keys.db").write_bytes(b"")
    with pytest.raises(StorageFailed):
        ticked(kept)
    rows = {one.name: one for one in job.everyone(kept.app, kept.tenant, LOCAL)}
    assert rows["drill"].error == StorageFailed.code


def test_while_one_runs_nothing_else_is_begun(kept: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    from threading import Event

    go_on, real = Event(), write
    monkeypatch.setattr(backing.backup, "write", lambda plan: (go_on.wait(20), real(plan))[1])
    jobs.tick(kept.app)
    running = kept.app.beside
    jobs.tick(kept.app)
    assert kept.app.beside is running
    assert kept.receive("meanwhile", BEN).tokens == ()
    go_on.set()
    assert running.ended(20)
    jobs.tick(kept.app)
    assert len(Backups.read(kept.folder.parent / "backups").runs()) == 1


def test_where_every_backup_is_gone_no_drill_is_due(kept: Installation) -> None:
    ticked(kept)
    shutil.rmtree(kept.folder.parent / "backups")
    assert not backing.wanted(kept.app, kept.tenant)


def test_metrics_say_when_the_last_was_and_how_long_it_took(
    kept: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(kept)
    begun, real = kept.clock.at, drill.check

    def slow(*given: Any, **more: Any) -> drill.Report:
        kept.clock.at += 5_000
        return real(*given, **more)

    monkeypatch.setattr(drill, "check", slow)
    tried(kept)
    said = metrics.text([Looking().at(kept.app, kept.app.tenant("demo"))], Guard(None, [], []))
    assert 'privet_backup_milliseconds{tenant="demo",job="drill"} 5000' in said
    assert f'privet_backup_timestamp_seconds{{tenant="demo",job="drill"}} {begun // 1000 + 5}' in said
    assert f'privet_backup_timestamp_seconds{{tenant="demo",job="backup"}} {begun // 1000}' in said
