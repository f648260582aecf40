"""Correct: what is right stands beside what was said, which stays as it was said (GDPR Art. 16). A step of `fulfil`.

The words are sealed under the person's own key and go with it. With their values they are in what is handed over to
that person; whoever works on their conversations reads them as a note, masked. Where the name in the person's record
is what was wrong, the record has the right one from then on.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from privet.acts import about, request
from privet.acts.draft import RELATION, SUBJECT, Draft, key_of, packed
from privet.acts.noting import LONGEST, note, read_note, scanned
from privet.acts.telling import tell
from privet.acts.whose import subject_record
from privet.core import ids, seal
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.errors import BadInput, NotFound
from privet.store import desk, messages, subjects
from privet.store.desk import AnnotationRow
from privet.store.subjects import ACTIVE, SubjectRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View


class Asked(NamedTuple):
    """A request (`req_…`), and one of those it is about (`sub_…`)."""

    request: str
    subject: str


PURPOSE = "subject-request"
EVENT = "subject.corrected"
NAME = 200


def correct(
    app: Privet, tenant: TenantId, asked: Asked, text: Plain, actor: Actor, factor_age_s: int | None = None,
    name: Plain | None = None,
) -> None:  # fmt: skip
    """Keep `text` as what is right of a subject, and `name`, where there is one, as how they are called. Once done for
    a request it stays as it is. Raises BadInput, NotFound, Denied, Erased.
    """
    said, called = scanned(app, tenant, text), name.expose().strip() if name and name.whole() else ""
    if not said or len(called) > NAME:
        raise BadInput(
            f"a correction says in at most {LONGEST} characters what is right, and a name has at most {NAME}",
            hint="write it as it shall be read",
        )
    with app.store.write(tenant) as tx:
        row = subjects.subject(tx, ids.read(ids.SUBJECT, asked.subject))
        if row is None:
            raise NotFound("there is no such subject", hint="`privet subjects` lists them")
        if messages.note(tx, _record(asked)) is not None:
            return
        rules, number, kept = app.rules_in(tx), app.entry_id(), None
        facts = Facts(factor_age_s=factor_age_s, erased=row.state != ACTIVE)
        decision = decide(rules.policy, Ask(actor, "request", PURPOSE), facts)
        if isinstance(decision, Permit):
            kept = note(app, tx, row, number, said.under(rules))
            note(app, tx, row, ids.letters(_record(asked)), text.expose().strip())
            for talk in subjects.conversations_of(tx, row.id):
                if about.talk(tx, talk).subject == row.id:  # in a group others would read of it
                    desk.annotate(tx, AnnotationRow(talk, ids.raw(number), actor.id, app.now()))
            if called:
                _rename(app, tx, row, called)
            tell(app, tx, EVENT, ids.SUBJECT, [row.id])
        tx.record(
            entry(
                Entry(
                    number, app.now(), "request.correct",
                    Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED, actor.id, asked.request,
                    asked.subject, PURPOSE, rules.version, decision.reasons, note=kept,
                )
            )
        )  # fmt: skip
    decision.require()


def of(app: Privet, view: View, subject: bytes) -> list[tuple[int, str]]:
    """When (ms) something was corrected of a subject, and what is right, the last first. A step of acts."""
    shown = ids.shown(ids.SUBJECT, subject)
    asked = [one for one in request.about(view, subject, app.now()) if one.right == "correction" and one.closed]
    found = [(one.closed or 0, read_note(view, _record(Asked(one.request, shown)))) for one in asked]
    return sorted(((at, text) for at, text in found if text), reverse=True)


def _record(asked: Asked) -> bytes:
    """Where the words of a correction are kept: a note that no entry has, as entries' ids are random."""
    return hashlib.sha256(b"privet/correction/v1\0" + f"{asked.request} {asked.subject}".encode()).digest()[:16]


def _rename(app: Privet, tx: Tx, row: SubjectRow, name: str) -> None:
    record = subject_record(tx, row)
    if record is not None:
        draft = Draft(app, tx, app.rules_in(tx))
        period, key = draft.data_key(row.id, row.slot, key_of(tx, row.slot), RELATION)
        place = seal.context(tx.tenant, row.id, row.id, 0, SUBJECT, row.slot, period)
        sealed = draft.sealed(key, packed([record[0], name, record[2]]), place)
        draft.subjects[row.id] = replace(row, period=period, record=sealed)
        draft.write()
