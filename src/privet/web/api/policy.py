"""The rules: which versions there were, what one changes, and what if."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from privet.acts import weigh as weighing
from privet.app import Privet
from privet.core import change
from privet.core.matrix import Cell
from privet.core.policy import Facts
from privet.web.api.conversations import Time, when
from privet.web.api.operation import PURPOSE, Operation
from privet.web.api.visitor import Visitor

Name = Annotated[str, Meta(pattern=PURPOSE, examples=["support"])]
Number = Annotated[int, Meta(ge=1, le=1_000_000_000, description="The number of a version.", examples=["2"])]
KindName = Annotated[str, Meta(max_length=32, examples=["EMAIL"])]
When = Annotated[
    str, Meta(description="What must hold beside a proof and a reason: nothing (`yes`), `given`, `approved`; or `no`.")
]  # fmt: skip


class All(Struct, forbid_unknown_fields=True):
    """Every version; there is nothing to choose."""


class Step(Struct):
    """What became of a version, by whom."""

    what: str
    actor: str
    at: Time
    alone: Annotated[bool, Meta(description="One person did what two persons otherwise do.")]
    entry: Annotated[str, Meta(description="Its entry on the ledger.")]


class Version(Struct):
    """One version of the policy."""

    version: int
    state: str
    name: Annotated[str, Meta(description="Made of its content: the first 16 bytes of its SHA-256.")]
    steps: list[Step]


class Versions(Struct):
    """Newest first."""

    items: list[Version]


class One(Struct, forbid_unknown_fields=True):
    """Which version."""

    version: Number


class Right(Struct):
    """Somebody who may do more or less than before."""

    who: str
    act: str
    purposes: list[str]
    kinds: list[str]
    now: When
    then: When
    rules: Annotated[list[str], Meta(description="The rules that then decide.")]


class Changed(Struct):
    """A rule, a case or a term that is new, changed or gone."""

    what: str
    name: str
    how: str


class Changes(Struct):
    """What a version changes against the one in force; of that in force, against the one before."""

    version: int
    against: int
    rights: list[Right]
    changes: list[Changed]


class WhatIf(Struct, forbid_unknown_fields=True):
    """May somebody do something? `who` is the name of an operator, or of a role."""

    who: Name
    act: Name
    purpose: Name
    kind: KindName | None = None
    version: Number | None = None
    proved: bool = True
    reason_given: bool = True
    assigned: bool = False
    granted: bool = False
    to_member: bool = False
    restricted: bool = False
    erased: bool = False
    company: bool = False


class Reason(Struct):
    """A rule that decides, and what it says."""

    rule: str
    sentence: str


class Weighed(Struct):
    """What the rules would say; nothing is done by asking."""

    permitted: bool
    reasons: list[Reason]
    best: When
    version: int


def versions(app: Privet, visitor: Visitor, asked: All) -> Versions:
    """Every version there was, with who proposed, adopted or refused it."""
    return Versions(
        [
            Version(one.version, one.state, one.name, [
                Step(step.what, step.actor, when(step.at) or "", step.alone, step.entry) for step in one.steps
            ])
            for one in weighing.history(app, visitor.tenant, visitor.actor)
        ]
    )  # fmt: skip


def changes(app: Privet, visitor: Visitor, asked: One) -> Changes:
    """Who may do what by it that they may not now, or the other way round, and which rules and cases differ."""
    found = weighing.compared(app, visitor.tenant, asked.version, visitor.actor)
    rights = [
        Right(one.who, one.act, list(one.purposes), list(one.kinds), _when(one.before), _when(one.after),
              list(one.after.rules))
        for one in change.rights(found.old, found.new)
    ]  # fmt: skip
    listed = change.compare(found.old, found.before, found.new, found.after)
    return Changes(found.version, found.against, rights, [Changed(one.what, one.name, one.how) for one in listed])


def what_if(app: Privet, visitor: Visitor, asked: WhatIf) -> Weighed:
    """Whether the rules would let somebody do something, and which of them say so."""
    facts = Facts(
        0 if asked.proved else None, asked.reason_given, assigned=asked.assigned, granted=asked.granted,
        to_member=asked.to_member, restricted=asked.restricted, erased=asked.erased, company=asked.company,
    )  # fmt: skip
    found = weighing.weigh(
        app, visitor.tenant, asked.who, asked.act, asked.purpose, asked.kind, facts, visitor.actor,
        version=asked.version,
    )  # fmt: skip
    said = [Reason(name, sentence) for name, sentence in found.rules]
    return Weighed(found.permitted, said, _when(found.best), found.version)


def _when(cell: Cell) -> str:
    return str(cell.when)


OPERATIONS = (
    Operation("GET", "/policy/versions", "listVersions", "Policy", "read", "List the versions of the rules", All,
              Versions, versions),
    Operation("GET", "/policy/versions/{version}", "compareVersion", "Policy", "read", "See what a version changes",
              One, Changes, changes),
    Operation("POST", "/policy/what-if", "whatIf", "Policy", "read", "Ask what the rules would say", WhatIf, Weighed,
              what_if, repeats="done again"),
)  # fmt: skip
