"""User names: @handles wherever they stand, and what a word such as "username" or "логин" names.

After a colon or a verb any sign string counts; after the bare word only one with a digit, dot or underscore in it. What
is said of user names ("my username is taken") is none. Canonical form: small letters, without "@".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from privet.core.cues import IS, STATES, Cue, lowered
from privet.core.finding import CUE, PATTERN, Detector, Finding
from privet.core.late import late

_WORDS = (
    "user[ _-]?(?:name|id)?s?|usr|log[ -]?in|logon|login[ _-]?(?:id|name)|handle|nick(?:name)?|gamer ?tag"
    "|screen ?name|system_id|account name"
    "|(?:nombre de )?usuario|(?:nome de )?(?:usu[aá]rio|utilizador)|identifiant|nom d['’]utilisateur|pseudo"
    "|utilisateur|apodo"
    "|benutzer(?:name|kennung|konto)?|nutzer(?:name|kennung)?|anmeldename|username|nome utente|utente"
    "|gebruikers?(?:naam)?"
    "|nazw[aęy] użytkownika|użytkownik|kullanıcı adım?|kullanıcı|nama pengguna|імя користувача|ім['’]я користувача"
    "|логін"
    "|логин(?:ом|а)?|ник(?:нейм)?(?:ом)?|юзер(?:нейм)?|имя пользователя|यूज़रनेम|यूजरनेम|उपयोगकर्ता नाम"
    "|insta(?:gram)?|twitter|telegram|tg|skype|discord|snapchat|snap|tiktok|steam(?: id)?|псевдоним|вк|vk"
    "|телеграм[ме]?|телега"
)
_GLUED = "اسم المستخدم|用户名|账户名|用戶名|昵称|微信号|微信"
_OTHER = (
    "log[ -]?in (?:code|link|page|token|number|attempts?|details|screen|button|problem|issue|failed)"
    "|user (?:manual|guide|agreement|error)"
    "|(?:telegram|discord|twitter|instagram|vk) (?:bot|code|channel|group|app)"
)
_CUE = Cue(_WORDS, _GLUED, _OTHER, after=r"(?![^\W\d_]|[0-9]{1,20}@)")
"""Not the word at the beginning of an e-mail address."""

_VALUE = r"@?[^\W_](?:[\w.-]{0,38}[\w])?"
_TAIL = r"[\"'«“(]?(?P<value>{value})(?![\w@])(?!\.\w|://)"
_THEN = late(
    rf"[^\n.!?:=\"]{{0,40}}?(?:\s?[:=]+\s?|\s(?:{IS}|as|als|como)\s?:?\s"
    rf"|\s?[\u2010-\u2015-]\s){_TAIL.format(value=_VALUE)}",
    re.IGNORECASE,
)
_BARE = late(
    rf"(?:\s[^\W\d_]{{1,10}}){{0,3}}[\s\"'«“(]{{1,2}}{_TAIL.format(value=_VALUE)}(?P<login>\s(?:pass|pwd|clave"
    rf"|senha|mdp|contrase|парол|kennwort|wachtw|hasł))?",
    re.IGNORECASE,
)
_HANDLE = late(r"@(?<![\w.@/+=-]@)[A-Za-z0-9_](?:[A-Za-z0-9_.]{1,38}[A-Za-z0-9_])(?![\w@])")
_LETTER = late(r"[^\W\d_]")
_LINK = late("[:=\u2010-\u2015-]")
_FIELDS = frozenset({"email", "e-mail", "mail", "user", "username", "login", "password", "account"})
"""Names of other fields, which stand where the first one's value would."""

_MARKED = late("[0-9_.]")


class _Username:
    name = "username"
    kinds: tuple[str, ...] = ("USERNAME",)
    triggers: tuple[str, ...] = (
        "(?:^|[^a-z0-9_.@/+=-])@[a-z0-9_]{2}",
        f"(?:^|[^a-z])(?:{_WORDS})(?:[^a-z0-9]|$)",
        f"(?:^|[^a-z])(?:{_WORDS})(?:[0-9]{{1,20}}[\\x00-/:-?A-\U0010ffff]|[0-9]{{21}})",  # not user123@example.com
        _GLUED,
    )

    def find(self, text: str) -> Iterator[Finding]:
        found = {match.span(): PATTERN for match in _HANDLE.finditer(text)} if "@" in text else {}
        for cue in _CUE.finditer(lowered(text)):
            if cue.lastindex:  # one of the other words
                continue
            bare, then = _BARE.match(text, cue.end()), _THEN.match(text, cue.end())
            if bare is not None and _names(bare["value"], bare=bare["login"] is None):
                found[bare.span("value")] = CUE
            elif then is not None and _names(then["value"], bare=False) and not _told_of(text, cue.end(), then):
                found[then.span("value")] = CUE
        free = 0
        for start, end in sorted(found):
            if start >= free:
                free = end
                canonical = text[start:end].lower().lstrip("@")
                yield Finding(start, end, "USERNAME", 0.85, self.name, canonical, found[start, end])


def _names(value: str, *, bare: bool) -> bool:
    """Whether `value` is a name, not something said of one; `bare`: nothing but a space links it to its word."""
    if len(value) < 3 or value.lower() in STATES:
        return False
    return (
        value.startswith("@") or not bare or (_MARKED.search(value) is not None and _LETTER.search(value) is not None)
    )


def _told_of(text: str, end: int, then: re.Match[str]) -> bool:
    """Whether a verb leads to a plain word from far ("details were stored"), or one that says what became of it."""
    value, between = then["value"], text[end : then.start("value")]
    if not value.islower() or _MARKED.search(value) or value.startswith("@") or _LINK.search(between):
        return value.lower() in _FIELDS
    return len(between.split()) > 1 or value.endswith(("ed", "ly"))


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return _Username()
