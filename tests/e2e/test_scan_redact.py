"""`privet scan` and `privet redact` as other programs meet them: separate processes, bytes in and bytes out."""

import contextlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "mail ann@example.com, +44 20 7946 0018\r\n\nbad \xff line\nlast [EMAIL_1] ann@example.com"


def privet(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "privet", *words], input=given, capture_output=True, timeout=120)


def scanned(*words: str, given: bytes) -> list[dict[str, object]]:
    done = privet("scan", *words, given=given)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_scan_numbers_every_record_and_says_where_and_what() -> None:
    records = scanned(given=TEXT.encode("latin-1"))
    assert [record["record"] for record in records] == [0, 1, 2, 3]
    assert records[0]["findings"] == [
        {"start": 5, "end": 20, "kind": "EMAIL", "score": 0.95, "by": "email"},
        {"start": 22, "end": 38, "kind": "PHONE", "score": 0.97, "by": "phone"},
    ]
    assert records[1] == {"record": 1, "findings": []}
    assert records[2] == {"record": 2, "findings": [], "error": "not UTF-8"}
    assert [finding["kind"] for finding in records[3]["findings"]] == ["LITERAL", "EMAIL"]  # type: ignore[attr-defined]


def test_scan_shows_values_only_when_asked() -> None:
    assert b"ann@example.com" not in privet("scan", given=b"ann@example.com").stdout
    assert scanned("--show", given=b"ann@example.com")[0]["findings"][0]["value"] == "ann@example.com"  # type: ignore[index]


def test_scan_counts_code_points() -> None:
    findings = scanned(given="😀é ann@example.com".encode())[0]["findings"]
    assert findings[0]["start"] == 3  # type: ignore[index]


def test_scan_as_a_table() -> None:
    lines = (
        privet("scan", "--output", "table", "--show", given=b"x\nann@example.com\n\xff\n").stdout.decode().splitlines()
    )
    assert lines[0].split() == ["record", "start", "end", "kind", "score", "by", "value"]
    assert lines[1].split() == ["1", "0", "15", "EMAIL", "0.95", "email", "ann@example.com"]
    assert lines[2].split(maxsplit=1) == ["2", "not UTF-8"]


def test_scan_reads_a_field_of_json_lines_and_a_column_of_csv() -> None:
    lines = b'{"body": "ann@example.com"}\n[1]\n{"body": 3}\n\nnope\n'
    errors = [record.get("error") for record in scanned("--format", "jsonl", "--field", "body", given=lines)]
    assert errors == [None, "not a JSON object", "no such text field", None, "not a JSON object"]
    rows = b'\xef\xbb\xbfbody,id\r\n"two\nlines, ann@example.com",1\r\nshort\r\n\xff,2\r\n"open"x,3\r\nlast,4\r\n'
    records = scanned("--format", "csv", "--field", "body", given=rows)
    assert [record.get("error") for record in records] == [
        None, "no such text field", "not UTF-8", "not CSV", "behind a row that is not CSV",
    ]  # fmt: skip
    assert records[0]["findings"][0]["start"] == 11  # type: ignore[index]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), b"mail [EMAIL_1], [PHONE_1]\r\n\n[UNREADABLE]\nlast [LITERAL_1] [EMAIL_1]"),
        (("--as", "mask"), b"mail ***************, ****************\r\n\n[UNREADABLE]\nlast ********* ***************"),
        (("--as", "remove"), b"mail , \r\n\n[UNREADABLE]\nlast  "),
    ],
)
def test_redact_replaces_and_keeps_the_rest_to_the_byte(words: tuple[str, ...], expected: bytes) -> None:
    done = privet("redact", *words, given=TEXT.encode("latin-1"))
    assert (done.stdout, done.returncode) == (expected, 0)
    assert done.stderr == b"privet redact: 4 records, 4 findings, 1 unreadable\n"


