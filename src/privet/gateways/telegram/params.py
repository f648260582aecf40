"""The parameters of a call, in the four ways in which the Bot API takes them (core.telegram.org/bots/api, "Making
requests"): in the address, as a form, as JSON, as multipart/form-data; and the way in which they go on.

What a form says is text, as it came: whoever knows a parameter reads it as JSON where that is what it holds. A file
goes through piece by piece: it may stand before parameters that decide about the call, so it waits in a `Spool`, and
leaves from there; no more than a piece of it is in memory.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from multipart import (  # type: ignore[import-untyped]
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
    parse_options_header,
)

from privet.acts.spool import Spool
from privet.errors import BadInput, TooLarge
from privet.gateways import asgi

BODY = 4 << 20
"""Bytes of a body without files at most, and of the parameters beside files."""
UPLOAD = 52 << 20
"""Bytes of a body with files at most: Telegram takes 50 MB of a bot."""
MOST = 512
"""Parameters and files of one call."""

JSON = "application/json"


@dataclass(frozen=True, slots=True, repr=False)
class File:
    """A file as a bot hands it in."""

    name: str
    type: str
    data: Spool


@dataclass(frozen=True, slots=True, repr=False)
class Params:
    """What a call says: its parameters and its files, each by name. It may hold anything, so it does not print."""

    values: dict[str, object] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)

    def close(self) -> None:
        """Let go of the files."""
        for file in self.files.values():
            file.data.close()


async def read(scope: asgi.Scope, receive: asgi.Receive, chance: Callable[[int], bytes]) -> Params:
    """The parameters of a request, to be closed; BadInput and TooLarge say nothing of what they held. `chance` gives
    random bytes.
    """
    found = Params(dict(_pairs(scope.get("query_string", b""))))
    type_, options = parse_options_header(asgi.header(scope, b"content-type"))
    if type_ == "multipart/form-data":
        try:
            spooled = scope.get(asgi.SPOOLED, _nobody)
            await _parts(receive, options.get("boundary", ""), found, chance, spooled)
        except BaseException:
            found.close()
            raise
        return found
    raw = await asgi.body(receive, BODY)
    if not raw:
        return found
    if type_ == JSON:
        found.values.update(asgi.parsed(raw))
    elif type_ == "application/x-www-form-urlencoded":
        found.values.update(_pairs(raw))
    else:
        raise BadInput("a call's body is JSON or a form")
    return found


def _pairs(raw: bytes) -> list[tuple[str, str]]:
    """The pairs of a form or of an address."""
    try:
        return parse_qsl(raw.decode("ascii"), keep_blank_values=True, max_num_fields=MOST, errors="strict")
    except ValueError:  # also what is not UTF-8
        raise BadInput("the parameters cannot be read") from None


def _nobody(count: int) -> None:
    """Nobody counts what a body takes."""


async def _parts(
    receive: asgi.Receive, boundary: str, found: Params, chance: Callable[[int], bytes],
    spooled: Callable[[int], None],
) -> None:  # fmt: skip
    """Put the parts of a multipart body where they belong, while it comes; `spooled` is told what has left memory."""
    part: MultipartSegment | None = None
    spool, text, said = None, bytearray(), 0
    try:
        with PushMultipartParser(boundary, max_segment_count=MOST) as parser:
            async for came in _flow(receive):
                for event in parser.parse(came):
                    if isinstance(event, MultipartSegment):
                        part, spool, text = event, None, bytearray()
                        if part.filename is not None:
                            spool = Spool(chance)
                            _put(part, spool, found)
                    elif event is None and part is not None and spool is None:
                        found.values[part.name or ""] = text.decode("utf-8")
                    elif event and spool is not None:
                        spool.write(event)
                        spooled(len(event))
                    elif event:
                        text += event
                        said += len(event)
                        if said > BODY:
                            raise TooLarge(f"the parameters are larger than {BODY:,} bytes")
    except (MultipartError, UnicodeDecodeError):
        raise BadInput("the parts of the body cannot be read") from None


async def _flow(receive: asgi.Receive) -> AsyncIterator[bytes]:
    """The pieces of a body, each in its time; how long all of it may take is the web's to say (`web.bounds`)."""
    size, more = 0, True
    while more:
        try:
            async with asyncio.timeout(asgi.READ_S):
                message = await receive()
        except TimeoutError:
            raise asgi.Slow("the body did not come in time") from None
        if message["type"] != "http.request":
            raise BadInput("the request broke off")
        more, piece = message.get("more_body", False), message.get("body", b"")
        size += len(piece)
        if size > UPLOAD:
            raise TooLarge(f"the body is larger than {UPLOAD:,} bytes")
        if piece:
            yield piece


def _put(part: MultipartSegment, spool: Spool, found: Params) -> None:
    """A file begins. One that another one of its name follows is let go of."""
    name = part.name or ""
    if name in found.files:
        found.files[name].data.close()
    found.files[name] = File(part.filename, part.content_type or "application/octet-stream", spool)


class Parts:
    """A body in parts that is made while it leaves: `size` bytes."""

    def __init__(self, texts: bytes, files: Mapping[bytes, File], end: bytes) -> None:
        self._texts, self._files, self._end = texts, files, end
        self.size = len(texts) + len(end) + sum(len(head) + file.data.size + 2 for head, file in files.items())

    def pieces(self) -> Iterator[bytes]:
        """The body, from its start."""
        yield self._texts
        for head, file in self._files.items():
            yield head
            yield from file.data.pieces()
            yield b"\r\n"
        yield self._end


def encoded(values: Mapping[str, object], files: Mapping[str, File], drawn: bytes) -> tuple[str, bytes | Parts]:
    """The media type and the body under which parameters go on: JSON, or parts where there are files; `drawn` is at
    least 16 random bytes, which make the line between parts one that no part holds."""
    if not files:
        return JSON, json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass")
    line = f"privet-{drawn.hex()}"
    pieces: list[bytes] = []
    for name, value in values.items():
        said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        pieces.append(_head(line, name, "", "") + said.encode("utf-8", "surrogatepass") + b"\r\n")
    heads = {_head(line, name, file.name, file.type): file for name, file in files.items()}
    return f"multipart/form-data; boundary={line}", Parts(b"".join(pieces), heads, f"--{line}--\r\n".encode())


_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,64}/[A-Za-z0-9!#$&^_.+-]{1,64}")


def _head(line: str, name: str, file: str, type_: str) -> bytes:
    """The head of a part (RFC 7578 §4.2; quotes and line ends as browsers escape them)."""
    said = f'--{line}\r\nContent-Disposition: form-data; name="{_escaped(name)}"'
    if type_:
        named = type_ if _TYPE.fullmatch(type_) else "application/octet-stream"
        said += f'; filename="{_escaped(file)}"\r\nContent-Type: {named}'
    return f"{said}\r\n\r\n".encode("utf-8", "surrogatepass")


def _escaped(name: str) -> str:
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")


def number(value: Any, default: int, least: int, most: int) -> int:
    """A number as a call may say it: in JSON, or as digits in a form; BadInput for anything else."""
    if value is None or value == "":
        return default
    if isinstance(value, str) and re.fullmatch("-?[0-9]{1,18}", value, re.ASCII):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadInput("a parameter that is a number is none")
    return max(least, min(value, most))
