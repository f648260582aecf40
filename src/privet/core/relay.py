"""A relayed request: which tokens it names, how their values are written into it, and how its answer is cleaned.

A value is written so that it stays a value wherever it stands: escaped in JSON, percent-encoded in a path, a query or a
form, and refused in a header where it would end the line. A body of another type names no tokens.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from privet.core import identity
from privet.core.detect import Scanner
from privet.core.exchange import Answer, Request
from privet.core.finding import CHECKSUM, Finding
from privet.core.kinds import KINDS
from privet.core.settle import settle
from privet.core.webhook import LONGEST_URL
from privet.errors import BadInput

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
TOKEN = re.compile(r"(?<![A-Za-z0-9_])tok_[a-z2-7]{26}(?![A-Za-z0-9_])|\[[A-Z][A-Z0-9_]*_[1-9][0-9]{0,5}\]")
"""How a request names a token: by its id, or as it reads in its conversation."""

MOST_TOKENS, MOST_HEADERS, MOST_HEADER, MOST_PATH, MOST_BODY, DEEPEST = 64, 32, 4096, 4096, 256 << 10, 64

_PATH = re.compile(r"/[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_VALUE = re.compile(r"[\t -~]*")
_OURS = frozenset({
    "accept-encoding", "connection", "content-length", "expect", "host", "keep-alive", "te", "trailer",
    "transfer-encoding", "upgrade",
})  # fmt: skip
"""Headers that belong to the connection or are written here."""

_BRACKETS = str.maketrans({"[": "%5B", "]": "%5D"})
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(frozen=True, slots=True, repr=False)
class Relay:
    """What a program asks to be relayed. `body` is JSON (anything but a text), a text of the type that a header
    `content-type` names, or None. It may hold anything, so it does not print."""

    upstream: str
    method: str
    path: str
    headers: Mapping[str, str]
    body: Any


class Named(NamedTuple):
    """A token that was named, and the value behind it."""

    token: str
    kind: str
    value: str

    def __repr__(self) -> str:
        return "Named(…)"


def checked(relay: Relay) -> Relay:
    """`relay` within its bounds, its path with plain brackets. Raises BadInput, which says where and never what."""
    if len(relay.path) > MOST_PATH or len(relay.headers) > MOST_HEADERS:
        raise BadInput(f"a relayed request has at most {MOST_PATH} characters of path and {MOST_HEADERS} headers")
    for name, value in relay.headers.items():
        if not _NAME.fullmatch(name) or name.lower() in _OURS or name.lower().startswith("proxy-"):
            raise BadInput("headers: one has a name that cannot be relayed")
        if name.lower() == "content-type" and TOKEN.search(value):
            raise BadInput("headers: content-type names a token")
        if len(value) > MOST_HEADER:
            raise BadInput(f"headers: one is longer than {MOST_HEADER} characters")
    path = re.sub("%5[bB]", "[", re.sub("%5[dD]", "]", relay.path))
    return Relay(relay.upstream, relay.method, path, {n.lower(): v for n, v in relay.headers.items()}, relay.body)


def named(relay: Relay) -> list[str]:
    """The tokens that a checked relay names, in order, each once. Raises BadInput for none, for too many, and for a
    body that cannot hold any."""
    found: dict[str, None] = {}

    def see(text: str) -> str:
        found.update(dict.fromkeys(TOKEN.findall(text)))
        return text

    for text in (relay.path, *relay.headers.values()):
        see(text)
    _written(relay, see, see, see)
    if not found:
        raise BadInput("a relayed request names at least one token", hint="without one, ask the upstream yourself")
    if len(found) > MOST_TOKENS:
        raise BadInput(f"a relayed request names at most {MOST_TOKENS} tokens")
    return list(found)


def request(relay: Relay, base: str, values: Mapping[str, str]) -> Request:
    """The request as it leaves, with the value of every token that it names. Raises BadInput where one cannot stand
    where it is named."""

    def plain(text: str) -> str:
        return TOKEN.sub(lambda match: values[match.group()], text)

    def quoted(text: str) -> str:
        return TOKEN.sub(lambda match: percent(values[match.group()]), text)

    path = quoted(relay.path).translate(_BRACKETS)
    segments = re.sub("%2[eE]", ".", path.partition("?")[0]).split("/")
    if not _PATH.fullmatch(path) or "." in segments or ".." in segments:
        raise BadInput("path: it begins with /, has no dots alone between two /, and is percent-encoded")
    url = base.rstrip("/") + path
    if len(url) > LONGEST_URL:
        raise BadInput(f"path: with its values it has more than {LONGEST_URL} characters")
    headers = {name: plain(value) for name, value in relay.headers.items()}
    if not all(map(_VALUE.fullmatch, headers.values())):
        raise BadInput("headers: one has a character that cannot stand in a header")
    type_, body = _written(relay, plain, quoted, plain)
    if len(body) > MOST_BODY:
        raise BadInput(f"body: it has more than {MOST_BODY} bytes")
    return Request(relay.method, url, headers | ({"content-type": type_} if type_ else {}), body)


def percent(value: str) -> str:
    """`value` percent-encoded (RFC 3986 §2.1): nothing in it can end the place it stands in."""
    return "".join([chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in _bytes(value)])


def _bytes(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise BadInput("it holds half a surrogate pair, which cannot be written") from None


def _written(
    relay: Relay, in_json: Callable[[str], str], in_form: Callable[[str], str], in_text: Callable[[str], str]
) -> tuple[str, bytes]:
    """Media type and bytes of the body, its texts passed through what writes values into that type."""
    body, type_ = relay.body, relay.headers.get("content-type", "")
    kind = type_.partition(";")[0].strip().lower()
    if body is None:
        return type_, b""
    if not isinstance(body, str) or is_json(kind):
        type_ = type_ or JSON
        if not is_json(kind or JSON):
            raise BadInput("body: what is no text is sent as JSON")
        body = _parsed(body) if isinstance(body, str) else body
        return type_, _bytes(json.dumps(_walked(body, in_json, 0), ensure_ascii=False, allow_nan=False))
    if kind == FORM:
        return type_, _bytes(in_form(body))
    if kind == "text/plain":
        return type_, _bytes(in_text(body))
    if TOKEN.search(body):
        raise BadInput("body: tokens stand in JSON, a form or text/plain alone")
    return type_, _bytes(body)


def is_json(kind: str) -> bool:
    """Whether a media type is JSON (RFC 6839 §3.1)."""
    return kind == JSON or kind.endswith("+json")


def _parsed(text: str) -> Any:
    def refuse(_: str) -> Any:
        raise ValueError("no JSON")

    try:
        return json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError):
        raise BadInput("body: it is not JSON") from None


def _walked(value: Any, write: Callable[[str], str], depth: int) -> Any:
    """JSON with each of its texts written anew; names of fields stay."""
    if depth > DEEPEST:
        raise BadInput(f"body: it is nested deeper than {DEEPEST}")
    if isinstance(value, str):
        return write(value)
    if isinstance(value, list):
        return [_walked(one, write, depth + 1) for one in value]
    if isinstance(value, dict):
        return {name: _walked(one, write, depth + 1) for name, one in value.items()}
    return value


class Cleaned(NamedTuple):
    """An answer as its asker gets it; `withheld` says that there was a body that could not be cleaned."""

    body: Any
    withheld: bool

    def __repr__(self) -> str:
        return "Cleaned(…)"


def cleaned(answer: Answer, known: Sequence[Named], scanner: Scanner, regions: tuple[str, ...]) -> Cleaned:
    """The answer's body with the values that were sent as the tokens they came from, in any spelling of theirs, and
    whatever else is personal as `[KIND]`. What is neither JSON nor text is withheld, and so is what cannot be scanned.
    """
    if not answer.body:
        return Cleaned(None, False)
    if not (is_json(answer.type) or answer.type.startswith("text/") or answer.type in (FORM, "application/xml")):
        return Cleaned(None, True)

    def clean(text: str) -> str:
        return _clean(text, known, scanner, regions)

    try:
        text = answer.body.decode(answer.charset)
        return Cleaned(_washed(_parsed(text), clean, 0) if is_json(answer.type) else clean(text), False)
    except Exception:  # a charset nobody knows, no JSON, a detector that failed: nothing goes on unscanned (law 3)
        return Cleaned(None, True)


def _washed(value: Any, clean: Callable[[str], str], depth: int) -> Any:
    """JSON with all its texts cleaned, names of fields too; a number that reads as something personal becomes text."""
    if depth > DEEPEST:
        raise BadInput("the answer is nested too deep")
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_washed(one, clean, depth + 1) for one in value]
    if isinstance(value, dict):
        return {clean(name): _washed(one, clean, depth + 1) for name, one in value.items()}
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = clean(str(value))
        return value if text == str(value) else text
    return value


def _clean(text: str, known: Sequence[Named], scanner: Scanner, regions: tuple[str, ...]) -> str:
    found = scanner.personal(text)
    for one in known:
        for written in _ways(one.value):
            at = text.find(written)
            while at >= 0:
                found.append(Finding(at, at + len(written), one.kind, 1.0, "relayed", one.value, CHECKSUM))
                at = text.find(written, at + len(written))
    pieces, at = [], 0
    for finding in settle(text, found, ()) if found else ():  # all of it is to be hidden, whatever its kind
        pieces += [text[at : finding.start], _token(finding, known, regions)]
        at = finding.end
    return "".join([*pieces, text[at:]])


def _ways(value: str) -> set[str]:
    """How programs write a value back: as it is, and escaped for an address, a form, HTML or JSON."""
    encoded, marked = percent(value), html.escape(value)
    lower = re.sub("%..", lambda match: match[0].lower(), encoded)
    ways = {value, encoded, lower, encoded.replace("%20", "+"), lower.replace("%20", "+")}
    ways |= {marked, marked.replace("&#x27;", "&#39;"), html.escape(value, quote=False)}
    return (ways | {json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1]}) - {""}


def _token(finding: Finding, known: Sequence[Named], regions: tuple[str, ...]) -> str:
    """The token that a finding's value was sent under; its kind alone where it was not sent."""
    for one in known:
        same = finding.canonical == one.value
        if one.kind == finding.kind and KINDS[one.kind].looked_up and not same:
            same = identity.spelled(one.kind, finding.canonical, regions) == identity.spelled(
                one.kind, one.value, regions
            )
        if same:
            return one.token
    return f"[{finding.kind}]"
