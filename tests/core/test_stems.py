"""Whatever names a secret holds a stem: the patterns are taken apart by `re`'s own parser, way by way."""

from __future__ import annotations

import re
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from privet.core.phrases import Phrases
from privet.core.phrases.all import LANGUAGES
from privet.core.phrases.stems import SHORT, STEMS, may_name

ANY = "\0"
"""Stands for whatever a pattern leaves open; part of no stem."""
MOST = 20_000


def ways(tree: Any) -> set[str]:
    """Every way of matching, with what may be left out left out."""
    said = {""}
    for kind, of in tree:
        said = {one + two for one in said for two in ways_of(kind, of)}
        assert len(said) < MOST
    return said


def ways_of(kind: Any, of: Any) -> set[str]:
    if kind is code.LITERAL:
        return {chr(of)}
    if kind is code.IN:
        if all(one is code.LITERAL for one, _ in of):
            return {chr(which) for _, which in of}
        return {" "} if (code.CATEGORY, code.CATEGORY_SPACE) in of else {ANY}
    if kind is code.BRANCH:
        return set().union(*map(ways, of[1]))
    if kind is code.SUBPATTERN:
        return ways(of[3])
    if kind in (code.MAX_REPEAT, code.MIN_REPEAT):
        least, most, tree = of
        inner = ways(tree)
        if least == 0 and most == 1 and all(len(one) == 1 for one in inner):
            return {"", *inner}
        return {ANY} if least == 0 else inner if inner == {" "} or most == 1 else {one + ANY for one in inner}
    assert kind in (code.ASSERT, code.ASSERT_NOT, code.AT)
    return {""}


@pytest.mark.parametrize("phrases", LANGUAGES, ids=lambda each: each.language)
def test_every_way_of_naming_a_secret_holds_a_stem(phrases: Phrases) -> None:
    bare = {
        way
        for words in phrases.secrets.values()
        for way in ways(parser.parse(phrases.pattern(words)))
        if not any(stem in way for stem in STEMS) and not SHORT.search(way)
    }
    assert bare == set()


def test_a_stem_that_is_missing_would_be_seen() -> None:
    assert ways(parser.parse(r"(?:one|two)(?: more)?[ab]?\w")) == {
        first + ANY + last + ANY for first in ("one", "two") for last in ("", "a", "b")
    }


def test_pieces_that_may_name_a_secret_are_those_that_hold_a_stem() -> None:
    text = "hello. your pin. id. code code. handypin? spinning"
    pieces = [match.span() for match in re.finditer(r"[^.?]+[.?]?", text)]
    assert [text[slice(*pieces[at])].strip() for at in may_name(text, pieces)] == [
        "your pin.",
        "id.",
        "code code.",
        "handypin?",
    ]
    assert may_name("", []) == []
