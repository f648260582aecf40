"""The pictures of the pages: each that is made stands in the guides, small enough, and says what it shows."""

from __future__ import annotations

import random
import re
import runpy
import zlib
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright")

ROOT = Path(__file__).parents[2]
MADE: dict[str, Any] = runpy.run_path(str(ROOT / "docs" / "screenshots.py"))
TEXTS = {path: path.read_text("utf-8") for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]}
SHOWN = {
    (path.parent / where).resolve(): said
    for path, text in TEXTS.items()
    for said, where in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", text)
}


@pytest.mark.parametrize("name", MADE["PAGES"])
def test_each_picture_stands_in_a_guide_and_is_small(name: str) -> None:
    file = MADE["PICTURES"] / f"{name}.png"
    png = file.read_bytes()
    assert len(SHOWN[file].split()) > 5
    assert len(png) <= MADE["MOST_BYTES"]
    assert (int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")) == tuple(MADE["WIDE"].values())


def test_no_guide_shows_a_picture_that_is_not_there() -> None:
    assert [file for file in SHOWN if not file.is_file()] == []


@pytest.mark.parametrize("filter_", range(5))
@pytest.mark.parametrize("channels", [3, 4])
def test_a_picture_of_few_colours_stays_as_it_is(filter_: int, channels: int) -> None:
    chance = random.Random(filter_)
    colours = [bytes(chance.randrange(256) for _ in range(3)) for _ in range(40)]
    rows = [[chance.choice(colours) for _ in range(23)] for _ in range(9)]
    plain = [b"".join(one + b"\xff" * (channels - 3) for one in row) for row in rows]
    filtered, above = b"", bytes(23 * channels)
    for row in plain:
        filtered += bytes([filter_]) + _filtered(row, above, channels, filter_)
        above = row
    head = (23).to_bytes(4, "big") + (9).to_bytes(4, "big") + bytes((8, 2 if channels == 3 else 6, 0, 0, 0))
    png = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(filtered)) + _chunk(b"IEND", b"")
    parts = _chunks(MADE["smaller"](png))
    numbers = zlib.decompress(parts[b"IDAT"])
    palette = parts[b"PLTE"]
    got = [[palette[3 * n : 3 * n + 3] for n in numbers[24 * y + 1 : 24 * y + 24]] for y in range(9)]
    assert got == rows


def _filtered(row: bytes, above: bytes, step: int, filter_: int) -> bytes:
    """A row as a filter leaves it (PNG, third edition, §9.2)."""
    made = bytearray()
    for at, byte in enumerate(row):
        a = row[at - step] if at >= step else 0
        b, c = above[at], above[at - step] if at >= step else 0
        near = min((a, b, c), key=lambda one: abs(a + b - c - one))
        made.append((byte - (0, a, b, (a + b) // 2, near)[filter_]) % 256)
    return bytes(made)


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")


def _chunks(png: bytes) -> dict[bytes, bytes]:
    """The parts of a picture, each with its check sum right."""
    found, at = {}, 8
    while at < len(png):
        long, name = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        found[name] = png[at + 8 : at + 8 + long]
        assert _chunk(name, found[name]) == png[at : at + 12 + long]
        at += 12 + long
    return found
