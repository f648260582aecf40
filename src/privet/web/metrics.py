"""Counts in the text format that Prometheus reads. No label holds anything of a customer: tenants and statuses only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from privet import __version__
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
)


def text(all_: Sequence[Status], answered: Mapping[int, int]) -> str:
    """Every metric of every tenant, and how many requests were answered with which status."""
    lines = ["# HELP privet_info The version that runs.", "# TYPE privet_info gauge"]
    lines.append(f'privet_info{{version="{__version__}"}} 1')
    for name, sentence, field in _OF_A_TENANT:
        lines += [f"# HELP {name} {sentence}", f"# TYPE {name} gauge"]
        lines += [f'{name}{{tenant="{status.tenant}"}} {getattr(status, field)}' for status in all_]
    lines += ["# HELP privet_http_requests_total Requests answered.", "# TYPE privet_http_requests_total counter"]
    lines += [f'privet_http_requests_total{{status="{status}"}} {count}' for status, count in sorted(answered.items())]
    return "\n".join(lines) + "\n"
