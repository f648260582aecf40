"""The tutorial as a reader follows it: every command typed as it stands on a terminal, every answer compared."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(path for path in (ROOT / "docs" / "tutorial").rglob("*.md") if "```console" in path.read_text("utf-8"))
PASSPHRASE = "four words are easy"
ASKED = re.compile(r"(?:[Pp]assphrase[^\n]*|The same again): ?\Z")
REDRAWN = re.compile(r"[^\n]*\r\x1b\[K")
"""What a terminal no longer shows: a progress bar that something else was drawn over."""
PROMPT = re.compile(r"<end (\d+)>\Z")
SECONDS = 240


def steps(page: str) -> Iterator[tuple[str, str]]:
    """(what is typed, what comes back) for each `$` line of the page's console blocks, in order."""
    for block in re.findall(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            typed, _, answer = step.partition("\n")
            yield typed, answer


def pattern(answer: str) -> re.Pattern[str]:
    """What the page shows: `…` stands for any characters of its line, and alone on a line for any number of lines."""
    lines = []
    for line in answer.splitlines():
        said = ".*".join(re.escape(part) for part in line.rstrip().split("…"))
        lines.append(r"(?:.*\n)*" if line.strip() == "…" else said + r" *\n")
    return re.compile("".join(lines))


class Terminal:
    """Bash on a pseudo-terminal in `folder`, with a home of its own and nothing of whoever runs the tests."""

    def __init__(self, folder: Path) -> None:
        env = {name: text for name, text in os.environ.items() if not name.startswith(("PRIVET_", "XDG_", "PS"))}
        env |= {"HOME": str(folder / "home"), "PYTHONPATH": str(ROOT / "src"), "TERM": "dumb", "LC_ALL": "C.UTF-8"}
        env |= {"PS1": "<end $?>", "PS2": ""}
        self.pid, self.end = pty.fork()
        if self.pid == 0:  # pragma: no cover  # the child
            os.chdir(folder)
            os.execvpe("bash", ["bash", "--norc", "--noprofile", "--noediting", "-i"], env)
        self._until_prompt()
        self.type("stty -echo cols 1000")

    def type(self, line: str) -> tuple[str, int]:
        """What a line writes, and its exit code; a passphrase is typed wherever one is asked for."""
        os.write(self.end, f"{line}\n".encode())
        return self._until_prompt()

    def _until_prompt(self) -> tuple[str, int]:
        seen, answered, until = "", 0, time.monotonic() + SECONDS
        while not (found := PROMPT.search(seen)):
            assert time.monotonic() < until, seen
            if select.select([self.end], [], [], 0.1)[0]:
                seen += os.read(self.end, 65_536).decode("utf-8", "replace").replace("\r\n", "\n")
            if ASKED.search(seen) and answered < len(seen):
                answered = len(seen)
                os.write(self.end, f"{PASSPHRASE}\n".encode())
        return REDRAWN.sub("", seen[: found.start()]), int(found[1])

    def close(self) -> None:
        os.close(self.end)
        os.waitpid(self.pid, 0)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal in a folder that looks like the repository after `make setup`."""
    (tmp_path / "home").mkdir()
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/activate").write_text(f'PATH="{Path(sys.executable).parent}:$PATH"\n')
    for name in ("verifier", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    made = Terminal(tmp_path)
    yield made
    made.close()


def test_there_is_a_tutorial() -> None:
    assert PAGES


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="the tutorial is for bash")
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_what_the_tutorial_shows_is_what_happens(page: Path, terminal: Terminal) -> None:
    refused = 0
    for typed, answer in steps(page.read_text("utf-8")):
        written, code = terminal.type(typed)
        assert pattern(answer).fullmatch(written), f"{typed}\n--- shown:\n{answer}\n--- written:\n{written}"
        refused += code != 0
        assert code == 0 or "privet: " in answer, f"{typed}\n{written}"
    assert refused == len(re.findall(r"^privet: ", page.read_text("utf-8"), re.MULTILINE))


def test_a_changed_answer_is_seen() -> None:
    assert pattern("stored   1\n").fullmatch("stored   1\n")
    assert not pattern("stored   1\n").fullmatch("stored   2\n")
    assert not pattern("stored   1\n").fullmatch("stored   1\nmore\n")
    assert pattern("id …  text\n").fullmatch("id abc  text\n")
    assert not pattern("id …  text\n").fullmatch("id abc\n  text\n")
    assert pattern("…\nlast\n").fullmatch("first\nsecond\nlast\n")
    assert list(steps("```console\n$ a\nx\ny\n$ b\n```\n")) == [("a", "x\ny\n"), ("b", "")]
