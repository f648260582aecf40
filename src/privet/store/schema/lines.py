"""The tables of lines: accounts at providers of text messages in the path, and what of them waits for applications."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, LargeBinary, String

from privet.store.schema.columns import column, data, table

LINE = table(
    "line",
    data,
    [
        column("line", LargeBinary(16), "id"),
        column("name", String(64), "configuration"),
        column("sealed", LargeBinary, "staff"),
        column("created", BigInteger, "time"),
        column("paused", BigInteger, "time", nullable=True),
    ],
    ("line",),
)
Index("line_by_name", LINE.c.tenant, LINE.c.name, unique=True)

LINE_POST = table(
    "line_post",
    data,
    [
        column("line", LargeBinary(16), "id"),
        column("tag", BigInteger, "keyed tag"),
        column("id", LargeBinary(16), "id"),
        column("subject", LargeBinary(16), "id"),
        column("period", BigInteger, "key reference"),
        column("at", BigInteger, "time"),
        column("sealed", LargeBinary, "sealed", nullable=True),
    ],
    ("line", "tag"),
)
Index(
    "line_post_waiting", LINE_POST.c.tenant, LINE_POST.c.line, LINE_POST.c.id,
    sqlite_where=LINE_POST.c.sealed.is_not(None),
)  # fmt: skip
Index("line_post_by_period", LINE_POST.c.tenant, LINE_POST.c.period)
Index("line_post_by_time", LINE_POST.c.tenant, LINE_POST.c.at)
