"""The page, the box and what monitors read, as one Litestar application behind the guard.

GET  /            what Privet is, how this installation stands, the box, ten lines to copy
POST /tokenise    text in, tokenised text out; JSON for the page's script, a page for a plain form
GET  /healthz     the process answers           GET /readyz   the installation can be read
GET  /metrics     counts, for Prometheus        GET /static/… style and script
GET  /.well-known/gpc.json    that Global Privacy Control is honoured
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs

import jinja2
from litestar import Litestar, MediaType, Request, Response, get, post
from litestar.exceptions import HTTPException
from litestar.params import FromPath

from privet.acts.allowed import company
from privet.app import Privet
from privet.core import gpc
from privet.errors import BadInput, Busy, NotFound, NotReady, PrivetError, TooLarge
from privet.store import tenants
from privet.store.tenants import Tenant
from privet.web import api, box, console, guard, metrics, portal
from privet.web.api import operations, pages
from privet.web.api.visitor import PROBLEM, Asked, Door, Visitor, refusal_headers
from privet.web.bounds import Bounds
from privet.web.console.rendering import Rendering
from privet.web.guard import Guard
from privet.web.mounts import Mounts
from privet.web.outward import Outward
from privet.web.signon import SignOn
from privet.web.status import Looking, Status, ready
from privet.web.turns import Turns

HERE = files("privet.web")
TEN_LINES = "ten-lines.sh"
STATIC = {
    "pico.min.css": ("vendored", "text/css; charset=utf-8"),
    "htmx.esm.min.js": ("vendored", "text/javascript; charset=utf-8"),
    "uPlot.iife.min.js": ("vendored", "text/javascript; charset=utf-8"),
    "uPlot.min.css": ("vendored", "text/css; charset=utf-8"),
    "privet.css": ("static", "text/css; charset=utf-8"),
    "box.js": ("static", "text/javascript; charset=utf-8"),
    "console.css": ("static", "text/css; charset=utf-8"),
    "console.js": ("static", "text/javascript; charset=utf-8"),
    "charts.js": ("static", "text/javascript; charset=utf-8"),
    "live.js": ("static", "text/javascript; charset=utf-8"),
}
ROUTES = ("/", "/tokenise", "/healthz", "/readyz", "/metrics", gpc.PATH, *(f"/static/{name}" for name in STATIC))
READY_S = 5
BOXES = 4
"""Texts in the box at a time: anybody may fill it, and each takes a turn that others wait for."""

MODELS = "/llm/"
"""Below it programs ask language models; their libraries know an address that ends in /v1."""

_ENCODED = 3 * box.LONGEST + 64
"""A form writes a byte as up to three characters."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the web shows: an open installation, one tenant of it, and the names it is reached by."""

    turns: Turns
    tenant: Tenant
    hosts: frozenset[str]
    gateways: Mapping[str, Any] = field(default_factory=dict)
    """By name, the ASGI applications under /gateways/; each says in `routes` which of its paths the log may name."""

    bounds: Bounds = field(default_factory=Bounds)
    outward: Outward | None = None
    """What reaches out to other programs; without it nothing is relayed."""

    sign: SignOn | None = None
    """The company's own log-in, where settings name one."""

    apart: str = ""
    """The host under which nothing but customers' own pages is answered; empty: there is none."""

    metrics_key: bool = False
    """Whether counts are shown only to whoever has an access key that may read what is the company's own."""


def ten_lines() -> list[str]:
    """The ten lines of the page, of the README and of the test that runs them."""
    return (HERE / TEN_LINES).read_text("utf-8").splitlines()


