"""Driving licence numbers: Great Britain's by itself, which spells a name and a birthday; all others after words that
say so in eighteen languages, or, where their country is one of the regions, in a form that little else has.

Nearly every state of the United States has its own form, most of them plain digits (AAMVA), so the word is needed.
Canonical form: capitals and digits.
"""

from __future__ import annotations

from privet.core import civil
from privet.core.finding import Detector
from privet.core.formats import DATE, ITSELF, Format, Numbers

_WORDS = (
    "(?:driver['’]?s?|driving|drivers['’]) (?:licen[cs]e|permit|lic)s?(?: (?:number|no|num|nr|id))?"
    "|dl (?:number|no|num|#)|(?:uk|us|state|my|full|provisional) licen[cs]e(?: (?:number|no|num|nr))?"
    "|dvla|licen[cs]e (?:number|no)|dl#"
    "|(?:licencia|permiso|carn[eé]t?) de (?:conducir|conductor|manejo)"
    "|licencia de manejar|brevete|pase de conducci[oó]n"
    "|carta de condu[cç][aã]o|cnh|carteira (?:nacional )?de (?:motorista|habilita[cç][aã]o)"
    "|(?:num[ée]ro |n[°º] |num )?(?:de )?permis(?: de conduire)?|f[üu]e?hrerschein(?:es|s)?(?:-?(?:nummer|nr))?"
    "|fahrerlaubnis(?:-?(?:nummer|nr))?|patente(?: di guida)?|rijbewijs(?:nummer)?|praw[oa]? jazdy|ehliyet[a-zığ]{0,8}"
    "|s[üu]r[üu]c[üu] belgesi|surat izin mengemudi|nomor sim [abc]"
    "|водительск[а-я]{2,4}(?: удостоверени[а-я]{1,2})?"
    "|вод[.] ?уд[а-я]{0,12}[.]?|номер прав|права|посвідчення водія|водійськ[а-яі]{2,4}(?: посвідчення)?|номер ву|ву"
    "|رخص[ةه] (?:ال)?(?:قياد[ةه]|سياق[ةه]|سوق)"
    "|ड्राइविंग ला[इय]सेंस|驾驶证(?:号码?)?|駕駛執照|驾照(?:号码?)?"
    "|運転免許証?(?:番号)?|운전면허(?:번호)?"
)
_ANY = (
    rf"(?!{DATE})(?:[a-z]{{0,5}}|[а-яґєії]{{3}})[ -]?[0-9](?:[ -]?[0-9]){{4,15}}[a-z]{{0,3}}"
    "|[0-9]{5}/[0-9]{2}/[0-9]{4}|(?=(?:[a-z]{0,6}[0-9]){4})[0-9a-z]{7,18}"
)

_FORMATS = (
    Format(
        "GB",
        "[a-z][a-z9]{4}[0-9](?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9][a-z][a-z9][0-9a-z][a-z]{2}",
        bare=ITSELF,
        anywhere=True,
    ),
    Format("IT", "[a-z]{2}[0-9]{7}[a-z]|u1[0-9b-z]{7}[a-z]", bare=ITSELF),
    Format(
        "KR",
        "(?:1[1-9]|2[0-8])[ -]?[0-9]{2}[ -]?[0-9]{6}[ -]?[0-9]{2}",
        bare="(?:1[1-9]|2[0-8])[ -][0-9]{2}[ -][0-9]{6}[ -][0-9]{2}",
    ),
    Format("IN", "[a-z]{2}[ -]?[0-9]{2}[ -]?(?:19|20)[0-9]{9}", bare=ITSELF),
    Format(
        "ES", "[0-9]{8}[ -]?[a-z]|[xyz][ -]?[0-9]{7}[ -]?[a-z]", civil.es_dni, _WORDS
    ),  # the same as the identity card
    Format("", _ANY, None, _WORDS),
)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; in `regions` (ISO 3166) more of their numbers count without a word that names them."""
    return Numbers("driving_licence", "DRIVING_LICENCE", _FORMATS, regions=regions)
