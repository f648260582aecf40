"""The tables behind accounts: what proves a person, who is invited, who is logged in; what proves customers."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String, Text

from privet.store.schema.columns import column, data, table

PASSKEY = table(
    "passkey",
    data,
    [
        column("operator", LargeBinary(16), "id"),
        column("passkey", LargeBinary(16), "id"),
        column("credential", LargeBinary, "staff"),
        column("public_key", LargeBinary, "staff"),
        column("sign_count", BigInteger, "metadata"),
        column("synced", Integer, "metadata"),
        column("backed_up", Integer, "metadata"),
        column("label", String(64), "staff"),
        column("created", BigInteger, "time"),
        column("used", BigInteger, "time"),
    ],
    ("operator", "passkey"),
)
Index("passkey_by_credential", PASSKEY.c.tenant, PASSKEY.c.credential, unique=True)

RECOVERY_CODE = table(
    "recovery_code",
    data,
    [
        column("operator", LargeBinary(16), "id"),
        column("digest", LargeBinary(32), "staff"),
        column("created", BigInteger, "time"),
    ],
    ("operator", "digest"),
)

INVITATION = table(
    "invitation",
    data,
    [
        column("invitation", LargeBinary(16), "id"),
        column("digest", LargeBinary(32), "staff"),
        column("operator", LargeBinary(16), "id", nullable=True),
        column("name", String(64), "staff"),
        column("roles", Text, "staff"),
        column("codes", LargeBinary, "staff"),
        column("actor", String(80), "staff"),
        column("created", BigInteger, "time"),
        column("expires", BigInteger, "time"),
        column("used", BigInteger, "time", nullable=True),
    ],
    ("invitation",),
)
Index("invitation_by_digest", INVITATION.c.tenant, INVITATION.c.digest, unique=True)

AGREEMENT = table(
    "agreement",
    data,
    [
        column("name", String(64), "staff"),
        column("actor", String(80), "staff"),
        column("agreement", LargeBinary(16), "id"),
        column("what", String(16), "metadata"),
        column("roles", Text, "staff"),
        column("due", BigInteger, "time"),
    ],
    ("name", "actor"),
)

SESSION = table(
    "session",
    data,
    [
        column("session", LargeBinary(16), "id"),
        column("digest", LargeBinary(32), "staff"),
        column("operator", LargeBinary(16), "id"),
        column("factor", String(16), "metadata"),
        column("label", String(64), "staff"),
        column("created", BigInteger, "time"),
        column("seen", BigInteger, "time"),
        column("proved", BigInteger, "time"),
    ],
    ("session",),
)
Index("session_by_digest", SESSION.c.tenant, SESSION.c.digest, unique=True)
Index("session_by_operator", SESSION.c.tenant, SESSION.c.operator, SESSION.c.session)

DEVICE = table(
    "device",
    data,
    [
        column("operator", LargeBinary(16), "id"),
        column("digest", LargeBinary(32), "staff"),
        column("created", BigInteger, "time"),
        column("seen", BigInteger, "time"),
    ],
    ("operator", "digest"),
)

SPENT = table(
    "spent", data, [column("digest", LargeBinary(32), "metadata"), column("expires", BigInteger, "time")], ("digest",)
)
Index("spent_by_end", SPENT.c.tenant, SPENT.c.expires)

STEP_UP = table(
    "step_up",
    data,
    [
        column("subject", LargeBinary(16), "id"),
        column("step_up", LargeBinary(16), "id"),
        column("digest", LargeBinary(32), "keyed tag"),
        column("tries", Integer, "metadata"),
        column("expires", BigInteger, "time"),
        column("verified", BigInteger, "time", nullable=True),
        column("actor", String(80), "staff", nullable=True),
    ],
    ("subject", "step_up"),
)

CUSTOMER_PASSKEY = table(
    "customer_passkey",
    data,
    [
        column("subject", LargeBinary(16), "id"),
        column("passkey", LargeBinary(16), "id"),
        column("period", BigInteger, "key reference"),
        column("sealed", LargeBinary, "sealed"),
        column("created", BigInteger, "time"),
        column("proved", BigInteger, "time", nullable=True),
    ],
    ("subject", "passkey"),
)

SIM_CHANGE = table(
    "sim_change",
    data,
    [column("subject", LargeBinary(16), "id"), column("at", BigInteger, "time")],
    ("subject",),
)
