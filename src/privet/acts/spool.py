"""Spool: bytes on their way that are too many for memory wait in a file without a name, sealed under a key that is in
memory alone. A step of gateways.

Nothing of a customer is written in the clear: what a crash leaves of such a file, or whoever reads the disk beneath it,
has bytes whose key was never written and is gone with the request.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from typing import IO

from privet.core import seal
from privet.core.file import PIECE
from privet.core.unseal import unseal
from privet.errors import NotReady

_SEALED = PIECE + seal.OVERHEAD


class Spool:
    """Bytes that are written once and read as often as wanted. `chance` gives random bytes. Less than a piece
    (`core.file.PIECE`) never leaves memory.
    """

    def __init__(self, chance: Callable[[int], bytes]) -> None:
        self._chance, self._key = chance, chance(seal.KEY)
        self._file: IO[bytes] | None = None
        self._rest = bytearray()
        self._whole = 0  # pieces in the file
        self.size = 0

    def __repr__(self) -> str:
        return f"Spool({self.size})"

    def write(self, data: bytes) -> None:
        """More bytes. Raises NotReady where there is no room for them on the disk."""
        self.size += len(data)
        self._rest += data
        while len(self._rest) >= PIECE:
            self._put(bytes(self._rest[:PIECE]))
            del self._rest[:PIECE]

    def pieces(self) -> Iterator[bytes]:
        """All that was written, from the start on, at most a piece at a time."""
        for number in range(self._whole):
            assert self._file is not None
            self._file.seek(number * _SEALED)
            yield unseal(self._key, self._file.read(_SEALED), _place(number))
        if self._rest:
            yield bytes(self._rest)

    def close(self) -> None:
        """Let go of the file, which has no name and so is gone."""
        if self._file is not None:
            self._file.close()
        self._rest.clear()

    def _put(self, piece: bytes) -> None:
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  it outlives this call
            self._file.seek(self._whole * _SEALED)
            written = self._file.write(seal.seal(self._key, self._chance(seal.NONCE), piece, _place(self._whole)))
        except OSError:
            written = 0
        if written != _SEALED:
            raise NotReady("there is no room for what is being sent", hint="send it again later")
        self._whole += 1


def _place(number: int) -> bytes:
    return number.to_bytes(8, "big")
