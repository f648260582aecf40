"""Accounts at providers of text messages in the path, and what of them waits for applications.

Revision: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "line",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("line", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("paused", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "line"),
        sqlite_with_rowid=False,
    )
    op.create_index("line_by_name", "line", ["tenant", "name"], unique=True)
    op.create_table(
        "line_post",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("line", sa.LargeBinary(length=16), nullable=False),
        sa.Column("tag", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=16), nullable=False),
        sa.Column("period", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "line", "tag"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "line_post_waiting", "line_post", ["tenant", "line", "id"], sqlite_where=sa.text("sealed IS NOT NULL")
    )
    op.create_index("line_post_by_period", "line_post", ["tenant", "period"])
    op.create_index("line_post_by_time", "line_post", ["tenant", "at"])


def downgrade() -> None:
    """Drop them."""
    for name, table in (
        ("line_post_by_time", "line_post"),
        ("line_post_by_period", "line_post"),
        ("line_post_waiting", "line_post"),
        ("line_by_name", "line"),
    ):
        op.drop_index(name, table_name=table)
    for name in ("line_post", "line"):
        op.drop_table(name)
