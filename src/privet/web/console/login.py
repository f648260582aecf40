"""Log in, prove it again, log out. A passkey first; passphrase and code, or a recovery code, where there is none."""

from __future__ import annotations

from privet.acts import login, proving, session
from privet.acts.session import SESSION, Entered, Opened
from privet.app import Privet
from privet.core import ids
from privet.errors import BadInput, NotProved, PrivetError
from privet.web.console import enrolment
from privet.web.console.answer import Answer, Data, Later, Moved, Page, Route
from privet.web.console.visit import Visit, local, next_token, replaced

HOME = "/start"


def asked(app: Privet, visit: Visit) -> Answer:
    """The page to log in on. Whoever followed a link of another site comes without the cookie of their session: a page
    of ours goes on from there, and then they bring it.
    """
    if visit.entered is None and visit.asked.headers.get("sec-fetch-site") == "cross-site":
        return Page("knock.html", {"to": _to(visit)})
    return _page(visit) if visit.entered is None else Moved(_to(visit))


def proving_asked(app: Privet, visit: Visit) -> Answer:
    """The page to prove it again on."""
    return _page(visit, of=visit.here)


def challenged(app: Privet, visit: Visit) -> Answer:
    """What the script asks the browser for a passkey with; in a session, to prove it again there."""
    of = visit.here if visit.asked.path == "/prove/challenge" else None
    return Data({"passkey": login.ask_passkey(app, visit.tenant, visit.site, of)})


def by_passkey(app: Privet, visit: Visit, of: Entered | None = None) -> Answer:
    """The browser's answer."""
    try:
        made = login.by_passkey(app, visit.tenant, visit.asked["answer"], visit.site, visit.whence, of)
    except (BadInput, NotProved) as error:
        return _page(visit, error, of)
    return _opened(app, visit, made, of)


def by_codes(app: Privet, visit: Visit, of: Entered | None = None) -> Answer:
    """Passphrase and code. Whoever failed too often is refused before anything is hashed."""
    name = of.actor.name if of else visit.asked["name"].strip()
    try:
        attempt = proving.begin(app, visit.tenant, name, visit.whence.address)
    except NotProved as error:
        return _page(visit, error, of)

    def then(app: Privet, right: bool) -> Answer:
        try:
            made = login.by_codes(app, visit.tenant, attempt, right, visit.asked["code"], visit.whence, of)
        except NotProved as error:
            return _page(visit, error, of)
        return _opened(app, visit, made, of)

    return Later(lambda: proving.matches(attempt, visit.asked.text("phrase")), then)


def proved_by_passkey(app: Privet, visit: Visit) -> Answer:
    """The same, in the session there is."""
    return by_passkey(app, visit, visit.here)


def proved_by_codes(app: Privet, visit: Visit) -> Answer:
    """The same, in the session there is."""
    return by_codes(app, visit, visit.here)


def recovery_asked(app: Privet, visit: Visit) -> Answer:
    """The page for who lost what proves them."""
    return Page("recovery.html", {"error": None})


def recovered(app: Privet, visit: Visit) -> Answer:
    """A recovery code lets somebody enrol anew, and nothing else."""
    try:
        made = login.recover(app, visit.tenant, visit.asked["name"].strip(), visit.asked.text("code"), visit.whence)
    except NotProved as error:
        return Page("recovery.html", {"error": error}, error.status)
    return enrolment.offer_own(app, visit, made)


def left(app: Privet, visit: Visit, to: str = "/login") -> Moved:
    """Log out: the session ends, and the browser forgets its pages."""
    session.end(app, visit.tenant, ids.shown(SESSION, visit.here.session), visit.here.actor)
    return Moved(to, visit.left(), clear=True)


def _page(visit: Visit, error: PrivetError | None = None, of: Entered | None = None) -> Page:
    status = error.status if error else 200
    said = {"error": error, "to": _to(visit), "name": visit.asked.form.get("name", "").strip()[:40]}
    return Page("prove.html" if of else "login.html", said, status)


def _opened(app: Privet, visit: Visit, made: Opened, of: Entered | None) -> Answer:
    """On to where they wanted to go; a script that asked within a page goes on there."""
    if of is None:
        replaced(app, visit)
    cookies = visit.opened(made)
    if "application/json" in visit.asked.headers.get("accept", ""):
        return Data({"form": next_token(made)}, cookies=cookies)
    return Moved(_to(visit), cookies)


def _to(visit: Visit) -> str:
    return local(visit.asked["to"], HOME)


ROUTES = (
    Route("GET", "/login", asked, stranger=True),
    Route("POST", "/login", by_codes, stranger=True),
    Route("POST", "/login/challenge", challenged, stranger=True),
    Route("POST", "/login/passkey", by_passkey, stranger=True),
    Route("GET", "/login/recovery", recovery_asked, stranger=True),
    Route("POST", "/login/recovery", recovered, stranger=True),
    Route("GET", "/prove", proving_asked),
    Route("POST", "/prove", proved_by_codes),
    Route("POST", "/prove/challenge", challenged),
    Route("POST", "/prove/passkey", proved_by_passkey),
    Route("POST", "/logout", left),
)
