"""How a bot stands at Telegram, by what its API says of the owner of a token (getMe, getWebhookInfo)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from privet.core.bot import Checked
from privet.errors import BadInput, ChannelError

UNKNOWN = "Telegram knows no bot by this token"
WHERE = "@BotFather shows it: digits, a colon, and 35 characters"

_NAME = re.compile(r"[A-Za-z0-9_]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whose token it is; where Telegram posts updates to (scheme and host, empty: nowhere), how many wait there, and
    whether posting them failed lately. `reads_all` says that in groups the bot is given what is not meant for it, too;
    `business`, that people can connect it to accounts of their own.
    """

    checked: Checked
    posts_to: str
    pending: int
    failing: bool
    reads_all: bool
    business: bool


def standing(me: object, webhook: object) -> Standing:
    """What two answers of the Bot API say. Raises ChannelError where they are none; BadInput where it is no bot's."""
    if not isinstance(me, Mapping) or not isinstance(webhook, Mapping):
        raise ChannelError("what answered is no Bot API", retry=False)
    number, username = me.get("id"), me.get("username")
    if me.get("is_bot") is not True or not isinstance(number, int) or not 0 < number < 2**52:
        raise BadInput(UNKNOWN, hint=WHERE)
    if not isinstance(username, str) or not _NAME.fullmatch(username):
        raise ChannelError("what answered is no Bot API", retry=False)
    pending, address = webhook.get("pending_update_count"), webhook.get("url")
    return Standing(
        Checked(number, username), _origin(address) if isinstance(address, str) else "",
        pending if isinstance(pending, int) else 0, bool(webhook.get("last_error_date")),
        me.get("can_read_all_group_messages") is True, me.get("can_connect_to_business") is True,
    )  # fmt: skip


def _origin(address: str) -> str:
    """Where an address leads, without its path, which may hold a secret."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" if parts.netloc else ""
