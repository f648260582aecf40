"""Writes `sealed-value.json` and `wrapped-key.json` beside itself; run it after a change of format and read the diff.

A vector that fails is a good one with one thing changed. All keys, ids and nonces are counted up, so that a second run
writes the same bytes; the one exception is what HPKE sealed, which is kept from the file while it still opens.
"""

from __future__ import annotations

import base64
import json
import struct
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from privet.core import wrap
from privet.core.seal import context, data_key, seal
from privet.errors import Tampered

HERE = Path(__file__).parent
Vector = dict[str, Any]


def counted(first: int, size: int) -> bytes:
    return bytes((first + n) % 256 for n in range(size))


def flipped(data: bytes, byte: int) -> str:
    changed = bytearray(data)
    changed[byte] ^= 0x01
    return changed.hex()


def sealed_value() -> Vector:
    """One value of each shape, and every way in which one of them must not open."""
    good = []
    for number, text in enumerate(("jane@example.com", "", "+1 555 0100 · Zoë 🙂", "x" * 300)):
        place: Vector = {
            "tenant": 1 + number,
            "subject": counted(0x10 + number, 16).hex(),
            "record": counted(0x20 + number, 16).hex(),
            "kind": 1 + number,
            "field": number,
            "subject_leaf": 257 + number,
            "period_leaf": 3 + number,
        }
        keys = {
            "subject_key": counted(0x40 + number, 32).hex(),
            "period_key": counted(0x80 + number, 32).hex(),
        }
        good.append(_sealed(f"value {number}", text, place, keys, counted(0xC0 + number, 12)))
    first, sealed = good[0], bytes.fromhex(good[0]["sealed"])
    sibling = _sealed(
        "another row of the same record",
        "john@example.com",
        {**{name: first[name] for name in PLACE}, "field": 9},
        {name: first[name] for name in ("subject_key", "period_key")},
        counted(0xD0, 12),
    )
    nonce, key = bytes.fromhex(first["nonce"]), bytes.fromhex(first["data_key"])
    without_suite = AESGCM(key).encrypt(nonce, bytes.fromhex(first["plaintext"]), bytes.fromhex(first["context"]))
    bad = [
        ("bit flip in the nonce", {"sealed": flipped(sealed, 1)}),
        ("bit flip in the ciphertext", {"sealed": flipped(sealed, 13)}),
        ("bit flip in the tag", {"sealed": flipped(sealed, -1)}),
        ("swapped row: another row's value", {"sealed": sibling["sealed"]}),
        ("swapped record", {"record": counted(0x21, 16).hex()}),
        ("swapped field", {"field": 1}),
        ("swapped kind", {"kind": 2}),
        ("another subject", {"subject": counted(0x11, 16).hex()}),
        ("wrong tenant", {"tenant": 2}),
        ("another subject leaf", {"subject_leaf": 258}),
        ("another period leaf", {"period_leaf": 4}),
        ("another subject key", {"subject_key": counted(0x41, 32).hex()}),
        ("another period key", {"period_key": counted(0x81, 32).hex()}),
        ("truncated by one byte", {"sealed": sealed[:-1].hex()}),
        ("truncated to less than nonce and tag", {"sealed": sealed[:28].hex()}),
        ("empty", {"sealed": ""}),
        ("one byte too many", {"sealed": sealed.hex() + "00"}),
        ("downgraded suite: the byte says 0", {"sealed": "00" + sealed.hex()[2:]}),
        ("downgraded suite: sealed without the suite", {"sealed": (sealed[:13] + without_suite).hex()}),
        ("unknown suite", {"sealed": "02" + sealed.hex()[2:]}),
    ]
    return {
        "spec": "docs/spec/sealed-value.md",
        "opens": good,
        "fails": [{"name": name, "of": first["name"], "change": change} for name, change in bad],
    }


PLACE = ("tenant", "subject", "record", "kind", "field", "subject_leaf", "period_leaf")


def _sealed(name: str, text: str, place: Vector, keys: Vector, nonce: bytes) -> Vector:
    subject, plaintext = bytes.fromhex(place["subject"]), text.encode()
    key = data_key(
        bytes.fromhex(keys["subject_key"]),
        bytes.fromhex(keys["period_key"]),
        place["tenant"],
        subject,
        place["period_leaf"],
    )
    at = context(**{**place, "subject": subject, "record": bytes.fromhex(place["record"])})
    return {
        "name": name,
        **keys,
        **place,
        "data_key": key.hex(),
        "context": at.hex(),
        "nonce": nonce.hex(),
        "plaintext": plaintext.hex(),
        "sealed": seal(key, nonce, plaintext, at).hex(),
    }


