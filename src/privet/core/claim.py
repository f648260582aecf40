"""Which message of a customer asks for what the law gives them over their own data, and which takes that back.

A message asks where it is that and nothing else: one sentence or several, each the asking itself (`core.claim_words`
has them, in fifteen languages), a greeting, a thanks or a law. Whatever else is in it leaves it to people: nothing is
opened by what somebody quotes, tells of, or asks about. Time is linear in a text's length, and a long one is not read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from privet.core import claim_latin, claim_romance, claim_scripts, claim_words
from privet.core.claim_texts import TEXTS
from privet.core.claim_words import Asking
from privet.core.request import RIGHTS

BACK = "back"
"""What is said by whoever takes a request back."""

LONGEST = 300
"""Characters that a message may have which asks for such a thing and for nothing else."""

LANGUAGES: Mapping[str, Asking] = {
    "en": claim_words.ENGLISH, "de": claim_words.GERMAN, "es": claim_romance.SPANISH, "fr": claim_romance.FRENCH,
    "pt": claim_romance.PORTUGUESE, "it": claim_romance.ITALIAN, "nl": claim_latin.DUTCH, "pl": claim_latin.POLISH,
    "tr": claim_latin.TURKISH, "id": claim_latin.INDONESIAN, "ru": claim_scripts.RUSSIAN,
    "uk": claim_scripts.UKRAINIAN, "ar": claim_scripts.ARABIC, "hi": claim_scripts.HINDI, "zh": claim_scripts.CHINESE,
}  # fmt: skip

_SAME: dict[int, str | None] = {
    **{ord(one): same for one, same in zip("ıłøđأإآىةँ", "ilodااايهं", strict=True)},
    **dict.fromkeys(map(ord, "’‘`´ʼ"), "'"),
    **dict.fromkeys([*range(0x64B, 0x653), 0x640, 0x200B, 0x200C, 0x200D, 0xFEFF]),
}
_ACCENTS = re.compile("[\u0300-\u036f]")
_SAID = re.compile('["“”„«»:：<>{}\\[\\]「」『』]')
"""Who writes these quotes somebody, names a menu, or says more than that they ask."""
_SHORTENED = re.compile(r"\b(art|abs|nr|no|ст)\.(?= ?\d)")
_SENTENCE = re.compile("[.!?;\n\r…।。！？؟]+")
_OPTIONAL = re.compile(r"\{([^\d{}][^{}]*)\} ?")
_MARKS = re.compile(r"[^\w\s'\-\u0900-\u097f]|(?<!\w)['\-]|['\-](?!\w)")
_STEMS: Mapping[str, tuple[str, ...]] = {
    language: tuple(stem.replace("_", " ") for stem in stems.split())
    for language, stems in {
        "en": "data info about_me on_me of_me forgotten right_ access_req consent correct rectif wrong misspel "
        "marketing profiling my_request take_back",
        "de": "daten information uber_mi von_mi zu_mi recht_auf vergessen auskunft berichtig korrigier "
        "korrektur verarbeitung einwillig zustimm zuruck",
        "es": "datos informacion de_mi sobre_mi derecho corri corre rectif consentimiento solicitud limitacion",
        "fr": "donnees informations sur_moi de_moi droit corrig rectif consentement demande limitation",
        "pt": "dados informac de_mim sobre_mim direito corrij corrig retif consentimento pedido tratamento",
        "it": "dati informazioni di_me su_me diritto corregg rettific consens richiesta trattamento",
        "nl": "gegevens data over_mij van_mij recht_op corrige rectif toestemming verzoek verwerking",
        "pl": "dane danych o_mnie praw spro zgod wniosek przetwarzania",
        "tr": "veri bilgi hakk duzelt riza onay taleb",
        "id": "data informasi tentang_saya hak koreksi perbaik betulkan persetujuan permintaan",
        "ru": "данн информац обо_мне прав уточн соглас запрос",
        "uk": "дан інформац про_мене прав уточн згод запит",
        "ar": "بيانات معلومات عني حقي صحح تصحيح صوب موافق طلب",
        "hi": "डेटा जानकारी बारे_में अधिकार नाम पता फोन मोबाइल ईमेल जन्म सहमति अनुरोध",
        "zh": "我 关于 权 同意 请求 求",
    }.items()
}
"""Of these something is in whatever asks in a language, as it is folded: most messages are read no further."""


class _Read(NamedTuple):
    """How one language is read: sentences that ask, by right; that take back; that say nothing beside."""

    rights: tuple[tuple[str, re.Pattern[str]], ...]
    beside: re.Pattern[str]
    chinese: bool


def claim(text: str) -> str:
    """The right (`core.request.RIGHTS`) that a message asks for; "back" where it takes a request back; "" for any
    other, also for one that asks for several rights: that is for people to read.
    """
    found = set(_by_language(text).values())
    return found.pop() if len(found) == 1 else ""


def language(text: str) -> str:
    """The language in which a message asks; "" where it asks for nothing."""
    return next(iter(_by_language(text)), "")


def _by_language(text: str) -> dict[str, str]:
    if len(text) > LONGEST or _SAID.search(text):
        return {}
    folded = _folded(text)
    near = [one for one, stems in _STEMS.items() if any(stem in folded for stem in stems)]
    if not near:
        return {}
    whole = _SHORTENED.sub(r"\1", folded)
    sentences = [bare for one in _SENTENCE.split(whole) if (bare := " ".join(_MARKS.sub(" ", one).split()))]
    return {one: right for one in near if (right := _in(_read(one), sentences))}


def confirmed(language: str, right: str, by: date, law: str) -> str:
    """What is said to whoever asked: what for, by when they are answered, by which law, how to take it back."""
    text, rights = TEXTS[language]
    named = dict(zip(RIGHTS, rights, strict=True))[right]
    return text.format(right=named, day=by.isoformat(), law=law.upper(), word=LANGUAGES[language].back)


def _in(read: _Read, sentences: list[str]) -> str:
    found = set()
    for each in sentences:
        one = each.replace(" ", "") if read.chinese else each
        right = next((name for name, asks in read.rights if asks.fullmatch(one)), "")
        if not right and not read.beside.fullmatch(one):
            return ""
        found.add(right)
    found.discard("")
    return found.pop() if len(found) == 1 else ""


@cache
def _read(language: str) -> _Read:
    one = LANGUAGES[language]
    gap = "" if language == "zh" else " "

    def made(text: str) -> str:
        text = _OPTIONAL.sub(r"(?:\1 )?", text)
        while "<" in text:
            text = re.sub("<([a-z]+)>", lambda name: f"(?:{one.said[name[1]]})", text)
        return text

    def sentences(text: str) -> str:
        joined = re.sub(r"\n\s*&", "", text)
        return "|".join(line.strip() for line in joined.splitlines())

    lead, tail = made(one.lead), made(one.tail)
    framed = f"(?:(?:{lead}){gap}){{0,5}}(?:{{}})(?:{gap}(?:{tail})){{0,5}}"

    def compiled(text: str) -> re.Pattern[str]:
        return re.compile(_folded(framed.replace("{}", made(text))))

    asking = [(right, compiled(sentences(text))) for right, text in one.rights.items()]
    taken = (BACK, compiled(f"{one.back}|{one.backs}"))
    return _Read((*asking, taken), re.compile(_folded(f"(?:(?:{lead}|{tail})(?:{gap}|$)){{1,6}}")), language == "zh")


def _folded(text: str) -> str:
    """In lower case, without accents; what is written in two ways is written in one."""
    if text.isascii():
        return text.lower().replace("`", "'")
    plain = unicodedata.normalize("NFKC", text).casefold()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", plain))
    return unicodedata.normalize("NFC", bare).translate(_SAME)
