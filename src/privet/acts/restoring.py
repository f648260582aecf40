"""Putting values back where their tokens stand, for the recipients who wrote them or were already sent them. A step of
send (design.md §3.2): only in the token's own conversation, only values of its members; anything else stays a token.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from privet.acts.draft import VALUE
from privet.acts.reading import Body
from privet.acts.whose import open_key
from privet.core import seal, tokens
from privet.core.botapi import escapes, markup
from privet.core.botapi.update import Made
from privet.core.kinds import BY_NUMBER, KINDS, Disposition
from privet.core.unseal import unseal
from privet.store import messages, subjects

if TYPE_CHECKING:
    from privet.acts.reading import Body
    from privet.app import Rules
    from privet.store.subjects import ConversationRow
    from privet.store.view import Tx, View

Known = dict[tuple[int, int], bytes]
"""(kind's number, n) → value id, of the tokens of one conversation."""


def number(match: re.Match[str]) -> tuple[int, int]:
    """(kind's number, n) of a token as it is tolerantly read; kind 0 when there is no such kind."""
    kind = KINDS.get(match.group(1).upper())
    return (kind.number if kind else 0, int(match.group(2)))


def known(view: View, conversation: bytes, text: str) -> Known:
    """The values behind the tokens in `text` that are this conversation's."""
    wanted = {number(match) for match in tokens.TOLERANT.finditer(text)}
    return messages.value_ids(view, conversation, wanted) if wanted else {}


def restored(view: View, talk: ConversationRow, body: Body, kinds: set[str]) -> tuple[str, int]:
    """A message's text with the values of its tokens of these kinds, and how many tokens stayed tokens.

    What reads like a token but was none when the message was written stays, whatever came to be called so since.
    """
    members = {talk.subject}  # of a group, its own subject, which has what was sent to it
    if talk.group:
        members.update(subjects.members(view, talk.id))
    pieces: list[str] = []
    at = put_back = 0
    for start, end, kind, _, value in body.tokens:
        found = opened(view, members, value) if BY_NUMBER[kind].name in kinds else None
        if found is not None:
            pieces += (body.text[at:start], found)
            at = end
            put_back += 1
    pieces.append(body.text[at:])
    return "".join(pieces), len(tokens.mentioned(body.text)) - put_back


def marked(text: str, marks: str, values: Mapping[tuple[int, int], str]) -> tuple[Made, int]:
    """A text with these values in place of their tokens, each escaped as its marks ("HTML", …) need it, and how many
    tokens stayed tokens.
    """
    read, starts = escapes.resolved(text, marks)
    pieces: list[str] = []
    spans: list[tuple[int, int, int]] = []
    at = stayed = 0
    for match in tokens.TOLERANT.finditer(read):
        value = values.get(number(match))
        if value is None:
            stayed += 1
            continue
        start, end, value = starts[match.start()], starts[match.end()], markup.escaped(value, marks)
        pieces += (text[at:start], value)
        spans.append((start, end, len(value)))
        at = end
    return Made("".join([*pieces, text[at:]]), spans), stayed


def opened(view: View, members: set[bytes], value: bytes) -> str | None:
    """A value that one of `members` wrote or was sent; None where it is gone, or somebody else's."""
    row = messages.value(view, value)
    owner = None if row is None or row.subject not in members else subjects.subject(view, row.subject)
    if row is None or owner is None or owner.state != subjects.ACTIVE:
        return None
    key = open_key(view, owner.id, owner.slot, row.period)
    if key is None:
        return None
    place = seal.context(view.tenant, owner.id, row.id, row.kind, VALUE, owner.slot, row.period)
    return unseal(key, row.sealed, place).decode("utf-8", "surrogatepass")


def delivered(tx: Tx, rules: Rules, message: bytes) -> None:
    """Values that are kept only until delivered are gone once their message was."""
    transit = [kind.number for kind in rules.kinds.values() if kind.disposition is Disposition.TRANSIT]
    row = messages.message(tx, message)
    if row is not None and transit:
        messages.drop_values(tx, row.conversation, transit, before=message)
