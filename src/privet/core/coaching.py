"""What Privet says in a chat by itself, in fifteen languages: when a card or a secret was pasted, and to STOP, START,
HELP, /privacy and /mydata; and which words mean those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal

from privet.core.coaching_texts import NAMED, TEXTS
from privet.core.help_texts import HELP

ENGLISH = "en"

COMMANDS = frozenset({"privacy", "mydata", "stop", "start"})
"""Commands that Privet may answer itself; the last two are words for what they say."""

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?:\s|$)")
_CARDS = frozenset({"CARD", "CARD_CODE"})
_ENDS = " \t\r\n.!?,;:…。！？\"'«»“”„()"
_LONGEST = 40
"""No word or phrase that means STOP or START is longer."""

_SCRIPTS = (
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)
"""Languages that their letters tell apart, in the order in which they are looked for."""

_ENOUGH = 2
"""Common words by which a language is believed."""


def language(code: str, text: str = "") -> str:
    """The language to answer in: of a customer's app (an IETF tag, or ""), else of what they wrote, else English."""
    said = code.replace("_", "-").partition("-")[0].lower()
    if said in TEXTS:
        return said
    for name, letters in _SCRIPTS:
        if letters.search(text):
            return name
    words = re.findall(r"[^\W\d_]+", text[:1000].lower())
    counts = {name: sum(word in common for word in words) for name, common in _common().items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= _ENOUGH else ENGLISH


def wish(text: str) -> Literal["stop", "start", ""]:
    """Does a whole message say that somebody wants no more messages, or wants them again? `/start` is every bot's first
    word and says neither.
    """
    if len(text) > _LONGEST:
        return ""
    word = _folded(text.strip(_ENDS))
    if word == "/stop":
        return "stop"
    stop, start = _words()
    return "stop" if word in stop else "start" if word in start else ""


def command(text: str, username: str = "") -> str:
    """The name of a command that Privet may answer itself, said to nobody in particular or to the bot of that name; ""
    for anything else.
    """
    found = _COMMAND.match(text)
    if found is None or (found[2] and found[2].lower() != username.lower()):
        return ""
    name = found[1].lower()
    return name if name in COMMANDS else ""


def line(kinds: Iterable[str], language: str) -> str:
    """What a customer is told who pasted values of these kinds."""
    texts = TEXTS[language]
    return texts.card if _CARDS & set(kinds) else texts.secret


def stopped(language: str) -> str:
    """The answer to STOP."""
    return TEXTS[language].stopped


def started(language: str) -> str:
    """The answer to START after a STOP."""
    return TEXTS[language].started


def helped(language: str, company: str) -> str:
    """The answer to HELP."""
    return HELP[language].replace("{company}", company)


def privacy(language: str, company: str) -> str:
    """The answer to /privacy."""
    return TEXTS[language].privacy.replace("{company}", company)


def mydata(language: str, counts: Mapping[str, int]) -> str:
    """The answer to /mydata: the kinds of what is held, and how many values of each."""
    texts = TEXTS[language]
    if not counts:
        return texts.nothing
    named = dict(zip(NAMED, texts.kinds, strict=True))
    return "\n".join([texts.held, *(f"{named.get(kind, kind)}: {count}" for kind, count in counts.items())])


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Everything that means STOP, and START, in any language: people use whichever they know."""
    stop = {_folded(word) for one in TEXTS.values() for word in one.stop}
    start = {_folded(word) for one in TEXTS.values() for word in one.start}
    return frozenset(stop), frozenset(start)


def _folded(text: str) -> str:
    """Without case, that of Turkish letters included, and with single blanks."""
    return " ".join(text.replace("\u0130", "i").casefold().replace("\u0131", "i").split())


@cache
def _common() -> dict[str, frozenset[str]]:
    return {name: frozenset(one.common.split()) for name, one in TEXTS.items()}
