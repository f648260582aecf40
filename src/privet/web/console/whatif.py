"""What if: may somebody do something for a purpose, and why; by the rules in force or by proposed ones.

A name is what a form says, never part of an address: addresses are logged. Nothing is done, so nothing is on record.
"""

from __future__ import annotations

from typing import Any

from privet.acts import operator, rule, weigh
from privet.app import Privet
from privet.core.matrix import SHOWN
from privet.core.policy import ACTS, Facts
from privet.errors import BadInput, NotFound
from privet.web.console.answer import Answer, Page, Route
from privet.web.console.rights import WORDS
from privet.web.console.visit import Visit

HERE = "/policy/what-if"

FACTS = {
    "proved": "They proved who they are just now", "reason_given": "They gave a reason",
    "assigned": "The conversation is given to them", "granted": "Somebody else approved it",
    "to_member": "What is sent goes to a member of the conversation", "restricted": "The customer’s data is restricted",
    "opted_out": "The customer opted out", "erased": "The customer was erased",
    "company": "It is the company’s own: people, keys, rules", "alone": "Nobody else agreed, though somebody could",
}  # fmt: skip
"""What may be said for or against it, by the names of facts; `proved` stands for a fresh proof."""

PROVED = "proved"
LIKELY = (PROVED, "reason_given")


def shown(app: Privet, visit: Visit) -> Answer:
    """The form."""
    return _page(app, visit, {"facts": LIKELY, "who": "", "act": "reveal", "purpose": "support", "kind": "EMAIL"}, None)


def asked(app: Privet, visit: Visit) -> Answer:
    """The answer, with the rules that decide, and what would be said where everything spoke for it."""
    said = visit.asked
    ticked = tuple(one for one in said["facts"].split() if one in FACTS)
    version = said["version"]
    if not (version.isascii() and version.isdecimal() and len(version) < 10):
        raise BadInput("no version is named", hint="choose one of those that the form offers")
    spoken: dict[str, Any] = {one: True for one in ticked if one != PROVED}
    facts = Facts(factor_age_s=0 if PROVED in ticked else None, **spoken)
    chosen = {"facts": ticked, "version": int(version)} | {one: said[one] for one in ("who", "act", "purpose", "kind")}
    try:
        answer = weigh.weigh(
            app, visit.tenant, said["who"], said["act"], said["purpose"], said["kind"] or None, facts, visit.here.actor,
            version=int(version),
        )  # fmt: skip
    except (BadInput, NotFound) as error:
        return _page(app, visit, chosen, None, error)
    return _page(app, visit, chosen, answer)


def _page(
    app: Privet,
    visit: Visit,
    chosen: dict[str, Any],
    answer: weigh.Weighed | None,
    error: BadInput | NotFound | None = None,
) -> Page:
    actor = visit.here.actor
    version, _, policy = weigh.in_force(app, visit.tenant, actor)
    proposed = [one.version for one in rule.versions(app, visit.tenant, actor) if one.state == "proposed"]
    said = {
        "people": [one.name for one in operator.everyone(app, visit.tenant, actor)], "roles": policy.roles,
        "acts": ACTS, "purposes": policy.purposes, "kinds": SHOWN, "known": FACTS, "words": WORDS, "force": version,
        "versions": [version, *proposed],
        "valued": weigh.VALUES, "answer": answer, "error": error, "chosen": {"version": version} | chosen,
    }  # fmt: skip
    return Page("what-if.html", said, error.status if error else 200)


ROUTES = (Route("GET", HERE, shown), Route("POST", HERE, asked))
