"""What became of messages that came in: in raw ids until their commit, then as callers see it. A step of `receive`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from privet.acts.reading import Body
from privet.core import tokens
from privet.core.base32 import base32
from privet.core.kinds import BY_NUMBER
from privet.core.message import Received, TokenRef


class Answer(msgspec.Struct, frozen=True, gc=False):
    """What became of one message, in raw ids, until its commit."""

    outcome: Literal["stored", "repeated", "refused", "waits"]
    message: bytes = b""
    conversation: bytes = b""
    subject: bytes = b""
    body: Body | None = None
    reasons: tuple[str, ...] = ()


def shown(answers: Sequence[Answer]) -> list[Received]:
    """Answers as callers see them; all their ids are written out in one step."""
    raw: list[bytes] = []
    for one in answers:
        if one.outcome != "refused":
            raw += (one.message, one.conversation)
            raw += [token[4] for token in one.body.tokens] if one.body else ()
    names = iter(b" ".join(base32(raw)).decode().split())
    found = []
    for one in answers:
        if one.outcome == "refused":
            found.append(Received("refused", "", "", None, (), one.reasons))
            continue
        message, talk = next(names), next(names)
        text = one.body.text if one.body else ""
        refs = tuple(
            [
                TokenRef(text[start:end], "tok_" + next(names), BY_NUMBER[kind].name, start, end)
                for start, end, kind, _, _ in (one.body.tokens if one.body else ())
            ]
        )
        opened = tokens.opened(text) if one.body else None
        found.append(Received(one.outcome, "msg_" + message, "con_" + talk, opened, refs))
    return found
