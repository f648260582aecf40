"""Recovery: the installation's epoch is sealed to a recovery key as well, which exists in shares with people alone.

On every tenant's record before and after. The shares are made elsewhere and seen by nothing that lasts; what comes here
is the public half.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.acts.backup import recorded
from privet.core.entry import Outcome
from privet.core.policy import Actor
from privet.store import epoch
from privet.store.places import PlaceResult, replicate
from privet.store.recovering import entrust as entrusted

if TYPE_CHECKING:
    from privet.app import Privet

RECOVERY = "recovery"


def entrust(app: Privet, public: bytes, actor: Actor) -> tuple[PlaceResult, ...]:
    """Seal the epoch to this recovery key (1,216 bytes), in place of any other, here and in every further place."""
    recorded(app, RECOVERY, Outcome.REQUESTED, actor, {})
    entrusted(app.folder, app.store.keys.root, public)
    places = tuple(replicate(app.store.keys, app.places()))
    recorded(app, RECOVERY, Outcome.DONE, actor, {})
    return places


def opens(app: Privet, seed: bytes) -> int:
    """Try a recovery key on the epoch of today; its generation. Raises WrongKey where it does not open it."""
    keys = app.store.keys
    found = epoch.find(app.folder, keys.store, keys.generation)
    assert found is not None  # the key store is open
    epoch.opened_with_recovery(found, seed)
    return found.generation
