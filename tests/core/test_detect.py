"""Scanning: both prefilters agree, findings settle, a failing detector fails the scan, and time stays bounded."""

import re
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privet.core import prefilter, trigger
from privet.core.detect import Scanner
from privet.core.explain import explained
from privet.core.finding import CHECKSUM, CUE, MODEL, PATTERN, Finding
from privet.core.kinds import PASSED
from privet.core.prefilter import AVAILABLE, Prefilter
from privet.core.settle import settle
from privet.plugins.detectors import bundled

REGIONS = ("GB", "US", "DE")
PLAIN = Scanner(bundled(REGIONS), hyperscan=False)
FAST = Scanner(bundled(REGIONS), hyperscan=True) if AVAILABLE else PLAIN

PIECES = (
    "write to ann@example.com", "+44 20 7946 0018", "07911 123456", "4111 1111 1111 1111", "12/27", "cvv 123", "123",
    "DE89 3704 0044 0532 0130 00", "192.168.1.254", "::ffff:192.0.2.1",
    "https://user:secret@example.com/x?token=abc1",
    "your code is 482913", "ваш код: 4829", "PASSWORD: hunter2", "пароль", "Пин-код 4321", "puk 12345678", "[CARD_1]",
    "[ card_2 ]", "bob (at) example [dot] com", "zero seven nine one one one two three four five six", "４１１１",
    "\u200b",
    "İ", "ı", "ſ", "K", "pın 1234", "PİN 1234", "\ud800", "\udfff", "\0", "\n", " ", ".", "-", "@", "(", "é", "😀",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=8).map("".join)
spaced = st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)


class Fixed:
    """A detector that finds what it is told wherever its trigger stands."""

    name = "fixed"
    kinds: tuple[str, ...] = ("EMAIL",)
    triggers: tuple[str, ...] = ("x",)

    def __init__(self, *found: Finding) -> None:
        self.found = found

    def find(self, text: str) -> Iterator[Finding]:
        yield from self.found


def finding(start: int, end: int, kind: str = "EMAIL", score: float = 0.5, strength: int = PATTERN) -> Finding:
    return Finding(start, end, kind, score, "fixed", "canonical", strength)


@settings(deadline=None)
@given(st.one_of(texts, spaced))
def test_both_prefilters_lead_to_the_same_findings(text: str) -> None:
    assert FAST.scan(text) == PLAIN.scan(text)


@settings(deadline=None)
@given(st.one_of(texts, spaced))
def test_settled_findings_are_sorted_apart_and_cover_what_any_detector_found(text: str) -> None:
    settled = FAST.scan(text)
    end = 0
    for each in settled:
        assert end <= each.start < each.end <= len(text)
        end = each.end
    covered = {at for each in settled for at in range(each.start, each.end)}
    for each in FAST.found(text):
        assert not left_open(text, each, covered)


def left_open(text: str, one: Finding, covered: set[int]) -> list[str]:
    """The stretches of what a detector found that nothing covers, but for scraps of a model's span that was cut."""
    signs = "".join("\0" if at in covered else text[at] for at in range(one.start, one.end))
    stretches = [each for each in signs.split("\0") if each]
    if one.strength != MODEL or one.kind not in ("PERSON", "ADDRESS", "PLACE"):
        return stretches
    return [
        each
        for each in stretches
        if any(map(str.isdecimal, each)) or (one.kind == "PERSON" and sum(map(str.isalnum, each)) > 2)
    ]


