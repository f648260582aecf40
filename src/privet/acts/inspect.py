"""Inspect: what of an installation can be looked at while it works, and what to do about each fault. A step of the
daily review and of `privet doctor`, which looks at the machine and at closed files as well.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from privet.acts import index, job, posture, review
from privet.acts.usage import Usage
from privet.core import algorithms
from privet.core.schema import ACTS
from privet.core.tasks import DAY_MS, PROVED, overdue_days
from privet.store import events, ledger, tasks, tenants

if TYPE_CHECKING:
    from pathlib import Path

    from privet.app import Privet
    from privet.store.view import View

GIB = 1 << 30
LEAST_FREE, LITTLE_FREE = GIB // 10, GIB

BEHIND = 10_000
"""Entries that the word index may lack while the server has better things to do."""

LACKING = "`privet rule show --default --as files FOLDER` has rules for it, to propose: docs/howto/upgrade.md"

WELL = 80
"""A posture below is a warning."""

REFUSED_DAYS = 30
"""For so many days refused acts are counted."""

State = Literal["ok", "warn", "fail"]


class Check(NamedTuple):
    """One thing that was looked at. `todo` is empty where there is nothing to do."""

    check: str
    state: State
    sentence: str
    todo: str = ""


def inspected(app: Privet, view: View, usage: Usage, *, files: bool = True) -> Iterator[Check]:
    """Every look at a tenant, `files` that others may read included. `usage` is what the ledger says of the last months
    (`acts.usage`).
    """
    name = tenants.of(view).name
    yield _ledger(app, view, name)
    yield _rules(app, view, name)
    yield from _access([one for one in review.concerns(app, view, usage) if files or one.check != "open-file"], name)
    yield _refused(app, usage, name)
    yield _proved(app, view, name)
    yield from _beside(app, view, name)
    yield _posture(app, view, name)


def machine(app: Privet) -> Iterator[Check]:
    """What every tenant shares: room on the disk, and the algorithms in use."""
    yield room(app.folder)
    yield from sunset(app.now())


def room(folder: Path) -> Check:
    """Whether there is room on the disk."""
    free = shutil.disk_usage(folder).free
    said = f"{free / GIB:,.1f} GiB are free where the data is."
    state: State = "fail" if free < LEAST_FREE else "warn" if free < LITTLE_FREE else "ok"
    return Check("disk", state, said, "" if state == "ok" else "free some space before the disk is full")


def sunset(at: int) -> Iterator[Check]:
    """What algorithms in use are past their last day at a time (ms)."""
    over = algorithms.ended(at)
    todo = "install the newest Privet: docs/reference/algorithms.md"
    yield from (Check("algorithms", "warn", algorithms.warning(one), todo) for one in over)
    if not over:
        yield Check("algorithms", "ok", "No algorithm in use is past its last day.")


def _ledger(app: Privet, view: View, tenant: str) -> Check:
    size, (signed, _) = ledger.size(view), ledger.last_checkpoint(view) or (0, "")
    name = f"ledger {tenant}"
    if signed > size:
        said = f"It has {size} entries, and a checkpoint was signed over {signed}."
        return Check(name, "fail", said, "data.db was put back: compare with what a witness or an export has")
    if size - signed > 2 * app.config.ledger.checkpoint_entries:
        return Check(name, "warn", f"{size - signed} entries are under no checkpoint.", "privet ledger checkpoint")
    return Check(name, "ok", f"It has {size} entries, {signed} of them under the newest checkpoint.")


def unpermitted(app: Privet, view: View) -> list[str]:
    """The acts that no rule of the adopted policy permits to anybody: it was adopted before Privet had them, or says no
    to all on purpose.
    """
    return sorted(frozenset(ACTS) - app.rules_in(view).policy.permitted)


def lacking(acts: list[str]) -> str:
    """The same as a sentence."""
    return f"No rule of the adopted policy permits {', '.join(acts)}: whatever needs that is refused."


def _rules(app: Privet, view: View, tenant: str) -> Check:
    name, acts = f"rules {tenant}", unpermitted(app, view)
    if acts:
        return Check(name, "warn", lacking(acts), LACKING)
    return Check(name, "ok", "The adopted policy has a rule for every act of this Privet.")


def _access(found: list[review.Concern], tenant: str) -> Iterator[Check]:
    """Who may do more than anybody should, who need not be there, and which files others may read."""
    name = f"access {tenant}"
    yield from (Check(name, "warn", one.sentence, one.todo) for one in found)
    if not found:
        yield Check(name, "ok", "No account or key is orphaned, and none may do more than it should.")


def _refused(app: Privet, usage: Usage, tenant: str) -> Check:
    """How often somebody tried what they may not."""
    acts = usage.refused_since(app.now() - REFUSED_DAYS * DAY_MS)
    most = sorted(acts.items(), key=lambda one: (-one[1], one[0]))[:5]
    said = f"{sum(acts.values()):,} acts were refused within {REFUSED_DAYS} days"
    return Check(f"refused {tenant}", "ok", said + "".join(f", {count:,} × {act}" for act, count in most) + ".")


def _proved(app: Privet, view: View, tenant: str) -> Check:
    """When `privet prove` last found nothing."""
    row = next((one for one in tasks.every(view) if one.name == PROVED), None)
    late = row is not None and overdue_days(row, app.now()) > 0
    said = "Nobody tried to catch this installation out yet."
    if row is not None and row.done is not None:
        said = f"The last try to catch it out that found nothing was {(app.now() - row.done) // DAY_MS} days ago."
    return Check(f"proved {tenant}", "warn" if late else "ok", said, "privet prove" if late else "")


def _beside(app: Privet, view: View, tenant: str) -> Iterator[Check]:
    """What the clock does, how far the word index is behind, and what is told to other programs."""
    wrong = [
        f"{one.name} ({one.error or f'{one.late_s} s late'})"
        for one in job.standing(view, app.now())
        if one.error or one.late_s
    ]
    said = f"Not as it should be: {', '.join(wrong)}." if wrong else "Nothing that runs by the clock is late or failed."
    todo = "privet jobs; the server runs them" if wrong else ""
    yield Check(f"jobs {tenant}", "warn" if wrong else "ok", said, todo)
    behind = abs(index.behind(view))  # below 0 where data was put back: the index is made anew
    todo = "let the server run: it goes on when it has time" if behind > BEHIND else ""
    said = f"Words lead to all messages but those of the newest {behind:,} entries."
    yield Check(f"search {tenant}", "warn" if todo else "ok", said, todo)
    counted = {row.name: events.counted(view, row.id).get(events.DEAD, 0) for row in events.hooks(view)}
    if any(counted.values()):
        said = f"Events were given up: {', '.join(f'{name} ({count})' for name, count in counted.items() if count)}."
        yield Check(f"hooks {tenant}", "warn", said, "privet hook failed; privet hook retry NAME")


def _posture(app: Privet, view: View, tenant: str) -> Check:
    """How well what is to be looked at again and again is looked at."""
    found = posture.standing(app, view)
    said = " ".join((f"Posture {found.score} of 100.", *(one.sentence for one in found.lines[:1])))
    state: State = "ok" if found.score >= WELL else "warn"
    return Check(f"posture {tenant}", state, said, "privet review posture" if found.lines else "")
