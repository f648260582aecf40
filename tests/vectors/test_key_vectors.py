"""The pinned vectors of sealed values and wrapped keys: ours and a second implementation's answers."""

import base64
import importlib.util
import json
import struct
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from Crypto.Cipher import AES
from Crypto.Hash import SHA256
from Crypto.Protocol import HPKE
from Crypto.Protocol.KDF import HKDF
from Crypto.PublicKey import Hybrid

from privet.core import wrap
from privet.core.seal import context, data_key, seal
from privet.core.unseal import unseal
from privet.errors import Tampered

HERE = Path(__file__).parent
Vector = dict[str, Any]
SEALED = json.loads((HERE / "sealed-value.json").read_text())
WRAPPED = json.loads((HERE / "wrapped-key.json").read_text())


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_keys", HERE / "make_keys.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def named(vectors: list[Vector]) -> Any:
    return pytest.mark.parametrize("vector", vectors, ids=[vector["name"] for vector in vectors])


def hexed(vector: Vector, *names: str) -> list[bytes]:
    return [bytes.fromhex(vector[name]) for name in names]


def open_sealed(vector: Vector) -> bytes:
    subject_key, period_key, subject, record, sealed = hexed(
        vector, "subject_key", "period_key", "subject", "record", "sealed"
    )
    tenant, period = vector["tenant"], vector["period_leaf"]
    place = context(tenant, subject, record, vector["kind"], vector["field"], vector["subject_leaf"], period)
    return unseal(data_key(subject_key, period_key, tenant, subject, period), sealed, place)


def open_wrapped(vector: Vector) -> bytes:
    place = [vector[name] for name in ("tenant", "level", "path", "kind", "parent_born")]
    parent, wrapped = hexed(vector, "parent", "wrapped")
    return wrap.unwrap(parent, wrapped, wrap.child_context(*place))


@pytest.mark.parametrize("name", ["sealed-value.json", "wrapped-key.json"])
def test_the_script_writes_what_is_pinned(name: str) -> None:
    made = script()
    assert made.text(made.FILES[name]()) == (HERE / name).read_text()


@named(SEALED["opens"])
def test_a_sealed_value_opens(vector: Vector) -> None:
    assert open_sealed(vector).hex() == vector["plaintext"]
    key, nonce, plaintext, place = hexed(vector, "data_key", "nonce", "plaintext", "context")
    assert seal(key, nonce, plaintext, place).hex() == vector["sealed"]


@named(SEALED["opens"])
def test_a_sealed_value_opens_by_the_words_of_the_spec(vector: Vector) -> None:
    """docs/spec/sealed-value.md, step by step, with another library and none of our code."""
    subject_key, period_key, subject, record, sealed = hexed(
        vector, "subject_key", "period_key", "subject", "record", "sealed"
    )
    tenant, period = vector["tenant"].to_bytes(8, "big"), vector["period_leaf"].to_bytes(8, "big")
    info = b"privet data key 1" + b"\x01" + tenant + subject + period
    key = HKDF(subject_key + period_key, 32, b"", SHA256, context=info)
    assert key.hex() == vector["data_key"]
    place = b"\x01" + tenant + subject + record + struct.pack(">HH", vector["kind"], vector["field"])
    place += vector["subject_leaf"].to_bytes(8, "big") + period
    assert place.hex() == vector["context"]
    cipher = AES.new(key, AES.MODE_GCM, nonce=sealed[1:13])
    cipher.update(sealed[:1] + place)
    assert cipher.decrypt_and_verify(sealed[13:-16], sealed[-16:]).hex() == vector["plaintext"]


@named(SEALED["fails"])
def test_a_sealed_value_with_one_change_does_not_open(vector: Vector) -> None:
    good = next(one for one in SEALED["opens"] if one["name"] == vector["of"])
    assert len(vector["change"]) == 1
    with pytest.raises(Tampered):
        open_sealed(good | vector["change"])


@named(WRAPPED["opens"])
def test_a_wrapped_key_opens(vector: Vector) -> None:
    assert open_wrapped(vector).hex() == vector["key"]
    parent, nonce, key, place = hexed(vector, "parent", "nonce", "key", "context")
    assert wrap.wrap(parent, nonce, key, place).hex() == vector["wrapped"]
    fields = [vector[name] for name in ("tenant", "level", "path", "kind", "parent_born")]
    assert place == struct.pack(">18sBQBQHQ", b"privet wrapped key", 1, *fields)


@named(WRAPPED["fails"])
def test_a_wrapped_key_with_one_change_does_not_open(vector: Vector) -> None:
    good = next(one for one in WRAPPED["opens"] if one["name"] == vector["of"])
    assert len(vector["change"]) == 1
    with pytest.raises(Tampered):
        open_wrapped(good | vector["change"])


def test_the_epoch_opens_by_root_and_by_recovery_key() -> None:
    vector = WRAPPED["epoch"]
    root_key, seed, store, place, key, root = hexed(
        vector, "root_key", "recovery_seed", "store", "context", "key", "root"
    )
    public, recovery = (base64.b64decode(vector[name]) for name in ("recovery_public", "recovery"))
    assert place == wrap.epoch_context(store, vector["generation"], public)
    assert place[-32:] == SHA256.new(public).digest()
    assert wrap.unwrap(root_key, root, place) == key
    assert wrap.recovery_public(seed) == public
    assert wrap.open_with_recovery(seed, recovery, place) == key
    theirs = Hybrid.HybridKey(param_set=Hybrid.MLKEM768_X25519, seed=seed)
    judge = HPKE.new(receiver_key=theirs, aead_id=HPKE.AEAD.AES256_GCM, enc=recovery[:1120], info=place)
    assert judge.unseal(recovery[1120:]) == key
    for other in (
        wrap.epoch_context(store, vector["generation"] - 1, public),
        wrap.epoch_context(bytes(16), vector["generation"], public),
        wrap.epoch_context(store, vector["generation"], None),
    ):
        with pytest.raises(Tampered):
            wrap.unwrap(root_key, root, other)
        with pytest.raises(Tampered):
            wrap.open_with_recovery(seed, recovery, other)


def test_a_recovery_key_grows_from_its_seed_as_the_x_wing_draft_says() -> None:
    """draft-connolly-cfrg-xwing-kem, test vector 1: the first 32 bytes of the public key."""
    seed = bytes.fromhex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26")
    assert wrap.recovery_public(seed)[:32].hex() == "e2236b35a8c24b39b10aa1323a96a919a2ced88400633a7b07131713fc14b2b5"
