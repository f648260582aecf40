"""File pass: a bot gets a file that a customer sent, on record before the first byte goes to it.

By which id of the channel's it is fetched is said here and not by the bot, so that what the ledger names is what went.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import file
from privet.acts.about import about, talk
from privet.acts.bot import Open
from privet.acts.file import FILE
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import Ask, Facts, Permit, decide
from privet.errors import NotFound
from privet.store import files

if TYPE_CHECKING:
    from privet.app import Privet

PURPOSE = "delivery"
CHANNEL = "telegram"


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """A file that a bot asks about: its id (`fil_…`), its sort, and the channel's id by which it is fetched."""

    id: str
    sort: str
    at_channel: str


def known(app: Privet, tenant: TenantId, bot: Open, at_channel: str) -> Known | None:
    """The file that a bot names by the channel's id; None where it came in no message that is still here."""
    with app.store.view(tenant) as view:
        row = file.found(view, bot.id, at_channel)
        return None if row is None else Known(ids.shown(FILE, row.file), row.sort, at_channel)


def pass_on(app: Privet, tenant: TenantId, bot: Open, id: str | None, picture: int = 0) -> Known | None:
    """A bot is to have a file now: `id` (`fil_…`), or one that came in no message (None), such as a picture of
    somebody's profile; `picture` says which of the channel's ids for it, 0 being the whole. On record; what is to be
    fetched, where Privet knows it. Raises NotFound, Denied, Erased.
    """
    ask = Ask(bot.actor, "pass-file", PURPOSE)
    with app.store.write(tenant) as tx:
        row = None if id is None else files.one(tx, ids.read(FILE, id))
        if id is not None and (row is None or row.bot != bot.id):
            raise NotFound("there is no such file")
        rules, facts, head, subject = app.rules_in(tx), Facts(channel=CHANNEL), None, None
        if row is not None:
            facts = about(app, tx, bot.actor, talk(tx, row.conversation), row.subject)
            head, subject = file.head_of(tx, row), ids.shown(ids.SUBJECT, row.subject)
            facts = replace(facts, erased=head is None)
        decision = decide(rules.policy, ask, facts)
        outcome = Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED
        tx.record(
            entry(
                Entry(
                    app.entry_id(), app.now(), "pass-file", outcome, bot.actor.id, id or bot.shown, subject, PURPOSE,
                    rules.version, decision.reasons,
                )
            )
        )  # fmt: skip
    decision.require()
    if row is None or head is None or id is None:
        return None
    if picture >= len(head.ids):
        raise NotFound("there is no such file")
    return Known(id, row.sort, head.ids[picture])
