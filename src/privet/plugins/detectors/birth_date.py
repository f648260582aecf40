"""Dates of birth: a date in digits, words or Chinese beside a word such as "born", "DOB" or "fecha de nacimiento".

Canonical form: year-month-day where it is certain (`core.dates`).
"""

from __future__ import annotations

from privet.core.dates import DATE, iso
from privet.core.finding import CUE, Detector
from privet.core.shapes import Shape, Shapes

_TOGETHER = (
    "(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]"
    "|[12][0-9]|3[01])"
)
_WORDS = (
    "d[.]?o[.]?b[.]?|born(?: on)?|birth ?da(?:te|y)|b-?day|date of birth|birth"
    "|nac[ií](?:d[oa])?|fecha (?:de )?nac(?:imiento|[.])?|f[.]? ?nac(?:imiento)?[.]?|cumpl(?:eaños|o(?: años)?)"
    "|nacimiento|fdn"
    "|n[eé]e?(?: le)?|date de naissance|ddn|naissance|anniversaire"
    "|geb(?:[.]|oren)?(?: am)?|geburtsdatum|geburtstag|geb[.]?-?datum|gebdat"
    "|nasc(?:id[oa]|i(?:mento)?|[.])?(?: em)?|data (?:de )?nasc(?:imento|[.])?|anivers[aá]rio|faço anos|dn"
    "|родил(?:ся|ась)|дата рождения|д[.]? ?р[.]?|г[.]? ?р[.]?|рождения|рожд[.]|день рождения|др"
    "|nat[oa](?: il)?|data di nascita|nascita|compleanno|geboren(?: op)?|geboortedatum|verjaardag|geb[.]?dat"
    "|urodzon[ya]|ur[.]?|data urodzenia|urodzin[ya]|doğum (?:tarihi?m?|günü)|doğdum|doğumlu|d[.]?tarihi"
    "|tgl[.]? lahir|tanggal lahir|lahir|ttl|народи(?:вся|лася)|дата народження|народження|нар[.]"
    "|जन्म(?: ?तिथि| ?दिन)?|जन्मतिथि|जन्मदिन"
)
_GLUED = "تاريخ الميلاد|مواليد|ولدت|ميلاد|出生|生日|生于"


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return Shapes(
        "birth_date",
        (
            Shape(
                "BIRTH_DATE", DATE, _WORDS, _GLUED, edges=(14, "[^0-9]{0,21}?"), canonical=iso, strength=CUE, score=0.94
            ),
            Shape("BIRTH_DATE", _TOGETHER, _WORDS, _GLUED, loose=True, edges=(0, ""), strength=CUE, score=0.94),
        ),
    )
