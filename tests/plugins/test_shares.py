"""Shares of the recovery key: the specification's vectors, any M of N, and no word of a share in an error."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shamir_mnemonic import combine_mnemonics

from privet.errors import BadInput, PrivetError, WrongKey
from privet.plugins.keys import shares

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "slip-0039.json").read_text("utf-8"))
SEED = bytes(range(32))


@pytest.mark.parametrize(("texts", "secret"), VECTORS["valid"])
def test_the_specifications_shares_give_their_secret(texts: list[str], secret: str) -> None:
    assert combine_mnemonics(texts, b"TREZOR").hex() == secret


@pytest.mark.parametrize("texts", [texts for texts, secret in VECTORS["valid"] if len(secret) == 64])
def test_and_are_read_by_us(texts: list[str]) -> None:
    assert shares.join(texts) == combine_mnemonics(texts)


@pytest.mark.parametrize("what", VECTORS["invalid"])
def test_what_the_specification_refuses_is_refused_without_a_word_of_it(what: str) -> None:
    texts = VECTORS["invalid"][what]
    with pytest.raises((BadInput, WrongKey)) as raised:
        shares.join(texts)
    said = f"{raised.value.message} {raised.value.hint}".split()
    assert not {word for text in texts for word in text.split()[2:]} & set(said) - {"wrong", "member", "length"}


@given(
    st.binary(min_size=32, max_size=32), st.integers(2, 6).flatmap(lambda n: st.tuples(st.just(n), st.integers(2, n)))
)
def test_any_m_of_n_give_it_and_no_fewer(seed: bytes, how: tuple[int, int]) -> None:
    count, needed = how
    made = shares.split(seed, count, needed)
    assert {len(one.split()) for one in made} == {33}
    assert (
        shares.join(made[-needed:]) == shares.join(made) == shares.join([one.upper() for one in made[:needed]]) == seed
    )
    with pytest.raises(WrongKey, match=f"{needed} different shares are needed, and there are {needed - 1}"):
        shares.join(made[: needed - 1])


def test_each_choice_of_three_of_five(capsys: pytest.CaptureFixture[str]) -> None:
    made = shares.split(SEED, 5, 3)
    assert {shares.join(chosen) for chosen in combinations(made, 3)} == {SEED}
    with pytest.raises(WrongKey, match="there are 2"):
        shares.join([made[0], made[1], made[1]])


def test_shares_of_two_sets_do_not_mix() -> None:
    one, other = shares.split(SEED, 3, 2), shares.split(SEED, 3, 2)
    with pytest.raises(WrongKey, match="not all of one"):
        shares.join([one[0], other[1]])


@pytest.mark.parametrize("how", [(0, 0), (3, 1), (2, 3), (17, 2), (5, 0), (-1, -1)])
def test_what_makes_no_sense_is_refused(how: tuple[int, int]) -> None:
    with pytest.raises(BadInput):
        shares.split(SEED, *how)


def test_nothing_and_nonsense() -> None:
    for texts in ([], ["nobody knows this"], [""], ["academic " * 33], ["academic"]):
        with pytest.raises(PrivetError):
            shares.join(texts)
    with pytest.raises(BadInput, match="number 2 of it"):
        shares.join([shares.split(SEED, 1, 1)[0].replace(" ", " xyzzy ", 1)])
    with pytest.raises(ValueError, match="32 bytes"):
        shares.split(b"short", 3, 2)
