"""What customers decide on their own page: messages, purposes, what they ask for, all of it in a file, or gone."""

from __future__ import annotations

from privet.acts import mine
from privet.app import Privet
from privet.core import dossier
from privet.core.plain import Plain
from privet.core.portal import PATH
from privet.errors import BadInput, NotProved
from privet.plugins import age
from privet.web.console.answer import Answer, File, Later, Moved, Route
from privet.web.console.visit import Visit
from privet.web.portal.visiting import found, here, tongue

FORMS = {
    "page": (dossier.as_html, "what-is-held.html", "text/html; charset=utf-8"),
    "data": (dossier.as_json, "what-is-held.json", "application/json"),
}
"""What all that is held can be had as."""

SHORTEST = 12


def messages(app: Privet, visit: Visit) -> Answer:
    """Messages are wanted, or not."""
    mine.hear(app, visit.tenant, here(app, visit), wanted=visit.asked["do"] == "start")
    return Moved(f"{PATH}?done=messages")


def purpose(app: Privet, visit: Visit) -> Answer:
    """They agree to a purpose, take it back, or object."""
    said = visit.asked
    mine.choose(app, visit.tenant, here(app, visit), said["of"], tongue(visit), agree=said["do"] == "agree")
    return Moved(f"{PATH}?done=purpose")


def timer(app: Privet, visit: Visit) -> Answer:
    """What they write destroys itself after a time, or does not."""
    mine.fade(app, visit.tenant, here(app, visit), visit.asked["after"])
    return Moved(f"{PATH}?done=timer")


def asked(app: Privet, visit: Visit) -> Answer:
    """They ask for a correction, or that what is held is only kept."""
    words = visit.asked["words"].strip()
    if visit.asked["right"] == "correction" and not words:
        raise BadInput("what is to be corrected is not said", hint="write what is wrong, and how it is right")
    mine.ask(app, visit.tenant, here(app, visit), visit.asked["right"], Plain(words) if words else mine.WHY)
    return Moved(f"{PATH}?done=asked")


def taken(app: Privet, visit: Visit) -> Answer:
    """All that is held, in a file, sealed by a passphrase where they type one."""
    form, phrase = visit.asked["as"], visit.asked.text("phrase")
    if form not in FORMS:
        raise BadInput("there is no such file", hint="choose one of those on the page")
    if phrase.expose() and len(phrase.expose()) < SHORTEST:
        raise BadInput(f"a passphrase has at least {SHORTEST} characters", hint="several words are easy to keep")
    made, (write, name, media) = mine.take(app, visit.tenant, here(app, visit)), FORMS[form]

    def written() -> File:
        data = write(made)
        if not phrase.expose():
            return File(data, name, media)
        return File(age.by_passphrase(data, phrase), f"{name}.age", "application/octet-stream")

    return Later(written, lambda app, file: file)


def erased(app: Privet, visit: Visit) -> Answer:
    """All of it is to go."""
    if visit.asked["sure"] != "yes":
        raise BadInput("nothing was erased", hint="tick the box that says that you are sure")
    gone = mine.erase(app, visit.tenant, here(app, visit))
    return Moved(f"{PATH}?done={'erased' if gone else 'asked'}")


def cleared(app: Privet, visit: Visit) -> Answer:
    """What they wrote is to go from the chat itself too."""
    mine.clear(app, visit.tenant, here(app, visit))
    return Moved(f"{PATH}?done=cleared")


def certificate(app: Privet, visit: Visit) -> Answer:
    """The signed certificate that they were erased."""
    came = found(app, visit)
    if came is None:
        return Moved(PATH)
    if not came.erased:
        raise NotProved("nothing was erased", hint="the page says what is held")
    text = mine.certificate(app, visit.tenant, came)
    return File(text.encode("utf-8"), "erasure.txt", "text/plain; charset=utf-8")


def receipt(app: Privet, visit: Visit) -> Answer:
    """The signed receipt of what they agreed to."""
    came = found(app, visit)
    if came is None:
        return Moved(PATH)
    text = mine.receipt_of(app, visit.tenant, came, visit.asked.places["consent"])
    return File(text.encode("utf-8"), "consent-receipt.txt", "text/plain; charset=utf-8")


ROUTES = (
    Route("POST", f"{PATH}/messages", messages, stranger=True),
    Route("POST", f"{PATH}/purposes", purpose, stranger=True),
    Route("POST", f"{PATH}/timer", timer, stranger=True),
    Route("POST", f"{PATH}/requests", asked, stranger=True),
    Route("POST", f"{PATH}/take", taken, stranger=True),
    Route("POST", f"{PATH}/erase", erased, stranger=True),
    Route("POST", f"{PATH}/clear", cleared, stranger=True),
    Route("GET", f"{PATH}/certificate", certificate, stranger=True),
    Route("GET", f"{PATH}/receipts/{{consent:str}}", receipt, stranger=True),
)
