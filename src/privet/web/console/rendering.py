"""Rendering: what a page answers as HTTP. Templates are ours, in the package, and all of them escape.

What stands in them for people to read is marked for translation: `{{ _("Text") }}`, or `{% trans n=count %}` …
`{% pluralize %}` … `{% endtrans %}` where numbers or names stand in it (jinja2's i18n extension).
"""

from __future__ import annotations

import gettext
from collections.abc import Collection, Mapping
from typing import Any

import jinja2
import msgspec
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException

from privet.errors import BadInput, NotFound, PrivetError, TooLarge
from privet.web import guard
from privet.web.console.answer import Data, File, Moved, Page
from privet.web.console.said import FILTERS
from privet.web.console.tongue import catalogues, spoken
from privet.web.console.visit import Visit
from privet.web.console.ways import NONE

NO_STORE = {"cache-control": "no-store"}
FORGET = '"cache", "storage"'
"""What a browser is told to forget when somebody leaves (Clear-Site-Data)."""

HEADINGS = {401: "Not logged in", 403: "Not allowed", 404: "Not found", 410: "Not there any more"}


class Rendering:
    """The pages of one company, which may have a log-in of its own (`sign_on`)."""

    def __init__(self, tenant: str, *, sign_on: bool = False, pages: Collection[str] = ()) -> None:
        shared = {"sign_on": sign_on, "tenant": tenant, "pages": frozenset(pages)}
        self._templates = {lang: environment(said, {**shared, "lang": lang}) for lang, said in catalogues().items()}

    def page(self, answer: Page, came: Visit) -> Response[Any]:
        """A page for whoever comes."""
        who = came.entered.actor.name if came.entered else ""
        leave = "/logout/sign-on" if came.entered and came.entered.factor == "sso" else "/logout"
        name = answer.part if answer.part and came.asked.headers.get("hx-request") == "true" else answer.name
        lang = spoken(came.asked.headers.get("accept-language", ""), self._templates)
        text = (
            self._templates[lang]
            .get_template(name)
            .render(
                **answer.said,
                who=who,
                leave=leave,
                ways=came.ways,
                token=came.token,
                path=came.asked.path,
                lapse=came.lapse,
            )
        )
        return Response(
            text, media_type=MediaType.HTML, status_code=answer.status, headers=NO_STORE,
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
        made = refusal(said, status)
        lang = spoken(request.headers.get("accept-language", ""), self._templates)
        text = (
            self._templates[lang]
            .get_template(made.name)
            .render(**made.said, who="", leave="", ways=NONE, token="", path="", lapse=None)
        )
        return Response(text, media_type=MediaType.HTML, status_code=made.status, headers=NO_STORE)


def environment(said: gettext.NullTranslations, shared: Mapping[str, Any]) -> jinja2.Environment:
    """The templates in one language; `shared` is what each of them knows."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("privet.web", "templates/console"), autoescape=True, trim_blocks=True,
        lstrip_blocks=True, undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    spoken_: Any = made  # the extension gives it a method that its type lacks
    spoken_.install_gettext_translations(said, newstyle=True)
    made.policies["ext.i18n.trimmed"] = True
    made.filters.update(FILTERS)
    made.globals |= shared
    return made


def refusal(error: PrivetError, status: int = 0, *, again: bool = False, back: str = "") -> Page:
    """The page of a refusal. `again` says that a new proof may help, and `back` where to go on from there."""
    status = status or error.status
    heading = HEADINGS.get(status, "That did not work")
    return Page("error.html", {"error": error, "heading": heading, "again": again, "back": back}, status)


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


def moved(to: Moved) -> Response[bytes]:
    """The way to another page."""
    headers = {"location": to.to, **NO_STORE}
    if to.clear:
        headers["clear-site-data"] = FORGET
    return Response(b"", status_code=303, media_type="text/plain", headers=headers, cookies=list(to.cookies))
