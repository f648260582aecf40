"""The language of the pages, as whoever reads them chose it: a cookie of ours, which needs no account and no script."""

from __future__ import annotations

import re

from litestar.datastructures import Cookie

from privet.app import Privet
from privet.errors import BadInput
from privet.web.console.answer import Answer, Moved, Route
from privet.web.console.tongue import NAMES
from privet.web.console.visit import LANGUAGE, Visit, named

YEAR_S = 365 * 86_400

_BACK = re.compile(r"(?:/[A-Za-z0-9_.-]{1,100}){1,6}(?:\?[A-Za-z0-9_.=&%+-]{0,400})?")
"""An address of ours to go back to. It begins with one stroke, so it is of no other host."""


def chosen(app: Privet, visit: Visit) -> Answer:
    """From here on every page is in that language."""
    name, to = visit.asked["language"], visit.asked["to"]
    if name not in NAMES:
        raise BadInput("there is no such language", hint="choose one of those that the page offers")
    cookie = Cookie(
        named(LANGUAGE, visit.secure), value=name, path="/", max_age=YEAR_S, secure=visit.secure, httponly=True,
        samesite="lax",
    )  # fmt: skip
    return Moved(to if _BACK.fullmatch(to) else "/login", (cookie,))


ROUTES = (Route("POST", "/language", chosen, stranger=True),)
