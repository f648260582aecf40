"""What ends before its class says: classes of customers and conversations, and values kept in their exact form.

Revision: 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "lasting",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("ref", sa.LargeBinary(length=16), nullable=False),
        sa.Column("class", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "ref", "class"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "exact",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("period", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "period", "value"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them; what was sealed for a short time still ends then, what comes later does not."""
    op.drop_table("exact")
    op.drop_table("lasting")
