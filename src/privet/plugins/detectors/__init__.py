"""Detectors, one kind of personal data a file; this is the one list of those that come with Privet."""

from __future__ import annotations

from privet.core.finding import Detector
from privet.plugins.detectors import email


def bundled(regions: tuple[str, ...] = ()) -> tuple[Detector, ...]:
    """Every detector that comes with Privet; `regions` are those whose national phone numbers are known (ISO 3166)."""
    return (email.make(regions),)
