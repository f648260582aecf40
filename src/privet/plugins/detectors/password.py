"""Passwords, PINs and PUKs beside words that say so in fifteen languages. None of them is ever kept.

A password is what stands after "password is", "пароль:", "mot de passe =" and the like, up to the next space, or in
quotation marks, or several words of small letters that end the clause and make no sentence; after the bare word only if
it has a digit. "Password is wrong" announces nothing. A PIN has 4 to 8 digits, a PUK 8. Canonical form: the password as
written, the digits of a PIN or PUK.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from privet.core.cues import FILLERS, IS, PARCEL, PARCEL_PIN, POSSESSIVE, STATES, TOLD, UNIT, lowered, near
from privet.core.finding import CUE, Detector, Finding
from privet.core.late import late
from privet.core.shapes import JOINED

_WORDS = (
    "pass[ -]?words?|passwd|pass-?phrase|pswd|contraseñas?|contrasena|mots? de passe|mdp|palavras?[- ]passe"
    "|(?!einmal)[^\\W\\d_]{0,20}(?:passwort|kennwort)|passwörter|парол(?:ь|я|ем|и|ю)?|кодовое слово"
    "|parola(?: d['’]ordine|m|n[ıi]z|s[ıi])?"
    "|wachtwoord(?:en)?|hasł(?:o|a|em)|şifre(?:m|si|niz|miz)?|sifre(?:m|si|niz)?|kata sandi|sandi|पासवर्ड|पासवर्ड्स"
    "|(?:mi|tu|su|minha|tua|sua|nossa) (?:nueva |nova )?(?:clave|senha)"
    "|(?:clave|senha) (?:de|del|do|da|para)(?: [^\\W\\d_]{1,8})? "
    "(?:cuenta|banca|wi-?fi|correo|usuario|internet|conta|home ?banking|banco|e-?mail|aplicativo|app|portal|rede|net)"
    "|(?:wi-?fi|wlan|network|wpa2?|netzwerk)[ -]?(?:key|schlüssel)|(?:clave|clé|chave|ключ|chiave) (?:del? |du "
    "|do |от |della? )?(?:wi-?fi|wpa2?)"
)
_SHORT = "pwd|pass|pw|clave|senha|passcode|пасс?"
"""Words that also mean something else: only a colon or an equals sign makes a password of what follows, or a verb
where it has a digit."""

_GLUED = late(
    r"(?:密码|密碼|口令|كلمة (?:المرور|السر)|كلمة مرور|الرقم السري)[^\x00-\x7f]{0,8}?[ :=]{0,3}(?P<word>[!-~]{4,64})"
)
"""Scripts where nothing need stand between the word and the password."""

_CUE = late(rf"(?<![^\W_])(?<![/.?&])(?:(?P<sure>{_WORDS})|{_SHORT})(?![^\W_])")
_OF = "for|to|of|on|in|de|del|do|da|du|pour|para|à|für|von|zu|zum|vom|im|на|для|от|к"
_OF = f"{_OF}|per|di|del|della|van|voor|do|dla|untuk|із|з"
_WHICH = (
    "nueva|nova|nouveau|nuova|nieuw|antiga|antigua|vieja|alte[sn]?|ancien|старый|old|velha|nowe|actual|atual"
    "|temporal|wi-?fi|такой|новый|новий|baru"
)
_ADVERB = (
    "now|still|always|früher|immer|jetzt|ahora|siempre|maintenant|toujours|agora|sempre|теперь|раньше|сейчас"
    "|always been"
)
_QUOTED = (
    r"\"(?P<a>[^\"\n]{1,64})\"|“(?P<b>[^”\n]{1,64})”|«\s?(?P<c>[^»\n]{1,64}?)\s?»|„(?P<e>[^“”\"\n]{1,64})[“”\"]"
    r"|(?<=[\s:=])'(?P<d>[^'\n]{1,64})'(?!\w)"
)
_THEN = late(
    rf"(?:\s(?:{_WHICH})(?=[\s:=]))?(?:(?:\s(?:{_OF})\s[^.!?:=\n]{{1,40}}?|\s\([^)\n]{{1,40}}\))?"
    rf"(?:\s?(?P<mark>[:=]+>?|->|→)\s{{0,3}}|(?:,?\s(?:c['’])?(?:{IS}|used to be|c)"
    rf"|['’]s)(?:\s(?P<adverb>{_ADVERB}))?(?:\s?:)?\s{{1,3}}"
    rf"|\s?[\u2010-\u2015-]\s)|\s(?P<bare>)(?:(?P<to>to|a|para|auf|en|на|por|in)\s)?)(?:{_QUOTED}"
    rf"|(?P<word>\S{{3,256}}))",
    re.IGNORECASE,
)
_MIXED = (
    r"(?<![\w@#.+/-])(?P<word>(?=[^\s0-9]{0,40}[0-9])(?=[^\sA-Za-z]{0,40}[A-Za-z])(?![vV]?[0-9.]+[\s,;]"
    r"|[0-9]{1,5}[a-zA-Z]{1,3}[\s,;.]|\S{1,64}@)"
    r"[\w!#$%&*+@^~?.-]{6,64})"
)
_FAR = late(rf"(?P<gap>[^.!\n:=]{{0,60}}?)(?P<mark>\s(?:{IS})\s|[:=]\s?|\s)[\"'«“]?{_MIXED}", re.IGNORECASE)
_FAR_QUOTED = late(rf"[^.!\n]{{0,30}}?[\s:]{_QUOTED.replace('|(?<=[', '|(?!)(?<=[')}")
"""Further behind the word: something in quotation marks, or letters and digits mixed as in no word."""
_FIRST_QUOTED = late(
    rf"(?:\"(?P<a>[^\"\n]{{1,64}})\"|“(?P<b>[^”\n]{{1,64}})”|«\s?(?P<c>[^»\n]{{1,64}}?)\s?»)\s(?:{IS}|as|als|como"
    rf"|comme|как)\s(?:(?:{POSSESSIVE})\s)?\Z",
    re.IGNORECASE,
)
_FIRST = late(
    rf"(?<!\S)(?P<word>(?=\S{{0,63}}[0-9])\S{{4,64}})[,\s]\s?(?:{IS}|thats|that['’]s|as|als|como|comme|c['’](?:est"
    rf"|était))\s(?:[^\W\d_]{{1,9}}\s)?"
    rf"(?:(?:{POSSESSIVE})\s){{1,2}}\Z",
    re.IGNORECASE,
)
_NETWORK = late(r"(?i:\b(?:wi-?fi|wlan|ssid|hotspot|router|box|network|netz\w{0,8}|rede|red|сет[ьи]|вай-?фай)\b)")
_KEY = late(
    rf"(?<![^\W_-])(?:key|schlüssel|contra|clé|chave|clave|llave|ключ|chiave|sleutel"
    rf"|klucz)\s?[:=]?\s(?:(?:{IS})\s)?{_MIXED}",
    re.IGNORECASE,
)
"""In a text about a network its key is its password."""
_AFTER = ".,;:!?)]}'\"»”"
_OTHER_THAN_PASSWORD = late(r"[^\s@]{1,64}@[^\s@]{1,64}\.[^\s@]|\+[0-9]|0[0-9]{9}|0[0-9]+[ -][0-9]")
"""An e-mail address or telephone number that only happens to stand after the word, without colon or verb."""

_ADDRESS = late(r"(?i:[a-z][a-z0-9+.-]{1,9}://|www\.)|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}/")
"""A web address where one may set a password."""

_INNER_CAPITAL = late("[a-zа-я][A-ZА-Я]")
_ONCE_BEFORE = late(r"(?i:одноразов\w{2,3}|one[- ]?time|eenmalig|jednorazowe|tek kullanımlık|tijdelijk)\s?\Z")
_ONCE_BEHIND = late(
    r"(?i:\s(?:de (?:firma|confirm\w+|operaci\w+|un solo uso|uso [uú]nico)|[uú]nic[ao]|monouso|[aà] usage unique"
    r"|для (?:подтверждения|входа|операции)))"
)
"""A password for one use is a one-time code."""

_GOES_ON = late(r"\s(?!(?:and|but|und|aber|y|e|et|mais|pero|mas|и|а|но|che|en|maar|i|ve|dan|та)\s)[^\W\d_]")
"""A sentence that goes on after a word of small letters is about passwords: "passwort war früher besser"."""

_PHRASE = late(
    rf"(?:\s(?:{_WHICH})(?=[\s:=]))?(?:\s?[:=]+\s{{0,3}}|(?P<verb>\s(?:{IS})\s))"
    r"(?P<phrase>(?:[^\W\d_]{3,12}[ -]){2,7}[^\W\d_]{3,12})(?= ?(?:[.,;!)\n]|$))"
)
_SENTENCE_WORDS = """
anymore are around because between can could did doing does done email every get gets getting going have having help
him how into kept keeps last long mail more morning most much need next night off out phone saved sent shared should
since soon stored than them then they time today tomorrow twice until updated via want week when where which who why
will within without works would yesterday you thanks thank has had his her she were any all each some these those
account hoy ayer mañana cuando donde desde hasta hace nunca todo todos todas cada porque puede tiene enviado gracias
favor sin morgen wenn weil seit bis kann wird wurde werden habe haben bitte danke mehr keine kein ich sie wir quand
depuis hier demain jamais sans peut fait merci être été vous nous tous toutes hoje ontem amanhã quando até pode tem
obrigado obrigada sem сегодня вчера завтра когда если был была чтобы можно нужно почему больше мне вас нам
"""
_SENTENCE = (STATES | FILLERS | frozenset(_SENTENCE_WORDS.split())) - {"correct"}
"""Words of sentences about passwords, and of no passphrase."""

_CARD = "card|tarjeta|carte|karte|cart[ãa]o|карт[ыае]"
_NUMBER = late(
    rf"(?<![^\W_])(?:(?P<other>{PARCEL_PIN})|(?P<puk>p\.?u\.?k\.?s?[12]?(?:[- ]?(?:code|код|nummer|kodu?))?"
    rf"|пук[12]?(?:[- ]?код(?:а|ом)?)?|पीयूके)"
    r"|pins?[- ]?[12]?(?:[- ]?(?:code|codes|код|number|no|nr|kod|kodu|kode))?|code pin|c[oó]digo pin|codice pin"
    r"|kod pin|kode pin"
    r"|geheimzahl|geheimnummer|pincode|пин[12]?(?:-?код(?:а|ом|у|ы|ов)?)?[аы]?|пін(?:-?код)?|nip|पिन"
    rf"|senha de [46] (?:d[ií]gitos|n[uú]meros)|(?:senha|clave|code(?: secret| confidentiel)?) d[aeo](?:l cajero"
    rf"|(?: (?:la|mi|ma|votre|meu|sa))? (?:{_CARD}))"
    r"|code (?:secret|confidentiel)|(?:c[oó]digo|n[uú]mero) secreto|секретный код|mpin|tpin|upi pin)(?![^\W_])"
    r"|密码数字|الرقم السري"
)
_OF_CARD = late(
    rf"(?:\s[^\W\d_]{{1,8}}){{0,3}}\s(?:{_CARD}|sim|сим-карты|phone|handys?|m[oó]vil|celular|telem[oó]vel)\s?|\sto\s",
    re.IGNORECASE,
)
_GENITIVE = late(r"[ а-яё]{1,24}", re.IGNORECASE)
"""Whose a PIN is, which Russian says without a preposition: "пин-код телефонного банка 4512"."""

_DIGITS = (
    r"((?<![A-Za-z0-9_$€£+.,-])(?<!(?<![0-9]{4})/)(?:[0-9]{4}[ -][0-9]{4}|[0-9]{2}[ -][0-9]{2}(?:[ -][0-9]{2}){0,2}"
    r"|[0-9]{3}[ -][0-9]{3}|[0-9]{4,8}|[0-9](?:[ -][0-9]){3,7})"
    rf"(?![A-Za-z0-9_%])(?!/(?![0-9]{{4}}))(?![.,:-][0-9])(?! [0-9]{{3}})(?!{UNIT}))"
)
_NUMBER_THEN = late(rf"(?P<gap>(?:[^0-9.!;]|\.(?! ?[^\W\d_])){{0,48}}?){_DIGITS}")
_EIGHT = late(r"([^!;\n]{0,80}?)(?<![\w+.,/-])([0-9]{8}|[0-9]{4} [0-9]{4}|[0-9]{2}(?: [0-9]{2}){3})(?![\w,./-])")
_NUMBER_FAR = late(rf"(?P<gap>[^!;\n]{{0,80}}?(?:[:=]|(?<![^\W_])(?:{IS}|{TOLD})) {{0,2}}){_DIGITS}")
_ALSO = late(f"(){_DIGITS}")
_PUK_FIRST = late(r"(?<![\w+.,/-])([0-9]{8}|[0-9]{4} [0-9]{4})[ (:,-]{1,3}\Z")
_NUMBER_FIRST = late(
    rf"(?<![0-9][ /.-]){_DIGITS}\s(?:{IS}|as|als|como|comme|как|(?:genommen"
    rf"|eingegeben) als)\s(?:(?:{POSSESSIVE})\s){{0,2}}(?:[^\W\d]{{1,12}}\s)?\Z",
    re.IGNORECASE,
)
_NOT_DIGITS, _ANY_DIGIT = late("[^0-9]+"), late("[0-9]")
_FARTHEST, _FARTHEST_BACK = 160, 100


class _Password:
    name = "password"
    kinds: tuple[str, ...] = ("PASSWORD", "PIN", "PUK")
    triggers: tuple[str, ...] = (
        "passwort|passwört|kennwort|парол|पासवर्ड|密码|密碼|口令|كلمة|السري",
        "(?:^|[^a-z])(?:pass|pswd|pwd|pw|contra|mdp|clave|senha|parola|wachtwo|hasł|şifre|sifre|kata sandi|sandi|key)",
        "(?:^|[^a-z])(?:schlüssel|clé|chave|llave|chiave|sleutel|klucz)|(?:wlan|netzwerk)-?schlüssel|(?:^"
        "|[^а-яё])(?:пас|ключ|кодов)",
        "(?:^|[^a-z])(?:[mt]?pin|p[.]?u[.]?k|geheim|nip|upi|code (?:pin|secret|confid|d[aeo])|secreto)|पिन|पीयूके",
        "(?:^|[^а-яё])(?:пин|пін|пук|секретн)",
    )

    def find(self, text: str) -> Iterator[Finding]:
        free, lower = 0, lowered(text)
        for start, end, kind in sorted([*self._numbers(text, lower), *self._passwords(text, lower)], key=_place):
            if start < free:
                continue
            free = end
            written = text[start:end]
            canonical = written if kind == "PASSWORD" else _NOT_DIGITS.sub("", written)
            yield Finding(start, end, kind, 0.85, self.name, canonical, CUE)

    def _passwords(self, text: str, lower: str) -> Iterator[tuple[int, int, str]]:
        free = 0
        for cue in _CUE.finditer(lower):
            if cue.end() < free:  # within a password
                continue
            once = _ONCE_BEFORE.search(text, max(0, cue.start() - 16), cue.start()) or _ONCE_BEHIND.match(
                text, cue.end()
            )
            span = None if once else _announced(text, cue)
            if span is not None:
                free = span[1]
                yield (*span, "PASSWORD")
        for glued in _GLUED.finditer(text):
            if not _ADDRESS.match(glued["word"]):
                yield glued.start("word"), glued.start("word") + len(glued["word"].rstrip(_AFTER)), "PASSWORD"
        if _NETWORK.search(text):
            for key in _KEY.finditer(text):
                yield (*key.span("word"), "PASSWORD")

    def _numbers(self, text: str, lower: str) -> Iterator[tuple[int, int, str]]:
        parcel = PARCEL.search(lower) is not None
        for cue in _NUMBER.finditer(lower):
            if _ANY_DIGIT.search(text, max(0, cue.start() - _FARTHEST_BACK), cue.end() + _FARTHEST) is None:
                continue
            then = _NUMBER_THEN.match(text, cue.end())
            match = (
                then
                if then
                and (
                    near(then["gap"])
                    or _OF_CARD.fullmatch(then["gap"])
                    or _GENITIVE.fullmatch(then["gap"])
                    or cue["puk"]
                )
                else None
            )
            match = match or (_EIGHT.match(text, cue.end()) if cue["puk"] else None)
            match, group = match or _NUMBER_FAR.match(text, cue.end()), 2
            if match is None:
                match, group = _NUMBER_FIRST.search(text, max(0, cue.start() - _FARTHEST_BACK), cue.start()), 1
            if match is None and cue["puk"]:
                match = _PUK_FIRST.search(text, max(0, cue.start() - 12), cue.start())
            if match is None or cue["other"] or (parcel and not cue["puk"]):
                continue
            kind, of_length = ("PUK", (8,)) if cue["puk"] else ("PIN", range(4, 9))
            while match is not None and len(_NOT_DIGITS.sub("", match[group])) in of_length:
                yield (*match.span(group), kind)
                joined = JOINED.match(text, match.end(group)) if group == 2 else None
                match, group = (_ALSO.match(text, joined.end()), 2) if joined else (None, 2)


def _place(span: tuple[int, int, str]) -> tuple[int, bool]:
    return span[0], span[2] == "PASSWORD"  # of the same digits, a PIN


def _announced(text: str, cue: re.Match[str]) -> tuple[int, int] | None:
    """The span of the password that stands behind the word, near or far, or before it."""
    phrase = _PHRASE.match(text, cue.end())
    if phrase and (cue["sure"] or not phrase["verb"]) and _passphrase(phrase["phrase"]):
        return phrase.span("phrase")
    then = _THEN.match(text, cue.end())
    span = _password(cue, then) if then else None
    if span is not None:
        return span
    far = _FAR.match(text, cue.end())
    if far is not None and (cue["sure"] or not far["gap"].strip()) and not _ADDRESS.match(far["word"]):
        return far.start("word"), far.start("word") + len(far["word"].rstrip(_AFTER))
    if not cue["sure"]:
        return None
    back = max(0, cue.start() - _FARTHEST_BACK)
    found = (
        _FAR_QUOTED.match(text, cue.end())
        or _FIRST.search(text, back, cue.start())
        or _FIRST_QUOTED.search(text, back, cue.start())
    )
    return found.span(found.lastgroup or 0) if found is not None else None


def _passphrase(words: str) -> bool:
    """Whether these words are a passphrase: all of small letters, and none of which sentences are made."""
    return words.islower() and _SENTENCE.isdisjoint(words.replace("-", " ").split())


def _ended(then: re.Match[str]) -> bool:
    """Whether the clause ends with the word, or the word is not one of small letters."""
    word = then["word"]
    return not (word.isalpha() and word.islower()) or _GOES_ON.match(then.string, then.end("word")) is None


def _password(cue: re.Match[str], then: re.Match[str]) -> tuple[int, int] | None:
    """The span of the password that the words after `cue` announce, or None if they announce none."""
    sure = cue["sure"] or then["mark"]
    if not sure and then["bare"] is not None and not then["to"]:
        return None
    for quoted in "abcde":
        if then[quoted]:
            return then.span(quoted)
    word = then["word"].rstrip(_AFTER) or then["word"]
    if cue[0] == "passcode" and word.isdecimal():
        return None  # a one-time code
    plain = word.isalpha()
    if _ADDRESS.match(word) or (not then["mark"] and not _ended(then)):
        return None
    if plain and (
        word.lower() in STATES or ((then["bare"] is not None or then["adverb"]) and not _INNER_CAPITAL.search(word))
    ):
        return None
    odd = any(sign.isdigit() or sign == "_" for sign in word) or _INNER_CAPITAL.search(word) is not None
    if (then["bare"] is not None or not sure) and (len(word) < 4 or not odd):
        return None
    if then["bare"] is not None and _OTHER_THAN_PASSWORD.match(then.string, then.start("word")):
        return None
    return then.start("word"), then.start("word") + len(word)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return _Password()
