"""Customers' own pages: links that were sent, and visits that they opened.

Revision: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "portal_link",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("link", sa.LargeBinary(length=16), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("conversation", sa.LargeBinary(length=16), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "link"),
        sqlite_with_rowid=False,
    )
    op.create_index("portal_link_by_digest", "portal_link", ["tenant", "digest"], unique=True)
    op.create_index("portal_link_by_conversation", "portal_link", ["tenant", "conversation"])
    op.create_table(
        "portal_visit",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("visit", sa.LargeBinary(length=16), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("conversation", sa.LargeBinary(length=16), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("created", "seen", "proved", "taken")),
        sa.PrimaryKeyConstraint("tenant", "visit"),
        sqlite_with_rowid=False,
    )
    op.create_index("portal_visit_by_digest", "portal_visit", ["tenant", "digest"], unique=True)


def downgrade() -> None:
    """Drop them; links that wait lead nowhere then."""
    op.drop_table("portal_visit")
    op.drop_table("portal_link")
