"""Sign out: the company's own log-in says that somebody logged out there, and every session of theirs here ends.

Sessions that were opened or proved anew by a passkey end too: who is out of the company is out here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.acts.operator import OPERATOR
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.logout import Left
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.store import sessions, tenants

if TYPE_CHECKING:
    from privet.app import Privet

PROVIDER = Actor("service", "sso")
"""Who ends them: the provider that the settings name. No program's key has this name."""


def sign_out(app: Privet, tenant: TenantId, left: Left) -> int:
    """End the sessions of whom a token of the provider names (`core.logout` checked it); how many there were.

    A token is taken once; one that comes again, or names nobody who works here, changes nothing.
    """
    with app.store.write(tenant) as tx:
        person = tenants.operator_by_sso(tx, left.who)
        first = sessions.spend(tx, left.token, left.ends, app.now())
        if person is None or not first:
            return 0
        count = sessions.end_all(tx, person.id)
        thing = ids.shown(OPERATOR, person.id)
        tx.record(entry(Entry(app.entry_id(), app.now(), "session.end", Outcome.DONE, PROVIDER.id, thing)))
    return count
