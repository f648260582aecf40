"""A change of the rules: one rule with its cases, a new one, or the terms, rewritten, tried and proposed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from privet.acts import rule, weigh
from privet.app import Privet
from privet.core import edit
from privet.core.edit import Piece
from privet.core.policy import Policy
from privet.errors import BadInput, NotFound, PrivetError
from privet.web.console.answer import Answer, Later, Moved, Page, Route
from privet.web.console.policy import Wanted, differences
from privet.web.console.visit import Visit

HERE = "/policy/change"
TERMS, NEW = "policy.toml", "new"
"""What is changed beside rules that there are: purposes, roles, how long things are kept, own patterns; a new rule."""

EMPTY = Piece(
    """@id("…")
@sentence("…")
permit (principal in Role::"…", action == Action::"…", resource)
when { context.purpose == Purpose::"…" };""",
    """[[case]]
rule = "…"
that = "what it lets through"
actor = "operator:maria"
roles = ["…"]
act = "…"
purpose = "…"
facts = { factor_age_s = 60, reason_given = true }
expect = "permit"
by = ["…"]

[[case]]
rule = "…"
that = "what it stops"
actor = "operator:maria"
act = "…"
purpose = "…"
expect = "deny"
by = ["no-rule-allows"]""",
)
"""What a new rule and its cases look like."""


def shown(app: Privet, visit: Visit) -> Answer:
    """The text of one rule and of its cases, or of the terms, to be rewritten."""
    _, files, policy = weigh.in_force(app, visit.tenant, visit.here.actor)
    name = visit.asked["rule"] or NEW
    if name == TERMS:
        return _page(name, Piece(files[TERMS], ""))
    piece = EMPTY if name == NEW else edit.pieces(policy, files).get(name)
    if piece is None:
        raise NotFound("there is no such rule", hint="the page of the policy lists them")
    return _page(name, piece)


def changed(app: Privet, visit: Visit) -> Answer:
    """It is tried, and what it would change is shown; or it is proposed. What is wrong is named with rule and line."""
    said, here = visit.asked, visit.here
    name, piece = said["rule"], Piece(said["text"], said["cases"])
    version, files, policy = weigh.in_force(app, visit.tenant, here.actor)
    try:
        after = _rewritten(policy, files, name, piece)
        if said["do"] == "propose":
            made = rule.propose(app, visit.tenant, after, said.text("reason"), here.actor, here.factor_age_s)
            return Moved(f"/policy/versions/{made.version}")
        new = Policy.parse(after)
    except BadInput as error:
        return _page(name, piece, said["reason"], error=error)
    found = weigh.Compared(0, "tried", version, policy, files, new, after)
    wanted = Wanted(policy.digest, new.digest, found)
    return Later(
        lambda: differences(wanted),
        lambda app, more: _page(name, piece, said["reason"], tried=more | {"cases": len(new.cases)}),
    )


def _rewritten(policy: Policy, files: Mapping[str, str], name: str, piece: Piece) -> dict[str, str]:
    if name == TERMS:
        return {**files, TERMS: piece.rule.replace("\r\n", "\n").strip("\n") + "\n"}
    if name != NEW and name not in policy.rules:
        raise BadInput("there is no such rule any more", hint="the page of the policy lists them")
    return edit.rewritten(policy, files, "" if name == NEW else name, piece)


def _page(
    name: str, piece: Piece, reason: str = "", *, error: PrivetError | None = None, tried: dict[str, Any] | None = None
) -> Page:
    said = {"rule": name, "piece": piece, "reason": reason, "error": error, "tried": tried}
    return Page("policy-change.html", said, error.status if error else 200)


ROUTES = (Route("GET", HERE, shown), Route("POST", HERE, changed))
