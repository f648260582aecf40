"""One value: why it is wanted, and then it is shown for a while, or somebody else is asked to approve it.

The value never stands in a page. A script fetches it, shows it for the seconds that the policy says, and takes it away;
the answer it comes in is kept nowhere. There is no way to ask for two.
"""

from __future__ import annotations

from privet.acts import grant, reveal
from privet.app import Privet
from privet.core import ids
from privet.web.console.answer import Answer, Data, Moved, Page, Route
from privet.web.console.talks import purposes
from privet.web.console.visit import Visit, local


def asked(app: Privet, visit: Visit) -> Answer:
    """The page to ask on. It says nothing of the value, not even whether there is one."""
    token = visit.asked.places["token"]
    ids.read(ids.TOKEN, token)
    back = local(f"/conversations/{visit.asked['from']}", "/conversations")
    said = {
        "id": token, "back": back, "purpose": visit.asked["purpose"],
        "revealing": purposes(app, visit, "reveal"), "asking": purposes(app, visit, "ask"),
    }  # fmt: skip
    return Page("value.html", said)


def shown(app: Privet, visit: Visit) -> Answer:
    """The value, for the page's script alone."""
    said, here = visit.asked, visit.here
    made = reveal.reveal(
        app, visit.tenant, said.places["token"], said["purpose"], said.text("reason"), here.actor, here.factor_age_s
    )
    return Data({"value": made.value.expose(), "seconds": made.seconds})


def granted(app: Privet, visit: Visit) -> Answer:
    """Ask somebody else to approve it."""
    said = visit.asked
    grant.ask(app, visit.tenant, said.places["token"], said["purpose"], said.text("reason"), visit.here.actor)
    return Moved("/requests")


ROUTES = (
    Route("GET", "/values/{token:str}", asked),
    Route("POST", "/values/{token:str}/shown", shown),
    Route("POST", "/values/{token:str}/ask", granted, typed=("reason",)),
)
