"""Detectors, one file each; this is the one list of those that come with Privet (docs/howto/add-a-detector.md)."""

from __future__ import annotations

from privet.core.finding import Detector
from privet.plugins.detectors import card, card_code, code, email, iban, ip, password, phone, url_login

_BUNDLED = (email, phone, card, card_code, iban, ip, url_login, code, password)


def bundled(regions: tuple[str, ...] = ()) -> tuple[Detector, ...]:
    """Every detector that comes with Privet; `regions` are those whose national phone numbers count (ISO 3166)."""
    return tuple(module.make(regions) for module in _BUNDLED)