@pytest.mark.parametrize(
    ("found", "expected"),
    [  # text: "12 High St 4111-1, Hull is x"
        ([(0, 23, "ADDRESS", MODEL), (11, 17, "CARD", CHECKSUM)], ["12 High St", "4111-1", "Hull"]),
        ([(14, 28, "ADDRESS", MODEL), (11, 17, "CARD", CUE)], ["4111-1", "Hull is x"]),
        ([(9, 18, "ADDRESS", MODEL), (11, 17, "CARD", CUE)], ["4111-1"]),
        ([(11, 28, "PLACE", MODEL), (11, 23, "CARD", CUE)], ["4111-1, Hull"]),
        ([(11, 28, "PERSON", MODEL), (11, 23, "CARD", CUE)], ["4111-1, Hull", "is x"]),
        ([(12, 16, "ADDRESS", MODEL), (11, 17, "CARD", CUE)], ["4111-1"]),
        ([(0, 23, "ADDRESS", MODEL), (11, 17, "CARD", PATTERN)], ["12 High St 4111-1, Hull"]),
        (
            [(0, 23, "ADDRESS", MODEL), (3, 7, "PIN", CUE), (5, 10, "PUK", CHECKSUM), (11, 17, "CARD", CUE)],
            ["12", "High St", "4111-1", "Hull"],
        ),
        (
            [(0, 10, "ADDRESS", MODEL), (11, 17, "CARD", CUE), (19, 23, "PLACE", MODEL)],
            ["12 High St", "4111-1", "Hull"],
        ),
    ],
)  # fmt: skip
def test_a_models_span_is_cut_at_what_something_stronger_found_in_it(
    found: list[tuple[int, int, str, int]], expected: list[str]
) -> None:
    text = "12 High St 4111-1, Hull is x"
    settled = settle(text, [finding(start, end, kind, strength=strength) for start, end, kind, strength in found])
    assert [text[one.start : one.end] for one in settled] == expected


def test_a_text_without_anything_has_no_findings() -> None:
    assert FAST.scan("") == []
    assert FAST.scan("see you at five") == []


def test_what_reads_like_a_token_is_a_finding() -> None:
    assert [(f.start, f.end, f.kind) for f in FAST.scan("a [CARD_1]")] == [(2, 10, "LITERAL")]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([finding(4, 6), finding(0, 3)], [(0, 3, "EMAIL", "canonical"), (4, 6, "EMAIL", "canonical")]),
        ([finding(0, 3), finding(3, 6)], [(0, 3, "EMAIL", "canonical"), (3, 6, "EMAIL", "canonical")]),
        ([finding(0, 5), finding(3, 8, "IP", strength=CUE)], [(0, 8, "IP", "01234567")]),
        ([finding(0, 8, "IP", strength=CHECKSUM), finding(2, 4)], [(0, 8, "IP", "canonical")]),
        ([finding(0, 5), finding(1, 5, "IP", 0.6)], [(0, 5, "IP", "01234")]),
        ([finding(0, 3), finding(2, 7, "IP")], [(0, 7, "IP", "0123456")]),
        ([finding(0, 4), finding(3, 6, "IP"), finding(5, 9, "CARD", 0.9)], [(0, 9, "CARD", "012345678")]),
        ([finding(0, 9), finding(1, 2), finding(8, 9, "IP", strength=CUE)], [(0, 9, "IP", "012345678")]),
    ],
)
def test_overlapping_findings_merge_into_the_strongest_kind_over_all_they_cover(
    found: list[Finding], expected: list[tuple[int, int, str, str]]
) -> None:
    settled = settle("0123456789", found)
    assert [(f.start, f.end, f.kind, f.canonical) for f in settled] == expected


@pytest.mark.parametrize("use_hyperscan", [False, AVAILABLE])
def test_a_detector_that_raises_fails_the_scan(use_hyperscan: bool) -> None:
    class Broken(Fixed):
        def find(self, text: str) -> Iterator[Finding]:
            raise RuntimeError("broken")
            yield

    scanner = Scanner([Broken()], use_hyperscan)
    assert scanner.scan("nothing to look at") == []
    with pytest.raises(RuntimeError):
        scanner.scan("xyz")
    # Of many texts only those are refused, whatever another detector finds in them.
    both = Scanner([Fixed(finding(0, 1)), Broken(), Fixed(finding(1, 2))], use_hyperscan)
    assert both.scan_each(["nothing to look at", "xyz", "[CARD_1]"]) == [[], None, both.scan("[CARD_1]")]


