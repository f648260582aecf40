"""What becomes of a text that cannot be looked through, because a detector failed (design.md law 3)."""

from __future__ import annotations

from privet.core.finding import CHECKSUM, Finding

REFUSE, MASK = "refuse", "mask"

MODES = {
    REFUSE: "The message is refused, and nothing of it is stored or passed on.",
    MASK: "The message goes on, with all of its text as one token.",
}
"""What may be set for a channel, and what it means."""

KIND = "TEXT"


def whole(text: str) -> list[Finding]:
    """All of a text as one value; nothing of it where there is nothing."""
    return [Finding(0, len(text), KIND, 1.0, "failing", text, CHECKSUM)] if text else []