def test_redact_finds_national_numbers_of_the_regions_named(tmp_path: Path) -> None:
    file = tmp_path / "in.txt"
    file.write_text("07911 123456\n")
    assert privet("redact", str(file)).stdout == b"07911 123456\n"
    assert privet("redact", "--region", "DE", "--region", "GB", str(file)).stdout == b"[PHONE_1]\n"


def test_redact_changes_one_field_of_json_and_one_column_of_csv() -> None:
    lines = (
        b'{"id": 1, "text": "schreib f\xc3\xbcr ann@example.com"}\n{"text": "\\ud800 ann@example.com"}\r\n'
        b'{"x": "ann@example.com"}\n\n'
    )
    assert privet("redact", "--format", "jsonl", given=lines).stdout == (
        b'{"id": 1, "text": "schreib f\xc3\xbcr [EMAIL_1]"}\n{"text": "\\ud800 [EMAIL_1]"}\r\n'
        b'{"error": "no such text field"}\n\n'
    )
    rows = b'id,text\r\n1,"a, ann@example.com"\r\n2,\xff ann@example.com\r\n\r\n3,ann@example.com\r\n'
    assert privet("redact", "--format", "csv", given=rows).stdout == (
        b'id,text\r\n1,"a, [EMAIL_1]"\r\n,[UNREADABLE]\r\n\r\n3,[EMAIL_1]\r\n'
    )


PHONE = b"+44 7700 900123"
BROKEN = [
    b'id,text\n1,"abc"x\ncall ' + PHONE + b',ok"\n',
    b'id,text\n1,"abc\n"x\n\ncall ' + PHONE + b",ok\n2,ok\n",
    b'id,text\n1,"' + b"x" * (1 << 20) + b"\ncall " + PHONE + b',ok"\n2,ok\n',
    b'id,text\n1,"' + b"x\n" * (1 << 20) + b"call " + PHONE + b',ok"\n2,ok\n',
    b'id,text\n1,a\rb\n"call ' + PHONE + b'",ok\n2,"open\n',
]


@pytest.mark.parametrize("given", BROKEN)
def test_behind_a_broken_row_nothing_goes_through(given: bytes) -> None:
    done = privet("redact", "--format", "csv", given=b"id,text\n0,fine\n" + given.removeprefix(b"id,text\n"))
    head, first, *rest = done.stdout.splitlines()
    assert (head, first, set(rest)) == (b"id,text", b"0,fine", {b",[UNREADABLE]"})
    assert done.stderr.endswith(b": %d records, 0 findings, %d unreadable\n" % (len(rest) + 1, len(rest)))
    first_error, *errors = [one["error"] for one in scanned("--show", "--format", "csv", given=given)]
    assert first_error == "not CSV"
    assert errors == ["behind a row that is not CSV"] * (len(rest) - 1)


def test_a_csv_header_that_cannot_be_read_is_wrong_input() -> None:
    for header in (b'"id"x,text\n1,2\n', b"id\rtext\r1\r2", b"\n1,2\n", b"\xff,text\n1,2\n", b'"id,text\n1,2\n'):
        done = privet("redact", "--format", "csv", given=header)
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"the CSV header" in done.stderr


def test_pseudonyms_are_alike_in_every_file_and_need_a_private_key(tmp_path: Path) -> None:
    key = tmp_path / "key"
    missing = privet("redact", "--consistent", str(key), given=b"ann@example.com")
    assert (missing.returncode, missing.stdout) == (2, b"")
    assert b"make one with" in missing.stderr
    key.write_bytes(b"short")
    key.chmod(0o600)
    assert privet("redact", "--consistent", str(key), given=b"ann@example.com").returncode == 2
    key.write_bytes(os.urandom(32))
    first = privet("redact", "--consistent", str(key), given=b"x ann@example.com").stdout
    second = privet("redact", "--consistent", str(key), given=b"y\nANN@example.com").stdout
    assert re.findall(rb"\[EMAIL_[a-z2-7]{16}\]", first) == re.findall(rb"\[EMAIL_[a-z2-7]{16}\]", second) != []
    key.chmod(0o644)
    assert privet("redact", "--consistent", str(key), given=b"ann@example.com").returncode == 2


