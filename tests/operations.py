"""Every operation of the API, asked well: what tests of the whole API walk over."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from privet.acts import consent, consent_text, notice, request, stepup
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.web.api.operations import OPERATIONS

ANN = "+12025550101"
MAIL = "ann@example.com"
NOWHERE = "a" * 26


@dataclass(frozen=True)
class World:
    """Ids of what is there to be asked for."""

    message: str
    conversation: str
    token: str
    subject: str
    code: Callable[[], str] = lambda: "000000"
    consent: Callable[[], str] = lambda: f"cns_{NOWHERE}"
    request: Callable[[], str] = lambda: f"req_{NOWHERE}"


def sent_code(installation: Any, conversation: str) -> str:
    """A code that the customer of a conversation was just sent."""
    people = Actor("operator", "sue", frozenset({"supervisor"}))
    stepup.send_code(installation.app, installation.tenant, conversation, "support", people)
    return re.findall(r"[0-9]{6}", installation.delivered[-1].text.expose())[0]


def agreed(installation: Any, party: str) -> str:
    """A consent of somebody, to a text on file, where a privacy notice was given out."""
    app, tenant, why = installation.app, installation.tenant, Plain("x")
    there = consent.history(app, tenant, installation.subject(party), LOCAL, purpose="subject-request")
    if there:
        return there[0].id
    consent_text.add(app, tenant, consent_text.Draft("v1", "en", "delivery", "Yes.", "IE", "IE"), why, LOCAL)
    notice.publish(app, tenant, {"company": "Example Ltd", "contact": "x@example.com"}, why, LOCAL)
    what = consent.Given("delivery", "v1")
    return consent.give(app, tenant, installation.subject(party), what, "subject-request", why, LOCAL).id


def filed(installation: Any, subject: str) -> str:
    """A request of somebody (`sub_…`) about their own data, which waits."""
    return request.file(installation.app, installation.tenant, "access", "ccpa", [subject], Plain("x"), LOCAL)


Case = tuple[str, Callable[[World], str], Callable[[World], Any]]
GOOD: dict[str, Case] = {
    "listConversations": ("GET", lambda w: "/v1/conversations?limit=5", lambda w: None),
    "listMessages": ("GET", lambda w: f"/v1/conversations/{w.conversation}/messages", lambda w: None),
    "readMessage": ("GET", lambda w: f"/v1/messages/{w.message}?purpose=support", lambda w: None),
    "listSubjects": ("GET", lambda w: "/v1/subjects", lambda w: None),
    "reveal": ("POST", lambda w: "/v1/reveals", lambda w: {"token": w.token, "purpose": "support"}),
    "send": ("POST", lambda w: "/v1/sends", lambda w: {"conversation": w.conversation, "text": "to [EMAIL_1]"}),
    "ask": ("POST", lambda w: "/v1/grants", lambda w: {"token": w.token, "purpose": "support", "reason": "a refund"}),
    "listGrants": ("GET", lambda w: "/v1/grants?purpose=support", lambda w: None),
    "assign": ("POST", lambda w: "/v1/assignments", lambda w: {"conversation": w.conversation, "operator": "ann"}),
    "restrict": ("POST", lambda w: "/v1/restrictions", lambda w: {"subject": w.subject}),
    "recordConsent": (
        "POST",
        lambda w: "/v1/consents",
        lambda w: {"subject": w.subject, "messages": "delivery", "version": "offers-3"},
    ),
    "getReceipt": ("GET", lambda w: f"/v1/consents/{w.consent()}/receipt?purpose=support", lambda w: None),
    "listConsents": ("GET", lambda w: f"/v1/consents?subject={w.subject}&purpose=support", lambda w: None),
    "stepUp": ("POST", lambda w: "/v1/step-ups", lambda w: {"conversation": w.conversation}),
    "checkStepUp": (
        "POST",
        lambda w: "/v1/step-ups/check",
        lambda w: {"conversation": w.conversation, "code": w.code()},
    ),
    "listVersions": ("GET", lambda w: "/v1/policy/versions", lambda w: None),
    "compareVersion": ("GET", lambda w: "/v1/policy/versions/1", lambda w: None),
    "whatIf": (
        "POST",
        lambda w: "/v1/policy/what-if",
        lambda w: {"who": "agent", "act": "reveal", "purpose": "support", "kind": "EMAIL", "assigned": True},
    ),
    "setTimer": ("POST", lambda w: "/v1/timers", lambda w: {"of": w.conversation, "after": "1d"}),
    "sendPortalLink": ("POST", lambda w: "/v1/portal-links", lambda w: {"conversation": w.conversation}),
    "reportSimChange": ("POST", lambda w: "/v1/step-ups/sim-change", lambda w: {"conversation": w.conversation}),
    "getStepUp": (
        "GET",
        lambda w: f"/v1/step-ups?purpose=support&conversation={w.conversation}",
        lambda w: None,
    ),
    "search": ("POST", lambda w: "/v1/search", lambda w: {"words": "[EMAIL_1]", "purpose": "support"}),
    "find": ("POST", lambda w: "/v1/find", lambda w: {"identity": ANN, "purpose": "support"}),
    "erase": ("POST", lambda w: "/v1/erasures", lambda w: {"subject": w.subject}),
    "fileRequest": ("POST", lambda w: "/v1/requests", lambda w: {"right": "erasure", "about": [w.message]}),
    "listRequests": ("GET", lambda w: "/v1/requests", lambda w: None),
    "getRequest": ("GET", lambda w: f"/v1/requests/{w.request()}", lambda w: None),
    "confirmRequest": ("POST", lambda w: "/v1/requests/confirm", lambda w: {"request": w.request()}),
    "takeBackRequest": ("POST", lambda w: "/v1/requests/take-back", lambda w: {"request": w.request()}),
    "checkpoint": ("GET", lambda w: "/v1/ledger/checkpoint", lambda w: None),
    "tile": ("GET", lambda w: "/v1/ledger/tile/entries/000.p/1", lambda w: None),
}
ACT = {one.name: one.act for one in OPERATIONS}
NAMES_AN_ID = {
    "setTimer",
    "getReceipt",
    "listMessages",
    "readMessage",
    "reveal",
    "send",
    "erase",
    "ask",
    "assign",
    "restrict",
    "recordConsent",
    "listConsents",
    "fileRequest",
    "getRequest",
    "confirmRequest",
    "takeBackRequest",
} | {
    "stepUp",
    "sendPortalLink",
    "checkStepUp",
    "reportSimChange",
    "getStepUp",
}
NOTHING = World(f"msg_{NOWHERE}", f"con_{NOWHERE}", f"tok_{NOWHERE}", f"sub_{NOWHERE}")
"""Ids of what is there for nobody."""


def asked(served: Any, world: World, name: str, key: str | None = None, **headers: str) -> Any:
    method, path, body = GOOD[name]
    return served.ask(method, path(world), body(world), key, **headers)
