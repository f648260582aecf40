"""The company's own log-in is left: whoever logs out here may log out there, and whoever did so there is out here."""

from __future__ import annotations

from privet.app import Privet
from privet.errors import NotProved
from privet.web.console.answer import Answer, Away, Data, Moved, Page, Route
from privet.web.console.login import left
from privet.web.console.visit import Visit
from privet.web.signon import SignOn

TOLD = "/sign-on/logout"
"""Where the provider says that somebody logged out there (its `backchannel_logout_uri`)."""

LEFT = "/sign-on/left"
PATHS = ("/logout/sign-on", LEFT, TOLD)


def routes(sign: SignOn) -> tuple[Route, ...]:
    """The pages, and where the provider speaks to us."""

    def gone(app: Privet, visit: Visit) -> Answer:
        """Where somebody may log out at the company's log-in as well, now that they did here."""
        if visit.entered is not None:
            return Moved("/account")
        return Away(
            lambda: sign.leaving(f"{visit.site.origin}/login"),
            lambda app, to: Page("left.html", {"to": to}) if to else Moved("/login"),
        )

    def told(app: Privet, visit: Visit) -> Answer:
        """The provider says that somebody logged out there: their sessions end here (Back-Channel Logout 1.0)."""

        async def heard() -> Data:
            try:
                await sign.left(visit.tenant, visit.asked.form.get("logout_token", ""))
            except NotProved:
                return Data({"error": "invalid_request"}, 400)
            return Data({})

        return Away(heard, lambda app, said: said)

    def leave(app: Privet, visit: Visit) -> Answer:
        """Log out here, and be offered to log out there."""
        return left(app, visit, LEFT)

    return (
        Route("POST", "/logout/sign-on", leave),
        Route("GET", LEFT, gone, stranger=True),
        Route("POST", TOLD, told, stranger=True, program=True),
    )
