"""What customers say and what the bot says, a file a language; nothing of it asks for a secret."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "de", "es", "fr", "pt", "ru")


class Words:
    """One language."""

    def __init__(self, language: str) -> None:
        read: dict[str, Any] = tomllib.loads((files(__name__) / f"{language}.toml").read_text(encoding="utf-8"))
        self.sentences: dict[str, str] = read["sentences"]
        self._common = frozenset(read["common"].split())
        self._intents = [(name, _any(stems)) for name, stems in read["intents"].items()]
        self._topics = [(name, _any(stems)) for name, stems in read["topics"].items()]
        self._short = {name: _any(stems) for name, stems in read["answers"].items()}

    def common(self, text: str) -> int:
        """How many of this language's most common words a text has."""
        return sum(word in self._common for word in re.findall(r"\w+", text.lower()))

    def intent(self, text: str) -> str:
        """What the customer wants; empty where no word says it."""
        return next((name for name, stems in self._intents if stems.search(text)), "")

    def topic(self, text: str) -> str:
        """What the fault is about."""
        return next((name for name, stems in self._topics if stems.search(text)), "internet")

    def says(self, what: str, text: str) -> bool:
        """Whether a text is a `yes`, a `no` or a `done`."""
        return len(text) < 60 and bool(self._short[what].search(text))


def _any(stems: list[str]) -> re.Pattern[str]:
    """One of these begins a word; in each, `_` is a space."""
    return re.compile("|".join(rf"\b{re.escape(one).replace('_', ' ')}" for one in stems), re.IGNORECASE)


ALL = {language: Words(language) for language in LANGUAGES}


def language(text: str, before: str) -> str:
    """The language of a text; that of the one before it where nothing tells."""
    counts = {one: words.common(text) for one, words in ALL.items()}
    best = max(counts, key=lambda one: (counts[one], one == before))
    return best if counts[best] else before
