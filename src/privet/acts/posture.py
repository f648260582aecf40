"""Posture: how well the company looks after what protects its customers, as a score of which every point is explained.

It is made of what is in the store alone, so that every process says the same: overdue and unowned tasks, people without
training, reveals that wait for a verdict, lessons of breaches that do not hold here, jobs that are late or fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from privet.acts import breaches, job, task
from privet.acts.allowed import company
from privet.acts.trained import trained
from privet.core import posture as core
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.core.posture import Line, Posture
from privet.core.tasks import DAY_MS, UNOWNED, overdue_days
from privet.store import tasks, tenants, training

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

UNBOUND, UNTRAINED, UNJUDGED, CASE, JOB = 10, 20, 5, 3, 5
"""What is missing where no rule asks for training, where nobody is trained (in part: that part), where reveals wait two
weeks for a verdict, for each lesson that does not hold, and for each job that is late or fails (of at most two).
"""

WAITS_MS = 14 * DAY_MS
LATE_DAYS = 30
"""From so many days on an overdue task counts twice."""

TODO = {
    "passkeys": "have everybody enrol a passkey: docs/howto/work-on-the-pages.md",
    "second-factor": "have everybody enrol a passkey, or codes beside the passphrase",
    "expiry": "privet jobs says what is late or failed; the server runs them",
    "files": "privet doctor names them: chmod 600",
    "key-age": "make new access keys and revoke the old: privet key",
    "key-scope": "make access keys with less: privet key",
    "unused": "revoke access keys that nobody uses: privet key revoke",
    "codes": "give the kind CODE a class of at most ten minutes in policy.toml",
    "root-key": "move the key file out of the data folder: keys.file in privet.toml",
}


def posture(app: Privet, tenant: TenantId, actor: Actor) -> Posture:
    """The score and its lines. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        return standing(app, view)


def standing(app: Privet, view: View) -> Posture:
    """The same, for whoever may look already: monitors see the score alone."""
    return core.posture([*_tasks(app, view), *_training(app, view), *_samples(app, view), *_cases(app, view),
                         *_jobs(app, view)])  # fmt: skip


def _tasks(app: Privet, view: View) -> Iterator[Line]:
    for one in task.standing(view, app.now()):
        if days := overdue_days(one, app.now()):
            points = one.kind.weight * (2 if days > LATE_DAYS else 1)
            since = f"{days} day{'s' if days != 1 else ''}"
            yield Line(f"task.{one.name}", points, f"{one.kind.title} is overdue for {since}.", "do it: /reviews")
        if not one.owner:
            said = f"Nobody looks after this: {one.kind.title}."
            yield Line(f"owner.{one.name}", UNOWNED, said, "give it an owner: /reviews")


def _training(app: Privet, view: View) -> Iterator[Line]:
    if training.introduced(view) is None:
        said, todo = "No rule ever asked for training before values are seen.", "adopt the rule `untrained`"
        yield Line("training.rule", UNBOUND, said, f"{todo}: docs/howto/train-people.md")
    everyone = tenants.operators(view)
    missing = sum(bool(trained(app, view, one.id).missing) for one in everyone)
    if missing:
        said = f"{missing} of {len(everyone)} people have not passed every module of the training within its time."
        yield Line("training.people", -(-UNTRAINED * missing // len(everyone)), said, "who: /training")


def _samples(app: Privet, view: View) -> Iterator[Line]:
    oldest = next(iter(tasks.drawn(view, judged=False, limit=1)), None)
    if oldest is not None and (oldest.drawn or 0) <= app.now() - WAITS_MS:
        said = "Reveals that were drawn wait for a verdict for two weeks or more."
        yield Line("samples", UNJUDGED, said, "give it: /reviews/samples")


def _cases(app: Privet, view: View) -> Iterator[Line]:
    for one in breaches.checked(app, view):
        name = one.case.check
        if one.holds is False and name != "unused":  # that depends on what this process has read
            said = f"The lesson of {one.case.title} does not hold here. It would be: {one.looked}"
            yield Line(f"case.{one.case.name}", CASE, said, TODO[name or ""])


def _jobs(app: Privet, view: View) -> Iterator[Line]:
    wrong = [one for one in job.standing(view, app.now()) if one.error or one.late_s]
    for one in wrong[:2]:
        yield Line(
            f"job.{one.name}", JOB, f"The job {one.name} is late or failed.", "privet jobs; the server runs them"
        )
