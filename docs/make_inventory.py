"""Writes docs/reference/data-inventory.md: every column of every file and the class of data it holds."""

from __future__ import annotations

import re
from pathlib import Path

import sqlalchemy as sa

from privet.store import keyrows, schema

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/reference/data-inventory.md"

HEAD = """# Data inventory

<!-- Made by docs/make_inventory.py from src/privet/store; change the schema, not this page. -->

What an installation writes, column by column, and which class of data it is. A column without a class fails the build.
Personal data stands in columns of class *sealed* and nowhere else; what the other columns tell whoever holds the files
is in the [threat model](../explanation/threat-model.md).
"""

KEYS = {
    "tree.one": "metadata",
    "tree.form": "metadata",
    "tree.store": "id",
    "tree.generation": "metadata",
    "tenant.tenant": "tenant",
    "tenant.next_slot": "metadata",
    "key.tenant": "tenant",
    "key.level": "metadata",
    "key.path": "key reference",
    "key.kind": "metadata",
    "key.born": "metadata",
    "key.wrapped": "wrapped key",
}
"""The columns of keys.db, which is plain SQL and has no place for a class beside each."""

CLASSES = {
    **schema.HOLDS,
    "wrapped key": "a key under the key above it; opens nothing without the root key and `epoch`",
}

EPOCH = """## `epoch`

A file of its own beside the databases, in no data backup: the key above all others, sealed to the root key and to the
recovery key (*wrapped key*), the key store's id (*id*), its generation (*metadata*) and the name of the key provider
(*configuration*).
"""


def page() -> str:
    """The whole page."""
    parts = [
        HEAD,
        "## Classes\n",
        _table(("class", "what it is"), [(f"*{one}*", said) for one, said in CLASSES.items()]),
    ]
    for name, metadata in (("data.db", schema.data), ("index.db", schema.index)):
        parts += [f"## `{name}`\n", _columns(classed(metadata))]
    parts += ["## `keys.db`\n", _columns(key_columns()), EPOCH]
    return "\n".join(parts)


def classed(metadata: sa.MetaData) -> list[tuple[str, str]]:
    """(table.column, class) of every column; KeyError for one without a class."""
    return [(f"{one.table.name}.{one.name}", one.info["holds"]) for t in metadata.sorted_tables for one in t.columns]


def key_columns(tables: tuple[str, ...] = keyrows.TABLES) -> list[tuple[str, str]]:
    """(table.column, class) of every column that keys.db is made with; KeyError for one without a class."""
    found = []
    for made in tables:
        table = re.match(r"CREATE TABLE (\w+) \(", made)
        assert table is not None
        for column in re.findall(r"[(,]\s*(\w+) (?:INTEGER|BLOB|TEXT|REAL|ANY)\b", made):
            found.append((f"{table[1]}.{column}", KEYS[f"{table[1]}.{column}"]))
    return found


def _columns(rows: list[tuple[str, str]]) -> str:
    return _table(("table", "column", "class"), [(*(f"`{part}`" for part in at.split(".")), c) for at, c in rows])


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
