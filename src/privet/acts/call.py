"""Call: what a bot asks of the channel's interface goes on record before it leaves; values are put back for the chat it
is for, and nowhere else.

`begin` decides and records as `send` does, many calls in one commit; whoever called lets them leave; `finish` puts on
record what became of them. A call whose outcome a crash hid becomes `unknown`, and is not repeated from here.
"""

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


@dataclass(frozen=True, slots=True, repr=False)
class Begun:
    """A call that may leave now, with these parameters. `said` says that it says something to a chat, is on record as
    `message` (`msg_…`) in `conversation` (`con_…`), and wants `finish`; `stayed` tokens stayed tokens.
    """

    method: str
    params: dict[str, object]
    said: bool = False
    message: str = ""
    conversation: str = ""
    stayed: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of a call: what sending it raised, as channels raise it, and the numbers that the channel gave to the
    messages it made.
    """

    begun: Begun
    fault: Exception | None = None
    numbers: Sequence[int] = ()


def begin(
    app: Privet, tenant: TenantId, bot: Open, batch: Sequence[Call], *, own_answer: bool = False
) -> list[Begun | PrivetError]:
    """Decide and record each call; what may leave, with its values, or why it may not (NotFound: no such chat; Denied;
    BadInput). `own_answer`: they are Privet's own answers to what a customer just asked of it.
    """
    raise NotImplementedError


def finish(app: Privet, tenant: TenantId, bot: Open, batch: Sequence[Finished]) -> list[str]:
    """Record what became of calls that said something; the state of each: "sent", "failed" or "unknown"."""
    raise NotImplementedError


def notice(
    app: Privet, tenant: TenantId, bot: Open, conversation: str, text: str, *, own_answer: bool, reply_to: int = 0
) -> Begun:
    """Privet's own words to a conversation (`con_…`), as a call that may leave now. Raises NotFound, Denied, Erased."""
    raise NotImplementedError
