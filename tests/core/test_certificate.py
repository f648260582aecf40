"""A certificate of erasure says what it was made of, and is refused with any one byte another."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core import certificate, report
from privet.core.certificate import Statement
from privet.core.entry import Entry, Outcome, commitment, encode
from privet.core.merkle import leaf_hash, node_hash
from privet.core.note import Signer
from privet.errors import Tampered

NAME = "privet.invalid/abcdef/shop"
SALT = bytes(range(32))
SAID = Statement(
    "Not covered: much.", NAME, "sub_" + "a" * 26, 1_795_262_400_000, 1_795_262_400_500, 1_795_262_401_000, 6, 7, 8,
    1_795_262_400_900, (("message", 3), ("value", 2)), (("key", 0), ("identity", 0)), 2, (), ("crm",), ("billing",),
)  # fmt: skip
COUNTS = st.integers(0, 2**50)
PAIRS = st.dictionaries(st.text(max_size=9), COUNTS, max_size=4).map(lambda one: tuple(one.items()))


def made(text: str, act: str = certificate.ACT) -> tuple[str, tuple[str, ...]]:
    """A certificate on a ledger of two entries, and the ledger's keys."""
    signer = Signer(bytes(32), NAME)
    entry = encode(Entry("a" * 26, 1_795_262_401_000, act, Outcome.DONE, "local", note=commitment(SALT, text)))
    other = leaf_hash(b"other")
    note = signer.sign(NAME, 2, node_hash(other, leaf_hash(entry)), 1_795_262_401)
    proof = f"c2sp.org/tlog-proof@v1\nindex 1\n{base64.b64encode(other).decode()}\n\n{note}"
    return report.write(text, SALT, entry, proof), signer.vkeys


@given(COUNTS, COUNTS, PAIRS, PAIRS, st.lists(st.text(max_size=9), max_size=3).map(tuple))
def test_what_is_written_is_read(done: int, generation: int, erased, residue, pending) -> None:
    said = replace(SAID, done=done, generation=generation, erased=erased, residue=residue, pending=pending)
    assert certificate.decode(certificate.encode(said)) == said


def test_what_it_does_not_cover_comes_first_and_it_holds_only_when_nothing_is_left() -> None:
    assert certificate.encode(SAID).startswith('{"not_covered":"Not covered: much.","v":2,')
    assert SAID.holds
    for one in (replace(SAID, done=0), replace(SAID, pending=("key place 1",)), replace(SAID, residue=(("key", 1),))):
        assert not one.holds
        assert json.loads(certificate.encode(one))["holds"] is False


def test_whoever_has_the_keys_checks_it() -> None:
    said, checked = certificate.check(*made(certificate.encode(SAID)))
    assert said == SAID
    assert (checked.index, checked.checkpoint.size) == (1, 2)


def test_every_byte_is_held() -> None:
    """Every byte in turn is another one: once by its lowest bit, which base64 likes to pass over."""
    file, vkeys = made(certificate.encode(SAID))
    data = file.encode()
    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises(Tampered):
            certificate.check(changed.decode("utf-8", "replace"), vkeys)


@pytest.mark.parametrize("cut", [1, 10, 100, 1000])
def test_a_cut_one_is_refused(cut: int) -> None:
    file, vkeys = made(certificate.encode(SAID))
    with pytest.raises(Tampered):
        certificate.check(file[:-cut], vkeys)


@pytest.mark.parametrize(
    "change",
    [
        {"v": 1}, {"informed": "crm"}, {"unconfirmed": [1]}, {"before": -1}, {"gone": True},
        {"holds": False}, {"holds": 1}, {"more": 1}, {"erased": []}, {"erased": {"message": -1}},
        {"done": True}, {"subject": "ann"}, {"subject": 5}, {"pending": [1]}, {"pending": 1}, {"at": "now"},
    ],
)  # fmt: skip
def test_what_is_otherwise_is_no_certificate(change: dict[str, object]) -> None:
    text = json.dumps(json.loads(certificate.encode(SAID)) | change, separators=(",", ":"))
    with pytest.raises(Tampered):
        certificate.check(*made(text))


@pytest.mark.parametrize("text", ["[]", "{}", "x", "1", " " + certificate.encode(SAID)])
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(Tampered):
        certificate.check(*made(text))


def test_another_report_and_another_ledger_are_refused() -> None:
    with pytest.raises(Tampered, match="no certificate"):
        certificate.check(*made(certificate.encode(SAID), "report.prove"))
    with pytest.raises(Tampered, match="another ledger"):
        certificate.check(*made(certificate.encode(replace(SAID, ledger="privet.invalid/other"))))
    file, _ = made(certificate.encode(SAID))
    with pytest.raises(Tampered):
        certificate.check(file, Signer(b"x" * 32, NAME).vkeys)
