"""Looking into what the Bot API said: what an object has under a name, and who a message is from."""

from __future__ import annotations

from typing import Any

from privet.core.botapi.fields import ACTORS
from privet.core.botapi.rawjson import Leaf


def number(node: Any) -> int | None:
    """A whole number, where there is one."""
    return node.value if type(node) is Leaf and type(node.value) is int else None


def string(node: Any) -> str:
    """A text, or "" where there is none."""
    return node.value if type(node) is Leaf and type(node.value) is str else ""


def member(node: Any, name: str) -> Any:
    """What an object has under a name, or None."""
    return node.get(name) if type(node) is dict else None


def author(message: Any) -> str:
    """The address of whoever a message is from: a chat that speaks for itself, a person, or the channel. "" where it
    does not say.
    """
    for found in (member(message, "sender_chat"), member(message, "from")):
        if (one := number(member(found, "id"))) is not None:
            return str(one)
    chat = member(message, "chat")
    one = number(member(chat, "id"))
    return str(one) if one is not None and string(member(chat, "type")) == "channel" else ""


def origin(message: Any, forwarder: str) -> str:
    """The address of who wrote a message first; whoever hands on a message of somebody hidden answers for it."""
    told = member(message, "forward_origin") or member(message, "origin")
    for found in (
        member(told, "sender_user"),
        member(told, "sender_chat"),
        member(told, "chat"),
        member(message, "forward_from"),
        member(message, "forward_from_chat"),
    ):
        if (one := number(member(found, "id"))) is not None:
            return str(one)
    return forwarder


def actor(node: Any) -> str:
    """The address of who did what an object tells, or ""."""
    for name in ACTORS:
        if (one := number(member(member(node, name), "id"))) is not None:
            return str(one)
    return ""
