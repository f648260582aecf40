"""Customers' own pages: come in by a one-time link, see what is held of oneself and who saw it, and decide about it.

They need no account and no script; what is sensitive asks for a code or a passkey in the same visit. Under a name of
their own (`portal.url`) nothing else of Privet is answered.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from privet.config import Config
from privet.core.portal import PATH as PATH
from privet.errors import NotFound
from privet.store.tenants import Tenant
from privet.web import guard
from privet.web.console.rendering import Rendering
from privet.web.console.serving import Pages
from privet.web.portal import deciding, visiting
from privet.web.turns import Turns

PAGES = (*visiting.ROUTES, *deciding.ROUTES)
ROUTES = tuple(dict.fromkeys(one.path for one in PAGES))
"""The paths that the log names."""

BESIDE = (PATH, "/static", "/code", "/passkey", "/notice", "/language", "/.well-known", "/healthz", "/readyz")
"""What is answered under a name that is customers' alone."""


def portal(turns: Turns, tenant: Tenant) -> Any:
    """The pages over an open installation, as an ASGI application, for the customers of one company."""
    return Pages(turns, tenant, PAGES, Rendering(tenant.name, folders=("portal", "console"))).asgi()


def apart(config: Config) -> str:
    """The host that is customers' alone; empty where they come by the name that staff come by."""
    own, staff = (urlsplit(one).hostname or "" for one in (config.portal.url, config.login.url))
    return "" if own == staff else own


class Apart:
    """An ASGI application before `inner`, which answers nothing but customers' pages under the name that is theirs."""

    def __init__(self, inner: Any, host: str) -> None:
        self._inner, self._own = inner, host

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Hand one request on, or refuse it."""
        host = next((value for name, value in scope["headers"] if name.lower() == b"host"), b"").decode("latin-1")
        if self._own and guard.named(host) == self._own and not _theirs(scope["path"]):
            raise NotFound("there is no such page")
        await self._inner(scope, receive, send)


def _theirs(path: str) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in BESIDE)
