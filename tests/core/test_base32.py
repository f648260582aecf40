"""Base32 of many ids against the standard library's, one at a time."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.base32 import base32


@given(st.lists(st.binary(min_size=16, max_size=16), max_size=40))
def test_it_is_what_the_standard_library_says(raws: list[bytes]) -> None:
    assert base32(raws) == [base64.b32encode(raw).rstrip(b"=").lower() for raw in raws]


@pytest.mark.parametrize("raw", [b"", b"x" * 15, b"x" * 17])
def test_an_id_is_16_bytes(raw: bytes) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        base32([b"y" * 16, raw])
