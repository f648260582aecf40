"""What becomes of a text that cannot be looked through, because a detector failed (design.md law 3)."""

from __future__ import annotations

from privet.core.finding import CHECKSUM, Finding

REFUSE, MASK, HOLD = "refuse", "mask", "hold"

MODES = {
    REFUSE: "The message is refused, and nothing of it is stored or passed on.",
    MASK: "The message goes on, with all of its text as one token.",
    HOLD: "The message waits, sealed, for a day at most, and goes on when it can be looked through.",
}
"""What may be set for a channel, and what it means."""

KIND = "TEXT"

ELSEWHERE = {
    "llm": "whoever asked a model waits for the answer: refuse, or mask",
    "telegram": "Telegram itself keeps what is refused here, in order and for a day: refuse does it",
}
"""Channels whose messages do not wait here, and why."""

CARDS = ("CARD", "CARD_CODE", "CARD_EXPIRY")
"""Where these are found, a text that nobody looked through may hold a card's code, which must not be stored (PCI DSS
3.3.1).
"""

TRIES = 10
"""So often one that alone cannot be looked through is tried before the rest of its conversation goes on without it."""

PROBE = "hello"
"""What every detector can look through that works at all."""


def whole(text: str) -> list[Finding]:
    """All of a text as one value; nothing of it where there is nothing."""
    return [Finding(0, len(text), KIND, 1.0, "failing", text, CHECKSUM)] if text else []
