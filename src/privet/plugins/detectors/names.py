"""Persons, addresses, places and organisations, by the name packs (docs/explanation/name-models.md).

A pack is chosen by script, the one of most letters; a text that says something in another script as well is looked at
by that pack, too, for names in its letters. Within a pack the language, told by stop words, chooses among weights. A
finding's strength is MODEL: a checksum or a cue word beside a number goes before it, a bare pattern does not. What is
part of an e-mail address, a web address or a handle is nobody's name here. An organisation is found so that it is not
taken for a person, and passes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import TYPE_CHECKING

from privet.core import words
from privet.core.finding import MODEL, Detector, Finding
from privet.errors import NotReady

if TYPE_CHECKING:  # numpy is loaded when the first text comes: many commands scan nothing
    from privet.core.crf import Span, Tagger
    from privet.core.model import Model

_LEAST = {"PERSON": 0.55, "ADDRESS": 0.6, "PLACE": 0.6, "ORGANISATION": 0.5}
"""The score that a finding of each kind needs where the text speaks for it; from the development sets."""

_BARE_ADDRESS = 0.9
"""What an address needs in which nothing but the model says so: no street word, no postcode."""

_COMMON, _STREET = 1 << 5 | 1 << 10, 1 << 6
"""Word lists of the packs, as training/lists.py numbers them: common and stop words; words of street addresses."""

_KINDS = tuple(_LEAST)
_DIGIT = re.compile(r"\d")
_GLUE = re.compile(r"[ ,\n\t-]{1,4}")
"""What may stand between the parts of one address."""

_PARTS = ({"ADDRESS"}, {"ADDRESS", "PLACE"})
_JOINING = frozenset({"ADDRESS", "PLACE"})
"""Kinds that may be parts of one address."""

_UNIT = "apt|unit|flat|suite|ste|floor|room|piso|depto|apto|interno|кв|д|корп|stock|og"
_POSTCODE = (
    "[a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2}|[0-9]{5}(?:-[0-9]{3,4})?|[0-9]{6}|[0-9]{2}-[0-9]{3}|[0-9]{4} ?[a-z]{2}"
)
_MORE_OF_ADDRESS = re.compile(
    rf"[ ,\n]{{1,3}}(?:(?:{_UNIT})\.? ?[0-9]{{1,4}}[a-z]?|{_POSTCODE})(?![\w-])", re.IGNORECASE
)
"""A unit or a postcode right after an address belongs to it."""

_POSTCODE_WITHIN = re.compile(rf"(?<!\w)(?:{_POSTCODE})(?![\w-])", re.IGNORECASE)
_STREETS = re.compile(
    r"(?:str|stra(?:ß|ss)e|gasse|weg|allee|platz|gade|gatan|v[äe]gen|vej|laan|straat|ufer|damm|ring|road|street)\Z"
)
"""Ends of words that name streets."""

_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:\n])[\s\"'«“(-]{0,4}\Z")

_POSTCODE_CUE = re.compile(
    r"zip|post(?:al)?[ -]?(?:code|leit|nummer)|pin ?code|plz|c\.?p\.?(?![a-z])|cep|cap(?![a-z])|code postal|индекс"
    r"|邮编|邮政编码|郵遞區號|kod poczt|posta kodu|kode pos|c[oó]digo postal",
    re.IGNORECASE,
)
_PARTS_ADDRESS = re.compile(r"[@\\]|://|www\.", re.IGNORECASE)
_NOBODY = frozenset({"pin", "pins", "puk", "puks", "otp", "cvv", "cvc", "iban", "imei", "pwd", "password", "login"})
"""Words that announce a value, and are nobody's name."""

_REFUSED = 1_000
"""Texts that are refused before a pack is tried again for which there was no memory: each try takes a second."""

_EDGES = " \t\r\n,;:.!?\"'’()[]<>-–—/|*"


