"""The tables of legal holds: what is held until when, and what it covers, sealed once more under the hold's own key."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, LargeBinary, String

from privet.store.schema.columns import column, data, table

HOLD = table(
    "hold",
    data,
    [
        column("hold", LargeBinary(16), "id"),
        column("state", String(8), "metadata"),
        column("ground", String(32), "metadata"),
        column("slot", BigInteger, "key reference"),
        column("first", BigInteger, "time"),
        column("last", BigInteger, "time"),
        column("asked", BigInteger, "time"),
        column("began", BigInteger, "time"),
        column("until", BigInteger, "time"),
        column("wanted", BigInteger, "time"),
        column("asker", String(80), "staff"),
        column("upheld", String(80), "staff"),
    ],
    ("hold",),
)

HOLD_SCOPE = table(
    "hold_scope",
    data,
    [
        column("hold", LargeBinary(16), "id"),
        column("thing", LargeBinary(16), "id"),
        column("sort", String(16), "metadata"),
    ],
    ("hold", "thing"),
)

HELD = table(
    "held",
    data,
    [
        column("hold", LargeBinary(16), "id"),
        column("field", Integer, "metadata"),
        column("record", LargeBinary(16), "id"),
        column("number", Integer, "metadata"),
        column("subject", LargeBinary(16), "id"),
        column("conversation", LargeBinary(16), "id"),
        column("sealed", LargeBinary, "sealed"),
    ],
    ("hold", "field", "record", "number"),
)
