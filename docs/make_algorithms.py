"""Writes docs/reference/algorithms.md: every algorithm that Privet relies on, where code uses it, and until when."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

from privet.core.algorithms import INVENTORY

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/reference/algorithms.md"

HEAD = """# Algorithms

<!-- Made by docs/make_algorithms.py from src/privet/core/algorithms.py; change that, not this page. -->

Every cryptographic algorithm that Privet relies on: what for, the text that defines it, the last day on which it may
be used, and what comes after it. The days are those of NIST:
[SP 800-131A](https://csrc.nist.gov/pubs/sp/800/131/a/r2/final) for lengths of keys, its
[plan for SHA-1](https://csrc.nist.gov/News/2022/nist-transitioning-away-from-sha-1-for-all-apps) of 15 December 2022,
and the draft [IR 8547](https://csrc.nist.gov/pubs/ir/8547/ipd) for what a quantum computer would break. "–" says that
nobody has named a day.

An algorithm that is past its day is told at each start and by `privet doctor`, takes points off the posture score, and
fails the build (`tests/house/test_algorithms.py`), which also holds this table to what the code imports.

"""

TAIL = """
## Against quantum computers

What is sealed today and copied stays sealed: all of it lies under 256-bit symmetric keys, and the recovery key under
ML-KEM-768 together with X25519. Checkpoints are signed by ML-DSA-44 beside Ed25519, so that a ledger signed today can
still be believed. What is left are log-ins, where the browser or the company's provider chooses (they protect only the
moment), and the key exchange of TLS, which the libraries that speak it choose (OpenSSL for what Privet calls, rustls
for what it serves): what somebody records on the wire before it is a hybrid one may be opened one day.
"""

_PRIMITIVES = "cryptography.hazmat.primitives"
_SUITES = ("AEAD", "KDF", "KEM")
_WHOLE = ("argon2", "pyotp", "secrets", "ssl")


def used(text: str) -> set[str]:
    """The names by which a module's code uses algorithms: what it imports, and what it asks of what it imported."""
    tree = ast.parse(text)
    found = set()
    for node in ast.walk(tree):
        found |= set(_imported(node)) | set(_asked(node))
    return found


@functools.cache
def everywhere(folder: Path = ROOT / "src") -> dict[str, set[str]]:
    """The modules of the code below a folder, and the names that each uses."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        if names := used(path.read_text("utf-8")):
            found[".".join(path.relative_to(folder).with_suffix("").parts)] = names
    return found


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (one.name.split(".")[0] for one in node.names if one.name.split(".")[0] in _WHOLE)
    elif isinstance(node, ast.ImportFrom) and node.module:
        names = [one.name for one in node.names]
        if node.module.startswith(_PRIMITIVES):
            yield from (one for one in names if one not in _SUITES)
        elif node.module == "hashlib":
            yield from (f"hashlib.{one}" for one in names)
        elif node.module.split(".")[0] in _WHOLE:
            yield node.module.split(".")[0]


def _asked(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute):
        of = ast.unparse(node.value)
        if of in ("hashlib", *_SUITES):
            yield f"{of}.{node.attr}"
        elif of == "ssl.TLSVersion":
            yield f"ssl.{node.attr}"
        elif of == "Algorithm":  # COSEAlgorithmIdentifier of webauthn
            yield f"cose.{node.attr}"
    elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("hmac.new", "hmac.digest") and len(node.args) > 2:
        yield f"hmac.{ast.unparse(node.args[2]).removeprefix('hashlib.').strip(chr(39))}"
    elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "ALGORITHMS":
        yield from (f"jose.{one}" for one in ast.literal_eval(node.value))


def page() -> str:
    """The whole page."""
    there = everywhere()
    lines = ["| algorithm | what for | defined in | last day | what comes after | in |", "|---|---|---|---|---|---|"]
    for one in INVENTORY:
        modules = [name for name, names in there.items() if names & set(one.marks)]
        shown = ", ".join(f"`{name.removeprefix('privet.')}`" for name in modules[:4])
        more = f" and {len(modules) - 4} more" if len(modules) > 4 else ""
        lines.append(f"| {one.name} | {one.use} | {one.source} | {one.sunset or '–'} | {one.after} | {shown}{more} |")
    return HEAD + "\n".join(lines) + "\n" + TAIL


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
