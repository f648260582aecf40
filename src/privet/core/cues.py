"""What stands between a cue word and the value it announces, in Privet's fifteen languages.

"code 482913", "code: 482913", "Your code for Acme is 482913", "Ihr Code lautet 482913", "ваш код — 482913".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from privet.core.late import late

IS = (
    "is|was|are|were|es|era|son|fue|est|était|sont|ist|war|lautete?|heißt|heisst|sind|é|foi|são|eram|это|был|была|было"
    "|è|sono|fu|luidt|zijn|to|jest|był|była|było|brzmi|wynosi|adalah|ialah|yaitu|це|є|був|была|було|هو|هي|है|था|थी"
    "|是|为|為"
)
"""The verb between a cue and its value."""

POSSESSIVE = (
    "my|the|your|our|his|her|new|mi|tu|su|el|la|nueva|mon|ma|votre|le|ta|mein|meine|dein|deine|ihr|ihre|das|der|die"
    "|meu|minha|sua|seu|o|a|мой|моя|ваш|ваша|твой|наш|mio|mia|tuo|tua|suo|il|mijn|je|uw|jouw|de|het|mój|moja|moje|twój"
    "|benim|senin|мій|моя|твій|मेरा|मेरी|आपका|我的|您的|你的"
)

TOLD = (
    "be|etait|c|c['’]est|wär|wäre|sei|lauten|bleibt|its|thats|that['’]s|it['’]s|ser|fuera|seria|seja|put|used?"
    "|using|tried|entered|typed"
    "|hab|habe|nehme|nahm|mis|mets|tap[eé]|utilis[eé]|puse|pongo|us[oé]|pus|coloquei|digitei|ввожу|вв[её]л[аи]?"
    "|набираю|набрала?|стоит|стоял"
    "|ставил[аи]?|равен|такой|(?:set|reset|changed?|[a-zü]{0,8}gesetzt|setzt|geändert|ändern|cambi[a-z]{1,3}"
    "|alter[a-z]{1,3}|chang[eéa-z]{1,3}"
    "|modifi[eéa-z]{1,3}|измен[а-яё]{1,5}|сброшен[а-я]{0,2}|сменил[аи]?) (?:auf|to|from|a|para|à|en|на|с|in|por)"
)
"""What people say instead: "i put 5678", "c 0000", "reset to 1234"."""

_CONNECTED = late(
    rf"[^\w]*|.*(?:[:=>→\u2010-\u2015-]|(?<![^\W_])(?:{IS}|{TOLD})(?![^\W_]))[^\w]*", re.IGNORECASE | re.DOTALL
)

_FILLERS_WORDS = """
number numbers no nr num nbr id code and or of for on in to at from with my the your our this that is was new old
here its it s us as says now still always maybe ya yes so sorry actually number ending please pls ref reference
called registered current only just now número numero números nº n° nª n este esta vino llegó me mandaron nro núm de
del la el los mi su tu con para por nuevo nueva es al y o una un siempre ahora antes creo cliente sí si numéro
numeros du des le les mon ma votre sur pour avec mes au à l d est et ou une c toujours maintenant avant bien client
oui donc nummer nummern nr der die das den dem des mein meine meiner meinem ihr ihre ihrer von vom für im zum zur
lautet und oder ist neue neuen alte bei mit früher immer jetzt nur vlt vielleicht einfach also ja gestern heute die
kunden do da dos das em meu minha seu sua com no na para novo nova e os as sempre agora antes cliente sim acho pra
pro chegou veio este esta il lo gli mio mia suo sua per con nuovo nuova e het een van voor mijn uw je is met nieuwe
oude en numer numeru nr do na mój moja moje z to jest i od dla nowy nowa numara numarası numaram numarası no için
benim yeni ve olan nomor no saya anda untuk dari adalah baru dan номер номера номером номеру № мой моя мое моё ваш
ваша для от на с по к и или это новый новая старый у меня вот раньше всегда теперь сейчас так да клиента он она этот
прислали пришёл пришел по вроде номер мій моя моє ваш для від на з і або це новий нова رقم رقمي الخاص بي هو هي من في
على الى إلى नंबर नम्बर संख्या मेरा मेरी का की के है यह नया 号 号码 號碼 是 为 的
"""
FILLERS = frozenset(_FILLERS_WORDS.split())
"""Words that may stand between a cue and its value and leave it announced."""

_OF_WORDS = """
of for from de del do da du des d para pour von der des em the my la el le les die das dem den mein meine mon ma mi
o a il lo het mijn meu minha für vom zur zum от для на di della del per van voor dla na
"""
_OF = frozenset(_OF_WORDS.split())
"""Words after which one more word says whose or what for: "PIN der Mailbox", "código do app", "BIC de la banque"."""

_WORD = late(r"[\u0900-\u0963]+|[^\W\d_]+")

UNIT = (
    r"[ \u00a0]?(?:[%€$£₽₹₺₴¥]|(?:[kmgt]i?b|[гмк]б|kwh|кВт|eur|euros?|usd|gbp|inr|rs|руб\w{0,3}|грн|zł|pln|tl|rp"
    r"|reais|pesos"
    r"|d[oó]lares|dollars?|pounds?|points?|puntos|pontos|punkte|баллов|bonus|min|mins|minutes?|minuten|мин\w{0,3}"
    r"|sms|смс"
    r"|mm|cm|km|kg|mah|元|块|分钟|रुपये|دقيقة)(?![^\W_]))"
)
"""What follows an amount or a measure, and no number that names somebody."""


def lowered(text: str) -> str:
    """`text` in lower case, character for character, so that offsets stay; cheaper than ignoring case later."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


