"""A value stays a value wherever it stands in a relayed request, and comes back as the token it came from."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core import relay
from privet.core.detect import Scanner
from privet.core.exchange import Answer, Request
from privet.core.relay import Named, Relay
from privet.errors import BadInput
from privet.plugins.detectors import bundled

BASE = "https://crm.example.com/api/"
TOKEN = "tok_" + "a" * 26
READS = "[EMAIL_1]"
NASTY = '"},{"admin":true,"x":"\r\nx: y/../?a=b&c=d#e%00 ü'
SCANNER = Scanner(bundled(("US",)), False)


def asked(path: str = "/x", body: Any = None, method: str = "POST", **headers: str) -> Relay:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return relay.checked(Relay("crm", method, path, given, body))


def made(one: Relay, value: str = "ann@example.com", token: str = TOKEN) -> Request:
    assert relay.named(one) == [token]
    return relay.request(one, BASE, {token: value})


def test_tokens_are_named_by_id_and_as_they_read() -> None:
    one = asked(f"/c/{TOKEN}?q=%5BPHONE_2%5D", {"a": [READS, {"b": f"x {READS} y"}], "[CARD_1]": 7}, x=f"v {READS}")
    assert relay.named(one) == [TOKEN, "[PHONE_2]", READS]
    for text in (f"x{TOKEN}", f"{TOKEN}a", "[email_1]", "[EMAIL_0]", "tok_short"):
        with pytest.raises(BadInput, match="at least one token"):
            relay.named(asked(body={"a": text}))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_value_in_json_is_one_text(value: str) -> None:
    request = made(asked(body={"to": TOKEN, "n": [1, None, 1.5]}), value)
    assert json.loads(request.body) == {"to": value, "n": [1, None, 1.5]}
    assert request.headers == {"content-type": "application/json"}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda value: value not in (".", "..")))
def test_any_value_in_a_path_and_a_query_stays_there(value: str) -> None:
    parts = urlsplit(made(asked(f"/customers/{TOKEN}/orders?q={TOKEN}&z=1"), value).url)
    assert (parts.scheme, parts.netloc, parts.fragment) == ("https", "crm.example.com", "")
    assert [unquote(one) for one in parts.path.split("/")[1:]] == ["api", "customers", value, "orders"]
    assert parse_qs(parts.query, keep_blank_values=True) == {"q": [value], "z": ["1"]}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_value_in_a_form_is_one_field(value: str) -> None:
    form = "application/x-www-form-urlencoded"
    request = made(asked(body=f"to={TOKEN}&z=1", content_type=form), value)
    assert parse_qs(request.body.decode(), keep_blank_values=True) == {"to": [value], "z": ["1"]}
    assert request.headers == {"content-type": form}


def test_a_value_in_a_header_must_fit_there() -> None:
    assert made(asked(x_mail=f"<{TOKEN}>")).headers["x-mail"] == "<ann@example.com>"
    for value in ("a\r\nb: c", "a\nb", "a\0b", "ü"):
        with pytest.raises(BadInput, match="headers"):
            made(asked(x_mail=TOKEN), value)


def test_dots_alone_do_not_climb() -> None:
    for path, value in ((f"/{TOKEN}", ".."), (f"/a/{TOKEN}/b", "."), (f"/%2e{READS}", "."), (f"/../{TOKEN}", "x")):
        with pytest.raises(BadInput, match="path"):
            relay.request(asked(path), BASE, {TOKEN: value, READS: value})


@pytest.mark.parametrize("path", ["x", "", "//\\x", "/a b", "/a#b", "/ü", "/a\r\nb", "/" + 4096 * "a"])
def test_a_path_of_another_form_is_refused(path: str) -> None:
    with pytest.raises(BadInput):
        made(asked(path, {"a": TOKEN}))


def test_text_and_json_texts() -> None:
    plain = made(asked(body=f"hi {TOKEN}", content_type="text/plain; charset=utf-8"), NASTY)
    assert plain.body.decode() == f"hi {NASTY}"
    typed = made(asked(body=f'{{"a": "{TOKEN}"}}', content_type="application/vnd.x+json"), NASTY)
    assert json.loads(typed.body) == {"a": NASTY}
    listed = made(asked(body=[TOKEN], content_type="application/json"), NASTY)
    assert json.loads(listed.body) == [NASTY]
    assert made(asked(f"/{TOKEN}", "<a/>", content_type="text/xml")).body == b"<a/>"
    assert made(asked(f"/{TOKEN}", method="GET")).body == b""


@pytest.mark.parametrize(
    ("body", "headers", "words"),
    [
        (f"<a>{TOKEN}</a>", {"content_type": "text/xml"}, "text/plain alone"),
        (f"hi {TOKEN}", {}, "text/plain alone"),
        ({"a": TOKEN}, {"content_type": "text/xml"}, "as JSON"),
        ("{", {"content_type": "application/json"}, "not JSON"),
        ("NaN", {"content_type": "application/json"}, "not JSON"),
        ([{"a": TOKEN + "\ud800"}], {}, "surrogate"),
        (TOKEN + (256 << 10) * "x", {"content_type": "text/plain"}, "bytes"),
    ],
)
def test_a_body_that_cannot_be_written_is_refused(body: Any, headers: Any, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        made(asked(f"/{TOKEN}", body, **headers))


def test_what_is_nested_too_deep_is_refused() -> None:
    body: Any = TOKEN
    for _ in range(70):
        body = [body]
    with pytest.raises(BadInput, match="nested"):
        relay.named(asked(body=body))


@pytest.mark.parametrize(
    "name", ["host", "Content-Length", "transfer_encoding", "proxy_authorization", "a b", "x" * 65]
)
def test_headers_of_the_connection_are_not_relayed(name: str) -> None:
    with pytest.raises(BadInput, match="headers"):
        asked(**{name: "x"})


def test_bounds() -> None:
    with pytest.raises(BadInput, match="content-type"):
        asked(content_type=f"text/plain; x={TOKEN}")
    with pytest.raises(BadInput, match="8192"):
        made(asked(f"/{TOKEN}"), 8192 * "x")
    with pytest.raises(BadInput, match="4096"):
        asked(x=4097 * "x")
    with pytest.raises(BadInput, match="headers"):
        asked(**{f"x{n}": "" for n in range(33)})
    with pytest.raises(BadInput, match="at most 64"):
        relay.named(asked(body=[f"[CARD_{n}]" for n in range(1, 66)]))


KNOWN = [
    Named(TOKEN, "PHONE", "+1 202-555-0143"),
    Named(READS, "EMAIL", "Ann@example.com"),
    Named("[X_1]", "CODE", "48"),
]


def cleaned(body: Any, type_: str = "application/json", known: Any = KNOWN, charset: str = "utf-8") -> relay.Cleaned:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return relay.cleaned(Answer(200, type_, charset, data), known, SCANNER, ("US",))


def test_an_answer_comes_back_in_the_tokens_that_were_sent() -> None:
    answer = cleaned({
        "phone": "+12025550143", "as sent": "+1 202-555-0143", "national": "call (202) 555-0143",
        "mail": "ann@EXAMPLE.com", "encoded": "Ann%40example.com", "other": "ben@example.com",
        "number": 12025550143, "ann@example.com": [True, None, 1.5, 7, "[EMAIL_1] [CARD_9]"], "code": "x48y",
    })  # fmt: skip
    assert not answer.withheld
    assert answer.body == {
        "phone": TOKEN, "as sent": TOKEN, "national": f"call {TOKEN}",
        "mail": READS, "encoded": READS, "other": "[EMAIL]",
        "number": answer.body["number"], READS: [True, None, 1.5, 7, "[LITERAL] [LITERAL]"], "code": "x[X_1]y",
    }  # fmt: skip
    assert cleaned([48, 4800, 5]).body == ["[X_1]", "[X_1]00", 5]


def test_a_text_is_cleaned_too() -> None:
    assert cleaned(b"write to ann@example.com", "text/html").body == f"write to {READS}"
    assert cleaned("grüezi ben@example.com".encode("latin-1"), "text/plain", charset="latin-1").body == "grüezi [EMAIL]"


@pytest.mark.parametrize("echo", [
    "Zo%C3%AB%20O%27Shea", "Zo%c3%ab+O%27Shea", "Zoë O&#39;Shea", "Zoë O&#x27;Shea", "Zo\\u00eb O'Shea",
])  # fmt: skip
def test_a_value_that_comes_back_escaped_is_its_token(echo: str) -> None:
    known = [Named(TOKEN, "LITERAL", "Zoë O'Shea")]
    assert cleaned(f"<p>{echo}</p>".encode(), "text/html", known).body == f"<p>{TOKEN}</p>"


def test_a_kind_that_this_tenant_seals_stays_hidden_around_a_value_that_was_sent() -> None:
    """By default web addresses pass, and one gives way to what was sent; here all of it is to be hidden."""
    strict = Scanner(bundled(("US",)), False, passed=())
    answer = Answer(200, "text/plain", "utf-8", b"see https://shop.example.com/x48y now")
    for known, kind in (((), "URL"), ((Named("[ACCOUNT_1]", "ACCOUNT", "x48y"),), "ACCOUNT")):
        assert relay.cleaned(answer, known, strict, ("US",)).body == f"see [{kind}] now"


def test_what_cannot_be_looked_through_is_withheld() -> None:
    assert cleaned(b"") == (None, False)
    deep = b"[" * 70 + b"]" * 70
    for body, type_, charset in (
        (b"\x89PNG", "image/png", "utf-8"), (b"{", "application/json", "utf-8"), (b"\xff", "text/plain", "utf-8"),
        (b"x", "text/plain", "nonsense"), (deep, "application/json", "utf-8"),
    ):  # fmt: skip
        assert cleaned(body, type_, charset=charset) == (None, True)

    class Failing:
        def scan(self, text: str) -> list[Any]:
            raise RuntimeError

    failing: Any = Failing()
    assert relay.cleaned(Answer(200, "text/plain", "utf-8", b"x"), (), failing, ()) == (None, True)


def test_nothing_of_it_prints() -> None:
    for one in (asked(f"/{TOKEN}", "secret"), KNOWN[0], cleaned("secret"), made(asked(f"/{TOKEN}"), "secret")):
        assert "secret" not in repr(one)
        assert "555" not in repr(one)
