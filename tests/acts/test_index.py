"""The word index follows the ledger, a piece at a time; what is erased or over leaves it; lost, it is made again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from privet import jobs
from privet.acts import annotate, index, job, search
from privet.acts.receive import receive
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import Tampered
from privet.store import words
from privet.store.migrate import migrate

ANN, BEN = "+12025550101", "+12025550102"
SUE = Actor("operator", "sue", frozenset({"supervisor"}))


def found(installation, asked: str, tenant=None) -> list[str]:
    """What is found now, without anything being indexed first."""
    page = search.search(installation.app, tenant or installation.tenant, Plain(asked), "legal", LOCAL, limit=100)
    return [one.message for one in page.items]


def whole(installation) -> None:
    index.whole(installation.app, installation.tenant)


def rows(installation, table: str = "word") -> list[tuple]:
    with installation.app.store.view(installation.tenant) as view:
        return sorted(view.index_rows(f"SELECT * FROM {table}"))


def everything(installation) -> list[list[tuple]]:
    return [rows(installation, table) for table in ("word", "worded", "worded_period")]


def test_a_piece_at_a_time_and_what_is_left_is_known(installation, monkeypatch) -> None:
    monkeypatch.setattr(index, "TERMS", 3)
    said = [installation.receive(f"refund number {n}").id for n in range(4)]
    app, tenant = installation.app, installation.tenant
    steps = 0
    while index.index(app, tenant):
        steps += 1
        with app.store.view(tenant) as view:
            assert index.behind(view) > 0
        assert len(rows(installation, "worded")) == steps
    assert found(installation, "refund") == said[::-1]
    whole(installation)
    before = everything(installation)
    assert not index.index(app, tenant)
    assert everything(installation) == before


def test_a_page_says_how_much_is_not_indexed_yet(installation) -> None:
    installation.receive("refund")
    page = search.search(installation.app, installation.tenant, Plain("refund"), "legal", LOCAL)
    assert page.items == ()
    assert page.behind == 1 + 1  # making the tenant is on the ledger too
    whole(installation)
    assert search.search(installation.app, installation.tenant, Plain("refund"), "legal", LOCAL).behind == 0


def test_answers_are_found_once_and_refusals_not_at_all(installation) -> None:
    talk = installation.receive("hello").conversation
    sent = installation.send(talk, "your refund is on its way")
    whole(installation)
    assert found(installation, "refund") == [sent.id]
    assert len(rows(installation, "worded")) == 2


def test_nothing_of_an_erased_subject_stays(installation) -> None:
    installation.receive("refund of 退款", BEN)
    whole(installation)
    kept = everything(installation)[:2]
    for n in range(3):
        installation.receive(f"refund straße {n}")
    installation.receive("refund in a team", ANN, conversation="team", group=True)
    talk = installation.receive("hello").conversation
    annotate.annotate(installation.app, installation.tenant, talk, Plain("she is angry"), SUE, purpose="support")
    whole(installation)
    installation.erase(installation.subject(ANN))
    assert everything(installation)[:2] == kept
    installation.receive("refund", ANN)
    whole(installation)
    assert len(found(installation, "refund")) == 2


def test_what_is_over_leaves_in_pieces_and_the_rest_stays(installation, monkeypatch) -> None:
    monkeypatch.setattr(words, "PART", 4)
    first = [installation.receive(f"refund {n}").id for n in range(6)]
    installation.clock.forward(days=1)
    second = [installation.receive(f"refund {n}", BEN).id for n in range(6)]
    whole(installation)
    assert found(installation, "refund") == (first + second)[::-1]
    installation.clock.forward(days=90)
    jobs.tick(installation.app)
    whole(installation)
    assert found(installation, "refund") == second[::-1]
    assert len(rows(installation, "worded")) == 6
    with installation.app.store.view(installation.tenant) as view:
        assert not words.ended(view)
        held = {row[0] * 4 + at for row in view.index_rows("SELECT part, places FROM word") for at in row[1][1::2]}
    assert held == {row[1] for row in rows(installation, "worded")}
    installation.clock.forward(days=1)
    jobs.tick(installation.app)
    whole(installation)
    assert [len(one) for one in everything(installation)] == [0, 0, 0]


def test_what_is_over_before_it_is_indexed_is_never_in_it(installation) -> None:
    installation.receive("refund")
    installation.clock.forward(days=91)
    jobs.at_start(installation.app)
    for one in jobs.JOBS:
        if one.name == "expire":
            one.do(installation.app, installation.tenant)
    whole(installation)
    assert everything(installation) == [[], [], []]


def test_a_lost_index_is_the_same_when_it_is_made_again(installation) -> None:
    for n in range(5):
        installation.receive(f"refund {n} straße 退款", (ANN, BEN)[n % 2])
    whole(installation)
    before = everything(installation)
    installation.app.close()
    for path in installation.folder.glob("index.db*"):
        path.unlink()
    assert migrate(installation.folder)
    installation.reopen()
    jobs.at_start(installation.app)
    assert found(installation, "refund") == []
    whole(installation)
    assert everything(installation) == before


def test_an_index_behind_after_a_power_cut_catches_up(installation, tmp_path: Path) -> None:
    installation.receive("refund 1")
    whole(installation)
    installation.app.store.index.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    installation.app.close()
    shutil.copy(installation.folder / "index.db", tmp_path)
    installation.reopen()
    installation.receive("refund 2")
    whole(installation)
    before = everything(installation)
    installation.app.close()
    for path in installation.folder.glob("index.db*"):
        path.unlink()
    shutil.copy(tmp_path / "index.db", installation.folder)
    installation.reopen()
    whole(installation)
    assert everything(installation) == before


@pytest.mark.parametrize("later", [0, 3])
def test_an_index_of_data_that_was_put_back_is_made_anew(installation, tmp_path: Path, later: int) -> None:
    installation.receive("parcel")
    installation.app.close()
    shutil.copytree(installation.folder, tmp_path / "backup")
    installation.reopen()
    gone = installation.receive("refund")
    whole(installation)
    assert found(installation, "refund") == [gone.id]
    installation.app.close()
    for name in ("data.db", "keys.db", "epoch"):
        for path in installation.folder.glob(f"{name}*"):
            path.unlink()
        for path in (tmp_path / "backup").glob(f"{name}*"):
            shutil.copy(path, installation.folder)
    installation.reopen()
    kept = [installation.receive(f"refund {n}").id for n in range(later)]
    whole(installation)
    assert found(installation, "refund") == kept[::-1]
    assert len(rows(installation, "worded")) == 1 + later


def test_killed_in_a_piece_nothing_of_it_is_there(installation, monkeypatch) -> None:
    installation.receive("refund")

    def dies() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(installation.app.store.keys, "refresh", dies)
        with pytest.raises(KeyboardInterrupt):
            index.index(installation.app, installation.tenant)
    assert everything(installation) == [[], [], []]
    whole(installation)
    assert len(found(installation, "refund")) == 1


def test_the_clock_indexes_and_says_what_failed(installation, monkeypatch) -> None:
    installation.receive("refund")
    jobs.tick(installation.app)
    assert len(found(installation, "refund")) == 1

    def fails(*_) -> None:
        raise Tampered("it does not open")

    installation.receive("refund")
    with monkeypatch.context() as patched:
        patched.setattr(index, "decode", fails)
        installation.clock.forward(minutes=1)
        with pytest.raises(Tampered):
            jobs.tick(installation.app)
    (one,) = [one for one in job.everyone(installation.app, installation.tenant, LOCAL) if one.name == "index"]
    assert one.error == "tampered"
    installation.clock.forward(minutes=1)
    jobs.tick(installation.app)
    assert len(found(installation, "refund")) == 2


def test_beside_every_tenant_has_its_turn(installation) -> None:
    other = installation.add_tenant("other")
    for tenant in (installation.tenant, other):
        receive(installation.app, tenant, [installation.inbound("refund")], LOCAL)
    while jobs.beside(installation.app):
        installation.clock.forward(minutes=1)
    for tenant in (installation.tenant, other):
        assert len(found(installation, "refund", tenant)) == 1
