"""Who wants no more messages, and what is to be deleted at the channel.

Revision: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "optout",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=16), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "subject"),
        sqlite_with_rowid=False,
    )
    op.create_index("optout_by_time", "optout", ["tenant", "since"])
    op.create_table(
        "retraction",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("message", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("conversation", sa.LargeBinary(length=16), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=16), nullable=False),
        sa.Column("bot", sa.LargeBinary(length=16), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "message", "number"),
        sqlite_with_rowid=False,
    )
    op.create_index("retraction_by_state", "retraction", ["tenant", "state", "due"])
    op.create_index("retraction_by_conversation", "retraction", ["tenant", "conversation", "made"])
    op.create_index("retraction_by_time", "retraction", ["tenant", "made"])


def downgrade() -> None:
    """Drop them."""
    for name, table in (
        ("retraction_by_time", "retraction"),
        ("retraction_by_conversation", "retraction"),
        ("retraction_by_state", "retraction"),
        ("optout_by_time", "optout"),
    ):
        op.drop_index(name, table_name=table)
    for name in ("retraction", "optout"):
        op.drop_table(name)
