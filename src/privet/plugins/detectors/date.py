"""Dates and times of day, for tenants whose profile asks for them: in digits, with months and weekdays by name.

Canonical form: year-month-day where it is certain; a time as written.
"""

from __future__ import annotations

from privet.core.dates import DATE, MONTHS, iso
from privet.core.finding import Detector
from privet.core.shapes import Shape, Shapes

_STEMS = "|".join(sorted({name[:3] for name in MONTHS}))
_WEEKDAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado"
    "|domingo"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    "|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]"
    "|venerd[iì]|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|poniedziałek|wtorek|środa"
    "|czwartek|piątek|sobota|niedziela|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar|senin|selasa|rabu"
    "|kamis|jumat"
    "|sabtu|minggu|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|понеділок|вівторок|середа|четвер"
    "|п['’]ятниця|субота|неділя|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد|सोमवार|मंगलवार|बुधवार|गुरुवार"
    "|शुक्रवार"
    "|शनिवार|रविवार|星期[一二三四五六日天]|周[一二三四五六日]"
)
_TIME = "(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?i: ?[ap][.]?m[.]?(?![a-z]))?|(?:1[0-2]|0?[1-9])(?i: ?[ap]m)"
_ISO = (
    "(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]"
    "|3[01])[T ][0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{1,6})?)?(?:Z|[+-][0-2][0-9]:?[0-5][0-9])?"
)


def _said(written: str) -> str:
    return " ".join(written.lower().split())


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    in_digits = "[0-9][./ -][0-9]{1,2}[./ -][0-9]{2}|[0-9]{4}[./-][0-9]{1,2}[./-][0-9]|[ivx][./ -][0-9]{4}|[0-9] ?月"
    return Shapes(
        "date",
        (
            Shape("DATE", _ISO, trigger="[0-9]-[0-9]{2}[t ][0-9]{2}:", canonical=_said, score=0.9),
            Shape("DATE", DATE, trigger=f"{in_digits}|{_STEMS}", canonical=iso),
            Shape("DATE", _TIME, trigger="[0-9]:[0-9]{2}|[0-9] ?[ap][.]?m", canonical=_said, score=0.7),
            Shape("DATE", f"(?i:{_WEEKDAYS})", trigger=_WEEKDAYS, digits=False, canonical=_said, score=0.6),
        ),
    )
