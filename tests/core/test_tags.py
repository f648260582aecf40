"""Keyed tags: 63 bits of keyed BLAKE2b, apart for each use, key and place."""

from hashlib import blake2b

from hypothesis import given
from hypothesis import strategies as st

from privet.core import tags

KEY, OTHER = bytes(range(32)), bytes(32)
USES = (tags.ADDRESS, tags.REFERENCE, tags.TALK, tags.MENTION, tags.VALUE, tags.SEEN, tags.PLACE)


@given(st.text(), st.binary(max_size=16))
def test_a_tag_is_defined(value: str, place: bytes) -> None:
    raw = blake2b(place + value.encode(), digest_size=8, key=KEY, person=tags.VALUE).digest()
    number = int.from_bytes(raw, "big") >> 1
    assert tags.tag(KEY, tags.VALUE, value, place) in (number, number + tags.LOWEST)


@given(st.text() | st.just("\ud83d"))
def test_a_tag_fits_a_signed_column_and_leaves_the_counters_free(value: str) -> None:
    assert tags.LOWEST <= tags.tag(KEY, tags.VALUE, value) < 1 << 63


def test_uses_keys_places_and_values_are_apart() -> None:
    one = [
        *(tags.tag(KEY, use, "a") for use in USES),
        tags.tag(OTHER, tags.ADDRESS, "a"),
        tags.tag(KEY, tags.ADDRESS, "b"),
        tags.tag(KEY, tags.ADDRESS, "a", bytes(16)),
    ]
    assert len(set(one)) == len(one)
    wide = [
        tags.wide(KEY, tags.PLACE, "a", "b"),
        tags.wide(KEY, tags.PLACE, "ab"),
        tags.wide(KEY, tags.PLACE, "b", "a"),
    ]
    assert len(set(wide)) == 3
    assert {len(each) for each in wide} == {16}


def test_a_tag_that_would_fall_among_the_counters_is_moved(monkeypatch) -> None:
    class Low:
        def copy(self) -> "Low":
            return self

        def update(self, _: bytes) -> None:
            pass

        def digest(self) -> bytes:
            return bytes(7) + b"\x0e"

    monkeypatch.setattr(tags, "blake2b", lambda *_, **__: Low())
    assert tags.tag(KEY, tags.VALUE, "a") == tags.LOWEST + 7


@given(st.lists(st.text(), max_size=4), st.binary(max_size=16))
def test_many_under_one_key_are_those_made_one_by_one(values: list[str], place: bytes) -> None:
    tag = tags.under(KEY, tags.VALUE)
    assert [tag(one, place) for one in values] == [tags.tag(KEY, tags.VALUE, one, place) for one in values]