def wrapped_key() -> Vector:
    """One key of each level and kind, the epoch key, and every way in which one of them must not open."""
    places = [(1, 0, 0, wrap.KeyKind.NODE, 1), (1, 1, 0, wrap.KeyKind.NODE, 1), (1, 3, 1, wrap.KeyKind.NODE, 2)]
    places += [(2, 4, 256 + kind, kind, 3) for kind in wrap.KeyKind if 0 < kind < wrap.KeyKind.BACKUP]
    places += [(2**63 - 1, 4, 2**32 - 1, wrap.KeyKind.SUBJECT, 2**40)]
    places += [(0, 4, 1, wrap.KeyKind.BACKUP, 3)]
    good = [_wrapped(f"key {number}", place, number) for number, place in enumerate(places)]
    leaf = good[3]
    wrapped = bytes.fromhex(leaf["wrapped"])
    old = struct.pack(">18sBQBQHQ", b"privet wrapped key", 0, 2, 4, 257, 1, 3)
    downgraded = wrap.wrap(bytes.fromhex(leaf["parent"]), bytes.fromhex(leaf["nonce"]), counted(0x63, 32), old)
    bad = [
        ("bit flip in the nonce", {"wrapped": flipped(wrapped, 1)}),
        ("bit flip in the ciphertext", {"wrapped": flipped(wrapped, 13)}),
        ("bit flip in the tag", {"wrapped": flipped(wrapped, -1)}),
        ("swapped row: the next leaf's", {"wrapped": _wrapped("", (2, 4, 258, wrap.KeyKind.SUBJECT, 3), 3)["wrapped"]}),
        ("swapped slot", {"path": 258}),
        ("swapped level", {"level": 3}),
        ("swapped kind", {"kind": 2}),
        ("wrong tenant", {"tenant": 1}),
        ("a parent of an older generation", {"parent_born": 2}),
        ("another parent", {"parent": counted(0x44, 32).hex()}),
        ("truncated", {"wrapped": wrapped[:-1].hex()}),
        ("empty", {"wrapped": ""}),
        ("one byte too many", {"wrapped": wrapped.hex() + "00"}),
        ("downgraded suite: the byte says 0", {"wrapped": "00" + wrapped.hex()[2:]}),
        ("downgraded suite: wrapped for suite 0", {"wrapped": downgraded.hex()}),
        ("unknown suite", {"wrapped": "02" + wrapped.hex()[2:]}),
    ]
    return {
        "spec": "docs/spec/wrapped-key.md",
        "opens": good,
        "fails": [{"name": name, "of": leaf["name"], "change": change} for name, change in bad],
        "epoch": _epoch(),
    }


def _wrapped(name: str, place: tuple[int, int, int, int, int], number: int) -> Vector:
    parent, key, nonce = counted(0x40 + number, 32), counted(0x60 + number, 32), counted(0xC0 + number, 12)
    at = wrap.child_context(*place)
    return {
        "name": name,
        "parent": parent.hex(),
        **dict(zip(("tenant", "level", "path", "kind", "parent_born"), map(int, place), strict=True)),
        "context": at.hex(),
        "nonce": nonce.hex(),
        "key": key.hex(),
        "wrapped": wrap.wrap(parent, nonce, key, at).hex(),
    }


def _epoch() -> Vector:
    """The epoch key under a root key and under a recovery key."""
    seed, store, key = counted(0, 32), counted(0x30, 16), counted(0x50, 32)
    public = wrap.recovery_public(seed)
    at = wrap.epoch_context(store, 7, public)
    kept = HERE / "wrapped-key.json"
    recovery = base64.b64decode(json.loads(kept.read_text())["epoch"]["recovery"]) if kept.exists() else b""
    try:
        wrap.open_with_recovery(seed, recovery, at)
    except Tampered:
        recovery = wrap.seal_to_recovery(public, key, at)
    return {
        "root_key": counted(0x70, 32).hex(),
        "recovery_seed": seed.hex(),
        "recovery_public": base64.b64encode(public).decode(),
        "store": store.hex(),
        "generation": 7,
        "context": at.hex(),
        "nonce": counted(0xC0, 12).hex(),
        "key": key.hex(),
        "root": wrap.wrap(counted(0x70, 32), counted(0xC0, 12), key, at).hex(),
        "recovery": base64.b64encode(recovery).decode(),
    }


FILES = {"sealed-value.json": sealed_value, "wrapped-key.json": wrapped_key}


def text(vectors: Vector) -> str:
    return json.dumps(vectors, indent=1, ensure_ascii=True) + "\n"


if __name__ == "__main__":
    for name, build in FILES.items():
        (HERE / name).write_text(text(build()))
