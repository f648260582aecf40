"""What the page and the monitors show of an installation: counts and public texts, nothing of a customer."""

from __future__ import annotations

import time
from dataclasses import dataclass

from privet.app import Privet
from privet.core.message import TenantId
from privet.store import erasures, ledger, messages, tenants

_REST = 50
"""Counting reads whole tables: after each count it rests so many times as long as it took."""


@dataclass(frozen=True, slots=True)
class Status:
    """One tenant as it stands. `checkpoint` is the newest signed note, `checkpoint_size` the entries it covers."""

    tenant: str
    subjects: int
    conversations: int
    messages: int
    values: int
    entries: int
    checkpoint_size: int
    checkpoint: str
    erasures_open: int


class Looking:
    """Looks at an installation, without counting anew each time somebody asks. Used in the installation's thread."""

    def __init__(self) -> None:
        self._counted: dict[TenantId, tuple[float, dict[str, int]]] = {}

    def at(self, app: Privet, tenant: tenants.Tenant) -> Status:
        """How `tenant` stands now; its counts may be some seconds old in a large installation."""
        with app.store.view(tenant.id) as view:
            rest, counts = self._counted.get(tenant.id, (0.0, {}))
            begun = time.monotonic()
            if begun >= rest:
                counts = messages.counts(view)
                took = time.monotonic() - begun
                self._counted[tenant.id] = (begun + took * _REST, counts)
            size, note = ledger.last_checkpoint(view) or (0, "")
            return Status(
                tenant=tenant.name,
                **counts,
                entries=ledger.size(view),
                checkpoint_size=size,
                checkpoint=note,
                erasures_open=len(erasures.unfinished(view)),
            )

    def all(self, app: Privet) -> list[Status]:
        """Every tenant, by number."""
        return [self.at(app, tenant) for tenant in tenants.every(app.store)]
