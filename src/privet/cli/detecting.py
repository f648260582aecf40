"""What `privet run` and `privet doctor` say of detection: what it runs on, how fast, and whether it runs at all."""

from __future__ import annotations

import time

from privet.core.detect import Scanner
from privet.plugins.compiled import Compiled
from privet.plugins.detectors import every

MEASURED_S = 0.3
LINES = (
    "Hi, has my parcel left yet? I was told Tuesday.",
    "Please call me on +44 7700 900123 after five, thanks",
    "la carte 4111 1111 1111 1111 a été débitée deux fois",
    "My new address is ana@example.com, could you change it?",
)
"""Invented messages that detection is tried and measured on."""


def fault(scanner: Scanner) -> str:
    """Why detection cannot run: the name of the error, never what it says; empty where it runs."""
    try:
        scanner.ready()
        for line in LINES:
            scanner.scan(line)
    except Exception as error:  # a detector may be of somebody else
        return type(error).__name__
    return ""


def active(scanner: Scanner) -> str:
    """What detection runs on here, in a sentence or two."""
    wrong = fault(scanner)
    if wrong:
        return f"Detection cannot run ({wrong}), so no message comes in: `privet doctor` says what to do."
    return scanner.active()


def rate() -> str:
    """The same of detection without a tenant's own, and what it does on this machine now."""
    scanner = Scanner(every(("US", "GB", "DE", "FR", "ES", "IT")), kept=Compiled())
    if fault(scanner):
        return active(scanner)
    scanner.compile()
    done, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < MEASURED_S:
        for line in LINES:
            scanner.scan(line)
        done += len(LINES)
    return f"{scanner.active()} Here and now {done / (time.perf_counter() - begun):,.0f} dense messages/s."
