"""The company's own log-in: a browser is sent there with a cookie that it alone has, and comes back with a code.

It comes back from another site, so without the cookie of its session; the page it lands on goes on to one of ours.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass

from litestar.datastructures import Cookie

from privet.acts import enrol, login, sso
from privet.app import Privet
from privet.errors import NotProved
from privet.web.console import enrolment
from privet.web.console.answer import Answer, Away, Does, Moved, Page, Route
from privet.web.console.visit import AWAY, Visit, named, replaced
from privet.web.signon import SignOn

AWAY_S = 600
USES = {"login": sso.LOG_IN, "enrol": sso.ENROL, "again": sso.AGAIN}
NOWHERE = "this browser was not sent there, or too long ago"
BACK = "/sign-on"
PATHS = ("/login/sign-on", "/prove/sign-on", "/enrol/sign-on", BACK, "/sign-on/done")

_KEPT = re.compile(r"(login|enrol|again):([A-Za-z0-9_-]{43}):((?:pri_[A-Za-z0-9_-]{1,60})?)")


@dataclass(frozen=True, slots=True)
class Gone:
    """What a browser keeps while it is there: what for, what is its alone, and the link's secret where it enrols."""

    use: str
    bound: str
    link: str

    def cookie(self, visit: Visit) -> Cookie:
        """As it keeps it. A browser that is sent back from another site brings only what is `Lax`."""
        return Cookie(
            named(AWAY, visit.secure), value=f"{self.use}:{self.bound}:{self.link}", path="/", max_age=AWAY_S,
            secure=visit.secure, httponly=True, samesite="lax",
        )  # fmt: skip


def routes(sign: SignOn) -> tuple[Route, ...]:
    """The pages of a company's log-in."""

    def away(use: str) -> Does:
        def does(app: Privet, visit: Visit) -> Answer:
            """The way to the company's log-in."""
            link = enrolment.link_of(visit) if use == "enrol" else ""
            if link:
                enrol.offer(app, visit.tenant, enrolment.digest_of(visit, link), visit.site)
            gone = Gone(use, base64.urlsafe_b64encode(app.chance(32)).decode("ascii").rstrip("="), link)
            return Away(
                lambda: sign.away(visit.tenant, USES[use], gone.bound),
                lambda app, to: Page("away.html", {"to": to}, cookies=(gone.cookie(visit),)),
            )

        return does

    def done(app: Privet, visit: Visit) -> Answer:
        """What the browser that was sent there came back with."""
        kept = _KEPT.fullmatch(visit.asked.cookies.get(named(AWAY, visit.secure), ""))
        if kept is None or visit.asked["error"]:
            raise NotProved(NOWHERE, hint="log in once more")
        gone = Gone(*kept.groups())
        said = visit.asked
        return Away(
            lambda: sign.back(
                visit.tenant, USES[gone.use], gone.bound, said["state"], said["code"], visit.whence.address
            ),
            _then(visit, gone),
        )

    return (
        Route("POST", "/login/sign-on", away("login"), stranger=True),
        Route("POST", "/prove/sign-on", away("again")),
        Route("POST", "/enrol/sign-on", away("enrol"), stranger=True),
        Route("GET", BACK, came, stranger=True),
        Route("GET", "/sign-on/done", done, stranger=True),
    )


def came(app: Privet, visit: Visit) -> Answer:
    """Where the provider sends a browser back to: on to a page of ours, which then gets all its cookies."""
    kept = {name: visit.asked.query.get(name, "") for name in ("state", "code", "error")}
    return Page("came.html", {"kept": kept})


def _then(visit: Visit, gone: Gone) -> Callable[[Privet, bytes], Answer]:
    def then(app: Privet, who: bytes) -> Answer:
        if gone.use == "enrol":
            found = enrolment.digest_of(visit, gone.link)
            done = enrol.with_sso(app, visit.tenant, found, who, visit.whence)
            return enrolment.welcome(app, visit, done, (_back(visit),))
        of = visit.here if gone.use == "again" else None
        opened = login.by_sso(app, visit.tenant, who, visit.whence, of)
        if of is None:
            replaced(app, visit)
        return Moved("/account", (*visit.opened(opened), _back(visit)))

    return then


def _back(visit: Visit) -> Cookie:
    """What takes the cookie of who is back away."""
    return Cookie(named(AWAY, visit.secure), value="", path="/", max_age=0, secure=visit.secure, httponly=True,
                  samesite="lax")  # fmt: skip
