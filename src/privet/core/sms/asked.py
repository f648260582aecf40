"""A request as a provider or an application sends it, what it turned out to say, and what is known to prove one."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote

from privet.core.exchange import Answer, Request
from privet.core.plain import Plain
from privet.errors import BadInput, ChannelError

MOST = 256
"""Parameters of one request."""
TOLERANCE_S = 300
"""How far the time that somebody signed may lie from now."""
FORM, JSON = "application/x-www-form-urlencoded", "application/json"

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """A request as it came. `url` is the public one: the origin that settings name, with the path and the query as they
    came; `type` its media type; `headers` by names in lower case. It may hold anything, so it does not print.
    """

    method: str
    url: str
    type: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def query(self) -> Pairs:
        """The pairs of the address. Raises BadInput."""
        return pairs(self.url.partition("?")[2].encode())

    @property
    def form(self) -> Pairs:
        """The pairs of the body, where it is a form. Raises BadInput."""
        return pairs(self.body) if self.type == FORM else ()

    def said(self) -> dict[str, Any]:
        """What it says by name: its JSON, or its form, or its address where it has no body. Raises BadInput."""
        if self.type != JSON:
            return dict(self.form if self.body else self.query)
        try:
            found = json.loads(self.body.decode("utf-8"))
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise BadInput("the body is not a JSON object in UTF-8")
        return found


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What proves whom: `account` names the company at the provider; `sends` is the provider's secret for what goes
    out, `signs` the one under which it signs what comes in; `own` is the secret that Privet and the company's
    application share: the application proves itself by it, and what is posted to it is signed with it.
    """

    account: str
    sends: Plain
    signs: Plain
    own: Plain


class Part(NamedTuple):
    """Which part of a long message it is that a provider hands on as it came, in parts: `ref` names the message, among
    those of both numbers; `number` counts from 1, `of` is how many there are.
    """

    ref: str
    number: int
    of: int


@dataclass(frozen=True, slots=True, repr=False)
class Came:
    """A message of a customer, or what became of one that was sent (`text` is None). `id` is the provider's own, with
    the state where it tells of one; `ours` and `theirs` are numbers as written; `rest` is what goes on as it is.
    `answered`: the provider has answered STOP, START or HELP by itself; `part`: it is a part of a message.
    """

    id: str
    ours: str
    theirs: str
    text: str | None
    rest: Mapping[str, Any] = field(default_factory=dict)
    answered: bool = False
    part: Part | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """What an application wants sent, in the form `form` of its provider's (a provider may have several)."""

    ours: str
    theirs: str
    text: str
    form: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Written:
    """A request or an answer as it is written: its media type and its bytes; `query` where it stands in the address."""

    type: str
    body: bytes
    query: str = ""


class Provider(Protocol):
    """One provider: one file, these functions, one table of cases in the tests."""

    @property
    def name(self) -> str:
        """What settings call it."""
        ...

    @property
    def schemes(self) -> tuple[str, ...]:
        """How it may sign; the first is what it does unasked."""
        ...

    @property
    def api(self) -> str:
        """Where it takes what is sent."""
        ...

    def proved(self, asked: Asked, keys: Keys, scheme: str, at_s: int) -> str | None:
        """Whether a request is the provider's, at a time (s): None where not; what tells it from every other one of
        its, where its signature says so, else "".
        """
        ...

    def read(self, asked: Asked) -> Sequence[Came | None]:
        """What it says. Raises BadInput for what is no message and no state of one; where it brings several, None
        stands for each that is none.
        """
        ...

    def written(self, came: Came, ours: str, theirs: str, text: str | None) -> Written:
        """The same for the application: `theirs` is an alias, `text` in tokens."""
        ...

    def signed(self, url: str, written: Written, keys: Keys, scheme: str, at_s: int, id: str) -> dict[str, str]:
        """Headers under which the application takes it for the provider's; `id` tells it from every other one."""
        ...

    def order(self, path: str, asked: Asked, keys: Keys) -> Order | None:
        """What an application asks for at a path below Privet's; None where it does not prove itself, or the path is
        none of the provider's. Raises BadInput.
        """
        ...

    def request(self, api: str, order: Order, keys: Keys, status_url: str) -> Request:
        """The request that has the provider send it."""
        ...

    def taken(self, answer: Answer, order: Order) -> str:
        """The provider's id of what it took. Raises ChannelError where it surely did not, ValueError where that is not
        to be known.
        """
        ...

    def told(self, order: Order, id: str, keys: Keys) -> Written:
        """The answer to the application, in the provider's form."""
        ...


def pairs(raw: bytes) -> Pairs:
    """The pairs of a form or of an address, in order (as `urllib.parse.parse_qsl`, in a third of its time). Raises
    BadInput.
    """
    try:
        parts = raw.decode("ascii").split("&")
        if len(parts) > MOST:
            raise BadInput("there are too many parameters", hint=f"at most {MOST}")
        each = [part.partition("=") for part in parts if part]
        return [(_plain(name), _plain(value)) for name, _, value in each]
    except ValueError:  # also what is not UTF-8
        raise BadInput("the parameters cannot be read") from None


def _plain(text: str) -> str:
    """A name or a value as it reads. Raises ValueError for what is not UTF-8."""
    if "+" in text:
        text = text.replace("+", " ")
    return unquote(text, errors="strict") if "%" in text else text


def same(own: str, given: str) -> bool:
    """Whether two texts are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(own.encode("utf-8", "surrogatepass"), given.encode("utf-8", "surrogatepass"))


def basic(user: str, secret: Plain) -> str:
    """The Authorization header of RFC 7617."""
    return "Basic " + base64.b64encode(f"{user}:{secret.expose()}".encode()).decode("ascii")


def text(said: Mapping[str, Any], *names: str) -> str:
    """The first of these that is there, as text; a number as it is written. Raises BadInput where none is."""
    for name in names:
        found = said.get(name)
        if isinstance(found, str) and found:
            return found
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)
    raise BadInput(f"the request has no {names[0]}")


def only(said: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """What of it has these names and is a text or a number: nothing that Privet does not know goes on."""
    return {name: one for name, one in said.items() if name in names and isinstance(one, str | int | float)}


def refuse_others(said: Mapping[str, Any], names: frozenset[str]) -> None:
    """Raise BadInput where an application asks for something that Privet would have to leave out."""
    for name in said:
        if name not in names:
            raise BadInput("a parameter that Privet does not pass on", hint=f"it passes on: {', '.join(sorted(names))}")


def international(number: str) -> str:
    """A number as providers write it without "+" in E.164; what is no number stays as it is."""
    return f"+{number}" if number.isascii() and number.isdecimal() and len(number) > 6 else number


def refused(answer: Answer) -> None:
    """Raise where an answer says that nothing was sent (ChannelError), or not whether (ValueError)."""
    if answer.status in (429, 503):
        raise ChannelError("the provider asks to come again", retry=True)
    if 300 <= answer.status < 500:
        raise ChannelError("the provider refused the message", retry=False)
    if not 200 <= answer.status < 300:
        raise ValueError("the provider failed")


def object_of(answer: Answer) -> dict[str, Any]:
    """The JSON object of an answer. Raises ValueError."""
    found = json.loads(answer.body)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def dumped(said: object) -> bytes:
    """`said` as JSON."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