@pytest.mark.parametrize("command", ["scan", "redact"])
def test_a_line_that_is_too_long_or_holds_a_nul_never_goes_through(command: str) -> None:
    given = b"ann@example.com " * 70_000 + b"\nok\nann@example.com\0\n" + b"ann@example.com " * 200_000
    done = privet(command, given=given)
    assert b"ann@" not in done.stdout
    assert done.stderr.endswith(b"4 records, 0 findings, 3 unreadable\n")


def test_wrong_input_is_said_in_a_sentence() -> None:
    for words in (
        ("scan", "no-such-file"),
        ("scan", "--region", "XX"),
        ("redact", "--format", "csv", "--field", "none"),
    ):
        done = privet(*words, given=b"a,b\n1,2\n")
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.startswith(b"privet: ")


def test_the_exit_code_is_2_when_nothing_could_be_read_and_0_for_an_empty_file() -> None:
    assert privet("scan", given=b"\xff\n\xfe\n").returncode == 2
    assert privet("redact", given=b"\xff").returncode == 2
    assert privet("scan").returncode == 0
    assert privet("redact", "--format", "csv").returncode == 0


LITTLE = "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_DATA, (160 << 20, 160 << 20)); " + (
    "runpy.run_module('privet', run_name='__main__')"
)
"""Runs privet in 160 MiB of memory: what detection takes by itself, and less than the input on top."""

SAID, PADDING = "where is my parcel, nobody told me anything about it ann@example.com", "x" * 5000
RECORD = {
    "text": f"{PADDING} {SAID}",
    "jsonl": json.dumps({"more": PADDING, "text": SAID}),
    "csv": f'{PADDING},"{SAID}\n"',
}
"""Records that are long for the little that there is to look at: it is reading them that must take no memory."""


@pytest.mark.parametrize(("command", "form"), [("scan", "text"), ("redact", "jsonl"), ("redact", "csv")])
def test_memory_does_not_grow_with_the_input(command: str, form: str, tmp_path: Path) -> None:
    given = tmp_path / "given"
    count = (32 << 20) // len(RECORD[form])
    assert privet("scan", given=b"x\n" * 99).returncode == 0  # so that patterns are compiled, which takes more memory
    with given.open("w") as file:
        file.write("id,text\n" * (form == "csv"))
        for _ in range(count):
            file.write(RECORD[form] + "\n")
        file.write("x" * (33 << 20))  # and one line as long as all of them
    words = [sys.executable, "-c", LITTLE, command, "--format", form, str(given)]
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run(words, stdout=out, stderr=subprocess.PIPE, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == f"privet {command}: {count + 1} records, {count} findings, 1 unreadable\n".encode()


def test_so_little_memory_does_not_hold_the_input() -> None:
    whole = LITTLE.partition("runpy.run")[0] + "print(len(sys.stdin.buffer.read(90 << 20).decode()))"
    done = subprocess.run([sys.executable, "-c", whole], input=b"x" * (90 << 20), capture_output=True, timeout=120)
    assert b"MemoryError" in done.stderr


def test_a_line_comes_out_before_the_next_goes_in() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "privet", "redact"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):
            process.stdin.write(b"ann@example.com\n")
            process.stdin.flush()
            assert process.stdout.readline() == b"[EMAIL_1]\n"
        process.stdin.close()
        assert process.wait(timeout=60) == 0


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "privet", "redact"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(b"x\n" * 100_000)
            process.stdin.close()
        assert process.wait(timeout=60) == 0
        assert b"Traceback" not in process.stderr.read()


def test_scanning_and_redacting_load_nothing_they_do_not_need() -> None:
    program = (
        "import sys; from privet.cli import main; main(['redact', '/dev/null']); main(['scan', '/dev/null']);"
        "print(sorted({'sqlalchemy', 'litestar', 'cedarpy', 'cryptography', 'phonenumbers'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60)
    assert done.stdout == b"[]\n"
