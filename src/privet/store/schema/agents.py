"""The tables of authorized agents, and of the requests that came by them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, LargeBinary, String

from privet.store.schema.columns import column, data, table

DRP_AGENT = table(
    "drp_agent",
    data,
    [
        column("agent", String(64), "staff"),
        column("verify_key", LargeBinary(32), "staff"),
        column("digest", LargeBinary(32), "staff"),
        column("actor", String(80), "staff"),
        column("at", BigInteger, "time"),
    ],
    ("agent",),
)

DRP_REQUEST = table(
    "drp_request",
    data,
    [
        column("request", LargeBinary(16), "id"),
        column("agent", String(64), "staff"),
        column("reference", LargeBinary, "sealed"),
        column("message", LargeBinary(32), "keyed tag"),
    ],
    ("request",),
)
Index("drp_request_by_message", DRP_REQUEST.c.tenant, DRP_REQUEST.c.message, unique=True)
