"""One-time codes: 4 to 8 digits, or capitals and digits mixed, beside words that say so in fifteen languages.

Before the code ("your verification code is 482913", "код: 4829") or after it ("482 913 is your Acme code"). "Code" does
not count in "zip code", "promo code", "error code" and their like. Canonical form: capitals and digits only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from privet.core.cues import IS, PARCEL, PARCEL_PIN, POSSESSIVE, UNIT, Cue, connected, lowered, near
from privet.core.finding import CUE, Detector, Finding
from privet.core.late import late
from privet.core.shapes import JOINED

_OTHER_CODES = (
    "(?:zip|post(?:al)?|area|country|dial(?:l?ing)?|promo(?:tion(?:al)?)?|discount|error|exit|status|voucher"
    "|coupon|bar|qr"
    "|sort|product|claim|dress|source|colou?r|gift|referral|reference|swift|bic|ifsc|branch|bank|item|tax|hs|unit"
    "|invite|booking"
    "|reservation|http|response|morse|store|building|reason|return|offer|ref|cause|result|ussd|short"
    "|access point)[ -]?codes?"
    "|(?:en|de|uni|trans|post|fehler|rabatt|bar|promo|gutschein|länder|farb|status|vorwahl|strich|quell|aktions"
    "|bank|swift|bic)-?code"
    "|codes? of"
    "|c[oó]digo (?:postal|promocional|de (?:[aá]rea|barras|error|descuento|pa[ií]s|produto|producto|desconto|erro"
    "|cliente|banco"
    "|oficina|reserva|cupom)|(?:swift|bic|cliente))"
    "|code (?:postal|promo|barres?|erreur|d['’]erreur|de r[eé]duction|guichet|banque|swift|bic|agence|avantage"
    "|article|civil|de la route|wi-?fi)"
    "|(?:почтовый|промо|телефонный|бонус|штрих)[ -]?код|код (?:ошибки|города|страны|товара|региона|валюты"
    "|оператора|подразделения)|промокод(?:а|ом|у)?"
    "|codice (?:postale|fiscale|sconto|cliente|articolo|errore|prodotto|promo(?:zionale)?|a barre|iban|swift|bic)"
    "|(?:post|kortings|fout|streepjes|land|product)code|kod (?:pocztow|rabatow|bł[eę]du|kreskow|produkt"
    "|promocyjn)[a-zy]{0,3}"
    "|(?:posta|indirim|hata|ürün|alan|ülke|kampanya) kodu|kode (?:pos|promo|error|produk|negara|area|kupon|diskon)"
    "|(?:промо|поштовий |штрих-?)код|код (?:помилки|країни|товару)|(?:पिन|प्रोमो|डिस्काउंट) कोड|pin ?code"
)
_CUES = (
    f"{PARCEL_PIN}|otps?|one[ -]?time (?:pass(?:word|code)|pin|code)|passcodes?|2fa|tac|code à usage unique"
    "|verification (?:number|pin)|login number|access token|authentication number|auth(?:entication)? code"
    "|c[oó]d(?:igo)?s?[.]?|(?:clave|chave) (?:de )?(?:firma|confirmaci[oó]n|confirma[cç][aã]o|operaci[oó]n"
    "|seguran[cç]a|acesso)|clave (?:din[aá]mica|de un solo uso|de verificaci[oó]n|temporal|de acceso)"
    "|contraseña de un solo uso"
    "|tan|[ms]-?tan|einmalpasswort|einmalkennwort|token de acesso|senha (?:provis[oó]ria )?(?:[uú]nica"
    "|tempor[aá]ria|de uso [uú]nico)|token"
    "|mot de passe (?:[aà] usage unique|unique|temporaire)"
    "|(?:смс-?|sms-?)?код(?:а|ом|у|ы|ов)?|одноразовый пароль|пароль для (?:подтверждения|входа|операции)"
    "|autentica[cç][aã]o em dois passos|codes?|codic[ei]|password (?:monouso|temporanea|usa e getta)"
    "|(?:best[äa]tigungs|sicherheits|zugangs|verifizierungs|aktivierungs|einmal|anmelde|abhol|login|freischalt"
    "|pr[üu]f|sms|tan"
    "|registrierungs|authentifizierungs|bestaetigungs|t[üu]r|öffnungs|entsperr|verifikations|liefer|zustell"
    "|einrichtungs)-?codes?"
    "|(?:verificatie|inlog|bevestigings|activatie|toegangs|beveiligings|ophaal|eenmalige |controle)-?code"
    "|eenmalig wachtwoord"
    "|kod(?:u|em|y|ów)?|hasło jednorazowe|(?:doğrulama|onay|güvenlik|aktivasyon|giriş|teslimat|sms) kodu(?:nuz|muz"
    "|m)?|kodunuz|kod(?:u|um)"
    "|tek kullanımlık (?:şifre|parola)(?:niz|m)?|kode|одноразовий (?:пароль|код)|код(?:у|ом|и)|कोड|ओटीपी"
)
_GLUED = (
    "الرمز|رمزك|رمز|كود|الكود|验证码|校验码|动态码|激活码|取件码|提货码|验证碼|驗證碼|認證碼|动态密码|動態密碼|确认码"
)
_CUE = Cue(_CUES, _GLUED, _OTHER_CODES)
_DIGITS = (
    "(?:[A-Z]{1,3}-)?[0-9]{4,8}|[0-9]{3}[ -][0-9]{3}|[0-9]{4}[ -][0-9]{4}|[0-9]{2}[ -][0-9]{2}(?:[ -][0-9]{2})?"
    "|[0-9](?:[ -][0-9]){3,7}"
)
_MIXED = (
    "(?=[A-Z]{0,9}[0-9])(?=[0-9]{0,9}[A-Z])[A-Z0-9]{4,10}"
    "|(?=[A-Z-]{0,5}[0-9])(?=[0-9-]{0,5}[A-Z])[A-Z0-9]{2,6}-[A-Z0-9]{2,6}(?:-[A-Z0-9]{2,6})?"
)
_VALUE = (
    rf"((?<![A-Za-z0-9_$€£₽₹#+.,/-])(?:{_MIXED}|{_DIGITS})(?![A-Za-z0-9_%/])(?![.,:-][0-9])(?! [0-9]{{3}})(?!{UNIT}))"
)
_THEN = late(rf"(?P<gap>(?:[^0-9.!;]|\.(?! ?[^\W\d_])){{0,60}}?){_VALUE}")
_FAR = late(rf"(?P<gap>(?:[^!;\n.]|\.(?! [^\W\d_])){{0,110}}?(?:[:=]|(?<![^\W_])(?:{IS})) {{0,2}}[\"'«“(]?){_VALUE}")
_LINK = late(
    rf"[^0-9.!;?\n]{{0,30}}?(?:[:=]|(?<![^\W_])(?:{IS}))\s{{0,2}}(?i:https?://)[^\s?#\"<>]{{1,200}}/([0-9]{{4,8}})(?![\w/?#&=-])"
)
"""A code that is the end of a web address."""
_AGAIN = late(r"[^0-9\n]{0,40}[:=] ?" + _VALUE)
"""Codes that follow the first: "expired, new one: 339178"."""
_SIX = late("[0-9]{4,8}(?![0-9])")
_SIX_FIRST = late(
    r"(?<![\w$€£₽₹#+.,/-])([0-9]{6}|[0-9]{3} [0-9]{3}|[0-9]{2} [0-9]{2} [0-9]{2})(?![\w%/])[^0-9.!\n]{1,40}\Z"
)
_GOOGLE = late(r"(?<![\w-])(G-[0-9]{6})(?![\w-])")
_FIRST = late(
    rf"{_VALUE}[ )\]\"'»”]{{0,3}}(?:\s(?i:{IS}|as|als|como|comme|как|для|for)\s|\s?[:\u2010-\u2015-])\s?"
    rf"(?:[^\s.!?;0-9]{{1,24}}\s){{0,5}}\Z"
)
_VERBS = (
    "introduza|informe|use|using|enter|type|(?:reply|confirm|answer|text|sign in|log in) with|show|nutzen sie"
    "|verwenden sie|nutze|verwende|gib|sende|antworten sie mit|tape|confirma con|responde|responda|confirme com"
    "|envía|envie|отправьте|ответьте|введите код|ingres[ae]|introdu(?:ce|zca|cir)|us[ae]r?|teclea|digit[ae]|insira"
    "|informe|saisissez|saisir|entrez"
    "|tapez|composez|utilisez|gib|geben sie|tippen sie|tippe|введите|наберите|назовите|введи|inserisci|voer|wpisz"
    "|podaj|girin|masukkan|введіть"
)
_ALSO = late(_VALUE)
_FILLED = (
    rf"(?:(?:{POSSESSIVE}|codes?|[ck][oó]dig?o|код|einfach|bitte|just|please|pls|simplesmente|por favor|following"
    rf"|siguiente|suivant)\s){{0,3}}"
)
_USE = Cue(_VERBS, after=r"(?=\s)")
_USED = late(
    rf"\s(?i:{_FILLED})(?:(?=(?:[A-Z]{{1,2}}-)?[0-9]{{5,8}}|[0-9]{{3}}[ -][0-9]{{3}}"
    rf"|[A-Z][0-9]{{4}}|[0-9][0-9A-Z]{{0,4}}[A-Z]){_VALUE}|{_VALUE}\s(?i:"
    r"to|for|on|at|when|in|into|para|en|no|na|ao|pour|sur|dans|à|um|zum|zur|am|bei|ein|auf|für|для|чтобы|на|в|при"
    r"|per|om|aby|için|untuk)\s)"
)
_PIN = late(rf"(?i:\b(?:pin|пин)(?:[ -]?(?:code|код))?)[^0-9.!]{{0,30}}?{_VALUE}")
_TYPED = late(rf"{_VALUE}\s(?i:eingeben|ein(?=[.!]|$)|eintippen|girin|दर्ज)")
_PURPOSE = late(
    r"\s(?:(?:de|du|из|для|от)\s)?(?:d['’])?(?:получения|подтверждения|доступа|входа|выдачи|активации|смс|заказа"
    r"|levantamento|retirada|confirma[cç][aã]o|confirmaci[oó]n|verifica[cç][aã]o|verificaci[oó]n|recogida|entrega"
    r"|acceso|acesso|retrait|confirmation|v[eé]rification|validation|activation|acc[eè]s)\s",
    re.IGNORECASE,
)
"""What a code is for, between the word and the code itself: "код получения 4470"."""
_YEAR = late("(?:19|20)[0-9]{2}")
_FARTHEST_BACK = 150
_DIGIT = late("[0-9]")
_NOT_CODE = late("[^0-9A-Z]+")
_INSIDE = (
    "code|c[oó]digo|codic|код|kod|otp|passcode|одноразов|парол|einmal|eenmalig|monouso|jednoraz|tek kullan"
    "|un solo uso|uso [uú]nico"
    "|usage unique|mot de passe|autentica|कोड|ओटीपी|رمز|كود|码|碼|动态|動態|пин"
)
_APART = (
    "c[oó]d|tan|[ms]-?tan|tac|2fa|one[ -]?time|clave|chave|token|senha|login number|verification"
    "|authentication number|pin"
)


class _Code:
    name = "code"
    kinds: tuple[str, ...] = ("CODE",)
    triggers: tuple[str, ...] = (
        f"(?:{_INSIDE})",
        f"(?:^|[^a-z])(?:{_APART}|(?:{_VERBS}) )",
        "g-[0-9]{6}|[0-9] (?:eingeben|ein|eintippen|girin|दर्ज)",
    )

    def find(self, text: str) -> Iterator[Finding]:
        free = 0
        if not _DIGIT.search(text):
            return
        for start, end in sorted(self._spans(text)):
            if start >= free:
                free = end
                canonical = _NOT_CODE.sub("", text[start:end])
                yield Finding(start, end, "CODE", 0.9, self.name, canonical, CUE)

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        lower = lowered(text)
        seen: set[tuple[int, int]] = set()  # what follows a value is the same whichever word led to it
        for cue in _CUE.finditer(lower):
            if cue.lastindex:  # one of the other words
                continue
            then = _THEN.match(text, cue.end())
            if not (then and _announced(then["gap"], then[2])):
                then = _FAR.match(text, cue.end())
            if then:
                span: tuple[int, int] | None = then.span(2)
                while span is not None and span not in seen:
                    yield span
                    seen.add(span)
                    joined = JOINED.match(text, span[1])
                    another = _ALSO.match(text, joined.end()) if joined else None
                    if another is None:
                        another = _AGAIN.match(text, span[1])
                    span = another.span(1) if another else None
                continue
            if text[cue.end() : cue.end() + 1].isdecimal():  # codigo905213pronto
                glued = _SIX.match(text, cue.end())
                if glued:
                    yield glued.span()
                continue
            other = _LINK.match(text, cue.end()) or _before(text, cue.start())
            if other:
                yield other.span(1)
        for use in _USE.finditer(lower):
            used = _USED.match(text, use.end())
            if used is not None:
                yield used.span(used.lastindex or 0)
        if any(word in lower for word in ("ein", "girin", "दर्ज")):
            yield from (match.span(1) for match in _TYPED.finditer(text))
        if "G-" in text:
            yield from (match.span(1) for match in _GOOGLE.finditer(text))
        if ("pin" in lower or "пин" in lower) and PARCEL.search(lower):
            yield from (match.span(1) for match in _PIN.finditer(text))


def _before(text: str, at: int) -> re.Match[str] | None:
    """The code that stands before the word at `at`."""
    six = _SIX_FIRST.search(text, max(0, at - 60), at)
    return six or _FIRST.search(text, max(0, at - _FARTHEST_BACK), at)


def _announced(gap: str, value: str) -> bool:
    """Whether the words between cue and value leave it a code: near, or close by and of the usual six digits."""
    digits = _NOT_CODE.sub("", value)
    if _PURPOSE.fullmatch(gap):
        return True
    if near(gap):
        return _YEAR.fullmatch(value) is None or (connected(gap) and bool(gap.strip()))
    return len(gap) <= 30 and (len(digits) == 6 or not digits.isdecimal())


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return _Code()
