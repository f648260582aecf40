"""Languages of the pages: which one a reader gets, and catalogues of what is said in it (gettext's PO files).

A catalogue is `web/locale/LANGUAGE.po`, as translators' tools write it; what it lacks reads in English. A language is
offered as soon as its file is there. `docs/make_messages.py` writes the template that a new one begins with.

What templates say is marked there, with places as %(name)s. What the code says, errors for example, it says in English,
and a page looks it up as it is shown (`Catalogue.say`): as it stands, or by a text of the catalogue with places as
{name}.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Collection, Iterator
from functools import cached_property
from importlib.resources import files
from typing import NamedTuple

ENGLISH = "en"
NAMES = {"en": "English", "de": "Deutsch", "es": "Español", "pt": "Português", "ru": "Русский"}
"""What each language is called by those who speak it."""

_PLURAL = re.compile(r"Plural-Forms:.*?plural=([^;\\]+);")
_RANGE = re.compile(r"\s*([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|\*)\s*(?:;\s*q=([01](?:\.[0-9]{0,3})?)\s*)?")
_LINE = re.compile(r'(?:(msgid_plural|msgid|msgstr)(?:\[([0-9])\])? )?"(.*)"')
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t"}
_PLACE = re.compile(r"\{([a-z_0-9]+)\}")
_CITED = re.compile(r" (\([a-z0-9][a-z0-9_.:-]{0,63}\))(?: |$)")
"""A rule or another reason that a refusal names behind its sentence."""


class Form(NamedTuple):
    """A text with places as {name}: what stands before, between and behind them, and what they are called."""

    id: str
    literals: list[str]
    places: list[str]

    def read(self, text: str) -> dict[str, str] | None:
        """What stands in the places of a text of this form, each as short as can be but the last; None of another.

        Each literal is looked for once, from where the one before ends: linear in the text.
        """
        first, *between, last = self.literals
        if not (text.startswith(first) and text.endswith(last)) or len(text) < len(first) + len(last):
            return None
        at, end, values = len(first), len(text) - len(last), list[str]()
        for one in between:
            there = text.find(one, at, end)
            if there < 0:
                return None
            values.append(text[at:there])
            at = there + len(one)
        return dict(zip(self.places, [*values, text[at:end]], strict=True))


def form(id: str) -> Form:
    """The form of a text."""
    parts = _PLACE.split(id)
    return Form(id, parts[::2], parts[1::2])


DEEP = 2
"""How deep texts are looked for in the places of others: an overdue review is a title and a number of days."""


class Catalogue(gettext.NullTranslations):
    """What is said in one language, by the text of a PO file, which is read when something is first said in it."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = text

    @cached_property
    def said(self) -> dict[str, list[str]]:
        """The forms of each text."""
        return {id: forms for id, forms in _entries(self._text) if forms and forms[0]}

    @cached_property
    def which(self) -> Callable[[int], int]:
        """Which form a number takes."""
        plural = _PLURAL.search(self.said.get("", [""])[0])
        return gettext.c2py(plural[1]) if plural else lambda n: int(n != 1)

    @cached_property
    def _forms(self) -> list[Form]:
        found = [form(id) for id in self.said if _PLACE.search(id)]
        return sorted(found, key=lambda one: -len("".join(one.literals)))

    def gettext(self, message: str) -> str:
        """The text in this language; in English where nobody translated it."""
        return self.said.get(message, [message])[0]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The text for a number of things."""
        forms = self.said.get(msgid1)
        if forms is None:
            return msgid1 if n == 1 else msgid2
        return forms[min(self.which(n), len(forms) - 1)]

    def say(self, text: str, deep: int = DEEP) -> str:
        """What the code said in English, in this language; in English where nobody translated it."""
        return self._known(text) or (self._formed(text, deep) if deep else "") or text

    def _known(self, text: str) -> str:
        return self.said[text][0] if text and text in self.said else ""

    def _formed(self, text: str, deep: int) -> str:
        """The text by the form that says most of it, with what stands in its places said as well; or nothing."""
        for one in self._forms:
            if (values := one.read(text)) is not None:
                said = {name: self._value(value, deep - 1) for name, value in values.items()}
                return _PLACE.sub(lambda place, said=said: said.get(place[1], ""), self.said[one.id][0])  # type: ignore[misc]
        return ""

    def _value(self, text: str, deep: int) -> str:
        """What stands in a place: a text that is known, sentences with the rules that they are of, or a name."""
        parts = _CITED.split(text)
        if len(parts) > 1:
            return " ".join(self._known(one) or one for one in parts if one)
        return self.say(text, deep)


def catalogues() -> dict[str, Catalogue]:
    """By language, every catalogue there is; that of English is empty."""
    found = {ENGLISH: Catalogue()}
    folder = files("privet.web") / "locale"
    if folder.is_dir():
        for one in folder.iterdir():
            if one.name.endswith(".po"):
                found[one.name.removesuffix(".po")] = Catalogue(one.read_text("utf-8"))
    return found


def spoken(accept: str, there: Collection[str]) -> str:
    """The language of `there` for an Accept-Language header (RFC 9110 §12.5.4, lookup of RFC 4647 §3.4), or English."""
    wanted: list[tuple[float, int, str]] = []
    for at, one in enumerate(accept[:512].split(",")[:20]):
        if match := _RANGE.fullmatch(one):
            wanted.append((-float(match[2] or 1), at, match[1].lower()))
    for weight, _, tag in sorted(wanted):
        while tag and weight:
            if tag in there:
                return tag
            tag = tag.rpartition("-")[0]
    return ENGLISH


def _entries(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each text of a PO file and its forms in the catalogue's language; what is no line of such a file is left out."""
    parts: dict[str, str] = {}
    name = ""
    for line in [*text.splitlines(), 'msgid ""']:
        match = _LINE.fullmatch(line.strip())
        if match is None:
            continue
        if match[1] == "msgid" and parts:
            yield parts.pop("msgid", ""), [said for key, said in sorted(parts.items()) if key.startswith("msgstr")]
            parts = {}
        if match[1]:
            name = match[1] + (match[2] or "")
        said = _ESCAPED.sub(lambda one: _ESCAPES.get(one[1], one[1]), match[3])
        parts[name] = parts.get(name, "") + said
