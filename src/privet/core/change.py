"""What a change of the policy changes, before it decides anything: rules and terms, who may do what, cases, lines.

The one policy decides now, the other is proposed. Every difference is between two real decisions, never a guess from
the text of a rule.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import product

from privet.core.cases import Case
from privet.core.decision import LOCAL, Actor, Permit, Scope
from privet.core.matrix import COMPANY, SHOWN, Cell, cell, role
from privet.core.policy import ACTS, FILES, Policy, decide

RULES = "rules.cedar"
VALUES = ("reveal", "relay")
"""Acts whose answer hangs on the kind of a value."""

_LIST = re.compile(r"\[[^\[\]]*\]")

AROUND = 3
"""Lines shown before and after what differs."""

SHELL, PROGRAM, CHANNEL = "(shell)", "(program)", "(channel)"
"""Who else than a role may do something: at the machine itself, with an access key that names everything, a gateway."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that two policies differ in: a rule, a case, or a line of policy.toml; `how` is new, changed, gone."""

    what: str
    name: str
    how: str


@dataclass(frozen=True, slots=True)
class Differs:
    """Cells of the matrix that would be others: who, which act, for which purposes, for values of which kinds."""

    who: str
    act: str
    purposes: tuple[str, ...]
    kinds: tuple[str, ...]
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class Turned:
    """A case of the policy in force that the other one answers otherwise: `by` are the rules that then decide."""

    case: Case
    got: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one file: `how` is `+`, `-`, a space for one that stays, or `@` where lines are left out."""

    how: str
    text: str


def compare(old: Policy, before: Mapping[str, str], new: Policy, after: Mapping[str, str]) -> Iterator[Change]:
    """Rules, cases and terms in which two policies differ; `before` and `after` are their texts."""
    yield from _changes("rule", _rules(old, before), _rules(new, after))
    yield from _changes("case", _cases(old), _cases(new))
    terms, new_terms = asdict(old.terms), asdict(new.terms)
    if terms["regions"] != new_terms["regions"]:
        yield Change("regions", " ".join(new.regions), "changed")
    yield from _changes("allowed", dict.fromkeys(terms["allowed"]), dict.fromkeys(new_terms["allowed"]))
    for what in ("purposes", "roles", "classes", "kinds", "patterns", "showing", "training"):
        yield from _changes(what, terms[what], new_terms[what])


def rights(old: Policy, new: Policy) -> list[Differs]:
    """Every cell of the matrix whose answer is another by the new policy, of all its roles, purposes and kinds.

    A cell that says the same by other rules is not one. Of an act whose rules are alike, only roles and purposes that
    one of the two does not have are asked about. Up to some thousand decisions.
    """
    found: dict[tuple[str, str, str, Cell, Cell], list[str]] = {}
    other = {*(old.purposes.keys() ^ new.purposes.keys()), *(old.roles.keys() ^ new.roles.keys())}
    touched = {act for act in ACTS if str(old.parsed[act]) != str(new.parsed[act])}
    purposes = dict.fromkeys((*old.purposes, *new.purposes))
    for (act, kinds), (who, actor), purpose in product(_asked(old, new), _actors(old, new).items(), purposes):
        if not (_real(act) in touched or who in other or purpose in other):
            continue
        for first, *rest in kinds:
            before, after = (_cell(one, actor, act, purpose, first) for one in (old, new))
            if before.when is not after.when:
                found.setdefault((who, act, purpose, before, after), []).extend(filter(None, (first, *rest)))
    alike: dict[tuple[str, str, tuple[str, ...], Cell, Cell], list[str]] = {}
    for (who, act, purpose, before, after), several in found.items():
        alike.setdefault((who, act, tuple(several), before, after), []).append(purpose)
    return [
        Differs(who, act, tuple(purposes), several, before, after)
        for (who, act, several, before, after), purposes in alike.items()
    ]


def turned(old: Policy, new: Policy) -> list[Turned]:
    """Cases of the old policy, those of a rule that is gone left out, that the new one answers otherwise."""
    found = []
    for case in old.cases:
        answer = decide(new, case.ask, case.facts)
        got = "permit" if isinstance(answer, Permit) else "deny"
        if got != case.expect and case.rule in new.rules:
            found.append(Turned(case, got, answer.reasons))
    return found


def lines(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, list[Line]]:
    """The lines of each file that differ, with some around them; files that are alike are left out."""
    found = {}
    for name in FILES:
        old, new = (one[name].replace("\r\n", "\n").splitlines() for one in (before, after))
        listed = list(difflib.unified_diff(old, new, lineterm="", n=AROUND))[2:]
        if listed:
            found[name] = [Line("@", "") if one.startswith("@@") else Line(one[0], one[1:]) for one in listed]
    return found


def spans(policy: Policy, size: int) -> dict[str, tuple[int, int]]:
    """Where each rule stands in a text of so many lines: its first line, and the one after its last, from 0."""
    starts = sorted(rule.line for rule in policy.rules.values())
    ends = dict(zip(starts, [*(start - 1 for start in starts[1:]), size], strict=True))
    return {rule.id: (rule.line - 1, ends[rule.line]) for rule in policy.rules.values()}


def _changes(what: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Change]:
    for name in sorted(old.keys() | new.keys()):
        if name not in old:
            yield Change(what, name, "new")
        elif name not in new:
            yield Change(what, name, "gone")
        elif old[name] != new[name]:
            yield Change(what, name, "changed")


def _rules(policy: Policy, files: Mapping[str, str]) -> dict[str, object]:
    """Each rule with its text, whatever its spaces and line ends."""
    text = files[RULES].splitlines()
    return {
        name: (policy.rules[name].effect, policy.rules[name].sentence, " ".join(text[start:end]).split())
        for name, (start, end) in spans(policy, len(text)).items()
    }


def _cases(policy: Policy) -> dict[str, object]:
    return {f"{case.rule}: {case.that}": (case.ask, case.facts, case.expect, case.by) for case in policy.cases}


def _actors(old: Policy, new: Policy) -> dict[str, Actor]:
    """Whoever may ask by either policy: each role by itself, and those without one."""
    purposes = frozenset((*old.purposes, *new.purposes))
    scope = Scope(bytes(16), frozenset(ACTS), frozenset(SHOWN), purposes)
    named = {name: role(name) for name in dict.fromkeys((*old.roles, *new.roles))}
    return {
        **named, SHELL: LOCAL, PROGRAM: Actor("service", "program", scope=scope),
        CHANNEL: Actor("gateway", "channel"),
    }  # fmt: skip


def _asked(old: Policy, new: Policy) -> list[tuple[str, list[tuple[str | None, ...]]]]:
    """What is asked about: each act, and for a value its kinds, of which those that rules do not tell apart stand
    together; `COMPANY` stands for reading the company's own.
    """
    nothing: list[tuple[str | None, ...]] = [(None,)]
    return [
        *((act, _classes(f"{old.parsed[act]}{new.parsed[act]}") if act in VALUES else nothing) for act in ACTS),
        (COMPANY, nothing),
    ]


def _classes(text: str) -> list[tuple[str | None, ...]]:
    """Kinds that stand in the same lists of these rules, and nowhere else, are told apart by none of them: with the
    names of two such kinds exchanged, the rules are the same.
    """
    lists = _LIST.findall(text)
    beside = _LIST.sub("", text)
    found: dict[object, list[str | None]] = {}
    for kind in SHOWN:
        name = f'Kind::"{kind}"'
        found.setdefault(kind if name in beside else tuple(name in one for one in lists), []).append(kind)
    return [tuple(one) for one in found.values()]


def _real(act: str) -> str:
    """The act that rules decide."""
    return "read" if act == COMPANY else act


def _cell(policy: Policy, actor: Actor, act: str, purpose: str, kind: str | None) -> Cell:
    return cell(policy, actor, _real(act), purpose, kind, company=act == COMPANY)
