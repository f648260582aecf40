"""The kernel's automata: whatever a part of a trigger matches they name, however few of their states they may keep."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.test_trigger import EVERY, matches, triggers

from privet.core import automaton, kernel
from privet.core.automaton import Automata, made, packed, unpacked
from privet.core.positions import Positions, Word, word_of
from privet.core.prefilter import Prefilter
from privet.core.trigger import parts
from privet.plugins.detectors import bundled

pytestmark = pytest.mark.skipif(kernel.compiled() is None, reason="no compiler was there")

SIGNS = "abcdefghijklmnopqrstuvwxyzABZ 0123456789   --..,:;/@#_()+%=&\n\tßéäкод号"


SOME = triggers.filter(lambda one: re.search(one, "") is None)
"""A trigger never matches nothing."""


def automata(each: Sequence[Sequence[str]]) -> Automata:
    return Automata(made([[part for one in own for part in parts(one)] for own in each]))


@settings(deadline=None, max_examples=60)
@given(st.lists(SOME, min_size=1, max_size=3), st.lists(st.text("abcxyé1ıIİſ \n\ud800à", max_size=12), max_size=5))
def test_a_part_that_matches_is_named(given: list[str], texts: list[str]) -> None:
    found = automata([[one, "b1"] for one in given])
    for text in texts:
        named = found.fired(text)
        assert {n for n, one in enumerate(given) if matches([*parts(one), *parts("b1")], text)} <= set(named)
        assert sorted(set(named)) == list(named)


@pytest.mark.parametrize(
    ("trigger", "hits", "misses"),
    [
        ("(?:^|[^a-z])tan(?:[^a-z]|$)", ["tan", "my TAN 1", "tan\n", "1tan2"], ["titan", "tank", ""]),
        ("[0-9]{3}-[0-9]{2}$", ["x123-45", "123-45\n"], ["123-456", "123-45 ", "12-34"]),
        ("^[0-9]{2}", ["12", "123"], ["a12", " 12"]),
        ("ab{2,3}c[0-9]?", ["abbc", "ABBBC"], ["abc", "abbbbc"]),
        ("q(?:[^0-9]{1,40})[0-9]", ["q" + 9 * "x" + "1", "q" + 50 * "é" + "1"], ["q1", "x1"]),
        ("x[0-9]*[a-c]{2,}z", ["xaaz", "x12bcbz"], ["xaz", "x1z"]),
        ("(?:passport|passeport)s", ["PASSPORTS", "passeports"], ["passport"]),
        ("код[ау]", ["КОДА", "мой коду"], ["код"]),
    ],
)
def test_a_trigger_fires_where_it_matches(trigger: str, hits: list[str], misses: list[str]) -> None:
    found = automata([["nothing of this"], [trigger]])
    assert [found.fired(text) for text in hits] == [(1,)] * len(hits)
    assert not any(found.fired(text) for text in misses)


def chosen(seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    words = ["card", "iban", "code", "GB82 WEST 1234 5698 7654 32", "4111 1111 1111 1111", "mac", "passwort", "пароль"]
    return [
        "".join(chance.choice(words) if chance.random() < 0.1 else chance.choice(SIGNS) for _ in range(60))
        for _ in range(count)
    ]


def test_every_detector_is_named_that_re_names() -> None:
    each = [one.triggers for one in bundled(("US", "GB", "DE"))[::3]]
    fast, plain = Prefilter(each), Prefilter(each, False)
    fast.compile()
    assert "compiled kernel" in fast.active()
    for text in chosen(1, 300):
        assert set(fast.fired(text)) >= set(plain.fired(text))


def test_with_room_for_few_states_the_answers_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    each = [[one] for one in EVERY if not any(part.word for part in parts(one))][:60]
    texts = chosen(2, 100)
    many = automata(each)
    monkeypatch.setattr(automaton, "_STATES", 4)
    few = automata(each)
    monkeypatch.setattr(automaton, "_STATES", 1 << 10)
    monkeypatch.setattr(automaton, "_ROOM", 0)
    tight = automata(each)
    for text in texts:
        assert many.fired(text) == few.fired(text) == tight.fired(text)


def test_what_is_kept_says_the_same_and_what_is_damaged_nothing() -> None:
    arrays = made([parts("tan [0-9]{4}")])
    kept = unpacked(packed(arrays))
    assert kept is not None
    assert Automata(kept).fired("TAN 1234") == (0,)
    for damaged in (b"", b"12345678", packed(arrays)[:-300], packed(arrays).replace(b"\x00\x01", b"\x01\x00")):
        assert unpacked(damaged) is None


def test_more_detectors_than_bits_are_left_to_others() -> None:
    each = [[f"word{number}"] for number in range(kernel.DETECTORS + 1)]
    with pytest.raises(ValueError, match="detectors"):
        automata(each)
    assert not Prefilter(each).uses_kernel
    assert Prefilter(each[1:]).uses_kernel


@pytest.mark.parametrize("stands", [[b"a"] * 0xFFFF, [bytes([number]) for number in range(127)]])
def test_more_patterns_than_the_kernel_takes_are_refused(stands: list[bytes]) -> None:
    with pytest.raises(ValueError, match="more patterns"):
        automaton._positions(Positions(list(map(frozenset, stands)), [set() for _ in stands], {0}, [0] * len(stands)))


@pytest.mark.parametrize("pattern", [b"[a-z]", b"a[b-c]d[e]f", b"", b"a[bc][de]"])
def test_what_is_no_word_is_taken_for_none(pattern: bytes) -> None:
    with pytest.raises(ValueError, match="no word"):
        word_of(pattern)


def test_a_word_keeps_what_may_stand_beside_it() -> None:
    found = word_of(b"(?:^|[^\\x61-\\x7a])ab(?:[^\\x61-\\x7a]|$)")
    assert found.word == b"ab"
    assert found.before == found.behind == frozenset(range(257)) - frozenset(range(0x61, 0x7B))
    assert word_of(b"ab") == Word(b"ab", frozenset(range(257)), frozenset(range(257)))


def test_groups_are_what_is_in_them() -> None:
    assert word_of(b"([^xw])ab(y|z)") == word_of(b"[^xw]ab(?:y|z)")
    found = Positions()
    found.add(b"(ab)(c|d0*){2}", 0)
    assert len(found.stands) == 8
    assert found.first == {0}
    assert found.ends == [0, 0, 0, 0, 0, 1, 1, 1]


@pytest.mark.parametrize("pattern", [b"a?", b"(?:a|b{0,2})"])
def test_a_pattern_that_matches_nothing_is_refused(pattern: bytes) -> None:
    with pytest.raises(ValueError, match="matches nothing"):
        Positions().add(pattern, 0)


def test_a_pattern_of_what_no_trigger_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be taken apart"):
        Positions().add(b"a(?=b)c", 0)


def test_answers_are_forgotten_where_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    found = automata([["ab"], ["cd"], ["ef"]])
    monkeypatch.setattr(automaton, "_STATES", 2)
    for text, named in (("ab", (0,)), ("cd ab", (0, 1)), ("ef", (2,)), ("ab", (0,)), ("", ())):
        assert found.fired(text) == named
