"""Policy: the rules in force, what became of each version, what a proposed one would change, and the second person's
answer to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from privet.acts import rule, weigh
from privet.acts.weigh import Compared
from privet.app import Privet
from privet.core import change, edit
from privet.core.policy import Case, Policy
from privet.core.schema import ACTS
from privet.errors import BadInput, NotFound
from privet.web.console.answer import Answer, Later, Moved, Page, Route
from privet.web.console.rights import WORDS
from privet.web.console.visit import Visit

HERE = "/policy"

BESIDE = {
    change.SHELL: "whoever has a shell on the machine", change.PROGRAM: "a program whose key names it",
    change.CHANNEL: "a channel’s entrance",
}  # fmt: skip
"""Who else than a role stands in a table, as people read it."""

OPEN = "proposed"


def shown(app: Privet, visit: Visit) -> Answer:
    """Every rule in force: its sentence, its text, what it lets through and what it stops; what waits for an answer."""
    actor = visit.here.actor
    version, files, policy = weigh.in_force(app, visit.tenant, actor)
    told = weigh.history(app, visit.tenant, actor)
    said = {
        "version": version, "rules": _rules(policy), "texts": edit.texts(policy, files), "terms": files["policy.toml"],
        "waiting": [one for one in told if one.state == OPEN],
        "now": next(one for one in told if one.version == version),
        "lacking": sorted(frozenset(ACTS) - policy.permitted),
    }  # fmt: skip
    return Page("policy.html", said)


def history(app: Privet, visit: Visit) -> Answer:
    """Every version there was, newest first: who proposed and who adopted it, when and why."""
    return Page("policy-history.html", {"told": weigh.history(app, visit.tenant, visit.here.actor)})


def one(app: Privet, visit: Visit) -> Answer:
    """What a version changes: who may do what, which rules and cases, line by line. Some hundred decisions: they are
    made beside the installation's thread.
    """
    actor, number = visit.here.actor, _number(visit.asked.places["version"])
    found = weigh.compared(app, visit.tenant, number, actor)
    told = next(one for one in weigh.history(app, visit.tenant, actor) if one.version == number)
    wanted = Wanted(found.old.digest, found.new.digest, found)
    said = {
        "told": told, "against": found.against, "cases": len(found.new.cases), "files": found.after,
        "another": rule.takes_another(app, visit.tenant, number, actor), "own": actor.id,
    }  # fmt: skip
    return Later(lambda: differences(wanted), lambda app, more: Page("policy-version.html", said | more))


def adopted(app: Privet, visit: Visit) -> Answer:
    """A version decides from now on, as somebody else than its proposer wants it too."""
    said, here = visit.asked, visit.here
    rule.adopt(
        app, visit.tenant, _number(said["version"]), said.text("reason"), here.actor, here.factor_age_s,
        against=_number(said["against"]),
    )  # fmt: skip
    return Moved(HERE)


def refused(app: Privet, visit: Visit) -> Answer:
    """A proposed version is refused, or taken back by its proposer."""
    said, here = visit.asked, visit.here
    rule.refuse(app, visit.tenant, _number(said["version"]), said.text("reason"), here.actor, here.factor_age_s)
    return Moved(f"{HERE}/history")


def again(app: Privet, visit: Visit) -> Answer:
    """An earlier version is proposed anew, for somebody else to adopt."""
    said, here = visit.asked, visit.here
    files, _ = rule.show(app, visit.tenant, here.actor, _number(said["version"]))
    made = rule.propose(app, visit.tenant, files, said.text("reason"), here.actor, here.factor_age_s)
    return Moved(f"{HERE}/versions/{made.version}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Two policies to be told apart; two policies of one digest are one."""

    old: str
    new: str
    found: Compared = field(compare=False)


@lru_cache(maxsize=16)
def differences(wanted: Wanted) -> dict[str, Any]:
    """What two policies differ in, as the page of a version has it."""
    old, new, before, after = wanted.found.old, wanted.found.new, wanted.found.before, wanted.found.after
    return {
        "changes": list(change.compare(old, before, new, after)), "rights": change.rights(old, new),
        "turned": change.turned(old, new), "lines": change.lines(before, after), "words": WORDS, "beside": BESIDE,
        "sentences": {name: one.sentence for policy in (old, new) for name, one in policy.rules.items()},
    }  # fmt: skip


def _rules(policy: Policy) -> list[tuple[Any, list[Case], list[Case]]]:
    """Each rule in the order of the file, with the cases that it lets through and those that it stops."""
    found = []
    for one in sorted(policy.rules.values(), key=lambda rule: rule.line):
        cases = [case for case in policy.cases if case.rule == one.id]
        through = [case for case in cases if case.expect == "permit"]
        found.append((one, through, [case for case in cases if case.expect == "deny"]))
    return found


def _number(text: str) -> int:
    """The number of a version. Raises NotFound, or BadInput where none was named."""
    if not text:
        raise BadInput("no version is named", hint="the history lists them")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise NotFound("there is no such version of the policy", hint="the history lists them")
    return int(text)


ROUTES = (
    Route("GET", HERE, shown),
    Route("GET", "/policy/history", history),
    Route("GET", "/policy/versions/{version:str}", one),
    Route("POST", "/policy/adopt", adopted),
    Route("POST", "/policy/refuse", refused),
    Route("POST", "/policy/again", again),
)
