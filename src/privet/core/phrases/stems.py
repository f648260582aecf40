"""Where a text may name a secret at all: a cheap look, the same for every language, before `core.asks` reads closely.

Whatever `Phrases.secrets` matches holds one of `STEMS` or a match of `SHORT`; a test takes the patterns apart and says
so. The text is in lower case and without accents.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

STEMS = (
    "12 word", "12-word", "16", "24 word", "24-word", "aadh", "acces", "acess", "algarismo", "anmelde", "apellido",
    "atm", "atras", "au dos", "ausweis", "automat", "backup", "banc", "bank", "benutzer", "bilhete", "bloqu", "brumm",
    "caixa", "cajero", "card", "carn", "cart", "cash", "ce qui est", "cedula", "celui", "ceux", "chave", "chiffre",
    "cifra", "clave", "cle ", "code", "codi", "conduc", "contrac", "contras", "contribu", "coordena", "coordonn",
    "cred", "crypto", "cvc", "cvv", "dab", "dados", "data", "datos", "de tras", "derriere", "details", "detras",
    "devant", "digit", "document", "donnee", "dorso", "dos de", "du dos", "einwahl", "figure", "firma", "fiscal",
    "four word", "four-word", "fourword", "frase", "fuhrerschein", "geburtsname", "geheim", "guichet", "habilita",
    "handy", "hinten", "hole", "ident", "imposition", "informa", "infos", "jeton", "jeune fille", "kart", "licen",
    "lo que ", "lock", "log in", "log on", "log-in", "log-on", "login", "logon", "madchenname", "maiden", "manej",
    "mdp", "memorable", "mensagem", "mensaje", "message", "mot de", "mot-de", "mots", "nachricht", "national",
    "nome de solt", "number", "numer", "nummer", "one time", "one-time", "onetime", "otp", "padrao", "palabra",
    "palavra", "papiers", "pasap", "pass", "pasw", "patron", "pergunta", "permis", "phrase", "pregunta", "private",
    "question", "recovery", "recto", "registro", "reponse", "resposta", "respuesta", "ruckseite", "schema", "secret",
    "securit", "seed", "segur", "sejour", "senha", "sicherheits", "sign", "smartphone", "sms", "social", "sozial",
    "sperr", "stell", "steuer", "tarjeta", "tax ", "telefon", "text", "titulo", "token", "tribut", "twelve",
    "user name", "username", "usuario", "utilizador", "versicherung", "verso", "vitale", "wallet", "was da fur",
    "was fur", "was in der", "was stand in", "was steht in", "words", "wort", "zahl", "ziffer", "zugang", "zugriff",
    "айди", "банкомат", "билет", "вопрос", "данн", "девичь", "документ", "доступ", "жительств", "иин", "инн", "карт",
    "ключ", "код", "логин", "налог", "написано", "номер", "оборот", "ответ", "пак-", "парол", "пасворд", "паспорт",
    "пассворд", "пин", "полн", "прав", "пришло", "пук", "разворот", "реквизит", "свв", "сзади", "слов", "смс", "снилс",
    "сообщен", "токен", "трехзнач", "удостовер", "фраз", "цвв", "цвц", "цифорк", "цифр", "числ", "шестнад",
)  # fmt: skip
"""Found anywhere, in the middle of a word too."""

SHORT = re.compile(
    r"(?<!\w)(?:2fa|assinatura|id|itin|nino|pin|puk|photo ?id|gov(?:t|ernment)?id|(?:your|ur) ?id)"
    r"|(?<!\w)(?:csc|pan|pwd?|ssn|tax|tfn|tin|utr|avs|cni|cb|nir|niss|insee|secu|kpn|perso|bi|cc|cnh|cpf|inss|nif|nis"
    r"|pis|rg|rne|cuil|cuit|curp|dni|ine|nie|nip|nss|rfc|ruc|rut)s?(?!\w)|(?:pin|puk|tan)s?(?!\w)"
)
"""Found at the beginning of a word, as a whole one, or at its end."""


def may_name(text: str, pieces: Sequence[tuple[int, int]]) -> list[int]:
    """The pieces of `text`, given by where they begin and end, that may name a secret: their indices, in order. Pieces
    may overlap, but none holds another."""
    begins, ends = [begin for begin, _ in pieces], [end for _, end in pieces]
    last = ends[-1] if ends else 0
    found = set[int]()
    for stem in STEMS:
        at = text.find(stem, 0, last)
        while at >= 0:
            behind = bisect_right(begins, at)
            found.update(range(bisect_right(ends, at), behind))
            at = text.find(stem, begins[behind], last) if behind < len(begins) else -1
    for match in SHORT.finditer(text, 0, last):
        found.update(range(bisect_right(ends, match.start()), bisect_right(begins, match.start())))
    return sorted(found)
