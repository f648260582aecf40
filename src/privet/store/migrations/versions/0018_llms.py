"""Gateways to language models.

Revision: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "llm",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("llm", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("paused", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "llm"),
        sqlite_with_rowid=False,
    )
    op.create_index("llm_by_name", "llm", ["tenant", "name"], unique=True)


def downgrade() -> None:
    """Drop it."""
    op.drop_index("llm_by_name", table_name="llm")
    op.drop_table("llm")
