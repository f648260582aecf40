"""Writes docs/reference/messages.pot, what the pages say, for translators: `python docs/make_messages.py`.

A catalogue of a language begins as a copy of it, `src/privet/web/locale/LANGUAGE.po`, with `Plural-Forms` in its head.
A test holds this file up to date.
"""

from __future__ import annotations

from pathlib import Path

from privet.web.console.rendering import environment
from privet.web.console.tongue import Catalogue

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/reference/messages.pot"
TEMPLATES = ROOT / "src/privet/web/templates/console"

HEAD = """# What the pages say. Made by docs/make_messages.py from the templates; change those, not this file.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


def messages() -> dict[tuple[str, str | None], list[str]]:
    """By text and its plural, the templates that say it."""
    found: dict[tuple[str, str | None], list[str]] = {}
    made = environment(Catalogue(), {})
    for path in sorted(TEMPLATES.glob("*.html")):
        for _, _, said in made.extract_translations(path.read_text("utf-8")):  # type: ignore[attr-defined]
            one, more = (said, None) if isinstance(said, str) else (said or (None, None))[:2]
            if one is None:
                continue  # what is said stands in a variable: its texts are made in the code
            named = found.setdefault((one, more), [])
            if path.name not in named:
                named.append(path.name)
    return found


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def page() -> str:
    """The whole file."""
    parts = [HEAD]
    for (one, more), named in sorted(messages().items(), key=lambda item: item[0][0]):
        lines = [f"#: {' '.join(named)}", f"msgid {_quoted(one)}"]
        if more is None:
            lines.append('msgstr ""')
        else:
            lines += [f"msgid_plural {_quoted(more)}", 'msgstr[0] ""', 'msgstr[1] ""']
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
