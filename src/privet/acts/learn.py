"""Learn: somebody reads a module of the training, is asked its questions in an order drawn for them, and passes or not.

A try goes on the ledger when it begins and when it is marked. It is drawn once: who loads the page again gets the same
questions, and whoever used up the tries of a day waits for the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import own
from privet.acts.allowed import allowed
from privet.acts.trained import Trained, lessons, trained
from privet.core import ids
from privet.core import training as core
from privet.core.entry import Outcome
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Deny, Facts, Permit
from privet.core.training import DAY_MS, Module, Posed
from privet.errors import BadInput, Conflict, NotFound
from privet.store import tenants, training
from privet.store.training import PassRow, TryRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

TRY = "try"
"""The prefix of a try's id."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A module as somebody's list shows it: when they last passed it and until when that is good (ms), whether there is
    a newer version than they passed, and how many tries are left today.
    """

    module: Module
    passed: int | None
    until: int | None
    newer: bool
    tries: int


@dataclass(frozen=True, slots=True)
class Quiz:
    """A try under way."""

    id: str
    module: Module
    posed: tuple[Posed, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """What came of a try: each question with the number of the answer given, if one was."""

    module: Module
    answers: tuple[tuple[Posed, int | None], ...]
    right: int
    passed: bool
    tries: int


def course(app: Privet, tenant: TenantId, actor: Actor) -> tuple[list[Lesson], Trained]:
    """Every module as it stands for the actor, and how they stand in all. Raises Denied, on the ledger."""
    with allowed(app, tenant, _ask(actor), Facts(own_account=True)) as view:
        person = _person(view, actor)
        passed = {row.module: row for row in training.passes(view, person)}
        return [_lesson(app, view, person, one, passed.get(one.name)) for one in lessons().values()], trained(
            app, view, person
        )


def lesson(app: Privet, tenant: TenantId, name: str, actor: Actor) -> Lesson:
    """One module as it stands for the actor. Raises NotFound, Denied."""
    _module(name)
    return next(one for one in course(app, tenant, actor)[0] if one.module.name == name)


def begin(app: Privet, tenant: TenantId, name: str, actor: Actor) -> Quiz:
    """A try at a module, or the one that is under way. Raises NotFound, Conflict where no try is left, Denied."""
    module = _module(name)
    with app.store.write(tenant) as tx:
        person = _person(tx, actor)
        lately = training.tries(tx, person, name, app.now() - DAY_MS)
        going = next((one for one in lately if one.done is None and one.version == module.version), None)
        row = going or TryRow(person, app.id(), name, module.version, app.chance(32), app.now())
        left = _left(app, tx, lately) > 0
        if going is None:
            outcome = Outcome.REQUESTED if left else Outcome.FAILED
            decision = _recorded(app, tx, actor, name, row, outcome)
            if isinstance(decision, Permit) and left:
                training.put_try(tx, row)
    if going is None:
        decision.require()
    if going is None and not left:
        raise Conflict(
            "this module was tried as often as it may be within a day", hint="read it again, and come back tomorrow"
        )
    return Quiz(ids.shown(TRY, row.id), module, core.drawn(module, row.seed))


def mark(app: Privet, tenant: TenantId, id: str, answers: Sequence[int | None], actor: Actor) -> Marked:
    """Mark a try by the numbers of its answers, in the order in which the questions were drawn. Raises NotFound for a
    try that is not under way, BadInput, Denied.
    """
    with app.store.write(tenant) as tx:
        person = _person(tx, actor)
        row = training.a_try(tx, person, ids.read(TRY, id))
        if row is None or row.done is not None or row.begun <= app.now() - DAY_MS:
            raise NotFound("there is no such try under way", hint="begin the module's questions again")
        module = lessons()[row.module]
        posed = core.drawn(module, row.seed)
        if len(answers) != len(posed) or row.version != module.version:
            raise BadInput("these are not the answers to these questions", hint="begin the module's questions again")
        right = core.right(posed, answers)
        passed = core.enough(right, len(posed), app.rules_in(tx).policy.terms.training.mark)
        decision = _recorded(app, tx, actor, row.module, row, Outcome.DONE if passed else Outcome.FAILED)
        if isinstance(decision, Permit):
            training.put_try(tx, replace(row, done=app.now(), right=right, passed=int(passed)))
            if passed:
                training.put_pass(tx, PassRow(person, row.module, row.version, app.now()))
        left = _left(app, tx, training.tries(tx, person, row.module, app.now() - DAY_MS))
    decision.require()
    return Marked(module, tuple(zip(posed, answers, strict=True)), right, passed, left)


def _recorded(app: Privet, tx: Tx, actor: Actor, name: str, row: TryRow, outcome: Outcome) -> Permit | Deny:
    thing = ids.shown(TRY, row.id)
    return own.recorded(app, tx, _ask(actor), f"train.{name}", thing, None, None, outcome, own_account=True)


def _lesson(app: Privet, view: View, person: bytes, module: Module, row: PassRow | None) -> Lesson:
    valid = 1000 * app.rules_in(view).policy.terms.training.valid
    left = _left(app, view, training.tries(view, person, module.name, app.now() - DAY_MS))
    if row is None:
        return Lesson(module, None, None, newer=False, tries=left)
    return Lesson(module, row.passed, row.passed + valid, row.version < module.version, left)


def _left(app: Privet, view: View, lately: Sequence[TryRow]) -> int:
    """How many tries are left of those that a day has; one that was begun and left counts too, but goes on."""
    return max(0, app.rules_in(view).policy.terms.training.tries - sum(one.done is not None for one in lately))


def _module(name: str) -> Module:
    if name not in lessons():
        raise NotFound("there is no such module", hint=f"there are: {', '.join(lessons())}")
    return lessons()[name]


def _person(view: View, actor: Actor) -> bytes:
    row = tenants.operator(view, actor.name) if actor.kind == "operator" else None
    if row is None:
        raise NotFound("only people with an account take the training", hint="`privet operator list` names them")
    return row.id


def _ask(actor: Actor) -> Ask:
    return Ask(actor, "train", "operation")
