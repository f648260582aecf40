"""Enrol: whoever has a link chooses what proves them. The link's secret comes from behind the `#` of its address, which
a browser keeps to itself; a script puts it into the form below, and without one it can be pasted there.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from litestar.datastructures import Cookie

from privet.acts import enrol, proving, session
from privet.acts.enrol import Enrolled
from privet.acts.invite import Invited
from privet.app import Privet
from privet.core import secret
from privet.core.plain import Plain
from privet.errors import BadInput, NotProved, PrivetError
from privet.web.console.answer import Answer, Later, Moved, Page, Route
from privet.web.console.visit import Visit, replaced

DIFFERENT = "the two passphrases are not the same"


def asked(app: Privet, visit: Visit) -> Answer:
    """The page that a link opens."""
    return Page("link.html", {"error": None})


def offered(app: Privet, visit: Visit) -> Answer:
    """What the link offers."""
    try:
        return offer(app, visit, link_of(visit))
    except NotProved as error:
        return Page("link.html", {"error": error}, error.status)


def by_passkey(app: Privet, visit: Visit) -> Answer:
    """The passkey that the browser made."""
    link, said = link_of(visit), visit.asked
    try:
        done = enrol.with_passkey(
            app, visit.tenant, digest_of(visit, link), said["answer"], visit.site, visit.whence, said["label"]
        )
    except (BadInput, NotProved) as error:
        return offer(app, visit, link, error)
    return welcome(app, visit, done)


def by_codes(app: Privet, visit: Visit) -> Answer:
    """A passphrase, typed twice, and the first code of an authenticator app; the passphrase is hashed in between."""
    link, phrase = link_of(visit), visit.asked.text("phrase")
    digest = digest_of(visit, link)
    enrol.offer(app, visit.tenant, digest, visit.site)  # nothing is hashed for who has no link
    if phrase != visit.asked.text("again"):
        return offer(app, visit, link, BadInput(DIFFERENT, hint="type them once more"))

    def hashed() -> str | PrivetError:
        try:
            return proving.hashed(app, phrase)
        except BadInput as error:
            return error

    def then(app: Privet, made: str | PrivetError) -> Answer:
        if isinstance(made, PrivetError):
            return offer(app, visit, link, made)
        try:
            return welcome(
                app, visit, enrol.with_codes(app, visit.tenant, digest, made, visit.asked["code"], visit.whence)
            )
        except (BadInput, NotProved) as error:
            return offer(app, visit, link, error)

    return Later(hashed, then)


def offer(app: Privet, visit: Visit, link: str, error: PrivetError | None = None) -> Page:
    """The page to enrol on, by a link's secret. Raises NotProved where it is not good."""
    made = enrol.offer(app, visit.tenant, digest_of(visit, link), visit.site)
    address = made.codes.expose()
    typed = parse_qs(urlsplit(address).query)["secret"][0]
    said = {
        "error": error, "link": link, "name": made.name, "roles": made.roles, "passkey": made.passkey,
        "own": owned(visit, made.name),
        "address": address, "typed": " ".join(typed[at : at + 4] for at in range(0, len(typed), 4)),
    }  # fmt: skip
    return Page("enrol.html", said, error.status if error else 200)


def offer_own(app: Privet, visit: Visit, made: Invited) -> Page:
    """The same, of a link just made for whoever asks."""
    return offer(app, visit, made.secret.expose())


def welcome(app: Privet, visit: Visit, done: Enrolled, beside: tuple[Cookie, ...] = ()) -> Answer:
    """Whoever enrolled is logged in, and sees their recovery codes once, where they got any."""
    replaced(app, visit)
    ended = owned(visit, done.session.name) and alone(app, visit, done.session.id)
    cookies = (*visit.opened(done.session), *beside)
    if not done.recovery:
        return Moved(f"/account?done={2 if ended else 1}", cookies)
    return kept_once(done.recovery, cookies)


def alone(app: Privet, visit: Visit, session_id: bytes) -> bool:
    """End every other session of whoever changed what proves them, unless they would keep them; whether it was done."""
    if not visit.asked["others"]:
        return False
    actor = visit.here.actor
    session.end_all(app, visit.tenant, actor.name, actor, but=session_id)
    return True


def owned(visit: Visit, name: str) -> bool:
    """Whether who is logged in is who enrols."""
    return visit.entered is not None and visit.entered.actor.name == name


def kept_once(codes: tuple[Plain, ...], cookies: tuple[Any, ...] = ()) -> Page:
    """Recovery codes, on this page and never again."""
    return Page("recovery-codes.html", {"codes": [one.expose() for one in codes]}, cookies=cookies)


def link_of(visit: Visit) -> str:
    """The secret of the link, also where the whole address was pasted."""
    return visit.asked.form.get("link", "").strip().rpartition("#")[2]


def digest_of(visit: Visit, link: str) -> bytes:
    """Under what a link is kept. Raises NotProved where it is none of this company's."""
    found = secret.read(secret.INVITATION, link)
    if found is None or found[0] != visit.tenant:
        raise NotProved(enrol.WRONG, hint=enrol.HINT)
    return found[1]


ROUTES = (
    Route("GET", "/enrol", asked, stranger=True),
    Route("POST", "/enrol", offered, stranger=True),
    Route("POST", "/enrol/passkey", by_passkey, stranger=True),
    Route("POST", "/enrol/codes", by_codes, stranger=True),
)
