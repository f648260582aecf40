"""A certificate is true: it counts what was erased, finds what is left, and names what has not answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from privet import jobs
from privet.acts.certify import certify, stated
from privet.acts.checkpoint import vkeys
from privet.core import certificate, ids
from privet.core.certificate import Statement
from privet.core.decision import LOCAL, Actor
from privet.errors import Denied, NotFound
from privet.store import erasures

ANN, BEN = "+12025550101", "+12025550102"
MAIL = "ann@example.com"


def checked(installation, subject: str) -> Statement:
    """A certificate as a third party has it: the file and the ledger's public keys."""
    file = certify(installation.app, installation.tenant, subject, LOCAL)
    return certificate.check(file, vkeys(installation.app, installation.tenant))[0]


def test_it_counts_what_was_erased_and_finds_nothing(installation) -> None:
    installation.receive(MAIL, ANN, subject_ref="customer 1")
    installation.receive("and 4111 1111 1111 1111", ANN)
    installation.receive(f"ask {MAIL}", BEN)
    ann = installation.subject(ANN)
    made = installation.erase(ann)
    said = checked(installation, ann)
    assert (said.subject, said.ledger, said.done, said.holds) == (ann, made.ledger, made.done, True)
    assert dict(said.erased) == {"message": 2, "value": 2}
    assert said.residue
    assert set(dict(said.residue).values()) == {0}
    entry = installation.entries()[-1]
    assert (entry.act, entry.actor) == ("report.erasure", "local")


def test_what_is_left_is_found(installation, monkeypatch) -> None:
    """The scan is no formula: of an erasure that is only asked for it finds the key and every row."""
    installation.receive(MAIL, ANN, subject_ref="customer 1")
    ann = installation.subject(ANN)
    with installation.app.store.write(installation.tenant) as tx:
        erasures.ask(tx, ids.read("sub", ann), installation.clock.at)
    said = checked(installation, ann)
    left = dict(said.residue)
    assert (said.done, said.holds, said.confirmed) == (0, False, 0)
    assert left["key"] == 1
    assert left["mention"] == 1
    assert left["identity"] == 3  # address, reference, conversation
    jobs.at_start(installation.app)
    assert checked(installation, ann).holds


def test_a_place_that_has_not_answered_is_pending_by_number(installation, tmp_path: Path) -> None:
    near, far = tmp_path / "near", tmp_path / "far"
    near.mkdir()
    config = installation.app.config
    installation.app.config = replace(config, keys=replace(config.keys, copies=[str(near), str(far)]))
    installation.receive("hello")
    ann = installation.subject()
    installation.erase(ann)
    said = stated(installation.app, installation.tenant, ann)
    assert (said.confirmed, said.pending, said.holds) == (1, ("key place 2",), False)
    installation.app.config = config
    assert stated(installation.app, installation.tenant, ann).pending == ("a place that is configured no more",)


def test_of_whom_nobody_erased_there_is_none_and_who_may_not_read_gets_none(installation) -> None:
    installation.receive("hello")
    ann = installation.subject()
    with pytest.raises(NotFound, match="was not erased"):
        certify(installation.app, installation.tenant, ann, LOCAL)
    installation.erase(ann)
    with pytest.raises(Denied):
        certify(installation.app, installation.tenant, ann, Actor("service", "nobody"))
    assert installation.acts()[-1] == ("report.erasure", "denied")
