"""Counts in the text format that Prometheus reads. No label holds anything of a customer: a label is a tenant's name, a
status, a method of HTTP, or a route as the code writes it, never a path as a client asked for it.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from privet import __version__
from privet.acts.backup import BACKUP
from privet.acts.drill import DRILL
from privet.web.guard import TOOK_S, Guard
from privet.web.status import Status

TYPE = "text/plain; version=0.0.4; charset=utf-8"

_OF_A_TENANT = (
    ("privet_subjects", "Subjects, erased ones included.", "subjects"),
    ("privet_conversations", "Conversations.", "conversations"),
    ("privet_messages", "Messages stored.", "messages"),
    ("privet_values", "Values stored sealed.", "values"),
    ("privet_ledger_entries", "Entries on the ledger.", "entries"),
    ("privet_ledger_checkpoint_entries", "Entries that the newest checkpoint covers.", "checkpoint_size"),
    ("privet_erasures_open", "Erasures not done in every place.", "erasures_open"),
    ("privet_erasures_unconfirmed", "Erasures that a program which was told of them has not confirmed.", "unconfirmed"),
    ("privet_search_entries_behind", "Entries whose messages words do not lead to yet.", "unindexed"),
    ("privet_hook_events_waiting", "Events that are to be delivered to hooks.", "events_waiting"),
    ("privet_hook_events_failed", "Events that were given up.", "events_failed"),
    ("privet_messages_unseen", "Messages that wait until they can be looked through.", "unseen"),
    ("privet_requests_late", "Requests of customers whose next step is late.", "requests_late"),
    ("privet_posture_score", "Posture, 0 to 100; `privet review posture` says what is missing.", "posture"),
)
_BEGUN = time.monotonic()


Measured = tuple[str, str, list[tuple[str, int]]]
"""What a gateway counts: a counter's name, its sentence, and its numbers by labels."""


def text(all_: Sequence[Status], guard: Guard, beside: Sequence[Measured] = ()) -> str:
    """Every metric of every tenant, what the server has answered and is answering, and what gateways count."""
    lines = [*_metric("privet_info", "gauge", "The version that runs.", [(f'{{version="{__version__}"}}', 1)])]
    for name, sentence, field in _OF_A_TENANT:
        lines += _metric(name, "gauge", sentence, [(f'{{tenant="{one.tenant}"}}', getattr(one, field)) for one in all_])
    counted: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for name, sentence, values in beside:  # several gateways may count the same, which is one metric
        counted.setdefault((name, sentence), []).extend(values)
    for (name, sentence), values in counted.items():
        lines += _metric(name, "counter", sentence, values)
    return "\n".join([*lines, *_jobs(all_), *_web(guard), *_process()]) + "\n"


def _jobs(all_: Sequence[Status]) -> Iterator[str]:
    jobs = [(f'{{tenant="{one.tenant}",job="{each.name}"}}', each) for one in all_ for each in one.jobs]
    late = [(labels, each.late_s) for labels, each in jobs]
    yield from _metric("privet_job_late_seconds", "gauge", "For how long a job should have run.", late)
    over = [(f'{{tenant="{one.tenant}",class="{name}"}}', late) for one in all_ for name, late in one.late]
    what = "For how long the oldest of a retention class should be gone."
    yield from _metric("privet_retention_late_seconds", "gauge", what, over)
    failing = [(labels, int(bool(each.error))) for labels, each in jobs]
    yield from _metric("privet_job_failing", "gauge", "Whether the last run of a job failed.", failing)
    kept = [(labels, each) for labels, each in jobs if each.name in (BACKUP, DRILL) and each.done is not None]
    last = [(labels, (each.done or 0) // 1000) for labels, each in kept]
    yield from _metric("privet_backup_timestamp_seconds", "gauge", "When the last backup and drill ended well.", last)
    took = [(labels, (each.done or 0) - each.begun) for labels, each in kept if not each.error]
    yield from _metric("privet_backup_milliseconds", "gauge", "How long the last backup and drill took.", took)


def _web(guard: Guard) -> Iterator[str]:
    answered = [
        (f'{{method="{method}",route="{route}",status="{status}"}}', count)
        for (method, route, status), count in sorted(guard.answered.items())
    ]
    yield from _metric("privet_http_requests_total", "counter", "Requests answered.", answered)
    edges = [*(f"{edge:g}" for edge in TOOK_S), "+Inf"]
    name = "privet_http_request_seconds"
    yield from (f"# HELP {name} How long an answer took.", f"# TYPE {name} histogram")
    yield from (f'{name}_bucket{{le="{edge}"}} {n}' for edge, n in zip(edges, accumulate(guard.took), strict=True))
    yield from (f"{name}_sum {guard.spent_s:.6f}", f"{name}_count {sum(guard.took)}")
    yield from _metric("privet_http_requests_open", "gauge", "Requests being answered.", [("", guard.load.open)])
    yield from _metric("privet_http_body_bytes", "gauge", "What their bodies take.", [("", guard.load.bytes)])


def _process() -> Iterator[str]:
    """What the process takes of the machine; what the system does not tell is left out."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    cpu = round(spent.ru_utime + spent.ru_stime, 3)
    yield from _metric("process_cpu_seconds_total", "counter", "Processor time taken.", [("", cpu)])
    up = round(time.monotonic() - _BEGUN)
    yield from _metric("privet_uptime_seconds", "gauge", "Since the server began.", [("", up)])
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        files = sum(1 for _ in Path("/proc/self/fd").iterdir())
    except OSError:
        return
    memory = pages * resource.getpagesize()
    yield from _metric("process_resident_memory_bytes", "gauge", "Memory taken.", [("", memory)])
    yield from _metric("process_open_fds", "gauge", "Files and connections open.", [("", files)])


def _metric(name: str, kind: str, sentence: str, samples: Sequence[tuple[str, float]]) -> Iterator[str]:
    yield f"# HELP {name} {sentence}"
    yield f"# TYPE {name} {kind}"
    yield from (f"{name}{labels} {value}" for labels, value in samples)
