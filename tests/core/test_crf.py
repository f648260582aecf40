"""Name models: words, features, Viterbi's algorithm in numpy and in C, what is remembered of words."""

from __future__ import annotations

import itertools
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privet.core import crf, words
from privet.core.crf import TAGS, Model, Span, Tagger
from privet.core.features import AFTER, BEFORE, features, hashed, shape
from privet.core.words import Context

LABELS = ("PERSON", "PLACE")
TEXTS = st.text(st.sampled_from("Anna Öz o'l7.,@#\n-_王小ИваЖ\ud800é"), max_size=60)
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
KERNELS = [False, pytest.param(True, marks=pytest.mark.skipif(crf.compiled() is None, reason="no compiler was there"))]


def best_by_trying(table: np.ndarray, transitions: np.ndarray, rows: list[int]) -> list[int]:
    """The best path by trying all of them."""
    padded = [0, 0, *rows, 1, 1]
    scores = [sum(table[padded[t + place], place].astype(float) for place in range(5)) for t in range(len(rows))]
    count = 2 * len(LABELS) + 1
    paths = itertools.product(range(count), repeat=len(rows))

    def worth(path: tuple[int, ...]) -> float:
        return sum(scores[t][tag] + transitions[path[t - 1] if t else 0, tag] for t, tag in enumerate(path))

    return list(max(paths, key=worth))


def path_of(spans: list[Span], length: int) -> list[int]:
    path = [0] * length
    for span in spans:
        number = LABELS.index(span.label)
        path[span.start : span.end] = [2 * number + 1] + [2 * number + 2] * (span.end - span.start - 1)
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
    ("text", "script"),
    [
        ("hello", "latin"),
        ("12 :)", "latin"),
        ("déjà", "latin"),
        ("привет", "cyrillic"),
        ("我叫 Jon", "han"),
        ("мой iPhone", "cyrillic"),
        ("שלום", ""),
        ("", "latin"),
    ],
)
def test_the_script_is_that_of_most_letters(text: str, script: str) -> None:
    assert words.script(text) == script


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
        found = words.words(text)
        known, rows = tagger._rows(text, found)
        assert path_of(tagger.tag(text, found), len(found)) == best_by_trying(known.table, MODEL.transitions, rows)


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_margin_is_what_the_path_is_better_by(kernel: bool) -> None:
    tagger = Tagger(MODEL, kernel)
    transitions = MODEL.transitions.astype(float)
    some = 0
    for text in ("anna lives in rome", "Bob and Anna in Rome", "7 o' anna anna bob"):
        found = words.words(text)
        spans = tagger.tag(text, found)
        path = path_of(spans, len(found))
        known, rows = tagger._rows(text, found)
        padded = [0, 0, *rows, 1, 1]
        scores = [
            sum(known.table[padded[t + place], place].astype(float) for place in range(5)) for t in range(len(rows))
        ]

        def worth(path: list[int], scores: list[np.ndarray] = scores) -> float:
            return float(sum(scores[t][tag] + transitions[path[t - 1] if t else 0, tag] for t, tag in enumerate(path)))

        for span in spans:
            without = [0 if span.start <= t < span.end else tag for t, tag in enumerate(path)]
            assert span.margin == pytest.approx(worth(path) - worth(without), abs=1e-3)
            some += 1
    assert some


@pytest.mark.skipif(crf.compiled() is None, reason="no compiler was there")
@settings(deadline=None)
@given(st.lists(TEXTS, max_size=8))
def test_numpy_and_the_kernel_agree_to_the_last_bit(texts: list[str]) -> None:
    found = [words.words(text) for text in texts]
    fast, plain = Tagger(MODEL, True), Tagger(MODEL, False)
    told = [fast.tag(text, own) for text, own in zip(texts, found, strict=True)]
    assert told == [plain.tag(text, own) for text, own in zip(texts, found, strict=True)]
    assert told == fast.tag_each(texts, found)
    assert told == plain.tag_each(texts, found)


@pytest.mark.parametrize("kernel", KERNELS)
def test_forgetting_changes_no_answer(kernel: bool) -> None:
    texts = [f"anna{number} lives in Rome{number % 7} and bob" for number in range(40)]
    found = [words.words(text) for text in texts]
    small, large = Tagger(MODEL, kernel, capacity=16), Tagger(MODEL, kernel)
    assert small.tag_each(texts, found) == large.tag_each(texts, found)
    assert [small.tag(text, own) for text, own in zip(texts, found, strict=True)] == large.tag_each(texts, found)
    many = " ".join(f"w{number}" for number in range(50))
    assert small.tag(many, many.split()) == large.tag(many, many.split())  # more words than are remembered at all
    assert len(small._known.table) <= 16


def test_a_table_grows_and_many_texts_are_cut_into_batches() -> None:
    texts = [" ".join(f"{word}{number}" for word in ["anna", "lives", "in", "rome"]) for number in range(3000)]
    found = [text.split() for text in texts]
    tagger = Tagger(MODEL, False)
    assert tagger.tag_each(texts, found)[::500] == [tagger.tag(texts[n], found[n]) for n in range(0, 3000, 500)]
    assert tagger.tag("", []) == []
    assert crf.decode(tagger._known.table, MODEL.transitions, [[], []], LABELS) == [[], []]


@pytest.mark.parametrize("kernel", KERNELS)
def test_threads_share_a_tagger(kernel: bool) -> None:
    texts = [f"anna{number % 50} lives in rome and bob{number % 31}" for number in range(300)]
    expected = [Tagger(MODEL, kernel).tag(text, text.split()) for text in texts]
    shared = Tagger(MODEL, kernel, capacity=64)
    told: list[list[list[Span]]] = []

    def work() -> None:
        told.append([shared.tag(text, text.split()) for text in texts])

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
    assert crf.compiled.__wrapped__() is None