def site(shown: Shown) -> Guard:
    """The whole web of an installation, as an ASGI application."""
    view = _Site(shown)
    app = Litestar(
        route_handlers=[*view.routes(), *pages.routes(operations.documented())],
        exception_handlers={HTTPException: view.refused, Exception: view.refused},
        request_max_body_size=_ENCODED,
        openapi_config=None,
        logging_config=None,
        debug=False,
        pdb_on_exception=False,
    )
    staff = console.console(shown.turns, shown.tenant, shown.sign)
    beside = (route for gateway in shown.gateways.values() for route in gateway.routes)
    routes = [*ROUTES, *api.ROUTES, *console.ROUTES, *portal.ROUTES, *beside]
    customers = {portal.PATH: portal.portal(shown.turns, shown.tenant)}
    mounted = {api.PATH: api.api(shown.turns, shown.outward), **dict.fromkeys(console.PATHS, staff), **customers}
    served = portal.Apart(Mounts(mounted, _beside(app, shown.gateways)), shown.apart)
    view.guard = Guard(served, shown.hosts, routes, shown.bounds)
    return view.guard


def _beside(app: Any, gateways: Mapping[str, Any]) -> Any:
    """`app`, and each gateway under its name."""

    async def asked(scope: guard.Scope, receive: Any, send: Any) -> None:
        below, _, rest = scope["path"].partition(guard.GATEWAYS)
        name = "" if below else rest.partition("/")[0]
        if scope["path"].startswith(MODELS):
            name = "llm"  # the gateway of that name
        await gateways.get(name, app)(scope, receive, send)

    return asked


