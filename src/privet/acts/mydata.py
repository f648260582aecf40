"""My data: a customer asks, in the chat, what is held of them, and is told the kinds and how many; on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.core.message import TenantId
from privet.core.policy import Actor

if TYPE_CHECKING:
    from privet.app import Privet


def mydata(app: Privet, tenant: TenantId, subject: str, actor: Actor) -> dict[str, int]:
    """How many values of which kinds are held of `subject` (`sub_…`). Raises NotFound, Denied, Erased."""
    raise NotImplementedError
