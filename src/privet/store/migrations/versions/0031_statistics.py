"""Figures of days that are over, of ten subjects or more; how many values were found in a period is not kept.

The figures of the last days are counted by the clock, from the values that there are.

Revision: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Add the table, drop the column."""
    op.create_table(
        "statistic",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "day", "kind"),
        sqlite_with_rowid=False,
    )
    op.drop_column("holding", "found")


def downgrade() -> None:
    """Drop the table; an earlier Privet takes what is held for what was found."""
    op.execute("CREATE TEMPORARY TABLE was AS SELECT tenant, period, kind, held FROM holding")
    op.drop_table("holding")
    op.create_table(
        "holding",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("period", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "period", "kind"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO holding SELECT tenant, period, kind, held, held FROM was")
    op.execute("DROP TABLE was")
    op.drop_table("statistic")
