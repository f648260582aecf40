"""Authorized agents, who ask for others by the Data Rights Protocol, and the requests that came by them.

Revision: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "drp_agent",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("agent", sa.String(length=64), nullable=False),
        sa.Column("verify_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "agent"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "drp_request",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("request", sa.LargeBinary(length=16), nullable=False),
        sa.Column("agent", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.LargeBinary(), nullable=False),
        sa.Column("message", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "request"),
        sqlite_with_rowid=False,
    )
    op.create_index("drp_request_by_message", "drp_request", ["tenant", "message"], unique=True)


def downgrade() -> None:
    """Drop them; the cases stay."""
    op.drop_table("drp_request")
    op.drop_table("drp_agent")
