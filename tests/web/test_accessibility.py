"""The page in a real browser, judged by axe-core: WCAG 2.2 A and AA, in light and in dark, wide and narrow."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import jinja2
import pytest

from privet.web import page
from privet.web.api import pages
from privet.web.api.operations import documented
from privet.web.status import Status

ROOT = Path(__file__).parents[2]
AXE = "axe-core@4.14.1"
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--virtual-time-budget=20000",
)  # fmt: skip

RUN = """
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
axe.run(document, {runOnly: rules}).then((found) => {
  const said = found.violations.map((one) => [one.id, one.nodes.map((node) => node.html)]);
  document.body.textContent = "<<" + JSON.stringify({passes: found.passes.length, violations: said}) + ">>";
});
"""


def _missing(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is needed")
    pytest.skip(f"NOT TESTED: accessibility of the page, since {what} is not here")


@pytest.fixture(scope="module")
def axe() -> str:
    """axe-core as its maker publishes it, kept for the next time."""
    kept = Path(os.environ.get("PRIVET_TEST_CACHE") or ROOT / ".venv-judges") / "axe"
    if not (kept / "axe.min.js").exists():
        kept.mkdir(parents=True, exist_ok=True)
        npm = shutil.which("npm")
        packed = npm and subprocess.run([npm, "pack", AXE], cwd=kept, capture_output=True, text=True, check=False)
        if not packed or packed.returncode:
            _missing("axe-core from npm")
        with tarfile.open(next(kept.glob("*.tgz"))) as archive:
            held = archive.extractfile("package/axe.min.js")
            assert held
            (kept / "axe.min.js").write_bytes(held.read())
    return (kept / "axe.min.js").read_text("utf-8")


def _standing(checkpoint: str) -> Status:
    return Status("shop", 3, 2, 12_345, 7, 20, 20 if checkpoint else 0, checkpoint, 1)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("width", "text"), [(1280, None), (360, "call [PHONE_1]")], ids=["wide", "narrow"])
def test_the_page_is_accessible(axe: str, tmp_path: Path, dark: bool, width: int, text: str | None) -> None:
    assert _violations(axe, _lit(_page(text), dark), tmp_path, width) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360], ids=["wide", "narrow"])
def test_the_page_of_the_api_is_accessible(axe: str, tmp_path: Path, dark: bool, width: int) -> None:
    html = _inlined(pages.page(documented()), "pico.min.css", "privet.css")
    assert _violations(axe, _lit(html, dark), tmp_path, width) == []


def test_a_planted_fault_is_seen(axe: str, tmp_path: Path) -> None:
    html = _page(None).replace('<label for="text">', "<label>").replace('<html lang="en">', "<html>")
    html = html.replace("</style>", ".lead { color: #ccc; background: #fff; }</style>")
    assert {"color-contrast", "html-has-lang"} <= {name for name, _ in _violations(axe, html, tmp_path, 1280)}


def _page(text: str | None) -> str:
    """The page, as one file."""
    template = jinja2.Environment(loader=jinja2.PackageLoader("privet.web"), autoescape=True).get_template("page.html")
    shown: dict[str, Any] = {
        "status": _standing("privet.invalid/x\n20\nAAAA\n" * 9 if text else ""), "stolen": "It would be readable.",
        "detection": "By re.", "lines": page.ten_lines(), "longest": 64, "text": text, "found": [("PHONE", 1)],
    }  # fmt: skip
    return _inlined(template.render(**shown), "pico.min.css", "privet.css", "box.js")


def _lit(html: str, dark: bool) -> str:
    return html.replace('<html lang="en">', '<html lang="en" data-theme="dark">') if dark else html


def _inlined(html: str, *names: str) -> str:
    """A page as one file, with what it links to from /static/."""
    for name in names:
        folder, _ = page.STATIC[name]
        held = (page.HERE / folder / name).read_text("utf-8")
        tag = re.compile(rf'<(link|script)[^>]*/static/{re.escape(name)}"[^>]*>(</script>)?')
        assert tag.search(html)
        made = f"<style>{held}</style>" if name.endswith(".css") else f"<script type=module>{held}</script>"
        html = tag.sub(_constantly(made), html)
    return html


def _violations(axe: str, html: str, folder: Path, width: int) -> list[tuple[str, list[str]]]:
    """What axe-core finds wrong with a page in the browser: rule, and the elements that break it."""
    if BROWSER is None:
        _missing("a Chromium")
    judged = html.replace("</body>", f"<script>{axe}</script><script type=module>{RUN}</script></body>")
    (folder / "page.html").write_text(judged, "utf-8")
    words = [f"--user-data-dir={folder / 'profile'}", f"--window-size={width},900", "--dump-dom"]
    done = subprocess.run(
        [str(BROWSER), *QUIET, *words, f"file://{folder / 'page.html'}"],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    found = re.search(r"<<(\{.*\})>>", unescape(done.stdout), re.DOTALL)
    assert found, done.stderr[-500:]
    answer = json.loads(found[1])
    assert answer["passes"] > 20
    return [(name, nodes) for name, nodes in answer["violations"]]


def _constantly(text: str) -> Callable[[re.Match[str]], str]:
    return lambda match: text
