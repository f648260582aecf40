"""E-mail addresses: local part, "@", a domain whose last label is letters (RFC 5321 §4.1.2, RFC 6531).

The canonical form is the whole address in lower case: nearly every mail system takes it so, and a person's own request
must find both spellings. Of RFC 5322's atext, "=", "/", "?", "&" and "`" are left out of the local part, since in
messages they stand between a name and an address (`to=ann@example.com`) far more often than in one.
"""

from __future__ import annotations

from collections.abc import Iterator

from privet.core.finding import PATTERN, Detector, Finding
from privet.core.late import late

_LONGEST_LOCAL = 64
_UNSPACED = "\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af"  # scripts written without spaces: a sentence may touch an address

# Read backwards from the "@", so that a megabyte of letters without one costs nothing.
_LOCAL_BACKWARDS = late(r"[\w%+'!#$*^~{|}.-]+|\"[^\"\r\n]+\"")
_SPACED_BACKWARDS = late(rf"(?:(?![{_UNSPACED}])[\w%+'!#$*^~{{|}}.-])+")
_DOMAIN = late(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}(?<!-))?\.){1,10}(?:xn--[A-Za-z0-9-]{2,59}|[A-Za-z]{2,63})"
    r"|(?:[^\W_](?:[\w-]{0,62}(?<!-))?\.){1,10}[^\W\d_]{2,63}"
)


_STRIPPED = late(
    r"(?<![\w@.])[A-Za-z][\w.-]{0,40}(?: [0-9]{1,5} )?(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|rediffmail"
    r"|ymail|protonmail)[ .]?com(?![\w])"
)
"""What is left of an address in a transcript that lost its signs: "chalie 345 gmailcom"."""


class _Email:
    name = "email"
    kinds: tuple[str, ...] = ("EMAIL",)
    triggers: tuple[str, ...] = ("[^ @]@[^ @]", "mail[ .]?com|(?:yahoo|outlook|icloud)[ .]?com")

    def find(self, text: str) -> Iterator[Finding]:
        free, at = 0, -1
        while (at := text.find("@", at + 1)) >= 0:
            domain = _DOMAIN.match(text, at + 1)
            if domain is None or at <= free:
                continue
            backwards = text[max(free, at - _LONGEST_LOCAL) : at][::-1]
            pattern = _SPACED_BACKWARDS if backwards[0].isascii() and backwards[0] != '"' else _LOCAL_BACKWARDS
            local = pattern.match(backwards)
            if local is None:
                continue
            written = local.group().rstrip("'!#$*^|{}.-")
            if not written:
                continue
            start, free = at - len(written), domain.end()
            yield Finding(start, free, "EMAIL", 0.95, self.name, text[start:free].lower(), PATTERN)
        if "@" not in text:
            for stripped in _STRIPPED.finditer(text):
                yield Finding(*stripped.span(), "EMAIL", 0.6, self.name, stripped.group().lower(), PATTERN)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return _Email()
