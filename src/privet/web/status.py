"""What the page and the monitors show of an installation: counts and public texts, nothing of a customer."""

from __future__ import annotations

import time
from dataclasses import dataclass

from privet.acts import foresee, index, job, posture, request
from privet.acts.job import Job
from privet.app import Privet
from privet.core.message import TenantId
from privet.errors import NotReady, PrivetError
from privet.store import confirmations, erasures, events, health, ledger, messages, tenants, unseen

_REST = 50
"""Counting reads whole tables: after each count it rests so many times as long as it took."""

_PROBE = "4111 1111 1111 1111"
"""A test card. Whatever detects finds it, or does not detect."""


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
    unindexed: int = 0
    unconfirmed: int = 0
    late: tuple[tuple[str, int], ...] = ()
    events_waiting: int = 0
    events_failed: int = 0
    unseen: int = 0
    jobs: tuple[Job, ...] = ()
    posture: int = 0
    requests_late: int = 0


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
            backlog = events.backlog(view)
            return Status(
                tenant=tenant.name,
                **counts,
                entries=ledger.size(view),
                checkpoint_size=size,
                checkpoint=note,
                erasures_open=len(erasures.unfinished(view)),
                unconfirmed=len({one.number for one in confirmations.open_(view)}),
                late=tuple(foresee.late(view, app.now()).items()),
                unindexed=max(0, index.behind(view)),
                events_waiting=sum(count for state, count in backlog.items() if state != events.DEAD),
                events_failed=backlog.get(events.DEAD, 0),
                unseen=unseen.counted(view)[0],
                jobs=tuple(job.standing(view, app.now())),
                posture=posture.standing(app, view).score,
                requests_late=request.late(view, app.now()),
            )

    def all(self, app: Privet) -> list[Status]:
        """Every tenant, by number."""
        return [self.at(app, tenant) for tenant in tenants.every(app.store)]


def ready(app: Privet) -> None:
    """Raise NotReady, naming which, unless store, key provider and every tenant's detector do what they are for."""
    for name, works in (("store", _store), ("key provider", _keys), ("detector", _detector)):
        try:
            works(app)
        except PrivetError as error:
            raise NotReady(f"the {name} is down: {error.message}", hint=error.hint) from None
        except Exception:
            raise NotReady(f"the {name} is down", hint="`privet doctor` looks for the cause") from None


def _store(app: Privet) -> None:
    health.writable(app.folder)
    for tenant in tenants.every(app.store):
        with app.store.view(tenant.id) as view:
            ledger.size(view)


def _keys(app: Privet) -> None:
    health.opens(app.folder, app.store.keys.root)


def _detector(app: Privet) -> None:
    for tenant in tenants.every(app.store):
        if not app.rules_of(tenant.id).scanner.scan(_PROBE):
            raise NotReady("it finds nothing")
