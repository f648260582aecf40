"""The tables of consent: who agreed to what when, to which text, and on which legal basis a company acts."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Index, LargeBinary, String, Text

from privet.store.schema.columns import column, data, table

CONSENT = table(
    "consent",
    data,
    [
        column("consent", LargeBinary(16), "id"),
        column("subject", LargeBinary(16), "id"),
        column("channel", String(32), "metadata"),
        column("purpose", String(64), "metadata"),
        column("version", String(64), "metadata"),
        column("given", Boolean, "metadata"),
        column("at", BigInteger, "time"),
        column("by", String(80), "staff"),
        column("language", String(16), "metadata"),
        column("digest", String(64), "metadata"),
        column("method", String(16), "metadata"),
        column("entry", LargeBinary(16), "id", nullable=True),
    ],
    ("consent",),
)
Index("consent_by_subject", CONSENT.c.tenant, CONSENT.c.subject, CONSENT.c.consent)

CONSENT_TEXT = table(
    "consent_text",
    data,
    [
        column("version", String(64), "configuration"),
        column("language", String(16), "configuration"),
        column("purpose", String(64), "configuration"),
        column("text", Text, "configuration"),
        column("digest", String(64), "configuration"),
        column("law", String(64), "configuration"),
        column("place", String(64), "configuration"),
        column("at", BigInteger, "time"),
        column("by", String(80), "staff"),
    ],
    ("version", "language"),
)

BASIS = table(
    "basis",
    data,
    [
        column("purpose", String(64), "metadata"),
        column("basis", String(24), "metadata"),
        column("since", BigInteger, "time"),
        column("by", String(80), "staff"),
    ],
    ("purpose",),
)
