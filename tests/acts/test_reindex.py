"""The index is derived from the data: lost, it is built again; behind, it is caught up."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from privet import jobs
from privet.acts.reindex import reindex
from privet.app import open_privet
from privet.core.ids import read as id_of
from privet.store import subjects
from privet.store.migrate import migrate

ANN, BEN = "+12025550101", "+12025550102"
MAIL, IBAN = "Ann@Example.com", "DE89 3704 0044 0532 0130 00"
SPELLINGS = ("+1 202-555-0143", "(202) 555-0144", "+49 30 901820", "0171 2345678", "+44 20 7946 0018")
ASKED = (ANN, BEN, "customer 1", MAIL, IBAN, *SPELLINGS)


def filled(installation) -> None:
    installation.receive(f"write to {MAIL}", ANN, subject_ref="customer 1")
    installation.receive(f"pay {IBAN}; call " + "; call ".join(SPELLINGS), BEN)
    installation.receive("we are a team", ANN, conversation="team", group=True)


def answers(installation) -> list[tuple[set[str], set[str]]]:
    found = [installation.find(one) for one in ASKED]
    return [(set(one.subjects), {mention.token for mention in one.mentions}) for one in found]


def lose(installation) -> None:
    """index.db and its journal are gone, and a new start makes an empty one."""
    before = installation.app
    before.close()
    for path in installation.folder.glob("index.db*"):
        path.unlink()
    assert migrate(installation.folder)
    assert not migrate(installation.folder)
    installation.reopen()


def test_a_lost_index_is_built_again_at_start(installation) -> None:
    filled(installation)
    told = answers(installation)
    assert all(subjects or mentions for subjects, mentions in told)
    lose(installation)
    assert not any(subjects or mentions for subjects, mentions in answers(installation))
    jobs.at_start(installation.app)
    assert answers(installation) == told


def test_after_a_loss_the_same_people_are_still_themselves(installation) -> None:
    first = installation.receive(MAIL, ANN, external_id="1")
    lose(installation)
    jobs.at_start(installation.app)
    assert installation.receive(MAIL, ANN, external_id="1").outcome == "repeated"
    again = installation.receive(MAIL, ANN)
    assert (again.conversation, again.tokens[0].id) == (first.conversation, first.tokens[0].id)


def test_an_index_that_is_behind_is_caught_up(installation, tmp_path: Path) -> None:
    """What a power cut does: the data has what the index, which does not wait for the disk, has lost."""
    installation.receive("hello", "+12025550199")
    installation.reopen()
    old = tmp_path / "old"
    old.mkdir()
    installation.app.store.index.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(installation.folder / "index.db", old)
    installation.clock.forward(days=3)
    filled(installation)
    told = answers(installation)
    installation.app.close()
    for path in installation.folder.glob("index.db*"):
        path.unlink()
    shutil.copy(old / "index.db", installation.folder)
    installation.reopen()
    assert answers(installation) != told
    jobs.at_start(installation.app)
    assert answers(installation) == told
    assert len(installation.find("+12025550199").subjects) == 1


def test_building_it_again_changes_nothing(installation) -> None:
    filled(installation)
    told = answers(installation)
    for whole in (False, True, True, False):
        reindex(installation.app, installation.tenant, whole=whole)
        assert answers(installation) == told


def test_what_was_erased_is_not_found_by_a_new_index(installation) -> None:
    filled(installation)
    installation.erase(installation.subject(ANN))
    told = answers(installation)
    reindex(installation.app, installation.tenant, whole=True)
    assert answers(installation) == told
    assert told[0] == (set(), set())


def test_killed_between_index_and_data_nothing_is_wrong(installation, monkeypatch) -> None:
    """The index is committed first: it may know ids that never came to be."""
    keys = installation.app.store.keys

    class Crash(BaseException):
        pass

    def dies() -> None:
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(keys, "commit", dies)
        with pytest.raises(Crash):
            installation.receive(f"write to {MAIL}", ANN, external_id="1")
    installation.reopen()
    jobs.at_start(installation.app)
    assert installation.find(ANN).subjects == installation.find(MAIL).subjects == ()
    told = installation.receive(f"write to {MAIL}", ANN, external_id="1")
    assert told.outcome == "stored"
    assert [one.token for one in installation.find(MAIL).mentions] == [told.tokens[0].id]


def test_a_mention_is_listed_once_though_the_index_has_it_in_two_parts(installation, monkeypatch) -> None:
    told = installation.receive(f"write to {MAIL}")
    monkeypatch.setattr(subjects, "PART_ROWS", 1)
    reindex(installation.app, installation.tenant)
    reindex(installation.app, installation.tenant)
    assert [one.token for one in installation.find(MAIL).mentions] == [told.tokens[0].id]


def test_one_tenants_index_is_not_touched_by_anothers(installation) -> None:
    filled(installation)
    other = installation.add_tenant("other")
    installation.batch([installation.inbound("hello", ANN)], other)
    told = answers(installation)
    reindex(installation.app, other, whole=True)
    assert answers(installation) == told


def test_a_real_start_finishes_what_a_crash_left(installation) -> None:
    filled(installation)
    told = answers(installation)
    installation.app.close()
    for path in installation.folder.glob("index.db*"):
        path.unlink()
    installation.app = open_privet(installation.folder, installation.root)
    installation.app.clock = installation.clock
    jobs.at_start(installation.app)
    assert answers(installation) == told
    assert id_of("sub", installation.subject(ANN))
