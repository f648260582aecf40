"""The one file in which a ledger leaves the installation to be checked by somebody else (docs/spec/ledger-export.md).

It prints what the store holds, true or not: a ledger that was tampered with is exported as it stands, so that whoever
checks it can name what was changed. `verifier/privet_verify.py` reads it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence

from privet.core.merkle import WIDTH

HEADER = b"privet-ledger-export/v1\n"


def export(
    origin: str,
    keys: Iterable[str],
    witnesses: Iterable[str],
    bundles: Iterable[tuple[bytes, Sequence[bytes]]],
    checkpoints: Iterable[tuple[int, str]],
) -> Iterator[bytes]:
    """The file in pieces of whole lines; no more than one bundle of entries is held at a time.

    `keys` and `witnesses` are vkeys. Each of `bundles` is the stored level-0 tile of up to 256 entries (32 bytes a leaf
    hash) and these entries; of the last, partial one the hashes are computed. `checkpoints` are `(size, note)`, sizes
    ascending; the last one covers every entry, or the verifier refuses the file.
    """
    digest = hashlib.sha256()
    size = 0
    for piece, size in _pieces(origin, keys, witnesses, bundles, checkpoints):  # noqa: B007  # the last size is used
        digest.update(piece)
        yield piece
    yield f"end {size} {digest.hexdigest()}\n".encode()


def _pieces(
    origin: str,
    keys: Iterable[str],
    witnesses: Iterable[str],
    bundles: Iterable[tuple[bytes, Sequence[bytes]]],
    checkpoints: Iterable[tuple[int, str]],
) -> Iterator[tuple[bytes, int]]:
    """Everything but the last line, each piece with the number of entries printed so far."""
    head = [f"origin {origin}\n", *(f"key {key}\n" for key in keys), *(f"witness {key}\n" for key in witnesses)]
    yield HEADER + "".join(head).encode(), 0
    notes = iter(checkpoints)
    note = next(notes, None)
    size = 0
    for hashes, entries in bundles:
        yield f"tile {size // WIDTH} {base64.b64encode(hashes).decode('ascii')}\n".encode(), size
        lines: list[bytes] = []
        for entry in entries:
            # Only what stands before the first entry, or between two, is due here: a checkpoint follows what it covers.
            while note is not None and note[0] <= size:
                lines.append(_checkpoint(*note))
                note = next(notes, None)
            lines.append(_entry(size, entry))
            size += 1
        yield b"".join(lines), size
    while note is not None:
        yield _checkpoint(*note), size
        note = next(notes, None)


def _entry(index: int, entry: bytes) -> bytes:
    """The line of one entry. Bytes that are not a line of text, which Privet never writes, are shown in base64."""
    if entry.isascii() and entry.decode("ascii").isprintable():
        return b"entry %d %b\n" % (index, entry)
    return b"damaged %d %b\n" % (index, base64.b64encode(entry))


def _checkpoint(size: int, note: str) -> bytes:
    """A signed note after a line that says how many lines it has."""
    text = note if note.endswith("\n") else note + "\n"
    return f"checkpoint {size} {text.count(chr(10))}\n{text}".encode()
