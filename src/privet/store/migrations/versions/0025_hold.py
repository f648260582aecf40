"""Legal holds: what is held until when, and sealed copies of what they cover.

Revision: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

_TIMES = ("slot", "first", "last", "asked", "began", "until", "wanted")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "hold",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("hold", sa.LargeBinary(length=16), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("ground", sa.String(length=32), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in _TIMES),
        sa.Column("asker", sa.String(length=80), nullable=False),
        sa.Column("upheld", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "hold"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "hold_scope",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("hold", sa.LargeBinary(length=16), nullable=False),
        sa.Column("thing", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sort", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "hold", "thing"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "held",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("hold", sa.LargeBinary(length=16), nullable=False),
        sa.Column("field", sa.Integer(), nullable=False),
        sa.Column("record", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=16), nullable=False),
        sa.Column("conversation", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "hold", "field", "record", "number"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them; what was held beyond its time is gone."""
    for table in ("held", "hold_scope", "hold"):
        op.drop_table(table)
