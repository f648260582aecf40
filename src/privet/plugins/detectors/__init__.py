"""Detectors, one file each; this is the one list of those that come with Privet (docs/howto/add-a-detector.md)."""

from __future__ import annotations

from importlib.metadata import entry_points

from privet.core.finding import Detector
from privet.core.kinds import KINDS
from privet.errors import BadInput
from privet.plugins.detectors import (
    account,
    bank_code,
    birth_date,
    card,
    card_code,
    card_expiry,
    cell,
    code,
    coordinates,
    date,
    driving_licence,
    email,
    iban,
    iccid,
    imei,
    imsi,
    ip,
    mac,
    names,
    national_id,
    passport,
    password,
    phone,
    plate,
    secret,
    special,
    tax_id,
    tracking,
    url,
    url_login,
    username,
    wallet,
)

_BUNDLED = (
    email,
    phone,
    card,
    card_code,
    iban,
    ip,
    url_login,
    code,
    password,
    national_id,
    tax_id,
    passport,
    driving_licence,
    imei,
    imsi,
    iccid,
    cell,
    mac,
    url,
    username,
    secret,
    wallet,
    coordinates,
    plate,
    tracking,
    account,
    bank_code,
    card_expiry,
    birth_date,
    date,
    special,
    names,
)


def bundled(regions: tuple[str, ...] = ()) -> tuple[Detector, ...]:
    """Every detector that comes with Privet; `regions` are those whose national phone numbers count (ISO 3166)."""
    return tuple(module.make(regions) for module in _BUNDLED)


GROUP = "privet.detectors"
"""The entry points by which other packages add detectors: each names a function like `make` here."""


def every(regions: tuple[str, ...] = ()) -> tuple[Detector, ...]:
    """Every detector there is: those that come with Privet, then those of other packages by the name of their entry.

    Raises BadInput, naming the entry, for one that cannot be loaded or breaks the port: nothing starts half-seeing.
    """
    detectors = list(bundled(regions))
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        hint = f"mend or remove the package {entry.dist.name}" if entry.dist else "mend or remove its package"
        try:
            detector: Detector = entry.load()(regions)
            usable = all((detector.name, detector.kinds, detector.triggers, callable(detector.find)))
        except Exception as error:  # third-party code
            raise BadInput(f"the detector {entry.name} cannot be loaded: {type(error).__name__}", hint=hint) from None
        if not usable or set(detector.kinds) - KINDS.keys():
            raise BadInput(f"the detector {entry.name} lacks something, or finds a kind that there is not", hint=hint)
        if any(detector.name == other.name for other in detectors):
            raise BadInput(f"there are two detectors {detector.name}", hint=hint)
        detectors.append(detector)
    return tuple(detectors)
