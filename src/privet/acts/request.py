"""Request: what somebody asks about their own data is a case, from the day it came to its answer, each step on record.

It begins with what the channel itself proves: the message in which they ask. Every other subject that they say is
theirs widens the answer only once they said a code that was sent to that very channel (`acts.stepup`), and nobody is
told whether one that is not proven is known here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import own
from privet.acts.allowed import allowed, company
from privet.acts.noting import scanned
from privet.core import ids, request
from privet.core.deadlines import LAWS
from privet.core.entry import Outcome
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Permit
from privet.core.request import Step
from privet.errors import BadInput, NotFound
from privet.store import messages, requests, subjects
from privet.store.requests import BACK, CHANNEL, OPEN, REFUSED, RequestRow, Whose

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

REQUEST = "req"
"""The prefix of a request's id."""

PURPOSE = "subject-request"

MOST, LISTED = 20, 1_000
"""Subjects that a request is about; requests that a list shows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A request as a list shows it; times are ms, 0 where not yet. `whose` says of each subject what proves it ("":
    nothing yet); `step` is what is to be done next, None once it is closed.
    """

    request: str
    right: str
    law: str
    via: str
    state: str
    received: int
    confirmed: int
    extended: int
    paused: int
    closed: int
    refusal: str
    whose: tuple[tuple[str, str], ...]
    step: Step | None

    @property
    def proven(self) -> tuple[str, ...]:
        """The subjects that are proven: what the answer is about."""
        return tuple(subject for subject, proof in self.whose if proof)


def file(
    app: Privet,
    tenant: TenantId,
    right: str,
    law: str,
    about: Sequence[str],
    reason: Plain,
    actor: Actor,
    factor_age_s: int | None = None,
    *,
    via: str = "letter",
    received: int = 0,
    proof: str = "",
) -> str:
    """Put a request on record, which came at `received` (ms; 0: now) about these subjects (`sub_…`); where it came as a
    message, `about` names it (`msg_…`), and whoever wrote it is proven by that; `proof` says what proves the others
    already, where a step of ours saw it. The request's id (`req_…`). Raises BadInput, NotFound, Denied.
    """
    said, at = scanned(app, tenant, reason), received or app.now()
    for what, known in ((right, request.RIGHTS), (law, LAWS), (via, request.VIAS)):
        if what not in known:
            raise BadInput(
                "a request has a right, a law and a way by which it came", hint=f"one of: {', '.join(known)}"
            )
    if at > app.now() or request.day(at) < LAWS[law].since:
        raise BadInput("a request came since its law applies, and not after today", hint="the day it came")
    if not 0 < len(set(about)) <= MOST:
        raise BadInput(f"a request is about 1 to {MOST} subjects", hint="`privet find` gives the ids of a person")
    with app.store.write(tenant) as tx:
        row = RequestRow(app.id(), right, law, via, OPEN, at, 0, 0, 0, 0, 0, "", actor.id)
        shown = ids.shown(REQUEST, row.id)
        asked = Ask(actor, "request", PURPOSE)
        decision = own.recorded(app, tx, asked, f"request.{right}", shown, said, factor_age_s, Outcome.REQUESTED)
        if isinstance(decision, Permit):
            requests.put(tx, row)
            requests.add(tx, row.id, [_named(tx, one, app.now(), proof) for one in dict.fromkeys(about)])
    decision.require()
    return shown


def widen(
    app: Privet, tenant: TenantId, id: str, about: Sequence[str], reason: Plain, actor: Actor,
    factor_age_s: int | None = None,
) -> None:  # fmt: skip
    """They say that these subjects are theirs too: each counts once it is proven. Raises BadInput, NotFound, Denied."""

    def named(tx: Tx, row: RequestRow) -> RequestRow:
        known = {one.subject for one in requests.whose(tx, row.id)}
        new = [_named(tx, one, app.now()) for one in dict.fromkeys(about)]
        if len(known | {one.subject for one in new}) > MOST:
            raise BadInput(f"a request is about 1 to {MOST} subjects", hint="another request for the others")
        requests.add(tx, row.id, new)
        return row

    _change(app, tenant, id, "request.widen", reason, actor, factor_age_s, named)


def confirm(
    app: Privet, tenant: TenantId, id: str, reason: Plain, actor: Actor, factor_age_s: int | None = None
) -> None:
    """They were told that it came. Raises BadInput, NotFound, Denied."""
    _change(
        app,
        tenant,
        id,
        "request.confirm",
        reason,
        actor,
        factor_age_s,
        lambda tx, row: replace(row, confirmed=app.now()),
    )


def pause(app: Privet, tenant: TenantId, id: str, reason: Plain, actor: Actor, factor_age_s: int | None = None) -> None:
    """The time stands still while it is in doubt who asks, where the law lets it. Raises BadInput, NotFound, Denied."""

    def stand(tx: Tx, row: RequestRow) -> RequestRow:
        if not request.may_pause(row.law) or row.paused or any(one.proof for one in requests.whose(tx, row.id)):
            raise BadInput("its time does not stand still", hint="by the GDPR alone, while nothing of it is proven")
        return replace(row, paused=app.now())

    _change(app, tenant, id, "request.pause", reason, actor, factor_age_s, stand)


def resume(
    app: Privet, tenant: TenantId, id: str, reason: Plain, actor: Actor, factor_age_s: int | None = None
) -> None:
    """The time goes on. Raises BadInput, NotFound, Denied."""

    def on(tx: Tx, row: RequestRow) -> RequestRow:
        if not row.paused:
            raise BadInput("its time does not stand still", hint="nothing is to be done")
        return replace(row, paused=0, stood=row.stood + app.now() - row.paused)

    _change(app, tenant, id, "request.resume", reason, actor, factor_age_s, on)


