"""Every table, once, with the class of personal data each column holds (docs/reference/data-inventory.md).

The rules a distributed database needs hold from the start and are tested: the tenant begins every primary key, unique
index and foreign key; ids are made by us, never by a sequence. `info["holds"]` says what a column holds; a column
without it fails the build (capability E10). Three files, written in this order: `index.db`, `keys.db`, `data.db`
(design: keys.db has its own page, docs/spec/wrapped-key.md).

    data.db    tenant · policy · operator            who there is and what is allowed
               entry_pack · tile · checkpoint        the ledger
               period · erasure                      which keys seal, which were destroyed
               subject · conversation · member       whose, and where
               message · value · mark · note         what was said, sealed
               outbox                                what is to be sent
    index.db   identity · mention · state            found without knowing the subject; rebuilt from the data
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

HOLDS = {
    "tenant": "which company's data this is",
    "id": "a random id made by Privet; means nothing outside",
    "key reference": "the number of a key; means nothing without the key store",
    "keyed tag": "a keyed hash under a key that dies with its owner; equality shows to whoever holds the key",
    "sealed": "personal data, sealed under a subject key and a period key",
    "metadata": "usage metadata: which kind, which channel, how many, which state",
    "time": "when something was done, in milliseconds",
    "ledger": "entries, hashes and signatures; no personal data by design §3.5",
    "staff": "data of the company's own people: operator names and proofs",
    "configuration": "rules and settings",
}
"""The classes of the data inventory."""

data = MetaData()
index = MetaData()


def _column(name: str, type_: Any, holds: str, *, nullable: bool = False) -> Column[Any]:
    """A column and the class of data it holds."""
    return Column(name, type_, nullable=nullable, info={"holds": holds})


def _table(name: str, metadata: MetaData, columns: list[Column[Any]], key: tuple[str, ...]) -> Table:
    """A table clustered by its primary key, which the tenant begins."""
    tenant = _column("tenant", Integer, "tenant")
    return Table(name, metadata, tenant, *columns, PrimaryKeyConstraint("tenant", *key), sqlite_with_rowid=False)


TENANT = _table(
    "tenant",
    data,
    [
        _column("name", String(64), "configuration"),
        _column("origin", String(200), "configuration"),
        _column("index_slot", BigInteger, "key reference"),
        _column("ledger_slot", BigInteger, "key reference"),
        _column("created", BigInteger, "time"),
        _column("size", BigInteger, "ledger"),
        _column("changes", BigInteger, "metadata"),
    ],
    (),
)

POLICY = _table(
    "policy",
    data,
    [
        _column("version", Integer, "configuration"),
        _column("state", String(16), "configuration"),
        _column("digest", LargeBinary, "configuration"),
        _column("files", Text, "configuration"),
        _column("at", BigInteger, "time"),
    ],
    ("version",),
)

OPERATOR = _table(
    "operator",
    data,
    [
        _column("operator", LargeBinary(16), "id"),
        _column("name", String(64), "staff"),
        _column("roles", Text, "staff"),
        _column("passphrase_hash", Text, "staff"),
        _column("totp", LargeBinary, "staff", nullable=True),
        _column("totp_step", BigInteger, "metadata"),
        _column("failures", Integer, "metadata"),
        _column("blocked_until", BigInteger, "time"),
        _column("created", BigInteger, "time"),
    ],
    ("operator",),
)
Index("operator_by_name", OPERATOR.c.tenant, OPERATOR.c.name, unique=True)

ENTRY_PACK = _table(
    "entry_pack",
    data,
    [
        _column("first", BigInteger, "ledger"),
        _column("count", Integer, "ledger"),
        _column("packed", LargeBinary, "ledger"),
    ],
    ("first",),
)

TILE = _table(
    "tile",
    data,
    [
        _column("level", Integer, "ledger"),
        _column("number", BigInteger, "ledger"),
        _column("hashes", LargeBinary, "ledger"),
    ],
    ("level", "number"),
)

CHECKPOINT = _table(
    "checkpoint", data, [_column("size", BigInteger, "ledger"), _column("note", Text, "ledger")], ("size",)
)

PERIOD = _table(
    "period",
    data,
    [
        _column("class", String(32), "metadata"),
        _column("start", BigInteger, "time"),
        _column("end", BigInteger, "time"),
        _column("slot", BigInteger, "key reference"),
        _column("state", Integer, "metadata"),
    ],
    ("class", "start"),
)

ERASURE = _table(
    "erasure",
    data,
    [
        _column("number", BigInteger, "metadata"),
        _column("subject", LargeBinary(16), "id"),
        _column("requested", BigInteger, "time"),
        _column("done", BigInteger, "time", nullable=True),
        _column("pending", Text, "configuration"),
    ],
    ("number",),
)

SUBJECT = _table(
    "subject",
    data,
    [
        _column("subject", LargeBinary(16), "id"),
        _column("slot", BigInteger, "key reference"),
        _column("period", BigInteger, "key reference"),
        _column("state", Integer, "metadata"),
        _column("channel", String(32), "metadata"),
        _column("created", BigInteger, "time"),
        _column("record", LargeBinary, "sealed"),
    ],
    ("subject",),
)

CONVERSATION = _table(
    "conversation",
    data,
    [
        _column("conversation", LargeBinary(16), "id"),
        _column("subject", LargeBinary(16), "id"),
        _column("period", BigInteger, "key reference"),
        _column("channel", String(32), "metadata"),
        _column("group", Integer, "metadata"),
        _column("record", LargeBinary, "sealed"),
    ],
    ("conversation",),
)

MEMBER = _table(
    "member",
    data,
    [_column("conversation", LargeBinary(16), "id"), _column("subject", LargeBinary(16), "id")],
    ("conversation", "subject"),
)
Index("member_by_subject", MEMBER.c.tenant, MEMBER.c.subject, MEMBER.c.conversation)

MESSAGE = _table(
    "message",
    data,
    [
        _column("message", LargeBinary(16), "id"),
        _column("conversation", LargeBinary(16), "id"),
        _column("subject", LargeBinary(16), "id"),
        _column("period", BigInteger, "key reference"),
        _column("direction", Integer, "metadata"),
        _column("body", LargeBinary, "sealed"),
    ],
    ("message",),
)

VALUE = _table(
    "value",
    data,
    [
        _column("value", LargeBinary(16), "id"),
        _column("conversation", LargeBinary(16), "id"),
        _column("subject", LargeBinary(16), "id"),
        _column("period", BigInteger, "key reference"),
        _column("kind", Integer, "metadata"),
        _column("n", Integer, "metadata"),
        _column("same_as", LargeBinary(16), "id", nullable=True),
        _column("sealed", LargeBinary, "sealed"),
    ],
    ("value",),
)

MARK = _table(
    "mark",
    data,
    [
        _column("conversation", LargeBinary(16), "id"),
        _column("tag", BigInteger, "keyed tag"),
        _column("ref", LargeBinary(16), "id"),
        _column("kind", Integer, "metadata"),
        _column("n", Integer, "metadata"),
        _column("exact", BigInteger, "keyed tag"),
    ],
    ("conversation", "tag", "ref"),
)

NOTE = _table(
    "note",
    data,
    [
        _column("entry", LargeBinary(16), "id"),
        _column("subject", LargeBinary(16), "id"),
        _column("period", BigInteger, "key reference"),
        _column("sealed", LargeBinary, "sealed"),
    ],
    ("entry",),
)

OUTBOX = _table(
    "outbox",
    data,
    [
        _column("message", LargeBinary(16), "id"),
        _column("channel", String(32), "metadata"),
        _column("state", String(16), "metadata"),
        _column("attempts", Integer, "metadata"),
        _column("due", BigInteger, "time"),
        _column("purpose", String(32), "metadata"),
        _column("actor", String(80), "staff"),
        _column("kinds", Text, "metadata"),
    ],
    ("message",),
)

Index("outbox_by_state", OUTBOX.c.tenant, OUTBOX.c.state, OUTBOX.c.due)

IDENTITY = _table(
    "identity",
    index,
    [_column("tag", BigInteger, "keyed tag"), _column("ref", LargeBinary(16), "id")],
    ("tag", "ref"),
)

MENTION = _table(
    "mention",
    index,
    [
        _column("part", Integer, "metadata"),
        _column("tag", BigInteger, "keyed tag"),
        _column("value", LargeBinary(16), "id"),
    ],
    ("part", "tag", "value"),
)

STATE = _table(
    "state",
    index,
    [
        _column("last", LargeBinary(16), "id"),
        _column("mentions", BigInteger, "metadata"),
    ],
    (),
)
