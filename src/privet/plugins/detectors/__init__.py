"""Detectors, one file each; this is the one list of those that come with Privet (docs/howto/add-a-detector.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import entry_points

from privet.core.finding import Batched, Detector, Finding, Telling
from privet.core.kinds import KINDS
from privet.core.prefilter import Prefilter
from privet.core.trigger import parts, understood
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
        if not _usable(detector.triggers):
            raise BadInput(f"the detector {entry.name} has a trigger that cannot be used", hint=hint)
        detectors.append(_Held(detector))
    return tuple(detectors)


def _usable(triggers: Sequence[str]) -> bool:
    """Whether `re` and Hyperscan will understand them alike, known before the first text."""
    try:
        Prefilter([triggers], False)
        return not understood() or all(map(parts, triggers))
    except Exception:  # third-party code: it may hold anything
        return False


class _Held:
    """A detector of somebody else, held to the port: a finding outside the text or of another kind is as if it raised,
    since what it means cannot be known."""

    def __init__(self, detector: Detector) -> None:
        self.name, self.kinds, self.triggers = detector.name, tuple(detector.kinds), tuple(detector.triggers)
        self._find = detector.find
        if isinstance(detector, Batched):
            self.find_each = self._each(detector.find_each)
        if isinstance(detector, Telling):
            self.active = detector.active

    def find(self, text: str) -> Sequence[Finding]:
        """Its findings. Raises what it raises, and BadInput for one that cannot be."""
        return self._checked(text, self._find(text))

    def _each(
        self, find_each: Callable[[Sequence[str]], Sequence[Iterable[Finding]]]
    ) -> Callable[[Sequence[str]], Sequence[Sequence[Finding]]]:
        return lambda texts: [self._checked(*one) for one in zip(texts, find_each(texts), strict=True)]

    def _checked(self, text: str, findings: Iterable[Finding]) -> Sequence[Finding]:
        found = list(findings)
        for one in found:
            if not (isinstance(one, Finding) and 0 <= one.start < one.end <= len(text) and one.kind in self.kinds):
                raise BadInput(f"the detector {self.name} found what cannot be", hint="mend or remove its package")
        return found
