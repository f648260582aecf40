"""The tables of docs/explanation/accuracy.md, from counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from score import Count, Counts, together
from sets import BESIDE, COMMON, NAMES

PEER = "presidio md"
"""What Privet may nowhere be below."""

CHAT = NAMES | {"PHONE"}
ASKED = {"multidogo": (0.90, CHAT, "names, addresses, telephone"), "wnut17": (0.62, NAMES, "names")}
"""F1 asked for on a set, and of which kinds. MultiDoGO has destroyed the form of e-mail, cards and dates."""
PERSONS = {"en": 0.75, "es": 0.75, "pt": 0.75, "de": 0.75, "fr": 0.75, "ru": 0.60, "zh": 0.60}
"""F1 asked for of persons in each language's own messages."""
TELECOM = 0.95
"""Recall and precision asked for of telecom kinds."""

LANGUAGES = {
    "en": "English", "es": "Spanish", "pt": "Portuguese", "fr": "French", "de": "German", "it": "Italian",
    "nl": "Dutch", "pl": "Polish", "tr": "Turkish", "id": "Indonesian", "ru": "Russian", "uk": "Ukrainian",
    "ar": "Arabic", "hi": "Hindi", "zh": "Chinese", "mixed": "several in one message",
}  # fmt: skip


class Result(NamedTuple):
    """Every system's counts on one set."""

    name: str
    cases: int
    langs: list[str]
    whole: frozenset[str]
    by_hand: bool
    counts: dict[str, Counts]

    def of(self, system: str, kinds: Iterable[str] | None = None, lang: str | None = None) -> Count:
        """One system's count of `kinds` (those of the whole), in one language or all."""
        return together(self.counts.get(system, {}), frozenset(kinds) if kinds is not None else self.whole, lang)


class Found(NamedTuple):
    """One run."""

    at: str
    systems: dict[str, str]
    absent: list[str]
    results: list[Result]


def all_of(found: Found) -> dict[str, str]:
    """Each table under the name of its marks on the page."""
    return {
        "asked": "\n\n".join([_head(found), _asked(found)]),
        "sets": _sets(found),
        "languages": _languages(found),
        "kinds": "\n\n".join(_kinds(found, one) for one in found.results),
    }


def _head(found: Found) -> str:
    said = [f"Measured on {found.at}, all in one run: " + "; ".join(found.systems.values()) + "."]
    if found.absent:
        said.append(f"**Not measured, since not installed: {', '.join(found.absent)}.**")
    return "\n".join(said)


def _asked(found: Found) -> str:
    """What is asked for, and whether it holds; and Privet beside Presidio with the medium model on every set."""
    rows = []
    for one in found.results:
        mine = one.of("privet")
        if one.name == "telecom":
            for what, value in (("recall", mine.recall), ("precision", mine.precision)):
                rows.append((f"telecom kinds, six languages: {what}", f"≥ {TELECOM:.2f}", value, value >= TELECOM))
        if one.name == "names":
            for lang in one.langs:
                value, least = one.of("privet", ("PERSON",), lang).f1, PERSONS.get(lang, 0.0)
                rows.append((f"persons in {LANGUAGES[lang]}: F1", f"≥ {least:.2f}", value, value >= least))
        if one.name in ASKED:
            least, kinds, named = ASKED[one.name]
            value = one.of("privet", kinds).f1
            rows.append((f"{one.name}: F1, {named}", f"≥ {least:.2f}", value, value >= least))
    for one in found.results:
        for what, kinds in (("common types", COMMON), ("all that is labelled", one.whole)):
            theirs, value = one.of(PEER, kinds).f1, one.of("privet", kinds).f1
            if PEER in one.counts and one.of("privet", kinds).asked:
                rows.append((f"{one.name}: F1, {what}, not below {PEER}", f"≥ {theirs:.3f}", value, value >= theirs))
    shown = [(what, asked, f"{value:.3f}", "yes" if holds else "NO") for what, asked, value, holds in rows]
    return table(("what", "asked", "measured", "holds"), shown)


def _sets(found: Found) -> str:
    """Each system on each set: one line."""
    rows = []
    for one in found.results:
        for system in one.counts:
            its = one.of(system)
            if its.asked:
                common = one.of(system, COMMON).f1
                rows.append((
                    one.name, f"{one.cases:,}", system, _f(common), _f(its.f1), _f(its.precision), _f(its.recall),
                    _f(its.exact_recall), _f(its.masked_share), f"{1000 * its.needless / max(1, its.personal):,.0f}",
                ))  # fmt: skip
    heads = ("set", "texts", "system", "F1 common", "F1", "precision", "recall", "exact", "masked", "needless")
    return table(heads, rows)


def _languages(found: Found) -> str:
    """Language by language: persons in its own messages, telecom kinds, hard cases; Privet and its strongest peer."""
    by_name = {one.name: one for one in found.results if one.by_hand}
    rows = []
    for lang, title in LANGUAGES.items():
        cells = [title]
        for name, kinds in (("names", ("PERSON",)), ("names", None), ("telecom", None), ("hard", None)):
            one = by_name.get(name)
            its = one.of("privet", kinds, lang) if one else Count()
            theirs = one.of(PEER, kinds, lang) if one else Count()
            cells.append(f"{its.f1:.2f} of {its.asked} ({theirs.f1:.2f})" if its.asked else "not measured")
        rows.append(tuple(cells))
    return table(("language", "persons, F1", "names set, F1", "telecom kinds, F1", "hard cases, F1"), rows)


def _kinds(found: Found, one: Result) -> str:
    """One set, kind by kind: Privet's figures and the peers' F1."""
    peers = [system for system in one.counts if system != "privet"]
    rows = []
    for kind in sorted({kind for counts in one.counts.values() for _, kind in counts}):
        its = one.of("privet", (kind,))
        if its.asked or its.false:
            name = f"{kind} (beside)" if kind in BESIDE or kind not in one.whole else kind
            shown = (_f(its.f1), _f(its.precision), _f(its.recall), _f(its.exact_recall)) if its.asked else ("",) * 4
            theirs = [_f(one.of(peer, (kind,)).f1) if its.asked else "" for peer in peers]
            rows.append((name, str(its.asked), *shown, str(its.false), *theirs))
    heads = ("kind", "asked", "F1", "precision", "recall", "exact", "false", *(f"F1 {peer}" for peer in peers))
    return f"### {one.name}\n\n" + table(heads, rows)


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table that also reads well in a terminal."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in (heads, *rows)
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def _f(value: float) -> str:
    return f"{value:.3f}"
