"""Export: a tenant's ledger as one file that others check, a page of its entries, and the proof of one of them."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from privet.acts.allowed import company
from privet.acts.checkpoint import checkpoint, signer_of, witness_of
from privet.core import export as form
from privet.core.entry import Entry, decode
from privet.core.merkle import HASH_SIZE, WIDTH, inclusion, leaf_hash
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.errors import BadInput, NotFound, Tampered
from privet.store import ledger, tenants

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

PAGE, MOST = 100, 1000


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry is on the ledger: its number, its bytes, the hashes up to a signed root, and the signed note."""

    index: int
    entry: bytes
    hashes: tuple[bytes, ...]
    note: str

    def text(self, *, whole: bool = False) -> str:
        """As c2sp.org/tlog-proof writes it; `whole` with the entry itself, as extra data."""
        extra = f"extra {base64.b64encode(self.entry).decode('ascii')}\n" if whole else ""
        path = "".join(f"{base64.b64encode(one).decode('ascii')}\n" for one in self.hashes)
        return f"c2sp.org/tlog-proof@v1\n{extra}index {self.index}\n{path}\n{self.note}"


def export(app: Privet, tenant: TenantId) -> Iterator[bytes]:
    """The file of docs/spec/ledger-export.md in pieces, in constant memory, with a checkpoint over all of it.

    A ledger that cannot be signed because it was tampered with is exported as it stands, for a verifier to name where.
    """
    try:
        checkpoint(app, tenant)
        whole = True
    except Tampered:
        whole = False
    with app.store.view(tenant) as view:
        kept = ledger.last_checkpoint(view)
        end = kept[0] if whole and kept else ledger.size(view)
        witness = witness_of(app)
        yield from form.export(
            tenants.of(view).origin,
            signer_of(view).vkeys,
            [witness.vkey] if witness else [],
            _bundles(view, end),
            ledger.checkpoints(view),
        )


def _bundles(view: View, end: int) -> Iterator[tuple[bytes, list[bytes]]]:
    """The stored hashes of up to 256 entries, and these; hashes that the store does not have are computed."""
    stream = islice((entry or b"" for entry in ledger.as_stored(view)), end)
    number = 0
    while bundle := list(islice(stream, WIDTH)):
        hashes = ledger.stored_tile(view, 0, number) if len(bundle) == WIDTH else None
        if hashes is None or len(hashes) != WIDTH * HASH_SIZE:
            hashes = b"".join(map(leaf_hash, bundle))
        yield hashes, bundle
        number += 1


def entries(
    app: Privet, tenant: TenantId, actor: Actor, *, after: int = -1, limit: int = PAGE, act: str = ""
) -> list[tuple[int, Entry]]:
    """(number, entry) of entries behind the one numbered `after`, at most 1,000; only those of `act`, where given."""
    if not 1 <= limit <= MOST:
        raise BadInput(f"a page has 1 to {MOST} rows", hint="use --limit and --after")
    with company(app, tenant, actor) as view:
        rows = ledger.entries(view, max(0, after + 1), ledger.size(view))
        found = ((number, decode(row)) for number, row in rows)
        return list(islice((one for one in found if act in ("", one[1].act)), limit))


def prove(app: Privet, tenant: TenantId, which: str) -> Proof:
    """The proof that an entry, named by its number or its id (26 letters and digits), is on the ledger. NotFound."""
    checkpoint(app, tenant)
    with app.store.view(tenant) as view:
        size, note = ledger.last_checkpoint(view) or (0, "")
        for index, entry in _named(view, which, size):
            path = inclusion(index, size, partial(ledger.tile, view))
            return Proof(index, entry, tuple(path), note)
    raise NotFound("there is no such entry on the ledger", hint="`privet ledger entries` lists them with their ids")


def _named(view: View, which: str, size: int) -> Iterator[tuple[int, bytes]]:
    if re.fullmatch(r"[0-9]{1,15}", which):
        return ledger.entries(view, int(which), min(int(which) + 1, size))
    if re.fullmatch(r"[a-z2-7]{26}", which):
        head = f'{{"v":1,"id":"{which}",'.encode()
        return (one for one in ledger.entries(view, 0, size) if one[1].startswith(head))
    raise BadInput("an entry is named by its number or by the 26 letters and digits of its id")