@given(st.lists(st.text("xyz[CARD_1] @.+0123456789a"), max_size=5))
def test_many_texts_are_scanned_as_each_alone(texts: list[str]) -> None:
    assert FAST.scan_each(texts) == [FAST.scan(text) for text in texts]


@pytest.mark.parametrize("text", ["SIFIR 12", "sıfır 12", "sifir 12", "sİfİr 12", "PİN", "pın"])
def test_turkish_letters_are_matched_as_re_matches_them(text: str) -> None:
    triggers = [("sıfır",), ("pin",), ("[ıi]f",), ("[^ı]n",)]
    assert set(Prefilter(triggers, AVAILABLE).fired(text)) >= set(Prefilter(triggers, False).fired(text))


def test_a_text_that_is_not_well_formed_is_scanned_like_any_other() -> None:
    scanner = Scanner([Fixed(finding(0, 1))])
    assert scanner.scan("\ud800") == []
    assert scanner.scan("x \ud800") == [finding(0, 1)]


def test_each_thread_scans_with_a_scratch_of_its_own() -> None:
    expected = FAST.scan("ann@example.com, 07911 123456")
    seen: list[bool] = []

    def work() -> None:
        seen.extend(FAST.scan("ann@example.com, 07911 123456") == expected for _ in range(200))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [True] * 800


def test_doctor_is_told_which_prefilter_is_active() -> None:
    assert "slower" in PLAIN.active()
    assert ("slower" not in FAST.active()) == AVAILABLE


def test_hyperscan_where_there_is_none_is_an_error_and_otherwise_a_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefilter, "hyperscan", None)
    monkeypatch.setattr(prefilter, "AVAILABLE", False)
    with pytest.raises(ValueError, match="asked for"):
        Prefilter([["x"]], use_hyperscan=True)
    assert list(Prefilter([["x"], ["y", "z"]]).fired("a z")) == [1]


@pytest.mark.skipif(not AVAILABLE, reason="there is no Hyperscan here that could fail")
@pytest.mark.parametrize("at", [0, 1], ids=["at the first text", "at the first with digits"])
def test_where_hyperscan_cannot_compile_detection_runs_on_re(at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled, tried = prefilter.hyperscan.Database, []

    def short_of_memory(mode: int) -> object:
        tried.append(mode)
        if len(tried) == 1 + at:
            raise MemoryError if at else prefilter.hyperscan.error("too little memory")
        return compiled(mode=mode)

    triggers = (("badge of",), ("[0-9]{4}-[0-9]",))
    prefilter._compiled.cache_clear()
    monkeypatch.setattr(prefilter.hyperscan, "Database", short_of_memory)
    if at:  # the words are there, from an earlier start
        prefilter._compiled(triggers, 0, None).database()
    made = Prefilter(triggers, kernel=False)
    if not at:
        made.compile()
    fired = [list(made.fired(text)) for text in ("my BADGE of", "1234-5", "none", "badge of 1234-5")]
    assert fired == [[0], [1], [], [0, 1]]
    assert len(tried) == 1 + at
    assert "compiling failed" in made.active()
    prefilter._compiled.cache_clear()
    tried.clear()
    with pytest.raises((MemoryError, prefilter.hyperscan.error)):  # it was asked for
        Prefilter(triggers, True).fired("1234-5")


@pytest.mark.skipif(not AVAILABLE, reason="there is no Hyperscan here that would be compiled")
def test_a_few_texts_wait_for_no_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefilter, "_FEW", 2)
    triggers = (("a few of",), ("[0-9]{4}-[0-9]",))
    made = Prefilter(triggers, kernel=False)
    assert "one pass" in made.active()
    for compiled in (False, False, True, True):
        assert list(made.fired("a FEW of 1234-5")) == [0, 1]
        assert prefilter._compiled(triggers, 0, None).there() == compiled
    again = Prefilter(triggers, kernel=False)  # where they are compiled, nothing else looks
    assert not again._patterns


