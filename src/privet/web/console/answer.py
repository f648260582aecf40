"""What a page answers: a page, the way to another one, or data for its script; and the way there, turn by turn."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from litestar.datastructures import Cookie

from privet.app import Privet
from privet.errors import PrivetError
from privet.store.looks import LookRow
from privet.web.console.visit import Visit


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be rendered: the template's name, what it says, and cookies that go with it.

    A page of which a part is loaded by itself has that part in a template of its own (`part`), which the whole
    includes. To a request by htmx (`HX-Request: true`) the part alone is answered, with the same `said`; to any other,
    the whole. So each address works without a script too.
    """

    name: str
    said: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    cookies: tuple[Cookie, ...] = ()
    part: str = ""
    path: str = ""
    """Its address, where that is not the one that was asked for."""
    looked: LookRow | None = None
    """What whoever asks has seen by it, to be written once it is sent."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Go on there (303): what was sent is done, and is not sent again when the page is loaded anew."""

    to: str
    cookies: tuple[Cookie, ...] = ()
    clear: bool = False
    """Whether the browser is to forget what it keeps of these pages."""


@dataclass(frozen=True, slots=True)
class Data:
    """What a page's script asked for, as JSON; it is kept nowhere on the way."""

    said: Mapping[str, Any]
    status: int = 200
    cookies: tuple[Cookie, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """Something to keep, under a name that says nothing of anybody."""

    body: bytes
    name: str
    media: str


More = Callable[[Privet, Visit], "Piece"]


class Piece(NamedTuple):
    """A piece of a file, and what makes the next one; None at the end."""

    body: bytes
    more: More | None


@dataclass(frozen=True, slots=True)
class Pieces:
    """Something to keep that is made while it is sent, each piece in a turn of its own and for whoever is still logged
    in and may have it: it has no bound, and where something fails it breaks off, which browsers say.
    """

    first: Piece
    name: str
    media: str


@dataclass(frozen=True, slots=True)
class Flow:
    """Something to keep that another program hands over while it is sent; where nothing of it comes, what `failed`
    says is shown. What breaks off later does not end as what is whole.
    """

    begin: Callable[[], AsyncIterator[bytes]]
    name: str
    media: str
    failed: Callable[[Privet], PrivetError]


@dataclass(frozen=True, slots=True)
class Later:
    """Something slow first, on a thread beside the installation's; with what it gave, on in a turn."""

    slow: Callable[[], Any]
    then: Callable[[Privet, Any], Answer]


@dataclass(frozen=True, slots=True)
class Away:
    """Something that waits for another program first, on the event loop; with what it gave, on in a turn."""

    wait: Callable[[], Awaitable[Any]]
    then: Callable[[Privet, Any], Answer]


@dataclass(frozen=True, slots=True)
class News:
    """The page stays open for news (server-sent events): that something came, never what."""


Answer = Page | Moved | Data | File | Pieces | Flow | Later | Away | News
Does = Callable[[Privet, Visit], Answer]
Again = Callable[[Privet, Visit, PrivetError], Page]


@dataclass(frozen=True, slots=True)
class Route:
    """An address of the pages. `stranger` says that whoever is not logged in may come; `program`, that a program sends
    it and no form of ours. What was `typed` into fields of these names is not lost where it is refused or fails: the
    page that has the form comes `again` with it and with what was wrong; where that page cannot be shown, what was
    typed stands below the refusal.
    """

    method: str
    path: str
    does: Does
    stranger: bool = False
    program: bool = False
    typed: tuple[str, ...] = ()
    again: Again | None = None


def refilled(page: Page, error: PrivetError, **said: Any) -> Page:
    """A page once more, with what was typed and what was wrong. What was typed wrong is 422, not 400: the request could
    be read (RFC 9110 §15.5.21).
    """
    status = 422 if error.status == 400 else error.status
    return replace(page, said={**page.said, "wrong": error, **said}, status=status)
