"""My data: a customer asks, in the chat, what is held of them, and is told the kinds and how many; on record."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from privet.acts.noting import stated
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.kinds import BY_NUMBER
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.errors import NotFound
from privet.store import holdings, rights, subjects
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.app import Privet

PURPOSE = "subject-request"


def mydata(app: Privet, tenant: TenantId, subject: str, actor: Actor) -> dict[str, int]:
    """How many values of which kinds are held of `subject` (`sub_…`), most first. Raises NotFound, Denied, Erased."""
    raw = ids.read(ids.SUBJECT, subject)
    with app.store.write(tenant) as tx:
        row = subjects.subject(tx, raw)
        if row is None:
            raise NotFound("there is no such subject", hint="`privet subjects` lists them")
        rules = app.rules_in(tx)
        facts = Facts(erased=row.state != ACTIVE, restricted=rights.restricted(tx, raw))
        decision = decide(rules.policy, Ask(actor, "mydata", PURPOSE), facts)
        counts: Counter[str] = Counter()
        for one in holdings.of(tx, raw) if isinstance(decision, Permit) else ():
            counts[BY_NUMBER[one.kind].name] += one.values
        tx.record(
            entry(
                Entry(
                    app.entry_id(), app.now(), "mydata",
                    Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED, actor.id, None, subject,
                    stated(rules, PURPOSE), rules.version, decision.reasons,
                    count=counts.total() if isinstance(decision, Permit) else None,
                )
            )
        )  # fmt: skip
    decision.require()
    return dict(counts.most_common())
