"""What a first visit to a page costs: bytes and requests, counted from the page on through all that it names."""

from __future__ import annotations

import re
from typing import Any

from browser import Browser

MOST_BYTES, MOST_REQUESTS = 250_000, 12
PAGES = ("/conversations", "/requests", "/people", "/rights", "/account", "/overview", "/ledger")


def weight(browser: Browser, path: str) -> tuple[int, int]:
    """Bytes and requests of a page: itself, what it links to load, what that imports; nothing compressed or kept."""
    left, seen, size = [path], set[str](), 0
    while left:
        here = left.pop()
        if here in seen:
            continue
        seen.add(here)
        got = browser.ask("GET", here)
        assert got.status == 200, here
        size += len(got.body)
        left += re.findall(r'<(?:script|img)[^>]* src="(/[^"]+)"', got.text)
        left += re.findall(r'<link rel="stylesheet" href="([^"]+)"', got.text)
        left += re.findall(r'import (?:[\w{}, ]+ from )?"(/[^"]+)"', got.text) if here.endswith(".js") else []
    return size, len(seen)


def test_a_first_visit_is_light(staff: Any) -> None:
    said = "I was charged twice, please write to ana@example.com before Friday. " * 3
    one = staff.installation
    talk = one.batch([one.inbound(said, f"+1202555{n:04}") for n in range(42)])[0].conversation
    pia = staff.enrolled("pia", "privacy")
    for path in (*PAGES, f"/conversations/{talk}"):
        size, requests = weight(pia, path)
        assert size <= MOST_BYTES, (path, size)
        assert requests <= MOST_REQUESTS, (path, requests)
