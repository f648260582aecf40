"""The ledger for auditors' programs, at the paths of C2SP tlog-tiles: the prefix is /v1/ledger."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from privet.acts import publish
from privet.app import Privet
from privet.web.api.operation import BYTES, TEXT, Operation
from privet.web.api.visitor import Visitor

FOR_EVER = "private, max-age=31536000, immutable"


class Newest(Struct, forbid_unknown_fields=True):
    """Nothing varies."""


class Tile(Struct, forbid_unknown_fields=True):
    """Which tile or bundle."""

    tile: Annotated[
        str,
        Meta(
            pattern=r"^(entries|[0-9]|[1-5][0-9]|6[0-3])/(x[0-9]{3}/){0,4}[0-9]{3}(\.p/[1-9][0-9]{0,2})?$",
            description="`<L>/<N>[.p/<W>]` for hashes, `entries/<N>[.p/<W>]` for the entries (c2sp.org/tlog-tiles).",
            examples=["0/x001/x234/067", "entries/000.p/20"],
        ),
    ]


def newest(app: Privet, visitor: Visitor, asked: Newest) -> str:
    """The newest signed checkpoint, a signed note as in docs/spec/checkpoint.md."""
    return publish.newest(app, visitor.tenant, visitor.actor)


def tile(app: Privet, visitor: Visitor, asked: Tile) -> bytes:
    """Hashes of 32 bytes each, or a bundle of entries, each after its length in two bytes. It never changes."""
    return publish.tile(app, visitor.tenant, asked.tile, visitor.actor)


OPERATIONS = (
    Operation(
        "GET", "/ledger/checkpoint", "checkpoint", "Ledger", "ledger", "Fetch the newest checkpoint", Newest, TEXT,
        newest,
    ),
    Operation(
        "GET", "/ledger/tile/{tile}", "tile", "Ledger", "ledger", "Fetch a tile of the tree", Tile, BYTES, tile,
        keep=FOR_EVER,
    ),
)  # fmt: skip
