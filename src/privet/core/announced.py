"""Words that announce a telephone number in Privet's fifteen languages: "phone", "тел", "ruf mich an"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from privet.core.cues import Cue

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LOOKED_BACK = 30
"""Characters before a number in which such a word is looked for, as in phones.c."""

_WORDS = (
    r"tel|msisdn|fon|fono|(?:tele)?phones?|t[eé]l[eé]phone|telefon\w{0,4}|tel[eé]fono|mobile?"
    r"|m[oó]vil|celular|cell"
    r"|call|ring|contact|ph|mob|handy(?:nummer)?|nummer|portable|whatsapp|fax|sms|text|dial|desk|n[uú]mero|ligue"
    r"|ll[aá]m\w{0,4}"
    r"|appelez"
    r"|anruf\w{0,3}|тел|телефон\w{0,3}|номер\w{0,3}|позвони\w{0,3}|звони\w{0,3}|telefoon\w{0,6}|bel|telefon\w{0,5}"
    r"|cellulare|chiama\w{0,3}"
    r"|liga\w{0,2}|zap|fixo|chama|numer|zadzwoń|komórka|cep|ara|hp|telp|nomor|hubungi|wa|мобильн\w{0,3}"
    r"|дзвони\w{0,3}|телефону|هاتف\w{0,2}|جوال\w{0,2}|رقم\w{0,2}|اتصل|फोन|मोबाइल|नंबर|कॉल"
)
_NUMBER = r"number|no|nr|is|me|us|at|on|n[uú]mero|num[eé]ro|ist|es|est|é|мне|по|to|jest|adalah|è|numarası|है|هو"
_CUE = Cue(
    _WORDS,
    r"(?:电话|手机|号码|電話|手機|致电)[^0-9\n]{0,6}\Z",
    after=rf"(?:[ .:#-]{{0,3}}(?:{_NUMBER}))*[ .:#]{{0,3}}\Z",
)


def announced(text: str, start: int) -> bool:
    """Whether the words before `start` announce a telephone number."""
    return next(_CUE.finditer(text[max(0, start - _LOOKED_BACK) : start].lower()), None) is not None


@cache
def openings() -> NDArray[np.uint8]:
    """How a word begins behind which a number is announced: of a text of ASCII, `announced` is False behind others."""
    from privet.core.openings import beginnings  # with numpy, which no command loads that scans nothing

    return beginnings(f"{_WORDS}|{_NUMBER}")
