"""A subject is erased: refused at once, unreadable for good, finished after a crash, and new when they write again."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from privet import jobs
from privet.acts import erase as erasing
from privet.acts import read
from privet.core import ids
from privet.core.decision import LOCAL
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, Erased, NotFound
from privet.store import erasures, ledger, subjects

ANN, BEN = "+12025550101", "+12025550102"
MAIL = "ann@example.com"


class Crash(BaseException):
    """The process dies here."""


def slot_of(installation, subject: str) -> int:
    with installation.app.store.view(installation.tenant) as view:
        row = subjects.subject(view, ids.read("sub", subject))
    assert row is not None
    return row.slot


def test_everything_of_a_subject_is_gone_and_nothing_of_anybody_else(installation) -> None:
    anns, bens = installation.receive(MAIL, ANN, subject_ref="customer 1"), installation.receive(f"ask {MAIL}", BEN)
    ann = installation.subject(ANN)
    slot = slot_of(installation, ann)
    installation.erase(ann)
    assert installation.app.store.keys.key(installation.tenant, slot) is None
    assert installation.read(anns.conversation) == [None]
    assert installation.read(bens.conversation) == ["ask [EMAIL_1]"]
    assert installation.reveal(bens.tokens[0].id) == MAIL
    assert installation.find(ANN).subjects == installation.find("customer 1").subjects == ()
    assert [one.subject for one in installation.find(MAIL).mentions] == [installation.subject(BEN)]
    people = read.people(installation.app, installation.tenant, LOCAL)
    assert {one.id: one.state for one in people} == {ann: "erased", installation.subject(BEN): "active"}
    installation.reopen()
    assert installation.read(anns.conversation) == [None]
    with pytest.raises(Erased):
        installation.reveal(anns.tokens[0].id)


def test_the_certificate_says_what_was_done_and_what_is_not_covered(installation) -> None:
    installation.receive("hello")
    ann = installation.subject()
    generation = installation.app.store.keys.generation
    installation.clock.forward(minutes=3)
    said = installation.erase(ann)
    assert said.not_covered.startswith("Not covered: whoever kept an old `epoch`")
    assert (said.subject, said.requested, said.done) == (ann, installation.clock.at, installation.clock.at)
    assert (said.generation, said.pending) == (generation + 1, ())
    assert (said.ledger, said.size) == (installation.app.tenant("demo").origin, len(installation.entries()))
    assert installation.acts()[-2:] == [("erase", "requested"), ("erase", "done")]
    asked, done = installation.entries()[-2:]
    assert (asked.subject, asked.actor, done.subject, done.actor) == (ann, "local", ann, "service:clock")
    assert asked.reasons == ("erase-local",)


def test_erasing_again_repeats_the_answer(installation) -> None:
    installation.receive("hello")
    ann = installation.subject()
    first = installation.erase(ann)
    installation.clock.forward(minutes=3)
    again = installation.erase(ann)
    assert replace(again, size=first.size) == first
    assert installation.acts()[-1] == ("erase", "done")
    assert installation.app.store.keys.generation == first.generation


def test_a_refusal_erases_nothing_and_is_on_record(installation) -> None:
    talk = installation.receive("hello").conversation
    ann = installation.subject()
    for who in (
        {"purpose": "operation"},
        {"actor": installation.agent, "factor_age_s": 1, "reason": "asked for it"},
        {"actor": installation.privacy, "factor_age_s": 301, "reason": "asked for it"},
        {"actor": installation.privacy, "factor_age_s": 1},
    ):
        with pytest.raises(Denied):
            installation.erase(ann, **who)
        assert installation.acts()[-1] == ("erase", "denied")
        assert installation.read(talk) == ["hello"]
    assert installation.erase(ann, actor=installation.privacy, factor_age_s=1, reason="asked").done
    assert installation.entries()[-2].note is not None


def test_nobody_of_that_id(installation) -> None:
    installation.receive("hello")
    with pytest.raises(NotFound, match="no such subject"):
        installation.erase("sub_" + "a" * 26)
    with pytest.raises(BadInput):
        installation.erase("ann")
    with pytest.raises(NotFound, match="was not erased"):
        erasing.certificate(installation.app, installation.tenant, ids.read("sub", installation.subject()))


def test_whoever_writes_again_is_a_new_subject_in_a_new_conversation(installation) -> None:
    before = installation.receive(MAIL, external_id="1")
    ann = installation.subject()
    slot = slot_of(installation, ann)
    installation.erase(ann)
    after = installation.receive(MAIL, external_id="1")
    assert after.outcome == "stored"
    assert after.conversation != before.conversation
    assert installation.subject() != ann
    assert slot_of(installation, installation.subject()) != slot
    assert installation.reveal(after.tokens[0].id) == MAIL
    assert installation.read(before.conversation) == [None]
    assert installation.read(after.conversation) == ["[EMAIL_1]"]


def asked_and_crashed(installation, monkeypatch, subject: str, at: str = "finish") -> None:
    """An erasure that is on record, by a process that died before (or while) it destroyed the key."""

    def dies(*_: object, **__: object) -> None:
        raise Crash

    with monkeypatch.context() as patched:
        if at == "finish":
            patched.setattr(erasing, "finish", dies)
        else:
            patched.setattr(erasures, "finish", dies)
        with pytest.raises(Crash):
            installation.erase(subject)
    installation.reopen()


def test_from_the_request_on_a_subject_is_refused(installation, monkeypatch) -> None:
    told = installation.receive(f"I am {MAIL}, number {ANN}", subject_ref="customer 1")
    ann = installation.subject()
    asked_and_crashed(installation, monkeypatch, ann)
    assert installation.acts()[-1] == ("erase", "requested")
    assert installation.read(told.conversation) == [None]
    with pytest.raises(Erased):
        installation.reveal(told.tokens[0].id)
    with pytest.raises(Erased):
        installation.send(told.conversation, "[EMAIL_1]")
    for asked in (ANN, "customer 1", MAIL):
        found = installation.find(asked)
        assert (found.subjects, found.mentions) == ((), ())
    (person,) = read.people(installation.app, installation.tenant, LOCAL)
    assert person.state == "erasing"


def test_whoever_writes_before_it_is_finished_is_a_new_subject_too(installation, monkeypatch) -> None:
    before = installation.receive(MAIL, external_id="1")
    ann = installation.subject()
    asked_and_crashed(installation, monkeypatch, ann)
    after = installation.receive(MAIL, external_id="1")
    assert after.outcome == "stored"
    assert after.conversation != before.conversation
    jobs.at_start(installation.app)
    assert installation.read(after.conversation) == ["[EMAIL_1]"]
    assert installation.reveal(after.tokens[0].id) == MAIL
    assert installation.subject() != ann
    assert installation.receive("more").conversation == after.conversation


@pytest.mark.parametrize("at", ["finish", "after the key is gone"])
def test_a_crash_after_the_request_is_finished_at_start(installation, monkeypatch, at: str) -> None:
    told = installation.receive(MAIL)
    ann = installation.subject()
    slot = slot_of(installation, ann)
    asked_and_crashed(installation, monkeypatch, ann, at)
    jobs.at_start(installation.app)
    assert installation.app.store.keys.key(installation.tenant, slot) is None
    certificate = erasing.certificate(installation.app, installation.tenant, ids.read("sub", ann))
    assert certificate.done
    assert installation.acts()[-2:] == [("erase", "requested"), ("erase", "done")]
    assert installation.read(told.conversation) == [None]
    jobs.at_start(installation.app)
    assert installation.acts()[-2:] == [("erase", "requested"), ("erase", "done")]


def test_erasures_of_one_run_share_one_epoch(installation, monkeypatch) -> None:
    for party in (ANN, BEN):
        installation.receive("hello", party)
    ann, ben = installation.subject(ANN), installation.subject(BEN)
    asked_and_crashed(installation, monkeypatch, ann)
    generation = installation.app.store.keys.generation
    assert installation.erase(ben).generation == generation + 1
    assert installation.acts()[-2:] == [("erase", "done")] * 2


def test_a_place_that_does_not_answer_is_pending_until_it_does(installation, tmp_path: Path) -> None:
    near, far = tmp_path / "near", tmp_path / "far"
    near.mkdir()
    config = installation.app.config
    installation.app.config = replace(config, keys=replace(config.keys, copies=[str(near), str(far)]))
    installation.receive("hello")
    ann = installation.subject()
    said = installation.erase(ann)
    assert (said.pending, bool(said.done)) == ((str(far),), True)
    assert near.joinpath("keys.db").exists()
    done = installation.acts().count(("erase", "done"))
    jobs.tick(installation.app)
    assert erasing.finish(installation.app, installation.tenant) == 1
    far.mkdir()
    installation.clock.forward(minutes=1)
    jobs.tick(installation.app)
    again = erasing.certificate(installation.app, installation.tenant, ids.read("sub", ann))
    assert (again.pending, again.done) == ((), said.done)
    assert installation.acts().count(("erase", "done")) == done
    assert erasing.finish(installation.app, installation.tenant) == 0
    with sqlite3.connect(far / "keys.db") as link:
        assert link.execute("SELECT generation FROM tree").fetchone()[0] == said.generation
        held = link.execute("SELECT count(*) FROM key WHERE level = 4").fetchone()[0]
        link.execute("PRAGMA journal_mode=DELETE")
    with sqlite3.connect(installation.folder / "keys.db") as link:
        assert held == link.execute("SELECT count(*) FROM key WHERE level = 4").fetchone()[0]


def test_the_ledger_still_proves_what_it_held(installation) -> None:
    from privet.core.merkle import leaf_hash

    installation.receive(MAIL)
    with installation.app.store.view(installation.tenant) as view:
        before = [leaf_hash(one) for _, one in ledger.entries(view, 0, ledger.size(view))]
    installation.erase(installation.subject())
    with installation.app.store.view(installation.tenant) as view:
        after = [leaf_hash(one) for _, one in ledger.entries(view, 0, ledger.size(view))]
    assert after[: len(before)] == before


def test_nothing_in_the_index_leads_to_an_erased_subject(installation) -> None:
    installation.receive("hello from the other", party=BEN, conversation="chat 9")
    before = index_rows(installation)
    told = installation.receive(f"I am {MAIL} and +1 202-555-0143", subject_ref="customer 1")
    installation.receive("again", subject_ref="customer 2")
    grown = index_rows(installation)
    assert len(grown["identity"]) >= len(before["identity"]) + 4  # address, two references, conversation
    assert len(grown["mention"]) == len(before["mention"]) + 2
    assert told.outcome == "stored"
    installation.erase(installation.subject())
    assert index_rows(installation) == before
    journal = (installation.app.folder / "index.db-wal").read_bytes()
    assert not journal


READING = """
import sqlite3, sys
link = sqlite3.connect(sys.argv[1], isolation_level=None)
link.execute("BEGIN")
print(link.execute("SELECT count(*) FROM identity").fetchone()[0], flush=True)
sys.stdin.read()
"""
"""Another process, which reads the index for as long as its input is open."""

LOOKING = """
import pathlib, sys
print(*[one for one in sys.argv[2:] if bytes.fromhex(sys.argv[1]) in pathlib.Path(one).read_bytes()])
"""
"""A look at files as they lie on the disk, in a process of its own: it would end every lock of this one."""


def test_while_another_process_reads_the_index_its_journal_is_pending(installation) -> None:
    """What the certificate says is so: the rows are there until it says nothing of them any more."""
    app, tenant = installation.app, installation.tenant
    files = [str(app.folder / name) for name in ("index.db", "index.db-wal")]

    def led(to: bytes) -> str:
        words = [sys.executable, "-c", LOOKING, to.hex(), *files]
        return subprocess.run(words, capture_output=True, text=True, check=True, timeout=60).stdout.strip()

    installation.receive(MAIL, ANN)
    ann = installation.subject(ANN)
    with subprocess.Popen(
        [sys.executable, "-c", READING, files[0]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "2\n"
        said = installation.erase(ann)
        assert (said.pending, bool(said.done)) == ((erasing.JOURNAL,), True)
        assert led(ids.read("sub", ann))
        jobs.tick(app)
        assert erasing.finish(app, tenant) == 1
        reader.communicate(timeout=60)
    installation.clock.forward(minutes=1)
    jobs.tick(app)
    again = erasing.certificate(app, tenant, ids.read("sub", ann))
    assert (again.pending, again.done, erasing.finish(app, tenant)) == ((), said.done, 0)
    assert not led(ids.read("sub", ann))
    assert installation.acts().count(("erase", "done")) == 1


def index_rows(installation) -> dict[str, set[tuple[object, ...]]]:
    """Every row of the index that names something, as a stranger with the file would read it."""
    with closing(sqlite3.connect(f"file:{installation.app.folder / 'index.db'}?mode=ro", uri=True)) as link:
        return {name: set(link.execute(f"SELECT * FROM {name}")) for name in ("identity", "mention")}


def test_a_request_that_comes_between_the_two_steps_is_taken_out_of_the_index_too(installation) -> None:
    app, tenant = installation.app, installation.tenant
    before = index_rows(installation)
    for party in (ANN, BEN):
        installation.receive(f"write to {MAIL}", party)
    ann, ben = (ids.read(ids.SUBJECT, installation.subject(one)) for one in (ANN, BEN))
    with app.store.write(tenant) as tx:
        erasures.ask(tx, ann, app.now())
    forgotten = erasing._forgotten(app, tenant)
    with app.store.write(tenant) as tx:
        erasures.ask(tx, ben, app.now())
    erasing._destroyed(app, tenant, forgotten)
    with app.store.view(tenant) as view:
        assert [one.subject for one in erasures.unfinished(view) if not one.done] == [ben]
    erasing.finish(app, tenant)
    assert index_rows(installation) == before


def test_a_group_leaves_nothing_in_the_index_either(installation) -> None:
    before = index_rows(installation)
    told = installation.receive("hello", ANN, conversation="all of us", group=True)
    with installation.app.store.view(installation.tenant) as view:
        room = subjects.conversation(view, ids.read(ids.CONVERSATION, told.conversation)).subject
    assert (
        ids.shown(ids.SUBJECT, room) not in read.conversations(installation.app, installation.tenant, LOCAL)[0].subjects
    )
    installation.erase(installation.subject())
    installation.erase(ids.shown(ids.SUBJECT, room))
    assert index_rows(installation) == before


def test_a_place_that_another_erasure_made_old_stays_pending(installation, monkeypatch, tmp_path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    config = installation.app.config
    installation.app.config = replace(config, keys=replace(config.keys, copies=[str(place)]))
    for party in (ANN, BEN):
        installation.receive("hello", party)
    ann, ben = installation.subject(ANN), ids.read(ids.SUBJECT, installation.subject(BEN))
    renew = erasing.renew

    def overtaken(app) -> tuple[str, ...]:
        """Another process erases Ben right after the place was renewed, and dies before it renews it."""
        pending = renew(app)
        monkeypatch.setattr(erasing, "renew", renew)
        with app.store.write(installation.tenant) as tx:
            erasures.ask(tx, ben, app.now())
        erasing._destroyed(app, installation.tenant, erasing._forgotten(app, installation.tenant))
        return pending

    monkeypatch.setattr(erasing, "renew", overtaken)
    installation.erase(ann)
    with installation.app.store.view(installation.tenant) as view:
        assert {one.pending for one in erasures.unfinished(view)} == {(str(place), erasing.JOURNAL)}
    assert erasing.finish(installation.app, installation.tenant) == 0
    with installation.app.store.view(installation.tenant) as view:
        assert erasures.unfinished(view) == []


def test_whoever_has_an_identity_is_erased_and_what_others_wrote_is_named(installation) -> None:
    installation.receive("hello", ANN)
    installation.receive("hello", ANN, channel="sms")
    installation.receive(f"call {ANN}", BEN)
    installation.receive(f"call {ANN}", ANN)
    anns = set(installation.find("(202) 555-0101").subjects)
    ask = (installation.app, installation.tenant, Plain("(202) 555-0101"), "subject-request", Plain(""), LOCAL)
    certificates, elsewhere = erasing.erase_whoever(*ask)
    assert {one.subject for one in certificates} == anns
    assert all(one.done for one in certificates)
    assert [one.subject for one in elsewhere] == [installation.subject(BEN)]
    assert erasing.erase_whoever(*ask) == ([], elsewhere)
