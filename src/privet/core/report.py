"""A signed report: what a command found, and the proof that it is on the ledger (docs/howto/prove-it.md).

    privet-report/v1
    <the report: one line>
    salt <base64 of 32 bytes>
    entry <the ledger entry that commits to it, as it stands there>

    c2sp.org/tlog-proof@v1 …

The entry holds SHA-256 over salt and report, the proof leads from the entry to the root of the tree, and a checkpoint
over that root is signed by the ledger's keys: a changed report, entry, proof or checkpoint is refused.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from privet.core.entry import Entry, commitment, decode
from privet.core.merkle import leaf_hash, verify_inclusion
from privet.core.note import Checkpoint, open_note
from privet.errors import Tampered

_HASH = r"[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=\n"
_FORM = re.compile(
    rf"privet-report/v1\n([^\n]+)\nsalt ({_HASH})entry ([^\n]+)\n\n"
    rf"c2sp\.org/tlog-proof@v1\nindex (0|[1-9][0-9]{{0,14}})\n((?:{_HASH}){{0,64}})\n(.+)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A report that holds: its text, the entry that commits to it, the entry's number, the checkpoint above it."""

    text: str
    entry: Entry
    index: int
    checkpoint: Checkpoint


def write(text: str, salt: bytes, entry: bytes, proof: str) -> str:
    """The report's file. `text` is one line, `proof` a tlog-proof of `entry`."""
    encoded = base64.b64encode(salt).decode("ascii")
    return f"privet-report/v1\n{text}\nsalt {encoded}\nentry {entry.decode('ascii')}\n\n{proof}"


def check(file: str, vkeys: tuple[str, ...]) -> Checked:
    """The report in a file, once all of it is shown to be what the ledger with these keys holds. Raises Tampered."""
    match = _FORM.fullmatch(file)
    if match is None:
        raise Tampered("this is no signed report")
    text, salt, line, index, path, note = match.groups()
    entry = decode(line.encode("utf-8", "replace"))
    if not entry.act.startswith("report."):  # reasons are committed to alike, and anybody may write one
        raise Tampered("the ledger's entry is of another act, so what it commits to is no report")
    if commitment(base64.b64decode(salt), text) != entry.note:
        raise Tampered("the report is not the one that the ledger's entry commits to")
    checkpoint = open_note(note, vkeys)
    hashes = [base64.b64decode(one) for one in path.splitlines()]
    verify_inclusion(leaf_hash(line.encode("ascii")), int(index), checkpoint.size, hashes, checkpoint.root)
    return Checked(text, entry, int(index), checkpoint)
