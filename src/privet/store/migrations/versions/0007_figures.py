"""What was done each day, which entries are about an id, how many values are held, how far the ledger was handed on.

Counted here from the ledger and the values that there are; from then on in the transaction of what they count.

Revision: 0007
"""

import base64
import re
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_ENTRY = re.compile(
    rb'\{"v":1,"id":"[a-z2-7]{26}","at":"([0-9-]{10})[^"]+","act":"([^"]+)","outcome":"([a-z]+)","actor":"([^"]+)"'
    rb'(?:,"object":"[a-z]{3}_([a-z2-7]{26})")?(?:,"subject":"[a-z]{3}_([a-z2-7]{26})")?(?:,"purpose":"([^"]+)")?'
)


def upgrade() -> None:
    """Make the tables and count."""
    _tables()
    _marks()
    link = op.get_bind()
    _tally(link)
    link.exec_driver_sql(
        "INSERT INTO holding (tenant, period, kind, found, held) SELECT value.tenant, value.period, kind, count(*), "
        "sum(subject.state = 0) FROM value JOIN subject ON subject.tenant = value.tenant "
        "AND subject.subject = value.subject GROUP BY 1, 2, 3"
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("export_mark", "holding", "entry_about", "tally"):
        op.drop_table(table)


def _tally(link: sa.Connection) -> None:
    """Count every entry that there is; those of one pack at a time are in memory, and the days so far."""
    days: dict[tuple[int, int, bytes, bytes, bytes, bytes], list[int]] = {}
    packs = link.exec_driver_sql("SELECT tenant, first, packed FROM entry_pack ORDER BY tenant, first")
    for tenant, first, pack in packs:
        about = []
        for number, entry in enumerate(_unpacked(pack), first):
            match = _ENTRY.match(entry)
            if match is None:
                continue
            day, act, outcome, actor, thing, subject, purpose = match.groups()
            key = (tenant, int(day.replace(b"-", b"")), act, outcome, actor, purpose or b"")
            span = days.setdefault(key, [number, number, 0])
            span[1:] = number, span[2] + 1
            if act != b"receive":
                about += [(tenant, _raw(id), number) for id in (thing, subject) if id]
        if about:
            link.exec_driver_sql("INSERT OR IGNORE INTO entry_about (tenant, id, entry) VALUES (?, ?, ?)", about)
    rows = [(*key[:2], *(part.decode("ascii") for part in key[2:]), *span) for key, span in days.items()]
    if rows:
        link.exec_driver_sql(
            "INSERT INTO tally (tenant, day, act, outcome, actor, purpose, first, last, count) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def _unpacked(pack: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(pack):
        start = at + 2
        at = start + int.from_bytes(pack[at:start], "big")
        yield pack[start:at]


def _raw(id: bytes) -> bytes:
    return base64.b32decode(id.upper() + b"=" * 6)


def _tables() -> None:
    op.create_table(
        "tally",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "day", "act", "outcome", "actor", "purpose"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entry_about",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", "entry"),
        sqlite_with_rowid=False,
    )


def _marks() -> None:
    op.create_table(
        "holding",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("period", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "period", "kind"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "export_mark",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(length=200), nullable=False),
        sa.Column("next", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "target"),
        sqlite_with_rowid=False,
    )
