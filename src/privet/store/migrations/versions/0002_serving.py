"""Keys of programs, kept answers, hooks and their events, relays under way, and the runs of jobs; and a conversation's
messages are listed by marks, in place of an index of their own.

Revision: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """List the messages, make the tables; long because a migration says everything itself, whatever today's schema."""
    op.execute(
        "INSERT INTO mark (tenant, conversation, tag, ref, kind, n, exact) "
        "SELECT tenant, conversation, 0, message, 0, 0, 0 FROM message"
    )
    op.drop_index("message_by_conversation", table_name="message")
    op.create_table(
        "access_key",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("acts", sa.Text(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("purposes", sa.Text(), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("spent", sa.BigInteger(), nullable=False),
        sa.Column("spent_day", sa.BigInteger(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("revoked", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "key"),
        sqlite_with_rowid=False,
    )
    op.create_index("access_key_by_digest", "access_key", ["tenant", "digest"], unique=True)
    op.create_table(
        "answer",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("period", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("tag", sa.BigInteger(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "period", "key", "tag"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "hook",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("hook", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("paused", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "hook"),
        sqlite_with_rowid=False,
    )
    op.create_index("hook_by_name", "hook", ["tenant", "name"], unique=True)
    op.create_table(
        "event",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("event", sa.LargeBinary(length=16), nullable=False),
        sa.Column("hook", sa.LargeBinary(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("object", sa.String(length=40), nullable=False),
        sa.Column("error", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "event"),
        sqlite_with_rowid=False,
    )
    op.create_index("event_by_hook", "event", ["tenant", "hook", "state", "due"], unique=False)
    op.create_table(
        "relay",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("relay", sa.LargeBinary(length=16), nullable=False),
        sa.Column("value", sa.LargeBinary(length=16), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "relay", "value"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "job",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("begun", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=True),
        sa.Column("failed", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.String(length=64), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "name"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """What 0001 does not know goes: keys of programs, hooks and what was to be delivered to them."""
    op.create_index("message_by_conversation", "message", ["tenant", "conversation", "message"], unique=False)
    op.execute("DELETE FROM mark WHERE tag = 0")
    op.drop_table("job")
    op.drop_table("relay")
    op.drop_index("event_by_hook", table_name="event")
    op.drop_table("event")
    op.drop_index("hook_by_name", table_name="hook")
    op.drop_table("hook")
    op.drop_table("answer")
    op.drop_index("access_key_by_digest", table_name="access_key")
    op.drop_table("access_key")
