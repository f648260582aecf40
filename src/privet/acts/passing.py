"""Passing on: where there is no basis to keep what somebody writes, their message goes on in tokens, and nothing of it
is kept but an entry that one came: what billing needs. A step of `receive`.

The tokens stand for nothing that could be asked for later, and count from 1 in each message.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from privet.acts.draft import Draft, index_key
from privet.acts.wanted import linked
from privet.acts.whose import Named, subjects_at
from privet.core import ids, tags, tokens
from privet.core.consent import CONSENT, NONE, STORAGE, in_force
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.finding import Finding
from privet.core.kinds import Disposition
from privet.core.message import Received, TokenRef
from privet.core.policy import Actor
from privet.store import consents
from privet.store.subjects import SubjectRow

if TYPE_CHECKING:
    from privet.store.view import View

PURPOSE = "delivery"


class Keeping:
    """Whose messages may be kept, as it stands in one transaction."""

    def __init__(self, draft: Draft) -> None:
        self._view: View = draft.tx
        self._basis = consents.basis(draft.tx, STORAGE)

    def keeps(self, one: Named) -> bool:
        """May the message be kept? Where that takes consent, whoever is not known gave none."""
        if self._basis not in (NONE, CONSENT):
            return True
        row = known(self._view, one) if self._basis == CONSENT else None
        return row is not None and self._consented(row, one.inbound.channel)

    def keeps_of(self, row: SubjectRow) -> bool:
        """May what belongs to somebody known be kept, over the channel that they came by?"""
        if self._basis not in (NONE, CONSENT):
            return True
        return self._basis == CONSENT and self._consented(row, row.channel)

    def _consented(self, row: SubjectRow, channel: str) -> bool:
        return in_force(consents.of(self._view, linked(self._view, row)), channel, STORAGE) is not None


def known(view: View, one: Named) -> SubjectRow | None:
    """Whose message it is, where they are here already."""
    tag = tags.tag(index_key(view), tags.ADDRESS, one.address)
    return next((row for row in subjects_at(view, one.address, tag) if row.channel == one.inbound.channel), None)


def passed(draft: Draft, text: str, findings: Sequence[Finding]) -> Received:
    """The message as it goes on. Its id stands in the entry, and nowhere else."""
    parts = [one for one in findings if draft.rules.kinds[one.kind].disposition is not Disposition.PASS]
    counts: dict[str, int] = {}
    named: dict[tuple[str, str], str] = {}
    for one in parts:
        spelling = (one.kind, text[one.start : one.end])
        if spelling not in named:
            counts[one.kind] = counts.get(one.kind, 0) + 1
            named[spelling] = tokens.name(one.kind, counts[one.kind])
    names = [named[one.kind, text[one.start : one.end]] for one in parts]
    made, refs, moved = tokens.replace(text, parts, names), [], 0
    for one, name in zip(parts, names, strict=True):
        start = one.start + moved
        refs.append(TokenRef(name, "", one.kind, start, start + len(name)))
        moved = start + len(name) - one.end
    return Received("passed", ids.shown(ids.MESSAGE, draft.app.id()), "", made, tuple(refs))


def record(draft: Draft, actor: Actor, made: Received) -> None:
    """That a message came and was passed on: nobody's, as far as the ledger says."""
    draft.tx.record(
        entry(
            Entry(
                draft.app.entry_id(), draft.at, "pass", Outcome.DONE, actor.id, made.id, purpose=PURPOSE,
                policy=draft.rules.version,
            )
        )
    )  # fmt: skip
