"""Which acts run by the clock, and which at start: what a crash left half done is finished before anything else."""

from __future__ import annotations

from privet.acts import checkpoint, erase, expire, reindex, send
from privet.app import Privet
from privet.store import outbox, tenants

TICK_S = 10
"""How often the server looks at the clock."""


def at_start(app: Privet) -> None:
    """Finish erasures, settle sends whose outcome a crash hid, and bring the index up to the data."""
    for tenant in tenants.every(app.store):
        erase.finish(app, tenant.id)
        reindex.reindex(app, tenant.id)
        send.reconcile(app, tenant.id)


def tick(app: Privet) -> None:
    """What is due now: periods past their time, places that had not answered, messages to try again, checkpoints."""
    for tenant in tenants.every(app.store):
        expire.expire(app, tenant.id)
        erase.finish(app, tenant.id)
        with app.store.view(tenant.id) as view:
            due = outbox.in_state(view, "queued", app.now())
        for row in due:
            send.deliver(app, tenant.id, row.message)
        if checkpoint.due(app, tenant.id):
            checkpoint.checkpoint(app, tenant.id)
