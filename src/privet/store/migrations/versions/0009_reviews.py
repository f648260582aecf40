"""Training and reviews: who passed which module and was reminded, the tasks of a year, and sampled reveals.

Revision: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables; long because a migration says everything itself, whatever today's schema."""
    op.create_table(
        "training_pass",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("operator", sa.LargeBinary(length=16), nullable=False),
        sa.Column("module", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("passed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "operator", "module"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "training_try",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("operator", sa.LargeBinary(length=16), nullable=False),
        sa.Column("try", sa.LargeBinary(length=16), nullable=False),
        sa.Column("module", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seed", sa.LargeBinary(length=32), nullable=False),
        sa.Column("begun", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=True),
        sa.Column("right", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "operator", "try"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "training_reminder",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("operator", sa.LargeBinary(length=16), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "operator"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "task",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=True),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "task"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "task_done",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(length=32), nullable=False),
        sa.Column("entry", sa.LargeBinary(length=16), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "task", "entry"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sample",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("entry", sa.LargeBinary(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("value", sa.LargeBinary(length=16), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("drawn", sa.BigInteger(), nullable=True),
        sa.Column("verdict", sa.String(length=16), nullable=True),
        sa.Column("reviewer", sa.String(length=80), nullable=True),
        sa.Column("judged", sa.BigInteger(), nullable=True),
        sa.Column("remark", sa.LargeBinary(length=16), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "entry"),
        sqlite_with_rowid=False,
    )
    op.create_index("sample_by_draw", "sample", ["tenant", "drawn", "at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("sample_by_draw", table_name="sample")
    for table in ("sample", "task_done", "task", "training_reminder", "training_try", "training_pass"):
        op.drop_table(table)
