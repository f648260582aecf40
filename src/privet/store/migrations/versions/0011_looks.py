"""How far each person looked at each conversation.

Revision: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "look",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("conversation", sa.LargeBinary(length=16), nullable=False),
        sa.Column("message", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "actor", "conversation"),
        sqlite_with_rowid=False,
    )
    op.create_index("look_by_conversation", "look", ["tenant", "conversation"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("look_by_conversation", table_name="look")
    op.drop_table("look")
