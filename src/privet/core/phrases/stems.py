"""Where a text may name a secret at all: a cheap look, the same for every language, before `core.asks` reads closely.

Whatever `Phrases.secrets` matches holds one of `STEMS` or a match of `SHORT`; a test takes the patterns apart and says
so. The text is in lower case and without accents.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

STEMS = (
    " sent", "12 word", "12-word", "16", "24 word", "24-word", "aadh", "ablauf", "acces", "acess", "algarismo",
    "anmelde", "apellido", "apit", "atm", "atras", "au dos", "aufenthalt", "ausweis", "autent", "authent", "automat",
    "backup", "banc", "bank", "beep", "benutzer", "bilhete", "bloqu", "boitier", "brumm", "buzz", "caducid", "caixa",
    "cajero", "card", "carn", "cart", "cash", "cc_", "cci", "ccn", "ce qui", "cedula", "cell", "celui", "celular",
    "ceux", "chave", "chiffre", "cifra", "clave", "cle ", "cod", "conduc", "contra", "contribu", "coordena",
    "coordonn", "cred", "crypto", "cvc", "cvv", "dab", "dados", "data", "datos", "de tras", "derriere", "details",
    "detras", "devant", "device", "digit", "document", "donnee", "dorso", "dos de", "du dos", "ecra", "einmal",
    "einwahl", "exp", "fahrerlaubnis", "figure", "firma", "fiscal", "flip", "four word", "four-word", "fourword",
    "frase", "fuhrerschein", "geburtsname", "geheim", "geklingelt", "gepiept", "gepingt", "good th", "good till",
    "good until", "guichet", "gultig", "habilita", "handset", "handy", "hinten", "hole", "ident", "imposition",
    "informa", "infos", "jeton", "jeune fille", "kart", "kk-", "kkd", "kkn", "lappen", "laptop", "last 3", "last thr",
    "legitim", "les trois", "licen", "lo que ", "lock", "log in", "log on", "log-in", "log-on", "login", "logon",
    "madchenname", "magic", "maiden", "mail", "maman", "manej", "master", "mdp", "memorable", "mensagem", "mensaje",
    "mensajito", "mere", "mes y ano", "mes/ano", "messag", "mm /", "mm/", "mobile", "mot de", "mot-de", "motde",
    "mots", "muster", "nachricht", "naissance", "national", "nome de solt", "number", "numer", "nummer", "nums",
    "one time", "one-time", "onetime", "other side", "otp", "padrao", "palabra", "palavra", "papier", "pasap", "pass",
    "pasw", "patron", "pattern", "pergunta", "permis", "phone", "phrase", "piece", "portable", "pregunta", "private",
    "ps ", "pssw", "psw", "question", "rear", "recovery", "recto", "references", "registro", "reponse", "residen",
    "resposta", "respuesta", "ruckseite", "schema", "screen", "secret", "securit", "seed", "segur", "sejour", "senha",
    "sicherheits", "sign", "sms", "social", "solteir", "solter", "sozial", "special", "sperr", "stell", "steuer",
    "sv-nr", "svnr", "tablet", "tarjeta", "tax ", "tela", "telefon", "telemovel", "text", "titre", "titulo", "token",
    "tribut", "twelve", "ultimos 3", "ultimos tres", "user name", "username", "usuario", "utilizador", "valid",
    "vencim", "verfall", "versicherung", "verso", "vibr", "visa", "visor", "vitale", "wallet", "was da fur", "was fur",
    "was in der", "was stand in", "was steht in", "words", "wort", "zahl", "ziffer", "zugang", "zugriff",
    "айди", "банкомат", "билет", "вопрос", "данн", "девич", "документ", "доступ", "жительств", "иин", "инн", "карт",
    "ключ", "код", "комбинаци", "логи", "матери", "мм /", "мм/", "налог", "написано", "номер", "оборот", "ответ",
    "отп", "пак-", "парол", "пасворд", "паспорт", "пасс", "пин", "полн", "порол", "почт", "прав", "пришло", "пук",
    "разворот", "реквизит", "свв", "сзади", "слов", "смс", "снилс", "сообщен", "срок", "телефон", "токен", "трехзнач",
    "удостовер", "фамили", "фраз", "цвв", "цвц", "цифер", "цифорк", "цифр", "числ", "шестнад", "эсэмэск", "юзер",
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
