"""Checks of this installation that the breaches of others teach, beyond those of test_task.py."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from privet.acts import breaches, index
from privet.acts.attest import attest
from privet.core.decision import LOCAL
from privet.core.terms import Retention
from privet.store import tenants


def check(house: Any, name: str) -> bool | None:
    with house.app.store.view(house.tenant) as view:
        return next(one.holds for one in breaches.checked(house.app, view) if one.case.name == name)


@pytest.fixture
def house(installation: Any) -> Any:
    for path in [installation.folder, *installation.folder.iterdir()]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    return installation


def indexed(house: Any, text: str) -> None:
    house.receive(text)
    while index.index(house.app, house.tenant):
        pass


def held(house: Any) -> str:
    """All that lies in index.db, as SQL writes it."""
    with closing(sqlite3.connect(f"{(house.folder / 'index.db').as_uri()}?mode=ro", uri=True)) as link:
        return "\n".join(link.iterdump())


def terms(house: Any, **classes: int) -> None:
    """The adopted policy with classes of other lengths (s)."""
    rules = house.app.rules_of(house.tenant)
    made = {name: Retention(name, seconds, "As long as that.") for name, seconds in classes.items()}
    given = replace(rules.policy.terms, classes={**rules.policy.terms.classes, **made})
    house.app.rules[house.tenant] = replace(rules, policy=replace(rules.policy, terms=given))


def test_voxox_nothing_can_be_read_in_the_index_and_codes_are_gone_in_ten_minutes(house: Any) -> None:
    assert check(house, "voxox") is None  # nothing is indexed yet
    indexed(house, "my parcel is in Zanzibar, the code is 482913")
    assert check(house, "voxox") is True
    there = held(house).lower()
    for word in ("parcel", "zanzibar", "482913"):
        assert word not in there
        assert word.encode().hex() not in there
    (house.folder / "index.db").chmod(0o644)
    assert check(house, "voxox") is False
    (house.folder / "index.db").chmod(0o600)
    terms(house, transit=601)
    assert check(house, "voxox") is False


def test_voxox_a_plain_word_in_the_index_is_seen(house: Any) -> None:
    indexed(house, "my parcel is in Zanzibar")
    with house.app.store.write(house.tenant) as tx:
        tx.index_many("UPDATE word SET places = ? WHERE tenant = ?", [("zanzibar", house.tenant)])
    assert check(house, "voxox") is False


def test_truedialog_somebody_tried_to_catch_it_out_lately(house: Any) -> None:
    assert check(house, "truedialog") is None
    attest(house.app, house.tenant, "prove", json.dumps({"holds": True}), LOCAL)
    assert check(house, "truedialog") is True
    house.clock.forward(days=181)
    assert check(house, "truedialog") is False


def test_att_nothing_is_kept_longer_than_two_years(house: Any) -> None:
    assert check(house, "att-2019") is True
    terms(house, message=breaches.LONGEST_S + 1)
    assert check(house, "att-2019") is False


def test_ss7_who_logs_in_elsewhere_may_be_asked_for_a_text_message(house: Any) -> None:
    assert check(house, "ss7") is None
    house.person("ann", "agent")
    assert check(house, "ss7") is True
    with house.app.store.write(house.tenant) as tx:
        row = tenants.operator(tx, "ann")
        assert row is not None
        tenants.put_operator(tx, replace(row, sso=b"s" * 32), 1)
    assert check(house, "ss7") is None
