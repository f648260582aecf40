"""The tables of what people ask about their own data: a case each, and who they are, as far as that is proven."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, LargeBinary, String

from privet.store.schema.columns import column, data, table

REQUEST = table(
    "request",
    data,
    [
        column("request", LargeBinary(16), "id"),
        column("right", String(16), "metadata"),
        column("law", String(16), "metadata"),
        column("via", String(16), "metadata"),
        column("state", String(16), "metadata"),
        column("received", BigInteger, "time"),
        column("confirmed", BigInteger, "time"),
        column("extended", BigInteger, "time"),
        column("paused", BigInteger, "time"),
        column("stood", BigInteger, "time"),
        column("closed", BigInteger, "time"),
        column("refusal", String(32), "metadata"),
        column("actor", String(80), "staff"),
    ],
    ("request",),
)
Index("request_by_state", REQUEST.c.tenant, REQUEST.c.state, REQUEST.c.received)

REQUEST_SUBJECT = table(
    "request_subject",
    data,
    [
        column("request", LargeBinary(16), "id"),
        column("subject", LargeBinary(16), "id"),
        column("proof", String(16), "metadata"),
        column("at", BigInteger, "time"),
    ],
    ("request", "subject"),
)
Index("request_subject_by_subject", REQUEST_SUBJECT.c.tenant, REQUEST_SUBJECT.c.subject)
