"""Writes docs/reference/api.md from the API's document: `python docs/make_api.py` (a test holds it up to date)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from privet.web.api.operations import documented
from privet.web.api.pages import Described, Field, operations, structs

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/reference/api.md"

HEAD = """# API

<!-- Made by docs/make_api.py from src/privet/web/api; change the declarations there, not this page. -->

A running server has the same at `/docs`, and as an OpenAPI 3.1 document at `/v1/openapi.json`.
[How to use it](../howto/use-the-api.md).
"""


def page(document: dict[str, Any]) -> str:
    """The whole page for a document."""
    parts = [HEAD, document["info"]["description"], ""]
    for tag, described in operations(document).items():
        parts += [f"## {tag}", ""]
        for one in described:
            parts += _operation(one)
    parts += ["## What is sent and answered", ""]
    for name, (about, fields) in structs(document).items():
        parts += [f"### {name}", "", about, "", *_fields(fields)]
    parts += ["## Refusals", "", "As problem details (RFC 9457, `application/problem+json`):", "",
              "| status | what it says |", "| --- | --- |"]  # fmt: skip
    shared = document["components"]["responses"]
    parts += [f"| {status} | {said['description']} |" for status, said in shared.items() if status != "default"]
    return "\n".join(parts) + "\n"


def _operation(one: Described) -> Iterable[str]:
    yield from (f"### {one.summary}", "", f"`{one.method} {one.path}`", "")
    for paragraph in one.about:
        yield from (" ".join(paragraph.split()), "")
    yield from _fields(one.parameters)
    takes = f"Takes {_struct(one.body)}. " if one.body else ""
    yield from (f"{takes}Answers {_struct(one.gives) if one.gives else f'`{one.media}`'}.", "")


def _fields(fields: list[Field]) -> Iterable[str]:
    if not fields:
        return
    yield from ("| name | type | what it is |", "| --- | --- | --- |")
    for one in fields:
        kind = f"[{one.type}](#{one.of.lower()})" if one.of else one.type
        yield f"| `{one.name}`{', required' if one.required else ''} | {kind} | {one.about} |"
    yield ""


def _struct(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(documented()), encoding="utf-8")


if __name__ == "__main__":
    main()
