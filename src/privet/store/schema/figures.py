"""The tables behind figures and lists: what was done a day, which entries are about an id, what is held a period.

All of them are written in the transaction of what they count, can be made again from the rest, and prove nothing: an
entry is shown from the ledger itself. Only `statistic` is written once a day is over, and outlasts what it counted.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, LargeBinary, String

from privet.store.schema.columns import column, data, table

TALLY = table(
    "tally",
    data,
    [
        column("day", Integer, "time"),
        column("act", String(64), "ledger"),
        column("outcome", String(16), "ledger"),
        column("actor", String(64), "staff"),
        column("purpose", String(64), "ledger"),
        column("first", BigInteger, "ledger"),
        column("last", BigInteger, "ledger"),
        column("count", BigInteger, "ledger"),
    ],
    ("day", "act", "outcome", "actor", "purpose"),
)

ENTRY_ABOUT = table(
    "entry_about",
    data,
    [column("id", LargeBinary(16), "id"), column("entry", BigInteger, "ledger")],
    ("id", "entry"),
)

HOLDING = table(
    "holding",
    data,
    [
        column("period", BigInteger, "key reference"),
        column("kind", Integer, "metadata"),
        column("held", BigInteger, "metadata"),
    ],
    ("period", "kind"),
)

STATISTIC = table(
    "statistic",
    data,
    [
        column("day", Integer, "time"),
        column("kind", Integer, "metadata"),
        column("found", BigInteger, "metadata"),
    ],
    ("day", "kind"),
)

EXPORT_MARK = table(
    "export_mark",
    data,
    [column("target", String(200), "configuration"), column("next", BigInteger, "ledger")],
    ("target",),
)
