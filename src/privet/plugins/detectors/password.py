"""Passwords, PINs and PUKs beside words that say so in six languages. None of them is ever kept.

A password is what stands after "password is", "пароль:", "mot de passe =" and the like, up to the next space, or in
quotation marks; after the bare word only if it has a digit. "Password is wrong" announces nothing. A PIN has 4 to 8
digits, a PUK 8. Canonical form: the password as written, the digits of a PIN or PUK.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from privet.core.cues import IS, POSSESSIVE, connected, lowered
from privet.core.finding import CUE, Detector, Finding

_WORDS = (
    "pass[ -]?words?|passwd|pass-?phrase|pswd|contraseñas?|contrasena|mots? de passe|mdp|palavras?[- ]passe"
    "|(?!einmal)[^\\W\\d_]{0,20}(?:passwort|kennwort)|passwörter|парол(?:ь|я|ем|и)"
    "|(?:mi|tu|su|minha|tua|sua|nossa) (?:nueva |nova )?(?:clave|senha)"
    "|(?:clave|senha) (?:de|del|do|da|para)(?: [^\\W\\d_]{1,8})? "
    "(?:cuenta|banca|wi-?fi|correo|usuario|internet|conta|home ?banking|banco|e-?mail|aplicativo|app|portal|rede|net)"
)
_SHORT = "pwd|pass|pw|clave|senha|passcode"
"""Words that also mean something else: only a colon or an equals sign makes a password of what follows, or a verb
where it has a digit."""

_CUE = re.compile(rf"(?<![^\W_])(?:(?P<sure>{_WORDS})|{_SHORT})(?![^\W_])")
_OF = "for|to|of|on|in|de|del|do|da|du|pour|para|à|für|von|zu|zum|vom|im|на|для|от|к"
_WHICH = "nueva|nova|nouveau|actual|atual|temporal|wi-?fi|такой|новый"
_THEN = re.compile(
    rf"(?:\s(?:{_WHICH})(?=[\s:=]))?(?:(?:\s(?:{_OF})\s[^.!?:=\n]{{1,40}}?|\s\([^)\n]{{1,40}}\))?"
    rf"(?:\s?(?P<mark>[:=]+>?|->|→)\s{{0,3}}|(?:,?\s(?:c['’])?(?:{IS})|['’]s)(?:\s?:)?\s{{1,3}}|\s?[\u2010-\u2015-]\s)"
    r"|\s(?P<bare>))"
    r"(?:\"(?P<a>[^\"\n]{1,64})\"|“(?P<b>[^”\n]{1,64})”|«(?P<c>[^»\n]{1,64})»|(?<=[\s:=])'(?P<d>[^'\n]{1,64})'(?!\w)"
    r"|(?P<word>\S{3,256}))",
    re.IGNORECASE,
)
_FIRST = re.compile(
    rf"(?<!\S)(?P<word>(?=\S{{0,63}}[0-9])\S{{4,64}})\s(?:{IS})\s(?:(?:{POSSESSIVE})\s){{1,2}}\Z", re.IGNORECASE
)
_AFTER = ".,;:!?)]}'\"»”"
_STATES = """
wrong incorrect invalid expired required reset changed not weak strong too missing correct empty being been needed blank
locked protected forgotten lost same different still now always never the that this what also already unknown working
and but for your our please here there set very only just case again with was
incorrecta incorrecto inválida errónea caducada muy obligatoria necesaria demasiado débil
erroné expiré pas trop obligatoire requis invalide oublié
falsch ungültig abgelaufen nicht erforderlich leider sehr vergessen gesperrt
incorreta inválida errada expirada não muito obrigatória necessária fraca
неверный неправильный истек истёк нужен слишком забыт устарел обязателен
"""
_NO_PASSWORD = frozenset(_STATES.split())
"""What is said of passwords, not given as one."""

_OTHER_THAN_PASSWORD = re.compile(r"[^\s@]{1,64}@[^\s@]{1,64}\.[^\s@]|\+[0-9]|0[0-9]{9}|0[0-9]+[ -][0-9]")
"""An e-mail address or telephone number that only happens to stand after the word, without colon or verb."""

_CARD = "card|tarjeta|carte|karte|cart[ãa]o|карт[ыае]"
_NUMBER = re.compile(
    r"(?<![^\W_])(?:(?P<puk>puk[12]?(?:[- ]?(?:code|код|nummer))?|пук[- ]?код|пук)|pin[- ]?(?:code|код|number|no|nr)?"
    r"|code pin|c[oó]digo pin|geheimzahl|geheimnummer|пин(?:-?код)?а?|nip"
    rf"|(?:senha|clave|code(?: secret| confidentiel)?) d[aeo](?:l cajero|(?: (?:la|mi|ma|votre|meu))? (?:{_CARD}))"
    r"|mon code (?:secret|confidentiel))(?![^\W_])"
)
_OF_CARD = re.compile(
    rf"(?:\s[^\W\d_]{{1,8}}){{0,3}}\s(?:{_CARD}|sim|сим-карты|phone|handys?|m[oó]vil|celular|telem[oó]vel)\s?|\sto\s",
    re.IGNORECASE,
)
_DIGITS = r"((?<![\w$€£+.,/-])(?:[0-9]{4}[ -][0-9]{4}|[0-9]{4,8}|[0-9](?:[ -][0-9]){3,7})(?![\w%€$£₽/])(?![.,:-][0-9]))"
_NUMBER_THEN = re.compile(rf"(?P<gap>[^0-9.!?;]{{0,40}}?){_DIGITS}")
_NUMBER_FIRST = re.compile(
    rf"(?<![0-9][ /.-]){_DIGITS}\s(?:{IS})\s(?:(?:{POSSESSIVE})\s){{0,2}}(?:[^\W\d]{{1,12}}\s)?\Z", re.IGNORECASE
)
_NOT_DIGITS = re.compile("[^0-9]+")
_FARTHEST_BACK = 100


class _Password:
    name = "password"
    kinds: tuple[str, ...] = ("PASSWORD", "PIN", "PUK")
    triggers: tuple[str, ...] = (
        "(?:pass|pswd|pwd|pw|contrase|mdp|kennwort|clave|senha|парол)",
        "(?:pin|puk|geheim|пин|пук|nip|code secret|code confid|code d[aeo])[^0-9]*[0-9]",
        "[0-9][^0-9]*(?:pin|puk|geheim|пин|пук|nip|code secret|code confid|code d[aeo])",
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
        for cue in _CUE.finditer(lower):
            then = _THEN.match(text, cue.end())
            span = _password(cue, then) if then else None
            if span is None and cue["sure"]:
                first = _FIRST.search(text, max(0, cue.start() - _FARTHEST_BACK), cue.start())
                span = first.span("word") if first else None
            if span is not None:
                yield (*span, "PASSWORD")

    def _numbers(self, text: str, lower: str) -> Iterator[tuple[int, int, str]]:
        for cue in _NUMBER.finditer(lower):
            then = _NUMBER_THEN.match(text, cue.end())
            match = then if then and (connected(then["gap"]) or _OF_CARD.fullmatch(then["gap"])) else None
            group = 2
            if match is None:
                match = _NUMBER_FIRST.search(text, max(0, cue.start() - _FARTHEST_BACK), cue.start())
                group = 1
            if match is None:
                continue
            puk = bool(cue["puk"])
            if not puk or len(_NOT_DIGITS.sub("", match[group])) == 8:
                yield (*match.span(group), "PUK" if puk else "PIN")


def _place(span: tuple[int, int, str]) -> tuple[int, bool]:
    return span[0], span[2] == "PASSWORD"  # of the same digits, a PIN


def _password(cue: re.Match[str], then: re.Match[str]) -> tuple[int, int] | None:
    """The span of the password that the words after `cue` announce, or None if they announce none."""
    sure = cue["sure"] or then["mark"]
    if not sure and then["bare"] is not None:
        return None
    for quoted in "abcd":
        if then[quoted]:
            return then.span(quoted)
    word = then["word"].rstrip(_AFTER) or then["word"]
    plain = word.isalpha()
    if plain and (word.lower() in _NO_PASSWORD or then["bare"] is not None):
        return None
    if (then["bare"] is not None or not sure) and (len(word) < 4 or not any(sign.isdigit() for sign in word)):
        return None
    if then["bare"] is not None and _OTHER_THAN_PASSWORD.match(then.string, then.start("word")):
        return None
    return then.start("word"), then.start("word") + len(word)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return _Password()