class Names:
    """The packs in one folder, each read when the first text in its script comes."""

    name = "names"
    kinds: tuple[str, ...] = _KINDS
    triggers: tuple[str, ...] = ("[a-z]", "[^\x01-\x7f]")

    def __init__(self, folder: Traversable, kernel: bool | None = None) -> None:
        self._folder = folder
        self._kernel = kernel
        self._taggers: dict[str, Tagger] = {}
        self._refused: dict[str, int] = {}

    def find(self, text: str) -> Iterable[Finding]:
        """Every name, address, place and organisation in `text`."""
        if text.isascii():  # as most texts are, and Latin is all that they hold
            spans: Sequence[Span] = (self._taggers.get("latin") or self._read("latin")).tag(text)
        else:
            spans = _together(text, [(script, tagger.tag(text)) for script, tagger in self._taggers_of(text)])
        return self._findings(text, spans) if spans else ()

    def find_each(self, texts: Sequence[str]) -> list[list[Finding]]:
        """The same for many texts at once, which is what makes it fast where there is no compiled kernel."""
        scripts = [("latin",) if text.isascii() else tuple(dict(self._taggers_of(text))) for text in texts]
        told: dict[str, Iterator[list[Span]]] = {}
        for script in sorted({script for own in scripts for script in own}):
            waiting = [text for text, own in zip(texts, scripts, strict=True) if script in own]
            told[script] = iter(self._tagger(script).tag_each(waiting))
        found: list[list[Finding]] = []
        for text, own in zip(texts, scripts, strict=True):
            spans = _together(text, [(script, next(told[script])) for script in own])
            found.append(self._findings(text, spans) if spans else [])
        return found

    def active(self) -> str:
        """Whether the compiled kernel is at work."""
        from privet.core.kernel import compiled

        if self._kernel is not False and compiled() is not None:
            return "Names are found by the compiled kernel."
        return "Names are found in numpy, without the compiled kernel: slower one message at a time, fast in batches."

    def _taggers_of(self, text: str) -> list[tuple[str, Tagger]]:
        """The packs that look at a text, the one for most of its letters first."""
        scripts = words.scripts(text)
        taggers = [(script, self._tagger(script)) for script in scripts]
        return [one for place, one in enumerate(taggers) if not place or one[1].speaks(text)]

    def _tagger(self, script: str) -> Tagger:
        """The pack for a script. One that is not there is an error: nobody's name would be found."""
        return self._taggers.get(script) or self._read(script)

    def _read(self, script: str) -> Tagger:
        """Read a pack. Where there is too little memory, that is said, and tried again only some texts later."""
        path = self._folder / f"{script}.npz"
        if not path.is_file():
            raise NotReady(f"the name pack {path.name} is not there", hint="install Privet anew")
        self._refused[script] = self._refused.get(script, 0) - 1
        if self._refused[script] < 0:
            try:
                from privet.core.crf import Tagger

                self._taggers[script] = Tagger(read(path), self._kernel, units=script == "han", told=_KINDS)
                return self._taggers[script]
            except (MemoryError, ImportError):
                self._refused[script] = _REFUSED
        raise NotReady(
            f"there is too little memory for the name pack {path.name}: detection takes some 120 MB",
            hint="raise the limit on memory (ulimit -d, MemoryMax), or end what else runs here",
        )

    def _findings(self, text: str, spans: Sequence[Span]) -> list[Finding]:
        """What the spans say surely enough, with the parts of each address as one."""
        found: list[Finding] = []
        linked = "@" in text or "\\" in text or "://" in text or "www." in text.lower()
        for first, last, label, margin in spans:
            score = round(1 / (1 + math.exp(-0.5 * min(margin, 20.0))), 3)
            if score < _LEAST[label] and label not in _JOINING:
                continue
            start, end = _trimmed(text, first, last)
            if start >= end or (linked and _in_address(text, start, end)):
                continue
            written = text[start:end]
            if label == "PERSON" and (_DIGIT.search(written) or written.lower() in _NOBODY):
                continue
            one = Finding(start, end, label, score, self.name, written, MODEL)
            found += _joined(text, found.pop(), one) if found and "ADDRESS" in (label, found[-1].kind) else (one,)
        sure = [one for one in found if one.score >= self._least(text, one)]
        if _JOINING.isdisjoint([one.kind for one in sure]):
            return sure
        places = [one for one in sure if one.kind == "PLACE"]
        glued = [pair for pair in pairwise(places) if _GLUE.fullmatch(text, pair[0].end, pair[1].start)]
        beside = {one.start for pair in glued for one in pair}
        return [_whole(text, one) for one in sure if one.kind != "PLACE" or _is_place(text, one, one.start in beside)]

    def _least(self, text: str, one: Finding) -> float:
        """The score that `one` needs: more, the less the text itself speaks for it."""
        least = _LEAST[one.kind]
        if one.score < least or one.score >= _BARE_ADDRESS:
            return least if one.kind != "ADDRESS" or self._has_name(one.canonical) else math.inf
        if one.kind == "ADDRESS":
            return least if self._is_street(one.canonical) or _is_all(text, one) else _BARE_ADDRESS
        return max(least, _least_of_word(text, one)) if one.canonical.isalpha() else least

    def _is_street(self, written: str) -> bool:
        """Whether a street word or a postcode stands in an address."""
        return _POSTCODE_WITHIN.search(written) is not None or any(
            bits & _STREET or _STREETS.search(word) for word, bits in self._listed(written)
        )

    def _has_name(self, written: str) -> bool:
        """Whether an address has more in it than numbers and common words: a street word, or a name of any kind."""
        return self._is_street(written) or any(
            word[0].isalpha() and not bits & _COMMON for word, bits in self._listed(written)
        )

    def _listed(self, written: str) -> list[tuple[str, int]]:
        """The words of `written`, in lower case, each with the bits of the lists that it is on."""
        scripts = words.scripts(written)
        tagger = self._tagger(scripts[0]) if scripts else None
        return [(word, tagger.listed(word) if tagger else 0) for word in words.words(written.lower())]


