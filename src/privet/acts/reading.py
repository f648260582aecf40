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
    tokens: list[Placed]
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
            placed,
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


class Page:
    """What reading many messages need not look up for each: who is still there, and the keys."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._slots: dict[bytes, int | None] = {}
        self._keys: dict[tuple[bytes, int], bytes | None] = {}

    def body(self, row: MessageRow) -> Body | None:
        """The body of a message; None when its subject or its period is gone."""
        if row.subject not in self._slots:
            owner = subjects.subject(self.view, row.subject)
            self._slots[row.subject] = owner.slot if owner is not None and owner.state == subjects.ACTIVE else None
        slot = self._slots[row.subject]
        if slot is None:
            return None
        place = (row.subject, row.period)
        if place not in self._keys:
            self._keys[place] = open_key(self.view, row.subject, slot, row.period)
        key = self._keys[place]
        return None if key is None else _opened(self.view, row, slot, key)


def read_body(view: View, row: MessageRow, slot: int) -> Body | None:
    """The body of a message of the subject whose key is in `slot`, whatever its state; None when a key is gone."""
    key = open_key(view, row.subject, slot, row.period)
    return None if key is None else _opened(view, row, slot, key)


def _opened(view: View, row: MessageRow, slot: int, key: bytes) -> Body:
    place = seal.context(view.tenant, row.subject, row.id, 0, BODY, slot, row.period)
    return _decode(unseal(key, row.body, place))
