"""Log-out at the company's own log-in: what is made of tokens that a provider signs by `cryptography` alone."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from privet.core import logout
from privet.core.exchange import Answer
from privet.core.oidc import Client, person
from privet.core.oidc import Provider as Described
from privet.core.plain import Plain
from privet.errors import NotProved
from provider import Provider

NOW = 1_763_726_400_000
CLIENT = Client("privet", Plain("a secret"), "http://localhost:8080/sign-on")
ONE = Provider(SimpleNamespace(at=NOW), SimpleNamespace(server_port=1))  # type: ignore[arg-type]
PUBLISHED = Answer(200, "application/json", "utf-8", json.dumps({"keys": ONE.keys()}).encode())


def described(end: str = "") -> Described:
    return Described(ONE.url, "https://a.example.com", "https://t.example.com", "https://k.example.com", end)


def token(**claims: Any) -> str:
    said = {"iss": ONE.url, "aud": "privet", "sub": "ann", "iat": NOW // 1000, "exp": NOW // 1000 + 120, "jti": "one",
            "events": {logout.EVENT: {}}} | claims  # fmt: skip
    ONE.header = {"typ": claims.pop("typ", "logout+jwt")}
    return ONE.signed({name: value for name, value in said.items() if name != "typ"})


def test_who_left_is_who_logs_in_and_a_token_is_known_by_its_name() -> None:
    one = logout.left(described(), CLIENT, token(), PUBLISHED, NOW)
    assert one.who == person(described(), "ann")
    assert one.token == logout.left(described(), CLIENT, token(aud=["x", "privet"]), PUBLISHED, NOW + 5_000).token
    assert one.token != logout.left(described(), CLIENT, token(jti="two"), PUBLISHED, NOW).token
    assert one.ends >= NOW + logout.OLDEST_S * 1000


@pytest.mark.parametrize(("at_s", "right"), [(-61, False), (-60, True), (0, True), (179, True), (180, False)])
def test_a_token_has_its_time(at_s: int, right: bool) -> None:
    if right:
        assert logout.left(described(), CLIENT, token(), PUBLISHED, NOW + at_s * 1000)
    else:
        with pytest.raises(NotProved):
            logout.left(described(), CLIENT, token(), PUBLISHED, NOW + at_s * 1000)


@pytest.mark.parametrize("text", ["", "x", "a.b.c", "A" * 20_000, "é"])
def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(NotProved):
        logout.left(described(), CLIENT, text, PUBLISHED, NOW)


@pytest.mark.parametrize(
    "claims",
    [{"typ": "JWT"}, {"typ": None}, {"sub": ""}, {"sub": 7}, {"nonce": "x"}, {"events": []}, {"aud": "somebody"}],
    ids=str,
)
def test_a_token_that_says_something_else_is_refused(claims: dict[str, Any]) -> None:
    with pytest.raises(NotProved):
        logout.left(described(), CLIENT, token(**claims), PUBLISHED, NOW)


def test_the_way_out_names_this_client() -> None:
    back = "https://privet.example.com/login"
    asked = "client_id=privet&post_logout_redirect_uri=https%3A%2F%2Fprivet.example.com%2Flogin"
    assert logout.away(described(), CLIENT, back) == ""
    assert logout.away(described("https://e.example.com/end"), CLIENT, back) == f"https://e.example.com/end?{asked}"
    assert logout.away(described("https://e.example.com/?a=1"), CLIENT, back) == f"https://e.example.com/?a=1&{asked}"
