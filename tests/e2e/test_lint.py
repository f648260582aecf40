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


def test_json_lines_are_read_by_their_field_and_offsets_count_characters() -> None:
    text = "😀 " + ASKS
    given = "\n".join([json.dumps({"body": text}), json.dumps({"other": ASKS}), "no JSON"]) + "\n"
    code, said, told = lint("--format", "jsonl", "--field", "body", given=given)
    assert code == 2
    assert [(each["record"], each.get("error")) for each in said] == [
        (0, None),
        (1, "no such text field"),
        (2, "not a JSON object"),
    ]
    assert said[0]["asks"] == [
        {"start": text.index("PIN"), "end": text.index("PIN") + 3, "kind": "PIN", "words": "PIN"}
    ]
    assert told.strip() == "privet lint: 3 records, 1 ask for a secret, 2 unreadable"


def test_what_is_too_long_or_holds_a_nul_is_not_called_harmless_and_the_rest_is_read(tmp_path: Path) -> None:
    longest = 1 << 20
    for name, data in (
        ("fits", b"a" * longest),
        ("long", b"a" * (longest + 1)),
        ("wide", ASKS.encode("utf-16-le")),
        ("asks", ASKS.encode()),
    ):
        (tmp_path / name).write_bytes(data)
    files = [str(tmp_path / name) for name in ("fits", "long", "wide", "asks")]
    code, said, _ = lint("--whole", "--all", *files)
    assert code == 2
    assert [(Path(str(each["file"])).name, each.get("error"), len(each["asks"])) for each in said] == [  # type: ignore[arg-type]
        ("fits", None, 0),
        ("long", "longer than 1 MiB", 0),
        ("wide", "holds a NUL byte", 0),
        ("asks", None, 1),
    ]


def test_lines_that_are_not_utf_8_or_hold_a_nul_are_errors_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "macros.txt"
    file.write_bytes(b"\xff\n\0\n" + ASKS.encode() + b"\r\n")
    code, said, _ = lint(str(file))
    assert (code, [each.get("error") for each in said]) == (2, ["not UTF-8", "holds a NUL byte", None])


def test_a_file_or_column_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    code, said, told = lint(str(tmp_path / "none"))
    assert (code, said) == (2, [])
    assert "cannot be opened" in told
    assert lint("--format", "csv", given="id,body\n1,hello\n")[0] == 2
    assert lint("--format", "xml")[0] == 2
