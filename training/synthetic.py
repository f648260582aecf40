"""Labelled messages made from templates in our own words (`templates/*.txt`) and other people's lists of names.

A template file has sections, `## name`; each line is one way to write what the section is called. `{name}` stands for
one line of that section or one of the makers below; `(a|b|c)` for one of the alternatives. `## message` is where a
message begins, `## negative` messages that hold no name at all; `# …` is a comment. Everything is drawn from one seeded
generator, so the same messages come every time.
"""

from __future__ import annotations

import itertools
import random
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import declension
import lists

Span = tuple[int, int, str]
Labelled = tuple[str, list[Span]]

LABEL = {
    "person": "PERSON",
    "given": "PERSON",
    "family": "PERSON",
    "nick": "PERSON",
    "address": "ADDRESS",
    "city": "PLACE",
    "region": "PLACE",
    "country": "PLACE",
    "post": "PLACE",
    "org": "ORGANISATION",
    "number": "NUMBER",
    "phone": "NUMBER",
    "code": "NUMBER",
    "date": "NUMBER",
}
LOCALES = {
    "en": ("en_US", "en_GB", "en_IN", "en_NG", "en_PH", "en_IE", "en_AU", "en_KE", "en_PK", "en_CA"),
    "es": ("es_ES", "es_MX", "es_AR", "es_CO", "es_CL"),
    "pt": ("pt_BR", "pt_PT"),
    "de": ("de_DE", "de_AT", "de_CH"),
    "fr": ("fr_FR", "fr_CA", "fr_CH", "fr_BE", "fr_DZ"),
    "it": ("it_IT",),
    "nl": ("nl_NL", "nl_BE"),
    "pl": ("pl_PL",),
    "tr": ("tr_TR",),
    "id": ("id_ID",),
    "ru": ("ru_RU",),
    "uk": ("uk_UA",),
    "zh": ("zh_CN", "zh_TW"),
}
COUNTRIES = {
    "en": "US GB IN NG PH IE AU KE CA ZA NZ",
    "es": "ES MX AR CO CL PE EC",
    "pt": "BR PT AO",
    "de": "DE AT CH",
    "fr": "FR BE CH CI SN",
    "it": "IT",
    "nl": "NL BE",
    "pl": "PL",
    "tr": "TR",
    "id": "ID",
    "ru": "RU BY KZ",
    "uk": "UA",
    "zh": "CN TW HK",
}
SCRIPT = {"ru": "cyrillic", "uk": "cyrillic", "zh": "han"}
_SLOT = re.compile(r"\{(\w+)\}")
_CHOICE = re.compile(r"(?<!\\)\(((?:[^()|\\]|\\.)*(?:\|(?:[^()|\\]|\\.)*)+)\)")
_PARTICLES = {
    "de": ("von ", "von der ", "zu "),
    "nl": ("van ", "van der ", "de ", "van den "),
    "fr": ("de ", "Le ", "La "),
}


