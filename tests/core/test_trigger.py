"""Triggers taken apart: where a trigger matches, one of its parts does, with the digits that it asks for."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privet.core.prefilter import AVAILABLE, Prefilter
from privet.core.spelled import SPOKEN, WRITTEN
from privet.core.trigger import Part, lowered, parts
from privet.plugins.detectors import bundled

EVERY = sorted({trigger for one in bundled(("US", "GB", "DE")) for trigger in one.triggers} | {*SPOKEN, *WRITTEN})


def loose(part: Part) -> re.Pattern[bytes]:
    return re.compile(part.pattern, re.DOTALL)


def matches(found: Sequence[Part], text: str) -> bool:
    data = lowered(text).encode("utf-8", "surrogatepass")
    digits = sum(sign in b"0123456789" for sign in data)
    return any(part.digits <= digits and loose(part).search(data) for part in found)


@pytest.mark.parametrize(
    ("trigger", "expected"),
    [
        ("colou?r", [("color", 0), ("colour", 0)]),
        ("alpha[bc]?", [("alpha", 0)]),
        ("(?:код)+", [("код", 0)]),
        ("(?:code|passcode)(?:[^a-z0-9][^0-9]*)?[0-9]", [("code", 1), ("passcode", 1)]),
        ("[0-9][^0-9]*(?:otps|code)[^0-9]*[0-9]{4}(?:$|[^0-9])", [("otps", 5), ("code", 5)]),
        ("К[ОА]Д", [("код", 0), ("кад", 0)]),
        ("(?:alpha|beta)-(?:gamma|delta)", [(f"{a}\\-{b}", 0) for a in ("alpha", "beta") for b in ("gamma", "delta")]),
        ("(?:word|wordy|words) [a-z]*", [("word\\ ", 0), ("wordy\\ ", 0), ("words\\ ", 0)]),
        ("(?:abcd){1,2}x|(?:yz){2}", [("abcdx", 0), ("abcdabcdx", 0), ("yzyz", 0)]),
    ],
)
def test_a_trigger_is_taken_apart_into_words_where_there_are_some(
    trigger: str, expected: list[tuple[str, int]]
) -> None:
    assert sorted((part.pattern.decode(), part.digits) for part in parts(trigger)) == sorted(expected)


@pytest.mark.parametrize(
    ("trigger", "digits"),
    [
        ("[0-9]{3}-[0-9]{2}-[0-9]{4}", 9),
        ("é[à-ü]{2}", 0),
        ("a[^é]b.c$", 0),
        ("de ?[0-9]{9}", 9),
        ("(?:ab|c1)(?:x{2,9}|[yz])q[0-9]", 1),
    ],
)
def test_a_trigger_without_words_stays_a_pattern(trigger: str, digits: int) -> None:
    assert any(not part.word and part.digits == digits for part in parts(trigger))


def test_too_many_patterns_are_one() -> None:
    found = parts(f"(?:{'|'.join(f'{letter}q' for letter in 'abcdefghijklmnopqrstuvwxyz')})[^a]z*y")
    assert len(found) == 1
    assert matches(found, "say: MQ!ZZY")
    assert not matches(found, "say: MZZY")


@pytest.mark.parametrize("trigger", ["[a-z]*?[0-9]", "(?=[ab])[0-9]", "(?![ab])[0-9]", "([a-z])\\1[0-9]"])
def test_what_is_not_understood_is_refused_and_not_taken_for_something_else(trigger: str) -> None:
    with pytest.raises(ValueError, match="taken apart"):
        parts(trigger)


def test_an_edge_keeps_short_words_from_longer_ones() -> None:
    found = parts("(?:^|[^a-z])(?:nif|passport)[^0-9]*[0-9]")
    assert matches(found, "nif 1")
    assert matches(found, "(NIF) 1")
    assert matches(found, "xpassport 1")  # too much is no harm
    assert not matches(found, "significant 1")
    assert not matches(found, "nif")


@pytest.mark.parametrize("trigger", EVERY, ids=range(len(EVERY)))
def test_where_a_bundled_trigger_matches_a_part_of_it_does(trigger: str) -> None:
    found, pattern = parts(trigger), re.compile(trigger, re.IGNORECASE)

    @settings(deadline=None, max_examples=8)
    @given(st.from_regex(pattern), st.text(max_size=3))
    def check(text: str, around: str) -> None:
        if pattern.search(around + text):
            assert matches(found, around + text)

    check()


ATOMS = [
    "a",
    "bc",
    "é",
    "ı",
    "1",
    "[0-9]",
    "[a-c]",
    "[^a]",
    "[éà]",
    "[^é]",
    ".",
    "(?:ab|1)",
    "(?:x|yé)",
    " ",
]
EDGES = ["", "(?:^|[^a-z])", "[^a-z]"]
TIMES = ["", "", "?", "*", "+", "{2}", "{0,3}", "{1,2}"]
triggers = st.lists(st.tuples(st.sampled_from(ATOMS), st.sampled_from(TIMES)), min_size=1, max_size=5).map(
    lambda made: (
        EDGES[len(made) % 3]
        + "".join(atom + times if len(atom) == 1 or atom[0] in "[(" else atom for atom, times in made)
    )
)


@settings(deadline=None)
@given(triggers, st.text("abcxyé1ıIİſ \ud800à", max_size=12))
def test_no_trigger_matches_where_no_part_does(trigger: str, text: str) -> None:
    if re.search(trigger, text, re.IGNORECASE):
        assert matches(parts(trigger), text)


@pytest.mark.skipif(not AVAILABLE, reason="Hyperscan has no wheel here")
@settings(deadline=None, max_examples=60)
@given(triggers, st.lists(st.text("abcxyé1ıIİſ \ud800à", max_size=12), max_size=5))
def test_hyperscan_names_every_detector_that_re_does(trigger: str, texts: list[str]) -> None:
    both = [("abc",), (trigger + "b1",), ("[0-9]{5}", "1[^0-9]?1")]
    fast, plain = Prefilter(both, True), Prefilter(both, False)
    for text in texts:
        fired = list(fast.fired(text))
        assert set(fired) >= set(plain.fired(text))
        assert len(set(fired)) == len(fired)


@pytest.mark.parametrize(
    ("trigger", "text"),
    [
        ("(ab|cd)[a-z]{9}(x|y)", "CDabcdefghiX"),
        ("[à-ü][0-9]{3}[a-zà-ü]{2}", "É123üx"),
        ("(?:[^a-z](?:[0-9]|[^0-9])){2}pin", "1a2bPIN"),
        ("q(?:1[^a-z0-9]){3}[^q].", "q1-1-1-é!"),
        ("^[0-9](?:[a-z]{9}){2}$", "1" + "ab" * 9),
    ],
)
def test_what_stays_a_pattern_still_matches(trigger: str, text: str) -> None:
    assert re.search(trigger, text, re.IGNORECASE)
    assert matches(parts(trigger), text)
    assert not matches(parts(trigger), "...")


def test_what_cannot_be_taken_apart_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be taken apart"):
        parts("[0-9]{9}(?=a)[0-9]")
