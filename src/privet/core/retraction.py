"""When a message can still be deleted at Telegram, by which call, and what Telegram's refusals mean.

A bot may delete a message for 48 hours after it was sent (core.telegram.org/bots/api#deletemessage); those of a
business account by a call of their own. What Telegram says of a failure is told by its fixed sentences: anything else
could hold anything, so it is not kept.
"""

from __future__ import annotations

import re
from typing import NamedTuple

PASTED = frozenset({"CARD", "CARD_CODE", "PIN", "PUK", "PASSWORD", "SECRET"})
"""Kinds that do not belong into a chat: a message with one is deleted at the channel at once."""

LIMIT_MS = 172_800_000
"""How long after it was sent a message can be deleted."""

ALARM_MS = 1_800_000
"""How long before that somebody is told where it is not."""

KEPT_MS = 90 * 86_400_000
"""How long what came of a deletion is listed; the ledger has it for good."""

LONGEST_PAUSE_MS = 600_000

_NAME = re.compile(r"(-?[0-9]{1,19}|@[A-Za-z0-9_]{1,64})(?:/([0-9]{1,19}))?(?:@(.{1,256}))?", re.DOTALL)


class Place(NamedTuple):
    """What a conversation's name says: the chat as calls name it, its topic (0: none), its business connection ("")."""

    chat: int | str
    topic: int
    connection: str

    def params(self) -> dict[str, object]:
        """The parameters by which a call says something there."""
        found: dict[str, object] = {"chat_id": self.chat}
        if self.topic:
            found["message_thread_id"] = self.topic
        if self.connection:
            found["business_connection_id"] = self.connection
        return found


def place(name: str) -> Place | None:
    """The place that a conversation of the channel is named for: CHAT, CHAT/TOPIC or CHAT@CONNECTION."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    chat, topic, connection = found.groups()
    return Place(chat if chat.startswith("@") else int(chat), int(topic or 0), connection or "")


def call(where: Place, number: int) -> tuple[str, dict[str, object]]:
    """Method and parameters that delete the message of that number there."""
    if where.connection:
        return "deleteBusinessMessages", {"business_connection_id": where.connection, "message_ids": [number]}
    return "deleteMessage", {"chat_id": where.chat, "message_id": number}


def number(external_id: str | None) -> int | None:
    """The channel's number of a stored message, of which an edit is the same message."""
    digits = (external_id or "").partition(".")[0]
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 19 else None


GONE = "not-found"

REASONS = {
    GONE: ("message to delete not found", "The message was not there any more."),
    "not-deletable": ("message can't be deleted", "Telegram does not let the bot delete it."),
    "no-rights": ("not enough rights", "The bot has no right to delete messages there."),
    "chat-not-found": ("chat not found", "The bot does not know the chat any more."),
    "kicked": ("bot was kicked", "The bot was removed from the group."),
    "blocked": ("bot was blocked by the user", "The customer blocked the bot."),
    "connection": ("business_connection", "The business account gave the bot no right to it, or took it away."),
    "access": ("bot_access_forbidden", "The business account gave the bot no access to that chat."),
    "too-late": ("", "It was not deleted within the 48 hours in which Telegram lets bots delete."),
    "erased": ("", "The customer was erased, and with them the number of their chat."),
    "bot-removed": ("", "The bot was removed."),
    "denied": ("", "A rule of the company does not let it be deleted."),
    "refused": ("", "Telegram refused it."),
}
"""Why a deletion failed: what Telegram's description says then, in small letters, and a sentence for people."""


def reason(description: str) -> str:
    """The name of the reason that Telegram's description of a failure gives."""
    said = description.lower()
    return next((name for name, (words, _) in REASONS.items() if words and words in said), "refused")


def pause(attempts: int) -> int:
    """How long (ms) after so many attempts it is tried again."""
    return int(min(1000 * 2 ** min(attempts, 16), LONGEST_PAUSE_MS))
