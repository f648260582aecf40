"""Files that customers sent, and the sealed pieces of those that are kept.

Revision: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

INDEXES = (
    ("file_by_message", ["message"]),
    ("file_by_subject", ["subject"]),
    ("file_by_period", ["period"]),
    ("file_by_state", ["state", "due"]),
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "file",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("file", sa.LargeBinary(length=16), nullable=False),
        sa.Column("message", sa.LargeBinary(length=16), nullable=False),
        sa.Column("conversation", sa.LargeBinary(length=16), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=16), nullable=False),
        sa.Column("bot", sa.LargeBinary(length=16), nullable=False),
        sa.Column("period", sa.BigInteger(), nullable=False),
        sa.Column("sort", sa.String(length=16), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "file"),
        sqlite_with_rowid=False,
    )
    for name, columns in INDEXES:
        op.create_index(name, "file", ["tenant", *columns])
    op.create_table(
        "file_piece",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("file", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "file", "number"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("file_piece")
    for name, _ in INDEXES:
        op.drop_index(name, table_name="file")
    op.drop_table("file")
