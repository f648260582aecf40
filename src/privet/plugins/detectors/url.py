"""Web addresses: with a scheme, after "www.", or a host whose last label is a well-known one with a path (RFC 3986).

They pass: found so that what stands in them is not taken for something else. The whole last label belongs to the host
(`www.some.bank`), and a name of a program's module (`os.system`) is none. Canonical form: the address as written.

An address that says who somebody is does not pass: telephone numbers, user names and names in `wa.me/442079460000`,
`t.me/annlee99` or `?name=Ann+Lee` are findings in its place, in the canonical forms that their own detectors give them.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote_plus

from privet.core.finding import CUE, PATTERN, Detector, Finding
from privet.core.late import late
from privet.core.numbering import international, plan_of

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

_VALUE = r"[^\s<>\"«»“”&;#=]{2,200}"
_SAYING = late(
    r"(?i:wa\.me|(?:api|web)\.whatsapp\.com/send)/?(?:\?phone=)?(?P<whatsapp>\+?[0-9]{7,15})(?![0-9])"
    r"|(?i:\b(?:t\.me|telegram\.me|instagram\.com|twitter\.com|x\.com|vk\.com|snapchat\.com/add|tiktok\.com(?=/@)"
    r"|facebook\.com|linkedin\.com/in))/(?P<handle>@?[A-Za-z][\w.-]{2,38}\w)(?=[?#.,]|/?$)"
    r"|(?<=[?&;#])(?i:"
    rf"(?:phone|tel|telephone|mobile|cell|msisdn|whatsapp|tel[eé]fono|telefone|celular)(?:_?(?:number|no))?=(?P<phone>{_VALUE})"
    rf"|(?:user_?name|login|nick(?:name)?|handle)=(?P<user>{_VALUE})"
    rf"|(?:(?:first|last|full|given|family|middle|customer|client)[_-]?)?(?:name|surname|nombre|apellidos?|vorname|nachname)"
    rf"=(?P<person>{_VALUE}))"
)
_OTHERS = frozenset(
    {"joinchat", "share", "addstickers", "proxy", "login", "explore", "reels", "stories", "accounts", "home", "search",
     "help", "pages", "groups", "events", "intent", "settings", "hashtag", "privacy", "about", "legal", "business",
     "watch", "sharer", "sharer.php", "status", "support", "official"}
)  # fmt: skip
"""Pages of the services themselves."""

_NUMBER = late(r"\+?[0-9 ().-]{7,24}")
_NAME = late(r"(?=[^\W\d_a-z])[^\W\d_][^\W_'’.]*(?:[ '’.-]{1,2}[^\W\d_]+){0,5}")
_NOT_DIGITS = late("[^0-9]+")


class _Url:
    name = "url"
    kinds: tuple[str, ...] = ("URL", "PHONE", "USERNAME", "PERSON")
    triggers: tuple[str, ...] = ("://", r"www\.", _TRIGGER)

    def __init__(self, regions: tuple[str, ...]) -> None:
        self._regions = tuple(region.upper() for region in regions)

    def find(self, text: str) -> Iterator[Finding]:
        for match in _ADDRESS.finditer(text):
            address = match.group().rstrip(_AFTER)
            if not address.isascii() and "://" in address:
                address = address.rstrip("。，！？；：）")
            end = match.start() + len(address)
            said = list(self._said(text, match.start(), end)) if "/" in address else []
            yield from said or (Finding(match.start(), end, "URL", 0.8, self.name, address, PATTERN),)

    def _said(self, text: str, start: int, end: int) -> Iterator[Finding]:
        """What the address from `start` to `end` says of somebody."""
        for match in _SAYING.finditer(text, start, end):
            group = match.lastgroup or ""
            value = unquote_plus(match[group]) if group == "person" else match[group].replace("%20", " ")
            if group in ("whatsapp", "phone") and _NUMBER.fullmatch(value):
                digits = _NOT_DIGITS.sub("", value)
                canonical = self._e164(digits, group == "whatsapp" or value.startswith("+"))
                yield Finding(*match.span(group), "PHONE", 0.85, self.name, canonical or digits, CUE)
            elif group in ("handle", "user") and value.lower() not in _OTHERS:
                yield Finding(*match.span(group), "USERNAME", 0.85, self.name, value.lower().lstrip("@"), CUE)
            elif group == "person" and _NAME.fullmatch(value):
                yield Finding(*match.span(group), "PERSON", 0.85, self.name, value, CUE)

    def _e164(self, digits: str, abroad: bool) -> str | None:
        """The E.164 form of the digits of a number; None where there is no such number."""
        if abroad:
            return international(digits)
        plans = filter(None, map(plan_of, self._regions))
        return next(filter(None, (plan.e164(digits) for plan in plans)), None)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; a telephone number in an address is one of `regions` (ISO 3166) where it has no country code."""
    return _Url(regions)
