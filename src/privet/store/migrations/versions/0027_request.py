"""What people ask about their own data: a case each, and who they are, as far as that is proven.

Revision: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

_WORDS = (("right", 16), ("law", 16), ("via", 16), ("state", 16))
_TIMES = ("received", "confirmed", "extended", "paused", "stood", "closed")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "request",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("request", sa.LargeBinary(length=16), nullable=False),
        *(sa.Column(name, sa.String(length=size), nullable=False) for name, size in _WORDS),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in _TIMES),
        sa.Column("refusal", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "request"),
        sqlite_with_rowid=False,
    )
    op.create_index("request_by_state", "request", ["tenant", "state", "received"])
    op.create_table(
        "request_subject",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("request", sa.LargeBinary(length=16), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=16), nullable=False),
        sa.Column("proof", sa.String(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "request", "subject"),
        sqlite_with_rowid=False,
    )
    op.create_index("request_subject_by_subject", "request_subject", ["tenant", "subject"])


def downgrade() -> None:
    """Drop them; the ledger still says who asked for what."""
    op.drop_table("request_subject")
    op.drop_table("request")
