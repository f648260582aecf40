"""Makes the pictures in docs/pictures from a running Privet with an invented company in it (tests/company.py):
`python docs/screenshots.py [FOLDER]`, a minute or two. Needs Chromium and what `make test` installs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import botserver  # noqa: E402
from chromium import BROWSER, entered, launched  # noqa: E402
from company import Company, founded  # noqa: E402
from company_bots import behind  # noqa: E402
from ports import free_port  # noqa: E402
from privet.cli.init import establish  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
TENANT = "larkspur"
WIDE = {"width": 1440, "height": 900}
MOST_BYTES = 150_000
PAGES = {
    "inbox": ("sue", "/conversations", "light"),
    "conversation": ("ann", "/conversations/{talk}?purpose=support", "light"),
    "customer": ("pia", "/customers/{subject}?purpose=fraud", "light"),
    "overview": ("pia", "/overview", "light"),
    "overview-dark": ("pia", "/overview", "dark"),
    "ledger": ("pia", "/ledger", "light"),
    "policy": ("pia", "/policy", "light"),
    "reviews": ("rita", "/reviews", "light"),
    "telegram": ("pia", "/settings/telegram", "light"),
    "telegram-bot": ("pia", "/settings/telegram/{bot}", "dark"),
    "telegram-deletions": ("pia", "/settings/telegram/deletions", "light"),
}
"""Each picture: who looks, at which page, in which light."""


@contextmanager
def served(data: Path, port: int) -> Iterator[None]:
    """Privet, a process of its own, over the installation at `data`."""
    there = {**os.environ, "HOME": str(data.parent), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "privet", "run", "--data", str(data), "--port", str(port)]
    with (data.parent / "terminal").open("wb") as out:
        process = subprocess.Popen(command, cwd=data.parent, env=there, stdout=out, stderr=out)  # noqa: S603
        try:
            _wait(f"http://localhost:{port}/readyz", process)
            yield
        finally:
            process.terminate()
            process.wait(30)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        except OSError:
            time.sleep(0.1)
    sys.exit("Privet did not start")


def pictures(company: Company, base: str, folder: Path) -> Iterator[Path]:
    """Every picture, one after another, from a Privet that is open at `base`."""
    from playwright.sync_api import sync_playwright

    holes = {"talk": company.talks[-1], "subject": company.subject, "bot": company.bot}
    with sync_playwright() as driver:
        browser = launched(driver)
        for name, (who, page, scheme) in PAGES.items():
            with entered(browser, base, company.sessions[who], viewport=WIDE, color_scheme=scheme) as tab:
                tab.goto(base + page.format(**holes))
                tab.wait_for_load_state("load")
                tab.wait_for_timeout(200)  # charts are drawn after that
                made = folder / f"{name}.png"
                made.write_bytes(smaller(tab.screenshot()))
                yield made
        browser.close()


def smaller(png: bytes) -> bytes:
    """The same picture in at most 256 colours: what a page has of them, the rarest replaced by their nearest.

    `png` is as Chromium writes it: eight bits a channel, RGB or RGBA, rows filtered (PNG, third edition, §9).
    """
    width, height, channels, rows = _unpacked(png)
    pixels = rows.reshape(height, width, channels)[..., :3].astype(np.int32)
    coarse = pixels & 0xF8 | pixels >> 5
    for mine in (pixels, coarse):
        packed = mine[..., 0] << 16 | mine[..., 1] << 8 | mine[..., 2]
        colours, index, counts = np.unique(packed, return_inverse=True, return_counts=True)
        if len(colours) <= 4096:
            break
    palette = colours[np.argsort(-counts, kind="stable")[:256]]
    split = lambda all_: np.stack([all_ >> 16, all_ >> 8 & 255, all_ & 255], axis=-1)  # noqa: E731
    far = ((split(colours)[:, None] - split(palette)[None]) ** 2).sum(-1)
    numbers = far.argmin(1).astype(np.uint8)[index.reshape(height, width)]
    lines = np.zeros((height, width + 1), np.uint8)  # each row begins with its filter, which is none
    lines[:, 1:] = numbers
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 3, 0, 0, 0))
    parts = ((b"IHDR", head), (b"PLTE", split(palette).astype(np.uint8).tobytes()))
    parts += ((b"IDAT", zlib.compress(lines.tobytes(), 9)), (b"IEND", b""))
    return png[:8] + b"".join(
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big") for name, body in parts
    )


def _unpacked(png: bytes) -> tuple[int, int, int, Any]:
    """Width, height, channels, and the bytes of the rows without their filters."""
    at, data = 8, b""
    while at < len(png):
        long, name = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        data += png[at + 8 : at + 8 + long] if name == b"IDAT" else b""
        at += 12 + long
    width, height = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    channels = {2: 3, 6: 4}[png[25]]
    lines = np.frombuffer(zlib.decompress(data), np.uint8).reshape(height, 1 + width * channels)
    rows = lines[:, 1:].reshape(height, width, channels).copy()
    above = np.zeros_like(rows[0])
    for filter_, row in zip(lines[:, 0], rows, strict=True):
        if filter_ == 1:
            np.cumsum(row, axis=0, dtype=np.uint8, out=row)
        elif filter_ == 2:
            row += above
        elif filter_ in (3, 4):
            _unfiltered(row, above, filter_)
        above = row
    return width, height, channels, rows


def _unfiltered(row: Any, above: Any, filter_: int) -> None:
    """Undo Average (3) or Paeth (4), which need each pixel before the next."""
    left = [0] * row.shape[1]
    corner = [0] * row.shape[1]
    for here, up in zip(row, above.tolist(), strict=True):
        for c, byte in enumerate(here.tolist()):
            a, b, d = left[c], up[c], corner[c]
            if filter_ == 3:
                guess = (a + b) // 2
            else:
                p = a + b - d
                guess = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - d), 2, d))[2]
            left[c] = (byte + guess) & 255
        here[:] = left
        corner = up


def main(folder: Path) -> None:
    """Make the company, start Privet over it, take every picture, and say how it goes."""
    if BROWSER is None:
        sys.exit("NOT MADE: the pictures, since no Chromium is here")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as here, botserver.served() as telegram:
        data, port = Path(here) / "data", free_port()
        base = f"http://localhost:{port}"
        print("An invented company, a month of it …", flush=True)
        establish(data, TENANT, key_file=Path(here) / "root.key")
        company = founded(data, TENANT, base)
        settings = data / "privet.toml"
        settings.write_text(settings.read_text().replace("[telegram]\n", f'[telegram]\napi = "{telegram.url}"\n'))
        behind(company, TENANT, telegram)
        with served(data, port):
            for at, made in enumerate(pictures(company, base, folder), 1):
                size = made.stat().st_size
                print(f"{at} of {len(PAGES)}: {made.name}, {size:,} bytes", flush=True)
                if size > MOST_BYTES:
                    sys.exit(f"{made.name} is larger than {MOST_BYTES:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
