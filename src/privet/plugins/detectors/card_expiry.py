"""Expiry dates of payment cards: month and year beside a word such as "exp" or "gültig bis", or behind a card number.

Canonical form: month and two digits of the year, `0429`.
"""

from __future__ import annotations

from collections.abc import Iterator

from privet.core.dates import MONTH, MONTHS
from privet.core.finding import CUE, Detector, Finding
from privet.core.late import late
from privet.core.shapes import Shape, Shapes

_VALUE = (
    f"(?i:(?:{MONTH})[.]?(?: de)? 20[2-4][0-9])|"
    "(?:0?[1-9]|1[0-2]) ?[/.-] ?(?:20)?[2-4][0-9]|(?:0[1-9]|1[0-2]) ?(?:20)?[2-4][0-9]"
)
_MARKED = "(?:0?[1-9]|1[0-2]) ?[/-] ?(?:20)?[2-4][0-9]"
_WORDS = (
    "exp(?:[.]|iry|ires|iration|iring|d)?(?: ?(?:date|on|dt))?|valid (?:thru|through|until|till|to)|good thru"
    "|mm/?(?:yy|aa|jj|гг)"
    "|vto|vence?|vencimiento|caduca|caducidad|v[aá]lid[ao] (?:hasta|at[eé])|cad|fecha (?:de )?(?:exp|venc"
    "|cad)[a-z.]{0,10}"
    "|expire(?: le| fin)?|expiration|date d['’]exp(?:iration)?|valable jusqu['’](?:au|en|à)|fin de validit[eé]"
    "|valid(?:e|it[eé])"
    "|g[uü]ltig(?: bis|keit)?|ablauf(?:datum)?|l[aä]uft ab|abgelaufen am|verf[aä]llt|validade|val|venc(?:e|imento)?"
    "|срок(?: действия)?|действ(?:ительна|ует|ия)(?: до)?|годна до|до|scade(?:nza)?|scad|geldig tot|vervaldatum"
    "|ważn[aey] do|data ważności|son kullanma(?: tarihi)?|skt|berlaku(?: sampai| hingga)?|masa berlaku"
    "|термін дії|дійсна до|वैधता|समाप्ति"
)
_GLUED = "صالحة حتى|تاريخ الانتهاء|有效期|到期"
_CARD_BEFORE = late(r"[0-9](?:[ -]?[0-9]){12,18}[^0-9\n]{1,24}\Z")
_AFTER_CARD = late(rf"(?<![0-9/.-])(?P<value>{_MARKED})(?![0-9/.-])")
_ABOUT_CARD = late(
    r"(?i:(?<![^\W_])(?:(?:kredit|debit|bank)?card|visa|master(?:card)?|amex|tarjeta|carte|cart[ãa]o|карт[аыуе]"
    r"|carta|kaart|kart[aęy]?|kartu|卡)(?![^\W_])|karte)"
)
_WORD = late(r"[^\W\d_]+")
_PARTS = late("[0-9]+")
_LONGEST_CARD = 64


def _month_year(written: str) -> str:
    word = _WORD.match(written.lower())
    if word is not None and word[0] in MONTHS:
        return f"{MONTHS[word[0]]:02}{written[-2:]}"
    digits = "".join(part.zfill(2) for part in _PARTS.findall(written))
    return digits[:2] + digits[-2:]


class _CardExpiry:
    name = "card_expiry"
    kinds: tuple[str, ...] = ("CARD_EXPIRY",)

    def __init__(self) -> None:
        shape = Shape(
            "CARD_EXPIRY", _VALUE, _WORDS, _GLUED, loose=True, edges=(17, ""), canonical=_month_year, score=0.92
        )
        self._named = Shapes(self.name, (shape,))
        self.triggers = (*self._named.triggers, "[0-9] ?[/-] ?(?:20)?[2-4][0-9]")

    def find(self, text: str) -> Iterator[Finding]:
        named = list(self._named.find(text))
        yield from named
        taken = {one.start for one in named}
        about = bool(named) or _ABOUT_CARD.search(text) is not None
        for match in _AFTER_CARD.finditer(text):
            start, end = match.span()
            of_card = start not in taken and (about or _CARD_BEFORE.search(text, max(0, start - _LONGEST_CARD), start))
            if of_card:
                yield Finding(start, end, "CARD_EXPIRY", 0.9, self.name, _month_year(match.group()), CUE)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return _CardExpiry()
