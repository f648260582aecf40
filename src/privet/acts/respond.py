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


def link(app: Privet, tenant: TenantId, conversation: str, purpose: str, *, enrol: bool = False) -> str:
    """A link for the customer of `conversation`, who was sent a code just now; with `enrol`, to the page on which they
    enrol a passkey. Nothing is written.
    """
    with app.store.view(tenant) as view:
        key = codepage.key(index_key(view), enrol=enrol)
    return codepage.make(key, ids.read(ids.CONVERSATION, conversation), purpose, app.now() + LIFE_MS)


def page(app: Privet, tenant: TenantId, conversation: str, purpose: str, *, enrol: bool = False) -> str:
    """The path, on the server that shows the pages, to which such a link leads."""
    return f"/{'passkey' if enrol else 'code'}/{link(app, tenant, conversation, purpose, enrol=enrol)}"


def respond(app: Privet, tenant: TenantId, link: str, code: Plain, address: str = "") -> None:
    """Check what was typed on the page that `link` leads to, from an internet address, where there is one.

    Raises what `acts.stepup.check` raises, and what `came` raises.
    """
    talk, purpose, customer = came(app, tenant, link, address)
    stepup.check(app, tenant, talk, code, purpose, customer)


def came(
    app: Privet, tenant: TenantId, link: str, address: str = "", *, enrol: bool = False, proved: bool = False
) -> tuple[str, str, Actor]:
    """Who came by a link: the conversation (`con_…`), the purpose, and the customer as who asks, for nothing else.

    `enrol` says for which page it must be; `proved`, that what was open is used up. Raises NotProved where the link is
    none, or no code is open. Only these make an address wait: whoever has a link and a code is kept from it by nobody
    else's failures.
    """
    with app.store.view(tenant) as view:
        found = read(app, view, link, enrol=enrol)
        good = found is not None and (proved or _waits(app, view, found[0]))
    if found is None or not good:
        proving.admit(app, tenant, "code", address)
        with app.store.write(tenant) as tx:
            proving.count(app, tx)
        raise NotProved(stepup.WRONG, hint=stepup.HINT)
    conversation, purpose = found
    page = Scope(conversation, frozenset({"step-up"}), frozenset(), frozenset({purpose}))
    customer = Actor(stepup.SENDER.kind, stepup.SENDER.name, scope=page)
    return ids.shown(ids.CONVERSATION, conversation), purpose, customer


def read(app: Privet, view: View, link: str, *, enrol: bool = False) -> tuple[bytes, str] | None:
    """Conversation and purpose that a link to that page is for; None where it is none."""
    return codepage.read(codepage.key(index_key(view), enrol=enrol), link, app.now())


def _waits(app: Privet, view: View, conversation: bytes) -> bool:
    """Whether a code is open that may still be tried."""
    sent = stepups.of(view, talk(view, conversation).subject)
    return any(app.now() < one.expires and one.tries < TRIES for one in sent)
