"""What was counted in trials is that of lines and of gateways to language models as well as of bots.

Revision: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Move what bots counted into the table of all."""
    _moved("bot_trial", "bot", "trial", "gateway")
    op.execute("UPDATE trial SET what = 'came' WHERE what = 'updates'")


def downgrade() -> None:
    """Keep what is of bots; an earlier Privet knows no other trials."""
    op.execute("DELETE FROM trial WHERE NOT EXISTS (SELECT 1 FROM bot WHERE bot.bot = trial.gateway)")
    op.execute("UPDATE trial SET what = 'updates' WHERE what = 'came'")
    _moved("trial", "gateway", "bot_trial", "bot")


def _moved(old: str, was: str, new: str, becomes: str) -> None:
    op.create_table(
        new,
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column(becomes, sa.LargeBinary(length=16), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", becomes, "what"),
        sqlite_with_rowid=False,
    )
    op.execute(f"INSERT INTO {new} SELECT tenant, {was}, what, number FROM {old}")  # noqa: S608
    op.drop_table(old)
