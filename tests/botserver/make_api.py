"""Makes api.txt, the published list of the Bot API's methods, parameters and types, from the models that aiogram ships
(they are generated from core.telegram.org/bots/api): run it after aiogram's lock moves.

A line `method NAME -> TYPE` or `type NAME`, then a line for each parameter or field, `!` where it must be there.
"""

from __future__ import annotations

import datetime
import enum
import types
import typing
from pathlib import Path

PAGE = Path(__file__).with_name("api.txt")


def said(annotation: object) -> list[str]:
    """The alternatives of an annotation in the table's words."""
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        return list(dict.fromkeys(word for one in typing.get_args(annotation) for word in said(one)))
    if origin is typing.Annotated:
        return said(typing.get_args(annotation)[0])
    if origin is list:
        return [f"[{'|'.join(said(typing.get_args(annotation)[0]))}]"]
    if origin is typing.Literal:
        return [f"={one.value if isinstance(one, enum.Enum) else one}" for one in typing.get_args(annotation)]
    if annotation in (type(None), datetime.timedelta):
        return []
    if annotation is datetime.datetime:
        return ["int"]
    name = getattr(annotation, "__name__", str(annotation))
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return ["str"]
    return [{"Default": "", "InputFile": "file", "DateTime": "int", "RichTextUnion": "rich"}.get(name, name)]


def fields(model: typing.Any) -> list[str]:
    """A line for each field of a model, in the order in which it has them."""
    lines = []
    for name, field in model.model_fields.items():
        words = [word for word in said(field.annotation) if word]
        fixed = [word for word in words if word[0] == "="]
        kind = "|".join(fixed or words) or "any"
        default = field.default
        if not fixed and isinstance(default, str) and field.annotation is str:
            kind = f"={default}"
        must = field.is_required() or kind[0] == "="
        lines.append(f"  {field.alias or name} {kind}{'!' if must else ''}")
    return lines


def text() -> str:
    """The whole table."""
    import aiogram.methods
    import aiogram.types
    from aiogram.types.base import TelegramObject

    lines = []
    for name in sorted(aiogram.methods.__all__):
        model = getattr(aiogram.methods, name)
        if name in ("Request", "Response", "TelegramMethod"):
            continue
        lines.append(f"method {model.__api_method__} -> {'|'.join(said(model.__returning__))}")
        lines += fields(model)
    for name in sorted(aiogram.types.__all__):
        model = getattr(aiogram.types, name)
        if name == "ErrorEvent":  # aiogram's own
            continue
        if isinstance(model, type) and issubclass(model, TelegramObject):
            lines.append(f"type {name}")
            lines += fields(model)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(text(), "utf-8")
