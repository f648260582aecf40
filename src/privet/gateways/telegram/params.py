"""The parameters of a call, in the four ways in which the Bot API takes them (core.telegram.org/bots/api, "Making
requests"): in the address, as a form, as JSON, as multipart/form-data; and the way in which they go on.

What a form says is text, as it came: whoever knows a parameter reads it as JSON where that is what it holds. Files stay
in memory, since nothing of a customer is written in the clear; so a body is bounded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from multipart import (  # type: ignore[import-untyped]
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
    parse_options_header,
)

from privet.errors import BadInput
from privet.gateways import asgi

BODY = 4 << 20
"""Bytes of a body without files at most."""
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
    data: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Params:
    """What a call says: its parameters and its files, each by name. It may hold anything, so it does not print."""

    values: dict[str, object] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)


async def read(scope: asgi.Scope, receive: asgi.Receive) -> Params:
    """The parameters of a request; BadInput and TooLarge say nothing of what they held."""
    found = Params(dict(_pairs(scope.get("query_string", b""))))
    type_, options = parse_options_header(asgi.header(scope, b"content-type"))
    if type_ == "multipart/form-data":
        _parts(await asgi.body(receive, UPLOAD), options.get("boundary", ""), found)
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


def _parts(raw: bytes, boundary: str, found: Params) -> None:
    """Put the parts of a multipart body where they belong."""
    part: MultipartSegment | None = None
    pieces: list[bytes] = []
    try:
        with PushMultipartParser(boundary, len(raw), max_segment_count=MOST) as parser:
            for event in parser.parse(raw):
                if isinstance(event, MultipartSegment):
                    part, pieces = event, []
                elif event is None and part is not None:
                    _put(part, b"".join(pieces), found)
                elif event:
                    pieces.append(bytes(event))
    except (MultipartError, UnicodeDecodeError):
        raise BadInput("the parts of the body cannot be read") from None


def _put(part: MultipartSegment, data: bytes, found: Params) -> None:
    name = part.name or ""
    if part.filename is None:
        found.values[name] = data.decode("utf-8")
    else:
        found.files[name] = File(part.filename, part.content_type or "application/octet-stream", data)


def encoded(values: Mapping[str, object], files: Mapping[str, File], drawn: bytes) -> tuple[str, bytes]:
    """The media type and the body under which parameters go on: JSON, or parts where there are files; `drawn` is at
    least 16 random bytes, which make the line between parts one that no part holds."""
    if not files:
        return JSON, json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass")
    line = f"privet-{drawn.hex()}"
    pieces: list[bytes] = []
    for name, value in values.items():
        said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        pieces.append(_head(line, name, "", "") + said.encode("utf-8", "surrogatepass") + b"\r\n")
    for name, file in files.items():
        pieces.append(_head(line, name, file.name, file.type) + file.data + b"\r\n")
    pieces.append(f"--{line}--\r\n".encode())
    return f"multipart/form-data; boundary={line}", b"".join(pieces)


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
