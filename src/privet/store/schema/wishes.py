"""The tables of what customers do not want: messages, and that what was written stays at the channel."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Index, Integer, LargeBinary, String

from privet.store.schema.columns import column, data, table

OPTOUT = table(
    "optout",
    data,
    [
        column("subject", LargeBinary(16), "id"),
        column("since", BigInteger, "time"),
        column("by", String(80), "staff"),
    ],
    ("subject",),
)
Index("optout_by_time", OPTOUT.c.tenant, OPTOUT.c.since)

RETRACTION = table(
    "retraction",
    data,
    [
        column("message", LargeBinary(16), "id"),
        column("number", BigInteger, "metadata"),
        column("conversation", LargeBinary(16), "id"),
        column("subject", LargeBinary(16), "id"),
        column("bot", LargeBinary(16), "id"),
        column("why", String(16), "metadata"),
        column("state", String(16), "metadata"),
        column("made", BigInteger, "time"),
        column("due", BigInteger, "time"),
        column("before", BigInteger, "time"),
        column("attempts", Integer, "metadata"),
        column("at", BigInteger, "time", nullable=True),
        column("reason", String(40), "metadata"),
        column("told", Boolean, "metadata"),
    ],
    ("message", "number"),
)
Index("retraction_by_state", RETRACTION.c.tenant, RETRACTION.c.state, RETRACTION.c.due)
Index("retraction_by_conversation", RETRACTION.c.tenant, RETRACTION.c.conversation, RETRACTION.c.made)
Index("retraction_by_time", RETRACTION.c.tenant, RETRACTION.c.made)
