"""Detectors that the compiled kernel helps find the same without it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from privet.core import kernel, runs
from privet.core.finding import Detector
from privet.plugins.detectors import card, iban, phone

pytestmark = pytest.mark.skipif(kernel.compiled() is None, reason="no compiler was there")

REGIONS = ("US", "GB", "DE", "IN", "RU")
PAIRS = [(made.make(REGIONS), made.make(REGIONS, kernel=False)) for made in (phone, card, iban)]
NAMES = ("phone", "card", "iban")

_PIECES = [
    *"0123456789",
    *("89", "411111", "5555", "4444", "0000", "9792", "3528", "220", "6521", "81", "4111111111111111"),
    *("378282246310005", "4111 1111 1111 1111", "GB82 WEST 1234 5698 7654 32", "DE89370400440532013000"),
    *("+44 20 7946 0018", "FR14 2004 1010 0505 0001 3M02 606", "NL91 abna 0417 1643 00", "192.0.2.17"),
    *("a", "x", "v", "V", "version ", "Firmware ", "build", "VERSION: ", "card ", "iban ", "account ", "konto: "),
    *("west", "WEST", "GB82", "DE89", "de", "FR14", "ABCD", " ", "  ", "   ", "-", ".", "(", ")", "+", "/", ":", "$"),
    *("#", "=", "_", "?", "&", ",", "\n", "\t", "(+", "€", "é", "\r", "kart", "tarjeta ", "1111", "3782", "822463"),
    *("4111,1111/1111\n1111", "3782 / 822463 / 10005", "1111,1111,1111"),
]
texts = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)


@pytest.mark.parametrize(("fast", "plain"), PAIRS, ids=NAMES)
@settings(deadline=None, max_examples=300)
@given(text=texts)
@example(text="GB82 WEST 1234 5698 7654 32 and 4111-1111-1111-1111, ring (+44) 20 7946 0018")
def test_the_same_is_found(fast: Detector, plain: Detector, text: str) -> None:
    assert list(fast.find(text)) == list(plain.find(text))


@pytest.mark.parametrize(("fast", "plain"), PAIRS, ids=NAMES)
@pytest.mark.parametrize("value", ["4111111111111111 x ", "+442079460018 x ", "DE89370400440532013000 x "])
def test_more_runs_than_there_is_room_for_are_found(fast: Detector, plain: Detector, value: str) -> None:
    text = value * 40
    found = list(fast.find(text))
    assert found == list(plain.find(text))
    assert len(found) in (0, 40)


def test_without_the_kernel_each_is_told_to_look_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "compiled", lambda: None)
    runs._kernel.cache_clear()
    text = "4111111111111111"
    assert runs.phones(text, 0) is runs.cards(text) is runs.ibans(text, bytes(676)) is None
    assert not runs.is_there()
    assert [one.canonical for one in phone.make().find("+442079460018")] == ["+442079460018"]
    runs._kernel.cache_clear()


def test_a_text_of_other_signs_is_left_to_them() -> None:
    assert runs.phones("é 4111111111111111", 0) is None
    assert runs.cards("é 4111111111111111") is None
    assert runs.ibans("é", bytes(676)) is None
    assert runs.cards("4111111111111111") == ([0, 16, 0], False)
    assert runs.cards("4111,1111,1111,1111") == runs.cards("3782\n822463\r/ 10005") == ([], True)
    assert runs.cards("4111,1111,1111    1111") == runs.cards("4111,x1111,1111,1111,11111") == ([], False)
    assert runs.cards("4222222222223") == runs.cards("card? 4222222222223") == ([], False)
    assert runs.cards("Card no 4222222222223") == ([8, 21, 1], False)


@given(st.text("0123456789", min_size=12, max_size=19))
def test_a_card_is_one_to_both(digits: str) -> None:
    for last in "0123456789":
        number = digits[:-1] + last
        assert (runs.cards(number) == ([0, len(number), 0], False)) == (
            card.is_card(number) and not card._SIM.fullmatch(number)
        )
