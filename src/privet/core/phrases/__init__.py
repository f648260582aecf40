"""The words by which a company asks its customers for a secret, a module a language; `core.asks` reads them.

A pattern is a regular expression over text in lower case and without accents; it matches whole words only. For the
eye's sake a line break stands for `|`, a space for one to three blanks or commas, `…` for up to four words, `~` for the
rest of a word, and `<name>` for what `parts` holds under that name. Repeats are bounded, so that reading stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

NOTHING = r"[^\s\S]"
_NOTATION = {"…": r"(?:[^\s,.!?;]{1,30}[\s,]{1,3}){0,4}?", "~": r"\w{0,14}", " ": r"(?:[\s,]{1,3})"}
_SIGNS = re.compile(r"\[[^\]]+\]|[…~ ]")


@dataclass(frozen=True, slots=True)
class Phrases:
    """What one language says; all but the first three are one pattern each."""

    language: str
    common: str
    """Words that tell this language from the others; the languages that share most of a text's words read it."""
    parts: Mapping[str, str]
    secrets: Mapping[str, str]
    """Kind -> what it is called; where two match at one place, the kind that stands first."""
    harmless: str
    """What holds such a word and is no secret: a promotion code, the last four digits of a card."""
    tell: str
    """Asks the reader to tell us: "send me", "what is your", "we need"; in a prompt: "ask for"."""
    give: str
    """Asks the reader to give something, to us or elsewhere: "enter", "confirm"."""
    firm: str
    """Asks in words that look like a negation: "do not hesitate to send", "cannot help without"."""
    back: str
    """Asks for what was spoken of before: "reply with it", "what does it say"."""
    which: str
    """Asks for the secret that stands at once behind it, in a question: "what is your", "with which"."""
    missing: str
    """Says of the secret that stands before or behind it that we still lack it: "is missing", "has not reached us"."""
    ours: str
    """Who does it is not the reader, or it goes the other way: "we will send", "sent you", "if you enter"."""
    opener: str
    """What stands behind it is no longer what is asked for: "tell us *whether* the code came"."""
    no: str
    """Turns round what follows closely."""
    never: str
    """Turns round all that follows in its part of the sentence."""
    nobody: str
    """Turns round the whole part of the sentence in which it stands: "with nobody"."""
    but: str
    """Begins a part of a sentence of its own."""
    warning: str
    """Somebody else asks: "scammers", "if anyone asks"."""
    place: str
    """Where a secret may be typed; what is given there is not told to us."""
    shown: str
    """Before a place: the secret is seen there, not typed."""
    door: str
    """A way by which secrets may come to us: the secure form, the branch."""
    here: str
    """In this conversation, whatever else is said."""
    please: str
    """Says please, or what it is for: "so that I can", "and I will"."""
    filler: str
    """What a question consists of beside the secret when it is nothing but that: "and your PIN?"."""
    otherwise: str = field(default="")
    """What else is done with a secret than telling it: "change", "choose", "keep safe"."""
    after: str = field(default="")
    """Turns round what came shortly before it: German "nicht" behind its verb."""

    def pattern(self, text: str) -> str:
        """`text`, one of this language's patterns, as a regular expression."""
        joined = "|".join(line.strip() for line in text.splitlines() if line.strip())
        whole = re.sub(r"<(\w+)>", lambda name: f"(?:{self.pattern(self.parts[name[1]])})", joined)
        return _SIGNS.sub(lambda sign: _NOTATION.get(sign[0], sign[0]), whole) or NOTHING

    def words(self, text: str) -> str:
        """The same, of whole words."""
        return rf"(?<!\w)(?:{self.pattern(text)})(?!(?<=\w)\w)"
