"""Writes docs/reference/matrix.md from the default policy: `python docs/make_matrix.py`; a test holds it up to date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from privet.app import default_policy
from privet.core.matrix import Cell, When, done, role, seen
from privet.core.policy import LOCAL, Actor, Policy, Scope

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/reference/matrix.md"

HEAD = """# Who may see what, and why

<!-- Made by docs/make_matrix.py by asking the default rules; change those, not this page. -->

Every cell of this page is the decision of the [default rules](rules.md), not a description of it, and names the rules
that decide. Two things hold in every cell: a person proved who they are within five minutes and gave a reason, where
the rules ask for that; and neither is the subject erased, nor are their data restricted.

| cell | means |
| --- | --- |
| a rule's name | may, by that rule |
| … *given* | may where the conversation was given to them (`privet assign`) |
| … *approved* | may where somebody else approved this value, for this purpose and a while (`privet grant`) |
| – | may not, whatever is given or approved |

Beside the rules, a person sees no more values in an hour and in 24 hours than the policy says, nobody approves what
they asked for themselves, and an access key lets out nothing that it does not name. What is not in these tables is
refused.

## Whose value is shown to whom
"""

ACTS = """## What else who may do

Each cell lists the purposes. A program is shown with an access key that names everything; *given* is as above.
"""


def page(policy: Policy) -> str:
    """The whole page for `policy`."""
    parts = [HEAD]
    nobody = []
    for purpose, sentence in policy.purposes.items():
        rows = seen(policy, purpose)
        if all(one.when is When.NEVER for _, cells in rows for one in cells):
            nobody.append(f"`{purpose}`")
            continue
        parts += [f"### `{purpose}`: {sentence}\n", _table(("kinds", *_coded(policy.roles)), map(_seen, rows))]
    parts += [f"For the other purposes ({', '.join(nobody)}) no value is shown to anybody.\n", ACTS, _acts(policy)]
    return "\n".join(parts)


def _seen(row: tuple[tuple[str, ...], tuple[Cell, ...]]) -> tuple[str, ...]:
    kinds, cells = row
    return (" ".join(_coded(kinds)), *map(_cell, cells))


def _cell(one: Cell) -> str:
    if one.when is When.NEVER:
        return "–"
    rules = [rule for rule in one.rules if rule != "reveal-granted"]  # *approved* says it
    return " ".join(["<br>".join(rules), "" if one.when is When.ALONE else f"*{one.when}*"]).strip()


def _acts(policy: Policy) -> str:
    every = frozenset(policy.purposes)
    scope = Scope(bytes(16), frozenset(done(policy, LOCAL)), frozenset(), every)
    actors = {
        **{name: role(name) for name in policy.roles},
        "(shell)": LOCAL,
        "(program)": Actor("service", "program", scope=scope),
        "(channel)": Actor("gateway", "channel"),
    }
    tables = {name: done(policy, actor) for name, actor in actors.items()}
    acts = next(iter(tables.values()))
    rows = [(f"`{act}`", *(_purposes(policy, table[act]) for table in tables.values())) for act in acts]
    return _table(("act", *(name if name[0] == "(" else f"`{name}`" for name in tables)), rows)


def _purposes(policy: Policy, found: dict[str, Cell]) -> str:
    if len(found) == len(policy.purposes) and len({one.when for one in found.values()}) == 1:
        found = {"all": next(iter(found.values()))}
    return ", ".join(name + ("" if one.when is When.ALONE else f" *{one.when}*") for name, one in found.items()) or "–"


def _coded(names: Iterable[str]) -> list[str]:
    return [f"`{name}`" for name in names]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(Policy.parse(default_policy())), "utf-8")
