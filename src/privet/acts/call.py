"""Call: what a bot asks of Telegram goes on record before it leaves (placeholder: the signatures)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts.bot import Open
from privet.core.botapi.call import Call
from privet.core.message import TenantId
from privet.errors import PrivetError

if TYPE_CHECKING:
    from privet.app import Privet


@dataclass(frozen=True, slots=True)
class Begun:
    """A call that may leave."""

    params: dict[str, object]
    said: bool


def begin(app: Privet, tenant: TenantId, bot: Open, batch: Sequence[Call]) -> list[Begun | PrivetError]:
    """Decide and record."""
    raise NotImplementedError


def finish(app: Privet, tenant: TenantId, bot: Open, batch: Sequence[tuple[Begun, Exception | None]]) -> None:
    """Record what became of calls."""
    raise NotImplementedError
