"""Checkpoint: the ledger's head is signed and, where there is a witness, shown to it.

Nothing leaves without it: whoever kept a checkpoint can tell later that what was on record then was not changed since.
A head that is smaller than a kept one, or does not continue it, is never signed.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from privet.core import ids
from privet.core.merkle import TileReader, consistency, verify_consistency
from privet.core.message import TenantId
from privet.core.note import Checkpoint, Signer, open_note
from privet.errors import NotReady, Tampered
from privet.plugins.witnesses.file import FileWitness
from privet.store import ledger, tenants

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View


def checkpoint(app: Privet, tenant: TenantId, *, new_witness: bool = False) -> str:
    """The signed note over the whole ledger, kept; the kept one where the head has not moved since.

    `new_witness` permits that a witness which has signed before is replaced. Tampered where the head does not continue
    what was signed, here or by the witness; NotReady where a witness that there was is not to be found.
    """
    with app.store.write(tenant) as tx:
        signer = signer_of(tx)
        origin, edge = tenants.of(tx).origin, tx.known.edge
        size, root = edge.size, edge.root()
        read = edge.reader(partial(ledger.full_tile, tx))
        size_kept, note = ledger.last_checkpoint(tx) or (0, "")
        witness = _witness(app, size_kept, note, origin, new_witness)
        if note:
            kept = open_note(note, signer.vkeys)
            if size < size_kept:
                raise Tampered(
                    f"the ledger has {size} entries, and a checkpoint was signed over {size_kept}",
                    hint="entries were taken away or the head put back: `privet verify` says which",
                )
            _continues(kept, size, root, read)
            if size == size_kept and (witness is None or (_cosigned(note, witness) and witness.seen(origin) == size)):
                return note
        note = signer.sign(origin, size, root, app.now() // 1000)
        if witness is not None:
            note = _shown(witness, note, signer, origin, size, read, app.now() // 1000)
        ledger.keep_checkpoint(tx, size, note)
        return note


def due(app: Privet, tenant: TenantId) -> bool:
    """Whether the settings ask for a checkpoint now: by the number of new entries, or by the time with any."""
    limits = app.config.ledger
    with app.store.view(tenant) as view:
        new = ledger.size(view)
        last = ledger.last_checkpoint(view)
        if last is None:
            return new > 0
        new -= last[0]
        if new == 0:
            return False
        # Fewer entries than were signed is for `checkpoint` to refuse, and loudly.
        at = open_note(last[1], signer_of(view).vkeys).at or 0
        return not 0 < new < limits.checkpoint_entries or app.now() // 1000 - at >= limits.checkpoint_seconds


def vkeys(app: Privet, tenant: TenantId) -> tuple[str, ...]:
    """The public keys of a tenant's ledger: what others check its checkpoints with."""
    with app.store.view(tenant) as view:
        return signer_of(view).vkeys


def signer_of(view: View) -> Signer:
    """The ledger's signing keys, made from the tenant's seed in the key store."""
    seed = view.keys.key(view.tenant, tenants.slots(view)[1])
    if seed is None:
        raise Tampered("the key that signs this ledger is not there", hint="restore the last backup of keys.db")
    return Signer(seed, tenants.of(view).origin)


def witness_of(app: Privet) -> FileWitness | None:
    """The witness that privet.toml names; None where it names none, or none was made there yet."""
    folder = app.config.ledger.witness
    if not folder or not (Path(folder).expanduser() / "key").exists():
        return None
    return FileWitness(Path(folder).expanduser())


def cosigners(note: str, origin: str) -> set[str]:
    """The names of whoever signed a kept note beside the log itself."""
    lines = note.rpartition("\n\n")[2].splitlines()
    return {line.split(" ")[1] for line in lines} - {origin}


def _witness(app: Privet, size: int, note: str, origin: str, new: bool) -> FileWitness | None:
    """The configured witness, made on first use; never in silence in place of one that has signed `note`."""
    if not app.config.ledger.witness:
        return None
    before = cosigners(note, origin)
    witness = witness_of(app)
    if witness is None:
        if before and not new:
            raise NotReady(
                "there is no witness in the folder that ledger.witness names, and there was one",
                hint="mount its disk or mend the setting; to begin with a new one: privet ledger checkpoint "
                "--new-witness",
            )
        name = f"witness.invalid/{ids.letters(app.chance(16))[:12]}"
        return FileWitness.create(Path(app.config.ledger.witness).expanduser(), name, app.chance(32))
    forgot = _cosigned(note, witness) and witness.seen(origin) < size
    if before and not new and (forgot or not _cosigned(note, witness)):
        raise Tampered(
            "the witness is another than the one that signed the last checkpoint, or has forgotten it",
            hint="mend ledger.witness in privet.toml; where it was replaced on purpose: privet ledger checkpoint "
            "--new-witness",
        )
    return witness


def _cosigned(note: str, witness: FileWitness) -> bool:
    return f"\n— {witness.vkey.split('+')[0]} " in note


def _continues(kept: Checkpoint, size: int, root: bytes, read: TileReader) -> None:
    """Tampered unless the tree of `size` entries with this root begins with the one that was signed."""
    try:
        verify_consistency(kept.size, size, kept.root, root, consistency(kept.size, size, read))
    except Tampered as error:
        raise Tampered(
            f"the ledger does not continue its own checkpoint of {kept.size} entries, so it is not signed "
            f"({error.message})",
            hint="`privet verify` says what was changed; restore data.db from the last backup",
        ) from None


def _shown(witness: FileWitness, note: str, signer: Signer, origin: str, size: int, read: TileReader, at: int) -> str:
    """The note with the witness's line, once it has seen that the tree only grew."""
    seen = witness.seen(origin)
    proof = consistency(seen, size, read) if seen <= size else []
    return witness.see(note, signer.vkeys, seen, proof, at)
