"""Hand on: the ledger goes, entry by entry, to a collector of logs (syslog) and to hooks that ask for it.

What is on it holds nothing personal. It is a read by Privet's own clock, which a rule lets or not; that it goes on at
all is said in the settings, or by whoever adds a hook. Each place has a mark of how far it got, which moves once it
took what came before: after a crash it may get entries twice, and never too few.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts import job
from privet.acts.oversee import CLOCK
from privet.acts.telling import tell
from privet.core import handed, ids, webhook
from privet.core.entry import decode
from privet.core.message import TenantId
from privet.core.policy import Ask, Facts, Permit, decide
from privet.errors import BadInput
from privet.store import events, ledger, marks, tenants

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

SYSLOG = "syslog"
"""The job that hands on to the collector."""

AT_ONCE, TOGETHER = 500, 200
"""Entries that the collector gets in one go, and that one event of a hook has."""

EVENTS_AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages for the collector, and the number of the entry that comes after them."""

    tenant: TenantId
    messages: tuple[bytes, ...]
    next: int


def claim(app: Privet, tenant: TenantId) -> Batch | None:
    """What the collector gets next, for whoever called to send it; None where there is nothing, or somebody else does.
    Raises BadInput where the settings name no form.
    """
    settings = app.config.ledger
    form = handed.FORMATS.get(settings.syslog_format)
    if form is None:
        raise BadInput("ledger.syslog_format is no form", hint=f"there are: {', '.join(handed.FORMATS)}")
    with app.store.view(tenant) as view:
        start, size = marks.after(view, settings.syslog) or 0, ledger.size(view)
        wanted = start < size and _may(app, view)
    if not wanted or not job.claim(app, tenant, SYSLOG, wanted=True):
        return None
    host = socket.gethostname()
    with app.store.view(tenant) as view:
        origin = tenants.of(view).origin
        end = min(size, start + AT_ONCE)
        found = [(number, decode(data)) for number, data in ledger.entries(view, start, end)]
    return Batch(
        tenant, tuple(handed.syslog(entry, form.line(number, entry, origin), host) for number, entry in found), end
    )


def settle(app: Privet, batch: Batch, error: str = "") -> None:
    """What became of it: the collector took it, or what went wrong; then it is tried again in a minute."""
    if not error:
        with app.store.write(batch.tenant) as tx:
            marks.put(tx, app.config.ledger.syslog, batch.next)
    job.settle(app, batch.tenant, SYSLOG, 60_000 if error else 0, error)


def asked(app: Privet, tenant: TenantId) -> bool:
    """Whether a hook asks for entries and there are new ones, or none asks any more."""
    with app.store.view(tenant) as view:
        for kind in webhook.LEDGER:
            mark, told = marks.after(view, kind), bool(events.told(view, kind))
            if (told and (mark is None or mark < ledger.size(view))) or (mark is not None and not told):
                return True
    return False


def tell_entries(app: Privet, tenant: TenantId) -> object:
    """An event for each part of the ledger that is new since the first hook asked; UNFINISHED where there is more."""
    left = False
    with app.store.write(tenant) as tx:
        size = ledger.size(tx)
        for kind in webhook.LEDGER:
            start = marks.after(tx, kind)
            if not events.told(tx, kind) or not _may(app, tx):
                marks.drop(tx, kind)
                continue
            end = size if start is None else min(size, start + EVENTS_AT_ONCE * TOGETHER)
            for first in range(end if start is None else start, end, TOGETHER):
                tell(app, tx, kind, ids.SPAN, [ids.span(first, min(end, first + TOGETHER))])
            marks.put(tx, kind, end)
            left = left or end < size
    return job.UNFINISHED if left else None


def _may(app: Privet, view: View) -> bool:
    return isinstance(decide(app.rules_in(view).policy, Ask(CLOCK, "read", "operation"), Facts(company=True)), Permit)
