"""Rules that every table keeps, read from the metadata, and that the migrations make exactly these tables."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import alembic.command
import alembic.config
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from privet.store import migrate as migrating
from privet.store import schema
from privet.store.db import DATA, INDEX
from privet.store.migrate import migrate

TABLES = [*schema.data.sorted_tables, *schema.index.sorted_tables]
COLUMNS = [column for table in TABLES for column in table.columns]
INDEXES = sorted((index for table in TABLES for index in table.indexes), key=lambda index: str(index.name))


def name(thing: object) -> str:
    return str(thing)


@pytest.mark.parametrize("table", TABLES, ids=name)
def test_the_tenant_begins_every_primary_key(table: sa.Table) -> None:
    assert next(iter(table.primary_key.columns)).name == "tenant"
    assert next(iter(table.columns)).name == "tenant"
    assert not table.c.tenant.nullable


@pytest.mark.parametrize("index", INDEXES, ids=lambda index: index.name)
def test_the_tenant_begins_every_index(index: sa.Index) -> None:
    assert next(iter(index.columns)).name == "tenant"


@pytest.mark.parametrize("table", TABLES, ids=name)
def test_the_tenant_begins_every_foreign_key_and_unique_constraint(table: sa.Table) -> None:
    for constraint in table.constraints:
        if isinstance(constraint, sa.ForeignKeyConstraint | sa.UniqueConstraint):
            assert constraint.columns.keys()[0] == "tenant"


@pytest.mark.parametrize("column", COLUMNS, ids=name)
def test_no_column_counts_by_itself(column: sa.Column) -> None:
    assert column.autoincrement in (False, "auto")
    assert column.default is None
    assert column.server_default is None
    assert column.identity is None
    # SQLite numbers rows by itself only where one integer column is the key of a table with row ids.
    assert column.table.dialect_options["sqlite"]["with_rowid"] is False


def unclassed(metadata: sa.MetaData) -> list[str]:
    """Columns that do not say which class of data they hold."""
    return [
        str(one) for table in metadata.sorted_tables for one in table.c if one.info.get("holds") not in schema.HOLDS
    ]


@pytest.mark.parametrize("metadata", [schema.data, schema.index])
def test_every_column_says_what_it_holds(metadata: sa.MetaData) -> None:
    assert unclassed(metadata) == []


@pytest.mark.parametrize("info", [{}, {"holds": "whatever"}])
def test_a_column_without_a_class_is_seen(info: dict[str, str]) -> None:
    planted = sa.MetaData()
    sa.Table("planted", planted, sa.Column("tenant", sa.Integer, info={"holds": "tenant"}), sa.Column("x", info=info))
    assert unclassed(planted) == ["planted.x"]


def test_what_is_personal_is_sealed_bytes() -> None:
    for column in COLUMNS:
        if column.info["holds"] == "sealed":
            assert isinstance(column.type, sa.LargeBinary)


def differences(folder: Path, metadata: sa.MetaData) -> list[object]:
    """What Alembic would change to get from data.db to `metadata`."""
    engine = sa.create_engine(f"sqlite:///{folder / DATA}")
    with engine.connect() as link:
        context = MigrationContext.configure(link, opts={"compare_type": True})
        found = compare_metadata(context, metadata)
    engine.dispose()
    return found


def test_the_migrations_make_exactly_these_tables(tmp_path: Path) -> None:
    assert migrate(tmp_path)
    assert differences(tmp_path, schema.data) == []
    with sqlite3.connect(tmp_path / DATA) as link:
        made = dict(link.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    assert set(made) - {"alembic_version"} == {table.name for table in schema.data.sorted_tables}
    assert all("WITHOUT ROWID" in sql for table, sql in made.items() if table != "alembic_version")


def test_a_difference_is_seen(tmp_path: Path) -> None:
    migrate(tmp_path)
    changed = sa.MetaData()
    for table in schema.data.sorted_tables:
        table.to_metadata(changed)
    changed.tables["message"].append_column(sa.Column("planted", sa.Integer))
    assert len(differences(tmp_path, changed)) == 1


def test_the_index_has_exactly_its_tables(tmp_path: Path) -> None:
    migrate(tmp_path)
    engine = sa.create_engine(f"sqlite:///{tmp_path / INDEX}")
    with engine.connect() as link:
        found = compare_metadata(MigrationContext.configure(link), schema.index)
    engine.dispose()
    assert found == []


def test_the_migrations_go_back_to_nothing_and_forth_again(tmp_path: Path) -> None:
    migrate(tmp_path)
    config = alembic.config.Config()
    config.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
    engine = sa.create_engine(f"sqlite:///{tmp_path / DATA}")
    with engine.begin() as link:
        config.attributes["connection"] = link
        alembic.command.downgrade(config, "base")
    with engine.begin() as link:
        assert sa.inspect(link).get_table_names() == ["alembic_version"]
        config.attributes["connection"] = link
        alembic.command.upgrade(config, "head")
    engine.dispose()
    assert differences(tmp_path, schema.data) == []
    assert migrating.revision(tmp_path) == migrating.REVISION
