"""The API's documentation as one page: GET /docs. It is made from the document, on the server, without a script.

Viewers for such documents set styles from their scripts, which our content security policy refuses.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import jinja2
from litestar import MediaType, Response, get
from markupsafe import Markup, escape

Schema = dict[str, Any]
WORDS = {
    "string": "text", "integer": "number", "number": "number", "boolean": "true or false", "null": "null",
    "object": "object",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A row of a table: a parameter or a field of a struct. `of` names the struct that its type leads to."""

    name: str
    type: str
    of: str
    required: bool
    about: str


@dataclass(frozen=True, slots=True)
class Described:
    """One operation, as a page shows it."""

    method: str
    path: str
    name: str
    summary: str
    about: list[str]
    parameters: list[Field]
    body: str
    gives: str
    media: str
    problems: list[tuple[str, str]]
    example: str


def operations(document: Schema) -> dict[str, list[Described]]:
    """The operations by tag, in the document's order."""
    found: dict[str, list[Described]] = {one["name"]: [] for one in document["tags"]}
    for path, methods in document["paths"].items():
        for method, one in methods.items():
            found[one["tags"][0]].append(_described(document, path, method, one))
    return found


def structs(document: Schema) -> dict[str, tuple[str, list[Field]]]:
    """What each struct is, and its fields."""
    return {
        name: (
            schema.get("description", ""),
            [
                _field(field, one, field in schema.get("required", ()), one.get("description", ""))
                for field, one in schema.get("properties", {}).items()
            ],
        )
        for name, schema in document["components"]["schemas"].items()
    }


def sample(document: Schema, name: str) -> Schema:
    """An example of a struct that is sent: of each field that must be there; of the first, where none must."""
    schema = document["components"]["schemas"][name]
    return {
        field: _sample(document, schema["properties"][field])
        for field in schema.get("required") or [next(iter(schema["properties"]))]
    }


def _sample(document: Schema, field: Schema) -> Any:
    if "$ref" in field:
        return sample(document, _name(field))
    if field.get("type") == "array" and "items" in field:
        return [_sample(document, field["items"])]
    return next(iter(field.get("examples") or field.get("enum") or ["…"]))


def page(document: Schema) -> str:
    """The whole page."""
    templates = jinja2.Environment(loader=jinja2.PackageLoader("privet.web"), autoescape=True)
    templates.filters["code"] = _code
    return templates.get_template("docs.html").render(
        info=document["info"],
        about=document["info"]["description"].split("\n\n"),
        tags=operations(document),
        structs=structs(document),
    )


def _code(text: str) -> Markup:
    """A text in which what stands between backticks is code."""
    parts = [escape(one) for one in text.split("`")]
    return Markup("").join(Markup("<code>{}</code>").format(one) if at % 2 else one for at, one in enumerate(parts))


def routes(document: Schema) -> list[Any]:
    """The handlers of the page, beside the site's own."""
    text = page(document)

    @get("/docs", media_type=MediaType.HTML)
    async def docs() -> Response[str]:
        return Response(text, media_type=MediaType.HTML, headers={"cache-control": "no-cache"})

    return [docs]


def _described(document: Schema, path: str, method: str, one: Schema) -> Described:
    media, given = next(iter(one["responses"]["200"]["content"].items()))
    content = one.get("requestBody", {}).get("content", {})
    body = _type(next(iter(content.values()))["schema"])[1] if content else ""
    shared = document["components"]["responses"]
    return Described(
        method.upper(), path, one["operationId"], one["summary"], one["description"].split("\n\n"),
        [_field(p["name"], p["schema"], p["required"], p["description"]) for p in one["parameters"]],
        body, _type(given["schema"])[1], media,
        [
            (status, shared[_name(said)]["description"])
            for status, said in one["responses"].items()
            if "$ref" in said and status != "default"
        ],
        _example(document, path, method, one["parameters"], body),
    )  # fmt: skip


def _example(document: Schema, path: str, method: str, parameters: list[Schema], body: str) -> str:
    """What to type. The key stands in a file, so that no list of processes and no history shows it."""
    for one in parameters:
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", one["schema"]["examples"][0])
    lines = ["curl --header @key.txt \\"]
    if method == "post":
        said = json.dumps(sample(document, body), ensure_ascii=False) if body else "…"
        lines += ["  --header 'Content-Type: application/json' \\", f"  --data '{said}' \\"]
    return "\n".join([*lines, f"  http://localhost:8080{path}"])


def _field(name: str, schema: Schema, required: bool, about: str) -> Field:
    type_, of = _type(schema)
    bounds = [
        f"{word} {schema[key]}"
        for key, word in (("minimum", "from"), ("maximum", "to"), ("maxLength", "at most"), ("default", "default"))
        if schema.get(key) not in (None, "")
    ]
    characters = " characters" if "maxLength" in schema else ""
    more = f" ({', '.join(bounds)}{characters})" if bounds else ""
    return Field(name, type_ + more, of, required, about)


def _type(schema: Schema) -> tuple[str, str]:
    """A type in words, and the struct that it leads to."""
    if "$ref" in schema:
        return _name(schema), _name(schema)
    if "anyOf" in schema:
        parts = [_type(one) for one in schema["anyOf"]]
        return " or ".join(part for part, _ in parts), next((of for _, of in parts if of), "")
    if schema.get("type") == "array":
        inner, of = _type(schema["items"])
        return f"list of {inner}", of
    if "enum" in schema:
        return " or ".join(map(json.dumps, schema["enum"])), ""
    return WORDS.get(str(schema.get("type")), "anything"), ""


def _name(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]
