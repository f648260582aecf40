"""The ledger's vectors: published ones, and ours, where each refused one is wrong in one way (docs/spec/)."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from privet.core.entry import commitment, decode, encode, packed, unpacked
from privet.core.merkle import (
    Edge,
    consistency,
    inclusion,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)
from privet.core.note import Cosigner, Signer, open_note
from privet.errors import Tampered

HERE = Path(__file__).parent


def load(name: str) -> Any:
    return json.loads((HERE / name).read_text("utf-8"))


def load_verifier() -> ModuleType:
    path = HERE.parents[2] / "verifier" / "privet_verify.py"
    spec = importlib.util.spec_from_file_location("privet_verify", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


RFC6962 = load("rfc6962.json")
ENTRIES = load("entries.json")
CHECKPOINTS = load("checkpoints.json")
VERIFIER = load_verifier()
LEAVES = [leaf_hash(bytes.fromhex(leaf)) for leaf in RFC6962["leaves"]]
ROOTS = [bytes.fromhex(root) for root in RFC6962["roots"]]


def tree() -> Edge:
    edge = Edge()
    edge.append(LEAVES)
    return edge


def no_full_tile(level: int, index: int) -> bytes:
    raise AssertionError("eight entries fill no tile")


@pytest.mark.parametrize("size", range(9))
def test_published_roots(size: int) -> None:
    edge, independent = Edge(), VERIFIER.Tree()
    edge.append(LEAVES[:size])
    for leaf in LEAVES[:size]:
        independent.add(leaf)
    assert edge.root() == independent.root() == ROOTS[size]


@pytest.mark.parametrize("case", RFC6962["inclusion"])
def test_published_inclusion_proofs(case: Any) -> None:
    proof = [bytes.fromhex(node) for node in case["proof"]]
    assert inclusion(case["index"], case["size"], tree().reader(no_full_tile)) == proof
    verify_inclusion(LEAVES[case["index"]], case["index"], case["size"], proof, ROOTS[case["size"]])


@pytest.mark.parametrize("case", RFC6962["consistency"])
def test_published_consistency_proofs(case: Any) -> None:
    proof = [bytes.fromhex(node) for node in case["proof"]]
    assert consistency(case["old"], case["new"], tree().reader(no_full_tile)) == proof
    verify_consistency(case["old"], case["new"], ROOTS[case["old"]], ROOTS[case["new"]], proof)


@pytest.mark.parametrize("case", load("ed25519.json")["cases"])
def test_the_verifier_knows_the_published_ed25519_signatures(case: dict[str, str]) -> None:
    public, message, signature = (bytes.fromhex(case[field]) for field in ("public", "message", "signature"))
    assert VERIFIER.ed25519_verify(public, message, signature)
    assert not VERIFIER.ed25519_verify(public, message + b"x", signature)
    s = int.from_bytes(signature[32:], "little") + VERIFIER.L
    assert not VERIFIER.ed25519_verify(public, message, signature[:32] + s.to_bytes(32, "little"))
    for bit in range(0, 512, 37):
        assert not VERIFIER.ed25519_verify(public, message, flipped(signature, bit))
    for bit in range(0, 256, 23):
        assert not VERIFIER.ed25519_verify(flipped(public, bit), message, signature)


@pytest.mark.parametrize("case", load("ml_dsa_44.json")["cases"])
def test_the_verifier_knows_the_published_ml_dsa_signatures(case: dict[str, str]) -> None:
    fields = ("public", "message", "context", "signature")
    public, message, context, signature = (bytes.fromhex(case[field]) for field in fields)
    assert VERIFIER.ml_dsa_44_verify(public, message, signature, context)
    assert not VERIFIER.ml_dsa_44_verify(public, message + b"x", signature, context)
    assert not VERIFIER.ml_dsa_44_verify(public, message, signature, context + b"x")
    assert not VERIFIER.ml_dsa_44_verify(public, message, signature[:-1], context)
    # A bit in each part: challenge seed, response, hints, the hints' counts.
    for bit in (5, 8 * 32 + 17, 8 * 1500, 8 * 2336 + 1, 8 * 2390, 8 * 2419):
        assert not VERIFIER.ml_dsa_44_verify(public, message, flipped(signature, bit), context)
    for bit in (5, 8 * 700):
        assert not VERIFIER.ml_dsa_44_verify(flipped(public, bit), message, signature, context)


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@pytest.mark.parametrize("case", ENTRIES["accepted"], ids=lambda case: case["name"])
def test_entries(case: dict[str, str]) -> None:
    data = case["bytes"].encode()
    assert encode(decode(data)) == data
    assert leaf_hash(data).hex() == VERIFIER.leaf_hash(data).hex() == case["leaf_hash"]


@pytest.mark.parametrize("case", ENTRIES["refused"], ids=lambda case: case["name"])
def test_entries_refused(case: dict[str, str]) -> None:
    with pytest.raises(Tampered):
        decode(case["bytes"].encode())


def test_commitment_and_bundle() -> None:
    case = ENTRIES["commitment"]
    assert commitment(bytes.fromhex(case["salt"]), case["text"]).hex() == case["commitment"]
    case = ENTRIES["bundle"]
    entries = [entry.encode() for entry in case["entries"]]
    assert packed(entries).hex() == case["bytes"]
    assert unpacked(bytes.fromhex(case["bytes"])) == entries


def test_the_keys_come_from_the_seed() -> None:
    signer = Signer(bytes.fromhex(CHECKPOINTS["seed"]), CHECKPOINTS["origin"])
    assert list(signer.vkeys) == CHECKPOINTS["vkeys"]
    witness = Cosigner(bytes.fromhex(CHECKPOINTS["witness_seed"]), "witness.invalid/w1")
    assert witness.vkey == CHECKPOINTS["witness"]


def test_the_checkpoint_opens() -> None:
    checkpoint = open_note(CHECKPOINTS["note"], CHECKPOINTS["vkeys"], [CHECKPOINTS["witness"]])
    assert (checkpoint.origin, checkpoint.size, checkpoint.root.hex(), checkpoint.at) == (
        CHECKPOINTS["origin"],
        CHECKPOINTS["size"],
        CHECKPOINTS["root"],
        CHECKPOINTS["at"],
    )
    assert list(checkpoint.signed_by) == [*CHECKPOINTS["vkeys"], CHECKPOINTS["witness"]]
    assert accepted_by_the_verifier(CHECKPOINTS["note"])


def accepted_by_the_verifier(text: str) -> bool:
    """The verifier's own reading of a note, with the same keys."""
    try:
        note = VERIFIER.read_note(text)
        signed = [VERIFIER.signed_by(note, VERIFIER.read_key(key)) for key in CHECKPOINTS["vkeys"]]
        VERIFIER.signed_by(note, VERIFIER.read_key(CHECKPOINTS["witness"]))
    except VERIFIER.Refused:
        return False
    return all(signed)


@pytest.mark.parametrize("case", CHECKPOINTS["refused"], ids=lambda case: case["name"])
def test_checkpoints_refused(case: dict[str, str]) -> None:
    with pytest.raises(Tampered):
        open_note(case["note"], CHECKPOINTS["vkeys"], [CHECKPOINTS["witness"]])
    assert not accepted_by_the_verifier(case["note"])


def test_the_exported_sample_holds(capsys: pytest.CaptureFixture[str]) -> None:
    keys = [argument for key in CHECKPOINTS["vkeys"] for argument in ("--key", key)]
    assert VERIFIER.main([str(HERE / "export.txt"), *keys, "--key", CHECKPOINTS["witness"]]) == 0
    assert "HOLDS" in capsys.readouterr().out
