"""Texts that customers agree to, kept as they were shown; a consent names its text, how it came, and its entry.

Revision: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

NEW = (("language", 16), ("digest", 64), ("method", 16))


def upgrade() -> None:
    """Add the columns, empty where an earlier Privet did not ask, and the table of texts."""
    for name, size in NEW:
        op.add_column("consent", sa.Column(name, sa.String(length=size), nullable=False, server_default=""))
    op.add_column("consent", sa.Column("entry", sa.LargeBinary(length=16), nullable=True))
    op.create_table(
        "consent_text",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("law", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "version", "language"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("consent_text")
    op.drop_column("consent", "entry")
    for name, _ in reversed(NEW):
        op.drop_column("consent", name)
