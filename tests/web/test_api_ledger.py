"""An auditor's program follows the ledger over HTTP with nothing but the specification: checkpoint, tiles, entries.

It judges with the verifier, which shares no code with Privet.
"""

from __future__ import annotations

import gzip
import runpy
from pathlib import Path
from typing import Any

import pytest

from privet.acts.checkpoint import checkpoint, vkeys

VERIFIER: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[2] / "verifier" / "privet_verify.py"))


class Log:
    """A log at a prefix, as c2sp.org/tlog-tiles says how to read one."""

    def __init__(self, served: Any) -> None:
        self._served = served

    def checkpoint(self) -> Any:
        answer = self._served.get("/v1/ledger/checkpoint")
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        return VERIFIER["read_note"](answer.body.decode())

    def tile(self, level: str, number: int, width: int, accepts: str = "identity") -> bytes:
        groups = [f"{number % 1000:03d}"]
        while number := number // 1000:
            groups.insert(0, f"x{number % 1000:03d}")
        suffix = "" if width == 256 else f".p/{width}"
        answer = self._served.get(f"/v1/ledger/tile/{level}/{'/'.join(groups)}{suffix}", accept_encoding=accepts)
        assert answer.status == 200, answer.body
        assert answer.headers["content-type"] == "application/octet-stream"
        assert "immutable" in answer.headers["cache-control"]
        return gzip.decompress(answer.body) if "content-encoding" in answer.headers else answer.body

    def leaves(self, level: int, size: int) -> list[bytes]:
        """All hashes of a level of a tree of `size` entries."""
        count = size >> 8 * level
        data = b"".join(self.tile(str(level), at // 256, min(256, count - at)) for at in range(0, count, 256))
        return [data[at : at + 32] for at in range(0, len(data), 32)]

    def entries(self, size: int) -> list[bytes]:
        found = []
        for at in range(0, size, 256):
            bundle = self.tile("entries", at // 256, min(256, size - at), "gzip, identity")
            while bundle:
                length = 2 + int.from_bytes(bundle[:2], "big")
                found.append(bundle[2:length])
                bundle = bundle[length:]
        return found


def root(leaves: list[bytes]) -> bytes:
    tree = VERIFIER["Tree"]()
    for leaf in leaves:
        tree.add(leaf)
    made: bytes = tree.root()
    return made


@pytest.fixture
def log(served: Any) -> Log:
    served.key = served.make_key("ledger")
    return Log(served)


def grow(served: Any, size: int) -> None:
    have = len(served.installation.entries())
    served.installation.batch([served.installation.inbound(f"message {number}") for number in range(have, size)])
    checkpoint(served.installation.app, served.installation.tenant)


def test_an_auditor_checks_everything_against_the_signed_root(served: Any, log: Log) -> None:
    grow(served, 600)
    note = log.checkpoint()
    assert note.size == 600
    for vkey in vkeys(served.installation.app, served.installation.tenant):
        assert VERIFIER["signed_by"](note, VERIFIER["read_key"](vkey))
    entries = log.entries(note.size)
    leaves = log.leaves(0, note.size)
    assert [VERIFIER["leaf_hash"](one) for one in entries] == leaves
    assert root(leaves) == note.root
    above = log.leaves(1, note.size)
    assert above == [root(leaves[:256]), root(leaves[256:512])]


def test_what_was_published_stays_while_the_ledger_grows(served: Any, log: Log) -> None:
    grow(served, 300)
    early, before = log.checkpoint(), log.leaves(0, 300)
    grow(served, 520)
    late = log.checkpoint()
    assert log.leaves(0, 300) == before  # the partial tile that the early checkpoint names, too
    assert root(log.leaves(0, 520)[:300]) == early.root
    assert (late.origin, late.size) == (early.origin, 520)


def test_a_bundle_is_compressed_for_whoever_takes_it_so(served: Any, log: Log) -> None:
    grow(served, 256)
    path = "/v1/ledger/tile/entries/000"
    plain, packed = served.get(path), served.get(path, accept_encoding="br, gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2


@pytest.mark.parametrize(
    "path",
    ["0/000.p/0", "0/001", "0/999", "00/000", "64/000", "entries/0", "1/000", "0/x000/000", "0//000", "../checkpoint"],
)
def test_any_other_path_is_not_there(served: Any, log: Log, path: str) -> None:
    grow(served, 255)
    answer = served.get(f"/v1/ledger/tile/{path}")
    assert answer.status in (400, 404)
    assert answer.headers["content-type"] == "application/problem+json"
