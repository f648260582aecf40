"""Which short sentences wish for no more messages by what their words do: a word for ceasing beside one for messages,
one that says no beside one for writing, and nothing in them that speaks of anything else.

Each word of a sentence becomes a letter, and a few patterns read the letters, the same in every language:

    b turns it round      c cease          n no, not        t write, send, contact   o messages
    w want, wish          g get, be        m me, us         a more, again            r remove
    i my number           l list           e had enough     s consent                d withdraw
    u unsubscribe         v says it all    p call           x a word of none of these

A word of politeness or of grammar is no letter. What is said of a bill, of an address or of somebody else holds an `x`,
and is no wish. Time is linear: a look for the first letters of words comes first, and long sentences are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from privet.core.revocation_cue_scripts import Cues
from privet.core.revocation_cues import CUES

MOST = 16
"""Words of the longest sentence that is read so, and thrice the characters of one without blanks."""
_UNKNOWN = 3
"""Unknown words that phrases may hold; with more, a sentence speaks of something else."""
HEAD = 3
"""Letters of a word that are looked for first."""
_TURNS, _ENDS, _OF, _WHOSE, _ALL = 1, 2, 4, 8, 16
_LOOKED = {
    "n": _TURNS,
    **dict.fromkeys("cerd", _ENDS),
    **dict.fromkeys("otls", _OF),
    **dict.fromkeys("mi", _WHOSE),
    "u": _ALL,
    "v": _ALL,
    "!": _ALL,
    "nt": _ALL,
    "nw": _ALL,
}
"""What must be there for a text to be read: a word for no and one for what, or one for ceasing and one for whose."""
_MAY = re.compile(r"^(?:\(\?:[^()]*\)\?|\\b)+")
_FIRST = re.compile(r"^(?:\(\?:([^()]*)\)|(\w+))")
_HAN = re.compile("[\u4e00-\u9fff]")

_READ = frozenset(
    bits
    for bits in range(2 * _ALL)
    if bits & _ALL or (bits & _OF and bits & (_TURNS | _ENDS)) or (bits & _ENDS and bits & _WHOSE)
)
_MINE = {"es": ("me", "nos"), "it": ("mi", "ci"), "ar": ("ني", "تي")}
"""How a verb ends that has "me" in it."""
_LAST = frozenset({"tr", "hi", "zh", "de", "nl"})
"""Languages that say what is to cease before the word for ceasing."""
_WISHES = re.compile(
    r"v|^[^i]*u[^i]*$"
    r"|(?<!n)c[magil]*[otg]"  # stop messages, stop writing to me
    r"|^(?=.*[maoi]).*n[maogip]*t"  # do not write to me
    r"|^(?=.*[ogtl]).*(?:n[^t]*w|w[mga]*n)"  # do not want to get, want nothing more
    r"|^[mail]*(?:na+[il]*o|an+o|no+[il]*a|on+a|oa*n)[mail]*$"  # no more messages
    r"|e[mail]*[otc]|[ot][mail]*e"  # enough of messages
    r"|r[^o]*[mi]|[mi][^o]*r|r.*l|l.*r"  # remove my number, me from the list
    r"|d.*s|s.*d|^(?=.*[ogtwa]).*(?:n.*s|s.*n)"  # withdraw my consent
)
_POLITE = re.compile("^[mail]*no[mail]*$")
_LAST_WISHES = re.compile(r"[otgm][maogti]*(?<!n)c|^(?=.*[maoi]).*t[maoi]*n")


class _Words(NamedTuple):
    """One language, ready to read: whole words, beginnings of words, phrases, an apostrophe."""

    whole: Mapping[str, str]
    begun: Mapping[str, str]
    phrases: tuple[tuple[frozenset[str], re.Pattern[str], str], ...]
    apart: bool
    mine: tuple[str, ...]
    longest: int
    cut: re.Pattern[str] | None


def heads() -> set[str]:
    """The first letters of words that `languages` looks at by how they begin."""
    return set(_index().begun)


def languages(plain: str, found: set[str], near: list[str]) -> list[str]:
    """In which languages a text of these words, and those of `heads` among them, may say it at all."""
    index = _index()
    seen: dict[str, int] = {}
    for word in found & index.whole.keys():
        for name, bits in index.whole[word].items():
            seen[name] = seen.get(name, 0) | bits
    for word in near:
        for begins, name, bits in index.begun.get(word[:HEAD], ()):
            if word.startswith(begins):
                seen[name] = seen.get(name, 0) | bits
    read = [name for name, bits in seen.items() if bits in _READ]
    if not plain.isascii() and _HAN.search(plain):
        read.append("zh")
    return read


def wished(name: str, part: str) -> bool:
    """Does a part of a sentence, without marks and in plain letters, say so in this language?"""
    letters = read(name, part)
    if "b" in letters or "x" in letters:
        return False
    polite = "q" in letters
    letters = letters.replace("q", "")
    if _WISHES.search(letters) or (name in _LAST and _LAST_WISHES.search(letters)):
        return True
    return polite and bool(_POLITE.search(letters))


def turned(name: str, sentence: str) -> bool:
    """Does a whole sentence hold a word that turns round what it says?"""
    return "b" in read(name, sentence)


def read(name: str, part: str) -> str:
    """The letters of a sentence; "xx" for one that is too long or has too many words of no meaning here."""
    words = _words(name)
    if words.cut:
        if len(part) > 3 * MOST:
            return "xx"
        for _, pattern, letters in words.phrases:
            part = pattern.sub(f"={letters}=", part)
        return "".join(_han(words, one) for one in words.cut.findall(part))
    if words.apart:
        part = part.replace("'", " ")
    split = part.replace("-", " ").split()
    if len(split) > MOST:
        return "xx"
    plain = _letters(words, split)
    if len(plain) - len(plain.replace("x", "")) > _UNKNOWN:
        return plain
    heads = {word[:HEAD] for word in split}
    near = [one for one in words.phrases if not one[0] or not one[0].isdisjoint(heads)]
    if not near:
        return plain
    said = " ".join(split)
    for _, pattern, letters in near:
        said = pattern.sub(f"={letters}", said)
    return _letters(words, said.split())


def _letters(words: _Words, split: list[str]) -> str:
    found, strange = [], 0
    for word in split:
        letter = words.whole.get(word)
        if letter is None:
            letter = _begun(words, word)
            strange += letter == "x"
            if strange > _UNKNOWN:
                return "x" * strange
        found.append(letter)
    return "".join(found)


def _begun(words: _Words, word: str) -> str:
    """What a word does by how it begins, and by how it ends; "x" for one that is not known."""
    if word[0] == "=":
        return word[1:]
    for end in range(min(len(word), words.longest), 1, -1):
        found = words.begun.get(word[:end])
        if found is not None:
            return f"{found}m" if words.mine and found in "trc" and word.endswith(words.mine) else found
    return "x"


def _han(words: _Words, one: str) -> str:
    if one[0] == "=":
        return one.strip("=")
    return "" if one.isspace() else words.whole.get(one, "x")


@cache
def _words(name: str) -> _Words:
    cues = CUES[name]
    every = [
        (word, letter.strip(".")) for letter, words in cues.words.items() for word in words.split() if letter != "!"
    ]
    whole = {word: letter for word, letter in reversed(every) if word[-1] != "~"}
    begun = {word[:-1]: letter for word, letter in reversed(every) if word[-1] == "~"}
    cut = None
    if name == "zh":
        cut = re.compile("|".join(["=[a-z]+=", *sorted(map(re.escape, whole), key=len, reverse=True), "."]))
    return _Words(
        whole, begun, tuple(_phrases(cues, name)), cues.apart, _MINE.get(name, ()), max(map(len, begun), default=0), cut
    )


def _phrases(cues: Cues, name: str) -> Iterator[tuple[frozenset[str], re.Pattern[str], str]]:
    """How each phrase may begin, if that is known, what it is, and its letters."""
    frame = "(?:{})" if name == "zh" else r"(?<!\w)(?:{})(?!\w)"
    text = " ".join(line.strip() for line in cues.phrases.splitlines())
    for one in re.findall(r"(.+?)=([a-z]+)(?:\||$)", text):
        pattern = one[0].strip()
        begins = _FIRST.search(_MAY.sub("", pattern))
        firsts = (begins[1] or begins[2]).split("|") if begins else []
        heads = frozenset(re.split(r"\W", first)[0][:HEAD] for first in firsts)
        yield heads if all(map(len, heads)) else frozenset(), re.compile(frame.format(pattern)), one[1]


class _Index(NamedTuple):
    """What words of which languages have to do with a wish: whole words, and how others begin, by their heads."""

    whole: dict[str, dict[str, int]]
    begun: dict[str, list[tuple[str, str, int]]]


@cache
def _index() -> _Index:
    index = _Index({}, {})
    every = [
        (word, name, _LOOKED[letter])
        for name, cues in CUES.items()
        if name != "zh"
        for letter, some in cues.words.items()
        if letter in _LOOKED
        for word in some.split()
    ]
    for word, name, bits in every:
        if word[-1] == "~":
            index.begun.setdefault(word[:-1][:HEAD], []).append((word[:-1], name, bits))
        else:
            found = index.whole.setdefault(word.partition("'")[0], {})
            found[name] = found.get(name, 0) | bits
    return index
