"""Global Privacy Control: exactly `1` asks, and nothing else does."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core import gpc


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ([(b"sec-gpc", b"1")], True),
        ([(b"Sec-GPC", b"1")], True),
        ([(b"sec-gpc", b" 1\t")], True),
        ([(b"sec-gpc", b"0"), (b"sec-gpc", b"1")], True),
        ([(b"sec-gpc", b"1"), (b"sec-gpc", b"true")], True),
        ([], False),
        ([(b"sec-gpc", b"")], False),
        ([(b"sec-gpc", b"0")], False),
        ([(b"sec-gpc", b"true")], False),
        ([(b"sec-gpc", b"1.0")], False),
        ([(b"sec-gpc", b"?1")], False),
        ([(b"sec-gpc", b"1, 1")], False),
        ([(b"sec-gpc", b"11")], False),
        ([(b"dnt", b"1")], False),
        ([(b"x-sec-gpc", b"1")], False),
    ],
)
def test_exactly_one_asks(headers: list[tuple[bytes, bytes]], asked: bool) -> None:
    """W3C Global Privacy Control, "The Sec-GPC header field for HTTP requests"."""
    assert gpc.asked(headers) is asked


@given(st.lists(st.tuples(st.sampled_from([b"sec-gpc", b"dnt", b"cookie"]), st.binary(max_size=3))))
def test_whatever_comes_there_is_an_answer(headers: list[tuple[bytes, bytes]]) -> None:
    said = any(name == b"sec-gpc" and value.strip(b" \t") == b"1" for name, value in headers)
    assert gpc.asked(iter(headers)) is said


def test_the_support_resource() -> None:
    said = json.loads(gpc.SUPPORT)
    assert said["gpc"] is True
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", said["lastUpdate"])
    assert gpc.PATH == "/.well-known/gpc.json"
