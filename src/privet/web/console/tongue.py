"""Languages of the pages: which one a reader gets, and catalogues of what is said in it (gettext's PO files).

A catalogue is `web/locale/LANGUAGE.po`, as translators' tools write it; what it lacks reads in English. A language is
offered as soon as its file is there. `docs/make_messages.py` writes the template that a new one begins with.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Collection, Iterator
from importlib.resources import files

ENGLISH = "en"
_PLURAL = re.compile(r"Plural-Forms:.*?plural=([^;\\]+);")
_RANGE = re.compile(r"\s*([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|\*)\s*(?:;\s*q=([01](?:\.[0-9]{0,3})?)\s*)?")
_LINE = re.compile(r'(?:(msgid_plural|msgid|msgstr)(?:\[([0-9])\])? )?"(.*)"')
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t"}


class Catalogue(gettext.NullTranslations):
    """What is said in one language. `said` has the forms of each text; `which` tells the form for a number."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.said: dict[str, list[str]] = {}
        for id, forms in _entries(text):
            if forms and forms[0]:
                self.said[id] = forms
        plural = _PLURAL.search(self.said.get("", [""])[0])
        self.which: Callable[[int], int] = gettext.c2py(plural[1]) if plural else lambda n: int(n != 1)

    def gettext(self, message: str) -> str:
        """The text in this language; in English where nobody translated it."""
        return self.said.get(message, [message])[0]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The text for a number of things."""
        forms = self.said.get(msgid1)
        if forms is None:
            return msgid1 if n == 1 else msgid2
        return forms[min(self.which(n), len(forms) - 1)]


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
