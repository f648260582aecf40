"""The tables of files that customers sent: what is known of each, sealed, and the pieces of those that are kept."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String

from privet.store.schema.columns import column, data, table

FILE = table(
    "file",
    data,
    [
        column("file", LargeBinary(16), "id"),
        column("message", LargeBinary(16), "id"),
        column("conversation", LargeBinary(16), "id"),
        column("subject", LargeBinary(16), "id"),
        column("bot", LargeBinary(16), "id"),
        column("period", BigInteger, "key reference"),
        column("sort", String(16), "metadata"),
        column("size", BigInteger, "metadata"),
        column("state", String(8), "metadata"),
        column("attempts", Integer, "metadata"),
        column("due", BigInteger, "time"),
        column("head", LargeBinary, "sealed"),
    ],
    ("file",),
)
Index("file_by_message", FILE.c.tenant, FILE.c.message)
Index("file_by_subject", FILE.c.tenant, FILE.c.subject)
Index("file_by_period", FILE.c.tenant, FILE.c.period)
Index("file_by_state", FILE.c.tenant, FILE.c.state, FILE.c.due)

FILE_PIECE = table(
    "file_piece",
    data,
    [
        column("file", LargeBinary(16), "id"),
        column("number", Integer, "metadata"),
        column("sealed", LargeBinary, "sealed"),
    ],
    ("file", "number"),
)
