"""What a page answers: a page, the way to another one, or data for its script; and the way there, turn by turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from litestar.datastructures import Cookie

from privet.app import Privet
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


Answer = Page | Moved | Data | File | Later | Away | News
Does = Callable[[Privet, Visit], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """An address of the pages. `stranger` says that whoever is not logged in may come; `program`, that a program sends
    it and no form of ours.
    """

    method: str
    path: str
    does: Does
    stranger: bool = False
    program: bool = False
