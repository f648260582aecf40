"""Wrapped keys: RFC 8452 by its own vectors and a second implementation, HPKE by a second library."""

import hashlib
import secrets

import pytest
from Crypto.Cipher import AES
from Crypto.Protocol import HPKE
from Crypto.PublicKey import Hybrid
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from hypothesis import given
from hypothesis import strategies as st

from privet.core import wrap
from privet.errors import Tampered

keys = st.binary(min_size=32, max_size=32)
nonces = st.binary(min_size=12, max_size=12)
u63 = st.integers(0, 2**63 - 1)
places = st.tuples(
    u63, st.integers(0, 4), st.integers(0, 2**32 - 1), st.sampled_from(list(wrap.KeyKind)), st.integers(0, 2**40)
)

RFC_8452_C2 = [  # plaintext, associated data, result; key 01 00…, nonce 03 00…
    ("", "", "07f5f4169bbf55a8400cd47ea6fd400f"),
    ("0100000000000000", "", "c2ef328e5c71c83b843122130f7364b761e0b97427e3df28"),
    ("0200000000000000", "01", "1de22967237a813291213f267e3b452f02d01ae33e4ec854"),
    (
        "01" + "00" * 15 + "02" + "00" * 15,
        "",
        "4a6a9db4c8c6549201b9edb53006cba821ec9cf850948a7c86c68ac7539d027fe819e63abcd020b006a976397632eb5d",
    ),
]


def polyval(h: bytes, data: bytes) -> bytes:
    """RFC 8452 §3 over integers, bit 0 first; x^-128 by 128 halvings."""
    modulus = (1 << 128) | (1 << 127) | (1 << 126) | (1 << 121) | 1
    key, total = int.from_bytes(h, "little"), 0
    for at in range(0, len(data), 16):
        total ^= int.from_bytes(data[at : at + 16], "little")
        product = 0
        for bit in range(128):
            if key >> bit & 1:
                product ^= total << bit
        for _ in range(128):
            product = (product ^ modulus if product & 1 else product) >> 1
        for bit in range(product.bit_length() - 1, 127, -1):
            if product >> bit & 1:
                product ^= modulus << (bit - 128)
        total = product
    return total.to_bytes(16, "little")


def gcm_siv(key: bytes, nonce: bytes, plaintext: bytes, aad: bytes) -> bytes:
    """AES-256-GCM-SIV encryption written from RFC 8452 §4, over another library's AES."""
    generate = AES.new(key, AES.MODE_ECB)
    halves = [generate.encrypt(n.to_bytes(4, "little") + nonce)[:8] for n in range(6)]
    authentication, cipher = b"".join(halves[:2]), AES.new(b"".join(halves[2:]), AES.MODE_ECB)

    def padded(data: bytes) -> bytes:
        return data + bytes(-len(data) % 16)

    lengths = (len(aad) * 8).to_bytes(8, "little") + (len(plaintext) * 8).to_bytes(8, "little")
    hashed = polyval(authentication, padded(aad) + padded(plaintext) + lengths)
    mixed = bytearray(a ^ b for a, b in zip(hashed, nonce + bytes(4), strict=True))
    mixed[15] &= 0x7F
    tag = cipher.encrypt(bytes(mixed))
    counter, stream = int.from_bytes(tag[:4], "little"), b""
    rest = tag[4:15] + bytes([tag[15] | 0x80])
    while len(stream) < len(plaintext):
        stream += cipher.encrypt(counter.to_bytes(4, "little") + rest)
        counter = (counter + 1) % 2**32
    return bytes(a ^ b for a, b in zip(plaintext, stream, strict=False)) + tag


@pytest.mark.parametrize(("plaintext", "aad", "result"), RFC_8452_C2)
def test_rfc_8452(plaintext: str, aad: str, result: str) -> None:
    key, nonce = bytes([1]) + bytes(31), bytes([3]) + bytes(11)
    given_ = (nonce, bytes.fromhex(plaintext), bytes.fromhex(aad))
    assert AESGCMSIV(key).encrypt(*given_).hex() == gcm_siv(key, *given_).hex() == result


@given(keys, nonces, keys, places)
def test_a_wrapped_key_is_gcm_siv_in_its_place(key: bytes, nonce: bytes, child: bytes, place: tuple) -> None:
    tenant, level, path, kind, born = place
    aad = b"privet wrapped key\x01" + tenant.to_bytes(8, "big") + bytes([level]) + path.to_bytes(8, "big")
    aad += int(kind).to_bytes(2, "big") + born.to_bytes(8, "big")
    wrapped = wrap.wrap(key, nonce, child, wrap.child_context(*place))
    assert wrapped == b"\x01" + nonce + gcm_siv(key, nonce, child, aad)
    assert len(wrapped) == wrap.WRAPPED
    assert wrap.unwrap(key, wrapped, wrap.child_context(*place)) == child


