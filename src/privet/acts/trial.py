"""Trial: what a bot that hands nothing on would have handed on, and how long Privet took over it.

Only counts are kept, by kind and by time; the messages themselves are received as any are. Counting goes on no record,
since it shows nothing to anybody; that a trial begins or ends does, as every change of a bot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from privet.acts.allowed import company
from privet.core import trial
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.errors import NotFound
from privet.store import bots, trials

if TYPE_CHECKING:
    from privet.app import Privet

FIRST, LAST, SLOWEST = "first", "last", "slowest"
UPDATES, PERSONAL = "updates", "personal"
KIND, TOOK = "kind ", "took "
"""What is counted: updates, those with something personal in them, values by kind, times by range."""


class Tried(NamedTuple):
    """An update of a trial: the kind of each value that would have become a token, and how long it took from its coming
    to its being stored, in microseconds.
    """

    kinds: tuple[str, ...]
    micros: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a trial shows so far. Times of the clock are milliseconds, None where nothing came; `half`, `most` and
    `slowest` are microseconds: within which half of the updates were stored, 99 in 100 of them, and every one.
    """

    first: int | None
    last: int | None
    updates: int
    personal: int
    kinds: tuple[tuple[str, int], ...]
    half: int | None
    most: int | None
    slowest: int | None


def count(app: Privet, tenant: TenantId, bot: bytes, tried: Sequence[Tried]) -> None:
    """Count updates of a bot that is in a trial; `bot` is its raw id."""
    if not tried:
        return
    more = Counter({UPDATES: len(tried), PERSONAL: sum(1 for one in tried if one.kinds)})
    for one in tried:
        more[f"{TOOK}{trial.place(one.micros)}"] += 1
        more.update(f"{KIND}{kind}" for kind in one.kinds)
    with app.store.write(tenant) as tx:
        before = trials.counted(tx, bot)
        slowest = max(before.get(SLOWEST, 0), *(one.micros for one in tried))
        trials.count(tx, bot, more)
        trials.stand(tx, bot, {FIRST: before.get(FIRST, app.now()), LAST: app.now(), SLOWEST: slowest})


def report(app: Privet, tenant: TenantId, name: str, actor: Actor) -> Report:
    """What the trial of the bot of that name shows. Raises NotFound; Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        row = bots.by_name(view, name)
        found = trials.counted(view, row.id) if row is not None else {}
    if row is None:
        raise NotFound("there is no such bot", hint="`privet bot list` names them")
    kinds = Counter({one.removeprefix(KIND): many for one, many in found.items() if one.startswith(KIND)})
    took = {int(one.removeprefix(TOOK)): many for one, many in found.items() if one.startswith(TOOK)}
    slowest = found.get(SLOWEST)
    return Report(
        found.get(FIRST), found.get(LAST), found.get(UPDATES, 0), found.get(PERSONAL, 0),
        tuple(sorted(kinds.items(), key=lambda one: (-one[1], one[0]))), _within(took, 0.5, slowest),
        _within(took, 0.99, slowest), slowest,
    )  # fmt: skip


def _within(took: dict[int, int], share: float, slowest: int | None) -> int | None:
    """Ranges are coarse; none of the times was longer than the slowest."""
    return None if slowest is None else min(trial.within(took, share) or slowest, slowest)
