"""Admit: updates of a bot come in, many in one commit, each on record before the bot gets it (docs/spec/updates.md).

A message is stored as `receive` stores one. Every other text of the update becomes tokens under whose it is, in that
conversation, without a message; numbers of people become aliases. What the bot gets is made of that, sealed, and waits
for it in the same commit. An update that comes again changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from privet.acts.bot import Open
from privet.core.message import TenantId
from privet.errors import PrivetError

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.core.botapi.update import Read


class Admitted(msgspec.Struct, frozen=True, gc=False):
    """What became of one update: `raw` is its JSON for the bot, empty where it was refused (`reasons` say why) or came
    before and waits no more; `kinds` are those found in the message's own text. Ids are as they are shown, "" where
    there is none.
    """

    outcome: str  # "stored", "repeated" or "refused"
    raw: bytes = b""
    kinds: frozenset[str] = frozenset()
    message: str = ""
    conversation: str = ""
    subject: str = ""
    reasons: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Admitted({self.outcome})"


def admit(
    app: Privet, tenant: TenantId, bot: Open, batch: Sequence[Read], hidden: Sequence[bool] = ()
) -> list[Admitted]:
    """Take in updates of one bot and answer each, in order, after its commit. `hidden[i]`: the i-th is stored, and
    recognised when it comes again, but the bot does not get it, since Privet answers it itself.
    """
    raise NotImplementedError


def answered(app: Privet, tenant: TenantId, bot: Open, batch: Sequence[Read]) -> list[bytes | PrivetError]:
    """Answers of calls that a bot made, as it gets them: texts become tokens, numbers aliases; no message is stored."""
    raise NotImplementedError
