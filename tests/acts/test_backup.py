"""A backup is written while others write, and put back: whole or not at all, and the erased stay erased."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace

import pytest

from backups import MAIL, again, files, made, put_back, tried
from conftest import ANN, BEN, Installation
from privet.acts import backup as backing_up
from privet.acts import drill, restore
from privet.acts.backup import begin, end, write
from privet.app import closing
from privet.core.decision import LOCAL
from privet.core.note import open_note
from privet.errors import BadInput, Busy, NotFound, StorageFailed, Tampered
from privet.store import outbox, tenants
from privet.store.backups import Backups
from privet.store.outbox import OutboxRow
from privet.store.places import replicate


class Crash(BaseException):
    """The process dies here."""


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
    (parent / "begun" / "packs").mkdir(parents=True)
    (parent / "begun" / "packs" / "another").touch()
    with pytest.raises(BadInput, match="something else"):
        backing_up.backup(kept.app, parent / "begun", LOCAL)
    (parent / "begun" / "packs" / "another").unlink()
    (parent / "begun" / "privet-backup.new").touch()  # a crash left no more of the first backup there
    assert backing_up.backup(kept.app, parent / "begun", LOCAL).messages
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


def test_backups_of_one_second_are_in_the_order_in_which_they_were_made(kept: Installation) -> None:
    """Also where the clock was set back, and where a file has the name of a day that there is not."""
    names = [made(kept).run for _ in range(6)]
    kept.clock.at -= 5_000_000
    names.append(made(kept).run)
    assert names == sorted(names)
    runs = kept.folder.parent / "backups" / "runs"
    assert Backups.read(runs.parent).runs()[0] == names[-1]
    (runs / "99999999T999999Z-aaaaaaaa.note").touch()
    assert made(kept).run[:8] == names[0][:8]


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
