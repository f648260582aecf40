"""The table behind changes of the policy: what became of each version, and by whom."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, LargeBinary, String

from privet.store.schema.columns import column, data, table

RULING = table(
    "ruling",
    data,
    [
        column("number", BigInteger, "metadata"),
        column("entry", LargeBinary(16), "id"),
        column("version", Integer, "metadata"),
        column("what", String(16), "metadata"),
        column("actor", String(80), "staff"),
        column("at", BigInteger, "time"),
        column("alone", Integer, "metadata"),
    ],
    ("number",),
)
