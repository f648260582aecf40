"""Claim: what a customer asks over their own data in a message of theirs is a case in the commit that stores it, and
they are told once; they take it back the same way.

The message is the proof: it came over the very channel that it is about, and no other subject is. Whoever asks the same
again before it is answered has the one case, and nothing is said again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from privet.acts.noting import note
from privet.acts.request import PURPOSE, REQUEST, row_of
from privet.acts.stop import Spoken
from privet.core import coaching, ids
from privet.core.claim import BACK, confirmed
from privet.core.deadlines import deadlines
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.core.request import day
from privet.store import requests, rights, subjects
from privet.store.requests import CHANNEL, OPEN, RequestRow, Whose
from privet.store.subjects import ACTIVE, SubjectRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx

VIA = "chat"


def heard(app: Privet, tx: Tx, actor: Actor, said: Spoken, right: str) -> str:
    """A message in which its sender asks for `right`, or takes back what they asked ("back"), in the transaction that
    stores it: the id of the case (`req_…`) that was opened by it, "" where none was. A step of `receive` and `admit`.
    """
    row = subjects.subject(tx, said.subject)
    if row is None or not app.config.requests.chat:
        return ""
    waiting = [one for one in requests.proven(tx, row.id, OPEN) if one.via == VIA]
    if right == BACK:
        for one in waiting:
            if _recorded(app, tx, actor, said, row, "request.back", one):
                requests.put(tx, replace(one, state=requests.BACK, closed=app.now()))
        return ""
    if any(one.right == right for one in waiting):
        return ""
    made = RequestRow(
        app.id(), right, app.config.requests.law, VIA, OPEN, app.now(), 0, 0, 0, 0, 0, "", actor.id
    )  # fmt: skip
    if not _recorded(app, tx, actor, said, row, f"request.{right}", made):
        return ""
    requests.put(tx, made)
    requests.add(tx, made.id, [Whose(row.id, CHANNEL, app.now())])
    return ids.shown(REQUEST, made.id)


def answer(app: Privet, tenant: TenantId, id: str, language: str, *, stopped: bool) -> str:
    """What whoever opened the case `id` is told: the right, the day of the law, and how to take it back; and, where the
    same message stopped messages, that it did.
    """
    with app.store.view(tenant) as view:
        row = row_of(view, id)
    by = deadlines(row.law, day(row.received))[-2].by
    said = confirmed(language, row.right, by, row.law)
    return f"{said} {coaching.stopped(language)}" if stopped else said


def told(app: Privet, tenant: TenantId, id: str, actor: Actor) -> None:
    """They were told that it came, on record; what is closed meanwhile stays as it is."""
    with app.store.write(tenant) as tx:
        row = row_of(tx, id)
        whose = subjects.subject(tx, requests.whose(tx, row.id)[0].subject)
        said = Spoken(b"", b"", b"", "")
        if row.state == OPEN and whose is not None and _recorded(app, tx, actor, said, whose, "request.confirm", row):
            requests.put(tx, replace(row, confirmed=app.now()))


def _recorded(app: Privet, tx: Tx, actor: Actor, said: Spoken, row: SubjectRow, act: str, case: RequestRow) -> bool:
    """Whether the rules let it be done, on record with what was said."""
    rules = app.rules_in(tx)
    facts = Facts(channel=row.channel, erased=row.state != ACTIVE, restricted=rights.restricted(tx, row.id))
    decision = decide(rules.policy, Ask(actor, "claim", PURPOSE), facts)
    number, permitted = app.entry_id(), isinstance(decision, Permit)
    done = Outcome.DONE if act in ("request.back", "request.confirm") else Outcome.REQUESTED
    tx.record(
        entry(
            Entry(
                number, app.now(), act, done if permitted else Outcome.DENIED, actor.id,
                ids.shown(REQUEST, case.id), ids.shown(ids.SUBJECT, row.id), PURPOSE, rules.version, decision.reasons,
                note=note(app, tx, row, number, said.text),
            )
        )
    )  # fmt: skip
    return permitted
