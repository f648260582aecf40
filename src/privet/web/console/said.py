"""How things read on the pages: times, what proves somebody, a picture of an address for an authenticator app."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import segno
from markupsafe import Markup

from privet.core import ids

_LINES = str.maketrans(dict.fromkeys("\v\f\x85\u2028\u2029", "\n"))
FACTORS = {"passkey": "passkey", "codes": "passphrase and code", "sso": "the company’s log-in"}


def when(at: int | None) -> str:
    """A time in ms as people read it, in UTC."""
    return "" if at is None else datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")


def factor(name: str) -> str:
    """What proved somebody."""
    return FACTORS.get(name, name)


def person(actor: str) -> str:
    """An actor's name, as its colleagues call it."""
    return actor.removeprefix("operator:")


def since(id: str) -> str:
    """The day on which something came, by its id, which begins with that (`core.ids`)."""
    raw = ids.read(id.partition("_")[0], id)
    return datetime.fromtimestamp(int.from_bytes(raw[:6], "big") / 1000, UTC).strftime("%Y-%m-%d")


def lines(text: str) -> str:
    """A text with those line ends that browsers have no picture of as such (Unicode's newline function, UAX #14)."""
    return text.translate(_LINES)


def picture(address: str) -> Markup:
    """The QR code (ISO/IEC 18004) of an address, as an SVG that stands in the page itself."""
    code = segno.make(address, micro=False, error="m")
    drawn = code.svg_inline(
        border=4, omitsize=True, svgclass="qr", lineclass=None, dark="#000", light="#fff", title="QR code"
    )
    return Markup(drawn)  # noqa: S704  (drawn by segno: paths and numbers, nothing of the text)


FILTERS: dict[str, Callable[..., Any]] = {
    "when": when, "factor": factor, "person": person, "since": since, "lines": lines,
}  # fmt: skip
"""What the templates call."""
