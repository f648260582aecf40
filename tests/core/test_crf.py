"""Name models: words, features, Viterbi's algorithm in numpy and in C, what is remembered of words."""

from __future__ import annotations

import itertools
import re
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from privet.core import crf, kernel, viterbi, words
from privet.core.crf import Span, Tagger
from privet.core.features import AFTER, BEFORE, LONGEST, alike, features, hashed, is_listed, shape
from privet.core.model import Model
from privet.core.viterbi import ORDER, TAGS
from privet.core.words import Context

LABELS = ("PERSON", "PLACE")
TEXTS = st.text(st.sampled_from("Anna Öz o'l7.,@#\n-_王小ИваЖ\ud800é"), max_size=60)
SIGNS = "@.+-_'’:/ \n\t\x1c\x85\u3000\u200d\u0301\ud800\U0001f600dlOſKİıßaZé7٣王ー゛我小ΩЯ"
PIECES = [
    "http",
    "https://",
    "HTTPS://",
    "httpſ://",
    "www.",
    "WWW.",
    "www",
    "@b.",
    "//",
    "qu",
    "anna",
    "in",
    "the",
    "la",
]
NASTY = st.lists(st.sampled_from([*SIGNS, *PIECES]) | st.characters(), max_size=30).map("".join)
RNG = np.random.default_rng(4)


def allowed(before: int, after: int) -> bool:
    return after == 0 or after % 2 == 1 or before in (after, after - 1)


def model(vocabulary: str = "anna lives in rome and o' bob 7 7 。 王小 小 anna") -> Model:
    """A model with chance weights for the features of some words."""
    contexts = [Context(flag, language) for flag in (False, True) for language in ("", "en")]
    found = {
        feature
        for word in [*vocabulary.split(), *vocabulary.title().split(), BEFORE, AFTER]
        for context in contexts
        for feature in features(word, context, lambda word: len(word) % 3)
    }
    keys = np.unique(hashed(sorted(found)))
    count = 2 * len(LABELS) + 1
    transitions = np.full((TAGS, TAGS), -1e9, np.float32)
    for before, after in itertools.product(range(count), repeat=2):
        if allowed(before, after):
            transitions[before, after] = RNG.normal()
    values = np.zeros((len(keys), 5, TAGS), np.float16)
    values[..., :count] = RNG.normal(size=(len(keys), 5, count))
    listed, lists = np.array([5, 9], np.uint32), np.array([1, 3], np.uint16)
    return Model(LABELS, keys, values, transitions, listed, lists, {"en": ["in", "and", "the"], "es": ["en", "la"]})


MODEL = model()
KERNEL = pytest.mark.skipif(kernel.compiled() is None, reason="no compiler was there")
KERNELS = [False, pytest.param(True, marks=KERNEL)]
TEACHING = Tagger(MODEL)


def rows_of(text: str) -> tuple[np.ndarray, list[int]]:
    """What the words of a text say for each tag, and which they are."""
    tagger = Tagger(MODEL, False)
    known, rows = tagger._rows(text)
    return known.table[..., viterbi._FROM], rows


def best_by_trying(text: str) -> list[int]:
    """The best path by trying all of them."""
    table, rows = rows_of(text)
    transitions = MODEL.transitions
    padded = [0, 0, *rows, 1, 1]
    scores = [sum(table[padded[t + place], place].astype(float) for place in range(5)) for t in range(len(rows))]
    count = 2 * len(LABELS) + 1
    paths = itertools.product(range(count), repeat=len(rows))

    def worth(path: tuple[int, ...]) -> float:
        return sum(scores[t][tag] + transitions[path[t - 1] if t else 0, tag] for t, tag in enumerate(path))

    return list(max(paths, key=worth))


