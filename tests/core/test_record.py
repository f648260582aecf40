"""What every import format shares: times, bounds, lines, numbering; and the walk through a JSON file."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core import jsonwalk, record
from privet.core.jsonwalk import BrokenOff, JsonWalk
from privet.core.record import Window, instant, lines, whole


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-03-01T10:00:00Z", 1709287200000),
        ("2024-03-01T12:00:00+02:00", 1709287200000),
        ("2024-03-01T10:00:00", 1709287200000),
        ("2024-03-01 10:00:00.123456", 1709287200123),
        ("2024-03-01", 1709251200000),
        (" 1709287200 ", 1709287200000),
        ("1709287200.5", 1709287200500),
        ("1709287200123", 1709287200123),
        ("99999999999", 99999999999000),
        ("100000000000", 100000000000),
        ("0", 0),
        ("9999-12-31T23:59:59.999Z", 253402300799999),
    ],
)
def test_times(written, read):
    assert instant(written) == read


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "1969-12-31T23:59:59Z",
        "-1",
        "1e9",
        "9" * 17,
        "9" * 16,
        "٣",
        "24:00",
        "0001-01-01T00:00:00+14:00",
    ],
)
def test_what_is_no_time(written):
    assert instant(written) is None


@given(st.datetimes(datetime(1970, 1, 2), datetime(9999, 12, 30), timezones=st.timezones()))
def test_every_moment_is_read_back(moment):
    moment = moment.replace(microsecond=0)
    assert instant(moment.isoformat()) == round(moment.astimezone(UTC).timestamp()) * 1000


@given(st.text(st.characters(codec=None, categories=["Cs", "Lu", "So"])))
def test_no_half_of_a_character_is_left(text):
    assert whole(text) == text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    whole(text).encode("utf-8")


@given(st.lists(st.binary(max_size=12)), st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_lines_are_those_of_the_file_however_it_arrives(pieces, mark):
    joined = b"".join(pieces)
    if joined.startswith(b"\xef\xbb\xbf"):
        return
    found = list(lines([mark, *pieces]))
    assert [line for _, line in found if line] == joined.splitlines(keepends=True) or b"\r" in joined or mark
    assert b"".join(line or b"" for _, line in found) == joined
    assert [number for number, _ in found] == list(range(1, len(found) + 1))


def test_a_line_over_the_bound_is_not_held(monkeypatch):
    monkeypatch.setattr(record, "RAW", 5)
    assert list(lines([b"12345\n12", b"34", b"56", b"78\nab\n123", b"456"])) == [
        (1, b"12345\n"),
        (2, None),
        (3, b"ab\n"),
        (4, None),
    ]


def test_columns_of_ours_may_not_stand_there_twice():
    record.columns(["id", "conversation", "sender", "text", "sent_at", "note", "note"], "")
    with pytest.raises(record.BadInput, match="twice: text"):
        record.columns(["id", "conversation", "sender", "text", "sent_at", "text"], "")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def walk(data: bytes, size: int = 1 << 18) -> JsonWalk:
    file = io.BytesIO(data)
    return JsonWalk(Window(iter(lambda: file.read(size), b"")))


@given(st.lists(JSON, max_size=6), st.integers(1, 9), st.sampled_from([None, 3]), st.booleans())
def test_the_walk_hands_out_what_a_json_parser_reads(values, size, indent, ascii_only):
    data = json.dumps(values, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    there = walk(data, size)
    assert [json.loads(there.take(1 << 16)) for _ in there.elements()] == values
    assert there.peek() == b""


@given(
    st.dictionaries(
        st.text(st.characters(codec="ascii", min_codepoint=32, exclude_characters='"\\\x7f')), JSON, max_size=6
    )
)
def test_the_walk_knows_an_objects_keys(value):
    there = walk(json.dumps(value).encode())
    assert {key: json.loads(there.take(1 << 16)) for key in there.members()} == value


@given(JSON, st.integers(0, 40), st.integers(1, 9))
def test_a_value_over_the_bound_is_passed_over(value, keep, size):
    raw = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    there = walk(raw + b", 7 ", size)
    assert there.take(keep) == (raw if len(raw) <= keep else None)
    assert there.take(1) == b"7"


def test_depth_is_bounded():
    for depth, kept in ((jsonwalk.DEPTH, True), (jsonwalk.DEPTH + 1, False), (100_000, False)):
        assert (walk(b"[" * depth + b"]" * depth).take(1 << 20) is not None) is kept


@pytest.mark.parametrize("data", [b"", b"[", b'"', b'"\\', b'"a\\"', b"{}}"[2:], b":", b"]", b"tru"])
def test_what_ends_too_soon_is_broken_off(data):
    with pytest.raises(BrokenOff):
        walk(data, 1).take(100)


@pytest.mark.parametrize("data", [b'{"a" 1}', b"{a: 1}", b'{"a": 1', b"{", b'{"%s": 1' % (b"k" * 70000)])
def test_what_is_no_object_is_broken_off(data):
    there = walk(data)
    with pytest.raises(BrokenOff):
        _ = {key: there.take(100) for key in there.members()}


def test_what_is_neither_object_nor_array_is_passed_over():
    there = walk(b'[1] {"a":1} 7 ')
    assert list(there.members()) == []
    assert list(there.elements()) == []
    assert there.take(1) == b"7"
