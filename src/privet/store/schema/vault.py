"""The tables of the vault itself: who there is, the ledger, and what was said, sealed; and the index."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Index, Integer, LargeBinary, String, Text

from privet.store.schema.columns import column, data, index, table

TENANT = table(
    "tenant",
    data,
    [
        column("name", String(64), "configuration"),
        column("origin", String(200), "configuration"),
        column("index_slot", BigInteger, "key reference"),
        column("ledger_slot", BigInteger, "key reference"),
        column("created", BigInteger, "time"),
        column("size", BigInteger, "ledger"),
        column("changes", BigInteger, "metadata"),
    ],
    (),
)

POLICY = table(
    "policy",
    data,
    [
        column("version", Integer, "configuration"),
        column("state", String(16), "configuration"),
        column("digest", LargeBinary, "configuration"),
        column("files", Text, "configuration"),
        column("at", BigInteger, "time"),
    ],
    ("version",),
)

OPERATOR = table(
    "operator",
    data,
    [
        column("operator", LargeBinary(16), "id"),
        column("name", String(64), "staff"),
        column("roles", Text, "staff"),
        column("passphrase_hash", Text, "staff"),
        column("totp", LargeBinary, "staff", nullable=True),
        column("totp_step", BigInteger, "metadata"),
        column("failures", Integer, "metadata"),
        column("blocked_until", BigInteger, "time"),
        column("created", BigInteger, "time"),
        column("sso", LargeBinary(32), "staff", nullable=True),
    ],
    ("operator",),
)
Index("operator_by_name", OPERATOR.c.tenant, OPERATOR.c.name, unique=True)
Index("operator_by_sso", OPERATOR.c.tenant, OPERATOR.c.sso, unique=True)

ENTRY_PACK = table(
    "entry_pack",
    data,
    [
        column("first", BigInteger, "ledger"),
        column("count", Integer, "ledger"),
        column("packed", LargeBinary, "ledger"),
    ],
    ("first",),
)

TILE = table(
    "tile",
    data,
    [
        column("level", Integer, "ledger"),
        column("number", BigInteger, "ledger"),
        column("hashes", LargeBinary, "ledger"),
    ],
    ("level", "number"),
)

CHECKPOINT = table(
    "checkpoint", data, [column("size", BigInteger, "ledger"), column("note", Text, "ledger")], ("size",)
)

PERIOD = table(
    "period",
    data,
    [
        column("class", String(32), "metadata"),
        column("start", BigInteger, "time"),
        column("end", BigInteger, "time"),
        column("slot", BigInteger, "key reference"),
        column("state", Integer, "metadata"),
    ],
    ("class", "start"),
)

SUBJECT = table(
    "subject",
    data,
    [
        column("subject", LargeBinary(16), "id"),
        column("slot", BigInteger, "key reference"),
        column("period", BigInteger, "key reference"),
        column("state", Integer, "metadata"),
        column("channel", String(32), "metadata"),
        column("created", BigInteger, "time"),
        column("record", LargeBinary, "sealed"),
    ],
    ("subject",),
)

CONVERSATION = table(
    "conversation",
    data,
    [
        column("conversation", LargeBinary(16), "id"),
        column("subject", LargeBinary(16), "id"),
        column("period", BigInteger, "key reference"),
        column("channel", String(32), "metadata"),
        column("group", Integer, "metadata"),
        column("record", LargeBinary, "sealed"),
    ],
    ("conversation",),
)

MEMBER = table(
    "member",
    data,
    [column("conversation", LargeBinary(16), "id"), column("subject", LargeBinary(16), "id")],
    ("conversation", "subject"),
)
Index("member_by_subject", MEMBER.c.tenant, MEMBER.c.subject, MEMBER.c.conversation)

MESSAGE = table(
    "message",
    data,
    [
        column("message", LargeBinary(16), "id"),
        column("conversation", LargeBinary(16), "id"),
        column("subject", LargeBinary(16), "id"),
        column("period", BigInteger, "key reference"),
        column("direction", Integer, "metadata"),
        column("body", LargeBinary, "sealed"),
    ],
    ("message",),
)

VALUE = table(
    "value",
    data,
    [
        column("value", LargeBinary(16), "id"),
        column("conversation", LargeBinary(16), "id"),
        column("subject", LargeBinary(16), "id"),
        column("period", BigInteger, "key reference"),
        column("kind", Integer, "metadata"),
        column("n", Integer, "metadata"),
        column("same_as", LargeBinary(16), "id", nullable=True),
        column("sealed", LargeBinary, "sealed"),
    ],
    ("value",),
)

MARK = table(
    "mark",
    data,
    [
        column("conversation", LargeBinary(16), "id"),
        column("tag", BigInteger, "keyed tag"),
        column("ref", LargeBinary(16), "id"),
        column("kind", Integer, "metadata"),
        column("n", Integer, "metadata"),
        column("exact", BigInteger, "keyed tag"),
    ],
    ("conversation", "tag", "ref"),
)

NOTE = table(
    "note",
    data,
    [
        column("entry", LargeBinary(16), "id"),
        column("subject", LargeBinary(16), "id"),
        column("period", BigInteger, "key reference"),
        column("sealed", LargeBinary, "sealed"),
    ],
    ("entry",),
)

OUTBOX = table(
    "outbox",
    data,
    [
        column("message", LargeBinary(16), "id"),
        column("channel", String(32), "metadata"),
        column("state", String(16), "metadata"),
        column("attempts", Integer, "metadata"),
        column("due", BigInteger, "time"),
        column("purpose", String(32), "metadata"),
        column("actor", String(80), "staff"),
        column("kinds", Text, "metadata"),
        column("own", Boolean, "metadata"),
    ],
    ("message",),
)

Index("outbox_by_state", OUTBOX.c.tenant, OUTBOX.c.state, OUTBOX.c.due)

IDENTITY = table(
    "identity",
    index,
    [column("tag", BigInteger, "keyed tag"), column("ref", LargeBinary(16), "id")],
    ("tag", "ref"),
)

MENTION = table(
    "mention",
    index,
    [
        column("part", Integer, "metadata"),
        column("tag", BigInteger, "keyed tag"),
        column("value", LargeBinary(16), "id"),
    ],
    ("part", "tag", "value"),
)

STATE = table(
    "state",
    index,
    [
        column("last", LargeBinary(16), "id"),
        column("mentions", BigInteger, "metadata"),
    ],
    (),
)

WORD = table(
    "word",
    index,
    [
        column("part", BigInteger, "metadata"),
        column("tag", BigInteger, "keyed tag"),
        column("places", LargeBinary, "metadata"),
    ],
    ("part", "tag"),
)

WORDED = table(
    "worded",
    index,
    [
        column("place", BigInteger, "metadata"),
        column("message", LargeBinary(16), "id"),
        column("period", BigInteger, "key reference"),
    ],
    ("place",),
)
Index("worded_by_message", WORDED.c.tenant, WORDED.c.message, unique=True)

WORDED_PERIOD = table(
    "worded_period",
    index,
    [
        column("period", BigInteger, "key reference"),
        column("first", BigInteger, "metadata"),
        column("last", BigInteger, "metadata"),
    ],
    ("period",),
)

WORDED_UPTO = table(
    "worded_upto", index, [column("entries", BigInteger, "metadata"), column("last", LargeBinary(16), "id")], ()
)
