"""Settings: the channels and whether their other side answers, and how long what is kept; what may be changed is
changed where it says.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from privet.acts import check, failing, foresee, weigh
from privet.acts.check import Link
from privet.acts.failing import Failing
from privet.app import Privet
from privet.config import Outgoing
from privet.core.exchange import Exchange, Request
from privet.core.failing import MODES
from privet.core.kinds import KINDS
from privet.errors import PrivetError
from privet.plugins.client import Client
from privet.web.console import clock, holding
from privet.web.console.answer import Answer, Away, Moved, Page, Route
from privet.web.console.visit import Visit

HERE = "/settings"

Rest = tuple[list[Failing], tuple[int, int | None]]
"""What becomes of messages that cannot be looked through, and how many wait since when."""

WHAT = {
    "webchat": "Chat on the company’s web site", "webhook": "Webhook of another program", "channel": "Channel",
    "upstream": "Program that values may be passed on to", "hook": "Program that is told of events",
    "log-in": "The company’s own log-in",
}  # fmt: skip
"""What a link is, as people read it."""


def shown(app: Privet, visit: Visit) -> Answer:
    """Every way in and out: what came and went lately, what could not be sent."""
    return _page(check.links(app, visit.tenant, visit.here.actor), {}, _failing(app, visit))


def _failing(app: Privet, visit: Visit) -> Rest:
    here = visit.here.actor
    return failing.all_(app, visit.tenant, here), failing.waiting(app, visit.tenant, here)


def _page(links: Sequence[Link], said: Mapping[str, tuple[bool, str]], rest: Rest) -> Page:
    about = {"what": WHAT, "modes": MODES, "failing": rest[0], "waiting": rest[1]}
    return Page("settings.html", {"links": links, "said": said, **about})


def set_failing(app: Privet, visit: Visit) -> Answer:
    """What becomes of messages of a channel that cannot be looked through."""
    said, here = visit.asked, visit.here
    failing.set_(app, visit.tenant, said["channel"], said["mode"], said.text("reason"), here.actor, here.factor_age_s)
    return Moved(HERE)


def checked(app: Privet, visit: Visit) -> Answer:
    """The same, with what the other side of each says now. Nothing is sent there but a request for nothing (HEAD)."""
    links = check.links(app, visit.tenant, visit.here.actor)
    rest = _failing(app, visit)
    leads = {one.leads for one in links if one.leads}
    return Away(
        partial(reached, app.config.outgoing, leads),
        lambda app, said: _page(links, said, rest),
    )


async def reached(outgoing: Outgoing, leads: Iterable[str]) -> dict[str, tuple[bool, str]]:
    """For each origin whether it answers, and how long that took or why it did not."""
    client = Client(outgoing.networks, outgoing.ca, outgoing.timeout_seconds)
    try:
        several = sorted(leads)
        return dict(zip(several, await asyncio.gather(*(_reached(client, one) for one in several)), strict=True))
    finally:
        await client.close()


async def _reached(client: Exchange, lead: str) -> tuple[bool, str]:
    """Any answer is one: what lies at its root is the other side's affair."""
    began = time.monotonic()
    try:
        answer = await client.ask(Request("HEAD", f"{lead}/", {}), 0)
    except PrivetError as error:
        return False, error.message
    return True, f"answers ({answer.status}) in {round((time.monotonic() - began) * 1000)} ms"


def kept(app: Privet, visit: Visit) -> Answer:
    """How long what is kept, and what becomes of each kind. It is changed as a rule is: proposed, and adopted."""
    version, _, policy = weigh.in_force(app, visit.tenant, visit.here.actor)
    kinds = [(kind, *policy.kind(kind.name)) for kind in KINDS.values()]
    soon = foresee.soon(app, visit.tenant, visit.here.actor)
    said = {
        "version": version, "classes": policy.classes, "kinds": kinds, "showing": policy.terms.showing, "soon": soon,
        "laws": foresee.against(app, visit.tenant, visit.here.actor),
    }  # fmt: skip
    return Page("settings-retention.html", said)


ROUTES = (
    Route("GET", HERE, shown),
    Route("POST", "/settings/check", checked),
    Route("POST", "/settings/failing", set_failing),
    *clock.ROUTES,
    *holding.ROUTES,
    Route("GET", "/settings/retention", kept),
)
