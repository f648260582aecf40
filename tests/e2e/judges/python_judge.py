"""Judges a ledger of Privet with PyPI's aics-tlog, and its ML-DSA-44 line with PyPI's dilithium-py.

It runs in an environment of its own and shares nothing with Privet but the public formats. It reads a JSON list of
cases and prints a JSON list of answers: "" for a case that holds, or what is wrong with it.
"""

import base64
import hashlib
import json
import sys

import aics_tlog as tlog
from dilithium_py.ml_dsa import ML_DSA_44


def judge(case: dict) -> None:
    """Raises where something in the case does not hold."""
    checkpoint = opened(case, case["note"])
    size, root = checkpoint.size, checkpoint.root
    entries = [base64.b64decode(entry) for entry in case.get("entries") or ()]
    if "tiles" in case:
        tiles = {path: base64.b64decode(tile) for path, tile in case["tiles"].items()}
        reader = tlog.MemoryTileReader(tiles)
        tlog.audit_tiles(reader, size, root)
        for index, entry in enumerate(entries):
            require(tlog.read_entry(reader, index, size) == entry, "a bundle holds another entry")
    elif entries:
        require(len(entries) == size, "another number of entries than was signed")
        require(tlog.MerkleTree(entries).root() == root, "the entries lead to another root")
    if "inclusion" in case:
        entry, proof = base64.b64decode(case["entry"]), [base64.b64decode(node) for node in case["inclusion"]]
        true = tlog.verify_leaf_inclusion(entry, case["index"], size, proof, root)
        require(true, "the inclusion proof does not hold")
    if "consistency" in case:
        old = opened(case, case["old_note"], witnessed=False)
        proof = [base64.b64decode(node) for node in case["consistency"]]
        true = tlog.verify_consistency(old.size, size, old.root, root, proof)
        require(true, "the consistency proof does not hold")


def opened(case: dict, text: str, witnessed: bool = True) -> tlog.Checkpoint:
    """The checkpoint in a note, once its Ed25519 line, its witness's line and its ML-DSA-44 line are found true."""
    note = tlog.parse_note(text)
    result = tlog.verify_checkpoint(
        note,
        tlog.parse_vkey(case["vkey"]),
        [tlog.parse_vkey(case["witness"])] if witnessed else [],
        1 if witnessed else 0,
        expected_origin=case["origin"],
    )
    require(result.ok, result.error or "the checkpoint is refused")
    checkpoint = tlog.parse_checkpoint(note.text)
    check_ml_dsa(text, case["ml_dsa_vkey"], checkpoint)
    return checkpoint


def check_ml_dsa(text: str, vkey: str, checkpoint: tlog.Checkpoint) -> None:
    """The line of type 0x06, as c2sp.org/tlog-cosignature describes it."""
    name, key_id, material = vkey.split("+", 2)
    key = base64.b64decode(material)
    require(key[0] == 6, "not a key for ML-DSA-44")
    require(hashlib.sha256(name.encode() + b"\n" + key).hexdigest()[:8] == key_id, "a key with another id")
    for line in text.rpartition("\n\n")[2].splitlines():
        dash, signer, encoded = line.split(" ")
        blob = base64.b64decode(encoded)
        if dash == "\u2014" and signer == name and blob[:4].hex() == key_id:
            break
    else:
        raise ValueError("there is no ML-DSA-44 line")
    stamp, signature = blob[4:12], blob[12:]
    origin = checkpoint.origin.encode()
    message = b"subtree/v1\n\0" + bytes([len(name)]) + name.encode() + stamp + bytes([len(origin)]) + origin
    message += (0).to_bytes(8, "big") + checkpoint.size.to_bytes(8, "big") + checkpoint.root
    require(ML_DSA_44.verify(key[1:], message, signature), "the ML-DSA-44 line is not true")


def require(true: bool, otherwise: str) -> None:
    """ValueError where something is not true."""
    if not true:
        raise ValueError(otherwise)


def answer(case: dict) -> str:
    """What is wrong with a case, if anything is."""
    try:
        judge(case)
    except Exception as error:  # a judge may refuse in any way it likes
        return f"{type(error).__name__}: {error}"
    return ""


if __name__ == "__main__":
    json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
