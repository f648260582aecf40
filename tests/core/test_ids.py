"""Ids read back as they were shown, one spelling each."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core import ids
from privet.errors import BadInput

RAW = st.binary(min_size=16, max_size=16)


@given(RAW)
def test_letters_are_rfc_4648(raw: bytes) -> None:
    assert ids.letters(raw) == base64.b32encode(raw).decode().rstrip("=").lower()
    assert ids.raw(ids.letters(raw)) == raw


@given(RAW, st.sampled_from(["msg", "sub", "con", "tok", "ent"]))
def test_an_id_reads_back(raw: bytes, prefix: str) -> None:
    assert ids.read(prefix, ids.shown(prefix, raw)) == raw


@given(RAW, RAW)
def test_ids_sort_as_they_were_made(first: bytes, second: bytes) -> None:
    order = "abcdefghijklmnopqrstuvwxyz234567"
    keys = [[order.index(sign) for sign in ids.letters(raw)] for raw in (first, second)]
    assert (first < second) == (keys[0] < keys[1])


GOOD = "msg_" + "a" * 26


@pytest.mark.parametrize(
    "text",
    [
        "", "msg_", GOOD[:-1], GOOD + "a", GOOD.upper(), " " + GOOD, GOOD + "\n", "sub_" + "a" * 26, "msg-" + "a" * 26,
        "msg_" + "1" * 26, "msg_" + "a" * 25 + "b", "msg_" + "ä" * 26,
    ],
)  # fmt: skip
def test_anything_else_is_no_id(text: str) -> None:
    assert ids.read("msg", GOOD) == bytes(16)
    with pytest.raises(BadInput) as error:
        ids.read("msg", text)
    assert error.value.message == "that is no id of the form msg_ and 26 letters and digits"


@pytest.mark.parametrize("text", ["", "ana@example.com", "msg_", "ewlfquyiswxf_aaaa", "msg_" + "a" * 25 + "b"])
def test_no_error_says_what_was_given_for_an_id(text: str) -> None:
    with pytest.raises(BadInput) as error:
        ids.of_any_sort(text)
    assert not text or text not in error.value.message


def test_an_id_of_any_sort_says_its_sort() -> None:
    assert ids.of_any_sort(ids.shown(ids.ENTRY, bytes(16))) == (ids.ENTRY, bytes(16))
