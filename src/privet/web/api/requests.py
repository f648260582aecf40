"""What people ask about their own data, for programs that take it in: filed, confirmed, taken back, listed."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from privet.acts import request as requests
from privet.acts.request import Shown
from privet.app import Privet
from privet.core.plain import Plain
from privet.web.api.conversations import Time, when
from privet.web.api.operation import Operation, SubjectId, id_of
from privet.web.api.visitor import Visitor

RequestId = Annotated[str, id_of("req", "A request.")]
Reason = Annotated[str, Meta(max_length=2000, description="Why, or what was said; kept sealed.")]
Right = Literal["access", "portability", "correction", "restriction", "objection", "erasure", "withdrawal"]
About = Annotated[
    str,
    Meta(
        pattern="^(sub|msg)_[a-z2-7]{25}[aeimquy4]$", examples=["msg_" + "a" * 26],
        description="A subject, which counts once it is proven; or the message in which they ask, which proves them.",
    ),
]  # fmt: skip


class Filing(Struct, forbid_unknown_fields=True):
    """What somebody asks, and about whom."""

    right: Annotated[Right, Meta(description="Which right.")]
    about: Annotated[list[About], Meta(min_length=1, max_length=requests.MOST)]
    law: Annotated[Literal["gdpr", "ccpa"], Meta(description="By which law it is answered.")] = "gdpr"
    via: Annotated[
        Literal["letter", "mail", "call", "visit", "chat", "agent"], Meta(description="How it came.")
    ] = "mail"  # fmt: skip
    reason: Reason = ""

    def __repr__(self) -> str:
        return "Filing(…)"


class Filed(Struct):
    """The case."""

    request: RequestId


class OneRequest(Struct, forbid_unknown_fields=True):
    """Which request."""

    case: RequestId


class RequestStep(Struct, forbid_unknown_fields=True):
    """Which request, and what was said."""

    request: RequestId
    reason: Reason = ""

    def __repr__(self) -> str:
        return "RequestStep(…)"


class Requests(Struct, forbid_unknown_fields=True):
    """Which requests."""

    state: Annotated[Literal["open", "closed"], Meta(description="Those that wait, or those that are closed.")] = "open"


class Asker(Struct):
    """A subject that a request says is theirs."""

    subject: SubjectId
    proof: Annotated[
        str,
        Meta(
            pattern="^(|channel|code)$",
            description="They wrote it there themselves, or said a code that was sent there; empty: nothing proves it.",
        ),
    ]


class Todo(Struct):
    """What is to be done next with a request."""

    what: Annotated[str, Meta(pattern="^(confirm|prove|wait|answer)$", description="What is to be done.")]
    by: Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="By the end of this day.")]
    citation: Annotated[str, Meta(description="By which law.")]
    late: Annotated[int, Meta(ge=0, description="How many days it is late.")]


class Request(Struct):
    """A request of somebody about their own data; a time is null where it has not come."""

    request: RequestId
    right: Annotated[str, Meta(description="Which right.")]
    law: Annotated[str, Meta(description="By which law.")]
    via: Annotated[str, Meta(description="How it came.")]
    state: Annotated[str, Meta(pattern="^(open|answered|refused|back)$", description="Where it stands.")]
    received: Time | None
    confirmed: Time | None
    extended: Time | None
    paused: Time | None
    closed: Time | None
    refusal: Annotated[str, Meta(description="Why it was refused; empty where it was not.")]
    whose: list[Asker]
    step: Annotated[Todo | None, Meta(description="What is to be done next; null once it is closed.")]


class RequestList(Struct):
    """Requests: those that wait, what is due first first; or those that are closed, the last first."""

    items: list[Request]


def file(app: Privet, visitor: Visitor, asked: Filing) -> Filed:
    """Put on record what somebody asks about their own data."""
    made = requests.file(
        app, visitor.tenant, asked.right, asked.law, asked.about, Plain(asked.reason), visitor.actor, via=asked.via
    )  # fmt: skip
    return Filed(made)


def confirm(app: Privet, visitor: Visitor, asked: RequestStep) -> Request:
    """They were told that it came."""
    requests.confirm(app, visitor.tenant, asked.request, Plain(asked.reason), visitor.actor)
    return one(app, visitor, OneRequest(asked.request))


def take_back(app: Privet, visitor: Visitor, asked: RequestStep) -> Request:
    """They do not ask it any more."""
    requests.take_back(app, visitor.tenant, asked.request, Plain(asked.reason), visitor.actor)
    return one(app, visitor, OneRequest(asked.request))


def everyone(app: Privet, visitor: Visitor, asked: Requests) -> RequestList:
    """The requests that wait, or those that are closed; at most a thousand."""
    found = requests.everyone(app, visitor.tenant, visitor.actor, closed=asked.state == "closed")
    return RequestList([_shown(each) for each in found])


def one(app: Privet, visitor: Visitor, asked: OneRequest) -> Request:
    """A request, and what is to be done next."""
    return _shown(requests.one(app, visitor.tenant, asked.case, visitor.actor))


def _shown(found: Shown) -> Request:
    step = found.step
    return Request(
        found.request, found.right, found.law, found.via, found.state, when(found.received),
        when(found.confirmed or None), when(found.extended or None), when(found.paused or None),
        when(found.closed or None), found.refusal, [Asker(subject, proof) for subject, proof in found.whose],
        Todo(step.what, step.by.isoformat(), step.citation, step.late) if step else None,
    )  # fmt: skip


OPERATIONS = (
    Operation("POST", "/requests", "fileRequest", "People", "request", "File what somebody asks about their data",
              Filing, Filed, file),
    Operation("GET", "/requests", "listRequests", "People", "request", "List what people ask about their data",
              Requests, RequestList, everyone),
    Operation("GET", "/requests/{case}", "getRequest", "People", "request", "Get a request", OneRequest, Request, one),
    Operation("POST", "/requests/confirm", "confirmRequest", "People", "request", "Say that a request was confirmed",
              RequestStep, Request, confirm),
    Operation("POST", "/requests/take-back", "takeBackRequest", "People", "request", "Take a request back",
              RequestStep, Request, take_back),
)  # fmt: skip
