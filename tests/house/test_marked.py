"""The reader of hand-written sets (bench/accuracy/marked.py), and what holds of every set that it reads."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from stdnum import iban, luhn

ACCURACY = Path(__file__).parents[2] / "bench" / "accuracy"
SETS = sorted((ACCURACY / "sets").glob("*/*.txt"))


def _reader() -> ModuleType:
    spec = importlib.util.spec_from_file_location("marked", ACCURACY / "marked.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


marked = _reader()


def test_marks_become_spans() -> None:
    text, spans = marked.parse("¿Código? ⟦CODE:482 913⟧, fono⟦PHONE:2125550142⟧.")
    assert text == "¿Código? 482 913, fono2125550142."
    assert [(text[span.start : span.end], span.kind) for span in spans] == [
        ("482 913", "CODE"),
        ("2125550142", "PHONE"),
    ]


def test_comments_and_blank_lines_are_left_out_and_groups_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "sms" / "pt.txt"
    file.parent.mkdir()
    file.write_text("# who wrote it\noi\n\n## parcels\n#2 is a comment\ncód ⟦CODE:4829⟧", encoding="utf-8")
    assert list(marked.read(file)) == [
        ("sms/pt:2", "pt", "oi", (), ""),
        ("sms/pt:6", "pt", "cód 4829", ((4, 8, "CODE"),), "parcels"),
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("⟦COD:1234⟧", "no such kind: COD"),
        ("⟦CODE: 1234⟧", "space at the edge"),
        ("⟦CODE:⟧", "not ⟦KIND:text⟧"),
        ("⟦code:1234⟧", "not ⟦KIND:text⟧"),
        ("⟦CODE:1234", "not ⟦KIND:text⟧"),
        ("1234⟧", "not ⟦KIND:text⟧"),
        ("⟦PHONE:call ⟦CODE:1234⟧⟧", "not ⟦KIND:text⟧"),
    ],
)
def test_a_bad_mark_is_named_with_file_and_line(tmp_path: Path, line: str, why: str) -> None:
    file = tmp_path / "en.txt"
    file.write_text(f"fine\n{line}\n", encoding="utf-8")
    with pytest.raises(marked.BadMark, match=re.escape(f"{file}:2: ") + ".*" + re.escape(why)):
        list(marked.read(file))


@pytest.mark.parametrize("path", SETS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_set_can_be_read_and_repeats_no_pattern_more_than_three_times(path: Path) -> None:
    patterns: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    for case in marked.read(path):
        texts[case.text] += 1
        pattern = list(case.text)
        for span in reversed(case.spans):
            pattern[span.start : span.end] = [span.kind]
        patterns[re.sub(r"\d+", "0", "".join(pattern)).casefold()] += 1
    assert [text for text, count in texts.items() if count > 1] == []
    assert [pattern for pattern, count in patterns.items() if count > 3] == []


@pytest.mark.parametrize("path", sorted((ACCURACY / "sets" / "telecom").glob("*.txt")), ids=lambda path: path.stem)
def test_what_has_a_check_digit_has_the_right_one(path: Path) -> None:
    judges: dict[str, Callable[[str], bool]] = {
        "CARD": luhn.is_valid,
        "IMEI": luhn.is_valid,
        "ICCID": luhn.is_valid,
        "IBAN": iban.is_valid,
    }
    wrong = [
        f"{case.id}: {span.kind}"
        for case in marked.read(path)
        for span in case.spans
        if span.kind in judges and not judges[span.kind](re.sub(r"\W", "", case.text[span.start : span.end]))
    ]
    assert wrong == []
