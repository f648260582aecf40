"""The Cedar schema that every policy is checked against: who can ask, which acts there are, what a rule may look at.

It is Privet's, not the tenant's. Purposes, roles and kinds are closed lists (enumerated entities), so that a rule which
misspells one is refused when it is proposed, not silently never true.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

ACTS = {
    "receive": "Message",
    "send": "Message",
    "read": "Message",
    "reveal": "Value",
    "relay": "Value",
    "search": "Message",
    "find": "Subject",
    "erase": "Subject",
    "import": "Tenant",
    "expire": "Tenant",
    "rule": "Tenant",
    "operator": "Tenant",
    "agree": "Tenant",
    "key": "Tenant",
    "hook": "Tenant",
    "bot": "Tenant",
    "line": "Tenant",
    "ledger": "Tenant",
    "ask": "Value",
    "approve": "Value",
    "assign": "Message",
    "restrict": "Subject",
    "account": "Tenant",
    "factor": "Tenant",
    "step-up": "Subject",
    "train": "Tenant",
    "task": "Tenant",
    "review": "Tenant",
    "mask": "Value",
    "annotate": "Message",
    "macro": "Tenant",
    "opt-out": "Subject",
    "retract": "Message",
    "mydata": "Subject",
    "claim": "Subject",
    "open-file": "Value",
    "keep-file": "Value",
    "pass-file": "Value",
    "consent": "Subject",
    "basis": "Tenant",
    "llm": "Tenant",
    "prompt": "Message",
    "complete": "Message",
    "gather": "Subject",
    "portal": "Subject",
    "timer": "Subject",
    "join": "Tenant",
    "request": "Tenant",
    "hold": "Tenant",
    "uphold": "Tenant",
}
"""Every act that rules decide, and the type of what it is done to."""

PRINCIPALS = {"local": "Local", "operator": "Operator", "service": "Service", "gateway": "Gateway"}

ATTRIBUTES = {
    "Value": (
        "channel", "group", "erased", "held", "restricted", "assigned", "granted", "subject_verified", "untrained",
        "unconsented", "consented",
    ),
    "Message": (
        "channel", "group", "erased", "held", "restricted", "assigned", "to_member", "opted_out", "asks_secret",
        "company", "own_answer", "unconsented",
    ),
    "Subject": ("erased", "held", "restricted", "assigned", "subject_verified"),
    "Tenant": ("own_account", "alone", "own_work", "unvouched"),
}  # fmt: skip
"""What a rule may ask of a resource; each is a field of `Facts`."""

ROWS = ("assigned", "channel", "group", "restricted")
"""What tells rows of one list apart (`core.sight`); the rest holds for a whole list, or is asked of one thing alone."""


def schema(purposes: Iterable[str], roles: Iterable[str], kinds: Iterable[str]) -> str:
    """The schema in Cedar's own syntax for these purposes, roles and kinds."""

    def listed(names: Iterable[str]) -> str:
        return ", ".join(json.dumps(name) for name in names)

    lines = [
        f"entity Purpose enum [{listed(purposes)}];",
        f"entity Role enum [{listed(roles)}];",
        f"entity Kind enum [{listed(kinds)}];",
        "entity Local, Service, Gateway;",
        "entity Operator in [Role];",
    ]
    for resource, names in ATTRIBUTES.items():
        shape = ", ".join(f"{name}: {'String' if name == 'channel' else 'Bool'}" for name in names)
        lines.append(f"entity {resource} = {{ {shape} }};")
    lines.append(
        "type Asked = { purpose: Purpose, kinds: Set<Kind>, factor_age_s?: Long, reason_given: Bool, scoped: Bool };"
    )
    everyone = ", ".join(PRINCIPALS.values())
    lines += [
        f'action "{act}" appliesTo {{ principal: [{everyone}], resource: {resource}, context: Asked }};'
        for act, resource in ACTS.items()
    ]
    return "\n".join(lines) + "\n"
