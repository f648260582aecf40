"""The table of gateways to language models."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, LargeBinary, String, Text

from privet.store.schema.columns import column, data, table

LLM = table(
    "llm",
    data,
    [
        column("llm", LargeBinary(16), "id"),
        column("name", String(40), "configuration"),
        column("settings", Text, "configuration"),
        column("created", BigInteger, "time"),
        column("paused", BigInteger, "time", nullable=True),
    ],
    ("llm",),
)
Index("llm_by_name", LLM.c.tenant, LLM.c.name, unique=True)
