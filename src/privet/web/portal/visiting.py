"""A visit to one's own page: come in by a link, see the page, prove to be there, leave.

To look at the page that a link opens uses nothing up: its secret stands behind the `#`, and only the button sends it.
"""

from __future__ import annotations

from litestar.datastructures import Cookie

from privet.acts import mine, portal
from privet.acts.portal import Came, Opened
from privet.app import Privet
from privet.core import secret
from privet.core.consent import BASES
from privet.core.portal import FIELD, PATH
from privet.errors import BadInput, NotProved, PrivetError
from privet.web.console.answer import Answer, Data, Moved, Page, Route
from privet.web.console.tongue import NAMES, catalogues, spoken
from privet.web.console.visit import LANGUAGE, Visit, named

COOKIE = "privet-my"
PROVE = f"{PATH}/prove"


def shown(app: Privet, visit: Visit) -> Answer:
    """The page of whoever is here; for everybody else the one that a link opens."""
    came = found(app, visit)
    if came is None:
        return _knock(None)
    made = mine.mine(app, visit.tenant, came, tongue(visit))
    return Page("my.html", {"came": came, "made": made, "done": visit.asked["done"], "bases": BASES})


def entered(app: Privet, visit: Visit) -> Answer:
    """The button was pressed: the link is used up."""
    given = visit.asked.form.get("link", "").strip().rpartition("#")[2].removeprefix(f"{FIELD}=")
    read = secret.read(secret.LINK, given)
    try:
        if read is None or read[0] != visit.tenant:
            raise NotProved(portal.WRONG, hint=portal.HINT)
        made = portal.enter(app, visit.tenant, read[1])
    except PrivetError as error:
        return _knock(error)
    return Moved(PATH, kept(visit, made))


def left(app: Privet, visit: Visit) -> Answer:
    """The visit is over."""
    came = found(app, visit)
    if came is not None:
        portal.leave(app, visit.tenant, came)
    return Moved(PATH, (_cookie(visit, "", 0),), clear=True)


def offered(app: Privet, visit: Visit) -> Answer:
    """A code is sent, or their passkey is asked for."""
    came = here(app, visit)
    try:
        portal.offer(app, visit.tenant, came)
    except PrivetError as error:
        return _proof(came, error)
    return Moved(PROVE)


def proving(app: Privet, visit: Visit) -> Answer:
    """Where they type the code, or use their passkey."""
    came = found(app, visit)
    return Moved(PATH) if came is None else _proof(came, None)


def proved(app: Privet, visit: Visit) -> Answer:
    """They typed the code, or their passkey answered; the visit has a new secret from here on."""
    came, answer = here(app, visit), visit.asked["answer"]
    try:
        if answer:
            made = portal.recognised(app, visit.tenant, came, answer, visit.site, visit.whence.address)
        else:
            made = portal.prove(app, visit.tenant, came, visit.asked.text("code"))
    except (BadInput, NotProved) as error:
        return _proof(came, error)
    return Moved(f"{PATH}?done=proved", kept(visit, made))


def challenged(app: Privet, visit: Visit) -> Answer:
    """What the script asks their browser for a passkey with."""
    return Data({"passkey": portal.challenge(app, visit.tenant, here(app, visit), visit.site)})


def here(app: Privet, visit: Visit) -> Came:
    """Who is here. Raises NotProved where nobody is."""
    came = found(app, visit)
    if came is None:
        raise NotProved(portal.OVER, hint=portal.HINT)
    return came


def found(app: Privet, visit: Visit) -> Came | None:
    """Who is here, if anybody is."""
    read = secret.read(secret.VISIT, visit.asked.cookies.get(named(COOKIE, visit.secure), ""))
    if read is None or read[0] != visit.tenant:
        return None
    try:
        return portal.here(app, visit.tenant, read[1])
    except NotProved:
        return None


def kept(visit: Visit, made: Opened) -> tuple[Cookie, ...]:
    """What the browser of whoever came in, or proved themselves, is given: always a new secret."""
    return (_cookie(visit, made.secret.expose(), made.seconds),)


def tongue(visit: Visit) -> str:
    """The language in which they read the page."""
    there, cookies = [one for one in NAMES if one in catalogues()], visit.asked.cookies
    chosen = cookies.get(named(LANGUAGE, True)) or cookies.get(named(LANGUAGE, False), "")
    return chosen if chosen in there else spoken(visit.asked.headers.get("accept-language", ""), there)


def _knock(error: PrivetError | None) -> Page:
    return Page("my-link.html", {"error": error}, error.status if error else 200)


def _proof(came: Came, error: PrivetError | None) -> Page:
    return Page("my-prove.html", {"error": error, "came": came}, error.status if error else 200)


def _cookie(visit: Visit, value: str, seconds: int) -> Cookie:
    return Cookie(
        named(COOKIE, visit.secure), value=value, path="/", max_age=seconds, secure=visit.secure, httponly=True,
        samesite="strict",
    )  # fmt: skip


ROUTES = (
    Route("GET", PATH, shown, stranger=True),
    Route("POST", f"{PATH}/enter", entered, stranger=True),
    Route("POST", f"{PATH}/leave", left, stranger=True),
    Route("GET", PROVE, proving, stranger=True),
    Route("POST", PROVE, offered, stranger=True),
    Route("POST", f"{PROVE}/said", proved, stranger=True),
    Route("POST", f"{PROVE}/challenge", challenged, stranger=True),
)
