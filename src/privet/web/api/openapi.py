"""The API's document (OpenAPI 3.1), made from the same declarations that answer: GET /v1/openapi.json.

Our own, not Litestar's: that one does not see strict structs, problem details or what a key must name, and a document
that says less than the server does is of no use to whoever tests one against the other.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from privet import __version__
from privet.web.api.items import LINES, MOST, Message
from privet.web.api.messages import Tokenised
from privet.web.api.operation import Operation, Repeats
from privet.web.api.visitor import JSON, NAME, PROBLEM

Schema = dict[str, Any]
_REF = "#/components/schemas/"


class Problem(Struct):
    """What is wrong, as problem details (RFC 9457). Nothing of what was sent is repeated."""

    type: Annotated[str, Meta(description="Stable, by the sort of problem.", examples=["urn:privet:error:denied"])]
    title: Annotated[str, Meta(description="What is wrong, in a sentence.")]
    status: Annotated[int, Meta(description="The status of the answer.")]
    code: Annotated[str, Meta(description="Stable, by the sort of problem.", examples=["denied"])]
    hint: Annotated[str, Meta(description="What to do, where there is something.")] = ""


class NotStored(Struct):
    """A message of many that was not stored, and why."""

    error: Problem


PROBLEMS = {
    400: "What was asked cannot be used.",
    401: "The access key is missing, wrong, expired or revoked.",
    403: "A rule said no, or the key does not name this act, purpose or kind, or its budget is used up.",
    404: "There is nothing with that id in this tenant.",
    409: "A request with this Idempotency-Key is under way, or was cut off.",
    410: "The subject was erased.",
    413: "The body is longer, or holds more messages, than what is taken.",
    415: "The body is of another media type than what is taken.",
    422: "The Idempotency-Key stood for another request.",
    503: "Something Privet stands on is missing, locked or busy; ask again.",
}
_OF_ALL = (400, 401, 403, 404, 503)
_OF_WRITES = (409, 410, 413, 415, 422)

ABOUT = """Messages go in, tokens come out; a value is shown to whoever is entitled to it, for a stated purpose, on
the record.

