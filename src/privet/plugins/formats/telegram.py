"""Telegram Desktop's `result.json`: a full export (`chats.list`) or the export of one chat, in constant memory.

The exporter's JSON is not quite JSON: it writes control characters as `\\x0B` and may leave raw ones in a string
(docs/reference/import-formats.md). So the file is first cut into values by brackets and quotes alone, and each message
is repaired and parsed by itself; one that cannot be read costs no other. Numbers of people and chats are written as the
Bot API writes them, so that an imported conversation and a live one are the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

from privet.core.jsonwalk import SMALL, BrokenOff, JsonWalk
from privet.core.message import Inbound
from privet.core.record import (
    BROKEN_OFF,
    MISSING,
    NOT_JSON,
    NOT_UTF8,
    RAW,
    TOO_LONG,
    WRONG_TYPE,
    Build,
    Item,
    Skipped,
    Window,
    chunks,
    inbound,
    instant,
    read_all,
    unreadable,
)
from privet.errors import BadInput, UnreadableRecord

_ALONE = {"personal_chat", "bot_chat", "saved_messages"}
NO_CHAT = "a chat without id and type before its messages; its messages were not read"
SERVICE = Skipped("service message")
UNSUPPORTED = Skipped("message of a kind the exporter does not write")
EMPTY = Skipped("message without text or file")

_decode = json.JSONDecoder(strict=False).decode  # not strict: lets raw control characters pass
_WHOLE = re.compile(r"-?[0-9]{1,20}", re.ASCII)
_PEER = re.compile(r"(user|chat|channel|)([0-9]{1,20})", re.ASCII)
_ESCAPE = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|.)", re.DOTALL)
_LEFT_OUT = tuple(f"({what} {why}" for what in ("File", "Photo") for why in ("not included", "unavailable", "exceeds"))


class Telegram:
    """The format `telegram`."""

    name = "telegram"

    def read(self, file: BinaryIO, start: int) -> Iterator[tuple[int, Item]]:
        """Every message after the first `start` records; see `Format`."""
        return read_all(_records(JsonWalk(Window(chunks(file)))), start)


def _parsed(raw: bytes | None) -> Any:
    """The value, once `\\x0B` is written as JSON wants it; raw control characters are let pass. Raises Unreadable."""
    if raw is None:
        raise UnreadableRecord(TOO_LONG)
    if b"\\x" in raw:
        raw = _ESCAPE.sub(lambda found: b"\\u00" + found[1] if found[1] else found[0], raw)
    try:
        return _decode(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise UnreadableRecord(NOT_UTF8) from None
    except ValueError:
        raise UnreadableRecord(NOT_JSON) from None


@dataclass(slots=True)
class _Chat:
    """What is known of a chat when its messages begin; `number` counts the chats of the file from 1."""

    number: int
    id: int | None = None
    type: str = ""
    title: str | None = None

    def address(self) -> str:
        """The chat's number as the Bot API writes it."""
        if self.id is not None and self.id < 0:
            return str(self.id)
        if self.type in _ALONE:
            return str(self.id)
        return f"-{self.id}" if self.type == "private_group" else f"-100{self.id}"


def _records(walk: JsonWalk) -> Iterator[tuple[str, Build]]:
    walk.window.more()
    walk.window.at = 3 if walk.window.data.startswith(b"\xef\xbb\xbf") else 0
    if walk.peek() != b"{":
        raise BadInput(
            "this is no Telegram Desktop export in JSON",
            hint="In Telegram Desktop: Settings, Advanced, Export Telegram data, format Machine-readable JSON.",
        )
    chats, owner, alone = 0, None, _Chat(1)
    try:
        for key in walk.members():
            if key in ("chats", "left_chats"):
                for inner in walk.members():
                    if inner != "list":
                        walk.take(0)
                        continue
                    for _ in walk.elements():
                        chats += 1
                        yield from _chat(walk, _Chat(chats), owner)
            elif key == "personal_information":
                owner = _owner(walk.take(SMALL))
            elif key == "messages":
                chats += 1
                yield from _messages(walk, alone, owner)
            else:
                _told(alone, key, walk)
    except (BrokenOff, UnreadableRecord):
        if chats:
            yield f"byte {walk.window.offset}", unreadable(BROKEN_OFF)
    if not chats:
        raise BadInput("this JSON file holds no chat as Telegram Desktop exports it")


def _owner(raw: bytes | None) -> str | None:
    """Whose account was exported."""
    about = _parsed(raw)
    number = about.get("user_id") if isinstance(about, dict) else None
    return _plain_number(number)


def _chat(walk: JsonWalk, chat: _Chat, owner: str | None) -> Iterator[tuple[str, Build]]:
    for key in walk.members():
        if key == "messages":
            yield from _messages(walk, chat, owner)
        else:
            _told(chat, key, walk)