class _Site:
    """The handlers, and what they share."""

    guard: Guard

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._looking = Looking()
        self._door = Door(shown.turns)
        self._boxes = 0
        self._rendering = Rendering(shown.tenant.name)
        self._looks: dict[str, asyncio.Future[Any]] = {}
        # Templates are ours, in the package, and all of them escape.
        templates = jinja2.Environment(loader=jinja2.PackageLoader("privet.web"), autoescape=True)
        self._page = templates.get_template("page.html")
        self._static = {name: (HERE / folder / name).read_bytes() for name, (folder, _) in STATIC.items()}
        self._etags = {name: f'"{hashlib.sha256(data).hexdigest()[:32]}"' for name, data in self._static.items()}

    def routes(self) -> list[Any]:
        """Every handler; each is a closure, so that there is no global state."""

        @get("/", media_type=MediaType.HTML)
        async def page() -> Response[str]:
            return await self._rendered(None)

        @post("/tokenise", status_code=200)
        async def tokenise(request: Request[Any, Any, Any]) -> Response[Any]:
            return await self._tokenised(request)

        @get("/healthz", media_type=MediaType.TEXT)
        async def healthz() -> Response[str]:
            return Response("ok\n", headers={"cache-control": "no-store"})

        @get("/readyz", media_type=MediaType.TEXT)
        async def readyz() -> Response[str]:
            await self._ready()
            return Response("ready\n", headers={"cache-control": "no-store"})

        @get(gpc.PATH, media_type=MediaType.JSON)
        async def control() -> Response[bytes]:
            return Response(gpc.SUPPORT, media_type=MediaType.JSON)

        @get("/metrics", media_type=MediaType.TEXT)
        async def scrape(request: Asked) -> Response[str]:
            if self._shown.metrics_key:
                all_ = await self._door.read(request, self._own)
            else:
                all_ = await self._look("metrics", self._looking.all)
            beside = [one for each in self._shown.gateways.values() for one in getattr(each, "measured", list)()]
            return Response(metrics.text(all_, self.guard, beside), media_type=metrics.TYPE)

        @get("/static/{name:str}", media_type=MediaType.TEXT)
        async def static(name: FromPath[str], request: Request[Any, Any, Any]) -> Response[bytes]:
            return self._file(name, request.headers.get("if-none-match"))

        return [page, tokenise, healthz, readyz, control, scrape, static]

    def refused(self, request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        """A page for whoever opens one in a browser, problem details for everybody else."""
        page = "text/html" in request.headers.get("accept", "")
        return self._rendering.refused(request, error) if page else _problem(request, error)

    def _own(self, app: Privet, visitor: Visitor) -> list[Status]:
        """How the visitor's tenant stands."""
        with company(app, visitor.tenant, visitor.actor):
            pass
        return [self._looking.at(app, one) for one in tenants.every(app.store) if one.id == visitor.tenant]

    async def _rendered(self, tokenised: box.Tokenised | None) -> Response[str]:
        tenant = self._shown.tenant

        def look(app: Privet) -> dict[str, Any]:
            return {
                "status": self._looking.at(app, tenant),
                "stolen": app.store.keys.root.stolen,
                "detection": app.rules_of(tenant.id).scanner.active(),
            }

        text = self._page.render(
            **await self._look("page", look),
            lines=ten_lines(),
            longest=box.LONGEST // 1024,
            text=None if tokenised is None else tokenised.text.text,
            found=() if tokenised is None else tokenised.found,
        )
        return Response(text, media_type=MediaType.HTML, headers={"cache-control": "no-store"})

    async def _tokenised(self, request: Request[Any, Any, Any]) -> Response[Any]:
        body = await request.body()
        form = request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
        if form:
            body = _field(body)
        elif len(body) > box.LONGEST:
            raise TooLarge(f"the box takes {box.LONGEST // 1024} KiB at most")
        text = box.read(body)
        tenant = self._shown.tenant.id
        if self._boxes >= BOXES:
            raise Busy("the box is in use", hint="ask again in a moment")
        self._boxes += 1
        try:
            made = await self._shown.turns.take(lambda app: box.tokenise(app.rules_of(tenant).scanner, text))
        finally:
            self._boxes -= 1
        if form:
            return await self._rendered(made)
        found = [{"kind": kind, "count": count} for kind, count in made.found]
        return Response({"text": made.text.text, "found": found}, headers={"cache-control": "no-store"})

    async def _look(self, name: str, act: Callable[[Privet], Any]) -> Any:
        """What `act` sees. Anybody may ask, so whoever asks while a look is waited for gets what that one sees: all of
        them together take one turn at a time.
        """
        look = self._looks.get(name)
        if look is None:
            look = self._looks[name] = asyncio.ensure_future(self._shown.turns.take(act))
            look.add_done_callback(lambda ended: self._seen(name, ended))
        return await asyncio.shield(look)

    def _seen(self, name: str, ended: asyncio.Future[Any]) -> None:
        del self._looks[name]
        if not ended.cancelled():
            ended.exception()  # is told to who still waits, if anybody does

    async def _ready(self) -> None:
        try:
            await asyncio.wait_for(self._look("ready", ready), READY_S)
        except TimeoutError:
            raise NotReady("the installation is busy", hint="ask again") from None

    def _file(self, name: str, known: str | None) -> Response[bytes]:
        if name not in STATIC:
            raise NotFound("there is no such file")
        headers = {"etag": self._etags[name], "cache-control": "no-cache"}
        if known == self._etags[name]:
            return Response(b"", status_code=304, headers=headers)
        return Response(self._static[name], media_type=STATIC[name][1], headers=headers)


def _field(body: bytes) -> bytes:
    """The field `text` of a form, with the line ends of a text."""
    fields = parse_qs(body.decode("ascii", "replace"), keep_blank_values=True, errors="surrogateescape")
    return fields.get("text", [""])[0].replace("\r\n", "\n").encode("utf-8", "surrogateescape")


def _problem(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Any error as problem details; one of the framework's by its status alone, since its text may repeat what came."""
    status = 0
    if isinstance(error, HTTPException) and error.status_code < 500:
        status = error.status_code
        known: dict[int, PrivetError] = {
            404: NotFound("there is no such page"),
            413: TooLarge(f"the box takes {box.LONGEST // 1024} KiB at most"),
        }
        error = known.get(status) or BadInput("this request cannot be answered")
    elif not isinstance(error, PrivetError):
        error = guard.told(error)
    status = status or error.status
    return Response(
        guard.problem(error, status), status_code=status, media_type=PROBLEM, headers=refusal_headers(error)
    )