def extend(
    app: Privet, tenant: TenantId, id: str, reason: Plain, actor: Actor, factor_age_s: int | None = None
) -> None:
    """They were told, in time and with the reason, that it takes longer. Raises BadInput, NotFound, Denied."""

    def longer(tx: Tx, row: RequestRow) -> RequestRow:
        found = request.step(_case(tx, row), app.now())
        if row.extended or found.late:
            raise BadInput("it can be told once, before the time is over", hint="answer it, or refuse it with a reason")
        return replace(row, extended=app.now())

    _change(app, tenant, id, "request.extend", reason, actor, factor_age_s, longer)


def refuse(
    app: Privet, tenant: TenantId, id: str, refusal: str, reason: Plain, actor: Actor, factor_age_s: int | None = None
) -> None:
    """It is refused, and they are told why and where to complain. Raises BadInput, NotFound, Denied."""
    if refusal not in request.REFUSALS:
        raise BadInput("a request is not refused for that", hint=f"one of: {', '.join(request.REFUSALS)}")

    def refused(tx: Tx, row: RequestRow) -> RequestRow:
        return replace(row, state=REFUSED, closed=app.now(), refusal=refusal)

    _change(app, tenant, id, "request.refuse", reason, actor, factor_age_s, refused)


def take_back(
    app: Privet, tenant: TenantId, id: str, reason: Plain, actor: Actor, factor_age_s: int | None = None
) -> None:
    """They do not ask it any more. Raises BadInput, NotFound, Denied."""
    _change(
        app, tenant, id, "request.back", reason, actor, factor_age_s,
        lambda tx, row: replace(row, state=BACK, closed=app.now()),
    )  # fmt: skip


def everyone(app: Privet, tenant: TenantId, actor: Actor, *, closed: bool = False) -> list[Shown]:
    """The requests that wait, what is due first first; or those that are closed, the last first. Raises Denied, on the
    ledger.
    """
    with _seen(app, tenant, actor) as view:
        states = ("answered", REFUSED, BACK) if closed else (OPEN,)
        found = [shown(view, row, app.now()) for row in requests.every(view, states, LISTED)]
    if closed:
        return found[::-1]
    return sorted(found, key=lambda one: (one.step.by if one.step else request.day(0), one.request))


def late(view: View, now: int) -> int:
    """How many requests wait past the day by which the next step is due."""
    return sum(request.step(_case(view, row), now).late > 0 for row in requests.every(view, (OPEN,), LISTED))


def one(app: Privet, tenant: TenantId, id: str, actor: Actor) -> Shown:
    """A request. Raises NotFound, Denied (on the ledger)."""
    with _seen(app, tenant, actor) as view:
        return shown(view, row_of(view, id), app.now())


def about(view: View, subject: bytes, now: int) -> list[Shown]:
    """What was asked about a subject, the newest first. A step of acts."""
    return [shown(view, row, now) for row in requests.about(view, subject, LISTED)]


def shown(view: View, row: RequestRow, now: int) -> Shown:
    """A request, with what is to be done next."""
    whose = requests.whose(view, row.id)
    return Shown(
        ids.shown(REQUEST, row.id), row.right, row.law, row.via, row.state, row.received, row.confirmed, row.extended,
        row.paused, row.closed, row.refusal,
        tuple((ids.shown(ids.SUBJECT, each.subject), each.proof) for each in whose),
        request.step(_case(view, row), now) if row.state == OPEN else None,
    )  # fmt: skip


def row_of(view: View, id: str) -> RequestRow:
    """The request of that id. Raises NotFound."""
    row = requests.of(view, ids.read(REQUEST, id))
    if row is None:
        raise NotFound("there is no such request", hint="`privet request list` lists them")
    return row


def _seen(app: Privet, tenant: TenantId, actor: Actor) -> AbstractContextManager[View]:
    """A view for whoever may read what is the company's own, or for a program whose key lets it take requests in."""
    return (
        allowed(app, tenant, Ask(actor, "request", PURPOSE)) if actor.kind == "service" else company(app, tenant, actor)
    )


def _named(tx: Tx, id: str, at: int, proof: str = "") -> Whose:
    """A subject that they say is theirs; whoever wrote the message that is named is proven by the channel."""
    if not id.startswith(f"{ids.MESSAGE}_"):
        subject = ids.read(ids.SUBJECT, id)
        if subjects.subject(tx, subject) is None:
            raise NotFound("there is no such subject", hint="`privet find` gives the ids of a person")
        return Whose(subject, proof, at if proof else 0)
    row = messages.message(tx, ids.read(ids.MESSAGE, id))
    if row is None or row.direction:
        raise NotFound("there is no such message of a customer's", hint="`privet messages` lists them")
    return Whose(row.subject, CHANNEL, at)


def _case(view: View, row: RequestRow) -> request.Case:
    whose = requests.whose(view, row.id)
    proven = sum(bool(one.proof) for one in whose)
    return request.Case(
        row.law, row.received, row.confirmed, row.extended, row.paused, row.stood, proven, len(whose)
    )  # fmt: skip


def _change(
    app: Privet, tenant: TenantId, id: str, act: str, reason: Plain, actor: Actor, factor_age_s: int | None,
    next_: Callable[[Tx, RequestRow], RequestRow],
) -> None:  # fmt: skip
    said = scanned(app, tenant, reason)
    with app.store.write(tenant) as tx:
        decision = own.recorded(app, tx, Ask(actor, "request", PURPOSE), act, id, said, factor_age_s)
        if isinstance(decision, Permit):
            row = row_of(tx, id)
            if row.state != OPEN:
                raise BadInput("this request is closed", hint="put a new one on record")
            requests.put(tx, next_(tx, row))
    decision.require()