def _told(chat: _Chat, key: str, walk: JsonWalk) -> None:
    """Take the value of `key` into what is known of the chat; other keys are passed over."""
    if key not in ("id", "type", "name"):
        walk.take(0)
        return
    try:
        value = _parsed(walk.take(SMALL))
    except UnreadableRecord:
        return
    if key == "id":
        number = _plain_number(value)
        chat.id = int(number) if number else None
    elif isinstance(value, str):
        chat.type, chat.title = (value, chat.title) if key == "type" else (chat.type, value)


def _messages(walk: JsonWalk, chat: _Chat, owner: str | None) -> Iterator[tuple[str, Build]]:
    if chat.id is None or not chat.type:
        walk.take(0)
        yield f"chat {chat.number}", unreadable(NO_CHAT)
        return
    for number, _ in enumerate(walk.elements(), 1):
        raw = walk.take(RAW)
        yield f"message {number} of chat {chat.number}", partial(_message, raw, chat, owner)


def _message(raw: bytes | None, chat: _Chat, owner: str | None) -> Inbound | Skipped:
    read = _parsed(raw)
    if not isinstance(read, dict):
        raise UnreadableRecord(NOT_JSON)
    if read.get("type") == "service":
        return SERVICE
    if read.get("type") == "unsupported":
        return UNSUPPORTED
    text = "\n".join(part for part in (_text(read), *_said_otherwise(read)) if part)
    attachments = tuple(_attachments(read))
    if not text and not attachments:
        return EMPTY
    sender = _address(read.get("from_id"))
    conversation = chat.address()
    ours = sender != conversation if chat.type in _ALONE else sender == owner
    name = read.get("from")
    return inbound(
        channel="telegram",
        conversation=conversation,
        party=conversation if ours or chat.type == "saved_messages" else sender,
        text=text,
        sent_at=_sent_at(read),
        external_id=_plain_number(read.get("id")) or "",
        direction="out" if ours and chat.type != "saved_messages" else "in",
        name=name if isinstance(name, str) else None,
        title=chat.title,
        group=chat.type not in _ALONE,
        attachments=attachments,
    )


def _plain_number(value: object) -> str | None:
    """A whole number as the exporter writes ids: an integer, or one in a string."""
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return text if _WHOLE.fullmatch(text) else None


def _address(from_id: object) -> str:
    """`user1`, `chat1`, `channel1` (before 2021: the number of a user) as the Bot API writes them."""
    found = _PEER.fullmatch(str(from_id))
    if not found:
        raise UnreadableRecord(MISSING)
    return {"chat": "-", "channel": "-100"}.get(found[1], "") + found[2]


def _sent_at(read: dict[str, Any]) -> int | None:
    """`date_unixtime` in seconds; without it `date`, the exporting computer's local time, read as UTC."""
    seconds = _plain_number(read.get("date_unixtime"))
    if seconds:
        return int(seconds) * 1000 if 0 <= int(seconds) < 10**11 else None
    date = read.get("date")
    return instant(date) if isinstance(date, str) else None


def _text(read: dict[str, Any]) -> str:
    """The text as it was written; an address behind a word follows it in angle brackets, since it would be lost."""
    parts = read.get("text", read.get("text_entities", ""))
    if isinstance(parts, str):
        return parts
    if not isinstance(parts, list):
        raise UnreadableRecord(WRONG_TYPE)
    pieces: list[str] = []
    for part in parts:
        text, link = (part.get("text"), part.get("href")) if isinstance(part, dict) else (part, None)
        if not isinstance(text, str):
            raise UnreadableRecord(WRONG_TYPE)
        pieces.append(f"{text} <{link}>" if isinstance(link, str) and link and link != text else text)
    return "".join(pieces)


def _said_otherwise(read: dict[str, Any]) -> Iterator[str]:
    """What a message says in other fields than its text, one line each: a contact, a place, a poll."""
    for field, keys in (
        ("contact_information", ("first_name", "last_name", "phone_number")),
        ("location_information", ("latitude", "longitude")),
        ("invoice_information", ("title", "description")),
        ("poll", ("question",)),
    ):
        about = read.get(field)
        if isinstance(about, dict):
            yield " ".join(str(about[key]) for key in keys if isinstance(about.get(key), str | int | float))
            answers = about.get("answers")
            for answer in answers if isinstance(answers, list) else ():
                if isinstance(answer, dict) and isinstance(answer.get("text"), str):
                    yield answer["text"]
    for key in ("place_name", "address"):
        if isinstance(read.get(key), str):
            yield read[key]


def _attachments(read: dict[str, Any]) -> Iterator[str]:
    """The name of each file: its own, or its path in the export, or what it was when the file was left out."""
    for key in ("photo", "file", "contact_vcard"):
        path = read.get(key)
        if not isinstance(path, str) or not path:
            continue
        own = read.get("file_name") if key == "file" else None
        sentence = path.rfind("(")
        left = path[:sentence].strip() if path.startswith(_LEFT_OUT, max(sentence, 0)) else path
        kind = read.get("media_type")
        yield own if isinstance(own, str) and own else left or (kind if isinstance(kind, str) and kind else key)
