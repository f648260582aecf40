"""What is written in words so that programs do not read it: e-mail addresses and digits, in Privet's languages.

"ann (at) example [dot] com", "ann dot smith at example dot com", "ann at gmail.com"; at least four digits of which
three are words of one language, not all "one": "zero seven nine double one", "ноль семь девять один", "一三八零零".
Fewer are ordinary speech. "@" and "+" as web addresses have them, percent-encoded, are read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from privet.core.late import late
from privet.core.normal import Read

_GAP = "[ \t\r\n]"
_AT = "at|arroba|arobase|klammeraffe|ät|chiocciola|apenstaartje|ma[łl]pa|kuyruklu|собака|равлик|آت|एट|艾特"
_DOT = "dot|punto|ponto|point|punkt|punt|kropka|nokta|titik|точка|крапка|نقطة|डॉट|点|點"
_OPEN, _SHUT = r"[(\[{<]", r"[)\]}>]"
_SURE = (
    "com|net|org|info|edu|gov|biz|io|dev|app|co|uk|de|fr|es|pt|br|nl|pl|tr|ru|ua|cn|mx|ar|ch|eu|ca|au|рф|укр"
    "|example|test"
)
"""Last labels that make an address of plain words. "In", "is", "it", "id" and "to" are words as well."""
_MAIL = (
    "gmail|googlemail|yahoo|hotmail|outlook|icloud|proton|protonmail|gmx|yandex|aol|qq|mail[.]|web[.]|live[.]|163[.]"
)
"""Providers behind whose name a plain "at" makes an address: "ann at gmail.com"."""

_BRACKETED_AT = f"{_GAP}{{0,2}}{_OPEN} ?(?:@|{_AT}) ?{_SHUT}{_GAP}{{0,2}}"
_BRACKETED_DOT = rf"{_GAP}{{0,2}}{_OPEN} ?(?:\.|{_DOT}) ?{_SHUT}{_GAP}{{0,2}}"
_SAID_AT = f"{_GAP}{{1,2}}(?:{_AT}){_GAP}{{1,2}}"
_SAID_DOT = f"{_GAP}{{1,2}}(?:{_DOT}){_GAP}{{1,2}}"
_DOTS = rf"(?:\.|{_BRACKETED_DOT}|{_SAID_DOT})"
_LOCAL = r"[\w.+-]{1,64}"
_LABEL = r"[^\W_](?:[\w-]{0,62}[^\W_])?"
_ADDRESS = late(
    rf"(?<![\w.+-]){_LOCAL}(?:(?:{_BRACKETED_DOT}|{_SAID_DOT}){_LOCAL}){{0,3}}"
    rf"(?:(?P<sure>{_GAP}?@{_GAP}?|{_BRACKETED_AT})|(?P<said>{_SAID_AT}))(?P<domain>{_LABEL}(?:{_DOTS}{_LABEL}){{1,4}})",
    re.IGNORECASE,
)
_DOT_IN_WORDS = late(f"{_BRACKETED_DOT}|{_SAID_DOT}", re.IGNORECASE)
_MAYBE_ADDRESS = late(f"{_BRACKETED_AT}|{_SAID_AT}(?:{_MAIL})|{_BRACKETED_DOT}|{_SAID_DOT}", re.IGNORECASE)
"""What every address in words holds."""

_SURE_LAST = late(rf".*(?:{_SAID_DOT}|{_BRACKETED_DOT})(?:{_SURE})", re.IGNORECASE | re.DOTALL)
_OF_MAIL = late(rf"(?:{_MAIL})\.?(?:{_SURE})(?:\.(?:{_SURE}))?", re.IGNORECASE)

_DIGITS = {
    "en": "zero/oh/nought one two three/tree four five/fife six seven eight nine/niner",
    "es": "cero uno/una dos tres cuatro cinco seis siete ocho nueve",
    "pt": "zero um/uma dois/duas três/tres quatro cinco seis/meia sete oito nove",
    "fr": "zéro/zero un/une deux trois quatre cinq six sept huit neuf",
    "de": "null eins zwei/zwo drei vier fünf/fuenf sechs sieben acht neun",
    "it": "zero uno due tre quattro cinque sei sette otto nove",
    "nl": "nul een/één twee drie vier vijf zes zeven acht negen",
    "pl": "zero jeden dwa trzy cztery pięć/piec sześć/szesc siedem osiem dziewięć/dziewiec",
    "tr": "sıfır/sifir bir iki üç/uc dört/dort beş/bes altı/alti yedi sekiz dokuz",
    "id": "nol/kosong satu dua tiga empat lima enam tujuh delapan sembilan",
    "ru": "ноль/нуль один два три четыре пять шесть семь восемь девять",
    "uk": "нуль один два три чотири п'ять/п’ять шість сім вісім дев'ять/дев’ять",
    "ar": "صفر واحد/واحدة اثنان/اثنين ثلاثة/ثلاث أربعة/اربعة خمسة/خمس ستة/ست سبعة/سبع ثمانية/ثماني تسعة/تسع",
    "hi": "शून्य/ज़ीरो/जीरो एक दो तीन चार पाँच/पांच छह/छः सात आठ नौ",
}
"""The digits from 0 to 9 in words, spellings of one digit with strokes between."""

_TIMES = {"double": 2, "triple": 3, "doble": 2, "dobel": 2, "डबल": 2, "ट्रिपल": 3, "دبل": 2}
_HAN = dict(zip("零〇一二三四五六七八九幺", "001234567891", strict=True))
_FEWEST, _FEWEST_WORDS = 4, 3
_WORD = late(r"[^\s,.;:!?()\[\]{}<>/\"–—-]+")
_BETWEEN = late(rf"{_GAP}?[,./–—-]?{_GAP}?")
_SOME_DIGITS = late("[0-9]{1,4}")
_ENCODED = {"%40": "@", "%2B": "+"}
_PERCENT = late("%(?:40|2[Bb])")
"""What begins or joins a value in a web address (RFC 3986 §2.1)."""

_HAN_RUN = late(f"[{''.join(_HAN)}]{{{_FEWEST},}}")


def _values() -> dict[str, tuple[str, frozenset[str]]]:
    """Each word with its digit and the languages that call it so. No word is two digits in two languages."""
    values: dict[str, tuple[str, frozenset[str]]] = {}
    for language, listed in _DIGITS.items():
        for digit, words in enumerate(listed.split()):
            for word in words.split("/"):
                values[word] = (str(digit), values.get(word, ("", frozenset()))[1] | {language})
    return values


_VALUES = _values()


_OTHERS = sorted(word for word, (digit, _) in _VALUES.items() if digit != "1")

SPOKEN = (f"(?:^|[^a-z])(?:{'|'.join(_OTHERS)})(?:[^a-z]|$)",)
WRITTEN = (
    rf"{_OPEN} ?(?:@|{_AT}|\.|{_DOT})",
    f"[^a-z0-9](?:{_DOT})[^a-z0-9]",
    f"[^a-z0-9@.](?:{_MAIL})",
    f"[{''.join(_HAN)}]{{{_FEWEST}}}",
    "%40|%2b",
)
"""Where none of `SPOKEN` stands, no digit is written as a word, and nothing else in words where none of `WRITTEN` does;
they fit `core.prefilter`. "One" alone is too common a word to look further: it is one of its own in half of the
languages."""


def reworded(plain: Read, *, spoken: bool = True, written: bool = True) -> Read:
    """`plain` with what is written in words as it is usually written, itself where there is none. Takes time in
    proportion to its length. Digits in words are looked for where `spoken`, anything else where `written`."""
    if written and "%" in plain.text:
        plain = plain.rewritten(
            [(*match.span(), _ENCODED[match[0].upper()]) for match in _PERCENT.finditer(plain.text)]
        )
    digits = [*_spoken_digits(plain.text)] if spoken else []
    if written and not plain.text.isascii():
        digits += _han_digits(plain.text)
    plain = plain.rewritten(sorted(digits))
    return plain.rewritten(list(_addresses(plain.text))) if written else plain


def _addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Every "at" and "dot" of an address that is written in words."""
    if _MAYBE_ADDRESS.search(text) is None:
        return
    for match in _ADDRESS.finditer(text):
        dots = list(_DOT_IN_WORDS.finditer(text, *match.span("domain")))
        if match["sure"]:
            meant = match["sure"].strip() != "@" or bool(dots)
        else:
            meant = bool(_SURE_LAST.fullmatch(match["domain"]) or _OF_MAIL.fullmatch(match["domain"]))
        if meant:
            at = match.span("sure" if match["sure"] else "said")
            for dot in _DOT_IN_WORDS.finditer(text, match.start(), at[0]):
                yield (*dot.span(), ".")
            yield (*at, "@")
            for dot in dots:
                yield (*dot.span(), ".")


