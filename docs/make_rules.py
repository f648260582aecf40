"""Writes docs/reference/rules.md from the default policy: `python docs/make_rules.py` (a test holds it up to date)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from privet.core.policy import ACTS, BUILT_IN, FILES, Case, Policy
from privet.core.schema import ATTRIBUTES

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "src/privet/core/rules"
PAGE = ROOT / "docs/reference/rules.md"

HEAD = """# Rules

<!-- Made by docs/make_rules.py from src/privet/core/rules; change those files, not this page. -->

A tenant's policy is three files: `policy.toml` (purposes, roles, how long things are kept, what becomes of each kind),
`rules.cedar` (who may do what) and `cases.toml` (for each rule, what it lets through and what it stops). Without them
Privet does not start. They are checked against each other, and every case is tried, when a change is proposed and at
each start. This page shows the defaults; [how to change a rule](../howto/change-a-rule.md).

What no rule permits is refused. A rule that forbids overrides every rule that permits. A rule that cannot be evaluated
refuses.

A policy is named by its digest: SHA-256 over `privet/policy/v1` and a zero byte, then for `cases.toml`, `policy.toml`
and `rules.cedar` in this order the file name, a zero byte, the length of its text in bytes as a decimal number, a zero
byte and the text, in UTF-8 without a byte order mark and with LF line ends.
"""

ASKED = """Who asks is `principal`: a `Local`, `Operator`, `Service` or `Gateway` ([actors](actors.md)); an operator is
`in` roles, for example `principal in Role::"agent"`. In every rule: `context.purpose`, `context.kinds`,
`context.reason_given` and `context.factor_age_s` (seconds since a passphrase or code was proved; absent when none was,
so ask `context has factor_age_s` first).

"""


def page(policy: Policy) -> str:
    """The whole page for `policy`."""
    parts = [HEAD, "## The rules\n", _rules(policy), "## Reasons that are no rule\n"]
    parts.append(_table(("reason", "what it says"), _coded(BUILT_IN)))
    parts += ["## Purposes\n", _table(("purpose", "what for"), _coded(policy.purposes))]
    parts += ["## Roles\n", _table(("role", "who"), _coded(policy.roles))]
    parts += ["## Retention classes\n", _classes(policy), "## Kinds\n", _kinds(policy), "## What a rule can look at\n"]
    parts += [_looked_at()]
    return "\n".join(parts)


def _rules(policy: Policy) -> str:
    rows = []
    for rule in policy.rules.values():
        own = [case for case in policy.cases if case.rule == rule.id]
        cells = ["<br>".join(_case(case) for case in own if case.expect == wanted) for wanted in ("permit", "deny")]
        rows.append((f"`{rule.id}`", f"{rule.effect}s", rule.sentence, *cells))
    return _table(("rule", "it", "what it says", "let through", "stopped"), rows)


def _case(case: Case) -> str:
    reasons = ", ".join(f"`{reason}`" for reason in case.by)
    return f"{case.that[0].upper()}{case.that[1:]} ({reasons})"


def _classes(policy: Policy) -> str:
    return _table(
        ("class", "kept", "what"),
        [(f"`{one.name}`", _length(one.seconds), one.sentence) for one in policy.classes.values()],
    )


def _length(seconds: int | None) -> str:
    if seconds is None:
        return "until its end is known"
    for size, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds % size == 0 and seconds // size > 1:
            return f"{seconds // size} {unit}"
    return f"{seconds} seconds"


def _kinds(policy: Policy) -> str:
    rows = []
    for name, (disposition, retention) in policy.terms.kinds.items():
        rows.append((f"`{name}`", disposition.value, "–" if disposition in ("drop", "pass") else f"`{retention}`"))
    return _table(("kind", "what becomes of it", "class"), rows)


def _looked_at() -> str:
    rows = []
    for act, resource in ACTS.items():
        names = ", ".join(f"`resource.{name}`" for name in ATTRIBUTES[resource]) or "–"
        rows.append((f'`Action::"{act}"`', f"`{resource}`", names))
    return ASKED + _table(("act", "done to", "facts about it"), rows)


def _coded(said: Mapping[str, str]) -> list[tuple[str, ...]]:
    return [(f"`{name}`", sentence) for name, sentence in said.items()]


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def defaults() -> dict[str, str]:
    """The files of the default policy."""
    return {name: (FOLDER / name).read_text("utf-8") for name in FILES}


if __name__ == "__main__":
    PAGE.write_text(page(Policy.parse(defaults())), "utf-8")
