"""What is kept of an answer to messages, for whoever asks again: ids, and no text.

The key that seals kept answers is nobody's own. A text kept under it would outlive the erasure of its subject by a day;
so when the same is asked again, texts are read from where they are sealed under their subject's key, or are null.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from privet.acts import read
from privet.acts.answering import Said
from privet.core.message import TenantId
from privet.web.api.items import LINES
from privet.web.api.visitor import encode
from privet.web.turns import Turns

TURN = 64
"""Messages that are read in one turn: what others wait for."""

Row = dict[str, Any]
"""The fields of one result, each as the bytes it has, so that what is not changed stays the same to the byte."""

_one = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_many = msgspec.json.Decoder(list[dict[str, msgspec.Raw]]).decode


def bare(said: Said) -> Said:
    """The answer as it is kept."""
    return _said(said, [row | {"text": None, "tokens": []} if _stored(row) else row for row in _rows(said)])


async def filled(turns: Turns, tenant: TenantId, said: Said) -> Said:
    """A kept answer as it is given again, read in short turns."""
    rows = _rows(said)
    for at in range(0, len(rows), TURN):
        part = [row for row in rows[at : at + TURN] if _stored(row)]
        names = [msgspec.json.decode(row["id"], type=str) for row in part]
        found = await turns.take(lambda app, names=names: read.again(app, tenant, names))  # type: ignore[misc]
        for row, one in zip(part, found, strict=True):
            if one is not None and one.text is not None:
                row.update(text=one.text.text, tokens=one.tokens)
    return _said(said, rows)


def _rows(said: Said) -> list[Row]:
    """One row a message, in order."""
    if said.type == LINES:
        return [dict(_one(line)) for line in said.body.splitlines()]
    return [dict(row) for row in _many(said.body)] if said.body.startswith(b"[") else [dict(_one(said.body))]


def _said(said: Said, rows: Sequence[Row]) -> Said:
    if not any(map(_stored, rows)):
        return said
    if said.type == LINES:
        return msgspec.structs.replace(said, body=b"".join(encode(row) + b"\n" for row in rows))
    many = said.body.startswith(b"[")
    return msgspec.structs.replace(said, body=encode(rows if many else rows[0]))


def _stored(row: Row) -> bool:
    """Whether this is a message that was stored, and no problem."""
    return "text" in row
