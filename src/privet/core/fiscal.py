"""Numbers by which tax offices know people and firms: which ones are right. A sole trader's is personal data.

One function a number, as in `civil`: capitals and digits without separators, in the length and alphabet of its shape.
"""

from __future__ import annotations

from collections import Counter

from privet.core.checks import crossed, day, luhn, luhn_36, mod_11_10, mod_97, weighted
from privet.core.civil import es_dni, it_codice, nl_bsn

_RFC = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ"
_NIT = (3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71)
_ABN = (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)


def us_itin(number: str) -> bool:
    """Individual taxpayer identification number: 9, and a group of the ranges that the IRS gives out (Pub. 1915)."""
    return number[0] == "9" and number[3:5] >= "50" and number[3:5] not in {"66", "67", "68", "69", "89", "93"}


def gb_utr(number: str) -> bool:
    """Unique taxpayer reference, ten digits, the first the check, mod 11 (HMRC)."""
    return "21987654321"[weighted(number[1:], (6, 7, 8, 9, 10, 5, 4, 3, 2)) % 11] == number[0]


def de_idnr(number: str) -> bool:
    """Identifikationsnummer, eleven digits: of the first ten one occurs twice or three times, the others at most once
    (§ 139b AO, BZSt), ISO 7064 mod 11,10."""
    counts = sorted(Counter(number[:10]).values())
    return number[0] != "0" and counts[-1] in {2, 3} and counts[-2] == 1 and mod_11_10(number)


def de_vat(number: str) -> bool:
    """Umsatzsteuer-Identifikationsnummer, DE and nine digits, ISO 7064 mod 11,10 (BZSt)."""
    return number[2] != "0" and mod_11_10(number[2:])


def fr_spi(number: str) -> bool:
    """Numéro fiscal, 13 digits, the last three the first ten mod 511 (DGFiP)."""
    return number[0] in "0123" and int(number[:10]) % 511 == int(number[10:])


def fr_vat(number: str) -> bool:
    """Numéro de TVA, FR, two signs, a SIREN by Luhn; two digits as signs are 12 + 3 × SIREN mod 97 (DGFiP)."""
    key = number[2:4]
    return luhn(number[4:]) and (not key.isdigit() or int(key) == (12 + 3 * int(number[4:])) % 97)


def es_nif(number: str) -> bool:
    """NIF of a firm: a letter, seven digits, a check that is a digit or a letter (Orden EHA/451/2008; which
    firms have which is told differently, so either counts); K, L and M are persons without DNI."""
    kind, digits, check = number[0], number[1:8], number[8]
    if kind in "KLM":
        return es_dni(digits + check)
    value = -crossed(digits, (2, 1) * 4) % 10
    return check in {"JABCDEFGHI"[value], str(value)}


def it_iva(number: str) -> bool:
    """Partita IVA, or the codice fiscale of a firm: eleven digits with an office's code, Luhn; or that of a person."""
    if len(number) == 16:
        return it_codice(number)
    office = int(number[7:10])
    return number[:7] != "0000000" and (1 <= office <= 100 or office in {120, 121, 888, 999}) and luhn(number)


def it_vat(number: str) -> bool:
    """Partita IVA with or without IT in front."""
    return it_iva(number.removeprefix("IT"))


def pt_nif(number: str) -> bool:
    """Número de identificação fiscal, nine digits, mod 11 (Autoridade Tributária)."""
    return number[0] not in "047" and (11 - weighted(number[:8], range(9, 1, -1)) % 11) % 11 % 10 == int(number[8])


def br_cpf(number: str) -> bool:
    """CPF, eleven digits, two of them checks, mod 11, not all alike (Receita Federal)."""
    first = weighted(number[:9], range(10, 1, -1)) * 10 % 11 % 10
    second = weighted(number[:10], range(11, 1, -1)) * 10 % 11 % 10
    return len(set(number)) > 1 and number[9:] == f"{first}{second}"


def br_cnpj(number: str) -> bool:
    """CNPJ, twelve signs (letters too since July 2026, IN RFB 2.229/2024) and two check digits, mod 11."""
    values = [ord(sign) - 48 for sign in number]
    weights = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
    first = sum(value * weight for value, weight in zip(values[:12], weights[1:], strict=True)) * 10 % 11 % 10
    second = sum(value * weight for value, weight in zip(values[:13], weights, strict=True)) * 10 % 11 % 10
    return len(set(number)) > 1 and number[12:] == f"{first}{second}"


