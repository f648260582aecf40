"""The capability table and every other page name only tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
TEST = re.compile(r"`(tests/[\w/.-]+\.py(?:::\w+)*)`")
ROW = re.compile(r"^\| ([A-E]\d+) \|(.*)\|([^|]*)\|$", re.MULTILINE)

BUILT = frozenset(
    {
        "A1",
        "A3",
        "A4",
        "A5",
        "A6",
        "A7",
        "A9",
        "A12",
        "A18",
        "A20",
        "A22",
        "B22",
        "A24",
        "B1",
        "B2",
        "A11",
        "A16",
        "E16",
        "B3",
        "B6",
        "B7",
        "B8",
        "B9",
        "B10",
        "B14",
        "B15",
        "B13",
        "B16",
        "B18",
        "B19",
        "B20",
        "B21",
        "B12",
        "B23",
        "C14",
        "D1",
        "D2",
        "D3",
        "D4",
        "D5",
        "D6",
        "D9",
        "D11",
        "D12",
        "D15",
        "E1",
        "E2",
        "E8",
        "E9",
        "E10",
        "E12",
        "E14",
        "A21",
        "B11",
        "D8",
        "E3",
    }
)
"""The rows, or their first part, that are built: from here on each must name a test."""


def _rows() -> dict[str, str]:
    """The last cell of each row of the table."""
    text = (ROOT / "docs" / "reference" / "capabilities.md").read_text(encoding="utf-8")
    return {name: built.strip() for name, _, built in ROW.findall(text)}


def test_the_table_is_whole() -> None:
    counts = {"A": 24, "B": 24, "C": 15, "D": 15, "E": 26}
    assert list(_rows()) == [f"{group}{n}" for group, count in counts.items() for n in range(1, count + 1)]


def test_each_row_is_due_or_names_its_tests() -> None:
    unclear = [name for name, built in _rows().items() if not TEST.search(built) and built != "due"]
    assert not unclear
    assert {name for name, built in _rows().items() if TEST.search(built)} == BUILT


def _defined(body: list[ast.stmt], before: str) -> set[str]:
    """The tests that a file defines, as pytest calls them; its own name where it defines any."""
    found: set[str] = set()
    for node in body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            found |= {before, f"{before}::{node.name}"}
        elif isinstance(node, ast.ClassDef):
            found |= _defined(node.body, f"{before}::{node.name}")
    return found


def test_every_test_that_a_page_names_exists() -> None:
    named = {name for page in PAGES for name in TEST.findall(page.read_text(encoding="utf-8"))}
    assert len(named) > 100
    defined: set[str] = set()
    for path in {name.partition("::")[0] for name in named}:
        if (ROOT / path).is_file():
            defined |= _defined(ast.parse((ROOT / path).read_text(encoding="utf-8")).body, path)
    assert sorted(named - defined) == []
