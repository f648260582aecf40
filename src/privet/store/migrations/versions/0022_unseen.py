"""Messages that wait, sealed whole, until detectors look through them again.

Revision: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "unseen",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("unseen", sa.LargeBinary(length=16), nullable=False),
        sa.Column("conversation", sa.LargeBinary(length=16), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=16), nullable=False),
        sa.Column("period", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.LargeBinary(length=16), nullable=False),
        sa.Column("tag", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "unseen"),
        sqlite_with_rowid=False,
    )
    op.create_index("unseen_by_talk", "unseen", ["tenant", "conversation"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("unseen_by_talk", "unseen")
    op.drop_table("unseen")
