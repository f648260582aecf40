"""Macro: texts that answers begin with, a company's own, kept and taken away by an act.

A text may have tokens, which stand for what the conversation has under that name; nothing personal stands in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts.allowed import sighted
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.errors import BadInput, NotFound
from privet.store import desk
from privet.store.desk import MacroRow

if TYPE_CHECKING:
    from privet.app import Privet

MACRO, PURPOSE = "mac", "operation"
LONGEST, LONGEST_NAME, MOST = 2000, 60, 200


@dataclass(frozen=True, slots=True)
class Macro:
    """A text that answers begin with: its id (`mac_…`), its name, what it says."""

    id: str
    name: str
    text: str


def keep(app: Privet, tenant: TenantId, name: str, text: str, actor: Actor) -> Macro:
    """A new text. Raises BadInput where something personal stands in it; Denied, on the ledger."""
    name, text = " ".join(name.split()), text.strip()
    if not 0 < len(name) <= LONGEST_NAME or not 0 < len(text) <= LONGEST:
        raise BadInput(f"a text has 1 to {LONGEST} characters, and a name of 1 to {LONGEST_NAME}")
    found = {one.kind for one in app.rules_of(tenant).scanner.personal(f"{name}\n{text}")} - {"LITERAL"}
    if found:
        raise BadInput(
            f"something personal stands in it: {', '.join(sorted(found))}",
            hint="write a token such as [EMAIL_1] in its place: it stands for what the conversation calls so",
        )
    made = MacroRow(app.id(), name, text, app.now())
    _change(app, tenant, made.id, actor, made)
    return _shown(made)


def drop(app: Privet, tenant: TenantId, id: str, actor: Actor) -> None:
    """Take a text away. Raises NotFound; Denied, on the ledger."""
    _change(app, tenant, ids.read(MACRO, id), actor, None)


def all_(app: Privet, tenant: TenantId, actor: Actor, *, purpose: str) -> list[Macro]:
    """Every text, by name, for whoever may read any conversation. Raises Denied."""
    with sighted(app, tenant, Ask(actor, "read", purpose)) as (view, _):
        return [_shown(one) for one in desk.macros(view)]


def _shown(row: MacroRow) -> Macro:
    return Macro(ids.shown(MACRO, row.id), row.name, row.text)


def _change(app: Privet, tenant: TenantId, id: bytes, actor: Actor, made: MacroRow | None) -> None:
    with app.store.write(tenant) as tx:
        rules = app.rules_in(tx)
        decision = decide(rules.policy, Ask(actor, "macro", PURPOSE), Facts())
        if isinstance(decision, Permit):
            if made is None and not desk.drop_macro(tx, id):
                raise NotFound("there is no such text", hint="the page of texts lists them")
            if made is not None:
                if len(desk.macros(tx)) >= MOST:
                    raise BadInput(f"there are {MOST} texts already", hint="take one away first")
                desk.keep_macro(tx, made)
        tx.record(
            entry(
                Entry(
                    app.entry_id(), app.now(), "macro" if made else "macro.drop",
                    Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED, actor.id, ids.shown(MACRO, id),
                    purpose=PURPOSE, policy=rules.version, reasons=decision.reasons,
                )
            )
        )  # fmt: skip
    decision.require()
