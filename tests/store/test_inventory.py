"""The data inventory names every column there is, and is up to date."""

from __future__ import annotations

import importlib.util
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from privet.store import keyrows

SCRIPT = Path(__file__).parents[2] / "docs" / "make_inventory.py"
SPEC = importlib.util.spec_from_file_location("make_inventory", SCRIPT)
assert SPEC is not None
assert SPEC.loader is not None
inventory = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(inventory)


def test_the_page_is_up_to_date() -> None:
    assert inventory.PAGE.read_text("utf-8") == inventory.page(), "run `make docs`"


def test_every_column_of_the_key_store_is_named() -> None:
    with sqlite3.connect(":memory:") as link:
        for table in keyrows.TABLES:
            link.execute(table)
        names = [row[0] for row in link.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        there = {f"{name}.{row[1]}" for name in names for row in link.execute(f"PRAGMA table_info({name})")}
    assert {at for at, _ in inventory.key_columns()} == there == set(inventory.KEYS)


def test_a_column_without_a_class_fails() -> None:
    with pytest.raises(KeyError):
        inventory.key_columns(("CREATE TABLE key (tenant INTEGER NOT NULL, planted BLOB NOT NULL) STRICT",))
    planted = sa.MetaData()
    sa.Table("planted", planted, sa.Column("x", sa.Integer))
    with pytest.raises(KeyError):
        inventory.classed(planted)


def test_every_class_is_explained() -> None:
    used = {holds for _, holds in inventory.key_columns()}
    assert used <= set(inventory.CLASSES)
