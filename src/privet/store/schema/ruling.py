"""The tables behind changes of the policy, of what becomes of messages that cannot be looked through, and the versions
of the privacy notice.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String

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

FAILING = table(
    "failing",
    data,
    [
        column("channel", String(32), "metadata"),
        column("mode", String(8), "metadata"),
        column("since", BigInteger, "time"),
        column("by", String(80), "staff"),
    ],
    ("channel",),
)

UNSEEN = table(
    "unseen",
    data,
    [
        column("unseen", LargeBinary(16), "id"),
        column("conversation", LargeBinary(16), "id"),
        column("subject", LargeBinary(16), "id"),
        column("period", BigInteger, "key reference"),
        column("line", LargeBinary(16), "id"),
        column("tag", BigInteger, "keyed tag"),
        column("at", BigInteger, "time"),
        column("tries", Integer, "metadata"),
        column("sealed", LargeBinary, "sealed"),
    ],
    ("unseen",),
)
Index("unseen_by_talk", UNSEEN.c.tenant, UNSEEN.c.conversation)

NOTICE = table(
    "notice",
    data,
    [
        column("version", Integer, "metadata"),
        column("at", BigInteger, "time"),
        column("by", String(80), "staff"),
        column("said", LargeBinary, "configuration"),
    ],
    ("version",),
)
