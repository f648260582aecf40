"""Rendering: what a page answers as HTTP. Templates are ours, in the package, and all of them escape.

What stands in them for people to read is marked for translation: `{{ _("Text") }}`, or `{% trans n=count %}` …
`{% pluralize %}` … `{% endtrans %}` where numbers or names stand in it (jinja2's i18n extension).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import jinja2
import msgspec
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Stream

from privet.errors import BadInput, NotFound, PrivetError, TooLarge
from privet.web import guard
from privet.web.console.answer import Data, File, Flow, Moved, Page, Pieces
from privet.web.console.said import filters
from privet.web.console.tongue import NAMES, Catalogue, catalogues, spoken
from privet.web.console.visit import LANGUAGE, Asked, Visit, local, named
from privet.web.console.ways import NONE

NO_STORE = {"cache-control": "no-store"}
FORGET = '"cache", "storage"'
"""What a browser is told to forget when somebody leaves (Clear-Site-Data)."""

SANDBOX = "sandbox; default-src 'none'"
"""What a browser lets a file do that it shows as a page though it is told not to: nothing."""

HEADINGS = {401: "Not logged in", 403: "Not allowed", 404: "Not found", 410: "Not there any more"}
OTHERWISE = "That did not work"


class Rendering:
    """The pages of one company, which may have a log-in of its own (`sign_on`), by the templates of some folders: what
    stands in several is that of the first.
    """

    def __init__(
        self, tenant: str, *, sign_on: bool = False, pages: Collection[str] = (), folders: Sequence[str] = ("console",)
    ) -> None:
        self._said = catalogues()
        languages = {lang: name for lang, name in NAMES.items() if lang in self._said}
        shared = {"sign_on": sign_on, "tenant": tenant, "pages": frozenset(pages), "languages": languages}
        self._templates = {
            lang: environment(said, {**shared, "lang": lang}, folders) for lang, said in self._said.items()
        }

    def page(self, answer: Page, came: Visit) -> Response[Any]:
        """A page for whoever comes."""
        who = came.entered.actor.name if came.entered else ""
        leave = "/logout/sign-on" if came.entered and came.entered.factor == "sso" else "/logout"
        name = answer.part if answer.part and came.asked.headers.get("hx-request") == "true" else answer.name
        lang = self.language(came.asked)
        text = (
            self._templates[lang]
            .get_template(name)
            .render(
                **answer.said,
                who=who,
                leave=leave,
                ways=came.ways,
                token=came.token,
                path=answer.path or came.asked.path,
                here=_here(came.asked, answer.status),
                lapse=came.lapse,
            )
        )
        return Response(
            text, media_type=MediaType.HTML, status_code=answer.status, headers=_headers(lang),
            cookies=[*came.cookies(), *answer.cookies],
        )  # fmt: skip

    def refused(self, request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        """What no page could be made for: the framework's refusals, and what nobody foresaw."""
        status = 0
        if isinstance(error, HTTPException) and error.status_code < 500:
            status = error.status_code
            known: dict[int, PrivetError] = {
                404: NotFound("there is no such page"), 413: TooLarge("the form is longer than any of ours"),
            }  # fmt: skip
            said: PrivetError = known.get(status) or BadInput("this request cannot be answered")
        else:
            said = error if isinstance(error, PrivetError) else guard.told(error)
        return self.unknown(Asked("", "", "", "", request.headers), refusal(said, status))

    def unknown(self, asked: Asked, made: Page) -> Response[Any]:
        """A page of which is not known who asked for it."""
        lang = self.language(asked)
        text = (
            self._templates[lang]
            .get_template(made.name)
            .render(**made.said, who="", leave="", ways=NONE, token="", path="", here="", lapse=None)
        )
        return Response(text, media_type=MediaType.HTML, status_code=made.status, headers=_headers(lang))

    def told(self, error: PrivetError, asked: Asked, *, again: bool) -> Response[bytes]:
        """A refusal for a page's script, which shows what it says."""
        said = self._said[self.language(asked)]
        return data(
            Data({"title": said.say(error.message), "hint": said.say(error.hint), "again": again}, error.status)
        )

    def language(self, asked: Asked) -> str:
        """The language that whoever asks chose on a page of ours, or that their browser names."""
        cookies = asked.cookies
        chosen = cookies.get(named(LANGUAGE, True)) or cookies.get(named(LANGUAGE, False), "")
        return chosen if chosen in self._said else spoken(asked.headers.get("accept-language", ""), self._said)


def environment(
    said: Catalogue, shared: Mapping[str, Any], folders: Sequence[str] = ("console",)
) -> jinja2.Environment:
    """The templates in one language; `shared` is what each of them knows."""
    loaders = [jinja2.PackageLoader("privet.web", f"templates/{folder}") for folder in folders]
    made = jinja2.Environment(
        loader=jinja2.ChoiceLoader(loaders), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    spoken_: Any = made  # the extension gives it a method that its type lacks
    spoken_.install_gettext_translations(said, newstyle=True)
    made.policies["ext.i18n.trimmed"] = True
    made.filters.update(filters(said))
    made.globals |= shared
    return made


def _here(asked: Asked, status: int) -> str:
    """Where a page is, to come back to it in another language; nowhere, where a form was answered or refused."""
    if asked.method != "GET" or status != 200:
        return ""
    query = {name: said for name, said in asked.query.items() if name != "to" or local(said, "")}
    return asked.path + ("?" + urlencode(query) if query else "")


def _headers(lang: str) -> dict[str, str]:
    return {**NO_STORE, "content-language": lang, "vary": "accept-language, cookie"}


def refusal(
    error: PrivetError, status: int = 0, *, again: bool = False, back: str = "", typed: Collection[str] = ()
) -> Page:
    """The page of a refusal. `again` says that a new proof may help, `back` where to go on from there; `typed` is what
    would be lost.
    """
    status = status or error.status
    heading = HEADINGS.get(status, OTHERWISE)
    said = {"error": error, "heading": heading, "again": again, "back": back, "typed": typed}
    return Page("error.html", said, status)


def data(said: Data) -> Response[bytes]:
    """What a page's script asked for."""
    return Response(
        msgspec.json.encode(said.said), media_type="application/json", status_code=said.status, headers=NO_STORE,
        cookies=list(said.cookies),
    )  # fmt: skip


def file(kept: File) -> Response[bytes]:
    """Something to keep; no browser shows it as a page."""
    headers = {"content-disposition": f'attachment; filename="{kept.name}"', **NO_STORE}
    return Response(kept.body, media_type=kept.media, headers=headers)


def pieces(kept: Pieces | Flow, body: AsyncIterator[bytes]) -> Response[Any]:
    """The same, while it is made. Whoever wrote it, a browser that shows it all the same runs nothing of it."""
    headers = {
        "content-disposition": f'attachment; filename="{kept.name}"', "content-security-policy": SANDBOX, **NO_STORE,
    }  # fmt: skip
    return Stream(body, status_code=200, media_type=kept.media, headers=headers)


async def flow(kept: Flow) -> Response[Any]:
    """What another program hands over, once its first piece is there. Raises what kept that from coming."""
    body = kept.begin()
    first = await anext(body, b"")

    async def whole() -> AsyncIterator[bytes]:
        yield first
        async for piece in body:
            yield piece

    return pieces(kept, whole())


def moved(to: Moved) -> Response[bytes]:
    """The way to another page."""
    headers = {"location": to.to, **NO_STORE}
    if to.clear:
        headers["clear-site-data"] = FORGET
    return Response(b"", status_code=303, media_type="text/plain", headers=headers, cookies=list(to.cookies))
