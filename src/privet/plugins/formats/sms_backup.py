"""The XML of "SMS Backup & Restore": `smses/sms` and `smses/mms`, in constant memory.

The app writes emoji as two references to halves of a surrogate pair (`&#55357;&#56832;`) and control characters as they
come; both are no XML, and an XML parser stops there for good. All that the app says stands in attributes of a handful
of elements, so the file is read tag by tag: a tag that cannot be read costs one record, the data of a picture is passed
over without being held, and there is nothing that could define or expand an entity. A file with a DTD is refused.
It is long because the tags and what they mean are one format.
Fields: https://synctech.com.au/sms-backup-restore/fields-in-xml-backup-files/
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO

from privet.core.message import Inbound
from privet.core.record import (
    ATTACHMENTS,
    BROKEN_OFF,
    MANY,
    MISSING,
    NOT_UTF8,
    OVER,
    RAW,
    TEXT,
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

_KEPT = dict.fromkeys(("address", "date", "type", "msg_box", "contact_name", "ct", "cl", "name", "fn"), 1 << 14)
_KEPT |= dict.fromkeys(("body", "text", "sub"), 6 * TEXT)
"""The attributes that are read, and the longest that is kept, in bytes as written: a character may take several."""
BAD_TAG = "the tag is not well-formed"
ENTITY = "the record refers to an entity or to a character that does not exist"
NO_END = "the message has no end tag"
NOT_SENT = Skipped("draft, or never sent")
EMPTY = Skipped("message without text or file")
_FROM, _BOXES = "137", {"1": "in", "2": "out"}
_ENDS = ("/mms", "mms", "sms", "/smses")
_HINT = 'Give the XML file that "SMS Backup & Restore" wrote for messages, in UTF-8.'

_NAME = re.compile(rb"/?[A-Za-z_][\w:.-]{0,100}(?=[\s/>])")
_ATTRIBUTE = re.compile(rb"\s+([A-Za-z_][\w:.-]{0,100})\s{0,100}=\s{0,100}([\"'])")
_END = re.compile(rb"\s*+/?>")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,8})|#x([0-9A-Fa-f]{1,6})|([^;&\s]{1,32}));", re.ASCII)
_LINE_END = re.compile(r"\r\n|[\t\n\r]")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_PASSED_OVER = {b"<!--": b"-->", b"<?": b"?>", b"<![CDATA[": b"]]>"}


class SmsBackup:
    """The format `sms-backup`."""

    name = "sms-backup"

    def read(self, file: BinaryIO, start: int) -> Iterator[tuple[int, Item]]:
        """Every message after the first `start` records; see `Format`."""
        return read_all(_records(_Tags(Window(chunks(file)))), start)


class _BrokenOff(Exception):
    """The file ends in the middle of a tag."""


@dataclass(slots=True)
class _Tag:
    """One tag: `name` begins with "/" when it ends an element; an attribute too long to keep is None; `bad` says why
    the tag cannot be read."""

    offset: int
    name: str = ""
    attributes: dict[str, bytes | None] = field(default_factory=dict)
    closed: bool = False
    bad: bool = False

    def get(self, key: str) -> str:
        """The attribute as text, empty when there is none or it says "null". Raises UnreadableRecord."""
        text = self.literal(key)
        return "" if text == "null" else text

    def literal(self, key: str) -> str:
        """The attribute as text, whatever it says."""
        raw = self.attributes.get(key, b"")
        if raw is None:
            raise UnreadableRecord(OVER)
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise UnreadableRecord(NOT_UTF8) from None
        # XML 1.0, 3.3.3: a line end in an attribute is a space; a reference to one is a line end.
        if _LINE_END.search(text):
            text = _LINE_END.sub(" ", text)
        return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    """The character a reference stands for; halves of a surrogate pair are joined later (`core.record.whole`)."""
    decimal, hexadecimal, name = found.groups()
    if name:
        if name not in _NAMED:
            raise UnreadableRecord(ENTITY)
        return _NAMED[name]
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if number > 0x10FFFF:
        raise UnreadableRecord(ENTITY)
    return chr(number)


class _Tags:
    """The tags of an XML file, one after the other; text between them is passed over."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def __iter__(self) -> Iterator[_Tag]:
        while self._find(b"<", 0):
            opening = self._opening()
            if opening:
                if not self._find(_PASSED_OVER[opening], len(opening)):
                    raise _BrokenOff
                self.window.at += len(_PASSED_OVER[opening])
                continue
            yield self._tag()

    def _find(self, wanted: bytes, after: int) -> bool:
        """Go to the next `wanted`, at least `after` bytes on; False when there is none."""
        window = self.window
        window.at += after
        while (found := window.data.find(wanted, window.at)) < 0:
            window.at = max(window.at, len(window.data) - len(wanted) + 1)
            if not window.more():
                return False
        window.at = found
        return True

    def _opening(self) -> bytes | None:
        """What begins here when it is no tag: a comment, an instruction, a CDATA section. Refuses a DTD."""
        window = self.window
        while len(window.data) - window.at < 9 and window.more():
            pass
        for opening in _PASSED_OVER:
            if window.data.startswith(opening, window.at):
                return opening
        if window.data.startswith(b"<!", window.at):
            raise BadInput("the file has a document type or entities, which no SMS backup has", hint=_HINT)
        return None

    def _tag(self) -> _Tag:
        """The tag that begins here. After a bad one, reading goes on behind its name, or where too long a tag ended."""
        window = self.window
        tag = _Tag(window.offset, bad=True)
        window.at += 1
        if name := self._match(_NAME):
            tag.name = name[0].decode("ascii", "replace")
            window.mark = window.offset
            while attribute := self._match(_ATTRIBUTE):
                key, quote = attribute[1].decode("ascii", "replace"), attribute[2]
                value = self._value(quote, _KEPT.get(key, 0))
                if key in _KEPT:
                    tag.attributes[key] = value
                if window.offset - tag.offset > RAW:
                    window.mark = None
            if end := self._match(_END):
                tag.bad, tag.closed = False, end[0].endswith(b"/>")
            elif window.mark is not None:
                window.at = window.mark - window.base
            window.mark = None
        return tag

    def _match(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Match here, with a kilobyte of look-ahead where the file has that much, and go behind the match."""
        window = self.window
        while len(window.data) - window.at < 1024 and window.more():
            pass
        found = pattern.match(window.data, window.at)
        if found:
            window.at = found.end()
        elif window.at >= len(window.data):
            raise _BrokenOff
        return found

    def _value(self, quote: bytes, keep: int) -> bytes | None:
        """What stands up to the closing quote, or None when that is longer than `keep`."""
        window = self.window
        kept, searched = True, 0
        while (found := window.data.find(quote, window.at + searched)) < 0:
            searched = len(window.data) - window.at
            if searched > keep:
                kept, searched, window.at = False, 0, len(window.data)
            if window.mark is not None and window.offset - window.mark > RAW:
                window.mark = None
            if not window.more():
                raise _BrokenOff
        value, window.at = window.data[window.at : found], found + 1
        return value if kept and len(value) <= keep else None


@dataclass(slots=True)
class _Mms:
    """An `mms` element while its parts and addresses come by."""

    tag: _Tag
    texts: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    sender: str = ""
    length: int = 0
    bad: str = ""

    def take(self, tag: _Tag) -> None:
        """One `part` or `addr` of it."""
        try:
            if tag.bad:
                raise UnreadableRecord(BAD_TAG)
            if tag.name == "part":
                self._part(tag)
            elif tag.name == "addr" and tag.get("type") == _FROM and tag.get("address") != "insert-address-token":
                self.sender = tag.get("address").strip()
        except UnreadableRecord as error:
            self.bad = self.bad or error.message

    def _part(self, tag: _Tag) -> None:
        kind = tag.get("ct").lower()
        if kind == "text/plain":
            self.texts.append(tag.get("text"))
            self.length += len(self.texts[-1]) + 1
        elif kind != "application/smil":
            self.files.append(tag.get("cl") or tag.get("name") or tag.get("fn") or kind or "file")
        if self.length > TEXT:
            raise UnreadableRecord(OVER)
        if max(len(self.texts), len(self.files)) > ATTACHMENTS:
            raise UnreadableRecord(MANY)


def _records(tags: _Tags) -> Iterator[tuple[str, Build]]:
    root = False
    mms: _Mms | None = None
    try:
        for tag in tags:
            if not root:
                if tag.bad or tag.name != "smses":
                    break
                if tag.closed:
                    return
                root = True
                continue
            if mms and tag.name not in _ENDS:
                mms.take(tag)
                continue
            if mms:
                yield _at(mms.tag), partial(_mms, mms) if tag.name == "/mms" else unreadable(NO_END)
                mms = None
            if tag.name == "mms" and not tag.bad:
                mms = None if tag.closed else _Mms(tag)
                if tag.closed:
                    yield _at(tag), partial(_mms, _Mms(tag))
            elif tag.name == "sms" or tag.bad:
                yield _at(tag), partial(_sms, tag)
            elif tag.name == "/smses":
                return
    except _BrokenOff:
        pass
    if not root:
        raise BadInput("this is no SMS backup in XML", hint=_HINT)
    yield f"byte {tags.window.offset}", unreadable(BROKEN_OFF)


def _at(tag: _Tag) -> str:
    return f"byte {tag.offset}"


def _sms(tag: _Tag) -> Inbound | Skipped:
    if tag.bad:
        raise UnreadableRecord(BAD_TAG)
    address = tag.get("address").strip()
    return _message(tag, tag.get("type"), address, address, tag.literal("body"), ())


def _mms(mms: _Mms) -> Inbound | Skipped:
    if mms.bad:
        raise UnreadableRecord(mms.bad)
    everybody = sorted({one.strip() for one in mms.tag.get("address").split("~") if one.strip()})
    conversation = "~".join(everybody)
    sender = mms.sender if len(everybody) > 1 else conversation
    text = "\n".join(part for part in (mms.tag.get("sub"), *mms.texts) if part)
    return _message(mms.tag, mms.tag.get("msg_box"), conversation, sender, text, tuple(mms.files))


def _message(
    tag: _Tag, box: str, conversation: str, sender: str, text: str, files: tuple[str, ...]
) -> Inbound | Skipped:
    if box in ("3", "4", "5", "6"):
        return NOT_SENT
    date = tag.get("date")
    if box not in _BOXES or not (date.isascii() and date.isdigit()):
        raise UnreadableRecord(MISSING)
    if not text and not files:
        return EMPTY
    ours = _BOXES[box] == "out"
    name = tag.get("contact_name")
    group = "~" in conversation
    return inbound(
        channel="sms",
        conversation=conversation,
        party=conversation if ours else sender,
        text=text,
        sent_at=instant(date),
        external_id=_id(date, box, text, files),
        direction="out" if ours else "in",
        name=None if ours or group or name == "(Unknown)" else name,
        title=name if group else None,
        group=group,
        attachments=files,
    )


def _id(date: str, box: str, text: str, files: tuple[str, ...]) -> str:
    """An id for a message that has none: its millisecond, its direction, and a digest of what it says.

    Two messages of one millisecond in one conversation stay two; the same one in two backups stays one. Like every
    message id it is only kept keyed, under the key of its subject.
    """
    said = "\0".join((text, *files)).encode("utf-8", "surrogatepass")
    return f"{date}-{box}-{hashlib.sha256(said).hexdigest()[:32]}"
