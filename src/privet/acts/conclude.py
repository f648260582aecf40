"""Conclude: what became of a request to a language model goes on record.

Whoever carries a request says so as long as it does; where a crash hid the outcome, nobody does any more, and it
becomes `unknown`. Nothing of it is repeated: its texts are not kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from privet.acts.llm import Open
from privet.acts.prompt import LEASE_MS, PROMPT, PURPOSE, Prompted
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.store import prompts

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx


def ended(app: Privet, tenant: TenantId, gateway: Open, batch: Sequence[tuple[Prompted, Outcome]]) -> list[None]:
    """Record what became of requests, where no `complete` says so."""
    with app.store.write(tenant) as tx:
        for one, outcome in batch:
            _concluded(app, tx, one.id, outcome, gateway.actor.id, PURPOSE)
    return [None for _ in batch]


def carried(app: Privet, tenant: TenantId, underway: Iterable[bytes]) -> None:
    """These requests (raw ids) are still on their way."""
    with app.store.write(tenant) as tx:
        prompts.renew(tx, underway, app.now() + LEASE_MS)


def reconcile(app: Privet, tenant: TenantId) -> int:
    """What a crash left between leaving and its outcome becomes `unknown`; how many requests there were.

    Another process may be carrying one right now, so it is left alone until its lease has run out.
    """
    with app.store.view(tenant) as view:
        hidden = bool(prompts.overdue(view, app.now(), 1))
    if not hidden:
        return 0
    with app.store.write(tenant) as tx:
        rows = prompts.overdue(tx, app.now())
        for row in rows:
            _concluded(app, tx, row.prompt, Outcome.UNKNOWN, row.actor, row.purpose)
    return len(rows)


def _concluded(app: Privet, tx: Tx, prompt: bytes, outcome: Outcome, actor: str, purpose: str) -> None:
    prompts.remove(tx, prompt)
    shown = ids.shown(PROMPT, prompt)
    tx.record(entry(Entry(app.entry_id(), app.now(), "prompt", outcome, actor, shown, purpose=purpose)))
