"""An erasure says which epoch it ended and what it made unreadable, when the bytes were gone, and who confirmed it.

Revision: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

NEW = ("before", "after", "messages", "sealed", "gone")


def upgrade() -> None:
    """Add the columns, 0 where an earlier Privet did not count, and the table of who was told."""
    for name in NEW:
        op.add_column("erasure", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "confirmation",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hook", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("told", sa.BigInteger(), nullable=False),
        sa.Column("confirmed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number", "hook"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them; what was overwritten stays so."""
    op.drop_table("confirmation")
    for name in reversed(NEW):
        op.drop_column("erasure", name)
    op.execute("UPDATE period SET state = 1 WHERE state = 2")
