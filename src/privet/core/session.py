"""When a session ends, how old its proof is, and how a browser is called in a list (docs/reference/actors.md)."""

from __future__ import annotations

from dataclasses import dataclass

SKEW_MS = 60_000
"""How far a clock may have been set back before sessions that seem to come from the future end."""

SEEN_MS = 60_000
"""How exactly the last use of a session is known: a write at every request would cost more than the request."""

UNKNOWN = "a browser"
_BROWSERS = (("edg", "Edge"), ("firefox", "Firefox"), ("chrom", "Chrome"), ("safari", "Safari"), ("curl", "curl"))
_SYSTEMS = (
    ("android", "Android"), ("iphone", "iPhone"), ("ipad", "iPad"), ("windows", "Windows"), ("mac os", "macOS"),
    ("cros", "ChromeOS"), ("linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Times:
    """When a session began, was last used, and when its person last proved a factor. Milliseconds."""

    created: int
    seen: int
    proved: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session may lie idle, and how long it lasts at all. Milliseconds."""

    idle: int
    whole: int


def ended(times: Times, limits: Limits, now: int) -> bool:
    """Whether a session has ended; one whose times lie in the future has."""
    if now < max(times.created, times.seen) - SKEW_MS:
        return True
    return now - times.seen >= limits.idle or now - times.created >= limits.whole


def factor_age_s(times: Times, now: int) -> int:
    """Seconds since the last proof; below nought where the clock was set back, which rules take for none."""
    return (now - times.proved) // 1000


def browser(agent: str) -> str:
    """A browser in words of ours, from the first 400 characters of its User-Agent: nothing else of it is kept."""
    low = agent[:400].lower()
    name = next((shown for part, shown in _BROWSERS if part in low), UNKNOWN)
    system = next((shown for part, shown in _SYSTEMS if part in low), "")
    return f"{name} on {system}" if system else name
