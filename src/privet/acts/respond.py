"""Respond: a customer types the code they were sent on a page of ours, to which a link of the same ten minutes leads.

The link is as narrow as an access key: it is good for checking a code of one conversation, for one purpose. Whoever has
it and no code gets five tries, like everybody else; after them, and with a link that is none, failures are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.acts import proving, stepup
from privet.acts.about import talk
from privet.acts.draft import index_key
from privet.core import codepage, ids
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Scope
from privet.core.stepup import LIFE_MS, TRIES
from privet.errors import NotProved
from privet.store import stepups

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View


def link(app: Privet, tenant: TenantId, conversation: str, purpose: str) -> str:
    """A link for the customer of `conversation`, who was sent a code just now. Nothing is written."""
    with app.store.view(tenant) as view:
        key = codepage.key(index_key(view))
    return codepage.make(key, ids.read(ids.CONVERSATION, conversation), purpose, app.now() + LIFE_MS)


def respond(app: Privet, tenant: TenantId, link: str, code: Plain, address: str = "") -> None:
    """Check what was typed on the page that `link` leads to, from an internet address, where there is one.

    Raises what `acts.stepup.check` raises, and NotProved where the link is none, or no code is open. Only these last
    make an address wait: whoever has a link and a code is kept from it by nobody else's failures.
    """
    with app.store.view(tenant) as view:
        found = codepage.read(codepage.key(index_key(view)), link, app.now())
        waits = found is not None and _waits(app, view, found[0])
    if found is None or not waits:
        proving.admit(app, tenant, "code", address)
        with app.store.write(tenant) as tx:
            proving.count(app, tx)
        raise NotProved(stepup.WRONG, hint=stepup.HINT)
    conversation, purpose = found
    page = Scope(conversation, frozenset({"step-up"}), frozenset(), frozenset({purpose}))
    customer = Actor(stepup.SENDER.kind, stepup.SENDER.name, scope=page)
    stepup.check(app, tenant, ids.shown(ids.CONVERSATION, conversation), code, purpose, customer)


def _waits(app: Privet, view: View, conversation: bytes) -> bool:
    """Whether a code is open that may still be tried."""
    sent = stepups.of(view, talk(view, conversation).subject)
    return any(app.now() < one.expires and one.tries < TRIES for one in sent)
