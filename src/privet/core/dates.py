"""Dates as Privet's languages write them: in digits, with months by name, in Chinese; and which day is meant."""

from __future__ import annotations

from privet.core.checks import day
from privet.core.late import late

_NAMES = """
jan january januar enero janvier janeiro gennaio januari styczeń stycznia ocak январь января янв січень січня يناير
जनवरी ene janv gen sty oca
feb february februar febrero février fevrier fevereiro febbraio februari luty lutego şubat subat февраль февраля фев
лютий лютого فبراير फरवरी févr fev lut
mar march märz maerz marzo mars março marco maart marzec marca mart maret март марта березень березня مارس मार्च mär mrz
apr april abril avril aprile kwiecień kwietnia nisan апрель апреля апр квітень квітня أبريل ابريل अप्रैल abr avr kwi nis
may mai mayo maggio mei maj maja mayıs mayis май мая травень травня مايو मई
jun june juni junio juin junho giugno czerwiec czerwca haziran июнь июня червень червня يونيو जून giu cze haz
jul july juli julio juillet julho luglio lipiec lipca temmuz июль июля липень липня يوليو जुलाई juil lug lip
aug august agosto août aout augustus sierpień sierpnia ağustos agustos agustus август августа авг серпень серпня أغسطس
اغسطس अगस्त ago sie ağu
sep sept september septiembre septembre setembro settembre wrzesień września eylül eylul сентябрь сентября сен сент
вересень вересня سبتمبر सितंबर set wrz eyl
oct october oktober octubre octobre outubro ottobre październik października ekim октябрь октября окт жовтень жовтня
أكتوبر اكتوبر अक्टूबर okt out ott paź eki
nov november noviembre novembre novembro listopad listopada kasım kasim ноябрь ноября ноя нояб листопад листопада نوفمبر
नवंबर lis kas
dec december dezember diciembre décembre decembre dezembro dicembre grudzień grudnia aralık aralik desember декабрь
декабря дек грудень грудня ديسمبر दिसंबर dez dic déc gru ara
"""


def _months() -> dict[str, int]:
    """Each name of a month with its number: a month begins at its English short name."""
    months: dict[str, int] = {}
    number = 0
    for name in _NAMES.split():
        if number < 12 and name == _SHORT[number]:
            number += 1
        months[name] = number
    return months


_SHORT = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = _months()
"""Month names in lower case, whole and short."""

MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = "(?:19|20)[0-9]{2}"
_D, _M = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])"
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|°|\.|-?го)?"
_OF = r"(?:[ .,/-]{0,2}(?:(?:de|of|d['’])[ ]?)?)"
_NAMED = f"(?:{MONTH})(?![^\\W\\d_])[.]?"

NUMERIC = (
    f"{_D}(?P<s>[./ -]){_M}(?P=s)(?:{_YEAR}|[0-9]{{2}})|{_M}(?P<t>[./-]){_D}(?P=t)(?:{_YEAR}|[0-9]{{2}})"
    f"|{_D}[./ -](?:I{{1,3}}|I?V|VI{{1,3}}|I?X|XI{{1,2}})[./ -]{_YEAR}|{_YEAR}(?P<u>[./-]){_M}(?P=u){_D}"
)
SPELLED = (
    f"(?i:{_D}{_ORDINAL}{_OF}{_NAMED}(?:{_OF}(?:{_YEAR}|['’]?[0-9]{{2}}(?![0-9:])))?"
    f"|{_NAMED}[ ]?{_D}{_ORDINAL}(?:,?[ ]{_YEAR})?)"
)
CHINESE = "(?:[0-9]{2}|[0-9]{4}) ?年 ?[0-9]{1,2} ?月(?: ?[0-9]{1,2} ?[日号號])?"
DATE = f"(?:{NUMERIC}|{SPELLED}|{CHINESE})"
"""A date with its day; no figure before or behind it is looked at."""

_GROUP = late(r"[0-9]+|[^\W\d_]+")


def iso(written: str) -> str:
    """`written` as year-month-day where that is certain, else its groups with hyphens: `1986-03-14`, `07-12-58`.

    Day before month, as most of the world writes; month before day where only that is a date.
    """
    groups = [str(MONTHS.get(group, group)) for group in _GROUP.findall(written.lower())]
    numbers = [int(group) for group in groups if group.isdecimal()]
    if len(numbers) != 3 or max(numbers) < 1000:
        return "-".join(groups)
    if numbers[0] > 999:
        year, month, of_month = numbers
    elif written[:1].isalpha():  # May 9th 2011
        month, of_month, year = numbers
    else:
        of_month, month, year = numbers
    if not day(month, of_month, year) and day(of_month, month, year):
        month, of_month = of_month, month
    return f"{year:04}-{month:02}-{of_month:02}"
