"""Numbers that states give to people, their health insurances and their identity papers: which ones are right.

One function a number, named by country and number. Each takes the number as `formats` compacts it (capitals and digits,
no separators) and in the length and alphabet of its shape there. Where an authority publishes no check, the rules about
digits that never occur stand in the shape alone. Sources stand at each function: the authority, or the act.
"""

from __future__ import annotations

from privet.core.checks import ALPHANUMERIC, crossed, day, icao, luhn, mod_11_2, verhoeff, weighted

_ODD = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)
_CODICE_ODD = dict(zip("0123456789", _ODD, strict=True)) | dict(
    zip(ALPHANUMERIC[10:], (*_ODD, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23), strict=True)
)
_OMOCODIA = str.maketrans("LMNPQRSTUV", "0123456789")
_CURP = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_NRIC = {"S": (0, "JZIHGFEDCBA"), "T": (4, "JZIHGFEDCBA"), "F": (0, "XWUTRQPNMLK"), "G": (4, "XWUTRQPNMLK")}
_NRIC["M"] = (3, "XWUTRQPNJLK")


def us_ssn(number: str) -> bool:
    """Social Security number, no area 000, 666 or 900 and above, no group 00, no serial 0000 (SSA, POMS RM 10201.035).

    It has no check digit. Numbers once printed in advertisements are real ones of real people and are not excepted.
    """
    return number[:3] not in {"000", "666"} and number[0] != "9" and number[3:5] != "00" and number[5:] != "0000"


def gb_nino(number: str) -> bool:
    """National Insurance number: two letters, not all pairs of which are given out (HMRC, NIM39110), no check digit."""
    return number[:2] not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}


def gb_nhs(number: str) -> bool:
    """NHS number, ten digits, mod 11 (NHS Data Dictionary)."""
    return weighted(number, range(10, 0, -1)) % 11 == 0


def ie_pps(number: str) -> bool:
    """PPS number, seven digits, a letter mod 23, perhaps a second letter that counts nine times (DEASP)."""
    second = ALPHANUMERIC.index(number[8]) - 9 if len(number) == 9 and number[8] != "W" else 0
    return "WABCDEFGHIJKLMNOPQRSTUV"[(weighted(number[:7], range(8, 1, -1)) + 9 * second) % 23] == number[7]


def de_pension(number: str) -> bool:
    """Versicherungsnummer, 12 signs with a letter at the ninth: VKVV § 2. The day may be raised by 25, 50 or 75."""
    if not day(int(number[4:6]), (int(number[2:4]) - 1) % 25 + 1) and not day(int(number[4:6]), int(number[2:4])):
        return False
    digits = number[:8] + f"{ALPHANUMERIC.index(number[8]) - 9:02}" + number[9:11]
    return crossed(digits, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)) % 10 == int(number[11])


def de_health(number: str) -> bool:
    """Krankenversichertennummer, a letter and nine digits (GKV-Spitzenverband, § 290 SGB V)."""
    digits = f"{ALPHANUMERIC.index(number[0]) - 9:02}" + number[1:9]
    return crossed(digits, (1, 2) * 5) % 10 == int(number[9])


def de_card(number: str) -> bool:
    """Identity card or passport: nine signs and their check digit (Doc 9303)."""
    return len(number) == 10 and icao(number)


def fr_nir(number: str) -> bool:
    """NIR, 13 signs and a key of two digits, 97 less the number mod 97; Corsica's 2A is 19, 2B is 18 (INSEE)."""
    digits = number[:5] + number[5:7].replace("2A", "19").replace("2B", "18") + number[7:]
    return 97 - int(digits[:13]) % 97 == int(digits[13:])


def es_dni(number: str) -> bool:
    """DNI, up to eight digits, or NIE, X Y Z and seven, and a letter from the rest mod 23 (Real Decreto 1553/2005)."""
    digits = number[:-1].translate(str.maketrans("XYZ", "012"))
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(digits) % 23] == number[-1]


