"""Who cannot reach what: one table over every route of the web, walked visitor by visitor.

A route that is not in the table fails the first test, so nobody adds one without saying who may not come.
"""

from __future__ import annotations

from typing import Any

import litestar
import pytest

from operations import ACT, GOOD, asked
from privet.web import api, page
from privet.web.api.operations import OPERATIONS
from privet.web.turns import Turns

NOBODY, MADE_UP, REVOKED, OTHER_ACT = "nobody", "made up", "revoked", "other act"

OPEN: frozenset[str] = frozenset()
"""Whoever comes is answered: nothing of a customer is behind it."""
KEYED = frozenset({NOBODY, MADE_UP, REVOKED, OTHER_ACT})
"""Only a program whose key names the act. What another tenant's key finds is in test_api_contract.py."""

ROUTES: dict[tuple[str, str], frozenset[str]] = {
    ("GET", "/v1/conversations"): KEYED,
    ("GET", "/v1/conversations/{conversation}/messages"): KEYED,
    ("GET", "/v1/messages/{message}"): KEYED,
    ("GET", "/v1/subjects"): KEYED,
    ("POST", "/v1/messages"): KEYED,
    ("POST", "/v1/reveals"): KEYED,
    ("POST", "/v1/sends"): KEYED,
    ("POST", "/v1/grants"): KEYED,
    ("GET", "/v1/grants"): KEYED,
    ("POST", "/v1/assignments"): KEYED,
    ("POST", "/v1/restrictions"): KEYED,
    ("POST", "/v1/find"): KEYED,
    ("POST", "/v1/erasures"): KEYED,
    ("POST", "/v1/relay"): KEYED,
    ("GET", "/v1/ledger/checkpoint"): KEYED,
    ("GET", "/v1/ledger/tile/{path}"): KEYED,
    ("GET", "/v1/openapi.json"): OPEN,
    ("GET", "/docs"): OPEN,
    ("GET", "/docs/{path}"): OPEN,
    ("GET", "/"): OPEN,
    ("POST", "/tokenise"): OPEN,
    ("GET", "/healthz"): OPEN,
    ("GET", "/readyz"): OPEN,
    ("GET", "/metrics"): OPEN,
    ("GET", "/static/{name}"): OPEN,
}
"""The visitors who cannot reach a route, by its method and path."""


def test_the_table_names_every_route(installation: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[litestar.Litestar] = []

    class Kept(litestar.Litestar):
        def __init__(self, *more: Any, **named: Any) -> None:
            super().__init__(*more, **named)
            made.append(self)

    monkeypatch.setattr(page, "Litestar", Kept)
    monkeypatch.setattr(api, "Litestar", Kept)
    turns = Turns(installation.app)
    page.site(page.Shown(turns, installation.app.tenant("demo"), frozenset({"localhost"})))
    turns.end()
    found = {
        (str(method), route.path_format)
        for one in made
        for route in one.routes
        for method in route.methods - {"OPTIONS", "HEAD"}  # type: ignore[union-attr]
    }
    assert found | {("POST", "/v1/messages")} == ROUTES.keys()  # messages come in beside the framework, for their speed


def keys(served: Any, act: str) -> dict[str, str]:
    """What each visitor who is not to come in comes with."""
    from privet.acts import access
    from privet.core.decision import LOCAL

    revoked = served.make_key(act)
    access.revoke(served.installation.app, served.installation.tenant, f"key-{served.made}", LOCAL)
    other = served.make_key("find" if act != "find" else "read")
    return {NOBODY: "", MADE_UP: f"prv_{served.installation.tenant}_" + "A" * 43, REVOKED: revoked, OTHER_ACT: other}


@pytest.mark.parametrize("name", GOOD)
def test_no_visitor_reaches_an_operation_that_is_not_theirs(served: Any, world: Any, name: str) -> None:
    (route,) = [("/v1" + one.path, one.method) for one in OPERATIONS if one.name == name]
    barred = ROUTES[route[1], route[0]]
    for visitor, key in keys(served, ACT[name]).items():
        answer = asked(served, world, name, key)
        assert visitor in barred
        assert (answer.status, answer.json["code"]) == (
            (403, "denied") if visitor == OTHER_ACT else (401, "not-proved")
        )
    assert asked(served, world, name, served.make_key(ACT[name])).status == 200


BESIDE = {
    "/v1/messages": ("receive", {"channel": "sms", "conversation": "c", "sender": {"address": "+12025550101"},
                                 "text": "hello"}),
    "/v1/relay": ("relay", {"upstream": "bank", "path": "/", "body": "tok_" + "a" * 26}),
}  # fmt: skip


@pytest.mark.parametrize("path", BESIDE)
def test_no_visitor_reaches_what_stands_beside_the_operations(served: Any, path: str) -> None:
    act, body = BESIDE[path]
    for visitor, key in keys(served, act).items():
        assert visitor in ROUTES["POST", path]
        answer = served.post(path, body, key)
        assert (answer.status in (401, 403, 404)) if visitor == OTHER_ACT else answer.status == 401, answer.body
    assert served.installation.delivered == []


@pytest.mark.parametrize(
    "path", [path for (method, path), barred in ROUTES.items() if barred == OPEN and "{" not in path]
)
def test_what_is_open_is_answered_without_a_key_and_shows_nobody(served: Any, world: Any, path: str) -> None:
    answer = served.ask(
        "POST" if path == "/tokenise" else "GET", path, b"hello" if path == "/tokenise" else None, key=""
    )
    assert answer.status < 400, answer.body
    for id in (world.message, world.conversation, world.token, world.subject):
        assert id.encode() not in answer.body
