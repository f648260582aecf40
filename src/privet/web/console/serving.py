"""How pages are served: whoever asks is known anew at each request (`visit`), in the turn in which the act judges them.

Slow steps are between two turns; a refusal is a page too, with what was typed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, quote

from litestar import HttpMethod, Litestar, Request, Response, route
from litestar.background_tasks import BackgroundTask
from litestar.exceptions import HTTPException
from litestar.response import Stream

from privet.acts import browse, look, session
from privet.acts.trained import soon
from privet.app import Privet
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.errors import BadInput, Busy, NotProved, PrivetError, Stale
from privet.store.looks import LookRow
from privet.store.tenants import Tenant
from privet.web import guard
from privet.web.console import rendering
from privet.web.console.answer import (
    Answer,
    Away,
    Data,
    File,
    Flow,
    Later,
    More,
    Moved,
    News,
    Page,
    Piece,
    Pieces,
    Route,
)
from privet.web.console.news import Watch
from privet.web.console.rendering import Rendering
from privet.web.console.visit import Asked, Visit, visit
from privet.web.console.ways import Ways, ways
from privet.web.turns import Turns

MOST_FORM, MOST_FIELDS = 64 * 1024, 96
HASHES, WAITING = 2, 32
"""Passphrases that are hashed at a time, each in 64 MiB; how many may be under way or wait for it."""

REMEMBERED = 1024


class Pages:
    """The handlers of pages (`routes`) of a company, and what they share."""

    def __init__(self, turns: Turns, tenant: Tenant, routes: Sequence[Route], made: Rendering) -> None:
        self._turns, self._tenant, self._pages, self.rendering = turns, tenant, tuple(routes), made
        self._threads = ThreadPoolExecutor(HASHES, thread_name_prefix="passphrases")
        self._waiting = 0
        self._watch = Watch(lambda: turns.take(lambda app: browse.newest(app, tenant.id)))
        self._ways: dict[tuple[str, Actor], Ways] = {}

    def asgi(self) -> Any:
        """The pages as an ASGI application."""
        return Litestar(
            route_handlers=[self._handler(one) for one in self._pages],
            exception_handlers={HTTPException: self.rendering.refused, Exception: self.rendering.refused},
            request_max_body_size=MOST_FORM,
            openapi_config=None,
            logging_config=None,
            debug=False,
            pdb_on_exception=False,
        )

    def _handler(self, one: Route) -> Any:
        @route(one.path, http_method=HttpMethod(one.method))
        async def answered(request: Request[Any, Any, Any]) -> Response[Any]:
            asked = await _asked(request)
            answer = await self._answered(one, asked)
            if isinstance(answer, News):
                return self._news(asked, request)
            return answer

        return answered

    def _news(self, asked: Asked, request: Request[Any, Any, Any]) -> Response[Any]:
        """News for as long as the session lasts; whoever merely waits for them takes nobody's place."""

        async def still() -> bool:
            return await self._turns.take(lambda app: visit(app, self._tenant.id, asked).entered is not None)

        aside: Any = dict(request.scope).get(guard.ASIDE, nullcontext)
        return Stream(self._watch.told(still, aside), media_type="text/event-stream", headers=rendering.NO_STORE)

    async def _answered(self, page: Route, asked: Asked) -> Response[Any] | News:
        """Who comes, whether the form is theirs, and what is done, all in one turn; slow steps between two."""
        who: list[Visit] = []

        def begin(app: Privet) -> Answer:
            came = self._offered(app, visit(app, self._tenant.id, asked))
            who.append(came)
            if page.method == "POST" and not page.program:
                came.check()
            if not page.stranger and came.entered is None:
                raise NotProved(session.OVER, hint=session.HINT)
            return page.does(app, came)

        try:
            answer = await self._turns.take(begin)
            while isinstance(answer, Later | Away):
                answer = await self._later(answer)
        except Exception as error:
            said = error if isinstance(error, PrivetError) else guard.told(error)
            return await self._failed(page, asked, who, said)
        if isinstance(answer, Flow):
            try:
                return await rendering.flow(answer)
            except PrivetError:
                return await self._failed(page, asked, who, await self._turns.take(answer.failed))
        if isinstance(answer, Pieces):
            return rendering.pieces(answer, self._pieces(asked, answer.first))
        return answer if isinstance(answer, News) else self._response(answer, who[0])

    async def _pieces(self, asked: Asked, piece: Piece) -> AsyncIterator[bytes]:
        """A file piece by piece. Whoever asks is known anew for each, and is not taken for busy by it."""
        quiet = replace(asked, headers={**asked.headers, "hx-request": "true"})
        while True:
            if piece.body:
                yield piece.body
            more = piece.more
            if more is None:
                return
            piece = await self._turns.take(partial(_next, quiet, self._tenant.id, more))

    async def _later(self, step: Later | Away) -> Answer:
        """A slow step on a thread of its own, or a wait; whoever comes while many wait is told so."""
        if self._waiting >= WAITING:
            raise Busy("many people are logging in just now", hint="try again in a moment")
        self._waiting += 1
        try:
            if isinstance(step, Away):
                given = await step.wait()
            else:
                given = await asyncio.get_running_loop().run_in_executor(self._threads, step.slow)
        finally:
            self._waiting -= 1
        return await self._turns.take(lambda app: step.then(app, given))

    def _offered(self, app: Privet, came: Visit) -> Visit:
        """The visit with what its pages offer, which is remembered for each policy and actor."""
        if came.entered is None:
            return came
        policy, actor = app.rules_of(came.tenant).policy, came.entered.actor
        key = (policy.digest, actor)
        if key not in self._ways:
            if len(self._ways) >= REMEMBERED:
                self._ways.clear()
            self._ways[key] = ways(policy, actor)
        return replace(came, ways=self._ways[key], lapse=soon(app, came.tenant, came.entered.operator))

    async def _failed(self, page: Route, asked: Asked, who: list[Visit], error: PrivetError) -> Response[Any]:
        """A refusal, as a page or as data, with what was typed; whoever is merely not logged in is shown where to."""
        came = who[0] if who else None
        again = isinstance(error, Stale)
        if "application/json" in asked.headers.get("accept", ""):
            return self.rendering.told(error, asked, again=again)
        if isinstance(error, NotProved) and error.message == session.OVER and asked.method == "GET":
            return rendering.moved(Moved(f"/login?to={quote(asked.path)}"))
        typed = [asked.form[name] for name in page.typed if asked.form.get(name)] if asked.ours else []
        refusal = rendering.refusal(error, again=again, back=_page_of(asked), typed=typed)
        if came is None:
            return self.rendering.unknown(asked, refusal)
        if typed and page.again is not None and came.entered is not None:
            form = page.again
            with suppress(PrivetError):  # they may not see that page any more
                return self._response(await self._turns.take(lambda app: form(app, came, error)), came)
        return self._response(refusal, came)

    def _response(self, answer: Answer, came: Visit) -> Response[Any]:
        if isinstance(answer, Moved):
            return rendering.moved(answer)
        if isinstance(answer, Data):
            return rendering.data(answer)
        if isinstance(answer, File):
            return rendering.file(answer)
        assert isinstance(answer, Page)  # what is Later was done
        made = self.rendering.page(answer, came)
        made.background = None if answer.looked is None else BackgroundTask(self._look, answer.looked)
        return made

    async def _look(self, row: LookRow) -> None:
        """Write how far somebody looked, together with what others did; it matters to nobody else, nor much to them."""
        tenant = self._tenant.id
        with suppress(PrivetError):
            await self._turns.share(("look", tenant), [row], lambda app, rows: look.move(app, tenant, rows))


