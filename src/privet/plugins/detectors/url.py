"""Web addresses: with a scheme, after "www.", or a host whose last label is a well-known one with a path (RFC 3986).

They pass: found so that what stands in them is not taken for something else. The whole last label belongs to the host
(`www.some.bank`), and a name of a program's module (`os.system`) is none. Canonical form: the address as written.
"""

from __future__ import annotations

from collections.abc import Iterator

from privet.core.finding import PATTERN, Detector, Finding
from privet.core.late import late

_LAST = (
    "com|net|org|info|edu|gov|mil|int|biz|io|dev|app|co|me|ly|tv|shop|store|online|site|xyz|link|click|eu|uk|de|fr|es|pt|br"
    "|nl|pl|tr|ru|ua|cn|in|mx|ar|cl|pe|ch|at|be|se|no|dk|fi|ie|au|nz|ca|us|za|jp|kr|sg|hk|id|ng|ke|ph|example|test|рф|укр"
)
_HOST = r"(?:[\w-]{1,63}\.){1,8}"
_REST = r"(?::[0-9]{1,5})?(?:[/?#][^\s<>\"«»“”]*)?"
_ADDRESS = late(
    rf"(?i:https?|ftp)://[^\s<>\"«»“”]+|(?<![\w.@-])(?i:www\.){_HOST}[^\W_][\w-]{{1,62}}{_REST}"
    rf"|(?<![\w.@/-])(?:[A-Za-z0-9][\w-]{{0,62}}\.){{1,6}}(?i:{_LAST})(?![\w@-])(?!\.[^\W_])(?::[0-9]{{1,5}})?"
    r"(?:[/?#][^\s<>\"«»“”]*)?"
)
_AFTER = ".,;:!?)]}'»”’*"
_STARTS = "(?:^|[^a-z0-9_.@/-])[a-z0-9]|[^\x01-\x7f]"
_TRIGGER = rf"(?:{_STARTS})[a-z0-9_.-]*\.(?:{_LAST})"
"""The host of an e-mail address is none, and has no trigger."""


class _Url:
    name = "url"
    kinds: tuple[str, ...] = ("URL",)
    triggers: tuple[str, ...] = ("://", r"www\.", _TRIGGER)

    def find(self, text: str) -> Iterator[Finding]:
        for match in _ADDRESS.finditer(text):
            address = match.group().rstrip(_AFTER)
            if not address.isascii() and "://" in address:
                address = address.rstrip("。，！？；：）")
            end = match.start() + len(address)
            yield Finding(match.start(), end, "URL", 0.8, self.name, address, PATTERN)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return _Url()
