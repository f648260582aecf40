"""What every table is made of: a column says which class of personal data it holds, and the tenant begins every key."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Integer, MetaData, PrimaryKeyConstraint, Table

HOLDS = {
    "tenant": "which company's data this is",
    "id": "a random id made by Privet; means nothing outside",
    "key reference": "the number of a key; means nothing without the key store",
    "keyed tag": "a keyed hash under a key that dies with its owner; equality shows to whoever holds the key",
    "digest": "the SHA-256 of a random secret; means nothing without it",
    "sealed": "personal data, sealed under a subject key and a period key",
    "metadata": "usage metadata: which kind, which channel, how many, which state",
    "time": "when something was done, in milliseconds",
    "ledger": "entries, hashes and signatures; no personal data by design §3.5",
    "staff": "data of the company's own people and programs: their names, and hashes of what proves them",
    "configuration": "rules and settings",
}
"""The classes of the data inventory."""

data = MetaData()
index = MetaData()


def column(name: str, type_: Any, holds: str, *, nullable: bool = False) -> Column[Any]:
    """A column and the class of data it holds."""
    return Column(name, type_, nullable=nullable, info={"holds": holds})


def table(name: str, metadata: MetaData, columns: list[Column[Any]], key: tuple[str, ...]) -> Table:
    """A table clustered by its primary key, which the tenant begins."""
    tenant = column("tenant", Integer, "tenant")
    return Table(name, metadata, tenant, *columns, PrimaryKeyConstraint("tenant", *key), sqlite_with_rowid=False)
