"""The tables of customers' own pages: links that were sent, and visits that they opened. Neither holds a secret."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, LargeBinary, String

from privet.store.schema.columns import column, data, table

PORTAL_LINK = table(
    "portal_link",
    data,
    [
        column("link", LargeBinary(16), "id"),
        column("digest", LargeBinary(32), "digest"),
        column("conversation", LargeBinary(16), "id"),
        column("expires", BigInteger, "time"),
        column("used", BigInteger, "time"),
        column("actor", String(80), "staff"),
    ],
    ("link",),
)
Index("portal_link_by_digest", PORTAL_LINK.c.tenant, PORTAL_LINK.c.digest, unique=True)
Index("portal_link_by_conversation", PORTAL_LINK.c.tenant, PORTAL_LINK.c.conversation)

PORTAL_VISIT = table(
    "portal_visit",
    data,
    [
        column("visit", LargeBinary(16), "id"),
        column("digest", LargeBinary(32), "digest"),
        column("conversation", LargeBinary(16), "id"),
        column("created", BigInteger, "time"),
        column("seen", BigInteger, "time"),
        column("proved", BigInteger, "time"),
        column("taken", BigInteger, "metadata"),
    ],
    ("visit",),
)
Index("portal_visit_by_digest", PORTAL_VISIT.c.tenant, PORTAL_VISIT.c.digest, unique=True)
