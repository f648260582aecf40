"""A backup is written while others write, and put back: whole or not at all, and the erased stay erased."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import ANN, BEN, Installation
from privet import jobs
from privet.acts import backing, drill, job, restore
from privet.acts import backup as backing_up
from privet.acts.backup import Made, begin, end, write
from privet.acts.drill import Report
from privet.acts.restore import Restored
from privet.app import closing, open_privet
from privet.config import Backup
from privet.core.decision import LOCAL
from privet.core.note import open_note
from privet.errors import BadInput, Busy, NotFound, StorageFailed, Tampered, WrongKey
from privet.store import outbox, tenants
from privet.store.backups import Backups
from privet.store.outbox import OutboxRow
from privet.store.places import replicate

MAIL = "ann@example.com"


class Crash(BaseException):
    """The process dies here."""


@pytest.fixture
def kept(installation: Installation, tmp_path: Path) -> Installation:
    """An installation whose keys have a further place, and with two customers."""
    place = tmp_path / "place"
    place.mkdir()
    keys = replace(installation.app.config.keys, copies=[str(place)])
    installation.app.config = replace(
        installation.app.config, keys=keys, backup=Backup(folder=str(tmp_path / "backups"), keep=2)
    )
    installation.receive(MAIL, ANN, subject_ref="customer 1")
    installation.receive(f"ask {MAIL}", BEN)
    return installation


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


def test_what_is_put_back_is_what_was_there_and_can_be_found(kept: Installation) -> None:
    anns = kept.receive("card 4111 1111 1111 1111 of " + MAIL, ANN)
    one = made(kept)
    assert one.messages == 3
    assert one.new_bytes > 0.7 * one.bytes
    assert [(place.done, place.reason) for place in one.places] == [(True, "")]
    kept.app.close()
    there = put_back(kept)
    assert (there.run, there.at, there.messages, there.subjects, there.erased) == (one.run, one.at, 3, 2, 0)
    back = again(kept)
    with closing(back.app):
        assert back.read(anns.conversation) == kept_text(back, anns.conversation)
        assert back.reveal(anns.tokens[-1].id) == MAIL
        assert back.find("customer 1").subjects == back.find(ANN).subjects != ()
        assert [one.subject for one in back.find(MAIL).mentions]
        assert ("restore", "done") in back.acts()
        assert ("backup", "requested") in back.acts()
        back.receive("and it goes on", ANN)
        assert drill.verify(back.app, back.tenant).problems == ()


def kept_text(back: Installation, conversation: str) -> list[str | None]:
    return ["[EMAIL_1]", "card [CARD_1] of [EMAIL_1]"]


def test_nothing_in_it_is_readable_and_neither_keys_nor_index_are_in_it(kept: Installation) -> None:
    made(kept)
    folder = kept.folder.parent / "backups"
    held = b"".join(files(folder).values())
    for clear in (b"SQLite format 3", b"demo", b"permit", b"entry", MAIL.encode(), ANN.encode(), b"CREATE TABLE"):
        assert clear not in held
    assert {one.split("/")[0] for one in files(folder)} == {"privet-backup", "lock", "packs", "runs"}
    assert all(one.stat().st_mode & 0o077 == 0 for one in folder.rglob("*"))


def test_the_second_writes_what_changed_and_old_ones_go(kept: Installation) -> None:
    first = made(kept)
    for number in range(40):
        kept.receive(f"message {number}", f"+1202555{number:04}")
    second = made(kept)
    assert 0 < second.new_pieces < second.pieces
    third = made(kept)
    there = Backups.read(kept.folder.parent / "backups")
    assert there.runs() == [third.run, second.run]
    whole = made(kept, whole=True)
    assert whole.new_bytes > 0.7 * whole.bytes > second.new_bytes > third.new_bytes
    assert tried(kept, run=third.run).problems == tried(kept).problems == ()
    with pytest.raises(NotFound):
        tried(kept, run=first.run)
    made(kept)
    with pytest.raises(NotFound):
        there.note(third.run)


def test_a_stranger_checks_the_note_with_the_public_keys_alone(kept: Installation) -> None:
    one = made(kept)
    there = Backups.read(kept.folder.parent / "backups")
    keys, _ = backing_up.opened(there, one.run, kept.app.store.keys)
    signed = open_note(there.note(one.run), keys.signer(kept.app.store.keys.store).vkeys)
    assert (signed.size, signed.root) == (one.pieces, hashlib.sha256(there.listing(one.run)).digest())


def test_who_was_erased_since_stays_erased_and_is_so_on_record(kept: Installation) -> None:
    made(kept)
    ann, ben = kept.subject(ANN), kept.subject(BEN)
    kept.erase(ann)
    report = tried(kept)
    assert (report.problems, report.erased, report.opened) == ((), 1, 1)
    kept.app.close()
    assert put_back(kept).erased == 1
    back = again(kept)
    with closing(back.app):
        assert back.find(ANN).subjects == back.find("customer 1").subjects == ()
        assert [(one.act, str(one.outcome), one.subject) for one in back.entries() if one.act == "erase"] == [
            ("erase", "requested", ann),
            ("erase", "done", ann),
        ]
        assert back.subject(BEN) == ben


def test_an_erasure_under_way_is_finished(kept: Installation) -> None:
    ann = kept.subject(ANN)
    with kept.app.store.write(kept.tenant) as tx:
        restore.erasures.ask(tx, restore.ids.read("sub", ann), kept.clock.at)
    made(kept)
    kept.app.close()
    put_back(kept)
    back = again(kept)
    with closing(back.app):
        assert back.find(ANN).subjects == ()
        assert ("erase", "done") in back.acts()


def test_what_waited_to_be_sent_may_have_been_and_is_unknown(kept: Installation) -> None:
    talk = kept.receive("hello", ANN).conversation
    sent = kept.send(talk, "an answer")
    id = restore.ids.read("msg", sent.id)
    with kept.app.store.write(kept.tenant) as tx:
        row = outbox.row(tx, id) or OutboxRow(id, "loopback", "", 0, 0, "delivery", "local")
        outbox.put(tx, replace(row, state="queued", due=kept.clock.at + 1000))
    made(kept)
    kept.app.close()
    assert put_back(kept).unknown == 1
    back = again(kept)
    with closing(back.app), back.app.store.view(back.tenant) as view:
        after = outbox.row(view, id)
    assert after is not None
    assert after.state == "unknown"


def test_keys_older_than_the_data_are_refused(kept: Installation) -> None:
    parent = kept.folder.parent
    made(kept)
    (parent / "old").mkdir()
    replicate(kept.app.store.keys, [parent / "old"])
    kept.receive("somebody new", "+12025550199")
    made(kept)
    with pytest.raises(BadInput, match="older than the backup"):
        put_back(kept, keys="old")
    assert not (parent / "back").exists()
    assert not (parent / "back.unfinished").exists()
    kept.erase(kept.subject(BEN))
    made(kept)
    with pytest.raises(BadInput, match="older than the backup"):
        put_back(kept, keys="old")


def test_keys_from_before_the_first_backup_and_those_of_another_are_refused(
    kept: Installation, install: object
) -> None:
    parent = kept.folder.parent
    for name in ("early", "other"):
        (parent / name).mkdir()
    replicate(kept.app.store.keys, [parent / "early"])
    made(kept)
    with pytest.raises(BadInput, match="first backup"):
        put_back(kept, keys="early")
    with pytest.raises(StorageFailed):
        put_back(kept, keys="other")
    (parent / "other" / "epoch").write_bytes((parent / "early" / "epoch").read_bytes())
    with pytest.raises(StorageFailed):
        put_back(kept, keys="other")
    kept.erase(kept.subject(BEN))
    (parent / "other" / "keys.db").write_bytes((parent / "place" / "keys.db").read_bytes())
    with pytest.raises(Tampered):
        put_back(kept, keys="other")


def test_nothing_is_overwritten_and_no_wrong_folder_taken(kept: Installation) -> None:
    parent = kept.folder.parent
    with pytest.raises(NotFound):
        put_back(kept)
    made(kept)
    with pytest.raises(BadInput, match="not empty"):
        put_back(kept, to="place")
    (parent / "file").write_text("x")
    with pytest.raises(BadInput, match="not empty"):
        put_back(kept, to="file")
    with pytest.raises(BadInput, match="something else"):
        backing_up.backup(kept.app, parent, LOCAL)
    for wrong in (kept.folder, parent / "place"):
        with pytest.raises(BadInput, match="apart"):
            backing_up.backup(kept.app, wrong, LOCAL)
    mark = parent / "backups" / "privet-backup"
    mark.write_bytes(mark.read_bytes().replace(b"\n", b"\nff", 1))
    with pytest.raises(BadInput, match="another installation"):
        made(kept)
    with pytest.raises(StorageFailed):
        backing_up.backup(kept.app, parent / "not" / "mounted", LOCAL)


def test_two_do_not_write_at_once(kept: Installation) -> None:
    plan = begin(kept.app, kept.folder.parent / "backups", LOCAL)
    with pytest.raises(Busy):
        made(kept)
    assert end(kept.app, plan, write(plan), LOCAL).run == plan.run
    with drill.copies.alone(kept.folder / "data.db.snapshot"), pytest.raises(Busy):
        made(kept)
    assert kept.acts()[-1] == ("backup", "failed")


@pytest.mark.parametrize("where", ["packs", "list", "note"])
def test_any_changed_byte_is_seen(kept: Installation, where: str) -> None:
    made(kept)
    folder = kept.folder.parent / "backups"
    (path,) = (folder / "packs").iterdir() if where == "packs" else (folder / "runs").glob(f"*.{where}")
    whole = path.read_bytes()
    for at in (0, len(whole) // 2, len(whole) - 2):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        report = tried(kept)
        assert len(report.problems) == 1
        assert kept.acts()[-1] == ("drill", "failed")
        with pytest.raises(Tampered):
            put_back(kept)
        assert not (kept.folder.parent / "back").exists()
    path.write_bytes(whole[:-1])
    assert tried(kept).problems
    path.write_bytes(whole)
    assert tried(kept).problems == ()


def test_a_pack_that_is_gone_or_cut_is_seen_and_the_next_backup_is_whole(kept: Installation) -> None:
    made(kept)
    (pack,) = (kept.folder.parent / "backups" / "packs").iterdir()
    os.truncate(pack, 5000)
    assert tried(kept).problems == ("a pack of the backup is cut short",)
    assert made(kept).new_pieces > 0
    assert tried(kept).problems == ()
    pack.unlink()
    assert made(kept).new_pieces == 0 or tried(kept).problems == ()


def test_a_listing_that_is_damaged_stops_neither_a_backup_nor_is_it_removed(kept: Installation) -> None:
    first = made(kept)
    path = kept.folder.parent / "backups" / "runs" / f"{first.run}.list"
    path.write_bytes(b"x" + path.read_bytes()[1:])
    second = made(kept)
    assert second.new_bytes > 0.7 * second.bytes
    assert path.exists()
    assert tried(kept).problems == ()


STEPS = ("snapshot", "pack written", "list written", "keys renewed", "committed")


@pytest.mark.parametrize("step", STEPS)
def test_a_backup_killed_at_any_step_leaves_those_there_were_or_one_more(kept: Installation, step: str) -> None:
    first = made(kept)
    kept.receive("one more", ANN)
    kept.clock.forward(minutes=1)

    def die(at: str) -> None:
        if at == step:
            raise Crash

    plan = begin(kept.app, kept.folder.parent / "backups", LOCAL)
    with pytest.raises(Crash):
        end(kept.app, plan, write(plan, die), LOCAL, die)
    plan.there.close()
    there = Backups.read(kept.folder.parent / "backups")
    assert there.runs() == ([plan.run, first.run] if step == "committed" else [first.run])
    assert tried(kept).problems == ()
    third = made(kept)
    assert tried(kept).problems == ()
    used = set(backing_up.opened(there, third.run, kept.app.store.keys)[1].packs)
    used |= set(backing_up.opened(there, there.runs()[1], kept.app.store.keys)[1].packs)
    assert {one.name for one in (kept.folder.parent / "backups" / "packs").iterdir()} == used
    assert {one.suffix for one in (kept.folder.parent / "backups" / "runs").iterdir()} == {".list", ".note"}
    assert not (kept.folder / "data.db.snapshot").exists()


@pytest.mark.parametrize("step", ["data written", "erased again", "indexed", "recorded"])
def test_a_restore_killed_at_any_step_leaves_nothing_or_all(kept: Installation, step: str) -> None:
    made(kept)
    kept.app.close()
    code, parent = os.fork(), kept.folder.parent
    if not code:  # pragma: no cover  (another process)
        put_back(kept, reached=lambda at: os._exit(9) if at == step else None)
        os._exit(0)
    _, status = os.waitpid(code, 0)
    assert os.waitstatus_to_exitcode(status) == 9
    assert not (parent / "back").exists()
    put_back(kept)
    assert not (parent / "back.unfinished").exists()
    with closing(again(kept).app) as app:
        assert tenants.every(app.store)


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
