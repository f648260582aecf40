"""Who may see what for a while: conversations given to people, grants, values shown, restrictions; and accounts: what
proves a person, who is invited, who is logged in, and customers' codes.

Revision: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables; long because a migration says everything itself, whatever today's schema."""
    op.create_table(
        "assignment",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("conversation", sa.LargeBinary(length=16), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "actor", "conversation"),
        sqlite_with_rowid=False,
    )
    op.create_index("assignment_by_conversation", "assignment", ["tenant", "conversation", "actor"], unique=False)
    op.create_table(
        "access_grant",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("grant", sa.LargeBinary(length=16), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("value", sa.LargeBinary(length=16), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("approver", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "grant"),
        sqlite_with_rowid=False,
    )
    op.create_index("access_grant_by_value", "access_grant", ["tenant", "value", "actor"], unique=False)
    op.create_index("access_grant_by_state", "access_grant", ["tenant", "state", "due"], unique=False)
    op.create_table(
        "spending",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("reveal", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "actor", "reveal"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "restriction",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=16), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "subject"),
        sqlite_with_rowid=False,
    )
    _accounts()


def downgrade() -> None:
    _no_accounts()
    op.drop_table("restriction")
    op.drop_table("spending")
    op.drop_index("access_grant_by_state", table_name="access_grant")
    op.drop_index("access_grant_by_value", table_name="access_grant")
    op.drop_table("access_grant")
    op.drop_index("assignment_by_conversation", table_name="assignment")
    op.drop_table("assignment")


def _accounts() -> None:
    """What proves a person, who is invited, who is logged in; and customers' codes; long because `upgrade` is."""
    op.add_column("operator", sa.Column("sso", sa.LargeBinary(length=32), nullable=True))
    op.create_index("operator_by_sso", "operator", ["tenant", "sso"], unique=True)
    op.add_column("access_key", sa.Column("owner", sa.String(length=64), nullable=True))
    op.create_table(
        "passkey",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("operator", sa.LargeBinary(length=16), nullable=False),
        sa.Column("passkey", sa.LargeBinary(length=16), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("synced", sa.Integer(), nullable=False),
        sa.Column("backed_up", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=64), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "operator", "passkey"),
        sqlite_with_rowid=False,
    )
    op.create_index("passkey_by_credential", "passkey", ["tenant", "credential"], unique=True)
    op.create_table(
        "recovery_code",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("operator", sa.LargeBinary(length=16), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "operator", "digest"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invitation",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("invitation", sa.LargeBinary(length=16), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("operator", sa.LargeBinary(length=16), nullable=True),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("codes", sa.LargeBinary(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "invitation"),
        sqlite_with_rowid=False,
    )
    op.create_index("invitation_by_digest", "invitation", ["tenant", "digest"], unique=True)
    op.create_table(
        "session",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("session", sa.LargeBinary(length=16), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("operator", sa.LargeBinary(length=16), nullable=False),
        sa.Column("factor", sa.String(length=16), nullable=False),
        sa.Column("label", sa.String(length=64), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("proved", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "session"),
        sqlite_with_rowid=False,
    )
    op.create_index("session_by_digest", "session", ["tenant", "digest"], unique=True)
    op.create_index("session_by_operator", "session", ["tenant", "operator", "session"], unique=False)
    op.create_table(
        "device",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("operator", sa.LargeBinary(length=16), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "operator", "digest"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "spent",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "digest"),
        sqlite_with_rowid=False,
    )
    op.create_index("spent_by_end", "spent", ["tenant", "expires"], unique=False)
    op.create_table(
        "step_up",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=16), nullable=False),
        sa.Column("step_up", sa.LargeBinary(length=16), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("verified", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "subject", "step_up"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sim_change",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "subject"),
        sqlite_with_rowid=False,
    )


def _no_accounts() -> None:
    """Who logs in by a passkey or company log-in is invited again; long because `_accounts` is."""
    op.drop_table("sim_change")
    op.drop_table("step_up")
    op.drop_index("spent_by_end", table_name="spent")
    op.drop_table("spent")
    op.drop_table("device")
    op.drop_index("session_by_operator", table_name="session")
    op.drop_index("session_by_digest", table_name="session")
    op.drop_table("session")
    op.drop_index("invitation_by_digest", table_name="invitation")
    op.drop_table("invitation")
    op.drop_table("recovery_code")
    op.drop_index("passkey_by_credential", table_name="passkey")
    op.drop_table("passkey")
    op.drop_column("access_key", "owner")
    op.drop_index("operator_by_sso", table_name="operator")
    op.drop_column("operator", "sso")
