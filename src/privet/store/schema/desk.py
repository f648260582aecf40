"""The tables of people's work on conversations: notes about them, texts that answers begin with, masks shown."""

from __future__ import annotations

from sqlalchemy import BigInteger, LargeBinary, String, Text

from privet.store.schema.columns import column, data, table

ANNOTATION = table(
    "annotation",
    data,
    [
        column("conversation", LargeBinary(16), "id"),
        column("entry", LargeBinary(16), "id"),
        column("actor", String(80), "staff"),
        column("at", BigInteger, "time"),
    ],
    ("conversation", "entry"),
)

MACRO = table(
    "macro",
    data,
    [
        column("macro", LargeBinary(16), "id"),
        column("name", String(60), "configuration"),
        column("text", Text, "configuration"),
        column("at", BigInteger, "time"),
    ],
    ("macro",),
)

GLIMPSE = table(
    "glimpse",
    data,
    [
        column("actor", String(80), "staff"),
        column("conversation", LargeBinary(16), "id"),
        column("at", BigInteger, "time"),
    ],
    ("actor", "conversation"),
)
