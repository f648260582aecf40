"""One-time codes: 4 to 8 digits, or capitals and digits mixed, beside words that say so in six languages.

Before the code ("your verification code is 482913", "код: 4829") or after it ("482 913 is your Acme code"). "Code" does
not count in "zip code", "promo code", "error code" and their like. Canonical form: capitals and digits only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from privet.core.cues import IS, connected, lowered
from privet.core.finding import CUE, Detector, Finding

_OTHER_CODES = (
    "(?:zip|post(?:al)?|area|country|dial(?:l?ing)?|promo(?:tion(?:al)?)?|discount|error|exit|status|voucher|coupon|bar|qr"
    "|sort|product|claim|dress|source|colou?r|gift|referral|reference|swift|ifsc|branch|item|tax|hs|unit|invite|booking"
    "|reservation|http|response|morse|store|building|reason|return|offer|ref)[ -]?codes?"
    "|(?:en|de|uni|trans|post|fehler|rabatt|bar|promo|gutschein|länder|farb|status|vorwahl|strich|quell|aktions)-?code"
    "|c[oó]digo (?:postal|promocional|de (?:[aá]rea|barras|error|descuento|pa[ií]s|produto|desconto|erro))"
    "|code (?:postal|promo|barre|erreur|d['’]erreur|de réduction|guichet|banque)"
    "|(?:почтовый|промо|телефонный)[ -]?код|код (?:ошибки|города|страны|товара)|промокод"
)
_CUES = (
    "otps?|one[ -]?time (?:pass(?:word|code)|pin|code)|passcode|2fa|tac|code à usage unique"
    "|verification (?:number|pin)|login number|access token"
    "|c[oó]digos?|clave (?:din[aá]mica|de un solo uso|de verificaci[oó]n|temporal)"
    "|tan|[ms]-?tan|einmalpasswort|einmalkennwort|token de acesso|senha (?:[uú]nica|tempor[aá]ria|de uso [uú]nico)"
    "|(?:смс-?|sms-?)?код(?:а|ом|у)?|одноразовый пароль|codes?"
    "|(?:best[äa]tigungs|sicherheits|zugangs|verifizierungs|aktivierungs|einmal|anmelde|abhol|login|freischalt|pr[üu]f|sms|tan"
    "|registrierungs|authentifizierungs|bestaetigungs)-?code"
)
_CUE = re.compile(rf"(?<![^\W_])(?:(?P<other>{_OTHER_CODES})|{_CUES})(?![^\W_])")
_DIGITS = "(?:[A-Z]{1,3}-)?[0-9]{4,8}|[0-9]{3}[ \u00a0-][0-9]{3}|[0-9]{4}[ \u00a0-][0-9]{4}"
_MIXED = "(?=[A-Z]{0,9}[0-9])(?=[0-9]{0,9}[A-Z])[A-Z0-9]{5,10}"
_VALUE = rf"((?<![\w$€£₽#+.,/-])(?:{_DIGITS}|{_MIXED})(?![\w%€$£₽/])(?![.,:-][0-9]))"
_THEN = re.compile(rf"(?P<gap>[^0-9.!?;]{{0,60}}?){_VALUE}")
_FIRST = re.compile(
    rf"{_VALUE}[ )\]\"'»”]{{0,3}}(?:\s(?i:{IS}|as|als|como|comme|как|для|for)\s|\s?[:\u2010-\u2015-])\s?"
    rf"(?:[^\s.!?;0-9]{{1,24}}\s){{0,5}}\Z"
)
_USE = re.compile(
    rf"\b(?i:use|enter|type)\s{_VALUE}\s(?i:to|for)\s(?i:verif|log|sign|confirm|authenticat|complete|access)"
)
_PURPOSE = re.compile(
    r"\s(?:(?:de|du|из|для|от)\s)?(?:d['’])?(?:получения|подтверждения|доступа|входа|выдачи|активации|смс|заказа"
    r"|levantamento|retirada|confirma[cç][aã]o|confirmaci[oó]n|verifica[cç][aã]o|verificaci[oó]n|recogida|entrega"
    r"|acceso|acesso|retrait|confirmation|v[eé]rification|validation|activation|acc[eè]s)\s",
    re.IGNORECASE,
)
"""What a code is for, between the word and the code itself: "код получения 4470"."""
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_FARTHEST_BACK = 150
_NOT_CODE = re.compile("[^0-9A-Z]+")
_CORES = (
    "otp|one[ -]?time|passcode|2fa|tac|code|c[oó]digo|clave|tan|einmal|token|senha|код|одноразовый|login number"
    "|verification"
)


class _Code:
    name = "code"
    kinds: tuple[str, ...] = ("CODE",)
    triggers: tuple[str, ...] = (
        f"(?:{_CORES})[^0-9]*[0-9]",
        f"[0-9][^0-9]*(?:{_CORES})",
        "(?:use|enter|type)[^a-z0-9]+[a-z0-9].*(?:to|for)[^a-z0-9]+(?:verif|log|sign|confirm|authent|complete|access)",
    )

    def find(self, text: str) -> Iterator[Finding]:
        free = 0
        for start, end in sorted(self._spans(text)):
            if start >= free:
                free = end
                canonical = _NOT_CODE.sub("", text[start:end])
                yield Finding(start, end, "CODE", 0.9, self.name, canonical, CUE)

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        for cue in _CUE.finditer(lowered(text)):
            if cue["other"]:
                continue
            then = _THEN.match(text, cue.end())
            if then and _announced(then["gap"], then[2]):
                yield then.span(2)
                continue
            first = _FIRST.search(text, max(0, cue.start() - _FARTHEST_BACK), cue.start())
            if first:
                yield first.span(1)
        for use in _USE.finditer(text):
            yield use.span(1)


def _announced(gap: str, value: str) -> bool:
    """Whether the words between cue and value leave it a code: connected, or close by and of the usual six digits."""
    if _PURPOSE.fullmatch(gap):
        return True
    if connected(gap):
        return _YEAR.fullmatch(value) is None or bool(gap.strip())
    return len(gap) <= 30 and len(value) == 6 and value.isdecimal()


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return _Code()
