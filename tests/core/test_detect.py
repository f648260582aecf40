"""Scanning: both prefilters agree, findings settle, a failing detector fails the scan, and time stays bounded."""

import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privet.core import prefilter
from privet.core.detect import Scanner, settle
from privet.core.finding import CHECKSUM, CUE, PATTERN, Finding
from privet.core.prefilter import AVAILABLE, Prefilter
from privet.plugins.detectors import bundled

REGIONS = ("GB", "US", "DE")
PLAIN = Scanner(bundled(REGIONS), hyperscan=False)
FAST = Scanner(bundled(REGIONS), hyperscan=True) if AVAILABLE else PLAIN

PIECES = (
    "write to ann@example.com", "+44 20 7946 0018", "07911 123456", "4111 1111 1111 1111", "12/27", "cvv 123", "123",
    "DE89 3704 0044 0532 0130 00", "192.168.1.254", "::ffff:192.0.2.1",
    "https://user:secret@example.com/x?token=abc1",
    "your code is 482913", "ваш код: 4829", "PASSWORD: hunter2", "пароль", "Пин-код 4321", "puk 12345678", "[CARD_1]",
    "[ card_2 ]", 
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
    for detector in FAST.detectors:
        for each in detector.find(text):
            assert covered.issuperset(range(each.start, each.end))


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


def test_a_text_that_is_not_well_formed_is_looked_at_by_every_detector() -> None:
    scanner = Scanner([Fixed(finding(0, 1))])
    assert scanner.scan("\ud800") == ([finding(0, 1)] if AVAILABLE else [])
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
    assert "without Hyperscan" in PLAIN.active()
    assert ("without" not in FAST.active()) == AVAILABLE


def test_hyperscan_where_there_is_none_is_an_error_and_otherwise_a_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefilter, "hyperscan", None)
    monkeypatch.setattr(prefilter, "AVAILABLE", False)
    with pytest.raises(ValueError, match="not installed"):
        Prefilter([["x"]], use_hyperscan=True)
    assert list(Prefilter([["x"], ["y", "z"]]).fired("a z")) == [1]


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1",
        "1 1",
        "12 07911 ",
        "4111 1111 1111 1112 ",
        "a@b.test",
        "pin code ",
        "password:x",
        "::1:",
        "http://a:b@",
        "[A_1",
        "é",
    ],
)
def test_hostile_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    FAST.scan(piece)  # numbering plans are loaded at the first number
    begun = time.process_time()
    FAST.scan((piece * (200_000 // len(piece) + 1))[:200_000])
    assert time.process_time() - begun < 20
