"""The access review names who could come in and need not, who may do too much, and what others may read."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from privet.acts import access, operator
from privet.acts.access import Limits
from privet.acts.review import review
from privet.config import Config, Keys
from privet.core.decision import LOCAL, Actor
from privet.core.kinds import KINDS
from privet.core.plain import Plain
from privet.errors import Denied, NotProved
from privet.store import ledger, tenants

PHRASE = Plain("five invented words for this")


def checks(house, **more) -> list[tuple[str, str]]:
    return [(one.check, one.who) for one in review(house.app, more.get("tenant", house.tenant), LOCAL)]


@pytest.fixture
def house(installation):
    for path in [installation.folder, *installation.folder.iterdir()]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    return installation


def named(house, name: str, roles: list[str]) -> None:
    operator.add(house.app, house.tenant, name, roles, PHRASE, LOCAL)


def test_a_fresh_installation_gives_no_concern(house) -> None:
    named(house, "maria", ["agent"])
    assert checks(house) == []


def test_an_orphan_account_is_reported(house) -> None:
    named(house, "maria", ["agent"])
    named(house, "gone", ["agent"])
    house.clock.forward(days=89)
    assert checks(house) == []
    token = house.receive("write to ana@example.com").tokens[0].id
    house.train("maria")
    house.reveal(token, actor=Actor("operator", "maria", frozenset({"privacy"})))
    with pytest.raises(NotProved):  # trying to be somebody is not being active
        operator.prove(house.app, house.tenant, "gone", Plain("another phrase"))
    house.clock.forward(days=2)
    (concern,) = review(house.app, house.tenant, LOCAL)
    assert (concern.check, concern.who) == ("orphan-account", "gone")
    assert "for 90 days" in concern.sentence
    assert concern.todo.endswith("privet operator remove gone")


def test_an_over_broad_role_is_reported(house, open_tenant) -> None:
    tenant = open_tenant()
    assert checks(house) == []
    found = review(house.app, tenant, LOCAL)
    assert [(one.check, one.who) for one in found] == [("broad-role", "boss"), ("broad-role", "boss")]
    assert "every kind for every purpose" in found[0].sentence
    assert "name operators" in found[1].sentence


def test_an_account_with_every_role_or_an_unknown_one_is_reported(house) -> None:
    named(house, "boss", list(house.app.rules_of(house.tenant).policy.roles))
    assert checks(house) == [("broad-account", "boss")]
    with house.app.store.write(house.tenant) as tx:
        row = tenants.operator(tx, "boss")
        assert row is not None
        tenants.put_operator(tx, replace(row, roles=("janitor",)), house.clock.at)
    assert checks(house) == [("unknown-role", "boss")]


def test_keys_that_nobody_uses_or_that_open_everything_are_reported(house) -> None:
    purposes = list(house.app.rules_of(house.tenant).policy.purposes)
    all_ = Limits(["reveal", "receive"], purposes, list(KINDS), 20_000, days=300)
    access.make(house.app, house.tenant, "all", all_, LOCAL)
    access.make(house.app, house.tenant, "small", Limits(["receive"], ["delivery"], days=91), LOCAL)
    access.make(house.app, house.tenant, "old", Limits(["receive"], ["delivery"], days=1), LOCAL)
    assert checks(house) == [("broad-key", "all"), ("broad-key", "all")]
    house.clock.forward(days=90)
    assert checks(house) == [("broad-key", "all"), ("broad-key", "all"), ("orphan-key", "all"), ("orphan-key", "small")]


def test_files_that_others_may_read_are_reported(house, tmp_path: Path) -> None:
    key, place = tmp_path / "open.key", tmp_path / "place"
    key.write_bytes(b"x")
    key.chmod(0o644)
    place.mkdir(mode=0o755)
    place.chmod(0o755)
    (house.folder / "data.db").chmod(0o640)
    house.app.config = Config(keys=Keys(file=str(key), copies=[str(place), str(tmp_path / "not there")]))
    assert checks(house) == [("open-file", "open.key"), ("open-file", "data.db"), ("open-file", "place")]
    house.app.config = Config(keys=Keys(file=str(tmp_path / "no such key")))
    (house.folder / "data.db").chmod(0o600)
    assert checks(house) == []


def test_a_role_that_somebody_has_and_does_not_use_is_reported(house) -> None:
    named(house, "maria", ["privacy", "supervisor"])
    maria = Actor("operator", "maria", frozenset({"privacy", "supervisor"}))
    house.clock.forward(days=90)
    token = house.receive("write to ana@example.com").tokens[0].id
    house.train("maria")
    house.reveal(token, actor=maria)
    assert checks(house) == [("unused-role", "maria")]
    house.reveal(token, "support", actor=maria)
    assert checks(house) == []


def test_one_who_has_one_role_and_looks_on_is_not_reported(house) -> None:
    """What an auditor does leaves no entry, so nobody can tell that it is not done."""
    named(house, "rita", ["auditor", "privacy"])
    rita = Actor("operator", "rita", frozenset({"auditor", "privacy"}))
    house.clock.forward(days=91)
    token = house.receive("write to ana@example.com").tokens[0].id
    house.train("rita")
    house.reveal(token, actor=rita)
    assert checks(house) == []


def test_what_of_keys_is_old_or_not_used_is_reported(house) -> None:
    given = Limits(["reveal", "find", "read"], ["support"], ["EMAIL"], 10, days=300, owner="maria")
    named(house, "maria", ["agent"])
    key, text = access.make(house.app, house.tenant, "crm", given, LOCAL)
    house.clock.forward(days=179)
    token = house.receive("write to ana@example.com").tokens[0].id
    crm = access.enter(house.app, house.tenant, hashlib.sha256(text.expose().encode()).digest())
    house.reveal(token, "support", actor=crm)
    found = review(house.app, house.tenant, LOCAL)
    assert [(one.check, one.who) for one in found] == [("orphan-account", "maria"), ("unused-right", "crm")]
    assert "used to find for" in found[1].sentence
    house.find("ana@example.com", "support", crm)
    assert checks(house) == [("orphan-account", "maria")]
    house.clock.forward(days=1)
    assert ("old-key", "crm") in checks(house)
    with house.app.store.write(house.tenant) as tx:
        row = tenants.operator(tx, "maria")
        assert row is not None
        tenants.remove_operator(tx, row.id)
    assert ("ownerless-key", "crm") in checks(house)
    assert key.owner == "maria"


def test_a_passkey_that_lies_unused_is_reported(people, house) -> None:
    people.by_passkey(people.invite())
    house.clock.forward(days=100)
    people.log_in()
    people.keys["ann"].flags = 0
    with pytest.raises(NotProved):
        people.log_in()
    assert checks(house) == []
    house.clock.forward(days=180)
    assert checks(house) == [("orphan-account", "ann"), ("old-passkey", "ann")]


def test_only_the_last_months_of_the_ledger_are_read(house, monkeypatch) -> None:
    for day in range(10):
        house.receive(f"message {day}")
        house.clock.forward(days=20)
    seen = []
    real = ledger.entries
    monkeypatch.setattr(ledger, "entries", lambda *given: (seen.append(given[1:]), real(*given))[1])
    review(house.app, house.tenant, LOCAL)
    (start, end) = max(seen, key=lambda one: one[1] - one[0])
    assert end - start == 4  # of 11: those of the days 120, 140, 160 and 180 are 80 days old or less


def test_an_entry_that_cannot_be_read_stops_nothing(house) -> None:
    house.receive("hello")
    with house.app.store.write(house.tenant) as tx:
        tx.run("UPDATE entry_pack SET packed = ? WHERE tenant = ?", (b"\0\1x", house.tenant))
    assert checks(house) == []


def test_whoever_may_not_read_is_refused_on_record(house) -> None:
    with pytest.raises(Denied):
        review(house.app, house.tenant, Actor("service", "nobody"))
    assert house.acts()[-1] == ("read", "denied")