class Maker:
    """Messages of one language."""

    def __init__(self, language: str, seed: int) -> None:
        self.language = language
        self.script = SCRIPT.get(language, "latin")
        self.random = random.Random(f"{language}/{seed}")
        self.sections = _sections(language)
        self.first = sorted({n for locale in LOCALES[language] for n in lists.names(locale, "first")})
        self.last = sorted({n for locale in LOCALES[language] for n in lists.names(locale, "last")})
        self.last += lists.listed(f"families_{language}")
        self.first, self.last = (lists.in_script(self.script, found) for found in (self.first, self.last))
        self.foreign = lists.all_names("latin", "first"), lists.all_names("latin", "last")
        self.native = 0.6 if language == "en" else 0.8  # English is written by people of all names
        mine = COUNTRIES[language].split()
        towns = [(name, people) for name, people, country in lists.cities(self.script, False) if country in mine]
        other = [(name, people) for name, people, _ in lists.cities(self.script, False) if people > 250_000]
        self.towns = [name for name, _ in towns]
        self.sizes = list(itertools.accumulate(people**0.5 for _, people in towns))
        self.other = [name for name, _ in other]
        self.makers: dict[str, Callable[[], str]] = {
            "person": self.person,
            "given": self.given,
            "family": self.family,
            "nick": lambda: self.random.choice(self.nicks()),
            "city": self.city,
            "n": lambda: str(int(self.random.paretovariate(0.7)) % 900 + 1),
            "amount": self.amount,
            "number": self.number,
            "phone": self.phone,
            "code": lambda: self.digits(self.random.choice((4, 4, 5, 6, 6, 6, 8))),
            "email": self.email,
            "L": lambda: self.random.choice("ABCDEFGHKLMNPRSTUVWXY"),
        }

    def digits(self, count: int) -> str:
        return "".join(self.random.choice("0123456789") for _ in range(count))

    def nicks(self) -> list[str]:
        return _nicknames(self.script)

    def given(self) -> str:
        draw = self.random.random()
        if self.script == "latin" and draw < 0.06:
            return self.random.choice(self.nicks()).capitalize()
        if self.script == "cyrillic" and draw < 0.25:
            return self.random.choice(self.nicks()).capitalize()
        pool = self.foreign[0] if draw > self.native and self.script == "latin" else self.first
        name = self.random.choice(pool)
        if draw < 0.1 and self.script == "latin" and " " not in name:
            joint = "-" if self.language in ("fr", "de") else " "
            name = f"{name}{joint}{self.random.choice(self.first)}"
        return name

    def family(self) -> str:
        draw = self.random.random()
        pool = self.foreign[1] if draw > self.native and self.script == "latin" else self.last
        name = self.random.choice(pool)
        if draw < 0.05 and self.language in _PARTICLES:
            name = self.random.choice(_PARTICLES[self.language]) + name
        elif draw < 0.1 and self.script == "latin":
            name = f"{name}-{self.random.choice(self.last)}"
        return name

    def person(self) -> str:
        """A name as people write it: whole, given or family alone, with initials, with two family names."""
        draw = self.random.random()
        if self.script == "han":
            return self._han_person(draw)
        if self.script == "cyrillic":
            return declension.person(self.random, self.language, draw, self.given)
        given, family = self.given(), self.family()
        if draw < 0.38:
            return given
        if self.language in ("es", "pt") and draw < 0.65:
            joint = self.random.choice((" ", " ", " de ", " y " if self.language == "es" else " da "))
            return f"{given} {family}{joint}{self.family()}" if draw < 0.55 else f"{given} {family}"
        if draw < 0.45:
            return f"{given[0]}. {family}"
        if draw < 0.52:
            return f"{given} {self.random.choice('ABCDEFGHJKLMNPRSTW')}. {family}"
        if draw < 0.55:
            return f"{family}, {given}"
        if draw < 0.58:
            return f"{given} {family[0]}"
        return f"{given} {family}"

    def _han_person(self, draw: float) -> str:
        family, given = self.random.choice(self.last), self.random.choice(self.first)
        if draw < 0.08:
            return f"{self.random.choice(self.foreign[0])} {self.random.choice(self.foreign[1])}"
        if draw < 0.14:
            return self.random.choice("老小阿") + family[0]
        if draw < 0.18:
            return given * 2 if len(given) == 1 else given
        if draw < 0.7:
            signs = lists.listed("given_zh")
            return family + "".join(self.random.choice(signs) for _ in range(1 if draw < 0.3 else 2))
        return family + given

    def city(self) -> str:
        draw = self.random.random()
        if draw < 0.3 and "bigcity" in self.sections:
            return self.random.choice(self.sections["bigcity"][0].split("|"))
        if draw < 0.5:
            return self.random.choice(self.other)
        return self.random.choices(self.towns, cum_weights=self.sizes)[0]

    def amount(self) -> str:
        whole = int(self.random.paretovariate(0.6) * 5) % 20000
        return self.random.choice((f"{whole}", f"{whole}.{self.digits(2)}", f"{whole},{self.digits(2)}", f"{whole}.00"))

    def number(self) -> str:
        digits = self.digits(self.random.choice((4, 6, 7, 8, 9, 10, 12)))
        letters = "".join(self.random.choice("ABCDEFGHKMNPRSTWXZ") for _ in range(self.random.choice((1, 2, 3))))
        mixed = (letters + digits, f"{letters}-{digits}", f"{digits[:4]}-{digits[4:]}")
        return self.random.choice((digits, digits, *mixed))

    def phone(self) -> str:
        plain = ("+###########", "0##########", "##########", "###-###-####")
        shape = self.random.choice(
            (*plain, "(###) ###-####", "0### ### ####", "+## ### ### ###", "### ## ## ##", "+# ### ###-##-##")
        )
        return "".join(self.digits(1) if sign == "#" else sign for sign in shape)

    def email(self) -> str:
        name = unicodedata.normalize("NFKD", self.random.choice(self.foreign[0])).encode("ascii", "ignore").decode()
        return f"{name.lower().replace(' ', '.')}{self.digits(2)}@example.{self.random.choice(('com', 'org', 'net'))}"

    def message(self, section: str = "message") -> Labelled:
        """One message with its labels."""
        pieces: list[str] = []
        spans: list[Span] = []
        self._fill(self.random.choice(self.sections[section]), pieces, spans, "")
        text = "".join(pieces)
        return text, _joined(text, spans)

    def _fill(self, template: str, pieces: list[str], spans: list[Span], label: str) -> None:
        while True:  # alternatives from the inside out
            chosen = _CHOICE.sub(lambda match: self.random.choice(match[1].split("|")), template)
            if chosen == template:
                break
            template = chosen
        template = re.sub(r"\\(.)", r"\1", template)
        at = 0
        for match in _SLOT.finditer(template):
            pieces.append(template[at : match.start()])
            at = match.end()
            name = match[1]
            base, _, variant = name.partition("_")
            own = "" if label else LABEL.get(base, "")
            start = sum(map(len, pieces))
            if name in self.sections:
                self._fill(self.random.choice(self.sections[name]), pieces, spans, own or label)
            elif name[0] == "d" and name[1:].isdigit():
                pieces.append(self.digits(int(name[1:])))
            elif variant:
                pieces.append(declension.in_case(self.makers[base](), variant, base, self.random))
            else:
                pieces.append(self.makers[name]())
            if own:
                spans.append((start, sum(map(len, pieces)), own))
        pieces.append(template[at:])


