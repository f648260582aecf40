"""The tables behind training and reviews: who passed what and was reminded, which tasks there are, what was sampled."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String

from privet.store.schema.columns import column, data, table

TRAINING_PASS = table(
    "training_pass",
    data,
    [
        column("operator", LargeBinary(16), "id"),
        column("module", String(32), "staff"),
        column("version", Integer, "metadata"),
        column("passed", BigInteger, "time"),
    ],
    ("operator", "module"),
)

TRAINING_TRY = table(
    "training_try",
    data,
    [
        column("operator", LargeBinary(16), "id"),
        column("try", LargeBinary(16), "id"),
        column("module", String(32), "staff"),
        column("version", Integer, "metadata"),
        column("seed", LargeBinary(32), "metadata"),
        column("begun", BigInteger, "time"),
        column("done", BigInteger, "time", nullable=True),
        column("right", Integer, "staff", nullable=True),
        column("passed", Integer, "staff", nullable=True),
    ],
    ("operator", "try"),
)

TRAINING_REMINDER = table(
    "training_reminder",
    data,
    [
        column("operator", LargeBinary(16), "id"),
        column("until", BigInteger, "time"),
        column("days", Integer, "metadata"),
    ],
    ("operator",),
)

TASK = table(
    "task",
    data,
    [
        column("task", String(32), "configuration"),
        column("owner", String(64), "staff"),
        column("days", Integer, "configuration"),
        column("due", BigInteger, "time"),
        column("done", BigInteger, "time", nullable=True),
        column("actor", String(80), "staff"),
    ],
    ("task",),
)

TASK_DONE = table(
    "task_done",
    data,
    [
        column("task", String(32), "configuration"),
        column("entry", LargeBinary(16), "id"),
        column("due", BigInteger, "time"),
        column("done", BigInteger, "time"),
        column("actor", String(80), "staff"),
    ],
    ("task", "entry"),
)

SAMPLE = table(
    "sample",
    data,
    [
        column("entry", LargeBinary(16), "id"),
        column("at", BigInteger, "time"),
        column("actor", String(80), "staff"),
        column("value", LargeBinary(16), "id"),
        column("purpose", String(64), "metadata"),
        column("drawn", BigInteger, "time", nullable=True),
        column("verdict", String(16), "staff", nullable=True),
        column("reviewer", String(80), "staff", nullable=True),
        column("judged", BigInteger, "time", nullable=True),
        column("remark", LargeBinary(16), "id", nullable=True),
    ],
    ("entry",),
)
Index("sample_by_draw", SAMPLE.c.tenant, SAMPLE.c.drawn, SAMPLE.c.at)
