"""For whose accounts somebody vouched when, and of which task somebody was reminded before it is due.

Revision: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "vouched",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("operator", sa.LargeBinary(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("entry", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "operator"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "task_reminder",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(length=32), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "task"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("task_reminder", "vouched"):
        op.drop_table(table)
