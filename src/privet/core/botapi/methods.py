"""The methods of the Bot API (placeholder: what others work with)."""

from __future__ import annotations

NAMES: frozenset[str] = frozenset({"getMe", "sendMessage", "getFile", "getUpdates", "setWebhook", "deleteWebhook"})
"""Every published method."""

UPDATES: frozenset[str] = frozenset({"message", "edited_message", "callback_query", "inline_query"})
"""Names of updates that Telegram gives where nobody asks for others."""
