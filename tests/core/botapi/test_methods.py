"""The published methods, against two clients that list them, and values in marked-up text, read by a parser."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import aiogram.methods
import aiogram.types
import telegram
from aiogram.enums import UpdateType
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from privet.core import bot
from privet.core.botapi import escapes, markup, methods


def models() -> dict[str, type[BaseModel]]:
    every = (getattr(aiogram.methods, name) for name in dir(aiogram.methods))
    return {one.__api_method__: one for one in every if isinstance(getattr(one, "__api_method__", None), str)}


def leaves(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in typing.get_args(annotation):
        yield from leaves(inner)


def taking(wanted: Any) -> set[str]:
    """The methods one of whose parameters is of such a type."""
    return {
        name
        for name, one in models().items()
        if any(wanted(found) for field in one.model_fields.values() for found in leaves(field.annotation))
    }


def test_every_method_is_there() -> None:
    assert set(models()) == methods.NAMES
    published = {name for name in dir(telegram.Bot) if "_" not in name and name.lower() != name and name[0].islower()}
    lower = {name.lower() for name in methods.NAMES}
    ours = {"getUpdates"}  # a client's own words
    assert {name for name in published if name.lower() not in lower} <= ours | {
        name for name in published if name.startswith(("do", "de", "to"))
    }


def test_what_takes_what() -> None:
    assert {name for name, one in models().items() if "protect_content" in one.model_fields} == methods.PROTECTED
    assert taking(lambda one: one is aiogram.types.InputFile) <= methods.FILES
    assert methods.SAYS | methods.PROTECTED | methods.FILES <= methods.NAMES
    says = {name for name, one in models().items() if {"text", "caption", "reply_markup"} & set(one.model_fields)}
    stories = {"postStory", "editStory"}  # to everybody: nothing is put back there
    assert says - stories <= methods.SAYS
    structured = {
        field.alias or name
        for one in models().values()
        for name, field in one.model_fields.items()
        for found in leaves(field.annotation)
        if typing.get_origin(found) is list
        or (isinstance(found, type) and issubclass(found, BaseModel) and not issubclass(found, aiogram.types.InputFile))
    }
    assert structured == methods.STRUCTURED


def test_every_update_is_there() -> None:
    assert {one.value for one in UpdateType} == methods.UPDATES | methods.ASKED
    assert methods.ASKED == bot.UNASKED


def test_a_secret() -> None:
    assert methods.SECRET.fullmatch("aA9_-" * 51)
    assert not methods.SECRET.fullmatch("a" * 257)
    assert not methods.SECRET.fullmatch("a b")
    assert not methods.SECRET.fullmatch("é")


@given(st.text())
def test_html_reads_as_the_value(value: str) -> None:
    read: list[str] = []
    parser = HTMLParser(convert_charrefs=True)
    parser.handle_data = read.append  # type: ignore[method-assign]
    parser.handle_starttag = lambda *_: read.append("<")  # type: ignore[method-assign]
    parser.feed(f"<b>{markup.escaped(value, 'HTML')}</b>")
    parser.close()
    assert "".join(read[1:]) == value


@given(st.text())
def test_markdown_reads_as_the_value(value: str) -> None:
    assert markup.escaped(value, "") == value
    for marks, special, escape in (
        ("MarkdownV2", r"[_*\[\]()~`>#+\-=|{}.!\\]", r"\\([\x01-\x7e])"),
        ("Markdown", r"[_*`\[]", r"\\([_*`\[])"),
    ):
        made = markup.escaped(value, marks)
        assert re.sub(escape, r"\1", made) == value
        assert not re.search(special, re.sub(escape, "", made))
    assert escapes.resolved(markup.escaped(value, "MarkdownV2"), "MarkdownV2")[0] == value
    assert escapes.resolved(markup.escaped(value, "HTML"), "HTML")[0] == value


def test_characters_by_number_are_read_too() -> None:
    assert escapes.resolved("&#65;&#x42;&#0;&lt;", "HTML")[0] == "AB\ufffd<"