def _least_of_word(text: str, one: Finding) -> float:
    """The score that a single word needs: more without a capital, and where any word would have one."""
    if one.canonical.lower() == one.canonical.upper():  # a script without capitals
        return 0.0
    if words.caseless(text):
        needs = {"PERSON": 0.0 if _is_all(text, one) else 0.62}
    elif one.canonical.islower():
        needs = {"PERSON": 0.65, "PLACE": 0.7, "ORGANISATION": 0.65}
    elif _SENTENCE_BEGINS.search(text, max(0, one.start - 8), one.start):
        needs = {"PERSON": 0.6, "PLACE": 0.8, "ORGANISATION": 0.65}
    else:
        needs = {"PERSON": 0.65 if one.canonical.isupper() else 0.0, "PLACE": 0.68, "ORGANISATION": 0.65}
    return needs.get(one.kind, 0.0)


def _is_all(text: str, one: Finding) -> bool:
    """Whether `one` is the whole message, which is how people answer."""
    return not any(map(str.isalnum, text[: one.start] + text[one.end :]))


def _together(text: str, told: Sequence[tuple[str, Sequence[Span]]]) -> Sequence[Span]:
    """What the packs say of one text, in order: all that the first says, and of what the others say what is in their
    own letters and lies beside it."""
    if len(told) < 2:
        return told[0][1] if told else ()
    spans, taken = list(told[0][1]), bytearray(len(text))
    for start, end, *_ in spans:
        taken[start:end] = b"\1" * (end - start)
    for script, more in told[1:]:
        for span in more:
            if words.written_in(text[span.start : span.end], script) and not any(taken[span.start : span.end]):
                spans.append(span)
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
    return sorted(spans)


def _is_place(text: str, one: Finding, beside: bool) -> bool:
    """Whether a place is one: a number alone is a postcode only after its cue or `beside` another place."""
    if beside or any(sign.isalpha() for sign in one.canonical):
        return True
    return _POSTCODE_CUE.search(text, max(0, one.start - 24), one.start) is not None


def _joined(text: str, one: Finding, other: Finding) -> tuple[Finding, ...]:
    """Two findings; as one address where they touch, one of them is an address and the other one or a place."""
    if one.kind == other.kind != "ADDRESS" or {one.kind, other.kind} not in _PARTS:
        return one, other
    if not _GLUE.fullmatch(text, one.end, other.start):
        return one, other
    score = max(one.score, other.score)
    return (one._replace(end=other.end, kind="ADDRESS", score=score, canonical=text[one.start : other.end]),)


def _whole(text: str, found: Finding) -> Finding:
    """An address with the unit or postcode that follows it; any other finding as it is."""
    more = _MORE_OF_ADDRESS.match(text, found.end) if found.kind == "ADDRESS" else None
    return found._replace(end=more.end(), canonical=text[found.start : more.end()]) if more else found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without punctuation at its edges; the stop of an abbreviation stays (`Main St.` within an address)."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether the span touches an e-mail address, a web address or a handle."""
    before = text[max(0, start - 64) : start].rsplit(None, 1)[-1:] if start and not text[start - 1].isspace() else []
    after = text[end : end + 64].split(None, 1)[:1] if end < len(text) and not text[end].isspace() else []
    around = "".join(before) + text[start:end] + "".join(after)
    return _PARTS_ADDRESS.search(around) is not None


def read(path: Traversable) -> Model:
    """A pack from its file. Raises NotReady for one that was trained with other features than are looked at here."""
    import numpy as np

    from privet.core.features import digest
    from privet.core.model import unpacked

    with path.open("rb") as file, np.load(file, allow_pickle=False) as pack:
        if "features" not in pack or int(pack["features"]) != digest():
            raise NotReady(
                f"the name pack {path.name} was trained with other features", hint="Make it anew: make train"
            )
        return unpacked(pack)


@cache
def _shipped() -> Names:
    return Names(resources.files("privet.plugins.detectors") / "weights")


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; packs and what is remembered of words are shared by all who make one."""
    return _shipped()
