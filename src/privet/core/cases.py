"""What `cases.toml` says: for each rule, asks that it lets through and asks that it stops, readable by an officer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from privet.core.decision import Actor, ActorKind, Ask, Facts
from privet.core.terms import known, read_toml
from privet.errors import BadInput

FILE = "cases.toml"
KEYS = ("rule", "that", "actor", "roles", "act", "purpose", "kinds", "facts", "expect", "by")
FACTS = {field.name: field.type for field in fields(Facts)}


@dataclass(frozen=True, slots=True)
class Case:
    """One example of a rule: when `ask` meets `facts`, the answer is `expect`, decided by exactly the rules `by`."""

    number: int  # counted from 1
    rule: str
    that: str
    ask: Ask
    facts: Facts
    expect: Literal["permit", "deny"]
    by: tuple[str, ...]

    @property
    def where(self) -> str:
        """How a message names the case."""
        return f"{FILE}: case {self.number} ({self.rule}: {self.that})"


def read_cases(text: str) -> tuple[Case, ...]:
    """Every case of the file, in its order; BadInput names the case that cannot be read."""
    raw = read_toml(FILE, text)
    known(FILE, "the file", raw, ("case",))
    listed = raw.get("case", [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise BadInput(f"{FILE}: cases are written as [[case]]", hint="Start each case with a line [[case]].")
    return tuple(_case(number, one) for number, one in enumerate(listed, 1))


def _case(number: int, raw: Mapping[str, Any]) -> Case:
    where = f"case {number}"
    known(FILE, where, raw, KEYS)
    for key in ("rule", "that", "actor", "act", "purpose", "expect"):
        if not isinstance(raw.get(key), str):
            raise BadInput(f"{FILE}: {where} needs {key}", hint=f'Add a line like {key} = "…".')
    expect = raw["expect"]
    if expect not in ("permit", "deny"):
        raise BadInput(f"{FILE}: {where} expect is neither permit nor deny", hint='Write "permit" or "deny".')
    kind, _, name = raw["actor"].partition(":")
    known(FILE, f"{where} actor", [kind], get_args(ActorKind))
    actor = Actor(kind, name, frozenset(_names(where, raw, "roles")))
    return Case(
        number,
        raw["rule"],
        raw["that"],
        Ask(actor, raw["act"], raw["purpose"], frozenset(_names(where, raw, "kinds"))),
        _facts(where, raw.get("facts", {})),
        expect,
        tuple(sorted(_names(where, raw, "by"))),
    )


def _names(where: str, raw: Mapping[str, Any], key: str) -> list[str]:
    given = raw.get(key, [])
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise BadInput(f"{FILE}: {where} {key} is no list of names", hint=f'Write {key} = ["…", "…"].')
    return given


def _facts(where: str, given: object) -> Facts:
    if not isinstance(given, dict):
        raise BadInput(f"{FILE}: {where} facts is no table", hint="Write facts = { reason_given = true }.")
    known(FILE, f"{where} facts", given, FACTS)
    for key, value in given.items():
        wanted = {"factor_age_s": int, "channel": str}.get(key, bool)
        if type(value) is not wanted:
            raise BadInput(f"{FILE}: {where} facts {key} must be {wanted.__name__}", hint="Correct the value.")
    return Facts(**given)
