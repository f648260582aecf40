"""The vectors of docs/spec/token.md: what is a token and what is not, each wrong in one way; and how ids read."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from privet.core import ids, tokens
from privet.core.finding import Finding
from privet.errors import BadInput

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "token.json").read_text("utf-8"))


@pytest.mark.parametrize("one", VECTORS["read"], ids=lambda one: ascii(one["text"]))
def test_what_is_read_as_a_token(one: dict[str, Any]) -> None:
    assert [list(found) for found in tokens.mentioned(one["text"])] == one["found"]
    assert (tokens.EXACT.search(one["text"]) is not None) == one["exact"]
    assert [finding.kind for finding in tokens.literals(one["text"])] == ["LITERAL"] * len(one["found"])


@pytest.mark.parametrize("one", VECTORS["refused"], ids=lambda one: one["why"])
def test_what_is_no_token(one: dict[str, Any]) -> None:
    assert tokens.mentioned(one["text"]) == []
    assert list(tokens.literals(one["text"])) == []
    assert tokens.EXACT.search(one["text"]) is None


def test_whatever_is_written_can_be_read() -> None:
    for kind in ("CARD", "URL_LOGIN"):
        for n in (1, 10, tokens.HIGHEST):
            assert tokens.EXACT.fullmatch(tokens.name(kind, n))
            assert tokens.mentioned(tokens.name(kind, n)) == [(kind, n)]
    assert tokens.EXACT.fullmatch(tokens.name("CARD", tokens.HIGHEST + 1)) is None


@pytest.mark.parametrize("one", VECTORS["replace"], ids=lambda one: ascii(one["text"]))
def test_a_text_with_tokens_and_back(one: dict[str, Any]) -> None:
    text = one["text"]
    found = [Finding(start, end, kind, 1.0, "vector", text[start:end]) for start, end, kind in one["findings"]]
    made = tokens.replace(text, found, one["names"])
    assert made.text == one["tokenised"]
    values = dict(zip(one["names"], (finding.canonical for finding in found), strict=True))
    assert tokens.restore(made.text, lambda kind, n: values.get(tokens.name(kind, n))) == (text, 0)


@pytest.mark.parametrize("one", VECTORS["restore"], ids=lambda one: one["text"])
def test_values_are_put_back(one: dict[str, Any]) -> None:
    restored = tokens.restore(one["text"], lambda kind, n: one["values"].get(f"{kind} {n}"))
    assert restored == (one["restored"], one["stayed"])


@pytest.mark.parametrize("one", VECTORS["ids"], ids=lambda one: one["bytes"])
def test_how_an_id_reads(one: dict[str, Any]) -> None:
    raw = bytes.fromhex(one["bytes"])
    assert ids.shown(one["prefix"], raw) == one["shown"]
    assert ids.read(one["prefix"], one["shown"]) == raw
    assert base64.b32encode(raw).decode("ascii").rstrip("=").lower() == one["shown"].removeprefix("tok_")


@pytest.mark.parametrize("one", VECTORS["ids_refused"], ids=lambda one: one["why"])
def test_what_is_no_id(one: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        ids.read(one["prefix"], one["shown"])
