"""The tables behind the server: keys of programs, the answers they were given, who is told of events, and the clock."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String, Text

from privet.store.schema.columns import column, data, table

ACCESS_KEY = table(
    "access_key",
    data,
    [
        column("key", LargeBinary(16), "id"),
        column("digest", LargeBinary(32), "staff"),
        column("name", String(64), "staff"),
        column("acts", Text, "configuration"),
        column("kinds", Text, "configuration"),
        column("purposes", Text, "configuration"),
        column("budget", BigInteger, "configuration", nullable=True),
        column("spent", BigInteger, "metadata"),
        column("spent_day", BigInteger, "time"),
        column("created", BigInteger, "time"),
        column("expires", BigInteger, "time"),
        column("revoked", BigInteger, "time", nullable=True),
        column("owner", String(64), "staff", nullable=True),
        column("apart", BigInteger, "configuration"),
    ],
    ("key",),
)
Index("access_key_by_digest", ACCESS_KEY.c.tenant, ACCESS_KEY.c.digest, unique=True)

ANSWER = table(
    "answer",
    data,
    [
        column("period", BigInteger, "key reference"),
        column("key", LargeBinary(16), "id"),
        column("tag", BigInteger, "keyed tag"),
        column("fingerprint", LargeBinary(16), "keyed tag"),
        column("sealed", LargeBinary, "sealed", nullable=True),
    ],
    ("period", "key", "tag"),
)

HOOK = table(
    "hook",
    data,
    [
        column("hook", LargeBinary(16), "id"),
        column("name", String(64), "configuration"),
        column("url", Text, "configuration"),
        column("events", Text, "configuration"),
        column("secret", LargeBinary, "staff"),
        column("created", BigInteger, "time"),
        column("paused", BigInteger, "time", nullable=True),
    ],
    ("hook",),
)
Index("hook_by_name", HOOK.c.tenant, HOOK.c.name, unique=True)

EVENT = table(
    "event",
    data,
    [
        column("event", LargeBinary(16), "id"),
        column("hook", LargeBinary(16), "id"),
        column("state", String(16), "metadata"),
        column("attempts", Integer, "metadata"),
        column("due", BigInteger, "time"),
        column("kind", String(32), "metadata"),
        column("object", String(40), "id"),
        column("error", String(64), "metadata"),
    ],
    ("event",),
)
Index("event_by_hook", EVENT.c.tenant, EVENT.c.hook, EVENT.c.state, EVENT.c.due)

RELAY = table(
    "relay",
    data,
    [
        column("relay", LargeBinary(16), "id"),
        column("value", LargeBinary(16), "id"),
        column("due", BigInteger, "time"),
        column("actor", String(80), "staff"),
        column("purpose", String(64), "metadata"),
    ],
    ("relay", "value"),
)

JOB = table(
    "job",
    data,
    [
        column("name", String(32), "metadata"),
        column("begun", BigInteger, "time"),
        column("done", BigInteger, "time", nullable=True),
        column("failed", BigInteger, "time", nullable=True),
        column("error", String(64), "metadata"),
        column("due", BigInteger, "time"),
    ],
    ("name",),
)
