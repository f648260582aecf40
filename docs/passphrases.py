"""Make the list of passphrases that are tried first, from a list of leaked passwords, one a line, commonest first.

    python docs/passphrases.py 10-million-password-list-top-1000000.txt

What is kept of each that has twelve bytes or more is the first four bytes of the SHA-256 of its UTF-8, case-folded; all
of them sorted, one behind the other. One in 100,000 passphrases of somebody's own is taken for one of them.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parents[1] / "src/privet/core/vendored"
SHORTEST, MARK = 12, 4


def marks(text: str) -> bytes:
    """The file for the lines of a list."""
    long = {line.casefold() for line in text.splitlines() if len(line.encode("utf-8")) >= SHORTEST}
    return b"".join(sorted({sha256(one.encode("utf-8")).digest()[:MARK] for one in long}))


if __name__ == "__main__":
    made = marks(Path(sys.argv[1]).read_text("utf-8", "replace"))
    (HERE / "passphrases.bin").write_bytes(made)
    print(f"{len(made) // MARK:,} passphrases; sha256 {sha256(made).hexdigest()}: write that into SOURCES.toml")
