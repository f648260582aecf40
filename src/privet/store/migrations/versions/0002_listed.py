"""A conversation's messages are listed by marks, in place of an index of their own.

Revision: 0002
"""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """List every message, then drop the index."""
    op.execute(
        "INSERT INTO mark (tenant, conversation, tag, ref, kind, n, exact) "
        "SELECT tenant, conversation, 0, message, 0, 0, 0 FROM message"
    )
    op.drop_index("message_by_conversation", table_name="message")


def downgrade() -> None:
    """The index again, and no list."""
    op.create_index("message_by_conversation", "message", ["tenant", "conversation", "message"], unique=False)
    op.execute("DELETE FROM mark WHERE tag = 0")