@pytest.mark.skipif(not AVAILABLE, reason="there is no Hyperscan here that would be compiled")
def test_who_has_many_texts_to_come_has_a_scanner_compiled_first() -> None:
    prefilter._compiled.cache_clear()
    scanner = Scanner([Fixed(finding(0, 1))])
    assert scanner._prefilter._patterns, "a few texts would wait for no compiler"
    scanner.compile()
    assert not scanner._prefilter._patterns
    assert [(one.start, one.end) for one in scanner.scan("a@b.example")] == [(0, 1)]


@pytest.mark.skipif(not AVAILABLE, reason="there is no Hyperscan here that could fail")
def test_a_thread_that_hyperscan_fails_goes_on_with_re(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Prefilter((("badges",), ("[0-9]{4}-[0-9]",)), kernel=False)

    def short_of_memory(*of: object) -> object:
        raise MemoryError

    monkeypatch.setattr(prefilter, "_hits", short_of_memory)
    made.compile()
    assert list(made.fired("badges")) == [0]
    made.compile()
    assert "compiling failed" in made.active()


def test_a_python_whose_parser_is_another_is_told_of_and_detection_runs_on_re(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(pattern: str) -> list[object]:
        raise AttributeError

    monkeypatch.setattr(trigger, "parser", SimpleNamespace(parse=parse))
    trigger.parts.cache_clear()
    other = Prefilter([["xyz"], ["y", "z"]])
    assert "unknown" in other.active() or not AVAILABLE
    assert not other.uses_hyperscan
    assert list(other.fired("a z")) == [1]
    trigger.parts.cache_clear()


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([finding(0, 4, "PIN", 0.1), finding(0, 9, "CARD", 0.9, CHECKSUM)], [(0, 9, "PIN")]),
        ([finding(0, 9, "EMAIL", 0.9, CHECKSUM), finding(2, 5, "PASSWORD")], [(0, 9, "PASSWORD")]),
        ([finding(0, 5, "CODE", 0.9, CUE), finding(0, 5, "PUK")], [(0, 5, "PUK")]),
        ([finding(0, 5, "PIN", 0.9), finding(2, 6, "CARD_CODE", 0.5, CUE)], [(0, 6, "CARD_CODE")]),
        ([finding(0, 5, "PIN"), finding(4, 7), finding(6, 9, "CARD", 0.9, CHECKSUM)], [(0, 9, "PIN")]),
        ([finding(0, 5, "PIN"), finding(5, 9, "CARD", 0.9, CHECKSUM)], [(0, 5, "PIN"), (5, 9, "CARD")]),
        ([finding(0, 5, "BADGE", 0.9), finding(0, 5, "EMAIL", 0.5)], [(0, 5, "BADGE")]),  # a plugin's own kind
    ],
)
def test_what_must_never_be_kept_wins_whatever_it_overlaps(
    found: list[Finding], expected: list[tuple[int, int, str]]
) -> None:
    assert [(f.start, f.end, f.kind) for f in settle("0123456789", found)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Пин-код 5023", [("PIN", "5023")]),
        ("code PUK est 40712233", [("PUK", "40712233")]),
        ("PUK code: 40712233, код 4470", [("PUK", "40712233"), ("CODE", "4470")]),
        ("password: ann@example.com", [("PASSWORD", "ann@example.com")]),
        ("forgot my password, write to ann2@example.com", [("EMAIL", "ann2@example.com")]),
        ("forgot my password ann2@example.com", [("EMAIL", "ann2@example.com")]),
        ("new password +442079460018", [("PHONE", "+442079460018")]),
        ("password: hunter2, ann@example.com", [("PASSWORD", "hunter2"), ("EMAIL", "ann@example.com")]),
        ("password hunter22 +442079460018", [("PASSWORD", "hunter22"), ("PHONE", "+442079460018")]),
    ],
)
def test_a_word_takes_what_follows_it_directly_and_nothing_else(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(f.kind, text[f.start : f.end]) for f in FAST.scan(text)] == expected


