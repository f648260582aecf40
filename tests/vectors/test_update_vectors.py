"""The sealing of waiting updates, by its vectors: this file derives keys by RFC 5869 itself, then asks the product."""

from __future__ import annotations

import hashlib
import hmac
import json
import struct
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from privet.acts import queued
from privet.core import seal
from privet.core.unseal import unseal
from privet.errors import Tampered
from privet.store.updates import UpdateRow

VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "update.json").read_text())
NAMES = [one["name"] for one in VECTORS]


def derived(one: bytes, two: bytes, tenant: int, id: bytes, period: int) -> bytes:
    """HKDF-SHA256 for 32 bytes, by hand."""
    extracted = hmac.digest(bytes(32), one + two, "sha256")
    info = b"privet data key 1" + struct.pack(">BQ16sQ", 1, tenant, id, period)
    return hmac.digest(extracted, info + b"\1", hashlib.sha256)


def by_hand(case: dict[str, Any], field: str) -> bytes:
    """What docs/spec/updates.md says that a row holds, opened with the standard's own means."""
    raw = {
        key: bytes.fromhex(value)
        for key, value in case.items()
        if key in ("subject", "bot", "subject_key", "period_key")
    }
    key = derived(raw["subject_key"], raw["period_key"], case["tenant"], raw["subject"], case["period"])
    needed = case["others"] if field == "sealed" else case["others"][:1]
    for other in needed:
        if other["id"] != "00" * 16:
            key = derived(key, bytes.fromhex(other["key"]), case["tenant"], bytes.fromhex(other["id"]), case["period"])
    record = raw["bot"][8:] + struct.pack(">Q", case["number"])
    number = {"sealed": 13, "reduced": 14}[field]
    place = struct.pack(
        ">BQ16s16sHHQQ", 1, case["tenant"], raw["subject"], record, 0, number, case["slot"], case["period"]
    )
    sealed = bytes.fromhex(case[field])
    return AESGCM(key).decrypt(sealed[1:13], sealed[13:], sealed[:1] + place)


def by_product(case: dict[str, Any], field: str) -> bytes:
    """The same by the product's own steps."""
    subject = bytes.fromhex(case["subject"])
    keys = bytes.fromhex(case["subject_key"]), bytes.fromhex(case["period_key"])
    key = seal.data_key(*keys, case["tenant"], subject, case["period"])
    others = [(bytes.fromhex(one["id"]), bytes.fromhex(one["key"])) for one in case["others"]]
    needed = [one for one in (others if field == "sealed" else others[:1]) if one[0] != queued.NOBODY]
    row = UpdateRow(
        bytes.fromhex(case["bot"]), case["number"], "message", bytes(16), subject, b"", case["period"], 0, None, None
    )
    place = queued.place(case["tenant"], row, case["slot"], queued.WHOLE if field == "sealed" else queued.REDUCED)
    return unseal(queued.joined(case["tenant"], key, needed, case["period"]), bytes.fromhex(case[field]), place)


@pytest.mark.parametrize("case", VECTORS, ids=NAMES)
def test_it_opens_as_the_page_says(case: dict[str, Any]) -> None:
    for field in ("sealed", "reduced"):
        if field in case:
            assert by_hand(case, field) == by_product(case, field) == case[f"{field}_json"].encode()


@pytest.mark.parametrize("case", VECTORS, ids=NAMES)
def test_without_any_one_of_its_keys_it_does_not(case: dict[str, Any]) -> None:
    spoilt = [{**case, key: "00" * 32} for key in ("subject_key", "period_key")]
    for at, other in enumerate(case["others"]):
        if other["id"] != "00" * 16:
            spoilt.append(
                {**case, "others": [*case["others"][:at], {**other, "key": "00" * 32}, *case["others"][at + 1 :]]}
            )
    for one in spoilt:
        with pytest.raises(InvalidTag):
            by_hand(one, "sealed")
        with pytest.raises(Tampered):
            by_product(one, "sealed")


@pytest.mark.parametrize("case", [one for one in VECTORS if "reduced" in one], ids=lambda one: one["name"])
def test_what_is_left_needs_no_key_of_the_others(case: dict[str, Any]) -> None:
    fewer = {**case, "others": [case["others"][0], *[{**one, "key": "00" * 32} for one in case["others"][1:]]]}
    assert by_hand(fewer, "reduced") == by_product(fewer, "reduced") == case["reduced_json"].encode()
    with pytest.raises(InvalidTag):
        by_hand({**case, "reduced": case["sealed"]}, "reduced")
