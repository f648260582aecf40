"""The table of trials: what bots that hand nothing on would have handed on, counted."""

from __future__ import annotations

from sqlalchemy import BigInteger, LargeBinary, String

from privet.store.schema.columns import column, data, table

BOT_TRIAL = table(
    "bot_trial",
    data,
    [
        column("bot", LargeBinary(16), "id"),
        column("what", String(40), "metadata"),
        column("number", BigInteger, "metadata"),
    ],
    ("bot", "what"),
)