def _seconds(text: str) -> float:
    begun = time.process_time()
    FAST.scan(text)
    return time.process_time() - begun


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1",
        "1 1",
        "00 ",
        "00 1 ",
        "020 ",
        "1. ",
        "0 1 2 3 4 5 6 7 8\n",
        "1 2345678\n",
        "12 07911 ",
        "4111 1111 1111 1112 ",
        "a@b.test",
        "pin code ",
        "password:x",
        "::1:",
        "::1 ",
        "cvv ",
        "12/12 123 ",
        "mi clave de ",
        "mot de passe wifi, ",
        "http://a:b@",
        "[A_1",
        "é",
    ],
)
def test_hostile_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    FAST.scan(piece * 20)  # numbering plans are loaded at the first number
    short, long = ((piece * (length // len(piece) + 1))[:length] for length in (100_000, 200_000))
    pairs = [(_seconds(short), _seconds(long)) for _ in range(3)]
    assert min(twice for _, twice in pairs) < 5, "on the machine this was written on: half a second"
    assert min(twice - 2.5 * once for once, twice in pairs) < 0.1  # the best of three: other work makes both slower


def test_hostile_runs_of_digits_are_masked_as_far_as_a_patient_reader_would() -> None:
    number = "07911 123456"
    text = ("00 1 " * 20_000) + number + ", 4111 1111 1111 1111"
    found = FAST.scan(text)
    at = text.index(number)
    assert any(each.start <= at and at + len(number) <= each.end for each in found)
    assert found[-1].end == len(text)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        # what passes stands beside others, and over what is weaker and within it
        ([finding(0, 3, "ORGANISATION"), finding(3, 6)], [(0, 3, "ORGANISATION"), (3, 6, "EMAIL")]),
        ([finding(0, 8, "URL", strength=CUE), finding(2, 4), finding(5, 8)], [(0, 8, "URL")]),
        ([finding(0, 8, "URL", strength=CUE), finding(2, 4, "PERSON", strength=MODEL)], [(0, 8, "URL")]),
        # it gives way to what is as strong, sticks out, or must never be kept
        ([finding(0, 8, "URL"), finding(2, 4)], [(2, 4, "EMAIL")]),
        ([finding(0, 8, "URL", strength=MODEL), finding(2, 4), finding(5, 7, "CODE", strength=CUE)],
         [(2, 4, "EMAIL"), (5, 7, "CODE")]),
        ([finding(0, 8, "URL", strength=CUE), finding(6, 9)], [(6, 9, "EMAIL")]),
        ([finding(1, 8, "URL", strength=CUE), finding(0, 9)], [(0, 9, "EMAIL")]),
        ([finding(0, 8, "DATE", strength=CHECKSUM), finding(2, 4, "PIN")], [(2, 4, "PIN")]),
        # a model uncovers no digits
        ([finding(0, 8, "ORGANISATION", strength=MODEL), finding(2, 4)], [(2, 4, "EMAIL")]),
        # parts of one hidden cluster count as one
        ([finding(0, 6, "URL", strength=CUE), finding(2, 5), finding(4, 8, "IP")], [(2, 8, "IP")]),
        # of two that pass, the stronger
        ([finding(0, 5, "ORGANISATION"), finding(3, 8, "DATE", strength=CUE)], [(3, 8, "DATE")]),
        ([finding(0, 5, "ORGANISATION", strength=MODEL), finding(3, 8, "DATE")], [(0, 5, "ORGANISATION")]),
        ([finding(0, 5, "URL"), finding(4, 6, "DATE"), finding(8, 9)], [(0, 5, "URL"), (8, 9, "EMAIL")]),
    ],
)  # fmt: skip
def test_what_passes_never_uncovers_what_is_as_strong(
    found: list[Finding], expected: list[tuple[int, int, str]]
) -> None:
    assert [(f.start, f.end, f.kind) for f in settle("0123456789", found)] == expected


FOUND = st.builds(
    lambda start, length, kind, score, strength: finding(start, start + length, kind, score, strength),
    st.integers(0, 30), st.integers(1, 12), st.sampled_from(["EMAIL", "PIN", "PERSON", "URL", "DATE", "LITERAL"]),
    st.sampled_from([0.5, 0.9]), st.sampled_from([PATTERN, MODEL, CUE, CHECKSUM]),
)  # fmt: skip


@given(st.lists(FOUND, min_size=1, max_size=10))
def test_only_something_stronger_around_it_uncovers_what_would_be_hidden(found: list[Finding]) -> None:
    settled = settle("x" * 50, list(found))
    assert all(one.end <= two.start for one, two in pairwise(settled))
    for one in found:
        if one.kind in PASSED:
            continue
        over = [each for each in settled if each.start < one.end and one.start < each.end]
        over = [
            each for each in over if each.kind not in PASSED or (each.strength > one.strength and one.kind != "PIN")
        ]
        assert not left_open("x" * 50, one, {at for each in over for at in range(each.start, each.end)})
        assert len(over) == 1 or (one.kind, one.strength) == ("PERSON", MODEL)


def test_what_passes_is_found_and_not_personal() -> None:
    class Urls(Fixed):
        kinds = ("URL", "EMAIL")

    scanner = Scanner([Urls(finding(0, 1, "URL"), finding(2, 3))])
    assert [one.kind for one in scanner.scan("x y")] == ["URL", "EMAIL"]
    assert [one.kind for one in scanner.personal("x y")] == ["EMAIL"]
    assert [one.kind for one in Scanner([Urls(finding(0, 1, "URL"))], passed=()).personal("x")] == ["URL"]


def test_a_finding_shows_no_value() -> None:
    assert "canonical" not in repr(finding(0, 1))


def test_an_optional_kind_is_looked_for_only_where_somebody_asks() -> None:
    class Dates(Fixed):
        kinds = ("DATE",)

    class Both(Fixed):
        kinds = ("DATE", "EMAIL")

    dates, both = Dates(finding(0, 1, "DATE")), Both(finding(2, 3, "DATE"), finding(4, 5))
    assert [one.kind for one in Scanner([dates, both]).scan("x y z")] == ["EMAIL"]
    asked = Scanner([dates, both], also=("DATE",))
    assert [one.kind for one in asked.scan("x y z")] == ["DATE", "DATE", "EMAIL"]
    assert Scanner([dates, both]).scan_each(["x y z", "-"]) == [Scanner([both]).scan("x y z"), []]


ALLOWED = Scanner(bundled(REGIONS), allowed=("Info@Example.com", "020 7946 0018", "4321", "[CARD_1]"))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("mail info@example.com or ann@example.com", ["EMAIL"]),
        ("call +44 20 7946 0018", []),  # in another spelling
        ("call 020-7946-0018, pin 4321, [CARD_1]", ["PIN", "LITERAL"]),  # nothing lets these through
        ("see xinfo@example.com", ["EMAIL"]),  # only the whole value is allowed
    ],
)
def test_an_allowed_value_is_no_finding(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in ALLOWED.scan(text)] == kinds
    for many in (1, 5):
        assert ALLOWED.scan_each([text] * many) == [ALLOWED.scan(text)] * many


