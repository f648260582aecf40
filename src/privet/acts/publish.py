"""Publish: a tenant's ledger as auditors and their programs fetch it, at the paths of C2SP tlog-tiles.

What is published holds no personal data (docs/spec/ledger-entry.md), so fetching it leaves no entry; a rule decides who
may.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.acts.allowed import allowed
from privet.core import tiles
from privet.core.entry import packed
from privet.core.merkle import WIDTH
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask
from privet.errors import NotFound
from privet.store import ledger

if TYPE_CHECKING:
    from privet.app import Privet

PURPOSE = "operation"


def newest(app: Privet, tenant: TenantId, actor: Actor, purpose: str = PURPOSE) -> str:
    """The newest signed checkpoint. NotFound where none was signed yet."""
    with allowed(app, tenant, Ask(actor, "ledger", purpose)) as view:
        kept = ledger.last_checkpoint(view)
    if kept is None:
        raise NotFound("no checkpoint was signed yet", hint="the server signs one soon after the first entry")
    return kept[1]


def tile(app: Privet, tenant: TenantId, path: str, actor: Actor, purpose: str = PURPOSE) -> bytes:
    """What stands at `tile/<path>`: hashes of 32 bytes each, or a bundle of entries; it never changes.

    NotFound where the tree ends before.
    """
    with allowed(app, tenant, Ask(actor, "ledger", purpose)) as view:
        asked = tiles.read(path)
        if not asked.within(ledger.size(view)):
            raise NotFound("the ledger has not grown to that tile", hint="its newest checkpoint says how far it has")
        if asked.level != tiles.ENTRIES:
            return ledger.tile(view, asked.level, asked.number, asked.width)
        first = asked.number * WIDTH
        return packed(one for _, one in ledger.entries(view, first, first + asked.width))
