"""What pages say that a program can check: links lead somewhere, commands parse, code compiles, one source each."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from privet import cli

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in PAGES}
LINES = ROOT / "src" / "privet" / "web" / "ten-lines.sh"

FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)")
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
SKETCHES = {"docs/explanation/design.md": "good and bad lines side by side, not a program"}
LABELS = {"COMMAND", "data", "epoch", "root", "wrapped"}
"""What follows `privet ` in a span that is no command: a place-holder, and the labels that keys are bound to."""
DUE: frozenset[str] = frozenset()
"""Commands that pages name and call due; one that is built is no longer due."""


def blocks(text: str, *languages: str) -> Iterator[str]:
    """The fenced blocks in one of these languages, without the indent they stand in."""
    for indent, language, body in FENCE.findall(text):
        if language in languages:
            yield re.sub(rf"^{indent}", "", body, flags=re.MULTILINE)


def prose(text: str) -> str:
    """A page without its fenced blocks."""
    return FENCE.sub("", text)


def anchors(text: str) -> set[str]:
    """The names by which a page's headings can be linked to."""
    headings = re.findall(r"^#+ (.+)$", prose(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def broken(name: str, text: str, texts: dict[str, str]) -> list[str]:
    """The relative links of a page that lead nowhere."""
    found = []
    for link in LINK.findall(prose(text)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / name).parent / path if path else ROOT / name
        known = texts.get((target.resolve().relative_to(ROOT).as_posix()) if path else name, "")
        if (path and not target.exists()) or (anchor and anchor not in anchors(known)):
            found.append(link)
    return found


def commands(line: str) -> Iterator[list[str]]:
    """The words after `privet` of every call of it in a line of shell."""
    for inner in re.findall(r"\$\(([^()]*)\)", line):
        yield from commands(inner)
    line = re.sub(r"\$\([^()]*\)", "X", line).replace("…", "X")
    line = re.sub(r"\b[12]>&[12]\b", "", line)
    parts = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    parts.whitespace_split = True
    call: list[str] = []
    for word in [*parts, ";"]:
        if word and set(word) <= set("|&;"):
            call = [one for one in call if "=" not in one or call.index(one) > 0]
            if call and Path(call[0]).name == "privet":
                yield _without_redirects(call[1:])
            call = []
        else:
            call.append(word)


def _without_redirects(words: list[str]) -> list[str]:
    kept, at = [], 0
    while at < len(words):
        if set(words[at]) <= set("<>"):
            at += 2
            continue
        kept.append(words[at])
        at += 1
    return kept


def shell_lines(text: str) -> Iterator[str]:
    """Every line in a page's blocks that calls privet, a line that goes on joined; answers of a console left out."""
    for block in blocks(text, "", "sh", "bash", "console"):
        console = re.search(r"^\$ ", block, re.MULTILINE) is not None
        for line in block.replace("\\\n", " ").splitlines():
            if console and not line.startswith("$ "):
                continue
            if re.search(r"(^|[\s(/])privet ", line):
                yield line.removeprefix("$ ")


def parses(words: list[str]) -> str:
    """What the real parser says against a command, or nothing."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        try:
            cli.parser(words).parse_args(words)
        except SystemExit as end:
            return said.getvalue().splitlines()[-1] if end.code else ""
    return ""


def options(words: list[str]) -> set[str]:
    """Every option that the command these words name, or one below it, knows."""
    found: set[str] = set()
    waiting = [cli.parser(words)]
    while waiting:
        for action in waiting.pop()._actions:
            found.update(action.option_strings)
            waiting += list(action.choices.values()) if isinstance(action.choices, dict) else []
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_links_lead_somewhere(name: str) -> None:
    assert broken(name, TEXTS[name], TEXTS) == []


@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if list(shell_lines(text))])
def test_every_command_in_a_block_parses(name: str) -> None:
    wrong = [
        f"{line}: {against}"
        for line in shell_lines(TEXTS[name])
        for words in commands(line)
        if (against := parses(words))
    ]
    assert wrong == []


def test_every_command_named_in_a_sentence_exists() -> None:
    wrong = []
    for name, text in TEXTS.items():
        for span in SPAN.findall(prose(text)):
            words = span.split()
            if words[0] != "privet" or len(words) == 1 or words[1] in LABELS | DUE or not words[1].isalpha():
                continue
            used = {word.partition("=")[0] for word in words if word.startswith("--")}
            if words[1] not in cli.COMMANDS or not used <= options(words[1:2]):
                wrong.append(f"{name}: {span}")
    assert wrong == []
    assert DUE.isdisjoint(cli.COMMANDS)


def test_every_block_of_python_compiles() -> None:
    for name, text in TEXTS.items():
        for block in blocks(text, "python") if name not in SKETCHES else ():
            compile(block, name, "exec")


def test_the_ten_lines_have_one_source() -> None:
    lines = LINES.read_text("utf-8")
    assert len(lines.splitlines()) == 10
    assert lines in list(blocks(TEXTS["README.md"], "sh"))


def test_what_is_broken_is_seen() -> None:
    page = "# One\n\n[a](#one) [b](#two) [c](README.md) [d](nowhere.md) [e](https://example.com)\n"
    assert broken("x.md", page, {"x.md": page, "README.md": ""}) == ["#two", "nowhere.md"]
    line = (
        'export A=b && T=$(privet messages $C --field id) | privet verify > out; B=1 bin/privet find "a b" --purpose x'
    )
    assert [words[0] for words in commands(line)] == ["messages", "verify", "find"]
    assert list(commands(line))[2] == ["find", "a b", "--purpose", "x"]
    assert list(commands(line))[1] == ["verify"]
    assert parses(["verify", "--everything"])
    assert parses(["find", "a b"])
    assert not parses(["find", "a b", "--purpose", "x"])
    assert list(shell_lines("```console\n$ privet a\nprivet b\n```\n```\nprivet c \\\n  d\n```\n")) == [
        "privet a",
        "privet c    d",
    ]