@given(keys, nonces, keys, places, places)
def test_another_place_is_refused(key: bytes, nonce: bytes, child: bytes, place: tuple, other: tuple) -> None:
    wrapped = wrap.wrap(key, nonce, child, wrap.child_context(*place))
    if place != other:
        with pytest.raises(Tampered):
            wrap.unwrap(key, wrapped, wrap.child_context(*other))


@given(keys, nonces, keys, st.integers(0, wrap.WRAPPED * 8 - 1))
def test_any_changed_bit_is_refused(key: bytes, nonce: bytes, child: bytes, bit: int) -> None:
    wrapped = bytearray(wrap.wrap(key, nonce, child, b"place"))
    wrapped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Tampered):
        wrap.unwrap(key, bytes(wrapped), b"place")


def test_sizes_are_checked() -> None:
    for wrong in (b"", bytes(16), bytes(31), bytes(33)):
        with pytest.raises(ValueError, match="32"):
            wrap.wrap(wrong, bytes(12), bytes(32), b"")
        with pytest.raises(ValueError, match="32"):
            wrap.wrap(bytes(32), bytes(12), wrong, b"")
        with pytest.raises(ValueError, match="32"):
            wrap.unwrap(wrong, bytes(61), b"")
        with pytest.raises(ValueError, match="32"):
            wrap.recovery_public(wrong)
    with pytest.raises(ValueError, match="12"):
        wrap.wrap(bytes(32), bytes(8), bytes(32), b"")
    for length in (0, 60, 62):
        with pytest.raises(Tampered):
            wrap.unwrap(bytes(32), b"\x01" * length, b"")


def test_the_epoch_is_bound_to_its_store_generation_and_recovery_key() -> None:
    contexts = {
        wrap.epoch_context(store, generation, recovery)
        for store in (bytes(16), bytes([1]) * 16)
        for generation in (1, 2)
        for recovery in (None, bytes(1216), bytes([1]) * 1216)
    }
    assert len(contexts) == 12
    expected = b"privet epoch key 1\x01" + bytes(16) + (7).to_bytes(8, "big") + hashlib.sha256(b"r").digest()
    assert wrap.epoch_context(bytes(16), 7, b"r") == expected


def test_recovery_opens_what_was_sealed_to_it() -> None:
    seed, public = wrap.recovery_keypair(secrets.token_bytes)
    assert len(public) == wrap.RECOVERY_PUBLIC
    assert wrap.recovery_public(seed) == public
    sealed = wrap.seal_to_recovery(public, bytes(range(32)), b"place")
    assert wrap.open_with_recovery(seed, sealed, b"place") == bytes(range(32))
    for wrong_seed, wrong, place in [
        (secrets.token_bytes(32), sealed, b"place"),
        (seed, sealed[:-1] + bytes([sealed[-1] ^ 1]), b"place"),
        (seed, bytes([sealed[0] ^ 1]) + sealed[1:], b"place"),
        (seed, sealed[:100], b"place"),
        (seed, b"", b"place"),
        (seed, sealed, b"elsewhere"),
    ]:
        with pytest.raises(Tampered):
            wrap.open_with_recovery(wrong_seed, wrong, place)


def test_a_malformed_recovery_key_is_refused() -> None:
    _, public = wrap.recovery_keypair(secrets.token_bytes)
    for wrong in (b"", public[:-1], public + b"\0", b"\xff" * 1216, public[:1184] + bytes(32)):
        with pytest.raises(Tampered):
            wrap.seal_to_recovery(wrong, bytes(32), b"place")


def test_a_second_library_reads_and_writes_recovery() -> None:
    seed, public = wrap.recovery_keypair(secrets.token_bytes)
    theirs = Hybrid.HybridKey(param_set=Hybrid.MLKEM768_X25519, seed=seed)
    sealed = wrap.seal_to_recovery(public, bytes(range(32)), b"place")
    opener = HPKE.new(receiver_key=theirs, aead_id=HPKE.AEAD.AES256_GCM, enc=sealed[:1120], info=b"place")
    assert opener.unseal(sealed[1120:]) == bytes(range(32))
    sealer = HPKE.new(receiver_key=theirs.public_key(), aead_id=HPKE.AEAD.AES256_GCM, info=b"place")
    assert wrap.open_with_recovery(seed, sealer.enc + sealer.seal(b"k" * 32), b"place") == b"k" * 32
