"""How the values of canaries are made. None is anybody's: addresses end in domains reserved by RFC 2606; telephone
numbers, cards, network devices, subscribers and health numbers are of ranges kept for fiction or tests (555-01xx,
Ofcom's 07700 900, 400000, TAC 0010, MCC 001, NHS 999); names are drawn letter by letter, and what has no such range is
drawn anew in each run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Draw = Callable[[int], bytes]

SHORT = {"CARD_CODE": 3, "PIN": 4, "CODE": 6, "CARD_EXPIRY": 5}
"""Kinds whose values are so short that random bytes hold them by chance, and how many characters they have here."""


@dataclass(slots=True)
class Maker:
    """Draws values, none of them twice."""

    draw: Draw
    seen: set[str] = field(default_factory=set)

    def number(self, below: int) -> int:
        return int.from_bytes(self.draw(8), "big") % below

    def digits(self, count: int) -> str:
        return "".join(str(self.number(10)) for _ in range(count))

    def word(self, letters: int = 12) -> str:
        return "".join(chr(97 + self.number(26)) for _ in range(letters))

    def name(self) -> str:
        """A word that can be spoken, with a capital: a surname, a street or a town that there is not."""
        made = "".join("bdfgklmnprstvz"[self.number(14)] + "aeiou"[self.number(5)] for _ in range(6))
        return made.capitalize()

    def checked(self, digits: str) -> str:
        """`digits` and their check digit (Luhn)."""
        total = sum(sum(divmod(int(one) * (2 - at % 2), 10)) for at, one in enumerate(reversed(digits)))
        return digits + str(-total % 10)

    def fresh(self, make: Callable[[], str]) -> str:
        while (value := make()) in self.seen:
            pass
        self.seen.add(value)
        return value

    def card(self) -> str:
        whole = self.checked("400000" + self.digits(9))
        return " ".join(whole[at : at + 4] for at in range(0, 16, 4))

    def iban(self) -> str:
        account = "00000000" + self.digits(10)
        return f"DE{98 - int(account + '131400') % 97:02d}{account}"

    def phone(self) -> str:
        if self.number(2):
            return f"+1 {_AREAS[self.number(len(_AREAS))]} 555 01{self.digits(2)}"
        return f"+44 7700 900{self.digits(3)}"

    def short(self, kind: str) -> str:
        if kind == "CARD_EXPIRY":
            return f"{1 + self.number(12):02d}/{27 + self.number(18)}"
        # Not what an HTTP status or a year looks like: those stand in logs.
        return str(6 + self.number(4)) + self.digits(SHORT[kind] - 1)

    def three(self, kind: str) -> tuple[str, ...]:
        """Three values of a short kind."""
        return tuple(self.fresh(lambda: self.short(kind)) for _ in range(3))

    def nhs(self) -> str:
        """A health service number of the range that is kept for tests: ten digits from 999, mod 11."""
        body = "999" + self.digits(6)
        check = -sum(int(one) * weight for one, weight in zip(body, range(10, 1, -1), strict=True)) % 11
        return f"{body[:3]} {body[3:6]} {body[6:]}{check}" if check < 10 else self.nhs()

    def parcel(self) -> str:
        """A number of an international postal item (UPU S10)."""
        body = self.digits(8)
        check = 11 - sum(int(one) * int(weight) for one, weight in zip(body, "86423597", strict=True)) % 11
        return f"RR{body}{0 if check == 10 else 5 if check == 11 else check}GB"

    def value(self, kind: str) -> tuple[str, tuple[str, ...]]:
        """A value of a kind as it is written, and all that would tell it."""
        made = self.fresh(lambda: self._written(kind))
        bare = made.replace(" ", "")
        if kind == "PHONE":
            return made, (made, bare, bare[1:], bare.removeprefix("+1").removeprefix("+44"))
        if kind == "URL_LOGIN":
            user, _, secret = made.partition("://")[2].partition("@")[0].partition(":")
            return made, (made, f"{user}:{secret}", user, secret)
        if kind == "PERSON":
            return made, (made, made.partition(" ")[2])
        return made, (made,) if kind in _SENTENCES or bare == made else (made, bare)

    def _written(self, kind: str) -> str:
        make = _MADE.get(kind)
        return make(self) if make else self.word()


_SENTENCES = ("PERSON", "ADDRESS", "ORGANISATION", "BIRTH_DATE", "DATE", "COORDINATES")
_MONTHS = ("January", "March", "April", "June", "July", "August", "October", "December")
_GIVEN = ("Anna", "Maria", "Peter", "Sofia", "Thomas", "Laura", "Daniel", "Julia", "Robert", "Emma")
_AREAS = ("202", "212", "312", "415", "503", "617", "702", "808", "907", "919")
_UPPER = "ABCDEFGHJKLMNPRSTUVWXYZ"


def _letters(maker: Maker, count: int) -> str:
    return "".join(_UPPER[maker.number(len(_UPPER))] for _ in range(count))


def _hex(maker: Maker, count: int) -> str:
    return maker.draw((count + 1) // 2).hex()[:count]


def _spaced(written: str) -> str:
    return " ".join(written[at : at + 4] for at in range(0, len(written), 4))


def _day(maker: Maker, first: int) -> str:
    return f"{1 + maker.number(28)} {_MONTHS[maker.number(len(_MONTHS))]} {first + maker.number(60)}"


_MADE: dict[str, Callable[[Maker], str]] = {
    "EMAIL": lambda m: f"{m.word()}@example.com",
    "PHONE": Maker.phone,
    "CARD": Maker.card,
    "IBAN": lambda m: _spaced(m.iban()),
    "IP": lambda m: f"2001:db8:{':'.join(f'{4096 + m.number(61440):x}' for _ in range(6))}",
    "URL_LOGIN": lambda m: f"https://{m.word()}:{m.word()}@example.org/in",
    "PASSWORD": lambda m: f"{m.word(9)}{m.digits(3)}",
    "PUK": lambda m: "6" + m.digits(7),
    "LITERAL": lambda m: f"[{m.word().upper()}_{1 + m.number(99)}]",
    "PERSON": lambda m: f"{_GIVEN[m.number(len(_GIVEN))]} {m.name()}",
    "ADDRESS": lambda m: f"{1 + m.number(200)} {m.name()} Street",
    "PLACE": Maker.name,
    "ORGANISATION": lambda m: f"{m.name()} Ltd",
    "URL": lambda m: f"https://www.{m.word()}.example.com/page",
    "MAC": lambda m: ":".join(["02", *(_hex(m, 2) for _ in range(5))]),
    "ACCOUNT": lambda m: "60" + m.digits(8),
    "BANK_CODE": lambda m: f"{_letters(m, 4)}GB2LXXX",
    "NATIONAL_ID": Maker.nhs,
    "TAX_ID": lambda m: f"9{m.digits(2)}-{70 + m.number(19)}-0000",
    "PASSPORT": lambda m: "ZZ" + m.digits(7),
    "DRIVING_LICENCE": lambda m: f"{_letters(m, 5)}{m.number(10)}010{1 + m.number(8)}{m.number(10)}AB9{_letters(m, 2)}",
    "BIRTH_DATE": lambda m: _day(m, 1930),
    "DATE": lambda m: _day(m, 2130),
    "SECRET": lambda m: f"ghp_{_hex(m, 36)}",
    "IMEI": lambda m: m.checked("0010" + m.digits(10)),
    "IMSI": lambda m: "00101" + m.digits(10),
    "ICCID": lambda m: m.checked("8900101" + m.digits(11)),
    "CELL": lambda m: str(2 + m.number(7)) + m.digits(8),
    "TRACKING": Maker.parcel,
    "USERNAME": lambda m: f"@{m.word()}",
    "PLATE": lambda m: f"{_letters(m, 2)}{10 + m.number(60)} {_letters(m, 3)}",
    "COORDINATES": lambda m: f"{m.number(60)}.{m.digits(5)}1, {m.number(90)}.{m.digits(5)}1",
    "WALLET": lambda m: f"0x{_hex(m, 40)}",
}  # fmt: skip
"""How a value of each kind is made; of a kind that is not here, such as SPECIAL, it is a made-up word."""

SAID = {
    "EMAIL": "write to {}", "PHONE": "call {}", "CARD": "card {}", "IBAN": "pay to {}", "IP": "from {}",
    "URL_LOGIN": "see {} .", "PASSWORD": "password: {}", "PUK": "the puk is {}", "LITERAL": "it says {}",
    "CARD_CODE": "my cvv is {}", "PIN": "my pin is {}", "CODE": "your code is {}", "WORD": "they call it {}",
    "PERSON": "My name is Mr {}", "ADDRESS": "My address is {}", "PLACE": "I was born in {}, Germany",
    "ORGANISATION": "I work for {}", "URL": "see {} .", "MAC": "MAC address {}", "CARD_EXPIRY": "the card expires {}",
    "ACCOUNT": "my account number is {}", "BANK_CODE": "BIC: {}", "NATIONAL_ID": "NHS number {}",
    "TAX_ID": "my ITIN is {}", "PASSPORT": "my passport number is {}",
    "DRIVING_LICENCE": "my driving licence number is {}", "BIRTH_DATE": "my date of birth is {}",
    "DATE": "come on {}", "SECRET": "the api key is {}", "IMEI": "IMEI {}", "IMSI": "IMSI {}", "ICCID": "ICCID {}",
    "CELL": "cell id {}", "TRACKING": "tracking number {}", "USERNAME": "my username is {}",
    "PLATE": "my number plate is {}", "COORDINATES": "I am at {}", "WALLET": "my wallet is {}",
    "SPECIAL": "my diagnosis is diabetes, they say {}",
}  # fmt: skip
"""How a value is said in a message, so that its detector sees it; a kind that is not here is said as it is."""
