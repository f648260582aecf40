"""Which acts run by the clock, and which at start: what a crash left half done is finished before anything else."""

from __future__ import annotations

from collections.abc import Callable

from privet.acts import checkpoint, erase, expire, reindex, send
from privet.app import Privet
from privet.core.message import TenantId
from privet.errors import PrivetError
from privet.store import outbox, tenants

TICK_S = 10
"""How often the server looks at the clock."""

RENEW_MS = 600_000
"""How often the further places get today's keys: what they lack until then would be lost with the first place."""


def at_start(app: Privet) -> None:
    """Finish erasures, settle sends whose outcome a crash hid, and bring the index up to the data."""
    for tenant in tenants.every(app.store):
        erase.finish(app, tenant.id)
        reindex.reindex(app, tenant.id)
        send.reconcile(app, tenant.id)


def tick(app: Privet) -> None:
    """What is due now: periods past their time, places that had not answered, messages to try again, checkpoints."""
    if app.config.keys.copies and app.now() - app.renewed >= RENEW_MS:
        erase.renew(app)
        app.renewed = app.now()
    each(app, _due)
    sign(app, checkpoint.due)


def _due(app: Privet, tenant: TenantId) -> None:
    expire.expire(app, tenant)
    erase.finish(app, tenant)
    send.reconcile(app, tenant)
    with app.store.view(tenant) as view:
        queued = outbox.in_state(view, "queued", app.now())
    for row in queued:
        send.deliver(app, tenant, row.message)


def at_stop(app: Privet) -> None:
    """Sign what is not signed yet, after an import and when the server stops."""
    sign(app, lambda app, tenant: True)


def sign(app: Privet, due: Callable[[Privet, TenantId], bool]) -> None:
    """A checkpoint for every tenant whose ledger is `due`."""

    def signed(app: Privet, tenant: TenantId) -> None:
        if due(app, tenant):
            checkpoint.checkpoint(app, tenant)

    each(app, signed)


def each(app: Privet, do: Callable[[Privet, TenantId], None]) -> None:
    """Do it for every tenant; where one is refused the others still have theirs, and the first refusal is raised."""
    refused: PrivetError | None = None
    for tenant in tenants.every(app.store):
        try:
            do(app, tenant.id)
        except PrivetError as error:
            refused = refused or error
    if refused is not None:
        raise refused
