"""The verifier's own ML-DSA-44 against published answers, and against what strangers sign."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[3]

KNOWN_ANSWERS = """
import cryptography_vectors, json, pathlib
path = pathlib.Path(cryptography_vectors.__file__).parent / "asymmetric/MLDSA/kat_MLDSA_44_det_pure.rsp"
case = {}
for line in path.read_text().splitlines():
    field, _, value = line.partition(" =")
    case[field] = value.strip()
    if field == "ctx":
        print(json.dumps([case["pk"], case["msg"], case["ctx"], case["sm"][:4840]]))
"""

ACCUMULATED = """
import hashlib, json
from dilithium_py.ml_dsa import ML_DSA_44
seeds = hashlib.shake_128(b"").digest(3200)
for number in range(100):
    public, secret = ML_DSA_44.key_derive(seeds[32 * number : 32 * number + 32])
    print(json.dumps([public.hex(), "", "", ML_DSA_44.sign(secret, b"", deterministic=True).hex()]))
"""


@pytest.fixture(scope="module")
def verifier() -> ModuleType:
    spec = importlib.util.spec_from_file_location("privet_verify", ROOT / "verifier" / "privet_verify.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases(python: Path, program: str) -> Iterator[list[bytes]]:
    """Public key, message, context and signature of each line that the program prints."""
    run = subprocess.run([str(python), "-I", "-c", program], capture_output=True, text=True, check=True, timeout=280)
    for line in run.stdout.splitlines():
        yield [bytes.fromhex(part) for part in json.loads(line)]


@pytest.mark.slow
def test_the_hundred_known_answers(judges_python: Path, verifier: ModuleType) -> None:
    """kat_MLDSA_44_det_pure.rsp (FIPS 204), as PyPI's cryptography-vectors ships it."""
    seen = 0
    for public, message, context, signature in cases(judges_python, KNOWN_ANSWERS):
        assert verifier.ml_dsa_44_verify(public, message, signature, context)
        assert not verifier.ml_dsa_44_verify(public, message + b"\0", signature, context)
        seen += 1
    assert seen == 100


@pytest.mark.slow
def test_the_accumulated_hundred(judges_python: Path, verifier: ModuleType) -> None:
    """C2SP/CCTV's accumulated ML-DSA-44 test: dilithium-py signs, and one hash proves all of it as expected."""
    accumulated = hashlib.shake_128()
    for public, message, context, signature in cases(judges_python, ACCUMULATED):
        accumulated.update(public + signature)
        assert verifier.ml_dsa_44_verify(public, message, signature, context)
    assert accumulated.hexdigest(32) == "d51148e1f9f4fa1a723a6cf42e25f2a99eb5c1b378b3d2dbbd561b1203beeae4"
