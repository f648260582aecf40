"""Write the code map into ARCHITECTURE.md: one line a folder and a module, the first sentence of its docstring."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "ARCHITECTURE.md"
BEGIN, END = "<!-- map: made by `make docs` -->\n", "<!-- end of map -->\n"

FOLDERS_WITHOUT_CODE = {
    "core/lessons": "The modules of the training and the breaches it teaches, as texts.",
    "core/packs/eu-eprivacy": "What Directive 2002/58/EC asks about traffic and location data, as rules.",
    "core/packs/us-cpni": "What 47 CFR 64.2010 asks before call detail is disclosed, as rules.",
    "core/rules": "The policy a new tenant starts with: files a privacy officer can read.",
    "plugins/detectors/weights": "The name packs: weights and hashed word lists, made by `make train`.",
    "store/migrations": "How an older database becomes a newer one.",
    "store/migrations/versions": "One step a file, oldest first.",
    "web/static": "Our own style and script.",
    "gateways/static": "The web chat as a site includes it: one script and its style.",
    "web/templates": "The pages, as Jinja templates.",
    "web/locale": "What the pages say in other languages, a PO file each.",
    "web/templates/portal": "Customers' own pages, each a template; what is not here is as in the staff's.",
    "web/templates/console": "The staff's pages, each a template; `layout.html` is what they have in common.",
    "core/vendored": "Other people's lists, made small, with version, licence and sha256 in SOURCES.toml.",
    "web/vendored": "Other people's files as they came, with version, licence and sha256 in SOURCES.toml.",
}


def first_sentence(path: Path) -> str:
    """The first sentence of a module's docstring, on one line; "" when it has none."""
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    paragraph = " ".join(said.split("\n\n")[0].split())
    return re.split(r"(?<=[.])\s", paragraph, maxsplit=1)[0]


def lines(package: Path) -> Iterator[str]:
    """The map of `package`: a heading line a folder, a list line a module, top folder last."""
    folders = sorted({path.parent for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts})
    for folder in [*folders[1:], *folders[:1]]:
        name = folder.relative_to(package).as_posix()
        opening = folder / "__init__.py"
        said = first_sentence(opening) if opening.exists() else FOLDERS_WITHOUT_CODE.get(name, "")
        yield f"\n**`{'privet' if name == '.' else name}/`** {said}\n"
        modules = [path for path in sorted(folder.glob("*.py")) if path != opening]
        yield "\n" if modules else ""
        yield from (f"- `{module.name}` {first_sentence(module)}\n" for module in modules)


def page(text: str) -> str:
    """`text` with the map between its marks made anew."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return before + BEGIN + "".join(lines(ROOT / "src" / "privet")) + "\n" + END + after


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
