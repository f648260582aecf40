"""What stands between a cue word and the value it announces, in six languages.

"code 482913", "code: 482913", "Your code for Acme is 482913", "Ihr Code lautet 482913", "ваш код — 482913".
"""

from __future__ import annotations

import re

IS = "is|was|are|were|es|era|son|fue|est|était|sont|ist|war|lautete?|heißt|heisst|sind|é|foi|são|eram|это|был|была"
"""The verb between a cue and its value."""

POSSESSIVE = (
    "my|the|your|our|his|her|new|mi|tu|su|el|la|nueva|mon|ma|votre|le|ta|mein|meine|dein|deine|ihr|ihre|das|der|die"
    "|meu|minha|sua|seu|o|a|мой|моя|ваш|ваша|твой|наш"
)

_CONNECTED = re.compile(rf"[^\w]*|.*(?:[:=>\u2010-\u2015-]|(?<![^\W_])(?:{IS}))[^\w]*", re.IGNORECASE | re.DOTALL)


def lowered(text: str) -> str:
    """`text` in lower case, character for character, so that offsets stay; cheaper than ignoring case later."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


def connected(gap: str) -> bool:
    """Whether `gap`, the text between a cue and a value, is punctuation only or ends in a colon, a dash or a verb."""
    return _CONNECTED.fullmatch(gap) is not None
