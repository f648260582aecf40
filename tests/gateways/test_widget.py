"""The chat's script in a real browser, on a page of another origin with a strict policy of its own: it opens, speaks,
gets its answer, survives a reload, keeps nothing in the clear, and axe-core finds nothing wrong with it.
"""

from __future__ import annotations

import http.server
import json
import os
import queue
import shutil
import subprocess
import tarfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
AXE = "axe-core@4.14.1"
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
MAIL = "ana.canary@example.com"

DRIVER = """
const until = async (look) => {
  for (let n = 0; n < 300; n++) {
    const found = look();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("waited in vain for " + look);
};
const tell = (said) => fetch("/told", { method: "POST", body: JSON.stringify(said) });
document.addEventListener("securitypolicyviolation", (event) => {
  if (!event.sourceFile.endsWith("/axe.js")) tell({ violation: event.violatedDirective, by: event.sourceFile });
});
(async () => {
  const root = (await until(() => [...document.querySelectorAll("div")].find((one) => one.shadowRoot))).shadowRoot;
  const lines = () => [...root.querySelectorAll("li")].map((one) => one.textContent);
  if (location.search === "?again") {
    await until(() => lines().length === 2);
    return tell({ lines: lines() });
  }
  root.querySelector(".open").click();
  const box = root.querySelector("textarea"), focused = root.activeElement === box;
  box.value = "I am MAIL";
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  await until(() => lines().length === 1);
  await fetch("/company", { method: "POST" });
  await until(() => lines().length === 2);
  const held = JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, { runOnly: rules });
  const style = getComputedStyle(root.querySelector(".chat")).borderRadius;
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true }));
  const closed = root.querySelector(".chat").hidden && root.activeElement === root.querySelector(".open");
  await tell({ lines: lines(), held, focused, closed, style, passes: found.passes.length,
               wrong: found.violations.map((one) => [one.id, one.nodes.map((node) => node.html)]) });
  location.search = "?again";
})().catch((error) => tell({ error: String(error) }));
""".replace("MAIL", MAIL)


def _missing(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is needed")
    pytest.skip(f"NOT TESTED: the chat in a browser, since {what} is not here")


@pytest.fixture(scope="module")
def axe() -> bytes:
    """axe-core as its maker publishes it, kept for the next time."""
    kept = Path(os.environ.get("PRIVET_TEST_CACHE") or ROOT / ".venv-judges") / "axe"
    if not (kept / "axe.min.js").exists():
        kept.mkdir(parents=True, exist_ok=True)
        npm = shutil.which("npm")
        packed = npm and subprocess.run([npm, "pack", AXE], cwd=kept, capture_output=True, check=False)
        if not packed or packed.returncode:
            _missing("axe-core from npm")
        with tarfile.open(next(kept.glob("*.tgz"))) as archive:
            held = archive.extractfile("package/axe.min.js")
            assert held
            (kept / "axe.min.js").write_bytes(held.read())
    return (kept / "axe.min.js").read_bytes()


class Site:
    """The company's web site, and what its page tells."""

    def __init__(self, axe: bytes) -> None:
        self.told: queue.Queue[dict[str, Any]] = queue.Queue()
        self.company: Callable[[], None] = lambda: None
        self.privet = ""
        own = self

        class Asked(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                page = (
                    '<!doctype html><html lang="en"><title>A shop</title><main><h1>A shop</h1></main>'
                    f'<script src="{own.privet}/gateways/webchat/chat.js" data-title="Ask us"></script>'
                    '<script src="/axe.js"></script><script src="/driver.js"></script></html>'
                )
                data = {"/axe.js": axe, "/driver.js": DRIVER.encode()}.get(path, page.encode())
                self.send_response(200)
                self.send_header("content-type", "text/html" if path == "/" else "text/javascript")
                self.send_header(
                    "content-security-policy",
                    f"default-src 'none'; script-src 'self' {own.privet}; style-src {own.privet}; "
                    f"connect-src 'self' {own.privet}",
                )
                self.end_headers()
                self.wfile.write(data)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                if self.path == "/company":
                    own.company()
                else:
                    own.told.put(json.loads(body))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *words: object) -> None:
                """Say nothing."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Asked)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site(axe: bytes) -> Iterator[Site]:
    made = Site(axe)
    yield made
    made.close()


@pytest.mark.slow
def test_in_a_browser(serve: Callable[..., Any], site: Site, tmp_path: Path) -> None:
    if BROWSER is None:
        _missing("a Chromium")
    server = serve(f'[webchat]\nsites = ["{site.origin}"]\n')
    site.privet = f"http://localhost:{server.port}"

    def company() -> None:
        (talk,) = server.api("GET", "/conversations")["items"]
        server.api("POST", "/sends", {"conversation": talk["id"], "text": "We write to [EMAIL_1]."})

    site.company = company
    words = [f"--user-data-dir={tmp_path / 'profile'}", f"{site.origin}/"]
    browser = subprocess.Popen([str(BROWSER), *QUIET, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        first = site.told.get(timeout=60)
        assert first.get("wrong") == [], first
        assert first["lines"] == ["You: I am [EMAIL_1]", f"Answer: We write to {MAIL}."]
        assert first["passes"] > 15
        assert first["focused"]
        assert first["closed"]
        assert first["style"] == "12px"  # its style came, under a policy without 'unsafe-inline'
        assert MAIL not in first["held"]
        again = site.told.get(timeout=60)
        assert again == {"lines": first["lines"]}
        assert site.told.empty()
    finally:
        browser.terminate()
        browser.wait(20)
