"""Passport numbers, after words that say so in eighteen languages. Hardly any country's number has a form that nothing
else has, so the word is needed; Korea's new ones count by themselves where Korea is one of the regions.

The check digit of the machine-readable zone is no part of the number (ICAO Doc 9303-4 §4.2.2). Canonical form: capitals
and digits; Russia's series and number count as one where they stand together.
"""

from __future__ import annotations

from privet.core.finding import Detector
from privet.core.formats import DATE, ITSELF, Format, Numbers

_WORDS = (
    "passports?(?: (?:number|no|num|nr|id))?|travel document|pasaportes?|passaportes?|passeports?"
    "|reise-?p[aä]ss(?:e|es)?(?:-?(?:nummer|nr))?|pass-?(?:nummer|nr)|passaport[oi]|paspoort(?:nummer)?"
    "|paszport[a-z]{0,4}|pasaport[a-zığ]{0,8}"
    "|paspor|(?:загран)?паспорт[а-я]{0,3}|загран[а-я]{0,2}"
    "|закордонн[а-яі]{2,4}|جواز (?:ال)?سفر[هكي]?|(?:رقم )?(?:ال)?جواز"
    "|पासपोर्ट(?: नंबर| संख्या)?|护照号?码?|護照號?碼?|旅券番号|パスポート(?:番号)?|여권(?:번호)?"
)
_SERIES = "серия|серії|серія"

_FORMATS = (
    Format("", rf"(?!{DATE})[a-z]{{0,3}}[ -]?[0-9]{{6,9}}[a-z]{{0,2}}|[0-9]{{3}} [0-9]{{3}} [0-9]{{3}}", None, _WORDS),
    Format("FR", "[0-9]{2} ?[a-z]{2} ?[0-9]{5}", None, _WORDS),
    Format("DE", "(?=[a-z]{0,8}[0-9])[cfghjklmnprtvwxyz][0-9cfghjklmnprtvwxyz]{8}[0-9]?", None, _WORDS),
    Format("KR", "[dgmors][0-9]{3}[a-z][0-9]{4}", None, _WORDS, bare=ITSELF),
    Format("RU", "[0-9]{2} ?[0-9]{2}[ ,-]{0,3}(?:(?:номер|№|n|no) ?)?[0-9]{6}|[0-9]{2}[ №]{1,3}[0-9]{7}", None, _WORDS),
    Format("RU", "[0-9]{2} ?[0-9]{2}[ ,-]{0,3}(?:(?:номер|№|n|no) ?)?[0-9]{6}", None, _SERIES),
    Format("UA", "[а-яґєії]{2} ?№? ?[0-9]{6}", None, _WORDS),
    Format("UA", "[а-яґєії]{2} ?№? ?[0-9]{6}", None, _SERIES),
)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; in `regions` (ISO 3166) more of their numbers count without a word that names them."""
    return Numbers("passport", "PASSPORT", _FORMATS, regions=regions)
