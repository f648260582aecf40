"""A signed report is refused wherever one sign of it is another."""

from __future__ import annotations

import base64

import pytest

from privet.core import report
from privet.core.entry import Entry, Outcome, commitment, encode
from privet.core.merkle import leaf_hash, node_hash
from privet.core.note import Signer
from privet.errors import Tampered

NAME = "privet.invalid/abcdef/shop"
SALT, TEXT = bytes(range(32)), '{"holds":true}'


def made(text: str = TEXT, act: str = "report.prove") -> tuple[str, tuple[str, ...]]:
    """A report on a ledger of two entries, and the ledger's keys."""
    signer = Signer(bytes(32), NAME)
    entry = encode(Entry("a" * 26, 1_795_262_400_000, act, Outcome.DONE, "local", note=commitment(SALT, TEXT)))
    other = leaf_hash(b"other")
    note = signer.sign(NAME, 2, node_hash(other, leaf_hash(entry)), 1_795_262_400)
    path = base64.b64encode(other).decode()
    proof = f"c2sp.org/tlog-proof@v1\nindex 1\n{path}\n\n{note}"
    return report.write(text, SALT, entry, proof), signer.vkeys


def test_what_was_written_is_checked() -> None:
    file, vkeys = made()
    checked = report.check(file, vkeys)
    assert (checked.text, checked.index, checked.entry.act) == (TEXT, 1, "report.prove")
    assert (checked.checkpoint.size, checked.checkpoint.origin) == (2, NAME)


def test_another_text_is_refused() -> None:
    file, vkeys = made(TEXT.replace("true", "false"))
    with pytest.raises(Tampered, match="not the one that the ledger's entry commits to"):
        report.check(file, vkeys)


def test_a_reason_is_no_report() -> None:
    file, vkeys = made(act="reveal")
    with pytest.raises(Tampered, match="another act"):
        report.check(file, vkeys)


def test_another_ledgers_report_is_refused() -> None:
    file, _ = made()
    with pytest.raises(Tampered):
        report.check(file, Signer(b"x" * 32, NAME).vkeys)


@pytest.mark.parametrize("file", ["", "privet-report/v1\n", "privet-report/v2\n{}\n", "é"])
def test_what_is_no_report_is_refused(file: str) -> None:
    with pytest.raises(Tampered, match="no signed report"):
        report.check(file, made()[1])


def test_any_changed_sign_is_refused() -> None:
    file, vkeys = made()
    for at in range(0, file.index("\n\n—") if "\n\n—" in file else len(file), 3):
        changed = file[:at] + ("y" if file[at] != "y" else "x") + file[at + 1 :]
        with pytest.raises(Tampered):
            report.check(changed, vkeys)