def connected(gap: str) -> bool:
    """Whether `gap`, the text between a cue and a value, is punctuation only or ends in a colon, a dash or a verb."""
    return _CONNECTED.fullmatch(gap) is not None


def near(gap: str) -> bool:
    """Whether `gap` leaves the value announced: connected, but for words such as "now" or "number of my" at its end.

    What stands before a question mark does not count: people ask for a value, and then comes the answer.
    """
    gap = gap[gap.rfind("?") + 1 :]
    words = list(_WORD.finditer(gap))
    strange = 0
    for place in range(len(words) - 1, -1, -1):
        if connected(gap[: words[place].end()]):
            return True
        if words[place][0].lower() not in FILLERS:
            strange += 1
            if strange > 2 or not place or words[place - 1][0].lower() not in _OF:
                return connected(gap)
    return True


def branched(words: str) -> str:
    """The same alternation, with neighbours that begin alike as one branch: `re` then tries a few branches at a place
    where it would try a hundred words. What is found, and which branch before which, stays."""
    branches: list[str] = []
    row: dict[str, list[str]] = {}  # words that begin with a plain letter: among them only those of one letter compete
    for word in [*_alternatives(words), None]:
        if word is not None and _PLAIN_START.match(word):
            row.setdefault(word[0], []).append(word[1:])
            continue
        for letter, rests in row.items():
            branches.append(letter + (rests[0] if len(rests) == 1 else f"(?:{branched('|'.join(rests))})"))
        row = {}
        branches += [] if word is None else [word]
    return "|".join(branches)


def _alternatives(words: str) -> list[str]:
    """The branches of an alternation."""
    depth, inside, begun, found = 0, False, 0, []
    for sign in _SYNTAX.finditer(words):
        inside = (inside or sign[0] == "[") and sign[0] != "]"
        depth += 0 if inside else (sign[0] == "(") - (sign[0] == ")")
        if sign[0] == "|" and not (depth or inside):
            found.append(words[begun : sign.start()])
            begun = sign.end()
    return [*found, words[begun:]]


class Cue:
    """Any of `words`, in lower case, as a word of its own: none of the class `within` before it and `after` behind it;
    those of `other` match as a group. `glued` are words that count inside longer ones too: Chinese puts no spaces,
    Arabic writes articles at the word; none of them is ASCII alone. `within` has letters and digits, and of ASCII
    nothing else.

    In a text of ASCII only words that begin so are looked for, and only where a word begins.
    """

    def __init__(
        self,
        words: str,
        glued: str = "",
        other: str = "",
        *,
        within: str = r"[^\W_]",
        after: str = r"(?![^\W\d_])",
    ) -> None:
        self._any = late(partial(starting, within, words, after, glued, other))
        self._plain = late(partial(_plainly, words, after, other))

    def finditer(self, lower: str) -> Iterator[re.Match[str]]:
        """Every match in a text of lower case."""
        return (self._plain if lower.isascii() else self._any).finditer(lower)


def _plainly(words: str, after: str, other: str) -> str:
    """A pattern for those of `words` and `other` that begin with a letter of ASCII, for texts of nothing else."""
    others, plain = (_by_letter(part) for part in (other, words))
    if others is None or plain is None:
        return f"(?<![a-z0-9])(?:{f'({other})|' if other else ''}{words or '(?!)'}){after}"
    rows = []
    for letter in filter(str.isascii, dict.fromkeys((*others, *plain))):
        named = [f"({branched('|'.join(others[letter]))})"] if letter in others else []
        named += [branched("|".join(plain[letter]))] if letter in plain else []
        rows.append(f"{letter}(?:{'|'.join(named)})")
    return f"(?<![a-z0-9])(?:{'|'.join(rows) or '(?!)'}){after}"


def starting(within: str, words: str, after: str, glued: str = "", other: str = "") -> str:
    """A pattern for any of `words` that has none of the class `within` before it and `after` behind it, else for one of
    `other`, as a group, else for one of `glued`, wherever it stands.

    It is a branch for each first letter, where all have one: `re` then passes over places that have another at once.
    """
    each = [_by_letter(part) for part in (other, words, glued)]
    if None in each or not words:
        first = f"({branched(other)})|" if other else ""
        whole = f"(?<!{within})(?:{first}{branched(words) or '(?!)'}){after}"
        return f"{whole}|(?:{glued})" if glued else whole
    others, plain, inside = (part or {} for part in each)
    rows = []
    for letter in dict.fromkeys((*others, *plain, *inside)):
        named = [f"({branched('|'.join(others[letter]))})"] if letter in others else []
        named += [branched("|".join(plain[letter]))] if letter in plain else []
        row = [f"(?<!{within}{letter})(?:{'|'.join(named)}){after}"] if named else []
        rows.append(f"{letter}(?:{'|'.join((*row, *inside.get(letter, ())))})")
    return "|".join(rows)


