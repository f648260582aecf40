"""The tables of bots in the path: which there are, what waits for them, and what stands in place of numbers."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, LargeBinary, String, Text

from privet.store.schema.columns import column, data, table

BOT = table(
    "bot",
    data,
    [
        column("bot", LargeBinary(16), "id"),
        column("number", BigInteger, "configuration"),
        column("name", String(64), "configuration"),
        column("username", String(64), "configuration"),
        column("digest", LargeBinary(32), "staff"),
        column("token", LargeBinary, "staff"),
        column("secret", LargeBinary, "staff"),
        column("settings", Text, "configuration"),
        column("allowed", Text, "configuration"),
        column("forward", LargeBinary, "staff", nullable=True),
        column("created", BigInteger, "time"),
        column("paused", BigInteger, "time", nullable=True),
    ],
    ("bot",),
)
Index("bot_by_name", BOT.c.tenant, BOT.c.name, unique=True)
Index("bot_by_digest", BOT.c.tenant, BOT.c.digest, unique=True)

BOT_UPDATE = table(
    "bot_update",
    data,
    [
        column("bot", LargeBinary(16), "id"),
        column("number", BigInteger, "metadata"),
        column("name", String(40), "metadata"),
        column("conversation", LargeBinary(16), "id"),
        column("subject", LargeBinary(16), "id"),
        column("others", LargeBinary, "id"),
        column("period", BigInteger, "key reference"),
        column("at", BigInteger, "time"),
        column("sealed", LargeBinary, "sealed", nullable=True),
        column("reduced", LargeBinary, "sealed", nullable=True),
    ],
    ("bot", "number"),
)
Index(
    "bot_update_waiting", BOT_UPDATE.c.tenant, BOT_UPDATE.c.bot, BOT_UPDATE.c.number,
    sqlite_where=BOT_UPDATE.c.sealed.is_not(None),
)  # fmt: skip
Index("bot_update_by_period", BOT_UPDATE.c.tenant, BOT_UPDATE.c.period)

BOT_CHAT = table(
    "bot_chat", data, [column("conversation", LargeBinary(16), "id"), column("bot", LargeBinary(16), "id")],
    ("conversation",),
)  # fmt: skip

BOT_POST = table(
    "bot_post",
    data,
    [
        column("bot", LargeBinary(16), "id"),
        column("holder", LargeBinary(16), "id"),
        column("until", BigInteger, "time"),
    ],
    ("bot",),
)

BOT_PLACE = table(
    "bot_place",
    data,
    [
        column("period", BigInteger, "key reference"),
        column("tag", BigInteger, "keyed tag"),
        column("conversation", LargeBinary(16), "id"),
    ],
    ("period", "tag"),
)

ALIAS = table(
    "alias",
    data,
    [
        column("alias", BigInteger, "id"),
        column("subject", LargeBinary(16), "id"),
        column("value", LargeBinary(16), "id"),
    ],
    ("alias",),
)
Index("alias_by_subject", ALIAS.c.tenant, ALIAS.c.subject, ALIAS.c.value, unique=True)