def path_of(spans: list[Span], text: str) -> list[int]:
    """The tags that spans say, word by word."""
    places = words.spans(text)
    starts, ends = [start for start, _ in places], [end for _, end in places]
    path = [0] * len(places)
    for span in spans:
        number, first, last = LABELS.index(span.label), starts.index(span.start), ends.index(span.end)
        path[first : last + 1] = [2 * number + 1] + [2 * number + 2] * (last - first)
    return path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("O'Brien, Maria's", ["O'", "Brien", ",", "Maria", "'s"]),
        ("don’t l'hôpital d’Angelo", ["don", "’t", "l'", "hôpital", "d’", "Angelo"]),
        ("qu'Alice İstanbul'da", ["qu'", "Alice", "İstanbul", "'da"]),
        ("#MH17 @joe_1 a@b.example", ["#", "MH17", "@joe_1", "a@b.example"]),
        ("www.example.com/?q=1 https://x.example", ["www.example.com/?q=1", "https://x.example"]),
        ("12-B\n 3.4", ["12", "-", "B", "\n", "3", ".", "4"]),
        ("我叫John，住", ["我", "叫", "John", "，", "住"]),
        ("", []),
        (" \t ", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert words.words(text) == expected
    assert [text[start:end] for start, end in words.spans(text)] == expected


@given(TEXTS)
def test_words_and_blanks_are_the_whole_text(text: str) -> None:
    spans = words.spans(text)
    assert [text[start:end] for start, end in spans] == words.words(text)
    at = 0
    for start, end in [*spans, (len(text), len(text))]:
        assert not text[at:start].strip()
        assert start < end or end == len(text)
        at = end


@given(TEXTS)
def test_a_unit_is_its_word_and_perhaps_one_sign_more(text: str) -> None:
    found = words.words(text)
    for word, unit in zip(found, words.units(found), strict=True):
        assert unit == word or (unit[:-1] == word and len(word) == 1)


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("hello", ("latin",)),
        ("12 :)", ("latin",)),
        ("déjà", ("latin",)),
        ("привет", ("cyrillic",)),
        ("我叫 Jon", ("han",)),
        ("мой iPhone", ("cyrillic",)),
        ("שלום", ()),
        ("", ("latin",)),
        ("Меня зовут Иван. My name is John", ("cyrillic", "latin")),
        ("I met 王小明 there at noon", ("latin", "han")),
        ("Меня зовут 王小明 and I live here", ("cyrillic", "han", "latin")),
    ],
)
def test_the_scripts_are_those_of_many_letters_most_first(text: str, scripts: tuple[str, ...]) -> None:
    assert words.scripts(text) == scripts


@pytest.mark.parametrize(
    ("text", "script", "own"),
    [
        ("Иван", "cyrillic", True),
        ("Ivan", "cyrillic", False),
        ("12", "latin", False),
        ("Иван II", "cyrillic", False),
        ("王小明", "han", True),
    ],
)
def test_what_is_written_in_one_script(text: str, script: str, own: bool) -> None:
    assert words.written_in(text, script) is own


def test_the_language_is_voted_for_by_stop_words() -> None:
    votes, languages = words.ballots({"en": ["the", "in"], "de": ["in", "der"]})
    assert words.language(["The", "cat"], votes, languages) == "en"
    assert words.language(["DER", "in", "the", "der"], votes, languages) == "de"
    assert words.language(["in"], votes, languages) == ""  # level
    assert words.language(["cat"], votes, languages) == ""
    assert words.language(["the"] * 1000, votes, languages) == "en"  # no count runs over


@pytest.mark.parametrize(
    ("word", "look"),
    [("Anna", "Xx"), ("ANNA", "XX"), ("iPhone", "xXx"), ("2026", "d4"), ("N1", "Xd1"), ("a_1", "x_d1"), ("王", "h")],
)
def test_shapes(word: str, look: str) -> None:
    assert shape(word) == look


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_best_path_is_the_best_of_all(kernel: bool) -> None:
    tagger = Tagger(MODEL, kernel)
    for text in ("anna", "Anna lives in rome", "bob and anna", "王小"):
        assert path_of(tagger.tag(text), text) == best_by_trying(text)


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_margin_is_what_the_path_is_better_by(kernel: bool) -> None:
    tagger = Tagger(MODEL, kernel)
    transitions = MODEL.transitions.astype(float)
    some = 0
    for text in ("anna lives in rome", "Bob and Anna in Rome", "7 o' anna anna bob"):
        spans = tagger.tag(text)
        path = path_of(spans, text)
        table, rows = rows_of(text)
        padded = [0, 0, *rows, 1, 1]
        scores = [sum(table[padded[t + place], place].astype(float) for place in range(5)) for t in range(len(rows))]

        def worth(path: list[int], scores: list[np.ndarray] = scores) -> float:
            return float(sum(scores[t][tag] + transitions[path[t - 1] if t else 0, tag] for t, tag in enumerate(path)))

        places = words.spans(text)
        for span in spans:
            inside = [span.start <= start < span.end for start, _ in places]
            without = [0 if own else tag for own, tag in zip(inside, path, strict=True)]
            assert span.margin == pytest.approx(worth(path) - worth(without), abs=1e-3)
            some += 1
    assert some