def it_codice(number: str) -> bool:
    """Codice fiscale, 16 signs, letters for digits where two people would share one (D.M. 23 dicembre 1976)."""
    born = number[9:11].translate(_OMOCODIA)
    if not day("ABCDEHLMPRST".index(number[8]) + 1, int(born) % 40):
        return False
    odd = sum(_CODICE_ODD[sign] for sign in number[0:15:2])
    even = sum(int(sign) if sign.isdigit() else ord(sign) - 65 for sign in number[1:15:2])
    return chr(65 + (odd + even) % 26) == number[15]


def cl_rut(number: str) -> bool:
    """RUT or RUN, seven or eight digits and a check that may be K, mod 11 (Registro Civil)."""
    rest = weighted(number[-2::-1], (2, 3, 4, 5, 6, 7, 2, 3)) % 11
    return "0K987654321"[rest] == number[-1]


def pt_card(number: str) -> bool:
    """Cartão de Cidadão, twelve signs, two of them letters or digits, Luhn over their values (AMA)."""
    values = [ALPHANUMERIC.index(sign) for sign in number]
    doubled = [2 * value - 9 if 2 * value > 9 else 2 * value for value in values[::2]]
    return (sum(doubled) + sum(values[1::2])) % 10 == 0


def nl_bsn(number: str) -> bool:
    """Burgerservicenummer, nine digits, the eleven test (Wet algemene bepalingen burgerservicenummer)."""
    return number != "000000000" and weighted(number, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def be_register(number: str) -> bool:
    """Rijksregisternummer or BIS number (month raised by 20 or 40): 97 less the first nine digits mod 97, with a 2 in
    front for who was born since 2000 (K.B. 3 april 1984)."""
    month, born = int(number[2:4]) % 20, int(number[4:6])
    known = (month == 0 and born <= 31) or day(month, born or 1)
    first, check = number[:9], int(number[9:])
    right = check == 97 - int(first) % 97 or (first < "5" and check == 97 - int("2" + first) % 97)
    return right and known and int(number[2:4]) < 53


def pl_pesel(number: str) -> bool:
    """PESEL, eleven digits with the day of birth, its century in the month (ustawa o ewidencji ludności)."""
    century = (1900, 2000, 2100, 2200, 1800)[int(number[2]) // 2]
    born = day(int(number[2:4]) % 20, int(number[4:6]), century + int(number[:2]))
    return born and weighted(number, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def tr_kimlik(number: str) -> bool:
    """T.C. kimlik numarası, eleven digits, two of them checks (NVI)."""
    digits = [int(digit) for digit in number]
    tenth = (sum(digits[0:9:2]) * 7 - sum(digits[1:8:2])) % 10
    return digits[0] != 0 and digits[9] == tenth and digits[10] == sum(digits[:10]) % 10


def ru_snils(number: str) -> bool:
    """SNILS, nine digits and two checks, mod 101 (Pension Fund of Russia)."""
    return weighted(number[:9], range(9, 0, -1)) % 101 % 100 == int(number[9:])


def in_aadhaar(number: str) -> bool:
    """Aadhaar, twelve digits, Verhoeff's check, not a palindrome (UIDAI)."""
    return number[0] not in "01" and number != number[::-1] and verhoeff(number)


def id_nik(number: str) -> bool:
    """Nomor Induk Kependudukan, 16 digits: province, day of birth (raised by 40 for women), serial (UU 24/2013)."""
    return 11 <= int(number[:2]) <= 96 and day(int(number[8:10]), int(number[6:8]) % 40) and number[12:] != "0000"


def cn_resident(number: str) -> bool:
    """Resident identity number, 18 signs: province, day of birth, ISO 7064 mod 11-2 (GB 11643-1999)."""
    born = day(int(number[10:12]), int(number[12:14]), int(number[6:10]))
    return number[0] not in "09" and number[6:8] in {"18", "19", "20"} and born and mod_11_2(number)


def mx_curp(number: str) -> bool:
    """CURP, 18 signs with the day of birth (RENAPO, Instructivo normativo)."""
    total = sum(_CURP.index(sign) * (18 - place) for place, sign in enumerate(number[:17]))
    return day(int(number[6:8]), int(number[8:10])) and str(-total % 10) == number[17]


def se_person(number: str) -> bool:
    """Personnummer or samordningsnummer (day raised by 60), the last ten digits by Luhn (Skatteverket, SKV 704)."""
    last = number[-10:]
    return day(int(last[2:4]), int(last[4:6]) % 60) and number[:-10] in {"", "18", "19", "20"} and luhn(last)


def fi_hetu(number: str) -> bool:
    """Henkilötunnus, with or without its century sign: the last sign from the rest mod 31 (DVV; asetus 690/2022)."""
    born, last = number[:6], number[-4:]
    known = day(int(born[2:4]), int(born[:2])) and last >= "002"
    return known and "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(born + last[:3]) % 31] == last[3]


def ch_ahv(number: str) -> bool:
    """AHV number, 756 and ten digits, checked as an EAN-13 (AHVV Art. 133bis)."""
    return weighted(number, (1, 3) * 6 + (1,)) % 10 == 0


def at_insurance(number: str) -> bool:
    """Sozialversicherungsnummer, ten digits, the fourth the check, mod 11 (DVSV). Months 13 to 15 occur."""
    plausible = number[0] != "0" and 1 <= int(number[4:6]) <= 31 and 1 <= int(number[6:8]) <= 15
    return plausible and weighted(number, (3, 7, 9, 0, 5, 8, 4, 2, 1, 6)) % 11 == int(number[3])


def au_medicare(number: str) -> bool:
    """Medicare card number, ten digits or eleven with the person's, the ninth the check (Services Australia)."""
    return number[0] in "23456" and weighted(number[:8], (1, 3, 7, 9, 1, 3, 7, 9)) % 10 == int(number[8])


def ca_sin(number: str) -> bool:
    """Social insurance number, nine digits by Luhn; none begins with 0 or 8 (Service Canada)."""
    return number[0] not in "08" and luhn(number)


def sg_nric(number: str) -> bool:
    """NRIC or FIN, a letter, seven digits and a letter from their weighted sum (ICA)."""
    more, letters = _NRIC[number[0]]
    return letters[(weighted(number[1:8], (2, 7, 6, 5, 4, 3, 2)) + more) % 11] == number[8]


def za_id(number: str) -> bool:
    """Identity number, 13 digits: day of birth, sex, status 0 to 2, Luhn (Department of Home Affairs)."""
    return day(int(number[2:4]), int(number[4:6])) and number[10] in "012" and luhn(number)


def kr_resident(number: str) -> bool:
    """Resident or foreigner registration number: a day of birth and its century. Since October 2020 the last six
    digits are drawn by lot, so the former check digit proves and disproves nothing (주민등록법 시행규칙)."""
    century = {"1": 1900, "2": 1900, "5": 1900, "6": 1900, "3": 2000, "4": 2000, "7": 2000, "8": 2000}.get(number[6])
    return century is not None and day(int(number[2:4]), int(number[4:6]), century + int(number[:2]))


def jp_mynumber(number: str) -> bool:
    """Individual number ("My Number"), twelve digits, mod 11 (総務省令 85, 2014)."""
    rest = weighted(number[:11], (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return str(0 if rest < 2 else 11 - rest) == number[11]


def th_citizen(number: str) -> bool:
    """Identification number, 13 digits, the first 1 to 8, mod 11 (Department of Provincial Administration)."""
    return number[0] not in "09" and (11 - weighted(number[:12], range(13, 1, -1)) % 11) % 10 == int(number[12])
