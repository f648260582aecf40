"""ARCHITECTURE.md has one true line for every folder and every module."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "src" / "privet"


def _made() -> str:
    return str(runpy.run_path(str(ROOT / "docs" / "make_map.py"))["page"](TEXT))


def _listed() -> dict[str, str]:
    """What the page says of each folder ("core/") and module ("core/plain.py")."""
    text = TEXT.split("<!-- map")[1].split("<!-- end of map")[0]
    said: dict[str, str] = {}
    folder = ""
    for line in text.splitlines():
        if found := re.match(r"\*\*`(.+?)/`\*\* ?(.*)", line):
            folder = "" if found[1] == "privet" else found[1] + "/"
            said[folder] = found[2]
        elif found := re.match(r"- `(.+?)` ?(.*)", line):
            said[folder + found[1]] = found[2]
    return said


def test_the_map_is_what_the_code_says_of_itself() -> None:
    assert _made() == TEXT, "run `make docs`"


def test_every_folder_and_module_is_on_the_map() -> None:
    files = [path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    folders = {path.parent.relative_to(PACKAGE).as_posix() + "/" for path in files} - {"./"} | {""}
    modules = {path.relative_to(PACKAGE).as_posix() for path in files if path.suffix == ".py"}
    assert set(_listed()) == folders | {name for name in modules if not name.endswith("__init__.py")}


def test_every_line_says_something() -> None:
    silent = [name for name, said in _listed().items() if len(said) < 15]
    assert not silent
