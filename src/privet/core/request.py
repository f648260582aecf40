"""What people may ask about their own data, by which law; and what is to be done next, by when. Pure.

A request is about subjects, each of which is proven on its own channel or is not: what is not proven widens nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from privet.core.day import DAY_MS
from privet.core.deadlines import LAWS, deadlines

RIGHTS: Mapping[str, str] = {
    "access": "See what is held (GDPR Art. 15, CCPA § 1798.110).",
    "portability": "Take it with them (GDPR Art. 20).",
    "correction": "Have it corrected (GDPR Art. 16, CCPA § 1798.106).",
    "restriction": "Have it only kept (GDPR Art. 18).",
    "objection": "Get no more messages (GDPR Art. 21).",
    "erasure": "Have it erased (GDPR Art. 17, CCPA § 1798.105).",
    "withdrawal": "Take back what they agreed to (GDPR Art. 7(3)).",
}
"""Every right that is known here, and what it is."""

REFUSALS: Mapping[str, str] = {
    "identity": "They did not prove who they are (GDPR Art. 12(2); 11 CCR § 7062).",
    "unfounded": "It is manifestly unfounded (GDPR Art. 12(5)).",
    "excessive": "It is excessive, such as repeated (GDPR Art. 12(5)).",
    "duty": "A law obliges the company to keep it (GDPR Art. 17(3)(b)).",
    "claim": "It is needed for a legal claim (GDPR Art. 17(3)(e)).",
    "others": "It would take from the rights of others (GDPR Art. 15(4)).",
    "not-covered": "The law does not give this right here.",
}
"""For what a request may be refused."""

VIAS = ("letter", "mail", "call", "visit", "chat", "agent", "page")
"""How a request may come; `page`: on the customer's own."""

CONFIRM, PROVE, WAIT, ANSWER = "confirm", "prove", "wait", "answer"
"""What is to be done next: say that it came; have them prove who they are; wait for that while the time stands still;
answer or refuse it.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done next, by the end of which day, by which law; `late` is how many days it is late."""

    what: str
    by: date
    citation: str
    late: int


@dataclass(frozen=True, slots=True)
class Case:
    """What of a request decides the next step; times are ms, 0 where not yet. `proven` of `named` subjects are."""

    law: str
    received: int
    confirmed: int
    extended: int
    paused: int
    stood: int
    proven: int
    named: int


def day(at: int) -> date:
    """The day (UTC) of a time in ms."""
    return datetime.fromtimestamp(at / 1000, UTC).date()


def step(case: Case, now: int) -> Step:
    """What is to be done next with a request that is open."""
    law = LAWS[case.law]
    stood = (case.stood + (now - case.paused if case.paused else 0)) // DAY_MS if law.pauses else 0
    *early, answer, longest = deadlines(case.law, day(case.received), min(stood, 366))
    if early and not case.confirmed:
        what, due = CONFIRM, early[0]
    else:
        due = longest if case.extended else answer
        what = ANSWER if case.proven else WAIT if case.paused else PROVE
    return Step(what, due.by, due.citation, max(0, (day(now) - due.by).days))


def may_pause(law: str) -> bool:
    """Whether the time stands still while it is in doubt who asks."""
    return LAWS[law].pauses
