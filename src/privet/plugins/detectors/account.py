"""Numbers of accounts and contracts that a word names, and Mexico's CLABE and Argentina's CBU with their check digits.

An order, ticket, case or invoice number is none. Canonical form: capitals and digits.
"""

from __future__ import annotations

from privet.core.checks import weighted
from privet.core.finding import CUE, PATTERN, Detector
from privet.core.shapes import Shape, Shapes

_NUMBER = (
    "(?:[A-Z]{1,4} |[A-Za-z]{1,4}-?)?[0-9](?:[ .-]?[0-9]){3,23}(?:[/-][0-9A-Za-z]{1,4}|[A-Z])?"
    "|[0-9a-f]{8}-[0-9a-f]{4}-[0-9][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"
)
_NOUNS = (
    "acc(?:ou)?n?ts?|acc|a/c|ac|acct?s?|checking|savings|iban|contract|customer (?:number|no|nr|id|ref(?:erence)?)"
    "|client (?:number|id|no)"
    "|member(?:ship)? (?:number|no|id)|policy (?:number|no)|subscriber (?:number|no)"
    "|cuentas?(?: (?:corriente|de ahorros?|bancaria|vista|rut))?|ctas?(?:[.]? cte)?|cci|abonad[oa]|c/c"
    "|n[uú]mero de (?:cliente|contrato|cuenta|p[oó]liza)|contratos?|clabe(?: interbancaria)?|cbu|cvu"
    "|(?:c[oó]digo|n[uú]mero|nro|n[ºo°]|id)(?: de)? cliente"
    "|comptes?|rib|num[eé]ro (?:de )?(?:client|contrat|compte|abonn[eé])|contrats?|r[eé]f(?:[eé]rence)?[.]? client"
    "|(?:identifiant|n[°ºo]|code) client|n[°ºo] (?:de )?(?:client|contrat|compte)"
    "|[a-z]{0,14}konto(?:nummer|-?nr)?|kto(?:[.]?-?nr)?|kd[.]?-?nr|kundennummern?|kunden-?nr|postnummer"
    "|kundenkennzahl|kundenkennung|mitgliedsnr|vertragsnummern?|vertrags?-?nr|kundenkonto|vertrag|mitgliedsnummer"
    "|contas?(?: (?:corrente|poupança|sal[aá]rio|banc[aá]ria))?|cc|c[oó]digo do assinante|assinante|cliente n[ºo°]"
    "|n[uú]mero de (?:cliente|contrato|conta)|chave pix|pix|nib"
    "|сч[её]т(?:а|у|ом|е)?|р/с|л/с|лицев(?:ой|ого|ому) сч[её]т(?:а|у)?|лицев(?:ой|ого)|договор(?:а|у)?"
    "|абонентский номер|номер клиента|клиентский номер|л/сч[.]?|расч[её]тный сч[её]т"
    "|cont[oi]|codice cliente|numero (?:di )?(?:conto|cliente|contratto)|contratto"
    "|rekening(?:nummer|nr)?|klantnummer|klantnr|contractnummer"
    "|kont[oaue]|nr klienta|numer klienta|rachun(?:ek|ku)|umow[ay]|hesap|hesab[ıi]m?|m[uü]şteri (?:no"
    "|numaras[ıi]m?)|abone no"
    "|rekening|norek|no rek|nomor pelanggan|рахун(?:ок|ку)|особов(?:ий|ого) рахун(?:ок|ку)|договір|खाता|अकाउंट"
)
_GLUED = "حساب|الحساب|账户|账号|帐号|帳號|银行卡号|客户号"
_OTHER = (
    "on account of|(?:promo|facebook|instagram|google|user|e-?mail) account|за сч[её]т|по сч[её]ту №?"
    "|сч[её]т(?:-фактура| на оплату)"
    "|rechnungskonto|a conta de|por cuenta de|on my account balance|compte rendu"
)


def _clabe(number: str) -> bool:
    """CLABE, 18 digits: weights 3, 7, 1, each product mod 10 (Banco de México)."""
    total = sum(int(digit) * (3, 7, 1)[place % 3] % 10 for place, digit in enumerate(number[:17]))
    return (total + int(number[17])) % 10 == 0


def _cbu(number: str) -> bool:
    """CBU, 22 digits: a block of 8 and one of 14, each with a check digit, weights 7, 1, 3, 9 (BCRA)."""
    first = weighted(number[:7], (7, 1, 3, 9, 7, 1, 3))
    second = weighted(number[8:21], (3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3))
    return (first + int(number[7])) % 10 == 0 and (second + int(number[21])) % 10 == 0


def _long(number: str) -> bool:
    """Whether a number is long enough for an account: five digits or more."""
    return sum(sign.isdigit() for sign in number) >= 5


_ACCOUNT_NUMBER = (
    "(?:account|acct?|a/c|acc) (?:number|no|num|nr)|n[uú]mero de (?:cuenta|conta)|num[eé]ro de compte"
    "|konto-?(?:nummer|nr)|kundennummer"
    "|номер сч[её]та|numero (?:di )?conto|rekeningnummer|(?:numer|nr) konta|hesap (?:no|numaras[ıi]m?)"
    "|nomor rekening|номер рахунку"
)
"""Where the word "number" stands with it, four digits will do: people give the last ones."""


_SHAPES = (
    Shape(
        "ACCOUNT",
        "[0-9]{18}",
        trigger="(?:^|[^0-9])[0-9]{18}(?:$|[^0-9])",
        valid=_clabe,
        must=True,
        score=0.6,
        strength=PATTERN,
        holds="[0-9]{18}(?![0-9])(?<![0-9A-Za-z][0-9]{18})",
    ),
    Shape(
        "ACCOUNT",
        "[0-9]{22}",
        trigger="(?:^|[^0-9])[0-9]{22}(?:$|[^0-9])",
        valid=_cbu,
        must=True,
        score=0.9,
        holds="[0-9]{22}(?![0-9])(?<![0-9A-Za-z][0-9]{22})",
    ),
    Shape(
        "ACCOUNT",
        _NUMBER,
        _NOUNS,
        _GLUED,
        _OTHER,
        loose=True,
        far=True,
        edges=(14, r"[^0-9\s]{0,21}?"),
        valid=_long,
        must=True,
        strength=CUE,
    ),
    Shape(
        "ACCOUNT",
        "(?:(?!is|no|es|it|my|of|to|in)[A-Za-z]{2} ?)?[0-9]{4}",
        _ACCOUNT_NUMBER,
        loose=True,
        behind=False,
        edges=(3, ""),
        score=0.8,
    ),
)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return Shapes("account", _SHAPES)