def test_an_allowed_value_is_read_as_messages_are() -> None:
    wide = Scanner(bundled(REGIONS), False, allowed=("ｉｎｆｏ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ann (at) example (dot) com"))
    assert wide.scan("write to INFO@example.com, ann@example.com or ann at example dot com") == []
    plain = Scanner(bundled(REGIONS), False, allowed=("info@example.com",))
    assert plain.scan("write to ｉｎｆｏ＠ｅｘａｍｐｌｅ．ｃｏｍ") == []


def test_a_sentence_that_is_allowed_allows_nothing_that_stands_in_it() -> None:
    scanner = Scanner(bundled(REGIONS), False, allowed=("write to info@example.com today",))
    assert [one.kind for one in scanner.scan("write to info@example.com today")] == ["EMAIL"]


def test_an_allowed_value_that_makes_a_detector_raise_spoils_nothing() -> None:
    """Its other spellings are not known, so only itself is let through; who has no trigger in it is not asked."""

    class Fragile(Fixed):
        def find(self, text: str) -> Iterator[Finding]:
            assert "x" in text
            if len(text) == 4:
                raise RuntimeError("broken")
            yield Finding(0, 4, "EMAIL", 0.5, "fixed", "same")

    scanner = Scanner([Fragile()], False, allowed=("xabc", "abc"))
    scanner.ready()
    assert scanner.scan_each(["xabc, abc", "xyz, abc"]) == [[], [Finding(0, 4, "EMAIL", 0.5, "fixed", "same")]]


