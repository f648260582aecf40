"""What is held of a person, as it is handed to them: one JSON document and one readable page (docs/spec/dossier.md).

GDPR Art. 15(1) says what belongs into it, Art. 15(4) that others' data do not, Art. 20(1) that it is structured and in
a common form; Cal. Civ. Code § 1798.130(a)(3) asks the same. The page needs no script, no other file and no network.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

import msgspec

VERSION = 1


class Line(msgspec.Struct, frozen=True):
    """A message: when (ms), whose it is ("you", "company"), its text with the person's own values in it, and what came
    with it. `text` is None where its time is over; what others wrote stands in it as tokens.
    """

    id: str
    at: int | None
    by: str
    text: str | None
    attachments: int = 0

    def __repr__(self) -> str:
        return "Line(…)"


class Talk(msgspec.Struct, frozen=True):
    """A conversation; `others` counts messages of other people in it, which are theirs."""

    id: str
    channel: str
    group: bool
    lines: tuple[Line, ...]
    others: int = 0


class Person(msgspec.Struct, frozen=True):
    """How the person is known on a channel, and since when (ms)."""

    id: str
    channel: str
    address: str
    name: str
    reference: str
    since: int

    def __repr__(self) -> str:
        return "Person(…)"


class Held(msgspec.Struct, frozen=True):
    """Values of a kind: how many, what the kind is, why they are kept, from when to when they came (ms), and until when
    they are kept (ms; None: as long as the relation lasts).
    """

    kind: str
    meaning: str
    why: str
    values: int
    first: int
    last: int
    until: int | None


class Seen(msgspec.Struct, frozen=True):
    """That something of the person was seen: when (ms), what was done, as what, for which purpose, of which kind."""

    at: int
    did: str
    role: str
    purpose: str
    kind: str | None


class Agreed(msgspec.Struct, frozen=True):
    """What the person agreed to, or took back."""

    at: int
    purpose: str
    channel: str
    version: str
    given: bool


class Corrected(msgspec.Struct, frozen=True):
    """When (ms) something was corrected, and what is right."""

    at: int
    text: str

    def __repr__(self) -> str:
        return "Corrected(…)"


class Dossier(msgspec.Struct, frozen=True):
    """All of it, as of `made` (ms). `further` says that more was seen further back than is listed."""

    made: int
    company: str
    people: tuple[Person, ...]
    held: tuple[Held, ...]
    purposes: tuple[tuple[str, str, str], ...]
    recipients: tuple[tuple[str, str], ...]
    seen: tuple[Seen, ...]
    further: bool
    agreed: tuple[Agreed, ...]
    opted_out: int | None
    talks: tuple[Talk, ...]
    corrected: tuple[Corrected, ...] = ()

    def __repr__(self) -> str:
        return "Dossier(…)"


RIGHTS = (
    "You may ask for a correction, for deletion, that your data are restricted or handed over, and object to what is"
    " done with them; you may take back what you agreed to, and complain to a data-protection authority."
)


def as_json(dossier: Dossier) -> bytes:
    """The document, indented, UTF-8; times are RFC 3339 in UTC."""
    whole = {"format": "privet-dossier", "version": VERSION, **msgspec.to_builtins(dossier), "rights": RIGHTS}
    return (json.dumps(_timed(whole), indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def as_html(dossier: Dossier) -> bytes:
    """The page, UTF-8; everything that somebody wrote is escaped."""
    return "".join(_page(dossier)).encode("utf-8", "replace")


_TIMES = frozenset({"made", "at", "since", "first", "last", "until", "opted_out"})


def _timed(value: object, name: str = "") -> object:
    """The same, each time a text."""
    if isinstance(value, dict):
        return {key: _timed(one, key) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_timed(one) for one in value]
    return _when(value) if name in _TIMES and isinstance(value, int) else value


def _when(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat("T", "seconds")[:19] + "Z"


def _read(at: int | None) -> str:
    """A time as people read one; nothing for None."""
    return "" if at is None else datetime.fromtimestamp(at / 1000, UTC).strftime("%d %B %Y, %H:%M")


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "body{color:#111;background:#fff}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0}"
    "tr{border-bottom:1px solid #ccc}h2{margin-top:2.5rem}td{overflow-wrap:anywhere}"
    "@media(max-width:46rem){thead{display:none}tr{display:block;padding:.6rem 0}td{display:block;padding:0}"
    "td::before{content:attr(data-head)': ';font-weight:600}}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#111}tr{border-color:#444}}"
)


def _page(one: Dossier) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>What is held of you</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>{_STYLE}</style></head><body><main>\n<h1>What is held of you</h1>\n"
    yield f"<p>By {_text(one.company)}, as of {_read(one.made)}. All times are UTC.</p>\n"
    yield _table("How you are known", ("Channel", "Address", "Name", "Reference", "Since"), (
        (each.channel, each.address, each.name, each.reference, _read(each.since)) for each in one.people
    ))  # fmt: skip
    yield _table("What is kept, why and until when", ("What", "How many", "Why", "From", "To", "Kept until"), (
        (each.meaning, str(each.values), each.why, _read(each.first), _read(each.last),
         _read(each.until) or "as long as the relation lasts") for each in one.held
    ))  # fmt: skip
    yield _table("What your data are used for", ("Purpose", "What that is", "Legal basis"), one.purposes)
    yield _table("Who receives data", ("Who", "As what"), one.recipients)
    yield _table("Who saw what", ("When", "What was done", "As", "For", "What it was"), (
        (_read(each.at), each.did, each.role, each.purpose, each.kind or "") for each in one.seen
    ))  # fmt: skip
    if one.further:
        yield "<p>More was seen further back; ask for it.</p>\n"
    yield _table("What you agreed to", ("When", "Purpose", "Channel", "Text", "What you did"), (
        (_read(each.at), each.purpose, each.channel or "all", each.version, "agreed" if each.given else "took it back")
        for each in one.agreed
    ))  # fmt: skip
    yield _table(
        "What was corrected", ("When", "What is right"), ((_read(each.at), each.text) for each in one.corrected)
    )
    if one.opted_out is not None:
        yield f"<p>You wanted no more messages, {_read(one.opted_out)}.</p>\n"
    for talk in one.talks:
        yield _table(f"Conversation by {talk.channel}{' (group)' if talk.group else ''}", ("When", "Who", "Text"), (
            (_read(line.at), line.by, "its time is over" if line.text is None else line.text) for line in talk.lines
        ))  # fmt: skip
        if talk.others:
            yield f"<p>{talk.others} messages of other people in it are theirs, and are not shown here.</p>\n"
    yield f"<h2>Your rights</h2>\n<p>{_text(RIGHTS)}</p>\n</main></body></html>\n"


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with its heading, on a narrow screen a list; a sentence where there is nothing."""
    made = [f"<tr>{''.join(map(_cell, heads, row))}</tr>" for row in rows]
    if not made:
        return f"<h2>{_text(title)}</h2>\n<p>Nothing.</p>\n"
    head = "".join(f'<th scope="col">{_text(one)}</th>' for one in heads)
    body = "\n".join(made)
    return f"<h2>{_text(title)}</h2>\n<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>\n"


def _cell(head: str, text: str) -> str:
    return f'<td data-head="{_text(head)}">{_text(text)}</td>'


def _text(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