def _by_letter(words: str) -> dict[str, list[str]] | None:
    """What follows each first letter of an alternation; None where some branch has no certain first letter."""
    rows: dict[str, list[str]] = {}
    for word in _alternatives(words) if words else ():
        opened = _opened(word)
        if opened is None:
            return None
        for letter, rest in opened:
            rows.setdefault(letter, []).append(rest)
    return rows


def _opened(word: str) -> list[tuple[str, str]] | None:
    """A branch as several with a letter first, in the order in which `re` tries them; None where it is no such."""
    if word.startswith("[a-z]{0,"):
        end = word.index("}")
        fewer = int(word[8:end]) - 1
        rest = (f"[a-z]{{0,{fewer}}}" if fewer else "") + word[end + 1 :]
        bare = _opened(word[end + 1 :])
        return None if bare is None else [*((letter, rest) for letter in _LETTERS), *bare]
    first = _FIRST.match(word)
    if first is None:
        return None
    rest = word[first.end() :]
    if first["group"]:
        close = next((at.end() for at in _SYNTAX.finditer(word) if _closes(word, at.end())), 0)
        inside, rest = word[3 : close - 1], word[close:]
        quantified = rest[:1] == "?"
        rest = rest[quantified:]
        branches = [each + rest for each in _alternatives(inside)] + ([rest] if quantified else [])
    elif first["maybe"]:
        branches = [rest]
    else:
        branches = []
    if rest[:1] in ("?", "*", "+", "{"):
        return None
    found = [] if first["group"] else [(letter, rest) for letter in first["letters"] or first["letter"]]
    for branch in branches:
        more = _opened(branch)
        if more is None:
            return None
        found += more
    return found


def _closes(word: str, at: int) -> bool:
    """Whether the group that opens `word` is closed at `at`."""
    return len(_alternatives(word[:at] + "|")) == 2


_SYNTAX = late(r"\\.|[\[\]()|]", re.DOTALL)
_FIRST = late(r"(?P<group>\(\?:)|(?:(?P<letter>[^\W_]|[ -])|\[(?P<letters>[^\W_]+)\])(?P<maybe>\?)?")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PLAIN_START = late(r"[^\W_](?![?*+{])")

_STATES_WORDS = """
wrong incorrect invalid expired required reset changed not weak strong too missing correct empty being been needed
blank locked protected forgotten lost same different still now always never the that this what also already unknown
working and but for your our please here there set very only just case again with was taken used available longer
name number code page link address error field prompt policy rules manager screen box again incorrecta incorrecto
inválida errónea caducada muy obligatoria necesaria demasiado débil mal correcta olvidada bloqueada distinta siempre
antes ahora aquí pero que para por los las una erroné expiré pas trop obligatoire requis invalide oublié bloqué faux
bon toujours avant mais qui que pour dans falsch ungültig abgelaufen nicht erforderlich leider sehr vergessen
gesperrt früher jetzt immer schon noch wieder anders zu doch wohl nur aber und oder der die das ein eine dann damals
incorreta errada expirada não muito obrigatória fraca esquecida bloqueada sempre antes agora mas неверный
неправильный истек истёк нужен слишком забыт устарел обязателен забыла забыл раньше теперь всегда уже или не тоже
другой сброшен просрочен sbagliata errata scaduta non troppo debole sempre prima ora onjuist verlopen niet vergeten
altijd nieprawidłowe błędne wygasło nie zawsze zapomniałem yanlış hatalı geçersiz değil unuttum salah kadaluarsa
tidak lupa невірний неправильний забув забула не завжди गलत भूल
"""
STATES = frozenset(_STATES_WORDS.split())
"""What is said of passwords and user names, and given as none."""

PARCEL_PIN = (
    "(?:delivery|pick-?up|collection|parcel|locker|handover|one[- ]?time|verification"
    "|secure delivery)[ -]pin(?:[ -]code)?"
    "|pin (?:de |da |do |di )?(?:entrega|recogida|retirada|levantamento|retrait|livraison|consegna|ritiro|recolha)"
    "|(?:abhol|zustell|liefer|paket)-?pin|пин(?:-?код)? (?:для )?(?:получения|выдачи|доставки)|kod odbioru"
)
"""A PIN that opens a parcel locker once is a one-time code."""

PARCEL = late(
    "parcel|package|courier|driver|locker|consignment|delivery|zustell|paket|bote|liefer|packstation|paquete"
    "|mensajero|repartidor|casillero"
    "|entrega|livr|colis|consigne|relais|encomenda|entregador|retirada|посылк|курьер|постамат|доставк|ячейк|pacco"
    "|corriere|przesyłk|kurier|paczk|kargo|kurir"
)
"""Words of texts, in small letters, in which a PIN opens a locker or is for the driver."""
