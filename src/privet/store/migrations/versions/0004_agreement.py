"""What a second person agrees to before somebody gets an account or other roles; and who had a customer's code sent.

Revision: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table, add the column."""
    op.create_table(
        "agreement",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("agreement", sa.LargeBinary(length=16), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "name", "actor"),
        sqlite_with_rowid=False,
    )
    op.add_column("step_up", sa.Column("actor", sa.String(length=80), nullable=True))


def downgrade() -> None:
    """Drop both."""
    op.drop_column("step_up", "actor")
    op.drop_table("agreement")
