"""One web of several applications: which one answers is said by how the path begins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Mounts:
    """An ASGI application that hands a request on: to the one mounted at its path's beginning, or to `rest`."""

    def __init__(self, mounted: Mapping[str, Any], rest: Any) -> None:
        self._mounted = tuple((path, f"{path}/", app) for path, app in mounted.items())
        self._rest = rest

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Hand one request on; the path stays whole."""
        asked = scope["path"]
        for path, below, app in self._mounted:
            if asked.startswith(below) or asked == path:
                await app(scope, receive, send)
                return
        await self._rest(scope, receive, send)
