"""What of an update is stored as a message: by whom, when, in which text, with which files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from privet.core.botapi.fields import RICH
from privet.core.botapi.nodes import author, member, number, origin, string
from privet.core.botapi.rawjson import Leaf

if TYPE_CHECKING:
    from privet.core.botapi.walk import Walk

CHATS = frozenset({"private", "group", "supergroup", "channel"})
FILES = (
    "document",
    "audio",
    "video",
    "animation",
    "voice",
    "video_note",
    "sticker",
    "photo",
    "live_photo",
    "paid_media",
)
"""Where a message has a file; each is called by its own name, or by this where it has none."""

SORTS = {
    "animation": "video", "audio": "audio", "document": "document", "live_photo": "photo", "photo": "photo",
    "sticker": "sticker", "video": "video", "video_note": "video", "voice": "voice",
}  # fmt: skip
"""Of which sort (`core.bot.FILES`) what a message has under these names is."""
_ID = re.compile(r"[A-Za-z0-9_=-]{1,512}", re.ASCII)
_TYPE = re.compile(r"[A-Za-z0-9.+-]{1,40}/[A-Za-z0-9.+-]{1,80}", re.ASCII)
LONGEST, LARGEST = 255, 1 << 53
"""Characters of a file's name, and bytes of its size, that are remembered."""
MOST_FILES = 16
"""Files of one message, and ids of one file, that are remembered; Telegram has ten, and four."""


class Sent(msgspec.Struct, frozen=True, gc=False):
    """A file of a message: its sort (`core.bot.FILES`), its name and media type as its sender's program says them ("":
    it does not), its size in bytes (0: unsaid), and the channel's ids: of the file itself first, then of smaller
    pictures of it.
    """

    sort: str
    name: str
    type: str
    size: int
    ids: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Sent({self.sort})"


class Said(msgspec.Struct, frozen=True, gc=False):
    """A message to be stored. `party` is whose message it is (the recipient, where `direction` is "out"), `sent_at`
    milliseconds since 1970 UTC, `text` the index of its part, or None where it has files alone; `others`: these are the
    words of a program, or handed on from somebody.
    """

    party: str
    direction: str
    sent_at: int
    external_id: str
    text: int | None
    name: str | None = None
    attachments: tuple[str, ...] = ()
    files: tuple[Sent, ...] = ()
    others: bool = False

    def __repr__(self) -> str:
        return "Said(…)"


def chat(node: Any) -> Any:
    """The chat that an update or its message is in, or None."""
    return member(node, "chat") or member(member(node, "message"), "chat")


def place(message: Any) -> str:
    """What follows the chat's number in a conversation's name: a topic, a business connection. In a channel's direct
    messages a topic is what one person and the channel say to each other.
    """
    topic = number(member(message, "message_thread_id")) if member(message, "is_topic_message") is True else None
    direct = number(member(member(message, "direct_messages_topic"), "topic_id"))
    topic = direct if topic is None else topic
    connection = string(member(message, "business_connection_id"))
    return ("" if topic is None else f"/{topic}") + (f"@{connection}" if connection else "")


def said(message: Any, name: str, walk: Walk, *, edited: bool) -> Said | None:
    """What is stored of a message, or None where it says nothing: somebody came, a title changed. `walk` has been
    through it. A place that is only moved on is not stored again.
    """
    sender = author(message)
    text = string(member(message, "text")) or string(member(message, "caption"))
    if not text and not edited:
        text = "\n".join(line for line in _otherwise(message) if line)
    files = tuple(_files(message))
    if not sender or not (text or files):
        return None
    where, number_of = member(message, "chat"), number(member(message, "message_id"))
    partner = str(number(member(where, "id")))
    ours = "business" in name and string(member(where, "type")) == "private" and sender != partner
    at, changed = number(member(message, "date")) or 0, number(member(message, "edit_date")) or 0
    return Said(
        party=partner if ours else sender,
        direction="out" if ours else "in",
        sent_at=1000 * (changed if edited and changed else at),
        external_id=f"{number_of}.{changed or at}" if edited else str(number_of),
        text=walk.part(text, "", origin(message, sender)) if text else None,
        name=_name(member(message, "sender_chat") or member(message, "from")),
        attachments=files,
        files=tuple(islice(_sent(message), MOST_FILES)),
        others=member(member(message, "from"), "is_bot") is True
        or any(member(message, one) for one in ("forward_origin", "via_bot", "sender_chat")),
    )