@KERNEL
@settings(deadline=None, max_examples=40)
@given(st.lists(TEXTS | NASTY, max_size=4), st.booleans())
@example(["Σanna lives in İrome", "annaΣ"], True)
def test_numpy_and_the_kernel_agree_to_the_last_bit(texts: list[str], units: bool) -> None:
    fast, plain = (Tagger(MODEL, kernel, units=units, told=["PERSON"]) for kernel in (True, False))
    told = [fast.tag(text) for text in texts]
    assert told == [plain.tag(text) for text in texts]
    assert told == fast.tag_each(texts)
    assert told == plain.tag_each(texts)
    both = [Tagger(MODEL, False, units=units).tag(text) for text in texts]
    assert told == [[span for span in spans if span.label == "PERSON"] for spans in both]


def cut(text: str) -> list[tuple[int, int]]:
    """The words of `text` as the kernel cuts them."""
    TEACHING.tag(text)
    assert TEACHING._kernel
    arrays = TEACHING._kernel._room._made.arrays
    arrays["ends"][:] = 0
    TEACHING.tag(text)
    count = int((arrays["ends"] > 0).sum())
    return list(zip(arrays["starts"][:count].tolist(), arrays["ends"][:count].tolist(), strict=True))


@KERNEL
@given(NASTY)
@example("a" * 65 + "@b.example www." + "x.+-@" * 70 + "@" + "b" * 300)
@example("https://a HTTPS://b httpſ://c http:// d://e www. WWW.f.example qu'il Qu’on O'Brien's x" + "'" + "é" * 25)
@example("王小 的@王 a王b゛ 王'a ſ'a s'1 _'b c' 'd \ud800\udc00\x1c\x85\u3000\n")
def test_the_kernel_cuts_a_text_into_the_same_words(text: str) -> None:
    assert cut(text) == words.spans(text)


@KERNEL
def test_the_kernel_takes_each_sign_for_what_it_is() -> None:
    text = " ".join(chr(number) + "'s" for number in range(0x1000)) + "".join(map(chr, range(0x1000, 0x3200)))
    assert cut(text) == words.spans(text)


def test_capitals_make_no_difference_to_what_a_sign_is() -> None:
    everything = "".join(map(chr, range(0x110000)))
    for asked in words._SIGNS[:4]:
        assert re.findall(asked, everything) == re.findall(asked, everything, re.IGNORECASE)


@KERNEL
def test_a_kernel_that_cuts_otherwise_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    tagger = Tagger(MODEL, True)
    monkeypatch.setattr(words, "words", lambda text: text.split())
    with pytest.raises(RuntimeError, match="other words"):
        tagger.tag("İz,bob")  # a word that it asks Python about


def lettered(number: int) -> str:
    """A number in letters: digits are alike to a model."""
    return str(number).translate(str.maketrans("0123456789", "abcdefghij"))


def said(tagger: Tagger) -> dict[tuple[str, int], list[float]]:
    """What the kernel says of each word that it knows, with its context's number."""
    assert tagger._kernel
    taught = tagger._kernel._taught
    letters, entries = (taught._known.arrays[name] for name in ("letters", "entries"))
    return {
        ("".join(map(chr, letters[at : at + length].tolist())), context): taught._pack.arrays["table"][row].tolist()
        for row, (_, at, length, context) in enumerate(entries.tolist())
        if length and row > 1
    }


@KERNEL
@settings(deadline=None, max_examples=60)
@given(st.lists(TEXTS | NASTY, max_size=3), st.booleans())
@example(["ΑΣ Σ7 İz\u0661 \x02 \x03 王3 王王 Ab12345678901 the in and", "iPhone-7 __ 🙂7 김3 ǅ ª ㎏9"], False)
@example(["李3 王 王小 a小 7 ７ 𝟗 " + "x9" * 50, "anna and " + "Yé" * 30], True)
def test_the_kernel_says_of_a_word_what_python_says(texts: list[str], units: bool) -> None:
    tagger = Tagger(MODEL, True, units=units)
    for text in texts:
        tagger.tag(text)
    languages = ("", *words.ballots(MODEL.stop_words)[1])
    for (word, context), told in said(tagger).items():
        asked = Context(bool(context & 1), languages[context >> 1])
        assert told == MODEL.says(word, asked)[:, ORDER].tolist()


@given(TEXTS | NASTY | st.text("a10/7 _\u0661李", max_size=12), st.booleans(), st.sampled_from(["", "en"]))
def test_digits_are_alike_to_what_is_looked_at_in_a_word(text: str, caseless: bool, language: str) -> None:
    def bits(word: str) -> int:  # a digit alone is on no list but that of Han, where digits are not made alike
        return len(word) * 37 + word.count("1") if is_listed(word) and not (word.isdecimal() and len(word) < 2) else 0

    context = Context(caseless, language)
    as_it_is, folded = (words.words(each) for each in (text, alike(text)))
    assert [len(word) for word in as_it_is] == [len(word) for word in folded]
    for one, other in zip(as_it_is, folded, strict=True):
        assert features(one, context, bits) == features(other, context, bits)


