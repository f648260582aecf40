"""When a message can still be deleted at Telegram, by which call, and what Telegram's refusals mean."""

from __future__ import annotations

PASTED = frozenset({"CARD", "CARD_CODE", "PIN", "PUK", "PASSWORD", "CODE", "SECRET"})
"""Kinds that do not belong into a chat: a message with one is deleted at the channel at once."""