def _name(who: Any) -> str | None:
    """What somebody, or a chat that speaks for itself, is called."""
    names = (string(member(who, one)) for one in ("first_name", "last_name", "title"))
    return " ".join(one for one in names if one) or None


def _files(message: Any) -> Iterator[str]:
    for sort in FILES:
        if found := member(message, sort):
            if sort == "document" and member(message, "animation"):
                continue  # Telegram says an animation twice
            yield string(member(found, "file_name")) or sort


def _sent(message: Any) -> Iterator[Sent]:
    """The files of a message that can be fetched, those that are paid for one by one."""
    for sort in FILES:
        found = member(message, sort)
        if sort == "paid_media":
            listed = member(found, "paid_media")
            for one in listed if type(listed) is list else ():
                yield from _sent(one)
            continue
        if not found or (sort == "document" and member(message, "animation")):
            continue
        whole = found[-1] if type(found) is list else found  # of a photo the largest size stands last
        ids = tuple(dict.fromkeys(islice(filter(_ID.fullmatch, _ids([whole, found])), MOST_FILES)))
        if ids:
            size, type_ = number(member(whole, "file_size")) or 0, string(member(whole, "mime_type"))
            known = type_ if _TYPE.fullmatch(type_) else ""
            name = string(member(whole, "file_name"))[:LONGEST]
            yield Sent(SORTS[sort], name, known, min(max(0, size), LARGEST), ids)


def _ids(node: Any) -> Iterator[str]:
    """Every id of a file in what describes it, its own before those of smaller pictures."""
    if type(node) is dict:
        yield string(node.get("file_id"))
    for one in node.values() if type(node) is dict else node if type(node) is list else ():
        yield from _ids(one)


def _otherwise(message: Any) -> Iterator[str]:
    """What a message says in other fields than its text, one line each, as an import of an export has it."""
    for sort, keys in (
        ("contact", ("first_name", "last_name", "phone_number")),
        ("location", ("latitude", "longitude")),
        ("venue", ("title", "address")),
        ("invoice", ("title", "description")),
        ("game", ("title", "description")),
    ):
        about = member(message, sort)
        told = (string(member(about, key)) or _rounded(member(about, key)) for key in keys)
        yield " ".join(one for one in told if one)
    for sort, inner in (("poll", "options"), ("checklist", "tasks")):
        about = member(message, sort)
        yield string(member(about, "question")) or string(member(about, "title"))
        listed = member(about, inner)
        for one in listed if type(listed) is list else ():
            yield string(member(one, "text"))
    yield string(member(member(message, "web_app_data"), "data"))
    yield from _rich(member(member(message, "rich_message"), "blocks"))


def _rounded(node: Any) -> str:
    return str(round(node.value, 1)) if type(node) is Leaf and not isinstance(node.value, str) else ""


def _rich(node: Any) -> Iterator[str]:
    """The texts of rich blocks, those of one paragraph together."""
    if type(node) is list:
        for one in node:
            yield from _rich(one)
    elif type(node) is dict:
        for key, value in node.items():
            if key in RICH:
                yield "".join(_joined(value))
                yield string(member(member(value, "credit"), "text")) or string(member(value, "credit"))
            else:
                yield from _rich(value)


def _joined(node: Any) -> Iterator[str]:
    if type(node) is list:
        for one in node:
            yield from _joined(one)
    elif type(node) is dict:
        yield from _joined(node.get("text"))
    else:
        yield string(node)
