"""Keys of programs whose ids are those of one purpose alone.

Revision: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Add the column; no key there was is one."""
    op.add_column("access_key", sa.Column("apart", sa.BigInteger(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Drop it: such keys see the vault's own ids then, so revoke them before."""
    op.drop_column("access_key", "apart")
