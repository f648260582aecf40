"""Who agreed to what when, and on which legal basis a company acts; which messages of the outbox are Privet's own.

Revision: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Make the tables and the column."""
    op.create_table(
        "consent",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("consent", sa.LargeBinary(length=16), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=16), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "consent"),
        sqlite_with_rowid=False,
    )
    op.create_index("consent_by_subject", "consent", ["tenant", "subject", "consent"])
    op.create_table(
        "basis",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("basis", sa.String(length=24), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "purpose"),
        sqlite_with_rowid=False,
    )
    op.add_column("outbox", sa.Column("own", sa.Boolean(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("outbox", "own")
    op.drop_table("basis")
    op.drop_index("consent_by_subject", table_name="consent")
    op.drop_table("consent")
