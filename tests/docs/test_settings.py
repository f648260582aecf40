"""Pages that repeat the code say what the code says: the settings, and the ten lines."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from privet import config
from privet.cli import parser
from privet.web.page import ten_lines

ROOT = Path(__file__).parents[2]


def test_the_settings_page_is_what_the_code_says() -> None:
    made = runpy.run_path(str(ROOT / "docs/make_settings.py"))
    assert made["page"]() == made["PAGE"].read_text("utf-8"), "run `make docs`"


def test_the_api_page_is_what_the_code_says() -> None:
    made = runpy.run_path(str(ROOT / "docs/make_api.py"))
    assert made["page"](made["documented"]()) == made["PAGE"].read_text("utf-8"), "run `make docs`"


def test_every_setting_has_a_sentence_and_fits_its_own_bounds() -> None:
    for one in config.every():
        assert one.sentence.endswith(".")
        assert one.value == one.default
        assert not one.given
        if isinstance(one.default, int) and not isinstance(one.default, bool):
            assert one.least is not None
            assert one.most is not None
            assert one.least <= one.default <= one.most


def test_a_setting_says_whether_the_file_gives_it(tmp_path: Path) -> None:
    (tmp_path / config.FILE).write_text('[server]\nport = 8090\n[keys]\ncopies = ["a"]\n')
    found = {one.name: one for one in config.every(tmp_path)}
    assert [name for name, one in found.items() if one.given] == ["keys.copies", "server.port"]
    assert (found["server.port"].value, found["server.port"].default) == (8090, 8080)
    assert config.load(tmp_path).keys.copies == ["a"]


def test_the_ten_lines_of_the_readme_are_those_that_are_run() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "\n".join(ten_lines()) in readme
    assert len(ten_lines()) == 10


@pytest.mark.parametrize(
    ("name", "begins", "what"),
    [
        ("privet.service", "ExecStart=/opt/privet/.venv/bin/privet ", "run"),
        ("privet-prove.service", "ExecStart=/opt/privet/.venv/bin/privet ", "prove"),
        ("Containerfile", "CMD ", "run"),
    ],
)
def test_unit_and_image_start_it_by_options_there_are(name: str, begins: str, what: str) -> None:
    lines = (ROOT / "docs/howto/files" / name).read_text("utf-8").splitlines()
    (command,) = (line.removeprefix(begins) for line in lines if line.startswith(begins))
    words = json.loads(command) if command.startswith("[") else command.split()
    assert words[0] == what
    parser(words).parse_args(words)
    assert f"files/{name}" in (ROOT / "docs/howto/run-as-a-service.md").read_text("utf-8")
