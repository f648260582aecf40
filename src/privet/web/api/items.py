"""The form of a message over HTTP, and reading it: strict, every field bounded, one bad message spoiling no other.

    {"channel": "sms", "conversation": "…", "sender": {"address": "…", "subject_ref": "…"}, "direction": "in",
     "text": "…", "sent_at": "2026-11-21T12:00:00Z", "external_id": "…"}

What is wrong with a message is said by its field and never by its value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from privet.core.lasting import After, timer
from privet.core.message import Inbound
from privet.core.plain import Plain
from privet.core.record import FIELD, ID, TEXT, instant
from privet.errors import BadInput, TooLarge, WrongType

MOST = 10_000
"""Messages in a request."""
MOST_COMMAS = 500_000
"""Commas in an array with a message that does not fit: a bound of what taking it apart costs."""
LATEST = 253_402_300_799_999
"""The end of the year 9999, in milliseconds."""

JSON, LINES = "application/json", "application/x-ndjson"

Field = Annotated[str, Meta(min_length=1, max_length=FIELD)]


class Sender(Struct, frozen=True, forbid_unknown_fields=True):
    """Who wrote a message: the channel's address of them, and the company's own reference where it has one."""

    address: Annotated[
        Field,
        Meta(description="The address on the channel: a telephone number, a user's id.", examples=["+1 202 555 0101"]),
    ]
    subject_ref: Annotated[Field | None, Meta(description="The company's own reference for the customer.")] = None

    def __repr__(self) -> str:
        return "Sender(…)"


class Message(Struct, frozen=True, forbid_unknown_fields=True):
    """A message as it comes in. Of an outgoing one the customer is whom `conversation` names."""

    channel: Annotated[
        str, Meta(pattern="^[a-z][a-z0-9_-]{0,31}$", description="The channel's name.", examples=["sms"])
    ]
    conversation: Annotated[
        Field, Meta(description="The channel's own name for the conversation.", examples=["+1 202 555 0101"])
    ]
    sender: Sender
    text: Annotated[
        str, Meta(max_length=TEXT // 4, description="The text, in the clear.", examples=["Mail me: ana@example.com"])
    ]
    direction: Annotated[Literal["in", "out"], Meta(description="From the customer, or to the customer.")] = "in"
    sent_at: Annotated[
        Annotated[int, Meta(ge=0, le=LATEST)] | Annotated[str, Meta(max_length=40)] | None,
        Meta(description="RFC 3339, or milliseconds since 1970 UTC; without it, the time at which it comes."),
    ] = None
    external_id: Annotated[
        Annotated[str, Meta(min_length=1, max_length=ID)] | None,
        Meta(description="The channel's own id of the message; a repetition is recognised by it and stored once."),
    ] = None
    timer: Annotated[
        After | None,
        Meta(description="After which time the message destroys itself; without it, it lasts as its class says."),
    ] = None

    def __repr__(self) -> str:
        return "Message(…)"


@dataclass(frozen=True, slots=True)
class Items:
    """What a request brought: for each message its form or what is wrong with it, and in which form they came."""

    form: Literal["one", "array", "lines"]
    messages: Sequence[Message | BadInput]


_one = msgspec.json.Decoder(Message).decode
_all = msgspec.json.Decoder(list[Message]).decode
_apart = msgspec.json.Decoder(list[msgspec.Raw]).decode
_REFUSED = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)  # a ValidationError is a DecodeError


def read(body: bytes, content_type: str) -> Items:
    """The messages in a body. Raises BadInput where it is neither a message nor a list of some, WrongType, TooLarge."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == LINES:
        lines = [line for line in body.split(b"\n", 2 * MOST) if line.strip()]
        _few(len(lines))
        return Items("lines", [_read(line) for line in lines])
    if kind != JSON:
        raise WrongType(f"messages come as {JSON} or {LINES}", hint="say which in Content-Type")
    if not body.lstrip(b" \t\r\n").startswith(b"["):
        found = _read(body)
        if isinstance(found, BadInput):
            raise found
        return Items("one", [found])
    messages = _array(body)
    _few(len(messages))
    return Items("array", messages)


def inbound(message: Message, now: int, derived: str | None) -> Inbound | BadInput:
    """The message as acts take it. `now` is when one without a time was sent, `derived` the id of one without an id."""
    given = message.sent_at
    sent_at = now if given is None else given if isinstance(given, int) else instant(given)
    if sent_at is None:
        return BadInput("sent_at: no time of RFC 3339, nor milliseconds since 1970", hint="2026-11-21T12:00:00Z")
    sender, out = message.sender, message.direction == "out"
    return Inbound(
        message.channel,
        Plain(message.conversation),
        Plain(message.conversation if out else sender.address),
        Plain(message.text),
        sent_at,
        message.direction,
        message.external_id or derived,
        Plain(sender.address) if out else None,
        subject_ref=Plain(sender.subject_ref) if sender.subject_ref else None,
        timer=timer(message.timer) if message.timer else "",
    )


def _array(body: bytes) -> Sequence[Message | BadInput]:
    """Every message of an array: in one go where all fit, one by one otherwise."""
    try:
        return _all(body)
    except _REFUSED:
        if body.count(b",") > MOST_COMMAS:
            raise TooLarge("one of so many messages does not fit", hint="send fewer in a request") from None
    try:
        return [_read(raw) for raw in _apart(body)]
    except _REFUSED:
        raise BadInput("the body is not JSON in UTF-8") from None


def _read(raw: bytes | msgspec.Raw) -> Message | BadInput:
    try:
        return _one(raw)
    except msgspec.ValidationError as error:
        return BadInput(told(str(error)), hint="/docs says which fields a message has")
    except _REFUSED:
        return BadInput("this is not JSON in UTF-8")


def _few(count: int) -> None:
    if count > MOST:
        raise TooLarge(f"a request brings {MOST} messages at most", hint="send them in several requests")


_AT = re.compile(r"^(.*?)(?: - at `\$\.?(.*)`)?$", re.DOTALL)
_NAMED = re.compile(r"`([A-Za-z_][A-Za-z0-9_]{0,31})`$")
_SAYS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("Object contains unknown field", lambda said: "there is no field" + _named(said)),
    ("Object missing required field", lambda said: "lacks" + _named(said)),
    ("Invalid enum value", lambda said: "is none of the values there are"),
    ("Expected `str` matching regex", lambda said: "has not the form that is asked for"),
    ("Expected", lambda said: "is not as asked: e" + said[1:]),
)
"""How what msgspec says begins, and what is told of it: never a value, and a name only where it looks like one."""


def told(said: str, whole: str = "the message") -> str:
    """What is wrong with `whole` or a field of it, as field and problem, from what msgspec says."""
    match = _AT.match(said)
    what, where = (match[1], match[2] or "") if match else ("", "")
    for begins, tells in _SAYS:
        if what.startswith(begins):
            return f"{where or whole}: {tells(what)}"
    return f"{where or whole}: cannot be read"


def _named(said: str) -> str:
    match = _NAMED.search(said)
    return f" {match[1]}" if match else " of that name"
