"""The staff's pages: enrol, log in, their own account, people, conversations in tokens, one value at a time, requests.

Every page is made here and needs no script, but what a browser does with passkeys and what must not stand in a page:
a value that is shown. Whoever asks is known anew at each request (`visit`), in the turn in which the act judges them.
"""

from __future__ import annotations

from typing import Any

from privet.store.tenants import Tenant
from privet.web.console import (
    account,
    changing,
    customer,
    desk,
    detecting,
    enrolment,
    entries,
    files,
    grants,
    keys,
    language,
    llms,
    login,
    noticing,
    overview,
    people,
    policy,
    retracted,
    reviews,
    rights,
    searching,
    settings,
    sign_on,
    sign_out,
    sms,
    subject,
    talks,
    telegram,
    training,
    values,
    whatif,
)
from privet.web.console.rendering import Rendering
from privet.web.console.serving import Pages
from privet.web.signon import SignOn
from privet.web.turns import Turns

PARTS = (
    enrolment, login, account, people, talks, desk, searching, customer, values, files, grants, rights,
    overview, entries, subject, policy, changing, whatif, settings, detecting, keys, retracted, telegram, llms,
    sms, training, reviews, noticing, language,
)  # fmt: skip
PAGES = tuple(one for part in PARTS for one in part.ROUTES)
ROUTES = tuple(dict.fromkeys([*(one.path for one in PAGES), *sign_on.PATHS, *sign_out.PATHS]))
"""The paths that the log names."""

PATHS = tuple(dict.fromkeys("/" + one.split("/")[1] for one in ROUTES))
"""What the paths begin with."""


def console(turns: Turns, tenant: Tenant, sign: SignOn | None = None) -> Any:
    """The pages over an open installation, as an ASGI application; who works there are people of one tenant, who may
    come in by the company's own log-in where there is one (`sign`).
    """
    routes = PAGES if sign is None else (*PAGES, *sign_on.routes(sign), *sign_out.routes(sign))
    named = {one.path for one in routes if one.method == "GET"}
    return Pages(turns, tenant, routes, Rendering(tenant.name, sign_on=sign is not None, pages=named)).asgi()
