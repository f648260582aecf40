"""Log in by the company's own accounts (OpenID Connect): the browser goes to the provider and comes back with a code.

Between the parts, who calls speaks HTTP with the provider, off the installation's thread. What comes of it is a digest
of who somebody is there, which `acts.login.by_sso` and `acts.enrol.with_sso` take: an invitation, and nothing the
provider says, decides who may come in. The way out and the way back belong to one browser, by a cookie (`bound`).
"""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256
from typing import TYPE_CHECKING

from privet.acts import proving
from privet.acts.draft import index_key
from privet.acts.enrol import spent
from privet.core import challenge, oidc
from privet.core.exchange import Answer, Request
from privet.core.message import TenantId
from privet.core.oidc import Client, Provider
from privet.errors import NotProved

if TYPE_CHECKING:
    from privet.app import Privet

LOG_IN, ENROL, AGAIN = "sso.login", "sso.enrol", "sso.again"
"""What somebody goes there for."""


def away(app: Privet, tenant: TenantId, provider: Provider, client: Client, use: str, bound: str) -> str:
    """Where to send the browser; `bound` is a cookie that it alone has. Nothing is written."""
    with app.store.view(tenant) as view:
        key = challenge.key(index_key(view))
    state = challenge.make(key, use, _digest(bound), app.now(), app.chance(challenge.RANDOM))
    return oidc.away(provider, client, key, state, again=use == AGAIN)


def back(
    app: Privet, tenant: TenantId, provider: Provider, client: Client, use: str, bound: str, state: str, code: str,
    address: str = "",
) -> Request:  # fmt: skip
    """The request that exchanges the code which the browser came back with; it is taken once. Raises NotProved, also
    where too many from that internet address came back with nothing: each makes Privet ask the provider.
    """
    proving.admit(app, tenant, proving.BACK, address)
    raw = oidc.read(state)
    with app.store.write(tenant) as tx:
        right = spent(app, tx, use, _digest(bound), raw)
        key = challenge.key(index_key(tx))
    if not right:
        raise NotProved(oidc.WRONG, hint=oidc.HINT)
    return oidc.exchange(provider, client, key, raw, code)


def who(
    app: Privet, tenant: TenantId, provider: Provider, client: Client, use: str, state: str, tokens: Answer,
    published: Answer, demanded: Collection[str],
) -> bytes:  # fmt: skip
    """The digest of who logged in there, by the provider's answers. Raises NotProved, ChannelError."""
    with app.store.view(tenant) as view:
        key = challenge.key(index_key(view))
    return oidc.who(provider, client, key, oidc.read(state), tokens, published, app.now(), demanded, again=use == AGAIN)


def _digest(bound: str) -> bytes:
    return sha256(bound.encode("utf-8", "surrogatepass")).digest()