@KERNEL
def test_numbers_are_learned_but_once() -> None:
    tagger = Tagger(MODEL, True)
    for number in range(100, 200):
        tagger.tag(
            f"{number} +{number} anna{number} b{number}@example.com \u0660{number} 20 http://Σ.example/10/{number}"
        )
    learned = {"000", "100", "0000", "20", "+", "anna000", "b000@example.com"}
    learned |= {"http://Σ.example/10/000", "http://Σ.example/10/100"}
    assert {word for word, _ in said(tagger)} == learned


@pytest.mark.parametrize("kernel", KERNELS)
def test_forgetting_changes_no_answer(kernel: bool) -> None:
    texts = [f"anna{lettered(number)} lives in Rome{lettered(number % 7)} and bob" for number in range(40)]
    small, large = Tagger(MODEL, kernel, capacity=16), Tagger(MODEL, kernel)
    assert small.tag_each(texts) == large.tag_each(texts)
    assert [small.tag(text) for text in texts] == large.tag_each(texts)
    many = " ".join(f"w{lettered(number)}" for number in range(50))
    assert small.tag(many) == large.tag(many)  # more words than are remembered at all
    assert len(small._known.table) <= 16
    odd = [f"Σ{chr(97 + number)} anna İ{chr(97 + number)}" for number in range(26)]
    assert [small.tag(text) for text in odd] == large.tag_each(odd)


def test_many_texts_are_cut_into_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crf, "_BATCH", 64)
    texts = [" ".join(f"{word}{lettered(number)}" for word in ["anna", "lives", "in", "rome"]) for number in range(300)]
    tagger = Tagger(MODEL, False)
    assert tagger.tag_each(["", *texts, ""])[1:-1:50] == [tagger.tag(texts[number]) for number in range(0, 300, 50)]
    assert tagger.tag_each([]) == []
    assert tagger.tag("") == []


@pytest.mark.parametrize("kernel", KERNELS)
def test_threads_share_a_tagger(kernel: bool) -> None:
    texts = [f"anna{lettered(number % 50)} lives in rome and bob{lettered(number % 31)}" for number in range(300)]
    expected = Tagger(MODEL, kernel).tag_each(texts)
    shared = Tagger(MODEL, kernel, capacity=64)
    told: list[list[list[Span]]] = []

    def work() -> None:
        told.append([shared.tag(text) for text in texts])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [expected] * 4


def test_words_on_a_list_are_found_there() -> None:
    from zlib import crc32

    key = np.array([crc32(b"anna")], np.uint32)
    nothing = np.zeros((1, 5, TAGS), np.float16)
    own = Model(LABELS, np.zeros(1, np.uint32), nothing, MODEL.transitions, key, np.array([3], np.uint16), {})
    assert own.membership("anna") == 3
    assert own.membership("bob") == 0
    assert not own.says("anna", Context(False, "")).any()
    found = features("Anna", Context(False, "en"), own.membership)
    assert {"g3", "h0", "h1", "wanna", "wen=anna"} <= set(found)
    assert "h0" in features("王小", Context(False, ""), lambda word: int(len(word) == 2))
    assert features("王", Context(False, ""), lambda word: 1)


def test_a_thousand_times_the_letters_of_a_word_are_no_more_work() -> None:
    assert features("a" * 40, Context(False, ""), lambda _: 0) == features(
        "a" * 40_000, Context(False, ""), lambda _: 0
    )


def test_without_a_compiler_there_is_no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert kernel.compiled.__wrapped__() is None


@pytest.mark.parametrize("kernel", KERNELS)
def test_of_a_long_word_no_more_is_kept_than_is_looked_at(kernel: bool) -> None:
    tagger = Tagger(MODEL, kernel=kernel)
    told = [tagger.tag("a" * length) for length in (5000, 100)]
    assert [one._replace(end=0) for one in told[0]] == [one._replace(end=0) for one in told[1]]
    kept = [word for rows in tagger._known.rows.values() for word in rows]
    assert kept == ["a" * LONGEST] if not kernel else list(said(tagger)) == [("a" * LONGEST, 1)]


@KERNEL
def test_a_kernel_of_another_version_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    header = Path(kernel.__file__).with_name("kernel.h").read_text("utf-8")
    for name, value in (("VERSION", kernel.VERSION), ("LONGEST", LONGEST), ("BALLOT", 16), ("NAME", 8), ("TAGS", TAGS)):
        assert f"#define {name} {value} " in header
    monkeypatch.setattr(kernel, "VERSION", kernel.VERSION + 1)
    assert kernel.compiled.__wrapped__() is None
