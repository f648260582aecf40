"""Telling: whoever asked for events is told of an act, in the act's own transaction. A step of acts.

What is written are ids; the hooks' bodies are made when they are delivered (acts.notify).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from privet.core import ids
from privet.store import events
from privet.store.events import EventRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx


def tell(app: Privet, tx: Tx, kind: str, prefix: str, objects: Sequence[bytes]) -> None:
    """Tell the hooks that ask for events of this kind of each of `objects`, 16 raw bytes each."""
    for hook in events.told(tx, kind):
        at = app.now()
        events.add(
            tx,
            [EventRow(app.id(), hook, events.QUEUED, 0, at, kind, ids.shown(prefix, one), "") for one in objects],
        )
