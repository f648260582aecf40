"""The privacy notice: the page that everybody reads, each version of it, and where staff give out the next one."""

from __future__ import annotations

from privet.acts import notice
from privet.app import Privet
from privet.core.notice import differences, document
from privet.core.notice_texts import DETAILS
from privet.errors import NotFound, PrivetError
from privet.web.console.answer import Answer, Moved, Page, Route, refilled
from privet.web.console.visit import Visit

HERE = "/settings/notice"


def read(app: Privet, visit: Visit) -> Answer:
    """The notice that stands, or the version that was asked for, for whoever asks."""
    number = visit.asked["version"]
    if not number:
        return _shown(app, visit, notice.newest(app, visit.tenant))
    if not (number.isascii() and number.isdecimal() and len(number) < 7):
        raise NotFound("there is no such version of the notice")
    return _shown(app, visit, notice.version(app, visit.tenant, int(number)))


def _shown(app: Privet, visit: Visit, one: notice.Given | None) -> Page:
    every = notice.versions(app, visit.tenant)
    past = next((each for each in every if one is not None and each.version < one.version), None)
    changed = [] if past is None or one is None else differences(past.said, one.said)
    sections = [] if one is None else document(one.said)
    return Page("notice.html", {"given": one, "sections": sections, "versions": every, "changed": changed})


def making(app: Privet, visit: Visit) -> Page:
    """What would be given out now, and in what it differs from what stands."""
    actor = visit.here.actor
    draft, last = notice.draft(app, visit.tenant, actor), notice.newest(app, visit.tenant)
    changed = differences(None if last is None else last.said, draft)
    said = {"last": last, "sections": document(draft), "changed": changed, "details": DETAILS, "filled": draft.details}
    return Page("settings-notice.html", said)


def given(app: Privet, visit: Visit) -> Answer:
    """The next version is given out."""
    said, here = visit.asked, visit.here
    notice.publish(
        app, visit.tenant, {name: said[name] for name in DETAILS}, said.text("reason"), here.actor, here.factor_age_s
    )
    return Moved(HERE)


def _again(app: Privet, visit: Visit, error: PrivetError) -> Page:
    """The form once more, with what was filled in."""
    return refilled(making(app, visit), error, filled={name: visit.asked[name] for name in DETAILS})


ROUTES = (
    Route("GET", "/notice", read, stranger=True),
    Route("GET", HERE, making),
    Route("POST", HERE, given, typed=tuple(DETAILS), again=_again),
)
