"""Trial: what a bot, a line or a gateway to a language model that hands nothing on would have handed on, and how long
Privet took over it.

Only counts are kept, by kind and by time. A bot's messages themselves are received as any are; of what a line or a
gateway gets a copy of nothing else is kept (`copied`). Counting goes on no record, since it shows nothing to anybody;
that a trial begins or ends does, as every change of a bot, a line or a gateway.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from privet.acts.allowed import company
from privet.core import trial
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.core.statistic import LEAST
from privet.errors import NotFound
from privet.store import bots, lines, llms, trials
from privet.store.bots import BotRow
from privet.store.lines import LineRow
from privet.store.llms import LlmRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

FIRST, LAST, SLOWEST = "first", "last", "slowest"
CAME, PERSONAL, REFUSED, HEARD = "came", "personal", "refused", "heard"
KIND, TOOK = "kind ", "took "
"""What is counted: what came, with something personal in it, what would have been refused, what said STOP, START or
HELP; values by kind, times by range.
"""

Of = Literal["bot", "line", "llm"]
_Found = Callable[["View", str], BotRow | LineRow | LlmRow | None]
_BY_NAME: dict[Of, tuple[_Found, str, str]] = {
    "bot": (bots.by_name, "there is no such bot", "`privet bot list` names them"),
    "line": (lines.by_name, "there is no such line", "`privet sms list` names them"),
    "llm": (llms.by_name, "there is no such gateway", "`privet llm list` names them"),
}


class Tried(NamedTuple):
    """Something that came in a trial: the kind of each value that would have become a token; how long it took from its
    coming to its being done with, in microseconds, None where that is told later; whether it would have been refused,
    and whether it said STOP, START or HELP.
    """

    kinds: tuple[str, ...]
    micros: int | None = None
    refused: bool = False
    heard: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What a trial shows so far. Times of the clock are milliseconds, None where nothing came; `half`, `most` and
    `slowest` are microseconds: within which half of what came was done with, 99 in 100 of it, and all. Of a kind with
    fewer than ten values it is None how many: who wrote them is not known, and there may be one.
    """

    first: int | None
    last: int | None
    came: int
    personal: int
    kinds: tuple[tuple[str, int | None], ...]
    half: int | None
    most: int | None
    slowest: int | None
    refused: int = 0
    heard: int = 0


def count(app: Privet, tenant: TenantId, gateway: bytes, tried: Sequence[Tried]) -> None:
    """Count what came for a bot that is in a trial; `gateway` is its raw id."""
    if not tried:
        return
    with app.store.write(tenant) as tx:
        add(app, tx, gateway, tried)


def add(app: Privet, tx: Tx, gateway: bytes, tried: Sequence[Tried]) -> None:
    """The same in a transaction that is under way."""
    more = Counter({CAME: len(tried), PERSONAL: sum(1 for one in tried if one.kinds)})
    more.update(REFUSED for one in tried if one.refused)
    more.update(HEARD for one in tried if one.heard)
    for one in tried:
        more.update(f"{KIND}{kind}" for kind in one.kinds)
    trials.count(tx, gateway, more)
    trials.stand(tx, gateway, {FIRST: trials.counted(tx, gateway).get(FIRST, app.now()), LAST: app.now()})
    _took(tx, gateway, [one.micros for one in tried if one.micros is not None])


def took(app: Privet, tenant: TenantId, gateway: bytes, micros: Sequence[int]) -> None:
    """So long (microseconds) it took over what was counted before without its time."""
    with app.store.write(tenant) as tx:
        _took(tx, gateway, micros)


def _took(tx: Tx, gateway: bytes, micros: Sequence[int]) -> None:
    if micros:
        trials.count(tx, gateway, Counter(f"{TOOK}{trial.place(one)}" for one in micros))
        trials.stand(tx, gateway, {SLOWEST: max(trials.counted(tx, gateway).get(SLOWEST, 0), *micros)})


def report(app: Privet, tenant: TenantId, name: str, actor: Actor, of: Of = "bot") -> Report:
    """What the trial of the bot, line or gateway of that name shows. Raises NotFound; Denied, on the ledger."""
    by_name, nobody, hint = _BY_NAME[of]
    with company(app, tenant, actor) as view:
        row = by_name(view, name)
        found = trials.counted(view, _id(row)) if row is not None else {}
    if row is None:
        raise NotFound(nobody, hint=hint)
    kinds = {one.removeprefix(KIND): many for one, many in found.items() if one.startswith(KIND)}
    said = ((kind, many if many >= LEAST else None) for kind, many in kinds.items())
    times = {int(one.removeprefix(TOOK)): many for one, many in found.items() if one.startswith(TOOK)}
    slowest = found.get(SLOWEST)
    return Report(
        found.get(FIRST), found.get(LAST), found.get(CAME, 0), found.get(PERSONAL, 0),
        tuple(sorted(said, key=lambda one: (-(one[1] or 0), one[0]))), _within(times, 0.5, slowest),
        _within(times, 0.99, slowest), slowest, found.get(REFUSED, 0), found.get(HEARD, 0),
    )  # fmt: skip


def _id(row: BotRow | LineRow | LlmRow) -> bytes:
    return row.id


def _within(took: dict[int, int], share: float, slowest: int | None) -> int | None:
    """Ranges are coarse; none of the times was longer than the slowest."""
    return None if slowest is None else min(trial.within(took, share) or slowest, slowest)