def test_a_scanner_that_cannot_be_built_says_so_when_it_is_made_ready() -> None:
    class Broken(Fixed):
        triggers = ("(",)

    with pytest.raises(re.error):
        Scanner([Broken()], False).ready()


class Together(Fixed):
    """A detector that looks at many texts at once, and breaks on some."""

    def find_each(self, texts: list[str]) -> list[list[Finding]]:
        if any("broken" in text for text in texts):
            raise RuntimeError("broken")
        return [list(self.find(text)) for text in texts]

    def find(self, text: str) -> Iterator[Finding]:
        if "broken" in text:
            raise RuntimeError("broken")
        yield finding(text.index("x"), text.index("x") + 1)

    def active(self) -> str:
        return "It looks at many at once."


def test_a_detector_may_look_at_many_texts_at_once() -> None:
    scanner = Scanner([Together()])
    texts = ["x", "a x", "none", "４x", "\u200bx"]
    assert scanner.scan_each(texts) == [scanner.scan(text) for text in texts]
    assert scanner.scan_each(["x", "x broken", "ax"]) == [scanner.scan("x"), None, scanner.scan("ax")]
    assert scanner.active().endswith("It looks at many at once.")


@settings(deadline=None)
@given(st.lists(st.one_of(texts, spaced), max_size=4))
def test_many_texts_in_words_and_other_scripts_are_scanned_as_each_alone(many: list[str]) -> None:
    assert FAST.scan_each(many) == [FAST.scan(text) for text in many]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([finding(0, 3)], [("EMAIL", "alone", [])]),
        ([finding(0, 3), finding(1, 2, "CARD", strength=CHECKSUM)], [("CARD", "stronger evidence", ["EMAIL"])]),
        ([finding(0, 3), finding(0, 3, "PIN")], [("PIN", "never kept", ["EMAIL"])]),
        ([finding(0, 3), finding(0, 3, "IP", 0.6)], [("IP", "higher score", ["EMAIL"])]),
        ([finding(0, 3), finding(0, 4, "IP")], [("IP", "longer", ["EMAIL"])]),
        ([finding(0, 3), finding(0, 3, "IP")], [("EMAIL", "first", ["IP"])]),
        ([finding(0, 4, "URL"), finding(1, 3)], [("EMAIL", "what passes gives way", ["URL"])]),
        ([finding(0, 4, "URL", strength=CUE), finding(1, 3)], [("URL", "stronger evidence", ["EMAIL"])]),
    ],
)
def test_a_finding_is_explained_by_the_rule_that_decided(
    found: list[Finding], expected: list[tuple[str, str, list[str]]]
) -> None:
    class All(Fixed):
        kinds = ("EMAIL", "CARD", "PIN", "IP", "URL")

    scanner = Scanner([All(*found)])
    told = explained(scanner, "x23456789")
    assert [(one.finding.kind, one.because, [each.kind for each in one.beaten]) for one in told] == expected
    assert [one.finding for one in told] == scanner.scan("x23456789")
    assert explained(scanner, "nothing") == []


def test_explaining_many_findings_takes_time_in_proportion_to_their_number() -> None:
    scanner, text = Scanner([Fixed(*(finding(at, at + 3) for at in range(0, 20_000, 4)))]), "x234" * 5_000
    begun = time.process_time()
    assert len(explained(scanner, text)) == 5_000
    assert time.process_time() - begun < 1, "a fiftieth of a second on the machine this was written on"


@settings(deadline=None)
@given(st.one_of(texts, spaced))
def test_every_finding_can_be_explained(text: str) -> None:
    assert [one.finding for one in explained(FAST, text)] == FAST.scan(text)
