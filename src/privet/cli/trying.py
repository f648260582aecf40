"""What a trial shows, for the commands whose bots, lines and gateways may be in one."""

from __future__ import annotations

import argparse
import sys

from privet.acts import trial
from privet.acts.trial import Of, Report
from privet.cli.opening import emit, opened
from privet.cli.showing import when
from privet.core.policy import LOCAL


def shown(args: argparse.Namespace, of: Of, what: str, first: str) -> None:
    """Say what the trial of `args.name` counted: so many `what`; where nothing came, what to do `first`."""
    with opened(args) as (app, tenant):
        made = trial.report(app, tenant.id, args.name, LOCAL, of)
    if args.json:
        times = {"half_us": made.half, "most_us": made.most, "slowest_us": made.slowest}
        counts = {what: made.came, "personal": made.personal, "kinds": {kind: _few(many) for kind, many in made.kinds}}
        emit(args, [{"first": when(made.first), "last": when(made.last), **counts, **_besides(made, of), **times}])
        return
    if not made.came:
        print(f"nothing came yet: {first}", file=sys.stderr)
        return
    print(f"{made.came} {what} from {when(made.first)} to {when(made.last)}, {made.personal} with something personal.")
    for name, many in _besides(made, of).items():
        print(f"{many} {_BESIDES[name]}")
    did = "stored" if of == "bot" else "looked through and counted"
    print(
        f"Half were {did} within {_ms(made.half)}, 99 in 100 within {_ms(made.most)}, all within {_ms(made.slowest)}."
    )
    emit(args, [{"kind": kind, "would_have_become_tokens": _few(many)} for kind, many in made.kinds])


_BESIDES = {
    "refused": "would have been refused.",
    "heard": "said STOP, START or HELP, which Privet would have answered.",
}


def _besides(made: Report, of: Of) -> dict[str, int]:
    if of == "bot":
        return {}
    return {"refused": made.refused} | ({"heard": made.heard} if of == "line" else {})


def _few(many: int | None) -> int | str:
    return "fewer than 10" if many is None else many


def _ms(micros: int | None) -> str:
    return "more than 5000 ms" if micros is None else f"{micros / 1000:.1f} ms"
