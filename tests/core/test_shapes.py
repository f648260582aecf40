"""Shapes: a value stands after its word, behind it, glued to it, or far from it; what is no value is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.cues import Cue, connected, lowered, near
from privet.core.dates import iso
from privet.core.finding import CHECKSUM, CUE, PATTERN
from privet.core.shapes import Shape, Shapes, compact


def _even(number: str) -> bool:
    return int(number) % 2 == 0


BADGE = Shapes(
    "badge",
    (
        Shape("ACCOUNT", "[0-9]{4}", "badge|ausweis", "工号", "badge of honour", loose=True, far=True, valid=_even),
        Shape("ACCOUNT", "[A-Z]{2}[0-9]{6}", trigger="[a-z]{2}[0-9]{6}", score=0.7),
        Shape("TRACKING", "[A-Z]{2}[0-9]{6}", "crate", behind=False),
        Shape("IMSI", "7[0-9]{5}", trigger="7[0-9]{5}", valid=_even, must=True),
        Shape("CELL", "(?:x)?[0-9]{4}", "mast", score=0.5),
    ),
)


def _found(text: str) -> list[tuple[str, str, int]]:
    return [(one.kind, text[one.start : one.end], one.strength) for one in BADGE.find(text)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("badge 1234", ["1234"]),
        ("badge1234", ["1234"]),
        ("Badge No. 1234, 5678 and 9012", ["1234", "5678", "9012"]),
        ("1234 is my badge", ["1234"]),
        ("1234 (badge)", ["1234"]),
        ("1234 people saw a badge", []),
        ("badge of honour 1234", []),
        ("my badge was lost in 1234", []),
        ("his badge and some other things 1234", []),
        ("the badge of room 7: 1234", ["1234"]),
        ("got a badge? it's 1234", ["1234"]),
        ("工号1234", ["1234"]),
        ("badge 1234 kg", []),
        ("badge 1234%", []),
        ("badge 1234.50", []),
        ("badge A1234", []),
        ("badge x", []),
        ("no digits", []),
    ],
)
def test_where_a_value_may_stand(text: str, values: list[str]) -> None:
    assert [written for _, written, _ in _found(text)] == values


def test_how_strong_a_finding_is() -> None:
    assert _found("badge 1234") == [("ACCOUNT", "1234", CHECKSUM)]
    assert _found("badge 1235") == [("ACCOUNT", "1235", CUE)]
    assert _found("AB123456") == [("ACCOUNT", "AB123456", PATTERN)]
    assert _found("700001 and 700002") == [("IMSI", "700002", CHECKSUM)]


def test_of_two_that_overlap_the_stronger_stays() -> None:
    assert _found("crate AB123456") == [("TRACKING", "AB123456", CUE)]
    assert _found("mast badge 1234") == [("ACCOUNT", "1234", CHECKSUM)]


def test_the_first_of_equals_stays_where_the_next_is_weaker() -> None:
    both = Shapes("both", (Shape("CARD", "[0-9]{6}", "a"), Shape("PIN", "(?<=[0-9]{2})[0-9]{4}", trigger="[0-9]")))
    assert [one.kind for one in both.find("a 123456")] == ["CARD"]


def test_a_value_whose_canonical_form_is_empty_is_none() -> None:
    nothing = Shapes("nothing", (Shape("PIN", "[0-9]+", trigger="[0-9]", canonical=lambda written: ""),))
    assert list(nothing.find("12")) == []


def test_shapes_say_their_kinds_and_triggers() -> None:
    assert BADGE.kinds == ("ACCOUNT", "TRACKING", "IMSI", "CELL")
    assert {"(?:^|[^a-z])(?:badge|ausweis)(?:[^a-z]|$)", "工号"} < set(BADGE.triggers)
    assert "7[0-9]{5}" in BADGE.triggers


def test_without_need_of_digits_words_alone_do() -> None:
    word = Shapes("word", (Shape("BANK_CODE", "[A-Z]{8}", "bic", digits=False),))
    assert [one.canonical for one in word.find("BIC: COBADEFF")] == ["COBADEFF"]


@pytest.mark.parametrize(
    ("gap", "is_near"),
    [
        ("", True),
        (": ", True),
        (" number of my ", True),
        (" war immer ", True),
        (" code: ist die ", True),
        (" do app ", True),
        (" de la tarjeta ", True),
        (" was lost again by somebody on ", False),
        (" banana ", False),
        (" for one for two for three ", False),
        (" anything at all? also ", True),
    ],
)
def test_what_is_near(gap: str, is_near: bool) -> None:
    assert near(gap) is is_near


def test_what_is_connected() -> None:
    assert connected(" — ")
    assert connected(" for the gate is ")
    assert not connected(" for the gate ")


def test_words_stand_alone_unless_they_may_be_glued() -> None:
    cue = Cue("pin", "码", "pin number")
    assert [match.span() for match in cue.finditer("the pin")] == [(4, 7)]
    assert not list(cue.finditer("spin pinned"))
    assert [match[0] for match in cue.finditer("验证码")] == ["码"]
    for text in ("pin number", "pin number — 1"):
        assert [bool(match.lastindex) for match in cue.finditer(text)] == [True]
    for text in ("pin", "пин"):
        assert not list(Cue("", "码").finditer(text))


@given(st.text())
def test_small_letters_keep_offsets(text: str) -> None:
    assert len(lowered(text)) == len(text)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("14/03/1986", "1986-03-14"),
        ("3/25/2024", "2024-03-25"),
        ("1990-11-30", "1990-11-30"),
        ("May 9th 2011", "2011-05-09"),
        ("2 de agosto de 1971", "1971-08-02"),
        ("5 мая 1988", "1988-05-05"),
        ("1990年5月3日", "1990-05-03"),
        ("07.12.58", "07-12-58"),
        ("3. Mai", "3-5"),
    ],
)
def test_which_day_is_meant(written: str, meant: str) -> None:
    assert iso(written) == meant


def test_compact_keeps_letters_and_digits() -> None:
    assert compact("ab-12 3.4_5") == "AB12345"
