"""`privet lint` as a build meets it: a process of its own, lines of JSON, an exit code."""

import json
import subprocess
import sys
from pathlib import Path

ASKS, HARMLESS = "Please reply with your PIN.", "Never tell anybody your PIN."


def lint(*words: str, given: str = "") -> tuple[int, list[dict[str, object]], str]:
    done = subprocess.run(
        [sys.executable, "-m", "privet", "lint", *words], input=given, capture_output=True, text=True, timeout=120
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_a_line_that_asks_is_named_with_what_it_asks_for_and_the_exit_code_is_4() -> None:
    code, said, told = lint(given=f"{HARMLESS}\n{ASKS}\n")
    words = {"start": ASKS.index("PIN"), "end": ASKS.index("PIN") + 3, "kind": "PIN", "words": "PIN"}
    assert (code, said) == (4, [{"file": "-", "record": 1, "asks": [words]}])
    assert told.strip() == "privet lint: 2 records, 1 ask for a secret, 0 unreadable"


def test_where_nothing_asks_it_prints_nothing_unless_told_to() -> None:
    assert lint(given=HARMLESS)[:2] == (0, [])
    assert lint("--all", given=HARMLESS)[:2] == (0, [{"file": "-", "record": 0, "asks": []}])


def test_a_prompt_is_read_whole_and_what_cannot_be_read_is_not_called_harmless(tmp_path: Path) -> None:
    prompt, broken = tmp_path / "prompt.md", tmp_path / "broken.md"
    prompt.write_text(f"Be kind.\n\n{ASKS}\n", "utf-8")
    broken.write_bytes(b"\xff")
    code, said, _ = lint("--whole", str(prompt), str(broken))
    assert code == 2
    assert [(each["file"], each["record"], each.get("error")) for each in said] == [
        (str(prompt), 0, None),
        (str(broken), 0, "not UTF-8"),
    ]


def test_a_column_of_csv_is_read() -> None:
    code, said, _ = lint("--format", "csv", "--field", "body", given=f"id,body\n1,{HARMLESS}\n2,{ASKS}\n")
    assert (code, [each["record"] for each in said]) == (4, [1])
