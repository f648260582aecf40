"""One-time codes: 4 to 8 digits, or capitals and digits mixed, beside words that say so in fifteen languages.

Before the code ("your verification code is 482913", "код: 4829") or after it ("482 913 is your Acme code"). "Code" does
not count in "zip code", "promo code", "error code" and their like. Canonical form: capitals and digits only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from privet.core.cues import IS, PARCEL_PIN, POSSESSIVE, UNIT, beside, connected, lowered, near
from privet.core.finding import CUE, Detector, Finding
from privet.core.shapes import JOINED

_OTHER_CODES = (
    "(?:zip|post(?:al)?|area|country|dial(?:l?ing)?|promo(?:tion(?:al)?)?|discount|error|exit|status|voucher|coupon|bar|qr"
    "|sort|product|claim|dress|source|colou?r|gift|referral|reference|swift|bic|ifsc|branch|bank|item|tax|hs|unit|invite|booking"
    "|reservation|http|response|morse|store|building|reason|return|offer|ref|cause|result|ussd|short|access point)[ -]?codes?"
    "|(?:en|de|uni|trans|post|fehler|rabatt|bar|promo|gutschein|länder|farb|status|vorwahl|strich|quell|aktions|bank|swift|bic)-?code"
    "|codes? of"
    "|c[oó]digo (?:postal|promocional|de (?:[aá]rea|barras|error|descuento|pa[ií]s|produto|producto|desconto|erro|cliente|banco"
    "|oficina|reserva|cupom)|(?:swift|bic|cliente))"
    "|code (?:postal|promo|barres?|erreur|d['’]erreur|de r[eé]duction|guichet|banque|swift|bic|agence|avantage|article|civil|de la route|wi-?fi)"
    "|(?:почтовый|промо|телефонный|бонус|штрих)[ -]?код|код (?:ошибки|города|страны|товара|региона|валюты|оператора|подразделения)|промокод(?:а|ом|у)?"
    "|codice (?:postale|fiscale|sconto|cliente|articolo|errore|prodotto|promo(?:zionale)?|a barre|iban|swift|bic)"
    "|(?:post|kortings|fout|streepjes|land|product)code|kod (?:pocztow|rabatow|bł[eę]du|kreskow|produkt|promocyjn)[a-zy]{0,3}"
    "|(?:posta|indirim|hata|ürün|alan|ülke|kampanya) kodu|kode (?:pos|promo|error|produk|negara|area|kupon|diskon)"
    "|(?:промо|поштовий |штрих-?)код|код (?:помилки|країни|товару)|(?:पिन|प्रोमो|डिस्काउंट) कोड|pin ?code"
)
_CUES = (
    f"{PARCEL_PIN}|otps?|one[ -]?time (?:pass(?:word|code)|pin|code)|passcodes?|2fa|tac|code à usage unique"
    "|verification (?:number|pin)|login number|access token|authentication number|auth(?:entication)? code"
    "|c[oó]digos?|clave (?:din[aá]mica|de un solo uso|de verificaci[oó]n|temporal|de acceso)|contraseña de un solo uso"
    "|tan|[ms]-?tan|einmalpasswort|einmalkennwort|token de acesso|senha (?:[uú]nica|tempor[aá]ria|de uso [uú]nico)|token"
    "|mot de passe (?:[aà] usage unique|unique|temporaire)"
    "|(?:смс-?|sms-?)?код(?:а|ом|у|ы|ов)?|одноразовый пароль|codes?|codici?|password (?:monouso|temporanea|usa e getta)"
    "|(?:best[äa]tigungs|sicherheits|zugangs|verifizierungs|aktivierungs|einmal|anmelde|abhol|login|freischalt|pr[üu]f|sms|tan"
    "|registrierungs|authentifizierungs|bestaetigungs|t[üu]r|öffnungs|entsperr|verifikations|liefer|zustell|einrichtungs)-?codes?"
    "|(?:verificatie|inlog|bevestigings|activatie|toegangs|beveiligings|ophaal|eenmalige |controle)-?code|eenmalig wachtwoord"
    "|kod(?:u|em|y|ów)?|hasło jednorazowe|(?:doğrulama|onay|güvenlik|aktivasyon|giriş|teslimat|sms) kodu(?:nuz|muz|m)?|kodunuz|kod(?:u|um)"
    "|tek kullanımlık (?:şifre|parola)(?:niz|m)?|kode|одноразовий (?:пароль|код)|код(?:у|ом|и)|कोड|ओटीपी"
)
_GLUED = "رمز|الرمز|رمزك|كود|الكود|验证码|校验码|动态码|激活码|取件码|提货码|验证碼|驗證碼|認證碼|动态密码|動態密碼|确认码"
_CUE = re.compile(beside(_CUES, _GLUED, _OTHER_CODES))
_DIGITS = "(?:[A-Z]{1,3}-)?[0-9]{4,8}|[0-9]{3}[ -][0-9]{3}|[0-9]{4}[ -][0-9]{4}|[0-9]{2}[ -][0-9]{2}[ -][0-9]{2}|[0-9](?:[ -][0-9]){3,7}"
_MIXED = (
    "(?=[A-Z]{0,9}[0-9])(?=[0-9]{0,9}[A-Z])[A-Z0-9]{4,10}"
    "|(?=[A-Z-]{0,5}[0-9])(?=[0-9-]{0,5}[A-Z])[A-Z0-9]{2,6}-[A-Z0-9]{2,6}(?:-[A-Z0-9]{2,6})?"
)
_VALUE = rf"((?<![A-Za-z0-9_$€£₽₹#+.,/-])(?:{_MIXED}|{_DIGITS})(?![A-Za-z0-9_%/])(?![.,:-][0-9])(?!{UNIT}))"
_THEN = re.compile(rf"(?P<gap>[^0-9.!?;]{{0,60}}?){_VALUE}")
_FIRST = re.compile(
    rf"{_VALUE}[ )\]\"'»”]{{0,3}}(?:\s(?i:{IS}|as|als|como|comme|как|для|for)\s|\s?[:\u2010-\u2015-])\s?"
    rf"(?:[^\s.!?;0-9]{{1,24}}\s){{0,5}}\Z"
)
_VERBS = (
    "use|enter|type|reply with|show|ingres[ae]|introdu(?:ce|zca|cir)|us[ae]r?|teclea|digit[ae]|insira|informe|saisissez|saisir|entrez"
    "|tapez|composez|utilisez|gib|geben sie|tippen sie|tippe|введите|наберите|назовите|введи|inserisci|voer|wpisz|podaj|girin|masukkan|введіть"
)
_ALSO = re.compile(_VALUE)
_USE = re.compile(
    rf"(?<![^\W_])(?i:{_VERBS})\s(?:(?i:{POSSESSIVE}|code|[ck][oó]dig?o|код)\s){{0,2}}{_VALUE}\s"
    r"(?i:to|for|on|at|when|in|into|para|en|no|na|ao|pour|sur|dans|à|um|zum|zur|am|bei|ein|auf|für|für|для|чтобы|на|в|при|per|om|aby|için|untuk)\s"
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
_DIGIT = re.compile("[0-9]")
_NOT_CODE = re.compile("[^0-9A-Z]+")
_CORES = (
    "otp|one[ -]?time|passcode|2fa|tac|code|c[oó]digo|clave|tan|einmal|token|senha|код|одноразов|login number|mot de passe"
    "|verification|authentication number|codic|monouso|eenmalig|kod|jednoraz|tek kullan|कोड|ओटीपी|رمز|كود|码|碼|动态|動態|pin|пин"
)


class _Code:
    name = "code"
    kinds: tuple[str, ...] = ("CODE",)
    triggers: tuple[str, ...] = (
        f"(?:{_CORES})",
        f"(?:{_VERBS}) ",
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
        for cue in _CUE.finditer(lowered(text)):
            if cue.lastgroup == "other":
                continue
            then = _THEN.match(text, cue.end())
            if then and _announced(then["gap"], then[2]):
                span: tuple[int, int] | None = then.span(2)
                while span is not None:
                    yield span
                    joined = JOINED.match(text, span[1])
                    another = _ALSO.match(text, joined.end()) if joined else None
                    span = another.span(1) if another else None
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
    if near(gap) and (len(value) > 4 or _YEAR.fullmatch(value) is None):
        return True
    return len(gap) <= 30 and len(value) == 6 and value.isdecimal()


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return _Code()
