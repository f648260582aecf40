"""The table of trials: what bots, lines and gateways that hand nothing on would have handed on, counted."""

from __future__ import annotations

from sqlalchemy import BigInteger, LargeBinary, String

from privet.store.schema.columns import column, data, table

TRIAL = table(
    "trial",
    data,
    [
        column("gateway", LargeBinary(16), "id"),
        column("what", String(40), "metadata"),
        column("number", BigInteger, "metadata"),
    ],
    ("gateway", "what"),
)
