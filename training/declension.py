"""Russian and Ukrainian names in their cases, by the regular endings; enough for training, not a grammar."""

from __future__ import annotations

import random
from collections.abc import Callable

import lists

# ending of the nominative -> endings of genitive, dative, accusative, instrumental, prepositional
_ADJECTIVE_M = ("ого", "ому", "ого", "им", "ом")
_ADJECTIVE_F = ("ой", "ой", "ую", "ой", "ой")
_FAMILY = (
    ("ский", 2, _ADJECTIVE_M),
    ("цкий", 2, _ADJECTIVE_M),
    ("ская", 2, _ADJECTIVE_F),
    ("цкая", 2, _ADJECTIVE_F),
    ("ова", 1, ("ой", "ой", "у", "ой", "ой")),
    ("ева", 1, ("ой", "ой", "у", "ой", "ой")),
    ("ёва", 1, ("ой", "ой", "у", "ой", "ой")),
    ("ина", 1, ("ой", "ой", "у", "ой", "ой")),
    ("ов", 0, ("а", "у", "а", "ым", "е")),
    ("ев", 0, ("а", "у", "а", "ым", "е")),
    ("ёв", 0, ("а", "у", "а", "ым", "е")),
    ("ин", 0, ("а", "у", "а", "ым", "е")),
)
_GIVEN = (
    ("ий", 1, ("я", "ю", "я", "ем", "и")),
    ("ей", 1, ("я", "ю", "я", "ем", "е")),
    ("ай", 1, ("я", "ю", "я", "ем", "е")),
    ("ия", 1, ("и", "и", "ю", "ей", "и")),
    ("ья", 1, ("и", "е", "ю", "ей", "е")),
    ("я", 1, ("и", "е", "ю", "ей", "е")),
    ("ка", 1, ("и", "е", "у", "ой", "е")),
    ("га", 1, ("и", "е", "у", "ой", "е")),
    ("ша", 1, ("и", "е", "у", "ей", "е")),
    ("жа", 1, ("и", "е", "у", "ей", "е")),
    ("а", 1, ("ы", "е", "у", "ой", "е")),
    ("ь", 1, ("я", "ю", "я", "ем", "е")),
)
_HARD = ("а", "у", "а", "ом", "е")
_CASES = {"gen": 0, "dat": 1, "acc": 2, "ins": 3, "loc": 4}


def _by(table: tuple[tuple[str, int, tuple[str, ...]], ...], word: str, case: int) -> str | None:
    for ending, cut, forms in table:
        if word.endswith(ending):
            return word[: len(word) - cut] + forms[case]
    return None


def word_in_case(word: str, case: str, family: bool = False) -> str:
    """One name in one of the cases; as it is when it does not decline (-о, -ко, -их)."""
    number = _CASES[case]
    found = _by(_FAMILY, word, number) if family else None
    found = found or _by(_GIVEN, word, number)
    if found is not None:
        return found
    return word + _HARD[number] if word[-1:] in "бвгджзклмнпрстфхцчшщ" and not word.endswith("их") else word


def in_case(value: str, case: str, what: str, chance: random.Random) -> str:
    """A name or city in a case, each word by itself."""
    words = value.split(" ")
    return " ".join(
        word if len(word) < 3 or "." in word else word_in_case(word, case, what != "city" and _family_like(word))
        for word in words
    )


def _family_like(word: str) -> bool:
    return word.endswith(tuple(ending for ending, _, _ in _FAMILY))


def person(chance: random.Random, language: str, draw: float, given: Callable[[], str]) -> str:
    """A person in the nominative: name, name and patronymic, all three, initials, family name first or alone."""
    locale = "ru_RU" if language == "ru" else "uk_UA"
    woman = chance.random() < 0.5
    sex = "female" if woman else "male"
    first = chance.choice(_of(locale, f"first_names_{sex}"))
    last = chance.choice(_of(locale, f"last_names_{sex}"))
    middle = chance.choice(_of(locale, f"middle_names_{sex}"))
    if draw < 0.3:
        return given()
    if draw < 0.4:
        return f"{first} {middle}"
    if draw < 0.48:
        return f"{last} {first} {middle}"
    if draw < 0.54:
        return f"{last} {first[0]}.{chance.choice(('', ' '))}{middle[0]}."
    if draw < 0.58:
        return f"{first[0]}. {last}"
    if draw < 0.66:
        return last
    if draw < 0.72:
        return f"{last} {first}"
    return f"{first} {last}"


def _of(locale: str, attribute: str) -> list[str]:
    module = __import__(f"faker.providers.person.{locale}", fromlist=["Provider"])
    return sorted(getattr(module.Provider, attribute))


def all_forms() -> list[tuple[str, int]]:
    """Every name in every case, with the bit of its list."""
    forms = []
    for what, bit in (("first", lists.GIVEN), ("last", lists.FAMILY)):
        for name in lists.all_names("cyrillic", what):
            forms += [(word_in_case(name, case, what == "last"), bit) for case in _CASES if len(name) > 2]
    for name in lists.listed("nicknames"):
        if name[0] > "\u0400":
            forms += [(word_in_case(name, case), lists.GIVEN) for case in _CASES]
    for name, _, _ in lists.cities("cyrillic"):
        if " " not in name and "-" not in name and len(name) > 3:
            forms += [(word_in_case(name, case), lists.CITY) for case in _CASES]
    return forms