@cache
def _nicknames(script: str) -> list[str]:
    return [name for name in lists.listed("nicknames") if (name[0] > "\u0400") == (script == "cyrillic")]


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """`spans`, a given name and the family name after it being one person."""
    joined: list[Span] = []
    for start, end, label in spans:
        if joined and label == joined[-1][2] == "PERSON" and text[joined[-1][1] : start] in ("", " "):
            joined[-1] = (joined[-1][0], end, label)
        else:
            joined.append((start, end, label))
    return joined


@cache
def _sections(language: str) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (Path(__file__).parent / "templates" / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            current = sections.setdefault(line[3:].strip(), [])
        elif line.strip() and not line.startswith("#"):
            current.append(line.replace("\\n", "\n"))
    return sections


def followed(one: Labelled, other: Labelled, chance: random.Random) -> Labelled:
    """One message after the other, as people write more than one thing."""
    text, spans = one
    between = chance.choice((". ", " ", ", ", "\n", " - ", "! ", "; ")) if text[-1:].isalnum() else " "
    if text[-1:] > "\u3000":
        between = chance.choice(("，", "。", "！", " "))
    more = other[0]
    if chance.random() < 0.3 and not any(start == 0 for start, _, _ in other[1]):
        more = more[:1].lower() + more[1:]
    at = len(text) + len(between)
    return text + between + more, [*spans, *((start + at, end + at, label) for start, end, label in other[1])]


def roughened(labelled: Labelled, chance: random.Random) -> Labelled:
    """The same as people type it: without capitals, in capitals, without accents or punctuation, with slips."""
    text, spans = labelled
    draw = chance.random()
    if draw < 0.3:
        text = _same_length(text, str.lower)
    elif draw < 0.36:
        text = _same_length(text, str.upper)
    if chance.random() < 0.2:
        text = "".join(_plain(sign) for sign in text)
    draw = chance.random()
    if draw < 0.12:
        return without(text, spans, re.compile(r"[.,!?;:](?= |$)"))
    if draw < 0.2:
        return without(text, spans, re.compile(r"[.!?]$"))
    return text, spans


def without(text: str, spans: list[Span], what: re.Pattern[str]) -> Labelled:
    """`text` with the matches taken out, and the labels where they now are."""
    gone = {at for match in what.finditer(text) for at in range(*match.span())}
    moved = [0]
    for at in range(len(text)):
        moved.append(moved[-1] + (at not in gone))
    found = [(moved[start], moved[end], label) for start, end, label in spans if moved[start] < moved[end]]
    return "".join(sign for at, sign in enumerate(text) if at not in gone), found


def _same_length(text: str, change: Callable[[str], str]) -> str:
    return "".join(changed if len(changed := change(sign)) == 1 else sign for sign in text)


def _plain(sign: str) -> str:
    if sign < "\x7f" or not sign.isalpha() or sign >= "\u0400":
        return sign
    plain = unicodedata.normalize("NFKD", sign)[0]
    return plain if plain.isascii() else sign
