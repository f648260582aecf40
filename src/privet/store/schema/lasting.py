"""The tables of what ends before its class says: classes of customers and conversations, and values in exact form."""

from __future__ import annotations

from sqlalchemy import BigInteger, LargeBinary, String

from privet.store.schema.columns import column, data, table

LASTING = table(
    "lasting",
    data,
    [
        column("ref", LargeBinary(16), "id"),
        column("class", String(32), "metadata"),
        column("by", String(80), "staff"),
        column("at", BigInteger, "time"),
    ],
    ("ref", "class"),
)

EXACT = table(
    "exact",
    data,
    [column("period", BigInteger, "key reference"), column("value", LargeBinary(16), "id")],
    ("period", "value"),
)
