"""Opening what was sealed with a message: its tokenised text and where its tokens stand. A step of the reading acts.

What comes out of here holds tokens, not values; still it is shown only to whom a rule lets read it, since a detector
can miss.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from privet.acts.draft import BODY
from privet.acts.tokenise import Placed
from privet.acts.whose import open_key
from privet.core import ids, seal, tokens
from privet.core.kinds import BY_NUMBER
from privet.core.message import Inbound, TokenRef
from privet.core.plain import TokenText
from privet.core.unseal import unseal
from privet.store import subjects
from privet.store.messages import MessageRow

if TYPE_CHECKING:
    from privet.store.view import View


class Body(msgspec.Struct, array_like=True, gc=False):
    """What is sealed of a message: [tokenised text, tokens, when sent, external id, name, reference, attachments]."""

    text: str
    tokens: list[tuple[int, int, int, int, bytes]]
    sent_at: int
    external_id: str | None = None
    name: str = ""
    reference: str = ""
    attachments: tuple[str, ...] = ()

    @classmethod
    def of(cls, inbound: Inbound, text: TokenText, placed: list[Placed]) -> Body:
        """The body of a message that is about to be stored."""
        return cls(
            text.text,
            list(placed),
            inbound.sent_at,
            inbound.external_id,
            inbound.name.expose() if inbound.name else "",
            inbound.subject_ref.expose() if inbound.subject_ref else "",
            tuple([name.expose() for name in inbound.attachments]),
        )

    def __repr__(self) -> str:
        return "Body(…)"

    def token_text(self) -> TokenText:
        """The tokenised text."""
        return tokens.opened(self.text)

    def refs(self) -> tuple[TokenRef, ...]:
        """The tokens as the API shows them."""
        return tuple(
            TokenRef(self.text[start:end], ids.shown(ids.TOKEN, value), BY_NUMBER[kind].name, start, end)
            for start, end, kind, _, value in self.tokens
        )


_decode = msgspec.msgpack.Decoder(Body).decode


def read_body(view: View, row: MessageRow, slot: int | None = None) -> Body | None:
    """The body of a message; None when its subject or its period is gone. `slot` spares looking the subject up."""
    if slot is None:
        owner = subjects.subject(view, row.subject)
        if owner is None or owner.state != subjects.ACTIVE:
            return None
        slot = owner.slot
    key = open_key(view, row.subject, slot, row.period)
    if key is None:
        return None
    place = seal.context(view.tenant, row.subject, row.id, 0, BODY, slot, row.period)
    return _decode(unseal(key, row.body, place))