def _han_digits(text: str) -> Iterator[tuple[int, int, str]]:
    for run in _HAN_RUN.finditer(text):
        for at in range(*run.span()):
            yield at, at + 1, _HAN[text[at]]


def _spoken_digits(text: str) -> Iterator[tuple[int, int, str]]:
    """The digits of every run of digits in words, and nothing in place of what stands between them."""
    if sum(map(_VALUES.__contains__, _WORD.findall(text.lower()))) < _FEWEST_WORDS:
        return
    run = _Run()
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if not run.takes(text, word, *match.span()):
            yield from run.told()
            run = _Run()
            run.takes(text, word, *match.span())
    yield from run.told()


class _Run:
    """Digits in words that stand one behind the other."""

    def __init__(self) -> None:
        self._edits: list[tuple[int, int, str]] = []
        self._languages = frozenset(_DIGITS)
        self._words = 0
        self._others = False
        self._times = 1
        self._begun = self._end = -1

    def takes(self, text: str, word: str, start: int, end: int) -> bool:
        """Whether the word from `start` to `end` is one of the run: a digit, or "double" before one."""
        if self._end >= 0 and not _BETWEEN.fullmatch(text, self._end, start):
            return False
        digit, languages = _VALUES.get(word, ("", self._languages))
        if not digit and _SOME_DIGITS.fullmatch(word):
            digit = word
        if not languages & self._languages or not (digit or (word in _TIMES and self._times == 1)):
            return False
        if self._times == 1:
            self._begun = start
        if digit:
            if self._edits:
                self._edits.append((self._edits[-1][1], self._begun, ""))
            self._edits.append((self._begun, end, digit * self._times))
            self._languages &= languages
            self._words += word in _VALUES
            self._others |= word in _VALUES and digit != "1"
        self._times, self._end = _TIMES.get(word, 1), end
        return True

    def told(self) -> list[tuple[int, int, str]]:
        """The run if it is long enough to be a number told in words; what was said once more counts as often."""
        told = "".join(put for *_, put in self._edits)
        long = self._words >= _FEWEST_WORDS and len(told) >= _FEWEST and self._others
        return self._edits if long else []
