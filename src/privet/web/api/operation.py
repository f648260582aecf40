"""One operation of the API, declared once: it is answered from the declaration, and documented from the same one.

What comes in is decoded by the declared struct, strictly: a field nobody knows is refused by its name, every text and
number has its bounds. What goes out is the declared struct. So the document cannot say anything else than the server.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl

import msgspec
from litestar import HttpMethod, Response, route
from litestar.handlers import HTTPRouteHandler
from msgspec import Meta, Struct

from privet.acts import apart
from privet.acts.answering import Said
from privet.app import Privet
from privet.core.apart import Apart
from privet.errors import BadInput, Denied, WrongType
from privet.web.api.items import told
from privet.web.api.visitor import JSON, Asked, Door, Visitor, credential, response, said

PURPOSE = r"^[a-z0-9][a-z0-9_.:-]{0,63}$"
Purpose = Annotated[
    str,
    Meta(pattern=PURPOSE, description="What it is for: a purpose of the policy, and of the key.", examples=["support"]),
]
TEXT, BYTES = "text/plain", "application/octet-stream"


def id_of(prefix: str, what: str) -> Meta:
    """How an id is written, for the decoder and the document."""
    return Meta(pattern=f"^{prefix}_[a-z2-7]{{25}}[aeimquy4]$", description=what, examples=[f"{prefix}_" + "a" * 26])


SubjectId = Annotated[str, id_of("sub", "A subject.")]
ConversationId = Annotated[str, id_of("con", "A conversation.")]
MessageId = Annotated[str, id_of("msg", "A message.")]
ValueId = Annotated[str, id_of("tok", "The id of a token: what names a sealed value.")]


Repeats = Literal["answered", "resumed", "done again"]
"""What a repetition with the same Idempotency-Key gets: the answer that was kept; the same, and what was cut off before
its answer was kept is done again, since that does no harm; or it is done again each time and no answer is kept.
"""


@dataclass(frozen=True, slots=True)
class Operation:
    """`does` takes the installation, who calls, and what is asked (`asks`: path, query and body in one struct).

    It runs in the installation's turn and answers `gives`, or text or bytes where that is a media type. `act` is what
    the key must name; `repeats` says what an Idempotency-Key does for it; `keep` is the answer's Cache-Control.
    """

    method: Literal["GET", "POST"]
    path: str
    name: str
    tag: str
    act: str
    summary: str
    asks: type[Struct]
    gives: type[Struct] | str
    does: Callable[[Privet, Visitor, Any], Any]
    keep: str = "no-store"
    repeats: Repeats = "answered"

    @property
    def places(self) -> list[str]:
        """The parts of the path that vary, by the names of their fields."""
        return re.findall(r"\{(\w+)\}", self.path)

    @property
    def pattern(self) -> str:
        """The path as Litestar writes it."""
        return re.sub(r"\{(\w+)\}", r"{\1:path}" if self.gives == BYTES else r"{\1:str}", self.path)


ASIDE = "ask with a key that is not kept apart"

MOST_BYTES = 512 * 1024
"""Bytes of a body: a text of the greatest length with every character escaped."""
_MOST_FIELDS = 16
_GZIP_FROM = 1024


class Page(Struct, forbid_unknown_fields=True):
    """Which part of a list, for which purpose."""

    after: str = ""
    limit: Annotated[int, Meta(ge=1, le=1000, description="How many rows at most.")] = 100
    purpose: Purpose = "operation"


def read(asks: type[Struct], body: bytes) -> Struct:
    """The body as the struct it must be. Raises BadInput, which names the field and never what stood in it."""
    try:
        return msgspec.json.decode(body, type=asks)
    except msgspec.ValidationError as error:
        raise BadInput(told(str(error), "the body"), hint="/docs says which fields there are") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadInput("the body is not JSON in UTF-8") from None


def read_query(asks: type[Struct], query: str, places: dict[str, str]) -> Struct:
    """What path and query ask for, as the struct it must be. Raises BadInput in the same words."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise BadInput("the query cannot be read") from None
    if len(dict(pairs) | places) < len(pairs) + len(places):
        raise BadInput("the query names something twice")
    try:
        return msgspec.convert(dict(pairs) | places, asks, strict=False)
    except msgspec.ValidationError as error:
        raise BadInput(told(str(error), "the query"), hint="/docs says which parameters there are") from None


