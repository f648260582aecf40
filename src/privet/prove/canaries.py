"""Canaries: values that were invented for one run and stand nowhere else, so that each tells where it leaked from.

There is one of every kind that Privet knows for every entrance, words in every further field that an entrance takes,
and disguised ones that no detector can know. Nothing here is anybody's: names and addresses end in domains reserved by
RFC 2606, telephone numbers are of the ranges kept for fiction, cards of a range kept for tests.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from privet.core.kinds import KINDS

WORD = "WORD"
"""A made-up word, beside the kinds of core.kinds: no detector can know it."""

ENTRANCES = (
    "receive", "import telegram", "import sms-backup", "import jsonl", "import csv",
    "POST /tokenise", "POST /v1/messages", "web chat", "webhook", "send", "reason",
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
    "other requests": ("path", "query", "body", "header"),
    "send": ("purpose", "answer"),
    "find": ("address", "purpose"),
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

SHORT = {"CARD_CODE": 3, "PIN": 4, "CODE": 6}
"""Kinds whose values are so short that random bytes hold them by chance, and how many digits they have here."""

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_AREAS = ("202", "212", "312", "415", "503", "617", "702", "808", "907", "919")

Draw = Callable[[int], bytes]


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


@dataclass(slots=True)
class _Maker:
    """Draws values, none of them twice."""

    draw: Draw
    seen: set[str] = field(default_factory=set)

    def number(self, below: int) -> int:
        return int.from_bytes(self.draw(8), "big") % below

    def digits(self, count: int) -> str:
        return "".join(str(self.number(10)) for _ in range(count))

    def word(self, letters: int = 12) -> str:
        return "".join(chr(97 + self.number(26)) for _ in range(letters))

    def fresh(self, make: Callable[[], str]) -> str:
        while (value := make()) in self.seen:
            pass
        self.seen.add(value)
        return value

    def card(self) -> str:
        body = "400000" + self.digits(9)
        total = sum((int(one) * (2 - at % 2) - 1) % 9 + 1 if one != "0" else 0 for at, one in enumerate(body))
        whole = body + str(-total % 10)
        return " ".join(whole[at : at + 4] for at in range(0, 16, 4))

    def iban(self) -> str:
        account = "00000000" + self.digits(10)
        return f"DE{98 - int(account + '131400') % 97:02d}{account}"

    def phone(self) -> str:
        if self.number(2):
            return f"+1 {_AREAS[self.number(len(_AREAS))]} 555 01{self.digits(2)}"
        return f"+44 7700 900{self.digits(3)}"

    def short(self, digits: int) -> str:
        # Not what an HTTP status or a year looks like: those stand in logs.
        return str(6 + self.number(4)) + self.digits(digits - 1)

    def value(self, kind: str) -> tuple[str, tuple[str, ...]]:
        """A value of a kind as it is written, and all that would tell it."""
        if kind == "CARD":
            card = self.fresh(self.card)
            return card, (card, card.replace(" ", ""))
        if kind == "PHONE":
            phone = self.fresh(self.phone)
            bare = phone.replace(" ", "")
            return phone, (phone, bare, bare[1:], bare.removeprefix("+1").removeprefix("+44"))
        if kind == "IBAN":
            iban = self.fresh(self.iban)
            spaced = " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))
            return spaced, (spaced, iban)
        if kind == "URL_LOGIN":
            name, secret = self.word(), self.word()
            url = f"https://{name}:{secret}@example.org/in"
            return url, (url, f"{name}:{secret}", name, secret)
        made = self.fresh(lambda: self._simple(kind))
        return made, (made,)

    def _simple(self, kind: str) -> str:
        if kind == "EMAIL":
            return f"{self.word()}@example.com"
        if kind == "IP":
            return f"2001:db8:{':'.join(f'{4096 + self.number(61440):x}' for _ in range(6))}"
        if kind == "PASSWORD":
            return f"{self.word(9)}{self.digits(3)}"
        if kind == "PUK":
            return "6" + self.digits(7)
        return f"[{self.word().upper()}_{1 + self.number(99)}]" if kind == "LITERAL" else self.word()


SAID = {
    "EMAIL": "write to {}", "PHONE": "call {}", "CARD": "card {}", "IBAN": "pay to {}", "IP": "from {}",
    "URL_LOGIN": "see {} .", "PASSWORD": "password: {}", "PUK": "the puk is {}", "LITERAL": "it says {}",
    "CARD_CODE": "my cvv is {}", "PIN": "my pin is {}", "CODE": "your code is {}", WORD: "they call it {}",
}  # fmt: skip
"""How a value is said in a message, so that its detector sees it; a kind that is not here is said as it is."""


def canaries(draw: Draw) -> list[Canary]:
    """Every canary of a run; `draw` gives random bytes."""
    maker, made = _Maker(draw), list[Canary]()

    def add(kind: str, entrance: str, way: str, values: tuple[str, ...], text: str, **more: object) -> None:
        made.append(Canary(len(made) + 1, kind, entrance, way, text, values, **more))  # type: ignore[arg-type]

    for entrance in ENTRANCES:
        for kind in (*KINDS, WORD):
            said = SAID.get(kind, "{}")
            if kind in SHORT:
                three = tuple(maker.fresh(lambda digits=SHORT[kind]: maker.short(digits)) for _ in range(3))  # type: ignore[misc]
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
