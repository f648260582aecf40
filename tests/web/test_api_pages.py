"""What the pages tell programs to send is what the server takes."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from privet.web.api import items, pages, relay
from privet.web.api.operations import OPERATIONS, documented

HOWTO = (Path(__file__).parents[2] / "docs/howto/use-the-api.md").read_text("utf-8")
TAKES = {"/v1" + one.path: one.asks for one in (*OPERATIONS, relay.OPERATION) if one.method == "POST"}
TAKES["/v1/messages"] = items.Message
SHOWN = [one for described in pages.operations(documented()).values() for one in described]


@pytest.mark.parametrize("one", [one for one in SHOWN if one.body], ids=lambda one: one.name)
def test_an_example_of_the_page_fits(one: pages.Described) -> None:
    (sent,) = re.findall(r"--data '(.*)'", one.example)
    msgspec.json.decode(sent, type=TAKES[one.path])


def test_every_request_of_the_how_to_fits() -> None:
    found = re.findall(r"--data '(\{.*?\})'.*?localhost:8080(/v1/\S+)", HOWTO, re.DOTALL)
    assert {path for _, path in found} == {
        f"/v1/{name}" for name in ("messages", "reveals", "sends", "find", "erasures")
    }
    for sent, path in found:
        whole = re.sub(r"\b(tok|con)_…", lambda match: f"{match[1]}_{'a' * 26}", sent)
        msgspec.json.decode(whole, type=TAKES[path])


def test_every_operation_says_what_it_is_and_when_it_is_refused() -> None:
    document = documented()
    assert len({one.name for one in SHOWN}) == len(SHOWN)
    assert all(one.summary and one.about[0] and one.problems for one in SHOWN)
    posts = [path for path, methods in document["paths"].items() if "post" in methods]
    assert posts
    for path in posts:
        assert "Idempotency-Key" in [one["name"] for one in document["paths"][path]["post"]["parameters"]]


def test_the_page_escapes_what_it_shows() -> None:
    document = documented() | {"info": documented()["info"] | {"description": "<b>`<i>`"}}
    assert "&lt;b&gt;<code>&lt;i&gt;</code>" in pages.page(document)
