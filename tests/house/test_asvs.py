"""The page about OWASP ASVS 5.0 has a row for every requirement of levels 1 and 2, once, and counts them rightly."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs/explanation/asvs.md"

# How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; they stand before those of level 3.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4,
    "17.3": 2,
}  # fmt: skip
ROW = re.compile(r"^\| (\d+\.\d+\.\d+[^|]*) \| (met|in part|not met|none) \| (.+) \|$", re.MULTILINE)
NUMBERS = re.compile(r"(\d+\.\d+)\.(\d+)(?: to \1\.(\d+))?")


def judged() -> list[tuple[str, str]]:
    """Requirement and judgement, in the page's order."""
    found = []
    for named, state, _ in ROW.findall(PAGE.read_text("utf-8")):
        for section, first, last in NUMBERS.findall(named):
            found += [(f"{section}.{number}", state) for number in range(int(first), int(last or first) + 1)]
    return found


def test_every_requirement_has_its_row_once() -> None:
    wanted = [f"{section}.{number}" for section, count in SECTIONS.items() for number in range(1, count + 1)]
    assert len(wanted) == 253
    assert sorted(one for one, _ in judged()) == sorted(wanted)


def test_the_page_counts_itself_rightly_and_names_what_is_not_met() -> None:
    text = PAGE.read_text("utf-8")
    states = Counter(state for _, state in judged())
    counted = re.search(r"^\| level 1 and 2 \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    assert counted
    assert [int(one) for one in counted.groups()] == [states[one] for one in ("met", "in part", "not met", "none")]
    named = re.search(r"^Not met: (.+)\.$", text, re.MULTILINE)
    assert named
    assert re.findall(r"[\d.]*\d", named[1]) == [one for one, state in judged() if state == "not met"]


def test_what_is_met_says_by_what() -> None:
    for named, state, said in ROW.findall(PAGE.read_text("utf-8")):
        if state in ("met", "in part"):
            assert len(said) > 3, named
