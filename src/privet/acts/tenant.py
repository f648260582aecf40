"""Tenant: a company gets its keys, its ledger and its first policy; the adoption of that policy is its first entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.policy import Actor, Policy
from privet.core.wrap import KeyKind
from privet.errors import BadInput
from privet.store import tenants

if TYPE_CHECKING:
    from privet.app import Privet

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,38}")


def add(app: Privet, name: str, policy_files: Mapping[str, str], actor: Actor) -> tenants.Tenant:
    """A new tenant called `name` (a-z, 0-9, '-'; at most 39 characters) with the policy that these files are."""
    if not NAME.fullmatch(name):
        raise BadInput("a tenant's name has a-z, 0-9 and '-', at most 39 of them", hint="for example: --tenant demo")
    policy = Policy.parse(policy_files)
    with app.store.founding() as tx:
        if any(one.name == name for one in tenants.every(app.store)):
            raise BadInput("there is a tenant of that name", hint="choose another name")
        tx.keys.add_tenant(tx.tenant)
        ((index_slot, _),) = tx.keys.new_leaves(tx.tenant, KeyKind.INDEX, 1)
        ((ledger_slot, _),) = tx.keys.new_leaves(tx.tenant, KeyKind.LEDGER, 1)
        # The origin line names the ledger to the world: a random part, so that two installations never share one.
        origin = f"privet.invalid/{ids.letters(app.chance(16))[:12]}/{name}"
        made = tenants.Tenant(tx.tenant, name, origin, index_slot, ledger_slot)
        tenants.add(app.store, made, app.now())
        digest = bytes.fromhex(policy.digest)
        tenants.put_policy(tx, tenants.PolicyRow(1, "adopted", digest, dict(policy_files)), app.now())
        named = ids.shown("pol", digest[:16])
        tx.record(entry(Entry(app.entry_id(), app.now(), "rule", Outcome.DONE, actor.id, named, policy=1)))
    app.rules_of(made.id)
    return made
