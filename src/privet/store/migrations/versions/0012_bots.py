"""Bots in the path: which there are, what waits for them, and what stands in place of numbers.

Revision: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the tables; long because a migration says everything itself, whatever today's schema."""
    op.create_table(
        "bot",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("bot", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("allowed", sa.Text(), nullable=False),
        sa.Column("forward", sa.LargeBinary(), nullable=True),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("paused", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "bot"),
        sqlite_with_rowid=False,
    )
    op.create_index("bot_by_name", "bot", ["tenant", "name"], unique=True)
    op.create_index("bot_by_digest", "bot", ["tenant", "digest"], unique=True)
    op.create_table(
        "bot_update",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("bot", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("conversation", sa.LargeBinary(length=16), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=16), nullable=False),
        sa.Column("others", sa.LargeBinary(), nullable=False),
        sa.Column("period", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("reduced", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "bot", "number"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "bot_update_waiting", "bot_update", ["tenant", "bot", "number"], sqlite_where=sa.text("sealed IS NOT NULL")
    )
    op.create_index("bot_update_by_period", "bot_update", ["tenant", "period"])
    op.create_table(
        "bot_chat",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("conversation", sa.LargeBinary(length=16), nullable=False),
        sa.Column("bot", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "conversation"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "alias",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("alias", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=16), nullable=False),
        sa.Column("value", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "alias"),
        sqlite_with_rowid=False,
    )
    op.create_index("alias_by_subject", "alias", ["tenant", "subject", "value"], unique=True)


def downgrade() -> None:
    """Drop them."""
    for name, table in (
        ("alias_by_subject", "alias"),
        ("bot_update_by_period", "bot_update"),
        ("bot_update_waiting", "bot_update"),
        ("bot_by_digest", "bot"),
        ("bot_by_name", "bot"),
    ):
        op.drop_index(name, table_name=table)
    for name in ("alias", "bot_chat", "bot_update", "bot"):
        op.drop_table(name)
