"""Which process looks after a bot, and where queries and messages in topics stand.

Revision: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "bot_post",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("bot", sa.LargeBinary(length=16), nullable=False),
        sa.Column("holder", sa.LargeBinary(length=16), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "bot"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bot_place",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("period", sa.BigInteger(), nullable=False),
        sa.Column("tag", sa.BigInteger(), nullable=False),
        sa.Column("conversation", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "period", "tag"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("bot_place")
    op.drop_table("bot_post")