def handler(operation: Operation, door: Door) -> HTTPRouteHandler:
    """The operation as Litestar routes it. Whoever comes proves who it is, asks and is answered in one turn."""
    path = operation.pattern

    @route(path, http_method=HttpMethod(operation.method), status_code=200, request_max_body_size=MOST_BYTES)
    async def fetched(request: Asked) -> Response[bytes]:
        query = request.scope["query_string"].decode("ascii", "replace")
        places = {name: str(value).removeprefix("/") for name, value in request.path_params.items()}

        def act(app: Privet, visitor: Visitor) -> Any:
            if not visitor.apart:
                return operation.does(app, visitor, read_query(operation.asks, query, places))
            names = _apart(app, visitor, operation)
            own = {name: names.read(value.encode()).decode() for name, value in places.items()}
            asks = read_query(operation.asks, names.read(query.encode()).decode(), own)
            return _named(said(operation.does(app, visitor, asks)), names)

        made = await door.read(request, act)
        return packed(operation, made, request.headers.get("accept-encoding", ""))

    @route(path, http_method=HttpMethod(operation.method), status_code=200, request_max_body_size=MOST_BYTES)
    async def done(request: Asked) -> Response[bytes]:
        credential(request)  # before anything is read from whoever has none
        body = await request.body()
        kind = request.headers.get("content-type", JSON).partition(";")[0].strip().lower()

        def act(app: Privet, visitor: Visitor) -> Said:
            if kind != JSON:
                raise WrongType(f"the body must be {JSON}", hint="say so in Content-Type")
            if not visitor.apart:
                return said(operation.does(app, visitor, read(operation.asks, body)))
            names = _apart(app, visitor, operation)
            return _named(said(operation.does(app, visitor, read(operation.asks, names.read(body)))), names)

        return await door.write(
            request, act, resumes=operation.repeats == "resumed", keep=operation.repeats != "done again"
        )

    return fetched if operation.method == "GET" else done


def _apart(app: Privet, visitor: Visitor, operation: Operation) -> Apart:
    """The ids by which a visitor knows everything. Raises Denied for an answer that is signed, whose ids are others."""
    if isinstance(operation.gives, str):
        raise Denied("this key knows everything by ids of its own, and what is asked for has others", hint=ASIDE)
    return apart.names(app, visitor.tenant, visitor.actor)


def _named(one: Said, names: Apart) -> Said:
    location = names.shown(one.location.encode()).decode()
    return msgspec.structs.replace(one, body=names.shown(one.body), location=location)


def allowing(pattern: str, methods: Iterable[str]) -> HTTPRouteHandler:
    """What answers OPTIONS where several operations share a path: Litestar's own names the first alone."""
    headers = {"allow": ", ".join(sorted({*methods, "OPTIONS"}))}

    @route(pattern, http_method=HttpMethod.OPTIONS, status_code=204)
    async def allowed() -> Response[None]:
        return Response(None, headers=headers)

    return allowed


def packed(operation: Operation, made: Any, accepts: str) -> Response[bytes]:
    """An answer as it goes out. Bytes of some length are compressed for whoever takes them so."""
    if not isinstance(operation.gives, str):
        return response(made if isinstance(made, Said) else said(made))
    headers = {"cache-control": operation.keep, "vary": "Authorization, Accept-Encoding"}
    body = made.encode() if isinstance(made, str) else made
    if operation.gives == BYTES and len(body) >= _GZIP_FROM and "gzip" in accepts:
        headers["content-encoding"] = "gzip"
        body = gzip.compress(body, 5, mtime=0)
    return Response(body, media_type=operation.gives, headers=headers)