Every request carries an access key: `Authorization: Bearer prv_…`. A key names acts, kinds, purposes and a budget of
values a day; what it does not name is refused, and the refusal is on the ledger. Every POST takes an
`Idempotency-Key`."""

IDEMPOTENCY_KEY = f'^("[ !#-~]{{1,{NAME}}}"|[!#-~]([ !#-~]{{0,{NAME - 2}}}[!#-~])?)$'
"""Printable ASCII; quoted, it may begin and end with a space."""


def document(operations: Sequence[Operation]) -> Schema:
    """The document over `operations` and the messages; what varies with the installation (its address) is not in it."""
    structs = {one for operation in operations for one in (operation.asks, operation.gives) if not isinstance(one, str)}
    ordered = sorted({*structs, Message, Tokenised, NotStored, Problem}, key=str)
    _, components = msgspec.json.schema_components(ordered, ref_template=_REF + "{name}")
    schemas = {name: _tidy(one) for name, one in sorted(components.items())}
    for struct in structs:
        if hasattr(struct, "either"):
            schemas[struct.__name__]["oneOf"] = [{"required": [field]} for field in struct.either]
    queries = {operation.asks.__name__ for operation in operations if operation.method == "GET"}
    paths: dict[str, Schema] = {"/v1/messages": {"post": _messages()}}
    for one in operations:
        paths.setdefault("/v1" + one.path, {})[one.method.lower()] = _operation(one, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Privet", "version": __version__, "summary": "The API of a customer-data vault.",
                 "description": ABOUT, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "servers": [{"url": "/"}],
        "security": [{"accessKey": []}],
        "tags": [{"name": name} for name in ("Receive", *dict.fromkeys(one.tag for one in operations))],
        "paths": paths,
        "components": {
            "schemas": {name: schema for name, schema in schemas.items() if name not in queries},
            "responses": {str(status): _problem(sentence) for status, sentence in PROBLEMS.items()}
            | {"default": _problem("Something failed: a disk, a channel, a proof.")},
            "securitySchemes": {"accessKey": {"type": "http", "scheme": "bearer", "bearerFormat": "prv_…"}},
        },
    }  # fmt: skip


def _operation(one: Operation, schemas: dict[str, Schema]) -> Schema:
    write = one.method == "POST"
    made: Schema = {
        "operationId": one.name,
        "tags": [one.tag],
        "summary": one.summary,
        "description": f"{inspect.getdoc(one.does) or ''}\n\nThe key must name the act `{one.act}`.",
        "parameters": [_idempotency(one.repeats)] if write else list(_parameters(one, schemas)),
        "responses": {
            "200": {"description": _about(one, schemas), "content": {_media(one): {"schema": _gives(one)}}},
            **_refusals(write),
        },
    }
    if write:
        made["requestBody"] = {"required": True, "content": {JSON: {"schema": {"$ref": _REF + one.asks.__name__}}}}
    return made


_LINKS = {
    "message": {"operationId": "readMessage", "parameters": {"message": "$response.body#/id"}},
    "conversation": {
        "operationId": "listMessages", "parameters": {"conversation": "$response.body#/conversation"},
    },
    "answer": {
        "operationId": "send",
        "requestBody": {"conversation": "$response.body#/conversation", "text": "We have received it."},
    },
    "value": {
        "operationId": "reveal", "requestBody": {"token": "$response.body#/tokens/0/id", "purpose": "support"},
    },
}  # fmt: skip
"""What a stored message leads to."""


def _messages() -> Schema:
    """What comes in, which is answered by hand (`messages`): one message, or many."""
    one, done = {"$ref": _REF + "Message"}, {"$ref": _REF + "Tokenised"}
    each = {"anyOf": [done, {"$ref": _REF + "NotStored"}]}
    many = {"type": "array", "maxItems": MOST, "items": one}
    lines = {"type": "string", "description": "One message a line."}
    return {
        "operationId": "receiveMessages",
        "tags": ["Receive"],
        "summary": "Receive messages",
        "description": f"One message, or up to {MOST:,} in an array or one a line. Of many each has its own result, in "
        "order: a message that does not fit or is refused spoils no other. What is answered is durable.\n\n"
        "The key must name the act `receive`.",
        "parameters": [_idempotency("resumed")],
        "requestBody": {
            "required": True,
            "content": {JSON: {"schema": {"anyOf": [one, many]}}, LINES: {"schema": lines}},
        },
        "responses": {
            "200": {
                "description": "One message that was stored before, or the result of each of many.",
                "content": {
                    JSON: {"schema": {"anyOf": [done, {"type": "array", "items": each}]}}, LINES: {"schema": lines},
                },
            },
            "201": {
                "description": "One message, stored.",
                "headers": {"Location": {"description": "Where it is read.", "schema": {"type": "string"}}},
                "content": {JSON: {"schema": done}},
                "links": _LINKS,
            },
            **_refusals(True),
        },
    }  # fmt: skip


def _refusals(write: bool) -> Schema:
    statuses = (*_OF_ALL, *(_OF_WRITES if write else ()), "default")
    return {str(status): {"$ref": f"#/components/responses/{status}"} for status in statuses}


def _parameters(one: Operation, schemas: dict[str, Schema]) -> Iterable[Schema]:
    """Path and query of an operation that reads, from the struct they are decoded into."""
    known = schemas[one.asks.__name__]
    for name, schema in known.get("properties", {}).items():
        place = name in one.places
        said = {key: value for key, value in schema.items() if key != "description"}
        yield {
            "name": name, "in": "path" if place else "query", "required": place or name in known.get("required", ()),
            "description": schema.get("description", ""), "schema": said,
        }  # fmt: skip


def _idempotency(repeats: Repeats) -> Schema:
    sentence = {
        "answered": "gets the answer that was given, for 24 hours at least; one that was cut off gets 409",
        "resumed": "gets the answer that was given, for 24 hours at least; one that was cut off is done again",
        "done again": "is done again, and on record again: no answer that shows a value is kept",
    }[repeats]
    return {
        "name": "Idempotency-Key", "in": "header", "required": False,
        "description": f"Names the request. The same key with the same body {sentence}. With another body it gets 422.",
        "schema": {"type": "string", "pattern": IDEMPOTENCY_KEY},
    }  # fmt: skip


def _media(one: Operation) -> str:
    return one.gives if isinstance(one.gives, str) else JSON


def _gives(one: Operation) -> Schema:
    if isinstance(one.gives, str):
        return {"type": "string"} if one.gives.startswith("text/") else {}
    return {"$ref": _REF + one.gives.__name__}


def _about(one: Operation, schemas: dict[str, Schema]) -> str:
    return "Done." if isinstance(one.gives, str) else schemas[one.gives.__name__].get("description", "Done.")


def _problem(sentence: str) -> Schema:
    return {"description": sentence, "content": {PROBLEM: {"schema": {"$ref": _REF + "Problem"}}}}


def _tidy(schema: Schema) -> Schema:
    """A description without the indentation of its source."""
    if "description" in schema:
        return schema | {"description": inspect.cleandoc(schema["description"])}
    return schema
