"""Vehicle registration plates: alone where a country's form says it (France, India, Russia, Ukraine, Brazil, China, and
Britain's in capitals with its space), any other beside a word such as "plate", "matrícula" or "Kennzeichen".

Canonical form: capitals and digits.
"""

from __future__ import annotations

from privet.core.finding import CUE, Detector
from privet.core.shapes import Shape, Shapes

_CYRILLIC = "АВЕКМНОРСТУХ"
_BARE = (
    "[A-HJ-NP-TV-Z]{2}-[0-9]{3}-[A-HJ-NP-TV-Z]{2}"  # France since 2009
    f"|(?i:[{_CYRILLIC}])[ ]?[0-9]{{3}}[ ]?(?i:[{_CYRILLIC}]{{2}})[ ]?[0-9]{{2,3}}(?: ?RUS)?"  # Russia, GOST R 50577
    "|[АВСЕНІКМОРТХABCEHIKMOPTX]{2} [0-9]{4} [АВСЕНІКМОРТХABCEHIKMOPTX]{2}"  # Ukraine
    "|[A-Z]{3}[0-9][A-J][0-9]{2}"  # Brazil since 2018
    "|(?:A[NPRS]|BR|C[GH]|D[DLN]|G[AJ]|H[PR]|J[HK]|K[AL]|LA|LD|M[HLNPZ]|NL|OD|OR|P[BY]|RJ|SK|T[GNRS]|U[KP]|WB)"
    "[ -][0-9]{1,2}[ -]?[A-Z]{1,3}[ -][0-9]{4}"  # India
    "|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·. ]?[A-Z0-9]{5,6}"  # China
    "|[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} [1-9][0-9]{0,3}[EH]?"  # Germany
    "|[A-HK-PR-Y][A-Y](?:[0-2][0-9]|[5-7][0-9]) [A-HJ-PR-Z]{3}"  # Britain since 2001
)
_TRIGGER = (
    f"[a-z]{{2}}-[0-9]{{3}}-[a-z]{{2}}|[{_CYRILLIC}] ?[0-9]{{3}} ?[{_CYRILLIC}]{{2}} ?[0-9]{{2}}"
    f"|[a-z]{{3}}[0-9][a-j][0-9]{{2}}"
    "|[АВСЕНІКМОРТХa-z]{2} [0-9]{4} [АВСЕНІКМОРТХa-z]{2}|[a-z]{2}[ -][0-9]{1,2}[ -]?[a-z]{1,3}[ -][0-9]{4}"
    "|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][·. ]?[a-z0-9]{5}|"
    "[a-z]{2}[0-9]{2} [a-z]{3}|[a-zäöü]-[a-z]{1,2} [1-9]"
)
_LETTERS = "A-Za-zÄÖÜäöüА-Яа-яІіЇї"
_GROUP = f"(?:[A-ZÄÖÜА-ЯІЇ]{{1,3}}|[{_LETTERS}]{{0,3}}[0-9]{{1,5}}[{_LETTERS}]{{0,3}})(?![{_LETTERS}0-9])"
_ANY = (
    f"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]?(?:[{_LETTERS}]{{1,3}}|[{_LETTERS}]{{0,3}}[0-9][{_LETTERS}0-9]{{0,7}})"
    f"(?:[ .·-]{{1,2}}{_GROUP}){{1,3}}|[{_LETTERS}]{{0,3}}[0-9][{_LETTERS}0-9]{{2,7}}"
    f"|[{_LETTERS}]{{1,3}}[ -][{_LETTERS}]{{1,2}}[ -]?[0-9]{{1,4}}"
    f"|[{_LETTERS}]{{2}} [0-9]{{3}} [{_LETTERS}]{{2,3}}|[0-9]{{4}} ?[{_LETTERS}]{{3}}"
    f"|[{_LETTERS}]{{4}}[ ·-]?[0-9]{{2}}"
)
_CAPITALS = "A-ZÄÖÜА-ЯІЇ"
_STRICT = (
    f"[{_CAPITALS}]{{1,3}}[ -][{_CAPITALS}]{{0,2}} ?[0-9]{{1,4}}(?: [{_CAPITALS}]{{1,3}})?"
    f"|[0-9]{{1,4}}[ -]?[{_CAPITALS}]{{3}}"
)
_WORDS = (
    "immat|(?:licen[cs]e |number |reg(?:istration)? |car )?plates?|rego?|registration|car reg|vehicle (?:reg|no|number)"
    "|kfz-?kennzeichen|kennzeichen|nummernschild|autokennzeichen|matr[ií]culas?|placas?(?: d[eo] (?:carro|coche"
    "|veh[ií]culo))?"
    "|patentes?|dominio|plaques?(?: d['’]immatriculation)?|immatriculation|immatricul[eé]e?|targ[ae]"
    "|kentekens?(?:plaat)?"
    "|tablic[ae](?: rejestracyjn[ae])?|rejestracj[aię]|nr rej|plaka(?:sı|m|mız)?|plat nomor|nopol|nomor polisi"
    "|гос\\.?[ -]?номер(?:а|ом)?|госзнак|номер(?:а|ом)? (?:авто|машины|автомобиля)"
    "|номерн(?:ий|ой|ые) знак|держномер|गाड़ी नंबर|वाहन"
)
_VEHICLES = (
    "fahrzeug|auto|wagen|voiture|v[eé]hicule|coche|ve[ií]culos?|carro|car|van|cab|truck|автомобил[ьяе]|машин[аыуе]|авто"
)
_GLUED = "لوحة|车牌|車牌|गाड़ी नंबर"
_OTHER = "registration (?:code|fee|date|form)|авто(?:плат[её]ж|ответчик)"


def _mixed(number: str) -> bool:
    """Whether a plate has letters and digits: digits alone could be anything."""
    return 4 <= len(number) <= 10 and not number.isdecimal() and not number.isalpha()


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return Shapes(
        "plate",
        (
            Shape("PLATE", _BARE, trigger=_TRIGGER, score=0.75),
            Shape(
                "PLATE",
                _STRICT,
                _VEHICLES,
                loose=True,
                behind=False,
                edges=(7, ""),
                valid=_mixed,
                must=True,
                score=0.75,
                strength=CUE,
            ),
            Shape("PLATE", _ANY, _WORDS, _GLUED, _OTHER, loose=True, valid=_mixed, must=True, score=0.85, strength=CUE),
        ),
    )
