"""Detectors: which there are, the company's own patterns and allowed values, and a box to try them in.

What is typed into the box is looked through and forgotten: it is kept nowhere, logged nowhere, and not on the ledger,
since nothing was done with it. The answer shows where something was found, never what.
"""

from __future__ import annotations

from typing import Any

from privet.acts import weigh
from privet.app import Privet
from privet.core.detect import Scanner
from privet.core.explain import Explained, explained
from privet.core.finding import STRENGTHS
from privet.core.masks import mask
from privet.core.plain import Plain
from privet.errors import PrivetError, TooLarge
from privet.web import box
from privet.web.console.answer import Answer, Later, Page, Route
from privet.web.console.visit import Visit

HERE = "/settings/detectors"
LONGEST = 8_000
"""Characters that the box takes: a long message."""

BECAUSE = {
    "alone": "nothing else was found there", "what passes gives way": "what is left as it is gives way",
    "never kept": "a kind that is never kept wins", "stronger evidence": "its evidence is stronger",
    "higher score": "its score is higher", "longer": "it is longer", "first": "it came first",
}  # fmt: skip
"""Why a finding won, as people read it."""


def shown(app: Privet, visit: Visit) -> Answer:
    """The detectors in force, and the box."""
    return _page(app, visit, None)


def tried(app: Privet, visit: Visit) -> Answer:
    """What they find in a text, and why. It is looked through beside the installation's thread."""
    weigh.in_force(app, visit.tenant, visit.here.actor)
    scanner, text = app.rules_of(visit.tenant).scanner, visit.asked.text("text")
    if len(text.expose()) > LONGEST:
        raise TooLarge(f"the box takes {LONGEST:,} characters", hint="`privet scan` takes files of any size")
    return Later(lambda: found(scanner, text), lambda app, said: _page(app, visit, said))


def found(scanner: Scanner, text: Plain) -> dict[str, Any]:
    """The text in tokens, and each finding with who found it and why it won."""
    clear = text.expose().replace("\r\n", "\n")
    try:
        made = box.tokenise(scanner, Plain(clear))
        rows = [_row(clear, one) for one in explained(scanner, clear)]
    except PrivetError as error:
        return {"error": error, "text": "", "rows": []}
    return {"error": None, "text": made.text.text, "rows": rows}


def _row(text: str, one: Explained) -> dict[str, Any]:
    finding = one.finding
    return {
        "kind": finding.kind, "start": finding.start, "end": finding.end, "by": finding.by, "score": finding.score,
        "mask": mask(finding.kind, text[finding.start : finding.end]), "strength": STRENGTHS[finding.strength],
        "because": BECAUSE.get(one.because, one.because), "beaten": [(each.kind, each.by) for each in one.beaten],
    }  # fmt: skip


def _page(app: Privet, visit: Visit, answer: dict[str, Any] | None) -> Page:
    version, _, policy = weigh.in_force(app, visit.tenant, visit.here.actor)
    scanner = app.rules_of(visit.tenant).scanner
    said = {
        "version": version, "detectors": sorted(scanner.detectors, key=lambda one: one.name),
        "patterns": policy.terms.patterns, "allowed": policy.terms.allowed, "regions": policy.regions,
        "answer": answer, "longest": LONGEST,
    }  # fmt: skip
    return Page("settings-detectors.html", said)


ROUTES = (Route("GET", HERE, shown), Route("POST", HERE, tried))
