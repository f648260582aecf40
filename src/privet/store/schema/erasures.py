"""The tables of erasures: what was asked for and done, and which programs that were told of it confirmed it."""

from __future__ import annotations

from sqlalchemy import BigInteger, LargeBinary, String, Text

from privet.store.schema.columns import column, data, table

ERASURE = table(
    "erasure",
    data,
    [
        column("number", BigInteger, "metadata"),
        column("subject", LargeBinary(16), "id"),
        column("requested", BigInteger, "time"),
        column("done", BigInteger, "time", nullable=True),
        column("pending", Text, "configuration"),
        column("before", BigInteger, "metadata"),
        column("after", BigInteger, "metadata"),
        column("messages", BigInteger, "metadata"),
        column("sealed", BigInteger, "metadata"),
        column("gone", BigInteger, "time"),
    ],
    ("number",),
)

CONFIRMATION = table(
    "confirmation",
    data,
    [
        column("number", BigInteger, "metadata"),
        column("hook", LargeBinary(16), "id"),
        column("name", String(64), "configuration"),
        column("told", BigInteger, "time"),
        column("confirmed", BigInteger, "time"),
    ],
    ("number", "hook"),
)
