"""Step-up: how a customer proves to have the number or address they write from, and what that is good for.

A code of six digits goes to the customer's own channel. Five tries within ten minutes guess one in 200,000; that few
codes are sent a day keeps it so, and keeps whoever orders them from ringing a stranger's telephone all day. What a
reported change of the SIM card makes doubtful is doubtful for 72 hours. Nothing biographical is asked: what others can
know proves nobody (47 CFR § 64.2010). A right code is a fact that rules may ask for, and no right by itself: whoever
stole it has proved what they stole. A customer's passkey proves the same without the number, so a hold leaves it good.
"""

from __future__ import annotations

import hmac

DIGITS, TRIES = 6, 5
LIFE_MS = 600_000
"""How long a code can be used."""

GOOD_MS = 900_000
"""How long a right code says that its customer is there."""

HOLD_MS = 72 * 3_600_000
"""How long nothing is believed that came to a number whose SIM card was changed."""

DAY_MS, MOST = 86_400_000, 10
"""Codes to one customer within 24 hours, at most."""

MOST_PASSKEYS = 10
"""Passkeys of one customer, at most."""

NOTICE = (
    "A passkey was set up with which you can prove to us that it is you. If that was not you, tell us now, in this "
    "conversation."
)
"""What a customer is sent when one was enrolled."""

TEXT = "Your code is {code}. It is good for 10 minutes. Do not pass it on to anybody who calls or writes to you."


def code(drawn: bytes) -> str:
    """Six digits from 8 random bytes."""
    if len(drawn) != 8:
        raise ValueError("a code is made of 8 random bytes")
    return f"{int.from_bytes(drawn, 'big') % 10**DIGITS:0{DIGITS}d}"


def digest(key: bytes, step: bytes, code: str) -> bytes:
    """What is kept of a code: keyed under its customer's own key, so that it dies with that. `step` is its id."""
    return hmac.digest(key, b"privet/step-up/v1\0" + step + code.encode("utf-8", "surrogatepass"), "sha256")


def handle(key: bytes) -> bytes:
    """How a customer's passkeys name them (WebAuthn's user handle): 16 bytes under their own key, which say nothing."""
    return hmac.digest(key, b"privet/customer-passkey/v1", "sha256")[:16]


def digits(typed: str) -> str:
    """A code as it was typed, without the spaces and hyphens that people put in."""
    return "".join(typed.split()).replace("-", "")


def held(changed: int | None, now: int) -> bool:
    """Whether a change of the SIM card, reported at `changed` (ms), makes the number doubtful now."""
    return changed is not None and now < changed + HOLD_MS


def good(verified: int | None, changed: int | None, now: int) -> bool:
    """Whether a code that was right at `verified` (ms) still says that its customer is there."""
    return verified is not None and verified <= now < verified + GOOD_MS and not held(changed, now)
