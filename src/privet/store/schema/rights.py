"""The tables of who may see what for a while: conversations given to people, grants, values shown, restrictions."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String

from privet.store.schema.columns import column, data, table

ASSIGNMENT = table(
    "assignment",
    data,
    [
        column("actor", String(80), "staff"),
        column("conversation", LargeBinary(16), "id"),
        column("since", BigInteger, "time"),
        column("until", BigInteger, "time", nullable=True),
    ],
    ("actor", "conversation"),
)
Index("assignment_by_conversation", ASSIGNMENT.c.tenant, ASSIGNMENT.c.conversation, ASSIGNMENT.c.actor)

ACCESS_GRANT = table(
    "access_grant",
    data,
    [
        column("grant", LargeBinary(16), "id"),
        column("actor", String(80), "staff"),
        column("value", LargeBinary(16), "id"),
        column("subject", LargeBinary(16), "id"),
        column("kind", Integer, "metadata"),
        column("purpose", String(64), "metadata"),
        column("state", String(16), "metadata"),
        column("uses", Integer, "metadata"),
        column("due", BigInteger, "time"),
        column("approver", String(80), "staff"),
    ],
    ("grant",),
)
Index("access_grant_by_value", ACCESS_GRANT.c.tenant, ACCESS_GRANT.c.value, ACCESS_GRANT.c.actor)
Index("access_grant_by_state", ACCESS_GRANT.c.tenant, ACCESS_GRANT.c.state, ACCESS_GRANT.c.due)

SPENDING = table(
    "spending",
    data,
    [column("actor", String(80), "staff"), column("reveal", LargeBinary(16), "id")],
    ("actor", "reveal"),
)

RESTRICTION = table(
    "restriction",
    data,
    [column("subject", LargeBinary(16), "id"), column("since", BigInteger, "time")],
    ("subject",),
)
