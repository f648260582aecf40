"""Sealing and opening: what goes in comes out, in its place and nowhere else; judged by a second library."""

import hashlib
import hmac
import secrets
import struct

import pytest
from Crypto.Cipher import AES
from Crypto.Hash import SHA256
from Crypto.Protocol.KDF import HKDF
from hypothesis import given
from hypothesis import strategies as st

from privet.core.seal import NONCE, OVERHEAD, SUITE, context, data_key, seal
from privet.core.unseal import unseal
from privet.errors import Tampered

keys = st.binary(min_size=32, max_size=32)
ids = st.binary(min_size=16, max_size=16)
nonces = st.binary(min_size=12, max_size=12)
u16, u63 = st.integers(0, 2**16 - 1), st.integers(0, 2**63 - 1)
places = st.tuples(u63, ids, ids, u16, u16, u63, u63)


@given(keys, nonces, st.binary(max_size=300), places)
def test_opens_in_its_place(key: bytes, nonce: bytes, plaintext: bytes, place: tuple) -> None:
    sealed = seal(key, nonce, plaintext, context(*place))
    assert len(sealed) == len(plaintext) + OVERHEAD
    assert sealed[: 1 + NONCE] == bytes([SUITE]) + nonce
    assert unseal(key, sealed, context(*place)) == plaintext


@given(places, places)
def test_two_places_have_two_contexts_of_one_width(one: tuple, other: tuple) -> None:
    assert (context(*one) == context(*other)) == (one == other)
    assert len(context(*one)) == len(context(*other)) == 61


@given(keys, nonces, st.binary(max_size=64), places, places)
def test_another_place_is_refused(key: bytes, nonce: bytes, plaintext: bytes, place: tuple, other: tuple) -> None:
    sealed = seal(key, nonce, plaintext, context(*place))
    if place != other:
        with pytest.raises(Tampered):
            unseal(key, sealed, context(*other))


@given(keys, nonces, st.binary(max_size=40), st.data())
def test_any_changed_bit_is_refused(key: bytes, nonce: bytes, plaintext: bytes, data: st.DataObject) -> None:
    place = context(1, bytes(16), bytes(16), 1, 1, 1, 2)
    sealed = bytearray(seal(key, nonce, plaintext, place))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Tampered):
        unseal(key, bytes(sealed), place)


@given(keys, nonces, st.binary(max_size=40), st.data())
def test_any_truncation_or_extension_is_refused(
    key: bytes, nonce: bytes, plaintext: bytes, data: st.DataObject
) -> None:
    place = context(1, bytes(16), bytes(16), 1, 1, 1, 2)
    sealed = seal(key, nonce, plaintext, place)
    with pytest.raises(Tampered):
        unseal(key, sealed[: data.draw(st.integers(0, len(sealed) - 1))], place)
    with pytest.raises(Tampered):
        unseal(key, sealed + data.draw(st.binary(min_size=1, max_size=20)), place)


@given(keys, keys, nonces, places)
def test_another_key_is_refused(key: bytes, other: bytes, nonce: bytes, place: tuple) -> None:
    sealed = seal(key, nonce, b"a value", context(*place))
    if key != other:
        with pytest.raises(Tampered):
            unseal(other, sealed, context(*place))


@given(keys, nonces, st.binary(max_size=100), places)
def test_a_second_library_opens_it(key: bytes, nonce: bytes, plaintext: bytes, place: tuple) -> None:
    tenant, subject, record, kind, field, subject_leaf, period_leaf = place
    sealed = seal(key, nonce, plaintext, context(*place))
    cipher = AES.new(key, AES.MODE_GCM, nonce=sealed[1:13])
    cipher.update(bytes([1, 1]) + struct.pack(">Q", tenant) + subject + record)
    cipher.update(struct.pack(">HHQQ", kind, field, subject_leaf, period_leaf))
    assert cipher.decrypt_and_verify(sealed[13:-16], sealed[-16:]) == plaintext


@given(keys, keys, u63, ids, u63)
def test_data_key_is_hkdf_of_both_keys(one: bytes, two: bytes, tenant: int, subject: bytes, period: int) -> None:
    info = b"privet data key 1" + b"\x01" + struct.pack(">Q", tenant) + subject + struct.pack(">Q", period)
    made = data_key(one, two, tenant, subject, period)
    assert made == HKDF(one + two, 32, b"", SHA256, context=info)
    extracted = hmac.digest(bytes(32), one + two, hashlib.sha256)
    assert made == hmac.digest(extracted, info + b"\x01", hashlib.sha256)


@given(keys, keys, u63, ids, u63, st.sampled_from(range(5)))
def test_data_key_depends_on_every_part(
    one: bytes, two: bytes, tenant: int, who: bytes, period: int, part: int
) -> None:
    parts = [one, two, tenant, who, period]
    changed = list(parts)
    whole = changed[part]
    changed[part] = whole ^ 1 if isinstance(whole, int) else bytes([whole[0] ^ 1]) + whole[1:]
    assert data_key(*parts) != data_key(*changed)


def test_sizes_are_checked() -> None:
    key, nonce, who = bytes(32), bytes(12), bytes(16)
    for wrong in (b"", bytes(16), bytes(31), bytes(33)):
        with pytest.raises(ValueError, match="32"):
            seal(wrong, nonce, b"", b"")
        with pytest.raises(ValueError, match="32"):
            unseal(wrong, bytes(40), b"")
        with pytest.raises(ValueError, match="32"):
            data_key(wrong, key, 1, who, 1)
        with pytest.raises(ValueError, match="32"):
            data_key(key, wrong, 1, who, 1)
    for wrong in (b"", bytes(11), bytes(13)):
        with pytest.raises(ValueError, match="12"):
            seal(key, wrong, b"", b"")
    for wrong in (b"", bytes(15), bytes(17)):
        with pytest.raises(ValueError, match="16"):
            data_key(key, key, 1, wrong, 1)
        with pytest.raises(ValueError, match="16"):
            context(1, wrong, who, 1, 1, 1, 1)
        with pytest.raises(ValueError, match="16"):
            context(1, who, wrong, 1, 1, 1, 1)


def test_a_million_seals_use_a_million_nonces() -> None:
    key, place = secrets.token_bytes(32), context(1, bytes(16), bytes(16), 1, 1, 1, 2)
    random = secrets.token_bytes(12 * 1_000_000)
    seen = {seal(key, random[at : at + 12], b"", place)[1:13] for at in range(0, len(random), 12)}
    assert len(seen) == 1_000_000
