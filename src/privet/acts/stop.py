"""Stop: a customer wants no more messages, or wants them again: by their own word, or as a colleague was told.

Whoever said so gets nothing that `send` or `call` decide about, but for Privet's own answer to what they just asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View


@dataclass(frozen=True, slots=True)
class OptOut:
    """A subject (`sub_…`) who wants no more messages on its channel, since when (ms), and by whose act: "self" or an
    actor.
    """

    subject: str
    channel: str
    since: int
    by: str


def word(app: Privet, tenant: TenantId, subject: str, actor: Actor, *, stop: bool) -> bool:
    """A customer said STOP, or START, to a gateway; whether that changed anything. Raises NotFound, Denied, Erased."""
    raise NotImplementedError


def stop(
    app: Privet, tenant: TenantId, subject: str, purpose: str, reason: Plain, actor: Actor,
    factor_age_s: int | None = None,
) -> bool:  # fmt: skip
    """Nothing is sent to `subject` (`sub_…`) any more; False where it is so already. Raises NotFound, Denied, Erased."""
    raise NotImplementedError


def start(
    app: Privet, tenant: TenantId, subject: str, purpose: str, reason: Plain, actor: Actor,
    factor_age_s: int | None = None,
) -> bool:  # fmt: skip
    """Messages are sent again; False where nothing stood in the way. Raises NotFound, Denied, Erased."""
    raise NotImplementedError


def listed(app: Privet, tenant: TenantId, actor: Actor, limit: int = 100) -> list[OptOut]:
    """Who wants no more messages, the newest first. Raises Denied, on the ledger."""
    raise NotImplementedError


def of(view: View, subject: bytes) -> OptOut | None:
    """The opt-out of a subject, if there is one. A step of acts."""
    raise NotImplementedError
