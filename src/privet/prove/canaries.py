"""Canaries: values that were invented for one run and stand nowhere else, so that each tells where it leaked from.

There is one of every kind that Privet knows for every entrance, words in every further field that an entrance takes,
and disguised ones, most of which no detector knows. Nothing here is anybody's (`prove.samples`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from privet.core.failing import KIND as WHOLE
from privet.core.kinds import KINDS
from privet.prove.samples import SAID, SHORT, Draw, Maker

WORD = "WORD"
"""A made-up word, beside the kinds of core.kinds: no detector can know it."""

ENTRANCES = (
    "receive", "import telegram", "import sms-backup", "import jsonl", "import csv",
    "POST /tokenise", "POST /v1/messages", "web chat", "webhook", "telegram update", "model request", "text message",
    "send", "reason",
)  # fmt: skip
"""Where canaries of every kind go in."""

FIELDS = {
    "receive": ("name", "title", "conversation", "address", "reference", "external id", "file name"),
    "import telegram": ("name", "title", "file name"),
    "import sms-backup": ("name", "address", "file name"),
    "import jsonl": ("name", "conversation", "address", "reference", "external id", "file name"),
    "import csv": ("name", "conversation", "address", "reference", "external id", "file name"),
    "POST /tokenise": ("query", "header"),
    "POST /v1/messages": ("conversation", "address", "reference", "external id", "field name", "idempotency key"),
    "web chat": ("session", "id"),
    "webhook": ("conversation", "address", "name", "external id"),
    "telegram update": (
        "first name",
        "last name",
        "username",
        "title",
        "file name",
        "file bytes",
        "quote",
        "author",
        "unknown field",
        "query",
        "option",
    ),
    "model request": ("conversation", "user", "author", "key", "argument", "metadata", "unknown field"),
    "text message": ("place", "name", "unknown field"),
    "other requests": ("path", "query", "body", "header"),
    "send": ("purpose", "answer"),
    "find": ("address", "purpose"),
    "search": ("words",),
    "erase": ("reason",),
    "operator": ("name", "passphrase", "code", "reason"),
    "rule": ("reason",),
    "command line": ("argument", "file name", "id"),
}
"""The further fields of an entrance; a made-up word goes into each."""

WAYS = ("spelled", "spaced", "full-width", "JSON-escaped", "URL-escaped", "HTML-escaped")
DISGUISED = ("CARD", "PHONE", "EMAIL", "IBAN", "PASSWORD", WORD)
_ORDER = ("receive", "import jsonl", "POST /tokenise", "POST /v1/messages", "send", "import csv")
"""Which entrance a disguised one goes in by, in turn."""

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Canary:
    """One planted value. `text` is how it is pushed, `values` what is searched for: itself, and what it stands for.

    `three` holds the values of a short kind, which count as found where all three stand close to each other.
    """

    number: int
    kind: str
    entrance: str
    way: str
    text: str
    values: tuple[str, ...]
    three: tuple[str, ...] = ()
    field: str = "text"


def canaries(draw: Draw) -> list[Canary]:
    """Every canary of a run; `draw` gives random bytes."""
    maker, made = Maker(draw), list[Canary]()

    def add(kind: str, entrance: str, way: str, values: tuple[str, ...], text: str, **more: object) -> None:
        made.append(Canary(len(made) + 1, kind, entrance, way, text, values, **more))  # type: ignore[arg-type]

    for entrance in ENTRANCES:
        for kind in (*KINDS, WORD):
            if kind == WHOLE:  # whatever no detector looked at: none finds it
                continue
            said = SAID.get(kind, "{}")
            if kind in SHORT:
                three = maker.three(kind)
                add(
                    kind,
                    entrance,
                    "plain",
                    (" ".join(three),),
                    ". ".join(said.format(one) for one in three),
                    three=three,
                )
            else:
                value, values = maker.value(kind)
                add(kind, entrance, "plain", values, said.format(value))
    for entrance, names in FIELDS.items():
        for name in names:
            word = maker.fresh(maker.word)
            add(WORD, entrance, "plain", (word,), word, field=name)
    for number, (kind, way) in enumerate((kind, way) for kind in DISGUISED for way in WAYS):
        value, values = maker.value(kind)
        text = disguised(value, way)
        add(kind, _ORDER[number % len(_ORDER)], way, (*values, text), text)
    return made


def disguised(value: str, way: str) -> str:
    """`value` as people and programs write what should not be recognised, or what went through a form."""
    if way == "spelled":
        return " ".join(_DIGITS[int(one)] if one.isdecimal() else one for one in value if one.isalnum())
    if way == "spaced":
        return " ".join(one for one in value if not one.isspace())
    if way == "full-width":
        return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in value)
    if way == "JSON-escaped":
        return "".join(f"\\u{ord(one):04x}" for one in value)
    if way == "URL-escaped":
        return "".join(f"%{one:02X}" for one in value.encode())
    return "".join(f"&#{ord(one)};" for one in value)


def texts(planted: list[Canary], entrance: str) -> Iterator[str]:
    """The messages of an entrance: its canaries in sentences, several a message."""
    mine = [one.text for one in planted if one.entrance == entrance and one.field == "text"]
    for at in range(0, len(mine), 4):
        yield ". ".join(mine[at : at + 4]) + "."


def of(planted: list[Canary], entrance: str, field: str) -> str:
    """The word that goes into a field of an entrance."""
    return next(one.text for one in planted if (one.entrance, one.field) == (entrance, field))


def dumped(planted: list[Canary]) -> bytes:
    """The canaries as JSON, for another process."""
    return json.dumps(
        [[o.number, o.kind, o.entrance, o.way, o.text, o.values, o.three, o.field] for o in planted]
    ).encode()


def loaded(data: bytes) -> list[Canary]:
    """What `dumped` wrote."""
    return [
        Canary(number, kind, entrance, way, text, tuple(values), tuple(three), field)
        for number, kind, entrance, way, text, values, three, field in json.loads(data)
    ]
