"""Writes docs/reference/pages.md from the staff's pages: `python docs/make_pages.py` (a test holds it up to date)."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

from privet.web.console import PARTS as SHOWN
from privet.web.console import sign_on, sign_out
from privet.web.console.answer import Route

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/reference/pages.md"
NOBODYS: Any = None
PARTS = (*SHOWN, sign_on, sign_out)

HEAD = """# Pages

<!-- Made by docs/make_pages.py from src/privet/web/console; change the docstrings there, not this page. -->

What people open in a browser, beside the open page at `/` and the API's at `/docs`. [How to work with
them](../howto/work-on-the-pages.md).

Every page needs a session but those marked *anybody*, which ask for a proof of who somebody is. A `POST` is a form:
it is refused unless the browser says that it comes from our own page (`Sec-Fetch-Site`, or `Origin` where a browser
is older), and carries the token of its session, which is another after each log-in and proof. What somebody may do
there is decided by the [rules](rules.md), as everywhere. Nothing on them is kept by the browser (`no-store`),
nothing is loaded from elsewhere, no script runs but `console.js`, `live.js` and htmx, and no frame holds them; the
headers are those of every answer.

Cookies: `privet` (the session; ends with it), `privet-device` (a browser that was here before; a year),
`privet-form` (a visitor who is not logged in yet; while the browser is open), `privet-away` (on the way to the
company's log-in and back; ten minutes, `SameSite=Lax`), `privet-language` (the language that somebody chose; a year,
`SameSite=Lax`). Over TLS each is called `__Host-…` and is `Secure`. All are `HttpOnly`, and but for the last two
`SameSite=Strict`.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for part in PARTS:
        said = (inspect.getdoc(part) or "").partition(":")[0].partition(".")[0]
        parts += [f"## {said}", "", "| | address | who | |", "|---|---|---|---|"]
        parts += [_row(one) for one in (part.routes(NOBODYS) if part in (sign_on, sign_out) else part.ROUTES)]
        parts.append("")
    return "\n".join(parts)


def _row(one: Route) -> str:
    said = " ".join((inspect.getdoc(one.does) or "").split())
    path = one.path.replace(":str", "")
    who = "a program" if one.program else "anybody" if one.stranger else "in a session"
    return f"| {one.method} | `{path}` | {who} | {said} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
