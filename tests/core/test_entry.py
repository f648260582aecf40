"""Ledger entries: one spelling each, and no room for anything but ids, names and numbers."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.entry import Entry, Outcome, commitment, decode, encode, encode_each, packed, unpacked
from privet.errors import BadInput, Tampered

NAME = st.from_regex(r"[a-z0-9_:.-]{1,64}", fullmatch=True)
IDENT = st.from_regex(r"[a-z2-7]{26}", fullmatch=True)
THING = st.from_regex(r"[a-z]{3}_[a-z2-7]{26}", fullmatch=True)
ENTRIES = st.builds(
    Entry,
    id=IDENT,
    at=st.integers(0, 253_402_300_799_999),
    act=NAME,
    outcome=st.sampled_from(Outcome),
    actor=NAME,
    object=st.none() | THING,
    subject=st.none() | THING,
    purpose=st.none() | NAME,
    policy=st.none() | st.integers(0, 10**15 - 1),
    reasons=st.lists(NAME, max_size=4).map(tuple),
    count=st.none() | st.integers(0, 10**15 - 1),
    note=st.none() | st.binary(min_size=32, max_size=32),
)

PLAIN = Entry("a" * 26, 1_795_296_018_123, "receive", Outcome.DONE, "local")
FULL = Entry(
    "abcdefghijklmnopqrstuvwx23",
    1_795_296_018_007,
    "reveal",
    Outcome.DENIED,
    "operator:demo",
    object="tok_" + "b" * 26,
    subject="sub_" + "c" * 26,
    purpose="support",
    policy=3,
    reasons=("no-purpose", "after-hours"),
    count=2,
    note=bytes(range(32)),
)


def test_the_bytes_of_an_entry() -> None:
    assert encode(PLAIN) == (
        b'{"v":1,"id":"aaaaaaaaaaaaaaaaaaaaaaaaaa","at":"2026-11-21T21:20:18.123Z","act":"receive",'
        b'"outcome":"done","actor":"local"}'
    )
    assert encode(FULL) == (
        b'{"v":1,"id":"abcdefghijklmnopqrstuvwx23","at":"2026-11-21T21:20:18.007Z","act":"reveal","outcome":"denied",'
        b'"actor":"operator:demo","object":"tok_bbbbbbbbbbbbbbbbbbbbbbbbbb","subject":"sub_cccccccccccccccccccccccccc",'
        b'"purpose":"support","policy":3,"reasons":["no-purpose","after-hours"],"count":2,'
        b'"note":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}'
    )


@given(ENTRIES)
def test_an_entry_comes_back_as_it_went(entry: Entry) -> None:
    data = encode(entry)
    assert decode(data) == entry
    assert encode(decode(data)) == data
    assert json.dumps(json.loads(data), separators=(",", ":")).encode() == data


BAD = [
    ("id", "a" * 25),
    ("id", "A" * 26),
    ("id", "a" * 25 + "1"),
    ("at", -1),
    ("at", 253_402_300_800_000),
    ("at", 10**30),
    ("act", ""),
    ("act", "a" * 65),
    ("act", "Receive"),
    ("act", 'x","outcome":"done'),
    ("actor", "Zoë"),
    ("actor", "two words"),
    ("actor", "local\n"),
    ("object", "msg_short"),
    ("object", "MSG_" + "a" * 26),
    ("subject", "a" * 30),
    ("purpose", "to help"),
    ("policy", -1),
    ("policy", 10**15),
    ("reasons", ("fine", "not fine")),
    ("reasons", ("",)),
    ("reasons", ('a","b"',)),
    ("count", -5),
    ("note", b"short"),
    ("note", b"x" * 33),
]


@pytest.mark.parametrize(("field", "value"), BAD)
def test_what_is_outside_the_grammar_is_refused_by_its_field(field: str, value: Any) -> None:
    with pytest.raises(BadInput) as caught:
        encode(dataclasses.replace(FULL, **{field: value}))
    assert caught.value.message == f"a ledger entry cannot hold this {field}"


def test_several_fields_are_named_together() -> None:
    with pytest.raises(BadInput, match=r"act, actor$"):
        encode(dataclasses.replace(FULL, act="A", actor="B"))


def test_an_entry_fits_its_length_prefix() -> None:
    long = dataclasses.replace(FULL, reasons=tuple("r" * 64 for _ in range(1000)))
    with pytest.raises(BadInput, match="length"):
        encode(long)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('"v":1', '"v":2'),
        lambda text: text.replace('"v":1,', ""),
        lambda text: text.replace(",", ", "),
        lambda text: text + "\n",
        lambda text: " " + text,
        lambda text: text.replace('"policy":3', '"policy":03'),
        lambda text: text.replace('"policy":3', '"policy":3.0'),
        lambda text: text.replace('"policy":3', '"policy":"3"'),
        lambda text: text.replace('"count":2', '"count":2,"extra":1'),
        lambda text: text.replace('"count":2,', '"count":2,"count":2,'),
        lambda text: text.replace('"act":"reveal","outcome":"denied"', '"outcome":"denied","act":"reveal"'),
        lambda text: text.replace("denied", "perhaps"),
        lambda text: text.replace("support", "\\u0073upport"),
        lambda text: text.replace("support", "süpport"),
        lambda text: text.replace('["no-purpose","after-hours"]', "[]"),
        lambda text: text.replace("Hh8=", "Hh9="),
        lambda text: text.replace("2026-11-21", "2026-13-21"),
        lambda text: text.replace("2026-11-21", "2026-02-30"),
        lambda text: text.replace("21:20:18", "24:00:00"),
        lambda text: text.replace("21:20:18", "21:20:60"),
        lambda text: text.replace("2026-11-21", "0000-11-21"),
        lambda text: text.replace("2026-11-21", "1969-11-21"),
        lambda text: text.replace(".007Z", ".7Z"),
        lambda text: text[:-1],
        lambda text: "",
        lambda text: "{}",
    ],
)
def test_any_other_spelling_is_refused(change: Any) -> None:
    changed = change(encode(FULL).decode())
    assert changed != encode(FULL).decode()
    with pytest.raises(Tampered):
        decode(changed.encode())


def test_an_entry_too_long_for_a_bundle_is_refused() -> None:
    text = encode(FULL).decode().replace('["no-purpose"', '["no-purpose"' + ',"r"' * 20_000)
    with pytest.raises(Tampered):
        decode(text.encode())


@given(st.binary(max_size=80))
def test_noise_is_refused(data: bytes) -> None:
    with pytest.raises(Tampered):
        decode(data)


@given(ENTRIES, st.lists(st.tuples(*[st.binary(min_size=16, max_size=16)] * 3), max_size=5))
def test_many_that_are_alike_are_what_each_would_be(entry: Entry, raws: list[tuple[bytes, bytes, bytes]]) -> None:
    like = dataclasses.replace(entry, object="msg_" + "a" * 26, subject="sub_" + "a" * 26)
    ids, objects, subjects = ([raw[column] for raw in raws] for column in range(3))
    made = encode_each(like, like.at, ids, objects, subjects)
    assert len(made) == len(raws)
    for data, (ident, thing, subject) in zip(made, raws, strict=True):
        known = decode(data)
        assert dataclasses.replace(known, id=like.id, object=like.object, subject=like.subject) == like
        texts = [_base32(ident), "msg_" + _base32(thing), "sub_" + _base32(subject)]
        assert [known.id, known.object, known.subject] == texts


def _base32(raw: bytes) -> str:
    number, letters = int.from_bytes(raw, "big") << 2, ""
    for _ in range(26):
        number, low = divmod(number, 32)
        letters = "abcdefghijklmnopqrstuvwxyz234567"[low] + letters
    return letters


def test_many_alike_need_a_place_for_their_ids() -> None:
    for like in (PLAIN, dataclasses.replace(FULL, subject=None)):
        with pytest.raises(ValueError, match="no object or no subject"):
            encode_each(like, like.at, [b"x" * 16], [b"x" * 16], [b"x" * 16])
    with pytest.raises(ValueError, match="zip"):
        encode_each(FULL, FULL.at, [b"x" * 16], [], [b"x" * 16])


def test_a_commitment_is_salted_and_names_its_use() -> None:
    salt = bytes(32)
    assert commitment(salt, "ü") == hashlib.sha256(b"privet/note/v1\0" + salt + "ü".encode()).digest()
    assert commitment(salt, "a") != commitment(b"\1" + bytes(31), "a")
    assert len(commitment(salt, "\ud800")) == 32
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(b"short", "a")


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_a_bundle_comes_apart_as_it_was_put_together(entries: list[bytes]) -> None:
    assert unpacked(packed(entries)) == entries


def test_the_bytes_of_a_bundle() -> None:
    assert packed([b"ab", b"", b"c" * 256]) == b"\0\2ab" + b"\0\0" + b"\1\0" + b"c" * 256


@pytest.mark.parametrize("bundle", [b"\0", b"\0\2a", b"\0\1a\0", b"\xff\xffabc"])
def test_a_bundle_cut_short_is_refused(bundle: bytes) -> None:
    with pytest.raises(Tampered):
        unpacked(bundle)


def test_many_entries_need_a_time_that_can_be_written() -> None:
    one = [b"x" * 16]
    with pytest.raises(BadInput, match="at"):
        encode_each(FULL, 10**18, one, one, one)