def nl_vat(number: str) -> bool:
    """Btw-id, NL, nine digits, B, two digits: mod 97, or for firms the eleven test over the nine (Belastingdienst)."""
    given = number[2:11] != "000000000" and number[12:] != "00"
    return given and (mod_97(number) or nl_bsn(number[2:11]))


def pl_nip(number: str) -> bool:
    """NIP, ten digits with or without PL in front, mod 11 (Ministerstwo Finansów)."""
    digits = number.removeprefix("PL")
    return len(digits) == 10 and weighted(digits[:9], (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11 == int(digits[9])


def tr_vkn(number: str) -> bool:
    """Vergi kimlik numarası, ten digits (Gelir İdaresi Başkanlığı)."""
    total = 0
    for place, digit in enumerate(number[:9]):
        value = (int(digit) + 9 - place) % 10
        total += (value * 2 ** (9 - place) % 9 or 9) if value else 0
    return -total % 10 == int(number[9])


def ru_inn(number: str) -> bool:
    """INN, ten digits of a firm with one check or twelve of a person with two, mod 11 mod 10 (ФНС)."""
    weights = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    if len(number) == 10:
        return weighted(number[:9], weights[2:]) % 11 % 10 == int(number[9])
    first, second = weighted(number[:10], weights[1:]) % 11 % 10, weighted(number[:11], weights) % 11 % 10
    return number[10:] == f"{first}{second}"


def ua_rnokpp(number: str) -> bool:
    """РНОКПП, ten digits, mod 11 mod 10 (ДПС України)."""
    return weighted(number[:9], (-1, 5, 7, 9, 4, 6, 10, 5, 7)) % 11 % 10 == int(number[9])


def in_gstin(number: str) -> bool:
    """GSTIN, a state, a PAN and three signs, Luhn to base 36 (GST Network)."""
    return luhn_36(number)


def id_npwp(number: str) -> bool:
    """NPWP of 15 digits: the first nine by Luhn (Direktorat Jenderal Pajak)."""
    return luhn(number[:9])


def mx_rfc(number: str) -> bool:
    """RFC, three letters of a firm or four of a person, a day, three signs, the last the check (SAT)."""
    date = number[-9:-3]
    total = sum(_RFC.index(sign) * (13 - place) for place, sign in enumerate(number[:-1].rjust(12)))
    return day(int(date[2:4]), int(date[4:])) and "0123456789A"[-total % 11] == number[-1]


def ar_cuit(number: str) -> bool:
    """CUIT or CUIL, eleven digits with a kind of person in front, mod 11 (AFIP, now ARCA)."""
    rest = weighted(number[:10], (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return number[:2] in {"20", "23", "24", "27", "30", "33", "34", "50", "51", "55"} and (
        "09987654321"[rest] == number[10]
    )


def co_nit(number: str) -> bool:
    """NIT, up to 15 digits and a check, primes as weights, mod 11 (DIAN)."""
    return "01987654321"[weighted(number[-2::-1], _NIT) % 11] == number[-1]


def se_org(number: str) -> bool:
    """Organisationsnummer, ten digits by Luhn, the third at least 2 (Skatteverket, SKV 709)."""
    return number[2] >= "2" and luhn(number)


def at_tax(number: str) -> bool:
    """Abgabenkontonummer, nine digits by Luhn's sum (BMF)."""
    return luhn(number)


def at_vat(number: str) -> bool:
    """UID, ATU and eight digits, Luhn's sum over the first seven plus four (BMF)."""
    return (crossed(number[3:10], (1, 2) * 4) + 4 + int(number[10])) % 10 == 0


def au_tfn(number: str) -> bool:
    """Tax file number, nine digits, mod 11 (ATO)."""
    return weighted(number, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0


def au_abn(number: str) -> bool:
    """Australian business number, eleven digits, mod 89 after taking one from the first (ABR)."""
    return number >= "11" and (weighted(number, _ABN) - 10) % 89 == 0


def au_acn(number: str) -> bool:
    """Australian company number, nine digits, mod 10 (ASIC)."""
    return -weighted(number[:8], range(8, 0, -1)) % 10 == int(number[8])


def kr_brn(number: str) -> bool:
    """Business registration number, ten digits, mod 10 (국세청)."""
    return (weighted(number, (1, 3, 7, 1, 3, 7, 1, 3, 5, 1)) + int(number[8]) * 5 // 10) % 10 == 0
