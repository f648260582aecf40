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
NONE = "there is no such file"


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """A file that a bot asks about: its id (`fil_…`), its sort, which of the channel's ids for it is meant (0 is the
    file itself, further ones smaller pictures of it), and that id.
    """

    id: str
    sort: str
    picture: int
    at_channel: str


def known(app: Privet, tenant: TenantId, bot: Open, at_channel: str) -> Known | None:
    """The file that a bot names by the channel's id; None where it came in no message that is still here."""
    with app.store.view(tenant) as view:
        row = file.found(view, bot.id, at_channel)
        head = None if row is None else file.head_of(view, row)
        if row is None or head is None:
            return None
        return Known(ids.shown(FILE, row.file), row.sort, head.ids.index(at_channel), at_channel)


def again(app: Privet, tenant: TenantId, bot: Open, id: str, picture: int) -> Known:
    """The file (`fil_…`) that `known` named to a bot. Raises NotFound where it opens no more, or is another bot's."""
    with app.store.view(tenant) as view:
        row = files.one(view, ids.read(FILE, id))
        head = None if row is None or row.bot != bot.id else file.head_of(view, row)
        if row is None or head is None or picture >= len(head.ids):
            raise NotFound(NONE)
        return Known(id, row.sort, picture, head.ids[picture])


def pass_on(app: Privet, tenant: TenantId, bot: Open, id: str | None) -> None:
    """A bot is about to get the file `id` (`fil_…`), or one that came in no message (None), such as a picture of
    somebody's profile: decided, and on record. Raises NotFound, Denied, Erased.
    """
    with app.store.write(tenant) as tx:
        row = None if id is None else files.one(tx, ids.read(FILE, id))
        if id is not None and row is None:
            raise NotFound(NONE)
        rules, facts, subject = app.rules_in(tx), Facts(channel=CHANNEL), None
        if row is not None:
            facts = about(app, tx, bot.actor, talk(tx, row.conversation), row.subject)
            facts = replace(facts, erased=file.opening(tx, row) is None)
            subject = ids.shown(ids.SUBJECT, row.subject)
        decision = decide(rules.policy, Ask(bot.actor, "pass-file", PURPOSE), facts)
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