def _next(asked: Asked, tenant: TenantId, more: More, app: Privet) -> Piece:
    return more(app, visit(app, tenant, asked))


def _page_of(asked: Asked) -> str:
    """The page that has the form which was sent."""
    if asked.method != "POST":
        return asked.path
    return "/".join(asked.path.split("/")[: 3 if asked.path.startswith(("/values/", "/files/")) else 2])


async def _asked(request: Request[Any, Any, Any]) -> Asked:
    """The request, with its form where it has one. Raises BadInput where that cannot be read."""
    form: dict[str, str] = {}
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/x-www-form-urlencoded":
            raise BadInput("a form is sent as application/x-www-form-urlencoded")
        form = _fields((await request.body()).decode("ascii", "replace"))
    query = _fields(request.scope["query_string"].decode("ascii", "replace"))
    places = {name: str(value) for name, value in request.path_params.items()}
    client = request.scope.get("client")
    return Asked(
        str(request.method), request.scope["path"], request.scope["scheme"], str(client[0]) if client else "",
        request.headers, places, query, form,
    )  # fmt: skip


def _fields(text: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise BadInput("the form has too many fields") from None
    found: dict[str, str] = {}
    for name, value in pairs:  # of boxes that are ticked, all
        found[name] = f"{found[name]} {value}" if name in found else value
    return found
